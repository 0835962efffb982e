package inspect

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
)

// recorded is what Node 20 showed for each case of testdata/cases.js.
type recorded struct{ Code, Want, Colors string }

func recordings(t *testing.T) []recorded {
	t.Helper()
	data, err := os.ReadFile("testdata/node.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []recorded
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// within runs f on the loop of a bare isolate.
func within(t testing.TB, f func(*runtime.Isolate)) {
	t.Helper()
	worker, err := runtime.Compile(runtime.Source{Name: "test", File: "worker.js", Code: "function () { return {} }"})
	if err != nil {
		t.Fatal(err)
	}
	sched := mailbox.NewScheduler(clock.NewVirtual(time.Unix(0, 0)), 1)
	var startErr error
	runtime.Start(runtime.Options{
		Worker: worker, Exec: sched, CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 2)),
		Setup: []func(*runtime.Isolate) error{func(i *runtime.Isolate) error { f(i); return nil }},
	}, func(_ *runtime.Isolate, err error) { startErr = err })
	if err := sched.Settle(context.Background()); err != nil {
		t.Fatal(err)
	}
	if startErr != nil {
		t.Fatal(startErr)
	}
}

func TestAsNode(t *testing.T) {
	for _, r := range recordings(t) {
		t.Run(r.Code, func(t *testing.T) {
			within(t, func(i *runtime.Isolate) {
				p := Of(i)
				i.VM().Set("format", func(c goja.FunctionCall) goja.Value {
					return i.VM().ToValue(p.Format(c.Arguments, Defaults()))
				})
				v, err := i.VM().RunString("(function () { return (" + r.Code + ") })()")
				if err != nil {
					t.Fatal(err)
				}
				got := ""
				if strings.HasPrefix(r.Code, "format") {
					got = v.String()
				} else {
					got = p.Inspect(v, Defaults())
				}
				compare(t, got, r.Want)
				if r.Colors != "" {
					o := Defaults()
					o.Colors = true
					compare(t, p.Inspect(v, o), r.Colors)
				}
			})
		})
	}
}

func compare(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got:\n%s\nNode:\n%s", got, want)
	}
}

// TestRecordingIsNodes records again where Node 20 is at hand.
func TestRecordingIsNodes(t *testing.T) {
	version, err := exec.Command("node", "--version").Output()
	if err != nil || !bytes.HasPrefix(version, []byte("v20.")) {
		t.Skip("needs Node 20")
	}
	got, err := exec.Command("node", "testdata/record.js").Output()
	if err != nil {
		t.Fatal(err)
	}
	want, _ := os.ReadFile("testdata/node.json")
	if !bytes.Equal(got, want) {
		t.Error("testdata/node.json is out of date: node testdata/record.js > testdata/node.json")
	}
}
