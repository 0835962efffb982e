package simulation_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"paddock/config"
	"paddock/internal/dev"
	"paddock/internal/harness/simulation"
)

// consoleOf lists what the scripts wrote.
func consoleOf(r *simulation.Result) (out []string) {
	for _, e := range r.Trace {
		if e.Kind == "console" {
			out = append(out, e.Text)
		}
	}
	return out
}

// only runs the first thing of the workload with these faults.
func only(t *testing.T, s *simulation.Simulation, faults string) *simulation.Result {
	t.Helper()
	list, err := simulation.ParseFaults(faults)
	if err != nil {
		t.Fatal(err)
	}
	return run(t, s, simulation.Scenario{Seed: 4, Faults: list, Messages: []int{0}})
}

const oneMessage = "export function workload({ send }) { send(\"q\", { id: 1 }); }\n"

// Each binding that promises something is asked about: what goes wrong with it is
// seen by the script, in the words of the product.
func TestFaultsOfBindings(t *testing.T) {
	services := `
[[services]]
binding = "SELF"
service = "w"
entrypoint = "Inner"
[[services]]
binding = "GONE"
service = "far-away"
`
	inner := `export class Inner extends WorkerEntrypoint {
		async fetch() { return new Response("inside"); }
		async add(a, b) { return a + b; }
		async queue(batch) { batch.ackAll(); }
		async scheduled() {}
	}`
	for _, c := range []struct{ name, conf, code, classes, fault, want string }{
		{"call", services, `await env.SELF.add(1, 2)`, inner, "none", "3"},
		{"call refused", services, `await env.SELF.add(1, 2)`, inner, "refused:0.1/1", "Error Network connection lost."},
		{"call lost", services, `await env.SELF.add(1, 2)`, inner, "lost-answer:0.1/1", "Error Network connection lost."},
		{"service fetch", services, `await (await env.SELF.fetch("https://x.example/")).text()`, inner, "none", "inside"},
		{"service fetch refused", services, `await env.SELF.fetch("https://x.example/")`, inner, "refused:0.1/1", "Error Network connection lost."},
		{"service queue", services, `(await env.SELF.queue("q", [{ id: "a", body: 1 }])).ackAll`, inner, "none", "true"},
		{"service queue refused", services, `await env.SELF.queue("q", [])`, inner, "refused:0.1/1", "Error Network connection lost."},
		{"service scheduled lost", services, `await env.SELF.scheduled()`, inner, "lost-answer:0.1/1", "Error Network connection lost."},
		{"absent call", services, `"" + await env.GONE.add(1)`, inner, "none", "undefined"},
		{"absent call refused", services, `await env.GONE.add(1)`, inner, "refused:0.1/1", "Error Network connection lost."},
		{"absent fetch", services, `await (await env.GONE.fetch("https://x.example/")).text()`, inner, "none", `{"ok":true}`},
		{"absent fetch busy", services, `(await env.GONE.fetch("https://x.example/")).status`, inner, "status-429:0.1/1", "429"},
		{"cache", "", `"" + await caches.default.match("https://c.example/")`, "", "none", "undefined"},
		{"cache refused", "", `await caches.default.match("https://c.example/")`, "", "refused:0.1/1", "Error Network connection lost."},
		{"cache kept", "", `(await caches.default.put("https://c.example/", new Response("x", { headers: { "Cache-Control": "max-age=60" } })), await (await caches.default.match("https://c.example/")).text())`, "", "none", "x"},
		{"cache evicted", "", `(await caches.default.put("https://c.example/", new Response("x", { headers: { "Cache-Control": "max-age=60" } })), "" + await caches.default.match("https://c.example/"))`, "", "evicted:0.1/2", "undefined"},
		{"limit", "[[ratelimits]]\nname = \"L\"\nnamespace_id = \"1\"\nsimple = { limit = 5, period = 60 }\n", `JSON.stringify(await env.L.limit({ key: "a" }))`, "", "none", `{"success":true}`},
		{"limit reached", "[[ratelimits]]\nname = \"L\"\nnamespace_id = \"1\"\nsimple = { limit = 5, period = 60 }\n", `JSON.stringify(await env.L.limit({ key: "a" }))`, "", "status-429:0.1/1", `{"success":false}`},
		{"limit refused", "[[ratelimits]]\nname = \"L\"\nnamespace_id = \"1\"\nsimple = { limit = 5, period = 60 }\n", `await env.L.limit({ key: "a" })`, "", "refused:0.1/1", "Error RateLimit limit failed: internal error"},
		{"secret refused", "[[secrets_store_secrets]]\nbinding = \"S\"\nstore_id = \"a\"\nsecret_name = \"b\"\n", `await env.S.get()`, "", "refused:0.1/1", "Error Secrets Store get failed: internal error"},
		{"points", "[[analytics_engine_datasets]]\nbinding = \"A\"\n", `"" + env.A.writeDataPoint({ doubles: [1] })`, "", "refused:0.1/1", "undefined"},
		{"create refused", "[[workflows]]\nname = \"flow\"\nbinding = \"F\"\nclass_name = \"Flow\"\n", `await env.F.create({ id: "a" })`, flowClass, "refused:0.1/1", "Error Workflows create failed: internal error"},
		{"create", "[[workflows]]\nname = \"flow\"\nbinding = \"F\"\nclass_name = \"Flow\"\n", `(await env.F.create({ id: "a" })).id`, flowClass, "none", "a"},
		{"status lost", "[[workflows]]\nname = \"flow\"\nbinding = \"F\"\nclass_name = \"Flow\"\n", `await (await env.F.create({ id: "a" })).status()`, flowClass, "lost-answer:0.1/2", "Error Workflows status failed: internal error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := project(t, consumer+c.conf, `import { WorkerEntrypoint, WorkflowEntrypoint } from "cloudflare:workers";
			export default { async queue(batch, env) {
				try { console.log(`+c.code+`); } catch (e) { console.log(e.name, e.message); }
			} };`+c.classes, oneMessage)
			r := only(t, s, c.fault)
			got := slices.DeleteFunc(consoleOf(r), func(line string) bool { return line == "flow" })
			if len(got) != 1 || got[0] != c.want {
				t.Errorf("%q, want %q\n%s", got, c.want, r.Text())
			}
		})
	}
}

const flowClass = `export class Flow extends WorkflowEntrypoint { async run(event, step) { await step.do("a", async () => { console.log("flow"); return 1; }); } }`

// A death takes the isolate of a called Worker, and its caller is told; a step that
// was not stored is done again, on its way as often as it takes.
func TestDeaths(t *testing.T) {
	conf := consumer + "[[workflows]]\nname = \"flow\"\nbinding = \"F\"\nclass_name = \"Flow\"\n"
	code := `import { WorkflowEntrypoint } from "cloudflare:workers";
	export default { async queue(batch, env) { await env.F.create({ id: "a", params: 7 }).catch(() => {}); } };
	export class Flow extends WorkflowEntrypoint { async run(event, step) {
		console.log("run");
		const n = await step.do("a", async () => { console.log("step"); return event.payload + 1; });
		await step.sleep("rest", "1 day");
		return n;
	} }`
	for fault, want := range map[string][]string{
		"none":                   {"run", "step"},
		"death:flow:a.1/1":       {"run", "run", "step"},         // before the step is looked up
		"death:flow:a.1/2":       {"run", "step", "run", "step"}, // before it is stored
		"death-after:flow:a.1/2": {"run", "step", "run"},         // after
	} {
		s := project(t, conf, code, oneMessage)
		r := only(t, s, fault)
		if got := consoleOf(r); !slices.Equal(got, want) || len(r.Violations) > 0 {
			t.Errorf("%s: %q, want %q, %v\n%s", fault, got, want, r.Violations, r.Text())
		}
		if line := "env.F: instance a of 7 is complete: 8"; !slices.Contains(r.Effects.State, line) {
			t.Errorf("%s: no %q in %q", fault, line, r.Effects.State)
		}
	}
}

// A step fails only as long as it has another attempt; what is outside of steps has
// none, and must not hang.
func TestFaultsOfSteps(t *testing.T) {
	conf := consumer + "[[workflows]]\nname = \"flow\"\nbinding = \"F\"\nclass_name = \"Flow\"\n[[kv_namespaces]]\nbinding = \"KV\"\nid = \"kv\"\n"
	code := `import { WorkflowEntrypoint } from "cloudflare:workers";
	export default { async queue(batch, env) { await env.F.create({ id: "a" }); } };
	export class Flow extends WorkflowEntrypoint { async run(event, step) {
		await step.do("a", { retries: { limit: 1, delay: 1000 } }, async ({ attempt }) => { console.log("attempt", attempt); await this.env.KV.put("k", "v"); });
		await this.env.KV.get("k");
		return "well";
	} }`
	for fault, want := range map[string]string{
		"none":                                  "complete: \"well\"",
		"outage:kv":                             "errored: Error: KV GET failed: 503 Service Unavailable",
		"refused:flow:a.1/2":                    "complete: \"well\"",
		"refused:flow:a.1/2,refused:flow:a.1/5": "complete: \"well\"", // the last attempt is spared
		"refused:flow:a.1/5":                    "errored: Error: KV GET failed: 503 Service Unavailable",
		"hang:flow:a.1/2":                       "complete: \"well\"", // ends with the time of the step
		"hang:flow:a.1/5":                       "complete: \"well\"",
		"death:flow:a.1/5":                      "complete: \"well\"",
	} {
		s := project(t, conf, code, oneMessage)
		r := only(t, s, fault)
		text := strings.Join(r.Effects.State, "\n")
		if !strings.Contains(text, want) {
			t.Errorf("%s: no %q in %q\n%s", fault, want, text, r.Text())
		}
	}
}

// A request comes again until it is answered, with the same body and headers.
func TestRequests(t *testing.T) {
	const script = `let n = 0;
	export default { async fetch(request, env, ctx) {
		console.log(request.method, new URL(request.url).pathname, request.headers.get("Idempotency-Key"), await request.text(), request.cf.timezone, /^203\.0\.113\.\d+$/.test(request.headers.get("cf-connecting-ip")));
		await env.KV.put("k", "v");
		return new Response("made", { status: 201 });
	} }`
	const driver = `export function workload({ request }) { request("/a?b", { method: "PUT", headers: { "Idempotency-Key": "x" }, body: "text" }); }`
	s := project(t, "[[kv_namespaces]]\nbinding = \"KV\"\nid = \"kv\"\n", script, driver)
	const line = "PUT /a x text UTC true"
	for fault, want := range map[string]int{
		"none": 1, "lost-ack:0.1": 2, "lost-ack:0.1,lost-ack:0.2": 3, "duplicate:0.1": 2, "refused:0.1/1": 2, "death:0.1/1": 2,
		"death-after:0.1/1": 2, "hang:0.1/1": 2, "outage:kv": 5, "restart:0.1": 0,
	} {
		r := only(t, s, fault)
		got := consoleOf(r)
		if want > 0 && !slices.Equal(got, slices.Repeat([]string{line}, want)) || !slices.Contains(r.Effects.Fates, "request 0 PUT https://w.example/a?b: answered") || len(r.Violations) > 0 {
			t.Errorf("%s: %q, %q, %v\n%s", fault, got, r.Effects.Fates, r.Violations, r.Text())
		}
	}
	if r := only(t, s, "hang:0.1/1"); !strings.Contains(r.Text(), "request 0 fails: no answer came in 1m0s") {
		t.Error(r.Text())
	}
}

// A client that does not try again must not be disturbed, and one that is never
// answered is told of.
func TestRequestsThatAreNotRepeated(t *testing.T) {
	s := project(t, "[[kv_namespaces]]\nbinding = \"KV\"\nid = \"kv\"\n", `export default { async fetch(request, env) { await env.KV.put("k", "v"); return new Response(); } }`,
		`export function workload({ request }) { request("/", { json: {}, retries: 0 }); }`)
	if r := only(t, s, "refused:0.1/1,lost-ack:0.1,outage:kv,duplicate:0.1"); len(r.Fired) > 0 || len(r.Violations) > 0 {
		t.Errorf("%v %v", r.Fired, r.Violations)
	}
	s = project(t, "[[d1_databases]]\nbinding = \"DB\"\ndatabase_id = \"db\"\n", `export default { async fetch(request, env) {
		await env.DB.exec("CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY)");
		await env.DB.prepare("INSERT INTO orders VALUES ('a')").run(); // a repeat is refused for ever
		return new Response();
	} }`, `export function workload({ request }) { request("/", { json: {} }); }`)
	r := only(t, s, "lost-ack:0.1")
	if len(r.Violations) != 1 || !strings.Contains(r.Violations[0].Text, "request 0 POST https://w.example/: never answered") {
		t.Errorf("%v\n%s", r.Violations, r.Text())
	}
}

// Work that the answer does not wait for is lost with the invocation, unless it
// was passed to waitUntil().
func TestWorkAfterTheAnswer(t *testing.T) {
	for code, want := range map[string]string{
		`env.KV.put("k", "v");`:                     simulation.Unfinished,
		`ctx.waitUntil(env.KV.put("k", "v"));`:      "",
		`env.KV.get("k");`:                          "",
		`ctx.exports.Inner.store();`:                simulation.Unfinished,
		`ctx.waitUntil(ctx.exports.Inner.store());`: "",
	} {
		s := project(t, "compatibility_date = \"2026-11-01\"\n[[kv_namespaces]]\nbinding = \"KV\"\nid = \"kv\"\n", `import { WorkerEntrypoint } from "cloudflare:workers";
		export class Inner extends WorkerEntrypoint { async store() { await this.env.KV.put("inner", "v"); } }
		export default { async fetch(request, env, ctx) { `+code+` return new Response(); } }`, `export function workload({ request }) { request("/"); }`)
		r := only(t, s, "none")
		got := ""
		if len(r.Violations) > 0 {
			got = r.Violations[0].Invariant
		}
		if got != want {
			t.Errorf("%s: %q, want %q\n%s", code, got, want, r.Text())
		}
	}
}

// A cron trigger runs at least once: late, twice, and again after a failure, but
// for one that called noRetry().
func TestCronRuns(t *testing.T) {
	conf := "[triggers]\ncrons = [\"*/10 * * * *\"]\n[[kv_namespaces]]\nbinding = \"KV\"\nid = \"kv\"\n"
	script := func(more string) string {
		return `export default { async scheduled(controller, env) {
			console.log(controller.cron, new Date(controller.scheduledTime).toISOString());` + more + `
			await env.KV.put("k", "v");
		} }`
	}
	first, last := "*/10 * * * * 2026-01-01T00:10:00.000Z", "*/10 * * * * 2026-01-01T00:20:00.000Z"
	for fault, want := range map[string][]string{
		"none":          {first, last},
		"duplicate:0.1": {first, first, last},
		"lost-ack:0.1":  {first, first, last},
		"refused:0.1/1": {first, first, last},
		"refused:0.1/1,refused:0.2/1,refused:0.3/1": {first, first, first, last}, // the third attempt is the last
		"death-after:0.1/1":                         {first, first, last},
		"late-run:0":                                {first, last},
		"restart:0.1":                               nil,
	} {
		r := only(t, project(t, conf, script(""), ""), fault)
		if got := consoleOf(r); want != nil && !slices.Equal(got, want) || !slices.Contains(r.Effects.Fates, "cron run 0 of */10 * * * *: done") || len(r.Violations) > 0 {
			t.Errorf("%s: %q, %q %v\n%s", fault, got, r.Effects.Fates, r.Violations, r.Text())
		}
	}
	r := only(t, project(t, conf, script("controller.noRetry();"), ""), "refused:0.1/1")
	if got := consoleOf(r); !slices.Equal(got, []string{first, last}) || !slices.Contains(r.Effects.Fates, "cron run 0 of */10 * * * *: failed") {
		t.Errorf("%q %q", got, r.Effects.Fates)
	}
	monthly := strings.Replace(conf, "*/10 * * * *", "0 0 1 * *", 1)
	r = only(t, project(t, monthly, script(""), ""), "none")
	if got := consoleOf(r); !slices.Equal(got, []string{"0 0 1 * * 2026-01-01T01:00:00.000Z", "0 0 1 * * 2026-01-01T02:00:00.000Z"}) {
		t.Errorf("%q", got)
	}
	s := project(t, conf, script("await env.KV.get('a'); await env.KV.get('b');"), "")
	r = only(t, s, "slow-run:0.1")
	if text := r.Text(); !strings.Contains(text, "00:15:00.000  call        0.1 calls kv get b") {
		t.Error(text)
	}
}

// Workers that belong together are disturbed together: what is called works for
// what its caller works for.
func TestSeveralWorkers(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"a.toml": "name = \"a\"\nmain = \"a.js\"\n" + consumer + "[[services]]\nbinding = \"B\"\nservice = \"b\"\n",
		"a.js":   `export default { async queue(batch, env) { for (const m of batch.messages) await env.B.store(m.body); } };`,
		"b.toml": "name = \"b\"\nmain = \"b.js\"\n[[kv_namespaces]]\nbinding = \"KV\"\nid = \"kv\"\n",
		"b.js": `import { WorkerEntrypoint } from "cloudflare:workers";
		export default class extends WorkerEntrypoint { async store(v) {
			const n = Number(await this.env.KV.get("sum") ?? 0);
			await this.env.KV.put("sum", String(n + v));
		} }`,
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o := simulation.Options{Samples: []simulation.Sample{sample("q", "5")}}
	for _, name := range []string{"a.toml", "b.toml"} {
		built, err := dev.Build(context.Background(), func() (*config.Config, *config.Report) {
			return config.Load(filepath.Join(dir, name), config.Options{})
		})
		if err != nil {
			t.Fatal(err)
		}
		o.Workers = append(o.Workers, built)
	}
	s, err := simulation.New(o)
	if err != nil {
		t.Fatal(err)
	}
	r := only(t, s, "death-after:0.1/3")
	for _, want := range []string{
		"0.1 calls service call b.store", "0.1/3: kv put sum: the isolate dies after the operation happened",
		"the handler failed: Error: the isolate died", "0.2 calls kv put sum",
	} {
		if !strings.Contains(r.Text(), want) {
			t.Errorf("no %q in\n%s", want, r.Text())
		}
	}
	if len(r.Violations) != 1 || !strings.Contains(r.Violations[0].Text, `env.KV["sum"] = 10`) {
		t.Errorf("%v", r.Violations)
	}
	r = only(t, s, "hang:0.1/2") // the call ends with its caller, which had no answer for a quarter of an hour
	if last := r.Trace[len(r.Trace)-1]; last.At > time.Hour || len(r.Violations) > 0 || !slices.Contains(r.Effects.Fates, "message 0 of q: acked") {
		t.Errorf("%v %q\n%s", r.Violations, r.Effects.Fates, r.Text())
	}
}

// Whatever a Worker answers, its client reads to the end; what is no failure of the
// server is an answer.
func TestAnswers(t *testing.T) {
	for code, want := range map[string]string{
		`new Response(new ReadableStream({ async pull(c) { await env.KV.get("a"); c.enqueue(new Uint8Array(100_000)); if (++n > 3) c.close(); } }))`: "request 0 is answered 200",
		`new Response("x".repeat(300_000))`:           "request 0 is answered 200",
		`Response.redirect("https://other.example/")`: "request 0 is answered 302",
		`new Response("no", { status: 404 })`:         "request 0 is answered 404",
		`new Response("no", { status: 503 })`:         "request 0 is answered 503",
		`nothing.there`:                               "request 0 fails: ReferenceError: nothing is not defined",
		`"text"`:                                      "request 0 fails: TypeError: Incorrect type for Promise: the Promise did not resolve to 'Response'.",
	} {
		s := project(t, "[[kv_namespaces]]\nbinding = \"KV\"\nid = \"kv\"\n", "let n = 0; export default { async fetch(request, env) { return "+code+"; } }",
			`export function workload({ request }) { request("/", { retries: 1 }); }`)
		r := only(t, s, "none")
		answered := !strings.Contains(want, "503") && !strings.Contains(want, "fails")
		fate := "request 0 GET https://w.example/: " + map[bool]string{true: "answered", false: "never answered"}[answered]
		if text := r.Text(); !strings.Contains(text, want) || !slices.Contains(r.Effects.Fates, fate) || len(r.Unrepeatable) > 0 {
			t.Errorf("%s: no %q, or not %q in %q, or unrepeatable: %v\n%s", code, want, fate, r.Effects.Fates, r.Unrepeatable, text)
		}
		if again := strings.Count(r.Text(), "a client sends"); again != map[bool]int{true: 1, false: 2}[answered] {
			t.Errorf("%s: sent %d times", code, again)
		}
	}
	s := project(t, "", `addEventListener("fetch", (e) => e.respondWith(new Response("old", { status: 203 })));`, `export function workload({ request }) { request("/"); }`)
	if r := only(t, s, "none"); !strings.Contains(r.Text(), "request 0 is answered 203") {
		t.Error(r.Text())
	}
}

// A repeated call of an absent Worker counts once when it can be known again, and
// what only reads does not count.
func TestAbsentWorkers(t *testing.T) {
	conf := consumer + "[[services]]\nbinding = \"PAY\"\nservice = \"pay-roll\"\n[[services]]\nbinding = \"NAMED\"\nservice = \"other\"\nentrypoint = \"Named\"\n[[services]]\nbinding = \"STAGED\"\nservice = \"tax\"\nenvironment = \"staging\"\n"
	driver := `import { WorkerEntrypoint } from "cloudflare:workers";
	` + oneMessage + `
	export class payRoll extends WorkerEntrypoint { async pay(o) { return "paid " + o.amount; } getRate() { return 2; } fetch(r) { return new Response("at " + r.url); } }
	export class taxStaging extends WorkerEntrypoint { getRate() { return 3; } }
	export class Named extends WorkerEntrypoint { fail() { throw new RangeError("no"); } }`
	for code, want := range map[string][]string{
		`await env.PAY.pay({ amount: 5 })`:                                                         {"paid 5", "2 times instead of 1: CALL pay-roll.pay {amount: 5}"},
		`await env.PAY.pay({ amount: 5, idempotencyKey: "k" })`:                                    {"paid 5"},
		`await env.STAGED.getRate()`:                                                               {"3"},
		`await env.PAY.getRate()`:                                                                  {"2"},
		`await (await env.PAY.fetch("https://p.example/x")).text()`:                                {"at https://p.example/x"},
		`await env.NAMED.fail().catch((e) => e.name)`:                                              {"RangeError"},
		`await (await env.PAY.fetch("https://p.example/x", { method: "POST", body: "b" })).text()`: {"at https://p.example/x", "2 times instead of 1: POST https://p.example/x b"},
	} {
		s := project(t, conf, `export default { async queue(batch, env) { console.log(`+code+`); } };`, driver)
		r := only(t, s, "duplicate:0.1")
		got := consoleOf(r)
		if len(got) != 2 || got[0] != want[0] {
			t.Errorf("%s: %q, want %q\n%s", code, got, want, r.Text())
		}
		if violated := fmt.Sprint(r.Violations); len(want) == 1 && len(r.Violations) > 0 || len(want) > 1 && !strings.Contains(violated, want[1]) {
			t.Errorf("%s: %s\n%s", code, violated, r.Text())
		}
	}
}

// The names of faults that a configuration may leave out are those there are.
func TestFaultsOfTheConfiguration(t *testing.T) {
	var all []string
	for _, k := range simulation.Kinds()[1:] {
		all = append(all, string(k))
	}
	if !slices.Equal(all, config.SimulatedFaults()) {
		t.Errorf("%q, and the configuration knows %q", all, config.SimulatedFaults())
	}
}

// A Worker that does everything, and well: whatever goes wrong, it is not accused,
// and a seed gives the same trace twice.
func TestWholeWorker(t *testing.T) {
	t.Parallel()
	s := project(t, "compatibility_date = \"2026-11-01\"\n"+consumer+`max_retries = 5
[triggers]
crons = ["*/2 * * * *", "0 0 1 * *"]
[[queues.producers]]
binding = "Q"
queue = "q"
[[kv_namespaces]]
binding = "KV"
id = "kv"
[[r2_buckets]]
binding = "BOX"
bucket_name = "box"
[[d1_databases]]
binding = "DB"
database_id = "db"
[[services]]
binding = "LEDGER"
service = "w"
entrypoint = "Ledger"
[[services]]
binding = "MAIL"
service = "mail"
[[workflows]]
name = "deliver"
binding = "DELIVER"
class_name = "Deliver"
[[ratelimits]]
name = "LIMIT"
namespace_id = "1"
simple = { limit = 1000, period = 60 }
[[analytics_engine_datasets]]
binding = "POINTS"
`, wholeWorker, `import { WorkerEntrypoint } from "cloudflare:workers";
	export function workload({ send, request, random }) {
		for (let n = 0; n < 2 + random() * 2; n++) request("/orders", { headers: { "Idempotency-Key": "web" + n }, json: { amount: n } });
		for (let n = 0; n < random() * 2; n++) send("q", { id: "own" + n, amount: n });
	}
	export class mail extends WorkerEntrypoint { send({ to }) { return "sent to " + to; } }`)
	seeds := uint64(25)
	if os.Getenv("PADDOCK_ZOO") != "" {
		seeds = 60
	}
	for seed := range seeds {
		r := run(t, s, simulation.Scenario{Seed: seed})
		if len(r.Violations) > 0 {
			t.Fatal(r.Report("paddock simulate"))
		}
		if len(r.Unrepeatable) > 0 {
			t.Fatal(r.Unrepeatable)
		}
		same(t, seed, r, run(t, s, simulation.Scenario{Seed: seed}))
		same(t, seed, r, run(t, s, simulation.Scenario{Seed: seed, Faults: append([]simulation.Fault{}, r.Fired...)}))
	}
}

const wholeWorker = `import { WorkerEntrypoint, WorkflowEntrypoint } from "cloudflare:workers";
const TABLE = "CREATE TABLE IF NOT EXISTS entries (id TEXT PRIMARY KEY, amount INT, booked INT)";
export class Ledger extends WorkerEntrypoint {
	async add(id, amount) {
		await this.env.DB.exec(TABLE);
		await this.env.DB.prepare("INSERT OR IGNORE INTO entries VALUES (?, ?, 0)").bind(id, amount).run();
		return this.env.DB.prepare("SELECT amount FROM entries WHERE id = ?").bind(id).first("amount");
	}
}
export class Deliver extends WorkflowEntrypoint {
	async run({ payload, instanceId }, step) {
		await step.do("parcel", () => this.env.BOX.put("parcels/" + instanceId, JSON.stringify(payload)));
		await step.sleep("let it travel", "3 hours");
		const sent = await step.do("tell", { retries: { limit: 3, delay: "1 minute" } }, async () => {
			return this.env.MAIL.send({ to: instanceId, idempotencyKey: instanceId });
		});
		await step.do("note", () => this.env.KV.put("told:" + instanceId, sent));
		return sent;
	}
}
export default {
	async fetch(request, env, ctx) {
		const key = "https://cache.example/" + request.headers.get("Idempotency-Key");
		if (await caches.default.match(key)) return new Response("again", { status: 200 });
		const { success } = await env.LIMIT.limit({ key: request.headers.get("cf-connecting-ip") });
		if (!success) return new Response("too fast", { status: 429 });
		const { amount } = await request.json();
		await env.Q.send({ id: request.headers.get("Idempotency-Key"), amount });
		ctx.waitUntil(caches.default.put(key, new Response("done", { headers: { "Cache-Control": "max-age=600" } })).catch(() => {}));
		return new Response("taken", { status: 202 });
	},
	async queue(batch, env) {
		await Promise.allSettled(batch.messages.map(async (m) => {
			try {
				const amount = await env.LEDGER.add(m.body.id, m.body.amount);
				env.POINTS.writeDataPoint({ doubles: [amount] });
				await env.DELIVER.create({ id: m.body.id, params: { amount } }).catch((e) => {
					if (!String(e).includes("already_exists")) throw e;
				});
				m.ack();
			} catch (e) {
				console.warn(String(e));
				m.retry({ delaySeconds: 5 });
			}
		}));
	},
	async scheduled(controller, env) {
		await env.DB.exec(TABLE);
		const { results } = await env.DB.prepare("SELECT id FROM entries WHERE booked = 0 ORDER BY id").all();
		for (const { id } of results) {
			const answer = await fetch("https://books.example/entries/" + id, { method: "PUT", body: id });
			if (!answer.ok) throw new Error("the books answered " + answer.status);
			await env.DB.prepare("UPDATE entries SET booked = 1 WHERE id = ?").bind(id).run();
		}
	},
};
`
