package dev_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"paddock/bindings/kv"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/harness"
	"paddock/internal/mailbox"
)

// ask sends a request to the nth Worker of a world.
func ask(w *harness.World, n int, path string) string {
	rec := httptest.NewRecorder()
	w.Handler(n).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
	return rec.Body.String()
}

func TestWorkersShareStateByID(t *testing.T) {
	const script = `export default { async fetch(request, env) {
		const [, op, key] = new URL(request.url).pathname.split("/");
		if (op === "put") await env.KV.put(key, env.NAME);
		if (op === "limit") return new Response((await env.LIMIT.limit({ key })).success);
		return new Response(await env.KV.get(key));
	} };`
	config := func(name, id string) string {
		return fmt.Sprintf("name = %q\nmain = \"../index.js\"\nvars = { NAME = %[1]q }\n[[kv_namespaces]]\nbinding = \"KV\"\nid = %q\n[[ratelimits]]\nname = \"LIMIT\"\nnamespace_id = \"1\"\nsimple = { limit = 1, period = 60 }\n", name, id)
	}
	w := harness.New(t, harness.Options{Real: true, Configs: []string{"a/wrangler.toml", "b/wrangler.toml", "c/wrangler.toml"}, Files: map[string]string{
		"index.js": script, "a/wrangler.toml": config("a", "one"), "b/wrangler.toml": config("b", "one"), "c/wrangler.toml": config("c", "other"),
	}})
	ask(w, 0, "/put/x")
	if got := ask(w, 1, "/get/x"); got != "a" {
		t.Errorf("b reads %q of a", got)
	}
	if got := ask(w, 2, "/get/x"); got != "null" && got != "" {
		t.Errorf("c, which has a namespace of its own, reads %q", got)
	}
	if one, two := ask(w, 0, "/limit/x"), ask(w, 1, "/limit/x"); one != "true" || two != "false" {
		t.Errorf("the limit of one says %s, then %s", one, two)
	}
}

func TestATrialLeavesNoTraceInState(t *testing.T) {
	files := consumer(`
		const seen = await env.KV.get("seen", "json");
		await env.KV.put("seen", JSON.stringify([...seen, batch.messages[0].body]), { expirationTtl: 60 });
		await env.KV.delete("old");
		env.VISITS.writeDataPoint({ blobs: ["v"], doubles: [2] });
		const { success } = await env.LIMIT.limit({ key: "k" });
		console.log(await env.KV.get("seen"), (await env.KV.list()).keys.map((k) => k.name), success, await env.TOKEN.get(), env.VERSION.tag === "");`)
	files["wrangler.toml"] += `
kv_namespaces = [{ binding = "KV", id = "n" }]
analytics_engine_datasets = [{ binding = "VISITS" }]
ratelimits = [{ name = "LIMIT", namespace_id = "1", simple = { limit = 1, period = 60 } }]
secrets_store_secrets = [{ binding = "TOKEN", store_id = "s", secret_name = "token" }]
version_metadata = { binding = "VERSION" }
`
	files["wrangler.toml"] = strings.Replace(files["wrangler.toml"], trialConfig, "", 1)
	files["wrangler.toml"] += trialConfig
	files[".dev.vars"] = "token=hush"
	w := harness.New(t, harness.Options{Files: files})
	stores := dev.NewStores(t.TempDir(), mailbox.Real(clock.Real()))
	defer stores.Close()
	store, err := stores.KV()
	if err != nil {
		t.Fatal(err)
	}
	put := func(key, value string) {
		done := make(chan error, 1)
		store.Put("n", key, kv.Bytes([]byte(value)), kv.PutOptions{}, func(err error) { done <- err })
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	put("seen", "[0]")
	put("old", "x")
	tr := trial(w, nil)
	tr.Stores = stores
	for range 2 { // the second finds what the first found
		out := try(t, tr, job("1"))
		if got := lines(out.Outcome.Lines); got != "[0,1] [ 'seen' ] true hush true" {
			t.Errorf("the run saw %s\n%s", got, out.Outcome.Failure)
		}
		var told []string
		for _, e := range out.Effects {
			told = append(told, fmt.Sprintf("%s %s %s: %s (%v)", e.Binding, e.Kind, e.Target, e.Text, e.Performed))
		}
		want := "KV put seen: [0,1]  (expires in 60 s) (false)|KV delete old: old (false)|VISITS writeDataPoint VISITS: blob1=v double1=2 (false)|LIMIT limit k: allowed (false)"
		if got := strings.Join(told, "|"); got != want {
			t.Errorf("the effects are %s", got)
		}
	}
	tr.Perform = true
	if got := lines(try(t, tr, job("1")).Outcome.Lines); got != "[0,1] [ 'seen' ] true hush true" {
		t.Errorf("the run that performs saw %s", got)
	}
	if got := lines(try(t, tr, job("2")).Outcome.Lines); got != "[0,1,2] [ 'seen' ] false hush true" {
		t.Errorf("the run after it saw %s", got)
	}
}
