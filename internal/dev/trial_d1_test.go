package dev_test

import (
	"context"
	"strings"
	"testing"

	"paddock/bindings/d1"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/harness"
	"paddock/internal/mailbox"
)

// TestATrialWritesToACopyOfADatabase runs a batch that writes, with and without
// leave to.
func TestATrialWritesToACopyOfADatabase(t *testing.T) {
	stores := dev.NewStores(t.TempDir(), mailbox.Real(clock.Real()))
	t.Cleanup(func() { stores.Close() })
	db, err := stores.D1("main")
	if err != nil {
		t.Fatal(err)
	}
	rows := func() any {
		r, err := db.Wait(context.Background(), []d1.Statement{{SQL: "SELECT group_concat(name) FROM t"}})
		if err != nil {
			t.Fatal(err)
		}
		return r[0].Rows[0][0]
	}
	if _, err := db.Wait(context.Background(), []d1.Statement{{SQL: "CREATE TABLE t (name UNIQUE)"}, {SQL: "INSERT INTO t VALUES ('before')"}}); err != nil {
		t.Fatal(err)
	}
	files := consumer(`const all = async () => (await env.DB.prepare("SELECT group_concat(name) AS n FROM t").first("n"));
	console.log("at first", await all());
	await Promise.all([env.DB.prepare("INSERT INTO t VALUES (?)").bind(batch.messages[0].body.name).run(), all()]);
	await env.DB.batch([env.DB.prepare("WITH a(b) AS (SELECT 'del') INSERT INTO t SELECT b FROM a"), env.DB.prepare("SELECT 1")]);
	await env.DB.prepare("INSERT INTO t VALUES ('del')").run().catch((e) => console.log(e.message));
	console.log("at last", await all());`)
	files["wrangler.toml"] += "[[d1_databases]]\nbinding = \"DB\"\ndatabase_name = \"main\"\n"
	w := harness.New(t, harness.Options{Files: files})
	tr := trial(w, nil)
	tr.Stores = stores
	for _, c := range []struct {
		perform bool
		after   string
	}{{false, "before"}, {true, "before,ada,del"}} {
		tr.Perform = c.perform
		out := try(t, tr, job(`{"name":"ada"}`))
		var told, effects []string
		for _, l := range out.Outcome.Lines {
			told = append(told, l.Text)
		}
		for _, e := range out.Effects {
			if e.Performed != (c.perform && e.Error == "") || e.Binding != "DB" || e.Target != "main" {
				t.Errorf("effect %+v", e)
			}
			effects = append(effects, e.Kind+": "+e.Text)
		}
		want := "at first before\nD1_ERROR: UNIQUE constraint failed: t.name: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_UNIQUE)\nat last before,ada,del"
		if got := strings.Join(told, "\n"); got != want {
			t.Errorf("perform %v: it logged\n%s", c.perform, got)
		}
		want = "query: INSERT INTO t VALUES (?)  [\"ada\"]\nbatch: WITH a(b) AS (SELECT 'del') INSERT INTO t SELECT b FROM a\nSELECT 1\nquery: INSERT INTO t VALUES ('del')"
		if got := strings.Join(effects, "\n"); got != want {
			t.Errorf("perform %v: effects\n%s", c.perform, got)
		}
		if got := rows(); got != c.after {
			t.Errorf("perform %v: the database has %v", c.perform, got)
		}
	}
}
