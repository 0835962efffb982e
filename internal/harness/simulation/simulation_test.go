package simulation_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paddock/config"
	"paddock/internal/dev"
	"paddock/internal/harness/simulation"
)

// project builds a Worker of one file, with samples to send.
func project(t *testing.T, conf, script, driver string, samples ...simulation.Sample) *simulation.Simulation {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "migrations"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"wrangler.toml":       "name = \"w\"\nmain = \"index.js\"\n" + conf,
		"index.js":            script,
		"simulate.js":         driver,
		"migrations/0001.sql": "CREATE TABLE t (n INTEGER PRIMARY KEY, body INT UNIQUE, at TEXT, added TEXT DEFAULT CURRENT_TIMESTAMP);",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	built, err := dev.Build(context.Background(), func() (*config.Config, *config.Report) {
		return config.Load(filepath.Join(dir, "wrangler.toml"), config.Options{})
	})
	if err != nil {
		t.Fatal(err)
	}
	o := simulation.Options{Workers: []*dev.Built{built}, Samples: samples}
	if driver != "" {
		if o.Script, err = dev.BuildScript(context.Background(), built, filepath.Join(dir, "simulate.js")); err != nil {
			t.Fatal(err)
		}
	}
	s, err := simulation.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sample(queue, body string) simulation.Sample {
	return simulation.Sample{Queue: queue, Body: []byte(body)}
}

const consumer = "[[queues.consumers]]\nqueue = \"q\"\nmax_batch_timeout = 1\ndead_letter_queue = \"dead\"\n"

// Each fault does what it says, as the script sees it.
func TestFaults(t *testing.T) {
	const script = `export default { async queue(batch, env) {
		for (const m of batch.messages) {
			try {
				const r = await fetch("https://a.example/", { method: "POST", headers: { "Idempotency-Key": m.id } });
				console.log("status", r.status, await r.text());
				m.ack();
			} catch (e) { console.log(e.name, e.message); m.retry(); }
		}
	} }`
	for fault, want := range map[string][]string{
		"none":                        {`status 200 {"ok":true}`},
		"refused:0.1/1":               {"Error Network connection lost.", `status 200 {"ok":true}`},
		"lost-answer:0.1/1":           {"Error Network connection lost.", `status 200 {"ok":true}`},
		"status-503:0.1/1":            {"status 503 Service Unavailable"},
		"status-429:0.1/1":            {"status 429 Too Many Requests"},
		"hang:0.1/1":                  {`status 200 {"ok":true}`},
		"death:0.1/1":                 {`status 200 {"ok":true}`},
		"death-after:0.1/1":           {`status 200 {"ok":true}`},
		"duplicate:0.1":               {`status 200 {"ok":true}`, `status 200 {"ok":true}`},
		"lost-ack:0.1":                {`status 200 {"ok":true}`, `status 200 {"ok":true}`},
		"restart:0.1":                 nil, // as it falls
		"late-ack:0.1":                {`status 200 {"ok":true}`},
		"outage:fetch":                {"Error Network connection lost.", "Error Network connection lost.", "Error Network connection lost.", `status 200 {"ok":true}`},
		"refused:0.1/1,refused:0.2/1": {"Error Network connection lost.", "Error Network connection lost.", `status 200 {"ok":true}`},
	} {
		s := project(t, consumer, script, "", sample("q", "1"))
		faults, err := simulation.ParseFaults(fault)
		if err != nil {
			t.Fatal(err)
		}
		if fault != "none" && simulation.FormatFaults(faults) != fault {
			t.Errorf("%s is written %s", fault, simulation.FormatFaults(faults))
		}
		r := run(t, s, simulation.Scenario{Seed: 4, Faults: faults, Messages: []int{0}})
		var got []string
		for _, e := range r.Trace {
			if e.Kind == "console" {
				got = append(got, e.Text)
			}
		}
		if want != nil && !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q\n%s", fault, got, want, r.Text())
		}
		acked := slices.Contains(r.Effects.Fates, "message 0 of q: acked")
		if !acked {
			t.Errorf("%s: %s", fault, r.Effects.Fates)
		}
		if status := strings.HasPrefix(fault, "status"); (len(r.Violations) > 0) != status {
			t.Errorf("%s: %v", fault, r.Violations) // the script takes any status for a success
		}
	}
}

// Times, ids and the numbers of rows differ from run to run, and mean nothing; a
// repeat in a queue that nobody consumes is no effect of its own.
func TestWhatMeansNothing(t *testing.T) {
	s := project(t, consumer+`
[[queues.producers]]
binding = "OUT"
queue = "out"
[[kv_namespaces]]
binding = "KV"
id = "kv"
[[r2_buckets]]
binding = "BUCKET"
bucket_name = "box"
[[d1_databases]]
binding = "DB"
database_id = "db"
`, `export default { async queue(batch, env) {
		for (const m of batch.messages) {
			await env.KV.put("k:" + m.body, JSON.stringify({ at: Date.now(), iso: new Date().toISOString(), by: m.id }));
			await env.BUCKET.put("o:" + m.body, "text");
			await env.OUT.send({ of: m.body, at: Date.now() });
			await env.DB.prepare("INSERT INTO t (body, at) VALUES (?, ?) ON CONFLICT DO NOTHING").bind(m.body, new Date().toISOString()).run();
		}
	} }`, `export function workload({ send }) { for (let n = 1; n <= 3; n++) send("q", n); }
	invariant("three keys", async ({ env }) => (await env.KV.list()).keys.length === 3);`)
	found, err := s.Hunt(context.Background(), simulation.Hunt{First: 1, Seeds: 40})
	if err != nil {
		t.Fatal(err)
	}
	if found.Result != nil {
		t.Error(found.Result.Report("paddock simulate"))
	}
	r := run(t, s, simulation.Scenario{Seed: 1, Faults: []simulation.Fault{}})
	want := "env.KV[\"k:1\"] = {\"at\":<time>,\"iso\":\"<time>\",\"by\":\"<id of message 0>\"}"
	if !slices.Contains(r.Effects.State, want) || len(r.Effects.State) != 10 || len(r.Effects.Queues) != 3 {
		t.Errorf("no %s in %q, %q", want, r.Effects.State, r.Effects.Queues)
	}
}

