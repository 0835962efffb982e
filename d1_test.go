package paddock

import (
	"strings"
	"testing"

	"paddock/internal/harness"
)

// sharing runs two Workers that have the same database under names of their
// own, a at once and b as often as it takes, and returns what they logged.
func sharing(t *testing.T, seed uint64) (logs []string, transcript string) {
	w := harness.New(t, harness.Options{Seed: seed, Configs: []string{"a/wrangler.toml", "b/wrangler.toml"}, Files: map[string]string{
		"a/wrangler.toml": "name = \"a\"\nmain = \"../index.js\"\n[[d1_databases]]\nbinding = \"DB\"\ndatabase_id = \"Shared DB\"\n",
		"b/wrangler.toml": "name = \"b\"\nmain = \"../index.js\"\n[[d1_databases]]\nbinding = \"DB\"\ndatabase_name = \"x\"\ndatabase_id = \"Shared DB\"\n" +
			"[[d1_databases]]\nbinding = \"OWN\"\ndatabase_id = \"own\"\n",
		"index.js": `export default { async scheduled(event, { DB, OWN }) {
	await DB.exec("CREATE TABLE IF NOT EXISTS t (name TEXT, chance DEFAULT (random()), at DEFAULT CURRENT_TIMESTAMP)");
	const insert = async (name) => console.log(name, await DB.prepare("INSERT INTO t (name) VALUES (?) RETURNING rowid, *").bind(name).first());
	await Promise.all(["x", "y", "z"].map((name) => insert(event.cron + name)));
	if (OWN) console.log("tables of its own:", await OWN.prepare("SELECT count(*) AS n FROM sqlite_schema").first("n"));
} }`,
	}})
	w.Session.Scheduled(0, "a", w.Clock.Now(), func(error) {})
	w.Session.Scheduled(1, "b", w.Clock.Now(), func(error) {})
	w.Settle()
	return w.Logs(), w.Transcript()
}

func TestWorkersShareAD1Database(t *testing.T) {
	logs, transcript := sharing(t, 1)
	all := strings.Join(logs, "\n")
	if len(logs) != 7 || strings.Count(all, "2026-01-01 00:00:00") != 6 || !strings.Contains(all, "rowid: 6") || !strings.Contains(all, "tables of its own: 0") {
		t.Error(transcript)
	}
}

func TestD1Replays(t *testing.T) {
	different := map[string]bool{}
	for seed := range uint64(5) {
		_, first := sharing(t, seed)
		if _, again := sharing(t, seed); again != first {
			t.Fatalf("seed %d:\n%s\nand then\n%s", seed, first, again)
		}
		different[first] = true
	}
	if len(different) < 2 {
		t.Error("every seed gives the same run")
	}
}
