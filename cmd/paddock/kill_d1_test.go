package main

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
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
	dir := t.TempDir()
	for name, text := range map[string]string{
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
`} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	binary := buildPaddock(t)
	random := rand.New(rand.NewPCG(4, 5))
	sent := &ledger{ids: map[string]bool{}}
	unheard := func([]byte) {}
	for life := range lives {
		p := startBinary(t, binary, dir, unheard, "--apply-migrations")
		enough := sent.load(p.url, life, 1+random.IntN(200))
		select {
		case <-enough:
		case <-p.ended:
			t.Fatalf("life %d ended by itself:\n%s", life, p.errors())
		}
		if err := p.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-p.ended
		sent.wait()
	}

	p := startBinary(t, binary, dir, unheard, "--apply-migrations")
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
	acknowledged := sent.all()
	missing := 0
	for _, id := range acknowledged {
		if !there[id] {
			missing++
		}
	}
	if missing > 0 || stored.Odd > 0 || stored.Check != "ok" || len(acknowledged) < lives {
		t.Errorf("%d of %d acknowledged writes are gone, %d batches were stored in part, check: %s", missing, len(acknowledged), stored.Odd, stored.Check)
	}
	t.Logf("%d kills, %d writes acknowledged, %d stored", lives, len(acknowledged), len(stored.IDs))
	p.cmd.Process.Kill()
	<-p.ended
}
