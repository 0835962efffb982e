package main

import (
	"io"
	"net/http"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// A wrangler is the platform's command line, pointed at a paddock.
type wrangler struct {
	t       *testing.T
	clients *clients
	program string
	env     []string
}

// newWrangler also returns a way to look at the same queues without wrangler.
func newWrangler(t *testing.T, c *clients, p *killable) (*wrangler, restAPI) {
	base := strings.TrimSuffix(p.url, "/") + "/cdn-cgi/paddock/client/v4"
	return &wrangler{t, c, filepath.Join(c.dir, "node_modules", "wrangler", "bin", "wrangler.js"), []string{
		"CLOUDFLARE_API_BASE_URL=" + base, "CLOUDFLARE_ACCOUNT_ID=" + account, "CLOUDFLARE_API_TOKEN=any",
		// Nothing is reported, and no newer version looked for.
		"WRANGLER_SEND_METRICS=false", "WRANGLER_SEND_ERROR_REPORTS=false", "WRANGLER_HIDE_BANNER=true", "WRANGLER_WRITE_LOGS=false", "CI=1",
	}}, restAPI{t, base}
}

// run runs a queues command and makes sure that it succeeds and says these things.
func (w *wrangler) run(command string, says ...string) {
	w.t.Helper()
	out, err := w.clients.node(w.t, w.env, append([]string{w.program, "queues"}, strings.Fields(command)...)...)
	if err != nil {
		w.t.Fatalf("wrangler queues %s: %v\n%s", command, err, out)
	}
	w.check(command, out, says)
}

// refused is like run for a command that must fail.
func (w *wrangler) refused(command string, says ...string) {
	w.t.Helper()
	out, err := w.clients.node(w.t, w.env, append([]string{w.program, "queues"}, strings.Fields(command)...)...)
	if err == nil {
		w.t.Errorf("wrangler queues %s succeeded:\n%s", command, out)
	}
	w.check(command, out, says)
}

func (w *wrangler) check(command, out string, says []string) {
	w.t.Helper()
	for _, text := range says {
		if !strings.Contains(out, text) {
			w.t.Errorf("wrangler queues %s does not say %q:\n%s", command, text, out)
		}
	}
}

// testWranglerQueues goes through the commands for queues themselves.
func testWranglerQueues(t *testing.T, c *clients) {
	w, api := newWrangler(t, c, c.start(t, c.project(t)))
	w.run("list", "orders", "tasks")
	w.run("info orders", "Producers: worker:shop", "Consumers: worker:shop")
	w.run("info tasks", "Number of Producers: 1", "HTTP Pull Consumer")
	w.run("create press --delivery-delay-secs 30 --message-retention-period-secs 600", "Created queue 'press'")
	if s := api.queue("press").Settings; s.Delay != 30 || s.Retention != 600 || s.Paused {
		t.Errorf("created with %+v", s)
	}
	w.refused("create press", "[code: 11009]")
	w.run("list", "press", api.queue("press").ID)
	w.run("info press", "Queue Name: press", "Queue ID: "+api.queue("press").ID, "Number of Producers: 0", "Number of Consumers: 0")
	w.run("update press --delivery-delay-secs 0", "Updated queue press")
	if s := api.queue("press").Settings; s.Delay != 0 || s.Retention != 600 {
		t.Errorf("updated to %+v", s)
	}
	w.refused("info nothing", `Queue "nothing" does not exist`)

	api.push("press", "one")
	api.push("press", "two")
	w.refused("purge press", "--force")
	if n := api.backlog("press"); n != 2 {
		t.Fatalf("%d messages to purge", n)
	}
	w.run("purge press --force", "Purged Queue 'press'")
	if n := api.backlog("press"); n != 0 {
		t.Errorf("purged, and %d messages are left", n)
	}
	w.run("delete press", "Deleted queue press")
	if q := api.queue("press"); q != nil {
		t.Errorf("deleted and still there: %+v", q)
	}
	w.refused("delete press", `Queue "press" does not exist`)
}

// testWranglerPull adds a consumer for pulling, pauses and resumes it, kills
// paddock meanwhile, and removes it.
func testWranglerPull(t *testing.T, c *clients) {
	dir := c.project(t)
	p := c.start(t, dir)
	w, api := newWrangler(t, c, p)
	w.run("create press")
	if _, code := api.pull("press"); code != 10252 {
		t.Errorf("pulled without a consumer: code %d", code)
	}
	w.run("consumer http add press --batch-size 3 --message-retries 5 --dead-letter-queue press-dead --visibility-timeout-secs 90 --retry-delay-secs 4", "Added consumer to queue press")
	added := api.queue("press").Consumers
	settings := map[string]any{"batch_size": 3.0, "max_retries": 5.0, "visibility_timeout_ms": 90_000.0, "retry_delay": 4.0}
	if len(added) != 1 || added[0].Type != "http_pull" || added[0].DeadLetter != "press-dead" || !reflect.DeepEqual(added[0].Settings, settings) {
		t.Errorf("added %+v", added)
	}
	w.run("consumer list press", "HTTP pull consumers", "press-dead", "90000")
	w.run("info press-dead", "Queue Name: press-dead")
	w.refused("consumer worker remove press shop", "No worker consumer 'shop' exists")

	api.push("press", "before")
	before, _ := api.pull("press")
	w.run("pause-delivery press", "Paused message delivery")
	api.push("press", "paused")
	if got, code := api.pull("press"); code != 10252 || !api.queue("press").Settings.Paused {
		t.Errorf("paused, and pulled %+v, code %d", got, code)
	}

	id := api.queue("press").ID
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-p.ended
	w, api = newWrangler(t, c, c.start(t, dir))
	w.run("info press", "Queue ID: "+id, "HTTP Pull Consumer")
	if len(before) != 1 || api.ack("press", before[0].Lease) != 1 {
		t.Errorf("what was pulled before the kill cannot be acknowledged after it: %+v", before)
	}
	w.run("resume-delivery press", "Resumed message delivery")
	if api.queue("press").Settings.Paused {
		t.Error("resumed and still paused")
	}
	if got, code := api.pull("press"); len(got) != 1 || got[0].Body != "paused" {
		t.Errorf("resumed, and pulled %+v, code %d", got, code)
	}
	w.run("consumer http remove press", "Removed consumer from queue press")
	if _, code := api.pull("press"); code != 10252 || len(api.queue("press").Consumers) != 0 {
		t.Errorf("removed, and pulled with code %d", code)
	}
	w.refused("consumer http remove press", "No http_pull consumer exists")
}

// testWranglerWorker makes the Worker of the project a consumer, and takes it
// away again.
func testWranglerWorker(t *testing.T, c *clients) {
	p := c.start(t, c.project(t))
	w, api := newWrangler(t, c, p)
	w.run("create press")
	w.run("consumer worker add press shop --batch-size 2 --batch-timeout 1 --message-retries 1 --max-concurrency 2 --retry-delay-secs 5 --dead-letter-queue press-dead", "Added consumer to queue press")
	added := api.queue("press").Consumers
	settings := map[string]any{"batch_size": 2.0, "max_wait_time_ms": 1000.0, "max_retries": 1.0, "max_concurrency": 2.0, "retry_delay": 5.0}
	if len(added) != 1 || added[0].Type != "worker" || added[0].Script != "shop" || !reflect.DeepEqual(added[0].Settings, settings) {
		t.Errorf("added %+v", added)
	}
	w.refused("consumer add press shop", "[code: 11004]")
	w.run("consumer worker list press", "shop", "press-dead")
	w.run("info press", "Consumers: worker:shop")
	api.push("press", "for the Worker")
	awaitHandled(t, p.url, "for the Worker")

	w.run("consumer worker remove press shop", "Removed consumer from queue press")
	if left := api.queue("press").Consumers; len(left) != 0 {
		t.Errorf("removed, and left %+v", left)
	}
	w.run("consumer add press shop --batch-timeout 0")
	api.push("press", "for the Worker again")
	awaitHandled(t, p.url, "for the Worker again")
	w.run("consumer remove press shop")
}

// awaitHandled asks the Worker of the project until it has had a message.
func awaitHandled(t *testing.T, url, body string) {
	t.Helper()
	var text []byte
	for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		response, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		text, err = io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), `"`+body+`"`) {
			return
		}
	}
	t.Errorf("the Worker never got %q: %s", body, text)
}
