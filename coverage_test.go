package paddock

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"paddock/internal/dev"
	"paddock/runtime"
	"paddock/runtime/bundle"
)

// TestCountingChangesNothing runs the cases about the language again in scripts
// that count what runs of them.
func TestCountingChangesNothing(t *testing.T) {
	files, err := filepath.Glob("testdata/conformance/*/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			points := 0
			guests := &dev.Guests{
				Coverage: func(all []bundle.Point) { points = len(all) },
				Setup: func(i *runtime.Isolate) error {
					i.DefineModule(bundle.CoverageModule, func() goja.Value {
						return i.VM().NewArray(slices.Repeat([]any{0}, points)...)
					})
					return nil
				},
			}
			known := knownFailures(t, strings.TrimSuffix(file, ".js")+".known")
			if strings.HasSuffix(file, "builtins/reflection.js") {
				known["toString user"] = "the text of a function that counts shows it"
			}
			judge(t, runArea(t, filepath.Base(filepath.Dir(file)), filepath.Base(file), guests), known)
			if points < 100 {
				t.Errorf("%d places are counted", points)
			}
		})
	}
}
