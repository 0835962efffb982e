package regexps

import (
	"os"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

func newVM(t testing.TB) *goja.Runtime {
	t.Helper()
	vm := goja.New()
	if err := Install(vm, Options{Legacy: true}); err != nil {
		t.Fatal(err)
	}
	return vm
}

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// lowered is a case as goja can compile it: the bundler does the same.
func lowered(line string) string {
	for _, literal := range []string{`/(?<y>a)/d`, `/a(b)?(?<c>c)/d`, `/a(?<c>c)/d`, `/a/v`, `/a/dgimsy`, `/(?<x>a)/dg`} {
		body, flags, _ := strings.Cut(literal[1:], "/")
		line = strings.ReplaceAll(line, literal+".", `new RegExp("`+body+`", "`+flags+`").`)
		line = strings.ReplaceAll(line, literal+")", `new RegExp("`+body+`", "`+flags+`"))`)
	}
	return line
}

// TestAsNodeDoes runs each case in a runtime of its own, and compares with what
// Node shows. What Node words in another way is left to the names of errors.
func TestAsNodeDoes(t *testing.T) {
	prelude := read(t, "show.js")
	for _, block := range strings.Split(strings.TrimPrefix(read(t, "recorded.txt"), "> "), "\n> ") {
		line, want, _ := strings.Cut(block, "\n")
		want = strings.TrimSuffix(want, "\n")
		v, err := newVM(t).RunString("(() => { " + prelude + "\n return run(() => { " + lowered(line) + "\n }).join('\\n'); })()")
		if err != nil {
			t.Errorf("%s\n%v", line, err)
			continue
		}
		if got := v.String(); got != want {
			t.Errorf("%s\n got %s\nwant %s", line, got, want)
		}
	}
}
