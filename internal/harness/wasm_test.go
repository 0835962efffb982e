package harness

import (
	"strings"
	"testing"

	"paddock/runtime/webapi/wasmbinary"
)

// A .wasm file of the project is imported as a WebAssembly.Module.
func TestWebAssemblyFile(t *testing.T) {
	w := New(t, Options{Files: map[string]string{
		"wrangler.toml": "name = \"w\"\nmain = \"index.js\"\n[triggers]\ncrons = [\"* * * * *\"]\n",
		"index.js": `import module from "./answer.wasm";
			export default { async scheduled() {
				const { e } = (await WebAssembly.instantiate(module)).exports;
				console.log(module instanceof WebAssembly.Module, e.value);
			} }`,
		"answer.wasm": string(wasmbinary.NewGlobal(wasmbinary.I32, false, 42)),
	}})
	w.Session.Scheduled(0, "* * * * *", w.Clock.Now(), func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	w.Settle()
	if got := strings.Join(w.Logs(), "\n"); got != "true 42" {
		t.Error(got)
	}
}
