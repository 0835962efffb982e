package inspect

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// key is a property's name: a string or a symbol.
type key struct {
	name   string
	symbol *goja.Symbol
}

func (k key) value(vm *goja.Runtime) goja.Value {
	if k.symbol != nil {
		return k.symbol
	}
	return vm.ToValue(k.name)
}

// keys lists the properties to show; elements leaves out array indexes.
func (c *printer) keys(o *goja.Object, elements bool) []key {
	var names []string
	if c.ShowHidden {
		names = o.GetOwnPropertyNames()
	} else {
		names = o.Keys()
	}
	out := make([]key, 0, len(names))
	for _, n := range names {
		if !elements || !isIndex(n) {
			out = append(out, key{name: n})
		}
	}
	for _, s := range o.Symbols() {
		if c.ShowHidden || c.call(c.builtins.isEnumerable, goja.Undefined(), o, s).ToBoolean() {
			out = append(out, key{symbol: s})
		}
	}
	return out
}

func isIndex(s string) bool {
	if s == "" || len(s) > 10 || s[0] < '0' || s[0] > '9' || s[0] == '0' && s != "0" {
		return false
	}
	n, err := strconv.ParseUint(s, 10, 64)
	return err == nil && n < 1<<32-1
}

// property shows one property; an element is shown without its index.
func (c *printer) property(o *goja.Object, depth int, k key, element bool) string {
	d, _ := c.call(c.builtins.describe, goja.Undefined(), o, k.value(c.vm)).(*goja.Object)
	if d == nil { // of a typed array, ArrayBuffer or DataView: it sits on the prototype
		d = c.vm.NewObject()
		d.Set("value", o.Get(k.name))
		d.Set("enumerable", true)
	}
	text := c.propertyValue(o, d, depth)
	if element {
		return text
	}
	return c.propertyName(k, d) + ": " + text
}

func (c *printer) propertyValue(o, d *goja.Object, depth int) string {
	if v := d.Get("value"); v != nil && !goja.IsUndefined(v) {
		c.indent += 2
		defer func() { c.indent -= 2 }()
		return c.value(v, depth, false)
	}
	get, hasGet := d.Get("get").(*goja.Object)
	_, hasSet := d.Get("set").(*goja.Object)
	switch {
	case hasGet && c.Getters && (c.GettersOf != "get" || !hasSet) && (c.GettersOf != "set" || hasSet):
		return c.getterValue(o, get, hasSet, depth)
	case hasGet && hasSet:
		return c.style("[Getter/Setter]", "special")
	case hasGet:
		return c.style("[Getter]", "special")
	case hasSet:
		return c.style("[Setter]", "special")
	}
	return c.style("undefined", "undefined")
}

func (c *printer) getterValue(o, get *goja.Object, hasSet bool, depth int) string {
	label := "Getter"
	if hasSet {
		label = "Getter/Setter"
	}
	fn, _ := goja.AssertFunction(get)
	v, err := fn(o)
	if err != nil {
		ex, ok := err.(*goja.Exception)
		if !ok {
			panic(err)
		}
		message := ex.Value().String()
		if e, ok := ex.Value().(*goja.Object); ok {
			message = textOf(e.Get("message"))
		}
		return c.style("["+label+": <Inspection threw ("+message+")>]", "special")
	}
	c.indent += 2
	defer func() { c.indent -= 2 }()
	if _, isObject := v.(*goja.Object); isObject {
		return c.style("["+label+"]", "special") + " " + c.value(v, depth, false)
	}
	return c.style("["+label+":", "special") + " " + c.primitive(v, true) + c.style("]", "special")
}

var identifier = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z_0-9]*$`)

func (c *printer) propertyName(k key, d *goja.Object) string {
	enumerable := d.Get("enumerable").ToBoolean()
	switch {
	case k.symbol != nil:
		return "[" + c.style(escapeText(symbolText(k.symbol)), "symbol") + "]"
	case k.name == "__proto__":
		return "['__proto__']"
	case !enumerable:
		return "[" + strings.ReplaceAll(escapeText(k.name), "'", `\'`) + "]"
	case identifier.MatchString(k.name):
		return k.name
	}
	return c.style(quote(k.name), "string")
}

// accessors lists the properties of an object of a Web class, which keeps
// nothing on itself: the enumerable getters of its prototypes. The classes of
// scripts have none, since theirs are not enumerable.
func (c *printer) accessors(o *goja.Object) ([]key, map[string]*goja.Object) {
	var out []key
	where := map[string]*goja.Object{}
	end := c.builtins.protos["Object"]
	for p := o.Prototype(); p != nil && p != end; p = p.Prototype() {
		if p.ExportType() == typeProxy {
			break
		}
		for _, name := range p.Keys() {
			if _, seen := where[name]; seen || strings.HasPrefix(name, "on") { // event handlers say nothing
				continue
			}
			d, _ := c.call(c.builtins.describe, goja.Undefined(), p, c.vm.ToValue(name)).(*goja.Object)
			if d == nil || !isGetter(d) {
				continue
			}
			where[name] = p
			out = append(out, key{name: name})
		}
	}
	return out, where
}

func isGetter(d *goja.Object) bool {
	get, ok := d.Get("get").(*goja.Object)
	return ok && callable(get)
}

// accessor shows what a getter of a Web class returns.
func (c *printer) accessor(o, proto *goja.Object, depth int, k key) string {
	d := c.call(c.builtins.describe, goja.Undefined(), proto, c.vm.ToValue(k.name)).(*goja.Object)
	get, _ := goja.AssertFunction(d.Get("get"))
	v, err := get(o)
	if err != nil {
		if _, ok := err.(*goja.Exception); !ok {
			panic(err)
		}
		return k.name + ": " + c.style("[Getter]", "special")
	}
	c.indent += 2
	defer func() { c.indent -= 2 }()
	return k.name + ": " + c.value(v, depth, false)
}
