package testrun

import (
	"context"
	_ "embed"
	"errors"
	"strings"
	"time"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/values.js
var valuesSource string

//go:embed js/spies.js
var spiesSource string

//go:embed js/faketimers.js
var fakeTimersSource string

//go:embed js/expect.js
var expectSource string

//go:embed js/suite.js
var suiteSource string

//go:embed js/network.js
var networkSource string

//go:embed js/vitest.js
var vitestSource string

//go:embed js/cloudflare.js
var cloudflareSource string

//go:embed js/paddock.js
var paddockSource string

// The libraries of the tests, each with the natives that it calls.
var (
	valuesLibrary     = runtime.NewLibrary("values.js", valuesSource, nil)
	spiesLibrary      = runtime.NewLibrary("spies.js", spiesSource, nil)
	fakeTimersLibrary = runtime.NewLibrary("faketimers.js", fakeTimersSource, timeNatives)
	expectLibrary     = runtime.NewLibrary("expect.js", expectSource, expectNatives)
	suiteLibrary      = runtime.NewLibrary("suite.js", suiteSource, suiteNatives)
	networkLibrary    = runtime.NewLibrary("network.js", networkSource, networkNatives)
	vitestLibrary     = runtime.NewLibrary("vitest.js", vitestSource, vitestNatives)
	cloudflareLibrary = runtime.NewLibrary("cloudflare.js", cloudflareSource, cloudflareNatives)
	paddockLibrary    = runtime.NewLibrary("paddock.js", paddockSource, paddockNatives)
)

type native = func(goja.FunctionCall) goja.Value

func vitestNatives(i *runtime.Isolate, o *goja.Object) {
	timeNatives(i, o)
	o.Set("spies", spiesLibrary.Load(i))
	o.Set("timers", fakeTimersLibrary.Load(i))
	o.Set("suite", suiteLibrary.Load(i))
	o.Set("expecting", expectLibrary.Load(i))
}

// timeNatives are the world's time, whatever timers a test has faked.
func timeNatives(i *runtime.Isolate, o *goja.Object) {
	s := sessionOf(i)
	o.Set("now", native(func(goja.FunctionCall) goja.Value { return i.VM().ToValue(i.Clock().Now().UnixMilli()) }))
	o.Set("sleep", native(func(c goja.FunctionCall) goja.Value {
		promise, ticket := i.Promise("a pause")
		i.SetTimer(time.Duration(c.Argument(0).ToFloat()*float64(time.Millisecond)), false, func() { ticket.SettleNow(nothingOr(nil)) })
		return promise
	}))
	o.Set("rest", native(func(goja.FunctionCall) goja.Value {
		return s.ask("the world to rest", func(context.Context) error { return nil }).(goja.Value)
	}))
}

func expectNatives(i *runtime.Isolate, o *goja.Object) {
	s := sessionOf(i)
	timeNatives(i, o)
	o.Set("values", valuesLibrary.Load(i))
	o.Set("spies", spiesLibrary.Load(i))
	suite := func(name string) native {
		return func(c goja.FunctionCall) goja.Value {
			fn, _ := goja.AssertFunction(s.suite.Get(name))
			v, err := fn(goja.Undefined(), c.Arguments...)
			if err != nil {
				panic(i.ErrorValue(err))
			}
			return v
		}
	}
	o.Set("currentTest", suite("currentTest"))
	o.Set("soft", suite("softFailure"))
	o.Set("track", suite("track"))
	o.Set("snapshot", native(s.snapshot))
}

func suiteNatives(i *runtime.Isolate, o *goja.Object) {
	s := sessionOf(i)
	f := s.f
	o.Set("values", valuesLibrary.Load(i))
	o.Set("expecting", expectLibrary.Load(i))
	o.Set("network", networkLibrary.Load(i))
	o.Set("run", native(s.run))
	o.Set("push", native(s.push))
	o.Set("pop", native(s.pop))
	o.Set("testOf", native(func(goja.FunctionCall) goja.Value {
		if sp := s.spans[i.Context().Invocation()]; sp != nil && !goja.IsNull(sp.test) {
			return sp.test
		}
		return goja.Undefined()
	}))
	o.Set("started", native(func(c goja.FunctionCall) goja.Value {
		id := int(c.Argument(0).ToInteger())
		f.out.Lines = append(f.out.Lines, f.lines()...)
		f.net.takeRefused()
		t := &Test{Names: stringsOf(c.Argument(1))}
		f.current[id] = t
		f.began[id] = moment{f.o.Clock.Now(), i.Clock().Now()}
		f.out.Tests = append(f.out.Tests, t)
		return goja.Undefined()
	}))
	o.Set("attempt", native(func(c goja.FunctionCall) goja.Value {
		f.deliveries = nil
		f.snaps.attempt(int(c.Argument(0).ToInteger()))
		return goja.Undefined()
	}))
	o.Set("ended", native(func(c goja.FunctionCall) goja.Value {
		s.ended(c)
		return goja.Undefined()
	}))
	o.Set("suiteFailed", native(func(c goja.FunctionCall) goja.Value {
		failure := s.failure(c.Argument(2), c.Argument(3))
		failure.Where = c.Argument(1).String() + " of " + namesText(stringsOf(c.Argument(0)))
		if len(stringsOf(c.Argument(0))) == 0 {
			failure.Where = c.Argument(1).String()
		}
		f.fail(failure)
		return goja.Undefined()
	}))
}

// ended records a test: id, names, state, errors, retries, note.
func (s *session) ended(c goja.FunctionCall) {
	f := s.f
	id := int(c.Argument(0).ToInteger())
	t := f.current[id]
	if t == nil { // it did not run
		t = &Test{Names: stringsOf(c.Argument(1))}
		f.out.Tests = append(f.out.Tests, t)
		f.done[id] = true
		t.State, t.Note = c.Argument(2).String(), c.Argument(5).String()
		return
	}
	var failures []Failure
	list := c.Argument(3).(*goja.Object)
	for n := range int(list.Get("length").ToInteger()) {
		item := list.Get(itoa(n)).(*goja.Object)
		failures = append(failures, s.failure(item.Get("error"), item.Get("values")))
	}
	state := c.Argument(2).String()
	for _, e := range f.unhandled() {
		state = Failed
		failures = append(failures, e)
	}
	t.Lines = f.lines()
	t.Retries, t.Note = int(c.Argument(4).ToInteger()), c.Argument(5).String()
	f.end(id, t, state, failures)
}

// failure describes what was thrown. values, if an object, are what should have
// been equal.
func (s *session) failure(thrown, values goja.Value) Failure {
	e := s.i.ScriptError(thrown)
	if e.Name == "" {
		e.Message = "thrown: " + e.Message
	}
	out := Failure{Title: e.Error(), Frame: e.Frame}
	if at := strings.Index(e.Stack, "\n    at "); at >= 0 {
		out.Stack = strings.TrimLeft(e.Stack[at:], "\n")
	}
	if o, ok := values.(*goja.Object); ok {
		out.Compare = &Compare{Expected: o.Get("expected").String(), Actual: o.Get("actual").String()}
	}
	return out
}

func stringsOf(v goja.Value) []string {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	var out []string
	for n := range int(o.Get("length").ToInteger()) {
		out = append(out, o.Get(itoa(n)).String())
	}
	return out
}

var errTestEnded = errors.New("the test that it belongs to has ended")
