package main

import (
	"encoding/json"
	"net/http"
	"testing"
)

// TestKilledWhileADatabaseIsWritten kills the real binary again and again while
// programs write to a D1 database through a Worker. Whatever was acknowledged
// must be there, and of every batch all or nothing.
func TestKilledWhileADatabaseIsWritten(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills a process many times")
	}
	const lives = 15
	dir := writeProject(t, map[string]string{
		"wrangler.toml":            "name = \"store\"\nmain = \"index.js\"\n[[d1_databases]]\nbinding = \"DB\"\ndatabase_id = \"main\"\n",
		"migrations/0001_init.sql": "CREATE TABLE one (id TEXT PRIMARY KEY); CREATE TABLE two (id TEXT PRIMARY KEY);",
		"index.js": `export default { async fetch(request, { DB }) {
  if (request.method === "GET") {
    const odd = await DB.prepare("SELECT count(*) AS n FROM one FULL JOIN two USING (id) WHERE one.id IS NULL OR two.id IS NULL").first("n");
    return Response.json({ odd, ids: (await DB.prepare("SELECT id FROM one").raw()).flat(), check: await DB.prepare("PRAGMA quick_check").first("quick_check") });
  }
  const id = await request.text();
  await DB.batch([DB.prepare("INSERT INTO one VALUES (?)").bind(id), DB.prepare("INSERT INTO two VALUES (?)").bind(id)]);
  return new Response("stored");
} };
`})
	h := hunt{binary: buildPaddock(t), dir: dir, kills: lives, most: 200, flags: []string{"--apply-migrations"}}
	acknowledged := h.run(t)
	p := h.start(t)
	response, err := http.Get(p.url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var stored struct {
		Odd   int
		IDs   []string
		Check string
	}
	if err := json.NewDecoder(response.Body).Decode(&stored); err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, id := range stored.IDs {
		there[id] = true
	}
	missing := 0
	for _, id := range acknowledged {
		if !there[id] {
			missing++
		}
	}
	if missing > 0 || stored.Odd > 0 || stored.Check != "ok" {
		t.Errorf("%d of %d acknowledged writes are gone, %d batches were stored in part, check: %s", missing, len(acknowledged), stored.Odd, stored.Check)
	}
	t.Logf("%d kills, %d writes acknowledged, %d stored", lives, len(acknowledged), len(stored.IDs))
	p.kill(t)
}