// What real time decides is told, not silently different.
func TestUnrepeatable(t *testing.T) {
	s := project(t, consumer, `export default { async queue() {
		const body = new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("x")); c.close(); } });
		await fetch("https://a.example/", { method: "PUT", body });
		await crypto.subtle.digest("SHA-256", new Uint8Array(8));
	} }`, "", sample("q", "1"))
	r := run(t, s, simulation.Scenario{Seed: 1, Faults: []simulation.Fault{}})
	if got := fmt.Sprint(r.Unrepeatable); got != "[a request whose body the script streams]" {
		t.Errorf("%s\n%s", got, r.Text())
	}
	s = project(t, consumer, `export default { async queue() {
		const o = {};
		new WeakRef(o).deref();
		new FinalizationRegistry(() => {}).register(o, 1);
	} }`, "", sample("q", "1"))
	r = run(t, s, simulation.Scenario{Seed: 1, Faults: []simulation.Fault{}})
	got := fmt.Sprint(r.Unrepeatable)
	for _, what := range []string{"a WeakRef", "a FinalizationRegistry"} {
		if !strings.Contains(got, what) {
			t.Errorf("%q does not name %s", got, what)
		}
	}
}

func TestNoSockets(t *testing.T) {
	s := project(t, consumer, `import { connect } from "cloudflare:sockets";
	export default { async queue() { await connect("db.example:5432").opened.catch((e) => console.log(e.message)); } }`, "", sample("q", "1"))
	r := run(t, s, simulation.Scenario{Seed: 1, Faults: []simulation.Fault{}})
	if !strings.Contains(r.Text(), "connect db.example:5432: a simulation has no sockets") || len(r.Unrepeatable) != 0 {
		t.Errorf("%v\n%s", r.Unrepeatable, r.Text())
	}
}

func TestServiceAndFailures(t *testing.T) {
	s := project(t, consumer, `export default { async queue(batch) {
		const r = await fetch("https://a.example/x", { headers: { "X-Name": "Ada" } });
		console.log(r.status, r.headers.get("x-answer"), JSON.stringify(await r.json()));
	} }`, `export async function service({ method, url, headers, body }) {
		return { status: 201, headers: { "X-Answer": headers["x-name"] + body.length }, json: { method, url } };
	}
	invariant("sees requests", ({ requests, messages }) => { if (requests.length !== 1) throw new Error(JSON.stringify([requests, messages])); });`, sample("q", "1"))
	r := run(t, s, simulation.Scenario{Seed: 4, Faults: []simulation.Fault{}, Messages: []int{0}})
	if len(r.Violations) > 0 || !strings.Contains(r.Text(), `201 Ada0 {"method":"GET","url":"https://a.example/x"}`) {
		t.Errorf("%v\n%s", r.Violations, r.Text())
	}
	twice := run(t, s, simulation.Scenario{Seed: 4, Faults: []simulation.Fault{{Kind: simulation.Duplicate, Key: "0.1"}}, Messages: []int{0}})
	if len(twice.Violations) != 1 || twice.Violations[0].Invariant != "sees requests" {
		t.Errorf("%v", twice.Violations)
	}
}

// A report says in words what happened where, and how to see it again.
func TestReport(t *testing.T) {
	s := project(t, consumer, `export default { async queue() { await fetch("https://a.example/", { method: "POST" }); } }`, "", sample("q", "1"))
	faults, err := simulation.ParseFaults("latency,death-after:0.1/1,lost-ack:0.2")
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, s, simulation.Scenario{Seed: 4, Faults: faults, Messages: []int{0}})
	report := r.Report("paddock simulate -c x.toml")
	for _, want := range []string{
		"3 times instead of 1: POST https://a.example/",
		"seed 4, 1 message, with this:\n  latency: every operation takes its own time\n  death-after: the isolate dies after the operation happened (message 0, attempt 1, operation 1)\n",
		"\n  00:00:00.000  send        message 0 is sent to q: 1\n  00:00:01.000  deliver     delivered: 0 (attempt 1) of q\n",
		"the handler failed: the isolate died",
		"\nAgain: paddock simulate -c x.toml --seed 4 --faults latency,death-after:0.1/1,lost-ack:0.2 --messages 0\n",
	} {
		if !strings.Contains(report, want) {
			t.Errorf("no %q in\n%s", want, report)
		}
	}
}

// Cron triggers that are turned off do not run.
func TestNoCron(t *testing.T) {
	s := project(t, consumer+"[triggers]\ncrons = [\"* * * * *\"]\n[paddock]\ncron = false\n", `export default {
		async queue(batch) { for (const m of batch.messages) if (m.attempts < 3) m.retry({ delaySeconds: 600 }); },
		scheduled() { console.log("cron"); },
	}`, "", sample("q", "1"))
	r := run(t, s, simulation.Scenario{Seed: 4, Faults: []simulation.Fault{}, Messages: []int{0}})
	if text := r.Text(); strings.Contains(text, "cron") || !strings.Contains(text, "00:20:") || len(r.Violations) > 0 {
		t.Errorf("%v\n%s", r.Violations, text)
	}
}
