package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// r2Kills is how often TestKilledUnderR2Writes kills paddock.
const r2Kills = 20

// r2Keeper stores what it is sent under a key of its own, some of it in a file
// and some in parts, and over a key that all share. It tells which keys of a
// list are not as they were stored, and whether the shared one is whole. What it
// is notified of it counts.
const r2Keeper = `const sizeOf = (id) => id.endsWith("7") ? 300000 : 100;
const bodyOf = (id) => id + "x".repeat(sizeOf(id));
const told = new Set();
export default {
  async fetch(request, { B }) {
    const id = await request.text();
    switch (new URL(request.url).pathname) {
      case "/told":
        return Response.json(JSON.parse(id).filter((key) => !told.has(key)));
      case "/check": {
        const bad = [];
        for (const key of JSON.parse(id)) {
          const o = await B.get(key);
          if (o === null || await o.text() !== bodyOf(key)) bad.push(key);
        }
        const shared = await B.get("shared"), text = await shared.text();
        if (text !== bodyOf(text.slice(0, text.indexOf("x")))) bad.push("shared");
        return Response.json(bad);
      }
    }
    if (id.endsWith("3")) {
      const up = await B.createMultipartUpload(id);
      await up.complete([await up.uploadPart(1, bodyOf(id))]);
    } else {
      await B.put(id, bodyOf(id), { customMetadata: { id } });
    }
    await B.put("shared", bodyOf(id));
    await B.delete(id + "-gone");
    return new Response("stored");
  },
  async queue(batch) { for (const m of batch.messages) told.add(m.body.object.key); },
};
`

const r2KeeperConfig = `name = "keeper"
main = "index.js"
[[r2_buckets]]
binding = "B"
bucket_name = "kept"
[[paddock.r2_notifications]]
bucket = "kept"
queue = "changes"
events = ["object-create"]
`

// r2KeeperConsumes is added for the last life, so that every notification is
// still there to be looked at.
const r2KeeperConsumes = `[[queues.consumers]]
queue = "changes"
max_batch_size = 100
max_batch_timeout = 0
`

// TestKilledUnderR2Writes kills the real binary while a Worker stores objects.
// Every object whose put was acknowledged must be there, whole, its notification
// must arrive, and no file may be left over.
func TestKilledUnderR2Writes(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills a process many times")
	}
	dir := writeProject(t, map[string]string{"wrangler.toml": r2KeeperConfig, "index.js": r2Keeper})
	h := hunt{binary: buildPaddock(t), dir: dir, kills: r2Kills, most: 60}
	acknowledged := h.run(t)
	if err := os.WriteFile(filepath.Join(dir, "wrangler.toml"), []byte(r2KeeperConfig+r2KeeperConsumes), 0o644); err != nil {
		t.Fatal(err)
	}
	p := h.start(t)
	if bad := askKeeper(t, p.url+"/check", acknowledged); len(bad) > 0 {
		t.Errorf("%d of %d objects are not as they were stored, such as %v", len(bad), len(acknowledged), bad[:min(5, len(bad))])
	}
	untold := acknowledged
	for deadline := time.Now().Add(time.Minute); len(untold) > 0 && time.Now().Before(deadline); {
		untold = askKeeper(t, p.url+"/told", acknowledged)
	}
	if len(untold) > 0 {
		t.Errorf("%d of %d notifications never arrived, such as %v", len(untold), len(acknowledged), untold[:min(5, len(untold))])
	}
	p.kill(t)
	left, err := filepath.Glob(filepath.Join(dir, ".paddock", "state", "bindings", "r2", "*.part"))
	if err != nil || len(left) > 0 {
		t.Errorf("left over: %v %v", left, err)
	}
	t.Logf("%d kills, %d objects acknowledged", r2Kills, len(acknowledged))
}

// askKeeper asks which of the keys are not as they should be.
func askKeeper(t *testing.T, url string, keys []string) []string {
	t.Helper()
	list, err := json.Marshal(keys)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(url, "application/json", strings.NewReader(string(list)))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var bad []string
	if err := json.NewDecoder(response.Body).Decode(&bad); err != nil {
		t.Fatalf("%s: %v", response.Status, err)
	}
	return bad
}
