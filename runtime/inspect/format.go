package inspect

import (
	"math"
	"strings"

	"github.com/dop251/goja"
)

// Format joins args as console.log and util.format do: a first string may hold
// %s %d %i %f %j %o %O %c and %%.
func (p *Inspector) Format(args []goja.Value, o Options) string {
	if len(args) == 0 {
		return ""
	}
	var b strings.Builder
	used := 0
	joiner := ""
	if goja.IsString(args[0]) {
		if len(args) == 1 {
			return args[0].String()
		}
		used = p.template(&b, args, o)
		joiner = " "
	}
	for ; used < len(args); used++ {
		b.WriteString(joiner)
		if v := args[used]; goja.IsString(v) {
			b.WriteString(v.String())
		} else {
			b.WriteString(p.Inspect(v, o))
		}
		joiner = " "
	}
	return b.String()
}

// template expands the first argument and returns how many were used.
func (p *Inspector) template(b *strings.Builder, args []goja.Value, o Options) (used int) {
	text := args[0].String()
	used = 1
	for {
		at := strings.IndexByte(text, '%')
		if at < 0 || at+1 >= len(text) {
			b.WriteString(text)
			return used
		}
		verb := text[at+1]
		b.WriteString(text[:at])
		switch {
		case verb == '%':
			b.WriteByte('%')
		case used < len(args) && strings.IndexByte("sdifjoOc", verb) >= 0:
			b.WriteString(p.verb(verb, args[used], o))
			used++
		case verb < 0x80:
			b.WriteString(text[at : at+2])
		default:
			b.WriteByte('%')
			text = text[at+1:]
			continue
		}
		text = text[at+2:]
	}
}

func (p *Inspector) verb(verb byte, v goja.Value, o Options) string {
	switch verb {
	case 's':
		return p.asString(v, o)
	case 'd':
		return p.asNumber(v, o, func(v goja.Value) goja.Value { return v.ToNumber() })
	case 'i':
		return p.asNumber(v, o, func(v goja.Value) goja.Value { return p.global("parseInt", v) })
	case 'f':
		if goja.IsBigInt(v) {
			v = p.vm.ToValue(v.String())
		}
		return p.asNumber(v, o, func(v goja.Value) goja.Value { return p.global("parseFloat", v) })
	case 'j':
		return p.asJSON(v)
	case 'O':
		return p.Inspect(v, o)
	case 'o':
		o.ShowHidden, o.ShowProxy, o.Depth = true, true, 4
		return p.Inspect(v, o)
	}
	return "" // %c takes CSS, which a terminal has no use for
}

func (p *Inspector) global(name string, v goja.Value) goja.Value {
	fn, ok := goja.AssertFunction(p.vm.Get(name))
	if !ok {
		return p.vm.ToValue(math.NaN())
	}
	return p.call(fn, goja.Undefined(), v)
}

func (p *Inspector) asNumber(v goja.Value, o Options, convert func(goja.Value) goja.Value) string {
	if goja.IsBigInt(v) {
		return p.plain(v, o)
	}
	if _, isSymbol := v.(*goja.Symbol); isSymbol {
		return "NaN"
	}
	return p.plain(convert(v), o)
}

// plain shows a number without colours.
func (p *Inspector) plain(v goja.Value, o Options) string {
	o.Colors = false
	return p.Inspect(v, o)
}

func (p *Inspector) asString(v goja.Value, o Options) string {
	obj, isObject := v.(*goja.Object)
	switch {
	case goja.IsNumber(v):
		return number(v)
	case goja.IsBigInt(v):
		return v.String() + "n"
	case isObject && !callable(obj) && p.builtInText(obj):
		o.Depth, o.Colors, o.Compact = 0, false, 3
		return p.Inspect(v, o)
	}
	if s, ok := v.(*goja.Symbol); ok {
		return symbolText(s)
	}
	return v.String()
}

// builtInText reports whether an object has no toString of the script's own.
func (p *Inspector) builtInText(o *goja.Object) bool {
	for o.ExportType() == typeProxy {
		if o = o.Export().(goja.Proxy).Target(); o == nil {
			return true
		}
	}
	if fn, ok := o.Get("toString").(*goja.Object); !ok || !callable(fn) {
		return true
	}
	own := func(o *goja.Object, name string) bool {
		return p.call(p.builtins.has, goja.Undefined(), o, p.vm.ToValue(name)).ToBoolean()
	}
	if own(o, "toString") {
		return false
	}
	for o = o.Prototype(); o != nil && !own(o, "toString"); o = o.Prototype() {
	}
	if o == nil {
		return true
	}
	class, ok := o.Get("constructor").(*goja.Object)
	if !ok || !own(o, "constructor") {
		return false
	}
	source := p.call(p.builtins.source, goja.Undefined(), class).String()
	return strings.Contains(source, "[native code]")
}

// asJSON is JSON.stringify, with a word for what has no end.
func (p *Inspector) asJSON(v goja.Value) string {
	stringify, _ := goja.AssertFunction(p.vm.Get("JSON").ToObject(p.vm).Get("stringify"))
	got, err := stringify(goja.Undefined(), v)
	if err != nil {
		ex, ok := err.(*goja.Exception)
		if !ok {
			panic(err)
		}
		if strings.Contains(ex.Error(), "circular") {
			return "[Circular]"
		}
		panic(ex.Value())
	}
	return got.String()
}
