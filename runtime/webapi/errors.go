package webapi

import (
	"bytes"
	_ "embed"
	"math"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/wording"
)

// errorClasses are the constructors whose errors get a stack in V8's form.
var errorClasses = []string{"Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "AggregateError"}

// stacks gives errors the stacks that scripts written for V8 read: made when an
// error is, mapped to the user's files when they are first read.
type stacks struct {
	i     *runtime.Isolate
	vm    *goja.Runtime
	class *goja.Object // Error
	// looking is true while mend asks whether an error has a stack of ours.
	looking bool
}

// installErrors replaces the constructors of errors, and mends what the engine
// throws itself wherever a script can catch it.
func installErrors(i *runtime.Isolate) {
	s := &stacks{i: i, vm: i.VM()}
	early := i.Worker().Mentions("constructor") // of an error, whose class nobody names
	for _, name := range errorClasses {
		i.DefineGlobal(name, false, func() goja.Value { return s.replacement(name) })
		if early {
			s.vm.Get(name)
		}
	}
	i.OnMend(s.mend)
	s.mendReactions()
}

// error returns the class Error.
func (s *stacks) error() *goja.Object {
	if s.class == nil {
		s.vm.Get("Error")
		if s.class == nil { // the script put something else in its place
			s.replacement("Error")
		}
	}
	return s.class
}

// replacement returns the constructor that stands for one of the engine's.
func (s *stacks) replacement(name string) *goja.Object {
	class := s.replace(name)
	if name != "Error" {
		class.SetPrototype(s.error())
		return class
	}
	s.class = class
	class.DefineDataProperty("stackTraceLimit", s.vm.ToValue(10), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	class.DefineDataProperty("captureStackTrace", namedFunction(s.vm, "captureStackTrace", 2, s.capture), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return class
}

// replace makes a constructor with the prototype of the engine's.
func (s *stacks) replace(name string) *goja.Object {
	original := s.i.EngineGlobal(name).ToObject(s.vm)
	var class *goja.Object
	class = s.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		o, err := s.vm.New(original, c.Arguments...)
		if err != nil {
			panic(err)
		}
		raw := o.Get("stack").String()
		if c.NewTarget != nil && c.NewTarget != class {
			o.SetPrototype(c.This.Prototype())
			raw = s.headed(o, raw)
		}
		s.give(o, raw)
		return o
	}).(*goja.Object)
	adopt(s.vm, class, original, name)
	return class
}

// headed puts the name that a subclass has into the first line of a raw stack.
// Accessors of the subclass may not be ready for an object so young.
func (s *stacks) headed(o *goja.Object, raw string) string {
	s.vm.Try(func() {
		if _, frames, ok := strings.Cut(raw, "\n\tat "); ok {
			raw = headline(o) + "\tat " + frames
		}
	})
	return raw
}

// give defines the stack of an error from a raw one, to be mapped when it is
// read. Where Error.stackTraceLimit is no number, there is none.
func (s *stacks) give(o *goja.Object, raw string) {
	limit := s.error().Get("stackTraceLimit")
	if limit == nil || !goja.IsNumber(limit) {
		o.Delete("stack")
		return
	}
	frames := int(min(max(limit.ToFloat(), 0), math.MaxInt32))
	settle := func(this goja.Value, v goja.Value) {
		if target, ok := this.(*goja.Object); ok {
			target.DefineDataProperty("stack", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
	}
	access := s.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		switch {
		case len(c.Arguments) > 0:
			settle(c.This, c.Argument(0))
			return goja.Undefined()
		case s.looking:
			return goja.Undefined()
		}
		v := s.prepared(o, s.i.ScriptStack(s.belowConstructors(raw), frames))
		settle(o, v)
		return v
	})
	o.DefineAccessorProperty("stack", access, access, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// belowConstructors drops the frames of an error's own constructors, which V8
// does not show: they stand at a call of super.
func (s *stacks) belowConstructors(raw string) string {
	head, frames, _ := strings.Cut(raw, "\n")
	for {
		f, ok := runtime.TopFrame(frames)
		if !ok {
			return raw
		}
		if !f.Native {
			code, offset, there := s.i.Worker().Text(f.Line, f.Column)
			if f.Ours || !there || !strings.HasPrefix(code[offset:], "super(") && !strings.HasSuffix(code[:offset], "super") {
				return head + "\n" + frames
			}
		}
		_, frames, _ = strings.Cut(frames, "\n")
	}
}

// prepared gives Error.prepareStackTrace, if a script defined it, the say.
func (s *stacks) prepared(o *goja.Object, stack string) goja.Value {
	prepare, ok := goja.AssertFunction(s.error().Get("prepareStackTrace"))
	if !ok {
		return s.vm.ToValue(stack)
	}
	return callThrough(prepare, s.error(), []goja.Value{o, s.callSites(stack)})
}

// capture is Error.captureStackTrace(target, above).
func (s *stacks) capture(c goja.FunctionCall) goja.Value {
	target, ok := c.Argument(0).(*goja.Object)
	if !ok {
		panic(s.i.NewError("TypeError", "Invalid argument"))
	}
	s.give(target, headline(target)+framesBelow(s.raw(), c.Argument(1)))
	return goja.Undefined()
}

// raw is the present stack as the engine writes it.
func (s *stacks) raw() string {
	var b bytes.Buffer
	b.WriteString("Error\n")
	for _, f := range s.vm.CaptureCallStack(0, nil) {
		b.WriteString("\tat ")
		f.Write(&b)
		b.WriteByte('\n')
	}
	return b.String()
}

// mend gives an error that the engine made V8's words and stack.
func (s *stacks) mend(thrown goja.Value) {
	o, ok := thrown.(*goja.Object)
	if !ok || o.ClassName() != "Error" {
		return
	}
	s.looking = true
	v := o.Get("stack")
	s.looking = false
	if v == nil || !goja.IsString(v) {
		return
	}
	raw := v.String()
	if !strings.Contains(raw, "\tat ") {
		return
	}
	name, message := textOr(o.Get("name"), "Error"), textOr(o.Get("message"), "")
	worded := wording.Message(name, message, s.place(raw))
	if worded != message {
		o.DefineDataProperty("message", s.vm.ToValue(worded), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		_, frames, _ := strings.Cut(raw[len(name)+len(message):], "\n\tat ")
		raw = headline(o) + "\tat " + frames
	}
	s.give(o, raw)
}

// place finds where in the script the engine threw.
func (s *stacks) place(raw string) wording.Place {
	f, ok := runtime.TopFrame(raw)
	switch {
	case !ok || f.Ours:
		return wording.Place{}
	case f.Native:
		return wording.Place{Native: f.Function}
	}
	code, offset, ok := s.i.Worker().Text(f.Line, f.Column)
	if !ok {
		return wording.Place{}
	}
	return wording.Place{Code: code, Offset: offset}
}

//go:embed js/reactions.js
var reactionsSource string

// reactionsLibrary is JavaScript because the engine empties its queue of jobs
// after every call that Go makes while a job runs.
var reactionsLibrary = runtime.NewLibrary("reactions.js", reactionsSource, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("mend", func(c goja.FunctionCall) goja.Value {
		i.Mend(c.Argument(0))
		return c.Argument(0)
	})
})

// mendReactions makes then hand mended errors to the functions that handle
// rejections: those that nobody listened for were mended when they happened, but
// what an async function throws later goes straight to its handlers.
func (s *stacks) mendReactions() { reactionsLibrary.Load(s.i) }

func textOr(v goja.Value, otherwise string) string {
	if v == nil || goja.IsUndefined(v) {
		return otherwise
	}
	return v.String()
}

// headline is the first line of an object's stack.
func headline(o *goja.Object) string {
	name, message := "Error", ""
	if v := o.Get("name"); v != nil && goja.IsString(v) {
		name = v.String()
	}
	if v := o.Get("message"); v != nil && goja.IsString(v) {
		message = v.String()
	}
	if message == "" {
		return name + "\n"
	}
	return name + ": " + message + "\n"
}

// framesBelow drops the first line of a raw stack, the frames of natives, and
// the calls down to that of the function given.
func framesBelow(raw string, above goja.Value) string {
	_, frames, _ := strings.Cut(raw, "\n")
	lines := strings.SplitAfter(frames, "\n")
	from := 0
	for from < len(lines) && strings.Contains(lines[from], "(native)") {
		from++
	}
	if fn, ok := above.(*goja.Object); ok {
		name := fn.Get("name").String()
		for n := from; n < len(lines) && name != ""; n++ {
			if strings.HasPrefix(strings.TrimSpace(lines[n]), "at "+name+" ") {
				from = n + 1
				break
			}
		}
	}
	return strings.Join(lines[min(from, len(lines)):], "")
}
