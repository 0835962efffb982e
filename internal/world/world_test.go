package world_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"paddock/config"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/world"
)

const worker = `
name = "w"
main = "index.js"
compatibility_date = "2026-11-01"
[triggers]
crons = ["*/20 * * * *"]
[[kv_namespaces]]
binding = "KV"
id = "kv"
`

func open(t *testing.T, script string, change ...func(*world.Options)) *world.World {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"wrangler.toml": worker, "index.js": script} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o := world.Options{Crons: true, Seed: 3, Projects: []dev.Project{{Load: func() (*config.Config, *config.Report) {
		return config.Load(filepath.Join(dir, "wrangler.toml"), config.Options{})
	}}}}
	for _, f := range change {
		f(&o)
	}
	w, err := world.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func logs(w *world.World) (out []string) {
	for _, e := range w.Journal.Since(0) {
		if e.Kind == journal.Log {
			out = append(out, e.Time.UTC().Format("15:04")+" "+e.Text)
		}
	}
	return out
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for n := range got {
		if got[n] != want[n] {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func TestCronTriggersFireAsTimePasses(t *testing.T) {
	w := open(t, `export default { async scheduled(c) { await new Promise((d) => setTimeout(d, 60000)); console.log(c.cron, new Date(c.scheduledTime).getUTCMinutes()); } };`)
	if err := w.Advance(context.Background(), 45*time.Minute); err != nil {
		t.Fatal(err)
	}
	same(t, logs(w), "00:21 */20 * * * * 20", "00:41 */20 * * * * 40")
	if got := w.Clock.Now().Sub(world.Epoch()); got != 45*time.Minute {
		t.Errorf("it is %v after the beginning", got)
	}
}

func TestTheKeeperPutsBackWhatWasThere(t *testing.T) {
	w := open(t, `export default { async scheduled(c, env) {
		console.log(await env.KV.get("a"), await env.KV.get("b"));
		await env.KV.put(c.cron, "1");
	} };`, func(o *world.Options) { o.Crons = false })
	ctx := context.Background()
	run := func(key string) {
		t.Helper()
		w.Session.Scheduled(0, key, w.Clock.Now(), func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		if err := w.Settle(ctx); err != nil {
			t.Fatal(err)
		}
	}
	k := w.NewKeeper()
	defer k.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(k.Push())
	run("a")
	must(k.Push())
	run("b")
	run("-")
	must(k.Pop())
	run("-")
	must(k.Pop())
	run("-")
	if err := k.Pop(); err == nil {
		t.Error("there was nothing to go back to")
	}
	must(k.Push())
	run("a")
	must(k.Push())
	must(k.Reset())
	run("-")
	same(t, logs(w), "00:00 null null", "00:00 1 null", "00:00 1 1", "00:00 1 null", "00:00 null null", "00:00 null null", "00:00 null null")
}

func TestAWorldThatCannotStartSaysSo(t *testing.T) {
	w := open(t, `export default {`)
	if f := w.Failure(); f == nil || f.Worker != "w" {
		t.Fatalf("the failure is %v", f)
	}
}
