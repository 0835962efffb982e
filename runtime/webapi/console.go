package webapi

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/inspect"
)

// console is the state behind an isolate's console object.
type console struct {
	i      *runtime.Isolate
	indent string
	counts map[string]int
	timers map[string]time.Time
}

func installConsole(i *runtime.Isolate, _ Options) error {
	i.DefineGlobal("console", false, func() goja.Value {
		return newConsole(i)
	})
	return nil
}

func newConsole(i *runtime.Isolate) *goja.Object {
	vm := i.VM()
	c := &console{i: i, counts: map[string]int{}, timers: map[string]time.Time{}}
	o := vm.NewObject()
	o.SetPrototype(vm.NewObject()) // a namespace object has one of its own, which is empty
	define := func(name string, fn func(args []goja.Value)) {
		defineFunction(vm, o, name, 0, func(call goja.FunctionCall) goja.Value {
			fn(call.Arguments)
			return goja.Undefined()
		})
	}
	for name, level := range map[string]string{
		"debug": "debug", "log": "log", "info": "info", "warn": "warn", "error": "error", "dirxml": "log",
	} {
		define(name, func(args []goja.Value) { c.print(level, args) })
	}
	define("trace", c.trace)
	define("assert", c.assert)
	define("dir", c.dir)
	define("table", c.table)
	define("group", c.group)
	define("groupCollapsed", c.group)
	define("groupEnd", func([]goja.Value) { c.indent = strings.TrimSuffix(c.indent, "  ") })
	define("count", c.count)
	define("countReset", func(args []goja.Value) {
		label := c.label(args)
		if _, ok := c.counts[label]; !ok {
			c.say("warn", fmt.Sprintf("Count for '%s' does not exist", label))
		}
		delete(c.counts, label)
	})
	define("time", func(args []goja.Value) {
		label := c.label(args)
		if _, running := c.timers[label]; running {
			c.say("warn", fmt.Sprintf("Label '%s' already exists for console.time()", label))
			return
		}
		c.timers[label] = i.Clock().Now()
	})
	define("timeLog", func(args []goja.Value) { c.elapsed("timeLog", args) })
	define("timeEnd", func(args []goja.Value) {
		c.elapsed("timeEnd", args)
		delete(c.timers, c.label(args))
	})
	for _, name := range []string{"clear", "profile", "profileEnd", "timeStamp"} {
		define(name, func([]goja.Value) {}) // they have no meaning without a devtools console
	}
	o.DefineDataPropertySymbol(goja.SymToStringTag, vm.ToValue("console"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return o
}

// say logs a text inside the current groups.
func (c *console) say(level, text string) {
	if c.indent != "" {
		text = c.indent + strings.ReplaceAll(text, "\n", "\n"+c.indent)
	}
	c.i.Log(level, text)
}

func (c *console) format(args []goja.Value) string {
	o := inspect.Defaults()
	o.BreakLength -= len(c.indent)
	return inspect.Of(c.i).Format(args, o)
}

func (c *console) print(level string, args []goja.Value) { c.say(level, c.format(args)) }

// label is the first argument of the methods that count and time.
func (c *console) label(args []goja.Value) string {
	if len(args) == 0 || goja.IsUndefined(args[0]) {
		return "default"
	}
	return args[0].String()
}

func (c *console) trace(args []goja.Value) {
	e := c.i.NewError("Error", "")
	stack := c.i.ScriptError(e).Stack
	text := strings.TrimSuffix("Trace: "+c.format(args), ": ")
	if at := strings.Index(stack, "\n"); at >= 0 {
		text += stack[at:]
	}
	c.say("log", text)
}

func (c *console) assert(args []goja.Value) {
	if len(args) > 0 && args[0].ToBoolean() {
		return
	}
	if len(args) < 2 {
		c.say("error", "Assertion failed")
		return
	}
	args = append([]goja.Value{}, args[1:]...)
	if goja.IsString(args[0]) {
		args[0] = c.i.VM().ToValue("Assertion failed: " + args[0].String())
	} else {
		args = append([]goja.Value{c.i.VM().ToValue("Assertion failed:")}, args...)
	}
	c.print("error", args)
}

func (c *console) dir(args []goja.Value) {
	if len(args) == 0 {
		args = []goja.Value{goja.Undefined()}
	}
	p, o := inspect.Of(c.i), inspect.Defaults()
	o.NoCustom = true
	if len(args) > 1 {
		o = p.OptionsFrom(args[1], o)
	}
	c.say("log", p.Inspect(args[0], o))
}

func (c *console) group(args []goja.Value) {
	if len(args) > 0 {
		c.print("log", args)
	}
	c.indent += "  "
}

func (c *console) count(args []goja.Value) {
	label := c.label(args)
	c.counts[label]++
	c.say("log", label+": "+strconv.Itoa(c.counts[label]))
}

func (c *console) elapsed(method string, args []goja.Value) {
	label := c.label(args)
	began, ok := c.timers[label]
	if !ok {
		c.say("warn", fmt.Sprintf("No such label '%s' for console.%s()", label, method))
		return
	}
	text := label + ": " + duration(c.i.Clock().Now().Sub(began))
	if len(args) > 1 && method == "timeLog" {
		text += " " + c.format(args[1:])
	}
	c.say("log", text)
}

// duration writes a time as Node's console does: 1.5ms, 2.345s, 1:02.003 (m:ss.mmm).
func duration(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	switch {
	case d >= time.Hour:
		return fmt.Sprintf("%d:%02d:%02d (h:mm:ss)", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
	case d >= time.Minute:
		return fmt.Sprintf("%d:%06.3f (m:ss.mmm)", int(d.Minutes()), d.Seconds()-60*float64(int(d.Minutes())))
	case d >= time.Second:
		return fmt.Sprintf("%.3fs", d.Seconds())
	}
	return strconv.FormatFloat(float64(int(ms*1000+0.5))/1000, 'f', -1, 64) + "ms"
}
