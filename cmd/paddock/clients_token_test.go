package main

import (
	"path/filepath"
	"testing"
)

// testClientsToken gives the API a port and a token of its own, and looks for
// it there with the clients.
func testClientsToken(t *testing.T, c *clients) {
	p := c.start(t, c.project(t), "--api-port", "0", "--api-token", "sesame")
	w, _ := newWrangler(t, c, p)
	w.refused("list", "[code: 10106]")
	w.env = append(w.env, "CLOUDFLARE_API_TOKEN=sesame")
	w.run("list", "orders")
	w.env = append(w.env, "CLOUDFLARE_API_BASE_URL="+p.api)
	w.run("list", "orders")
	w.env = append(w.env, "CLOUDFLARE_API_TOKEN=any")
	w.refused("list", "[code: 10106]")

	env := []string{"PADDOCK_URL=" + p.url, "PADDOCK_API=" + p.api, "PADDOCK_API_TOKEN=sesame", clientsVariable + "=" + c.dir}
	out, err := c.node(t, env, filepath.Join(c.sources, "queues.test.mjs"))
	if err != nil || !somePassed.MatchString(out) {
		t.Errorf("%v\n%s", err, out)
	}
}
