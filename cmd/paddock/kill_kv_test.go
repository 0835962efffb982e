package main

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// kvKills is how often TestKilledUnderKVWrites kills paddock.
const kvKills = 15

// kvKeeper writes what it is sent under a key of its own, some of it long, and
// tells which of the keys in a list are not as they were written.
const kvKeeper = `const valueOf = (id) => id + "x".repeat(id.endsWith("7") ? 1500000 : 100);
export default {
  async fetch(request, { KV }) {
    const id = await request.text();
    if (new URL(request.url).pathname !== "/check") {
      await KV.put(id, valueOf(id), { metadata: { id } });
      await KV.delete(id + "-gone");
      return new Response("stored");
    }
    const bad = [];
    for (const key of JSON.parse(id)) {
      const { value, metadata } = await KV.getWithMetadata(key);
      if (value !== valueOf(key) || metadata.id !== key) bad.push(key);
    }
    return Response.json(bad);
  },
};
`

// TestKilledUnderKVWrites kills the real binary while a Worker writes to a KV
// namespace. Every write that was acknowledged must be there, whole.
func TestKilledUnderKVWrites(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills a process many times")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"wrangler.toml": "name = \"keeper\"\nmain = \"index.js\"\nkv_namespaces = [{ binding = \"KV\", id = \"kept\" }]\n",
		"index.js":      kvKeeper,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	binary := buildPaddock(t)
	random := rand.New(rand.NewPCG(4, 5))
	sent := &ledger{ids: map[string]bool{}}
	ignore := func([]byte) {}
	for life := range kvKills {
		p := startBinary(t, binary, dir, ignore)
		enough := sent.load(p.url, life, 1+random.IntN(100))
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
	p := startBinary(t, binary, dir, ignore)
	acknowledged := sent.all()
	if len(acknowledged) < kvKills {
		t.Fatalf("only %d writes were acknowledged in %d lives", len(acknowledged), kvKills)
	}
	list, err := json.Marshal(acknowledged)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(p.url+"/check", "application/json", strings.NewReader(string(list)))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var bad []string
	if err := json.NewDecoder(response.Body).Decode(&bad); err != nil {
		t.Fatalf("%s: %v", response.Status, err)
	}
	if len(bad) > 0 {
		t.Errorf("%d of %d acknowledged writes are not there, such as %v", len(bad), len(acknowledged), bad[:min(5, len(bad))])
	}
	t.Logf("%d kills, %d writes acknowledged", kvKills, len(acknowledged))
	p.cmd.Process.Kill()
	<-p.ended
}
