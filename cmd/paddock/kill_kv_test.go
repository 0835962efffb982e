package main

import "testing"

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
	dir := writeProject(t, map[string]string{
		"wrangler.toml": "name = \"keeper\"\nmain = \"index.js\"\nkv_namespaces = [{ binding = \"KV\", id = \"kept\" }]\n",
		"index.js":      kvKeeper,
	})
	h := hunt{binary: buildPaddock(t), dir: dir, kills: kvKills, most: 100}
	acknowledged := h.run(t)
	p := h.start(t)
	if bad := askKeeper(t, p.url+"/check", acknowledged); len(bad) > 0 {
		t.Errorf("%d of %d acknowledged writes are not there, such as %v", len(bad), len(acknowledged), bad[:min(5, len(bad))])
	}
	t.Logf("%d kills, %d writes acknowledged", kvKills, len(acknowledged))
	p.kill(t)
}
