package runtime

import (
	"errors"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// A ScriptError is what a script threw or rejected with, told in terms of the
// user's own files.
type ScriptError struct {
	Value     goja.Value // what was thrown; loop only
	Name      string     // such as "TypeError", or "" when no Error was thrown
	Message   string
	Stack     string // source-mapped, in V8's form, with the "Name: message" line first
	Frame     string // a code frame of the topmost position in the user's files, or ""
	Unhandled bool   // a promise rejection that nothing handled
}

// Error returns the name and the message.
func (e *ScriptError) Error() string {
	if e.Name == "" {
		return e.Message
	}
	return e.Name + ": " + e.Message
}

// ScriptError describes a thrown value. Loop only.
func (i *Isolate) ScriptError(v goja.Value) *ScriptError {
	i.Mend(v)
	e := &ScriptError{Value: v}
	if v == nil {
		e.Value = goja.Undefined()
	}
	obj, ok := e.Value.(*goja.Object)
	if !ok {
		e.Message = safeString(i.vm, e.Value)
		e.Stack = "Uncaught " + e.Message
		return e
	}
	get := func(name string) string {
		s := ""
		i.vm.Try(func() {
			if p := obj.Get(name); p != nil && !goja.IsUndefined(p) && !goja.IsNull(p) {
				s = p.String()
			}
		})
		return s
	}
	e.Name, e.Message = get("name"), get("message")
	if e.Name == "" && e.Message == "" {
		e.Message = safeString(i.vm, obj)
	}
	e.Stack = e.withStack(i.mapStack(get("stack")))
	e.Frame = i.frame(e.Stack)
	e.addCause(i, obj)
	return e
}

// Position returns where in the user's files the error was made, when the stack
// tells.
func (e *ScriptError) Position() (file string, line, column int) {
	for frame := range strings.Lines(e.Stack) {
		place, ok := strings.CutPrefix(strings.TrimSpace(frame), "at ")
		if !ok {
			continue
		}
		if at := strings.LastIndexByte(place, '('); at >= 0 {
			place = strings.TrimSuffix(place[at+1:], ")")
		}
		parts := strings.Split(place, ":")
		if len(parts) < 3 {
			continue
		}
		n := len(parts) - 2
		line, err := strconv.Atoi(parts[n])
		if err != nil {
			continue
		}
		column, _ := strconv.Atoi(parts[n+1])
		return strings.Join(parts[:n], ":"), line, column
	}
	return "", 0, 0
}

// withStack makes sure that the first line says what was thrown.
func (e *ScriptError) withStack(stack string) string {
	at := strings.Index(stack, "    at ")
	if at < 0 {
		return e.Error()
	}
	return e.Error() + "\n" + strings.TrimRight(stack[at:], "\n")
}

// addCause appends the stack of error.cause, as Node prints it.
func (e *ScriptError) addCause(i *Isolate, obj *goja.Object) {
	const deepest = 5
	for range deepest {
		var next *goja.Object
		i.vm.Try(func() { next, _ = obj.Get("cause").(*goja.Object) })
		if next == nil || next == obj {
			return
		}
		obj = next
		c := &ScriptError{Value: obj}
		i.vm.Try(func() {
			c.Name, c.Message = textOf(obj.Get("name")), textOf(obj.Get("message"))
			c.Stack = c.withStack(i.mapStack(textOf(obj.Get("stack"))))
		})
		e.Stack += "\nCaused by: " + c.Stack
	}
}

func textOf(v goja.Value) string {
	if v == nil || goja.IsUndefined(v) {
		return ""
	}
	return v.String()
}

// exception describes what a call threw. goja knows the position even when the
// value is not an Error.
func (i *Isolate) exception(ex *goja.Exception) *ScriptError {
	e := i.ScriptError(ex.Value())
	if !strings.Contains(e.Stack, "    at ") {
		e.Stack = e.withStack(i.mapStack(ex.String()))
		e.Frame = i.frame(e.Stack)
	}
	return e
}

func (i *Isolate) frame(stack string) string {
	if m := i.opts.Worker.source.Map; m != nil {
		return m.Frame(stack)
	}
	return ""
}

// A Thrower is a Go error that knows which JavaScript value to be.
type Thrower interface {
	error
	JSValue(*goja.Runtime) goja.Value
}

// ErrorValue returns the JavaScript value to throw, or to reject with, for err:
// what a script threw is thrown on as it was; a Thrower decides itself; anything
// else becomes an Error with its text.
func (i *Isolate) ErrorValue(err error) goja.Value {
	var script *ScriptError
	var ex *goja.Exception
	var thrower Thrower
	switch {
	case errors.As(err, &script):
		return script.Value
	case errors.As(err, &ex):
		return ex.Value()
	case errors.As(err, &thrower):
		return thrower.JSValue(i.vm)
	}
	return i.NewError("Error", err.Error())
}

// NewError makes an error object of one of the standard constructors
// ("TypeError", "RangeError", ...).
func (i *Isolate) NewError(constructor, message string) *goja.Object {
	o, err := i.vm.New(i.vm.Get(constructor), i.vm.ToValue(message))
	if err != nil {
		return i.vm.NewTypeError(message)
	}
	return o
}

func safeString(vm *goja.Runtime, v goja.Value) string {
	s := "an object that cannot be shown"
	vm.Try(func() { s = v.String() })
	return s
}

// firstFrames keeps the first n lines of a long stack.
func firstFrames(s string, n int) string {
	lines := strings.SplitAfterN(s, "\n", n+1)
	if len(lines) > n {
		lines = lines[:n]
	}
	return strings.Join(lines, "")
}
