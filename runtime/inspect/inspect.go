// Package inspect shows JavaScript values to people, in the form that Node's
// util.inspect and util.format give them. It knows values; it does not know where
// the text goes. console and node:util stand on it.
//
// It differs from Node where the engine keeps its secrets: the rest of an
// iterator, a function's hidden prototype members and the names that promises
// and generators were created under are not shown.
package inspect

import (
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// Options say how to show a value. They are Node's, except Stack.
type Options struct {
	Depth           int // levels below the value itself; negative: all
	Colors          bool
	ShowHidden      bool
	ShowProxy       bool
	NoCustom        bool // do not call [nodejs.util.inspect.custom]
	MaxArrayLength  int  // negative: all
	MaxStringLength int  // negative: all
	BreakLength     int  // 0: never break
	Compact         int  // 0: every entry on a line of its own
	Sorted          bool
	Order           goja.Callable // of the entries, when Sorted; nil: by their text
	Separator       bool          // group the digits of numbers with underscores
	Getters         bool          // show what getters return
	GettersOf       string        // "get": only those without a setter; "set": only those with one
}

// Defaults are the options of console.log and util.inspect.
func Defaults() Options {
	return Options{Depth: 2, MaxArrayLength: 100, MaxStringLength: 10000, BreakLength: 80, Compact: 3}
}

// An Inspector shows the values of one isolate. Loop only.
type Inspector struct {
	vm       *goja.Runtime
	builtins builtins
	mapStack func(string) string
	custom   *goja.Symbol
	toText   goja.Value // util.inspect, as custom inspectors get it
}

type inspectorKey struct{}

// Of returns the isolate's inspector.
func Of(i *runtime.Isolate) *Inspector {
	if p, ok := i.Value(inspectorKey{}).(*Inspector); ok {
		return p
	}
	p := &Inspector{vm: i.VM(), mapStack: i.MapStack}
	p.builtins.load(i)
	p.custom = p.builtins.custom
	p.toText = p.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		return p.vm.ToValue(p.Inspect(c.Argument(0), p.OptionsFrom(c.Argument(1), Defaults())))
	})
	i.SetValue(inspectorKey{}, p)
	return p
}

// SetFunction says what custom inspectors get as util.inspect.
func (p *Inspector) SetFunction(inspect goja.Value) { p.toText = inspect }

// Custom returns the symbol under which an object may say how to show it.
func (p *Inspector) Custom() *goja.Symbol { return p.custom }

// Inspect shows v. It panics with what a getter or a custom inspector of the
// script throws, as a native function may.
func (p *Inspector) Inspect(v goja.Value, o Options) string {
	c := &printer{Inspector: p, Options: o}
	return c.value(v, 0, false)
}

// OptionsFrom reads the options object of util.inspect over defaults.
func (p *Inspector) OptionsFrom(v goja.Value, o Options) Options {
	obj, ok := v.(*goja.Object)
	if !ok {
		return o
	}
	flag := func(name string, to *bool) {
		if x := obj.Get(name); x != nil && !goja.IsUndefined(x) {
			*to = x.ToBoolean()
		}
	}
	count := func(name string, to *int) {
		x := obj.Get(name)
		switch {
		case x == nil || goja.IsUndefined(x):
		case goja.IsNull(x) || x.ToFloat() > 1e9:
			*to = -1
		default:
			*to = int(x.ToInteger())
		}
	}
	count("depth", &o.Depth)
	if x := obj.Get("depth"); x != nil && x.ToFloat() < 0 {
		o.Depth = nothingDeep
	}
	count("maxArrayLength", &o.MaxArrayLength)
	count("maxStringLength", &o.MaxStringLength)
	count("breakLength", &o.BreakLength)
	if o.BreakLength < 0 {
		o.BreakLength = 0
	}
	if x := obj.Get("compact"); x != nil && !goja.IsUndefined(x) {
		switch x.Export() {
		case true:
			o.Compact = 3
		case false:
			o.Compact = 0
		default:
			o.Compact = int(x.ToInteger())
		}
	}
	flag("colors", &o.Colors)
	flag("showHidden", &o.ShowHidden)
	flag("showProxy", &o.ShowProxy)
	flag("sorted", &o.Sorted)
	flag("numericSeparator", &o.Separator)
	if order := obj.Get("sorted"); order != nil {
		o.Order, _ = goja.AssertFunction(order)
	}
	flag("getters", &o.Getters)
	if x := obj.Get("getters"); x != nil && goja.IsString(x) {
		o.GettersOf = x.String()
	}
	if x := obj.Get("customInspect"); x != nil && !goja.IsUndefined(x) {
		o.NoCustom = !x.ToBoolean()
	}
	return o
}

// printer shows one value.
type printer struct {
	*Inspector
	Options
	seen     []*goja.Object
	circular map[*goja.Object]int
	indent   int
	current  int // depth of the value that was entered last
	budget   map[int]int
}

// styles are the ANSI codes of each kind of text.
var styles = map[string][2]string{
	"special": {"36", "39"}, "number": {"33", "39"}, "bigint": {"33", "39"}, "boolean": {"33", "39"},
	"undefined": {"90", "39"}, "null": {"1", "22"}, "string": {"32", "39"}, "symbol": {"32", "39"},
	"date": {"35", "39"}, "regexp": {"31", "39"}, "module": {"4", "24"},
}

func (c *printer) style(text, kind string) string {
	codes, ok := styles[kind]
	if !c.Colors || !ok {
		return text
	}
	return "\x1b[" + codes[0] + "m" + text + "\x1b[" + codes[1] + "m"
}

func (c *printer) spaces(more int) string { return strings.Repeat(" ", c.indent+more) }

// call calls a function of the script; what it throws is thrown on.
func (p *Inspector) call(fn goja.Callable, this goja.Value, args ...goja.Value) goja.Value {
	v, err := fn(this, args...)
	if err != nil {
		if ex, ok := err.(*goja.Exception); ok {
			panic(ex.Value())
		}
		panic(err)
	}
	return v
}
