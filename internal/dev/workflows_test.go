package dev_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"paddock/internal/harness"
)

const flowConfig = `
name = "flow"
main = "index.js"
compatibility_date = "2026-11-01"
[[workflows]]
binding = "FLOW"
name = "flow"
class_name = "Flow"
`

// flowScript runs a workflow of three steps, with time between them.
func flowScript(version string) string {
	return `import { WorkflowEntrypoint } from "cloudflare:workers";
export class Flow extends WorkflowEntrypoint {
	async run(event, step) {
		const a = await step.do("a", async () => { console.log("a ` + version + `"); return "a ` + version + `"; });
		await step.sleep("rest", "1 minute");
		const b = await step.do("b", { retries: { limit: 5, delay: "30 seconds", backoff: "constant" } }, async ({ attempt }) => {
			console.log("b ` + version + `", attempt);
			if (attempt < 3) throw new Error("not yet");
			return attempt;
		});
		const { payload } = await step.waitForEvent("go", { type: "go", timeout: "1 day" });
		return [a, b, payload, event.payload];
	}
}
export default { async scheduled({ cron }, { FLOW }) {
	if (cron === "create") await FLOW.create({ id: "one", params: "p" });
	else if (cron === "go") await (await FLOW.get("one")).sendEvent({ type: "go", payload: 5 });
	else console.log(JSON.stringify(await (await FLOW.get("one")).status()));
} };`
}

func flowWorld(t *testing.T, state, version string) *harness.World {
	return harness.New(t, harness.Options{State: state, Files: map[string]string{"wrangler.toml": flowConfig, "index.js": flowScript(version)}})
}

// askFor runs the scheduled handler.
func askFor(w *harness.World, cron string) {
	w.Session.Scheduled(0, cron, w.Clock.Now(), func(error) {})
	w.Settle()
}

func logged(t *testing.T, w *harness.World, want string) {
	t.Helper()
	if got := strings.Join(w.Logs(), "|"); got != want {
		t.Errorf("logged %s, want %s", got, want)
	}
}

// The virtual clock of each world begins anew, so what was due after a minute
// is due a minute after the second world has begun.
func TestWorkflowsGoOnAfterARestart(t *testing.T) {
	state := t.TempDir()
	w := flowWorld(t, state, "v1")
	askFor(w, "create")
	w.Advance(30 * time.Second)
	logged(t, w, "a v1")
	w.Close()

	t.Log("in the middle of a sleep")
	w = flowWorld(t, state, "v2")
	w.Advance(59 * time.Second)
	logged(t, w, "")
	w.Advance(2 * time.Second)
	logged(t, w, "b v2 1")
	w.Close()

	t.Log("between two attempts")
	w = flowWorld(t, state, "v3")
	w.Advance(85 * time.Second)
	logged(t, w, "")
	w.Advance(10 * time.Second)
	logged(t, w, "b v3 2")
	w.Advance(time.Minute)
	logged(t, w, "b v3 2|b v3 3")
	w.Close()

	t.Log("waiting for an event, which comes before it waits again")
	w = flowWorld(t, state, "v4")
	askFor(w, "go")
	askFor(w, "status")
	logged(t, w, `{"status":"complete","output":["a v1",3,5,"p"]}`)
	w.Close()

	t.Log("complete for good")
	w = flowWorld(t, state, "v5")
	w.Advance(time.Hour)
	logged(t, w, "")
}

// A reload moves an instance to the new version, with the steps it has.
func TestWorkflowsGoOnAfterAReload(t *testing.T) {
	w := flowWorld(t, "", "v1")
	askFor(w, "create")
	w.Advance(10 * time.Second)
	w.Write("index.js", flowScript("v2"))
	w.Session.Reload()
	w.Advance(5 * time.Minute)
	logged(t, w, "a v1|b v2 1|b v2 2|b v2 3")
	askFor(w, "go")
	askFor(w, "status")
	logged(t, w, `a v1|b v2 1|b v2 2|b v2 3|{"status":"complete","output":["a v1",3,5,"p"]}`)

	t.Log("the class has gone")
	w.Write("index.js", strings.Replace(flowScript("v3"), "export class", "class", 1))
	w.Session.Reload()
	w.Settle()
	w.Write("index.js", strings.Replace(strings.Replace(flowScript("v4"), "export class", "class", 1), `"one"`, `"two"`, -1))
	w.Session.Reload()
	w.Advance(time.Second)
	askFor(w, "create")
	askFor(w, "status")
	if logs := w.Logs(); !strings.Contains(logs[len(logs)-1], `"errored"`) || !strings.Contains(logs[len(logs)-1], `has no entrypoint \"Flow\"`) {
		t.Errorf("without the class: %s", logs[len(logs)-1])
	}
}

func TestATrialStartsNoWorkflow(t *testing.T) {
	files := consumer(`
		const made = await env.FLOW.create({ params: 1 });
		console.log(made.id);
		await env.FLOW.createBatch([{ id: "x" }, { id: "y" }]);
		await made.sendEvent({ type: "go", payload: 1 });
		try { await env.FLOW.get("x"); } catch (e) { console.log(e.message); }`)
	files["wrangler.toml"] += "[[workflows]]\nbinding = \"FLOW\"\nname = \"flow\"\nclass_name = \"Flow\"\n"
	w := harness.New(t, harness.Options{Files: files, Real: true})
	tr := trial(w, nil)
	tr.Session = w.Session
	out := try(t, tr, job("1"))
	got := lines(out.Outcome.Lines)
	for _, e := range out.Effects {
		got += fmt.Sprint("\n", e.Kind, " ", e.Target, " ", e.Text, " ", e.Performed)
	}
	want := "not-created|(instance.not_found) Provided id \"x\" does not exist\ncreate flow not-created false\ncreate flow x y false\nsendEvent flow not-created go false"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
