package inspect

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// value shows v at a depth; inTyped says that it is the buffer of a typed array.
func (c *printer) value(v goja.Value, depth int, inTyped bool) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return c.primitive(v, true)
	}
	shown := o
	for shown.ExportType() == typeProxy {
		p := shown.Export().(goja.Proxy)
		if p.Target() == nil {
			return c.style("<Revoked Proxy>", "special")
		}
		if _, wrapper := p.Handler().Export().(*goja.ProxyTrapConfig); c.ShowProxy && !wrapper {
			return c.proxy(p, depth)
		}
		shown = p.Target()
	}
	if !c.NoCustom {
		if text, ok := c.customText(o, shown, depth); ok {
			return text
		}
	}
	if slices.Contains(c.seen, shown) {
		return c.circularMark(shown)
	}
	return c.object(shown, depth, inTyped)
}

func (c *printer) circularMark(o *goja.Object) string {
	if c.circular == nil {
		c.circular = map[*goja.Object]int{}
	}
	n := c.circular[o]
	if n == 0 {
		n = len(c.circular) + 1
		c.circular[o] = n
	}
	return c.style(fmt.Sprintf("[Circular *%d]", n), "special")
}

func (c *printer) proxy(p goja.Proxy, depth int) string {
	if c.tooDeep(depth) {
		return c.style("Proxy [Array]", "special")
	}
	depth++
	c.indent += 2
	output := []string{c.value(p.Target(), depth, false), c.value(p.Handler(), depth, false)}
	c.indent -= 2
	return c.join(output, "", [2]string{"Proxy [", "]"}, shapeArray, depth, nil)
}

// nothingDeep is the depth at which not even the members of the value are shown.
const nothingDeep = -2

func (c *printer) tooDeep(depth int) bool {
	return c.Depth >= 0 && depth > c.Depth || c.Depth == nothingDeep
}

// customText calls the object's own inspector, if it has one.
func (c *printer) customText(o, shown *goja.Object, depth int) (string, bool) {
	fn, ok := goja.AssertFunction(o.GetSymbol(c.custom))
	if !ok || fn == nil {
		return "", false
	}
	if class, ok := shown.Get("constructor").(*goja.Object); ok && class.Get("prototype") == goja.Value(shown) {
		return "", false // a class's prototype is not one of its instances
	}
	left := goja.Null()
	if c.Depth >= 0 {
		left = c.vm.ToValue(c.Depth - depth)
	}
	got := c.call(fn, o, left, c.optionsObject(left), c.toText)
	if got == goja.Value(o) {
		return "", false
	}
	if !goja.IsString(got) {
		return c.value(got, depth, false), true
	}
	return strings.ReplaceAll(got.String(), "\n", "\n"+c.spaces(0)), true
}

func (c *printer) optionsObject(depth goja.Value) goja.Value {
	o := c.vm.NewObject()
	o.Set("depth", depth)
	o.Set("colors", c.Colors)
	o.Set("showHidden", c.ShowHidden)
	o.Set("customInspect", true)
	o.Set("showProxy", c.ShowProxy)
	o.Set("maxArrayLength", c.MaxArrayLength)
	o.Set("maxStringLength", c.MaxStringLength)
	o.Set("breakLength", c.BreakLength)
	o.Set("compact", c.Compact)
	o.Set("sorted", c.Sorted)
	o.Set("numericSeparator", c.Separator)
	o.Set("getters", c.Getters)
	o.Set("stylize", func(call goja.FunctionCall) goja.Value {
		return c.vm.ToValue(c.style(call.Argument(0).String(), call.Argument(1).String()))
	})
	return o
}

// shape is how an object's entries are laid out.
type shape int

const (
	shapeObject shape = iota
	shapeArray
)

// form is what formatting an object comes to.
type form struct {
	whole   string // the whole text, when there is nothing to enter
	base    string
	braces  [2]string
	keys    []key
	entries func(depth int) []string
	shape   shape
	proto   map[string]*goja.Object // where the properties of a Web class are defined
}

// object shows an object that is neither a proxy nor already being shown.
func (c *printer) object(o *goja.Object, depth int, inTyped bool) string {
	class, known := c.className(o, depth)
	tag := c.tagOf(o)
	f := c.form(o, class, known, tag, depth, inTyped)
	if f.whole != "" {
		return f.whole
	}
	if c.tooDeep(depth) {
		name := strings.TrimSuffix(prefix(class, known, tag, "Object", ""), " ")
		if known {
			name = "[" + name + "]"
		}
		return c.style(name, "special")
	}
	depth++
	c.seen = append(c.seen, o)
	c.current = depth
	var output []string
	if f.entries != nil {
		output = f.entries(depth)
	}
	for _, k := range f.keys {
		if f.proto != nil {
			output = append(output, c.accessor(o, f.proto[k.name], depth, k))
			continue
		}
		output = append(output, c.property(o, depth, k, false))
	}
	if n, ok := c.circular[o]; ok {
		ref := c.style(fmt.Sprintf("<ref *%d>", n), "special")
		if f.base == "" {
			f.base = ref
		} else {
			f.base = ref + " " + f.base
		}
	}
	c.seen = c.seen[:len(c.seen)-1]
	if c.Sorted && f.shape == shapeObject {
		c.sort(output)
	}
	text := c.join(output, f.base, f.braces, f.shape, depth, o)
	c.spend(len(text))
	return text
}

func (c *printer) sort(entries []string) {
	if c.Order == nil {
		slices.Sort(entries)
		return
	}
	slices.SortStableFunc(entries, func(a, b string) int {
		return cmp.Compare(c.call(c.Order, goja.Undefined(), c.vm.ToValue(a), c.vm.ToValue(b)).ToFloat(), 0)
	})
}

// spend stops descending once a text has become absurdly long.
func (c *printer) spend(n int) {
	const most = 1 << 27
	if c.budget == nil {
		c.budget = map[int]int{}
	}
	if c.budget[c.indent] += n; c.budget[c.indent] > most {
		c.Depth = 0
	}
}

// className finds the name of the constructor; known is false for an object
// without a prototype.
func (c *printer) className(o *goja.Object, depth int) (name string, known bool) {
	first := o.Prototype()
	for p := o; p != nil; p = p.Prototype() {
		d, ok := c.call(c.builtins.describe, goja.Undefined(), p, c.vm.ToValue("constructor")).(*goja.Object)
		if !ok {
			continue
		}
		fn, ok := d.Get("value").(*goja.Object)
		if !ok || !callable(fn) {
			continue
		}
		if name := textOf(fn.Get("name")); name != "" && c.instance(o, fn) {
			return name, true
		}
	}
	if first == nil {
		return "", false
	}
	own := "Object"
	if callable(o) {
		own = "Function"
	}
	if c.tooDeep(depth) {
		return own + " <Complex prototype>", true
	}
	if name, known := c.className(first, depth+1); known {
		return own + " <" + name + ">", true
	}
	inner := &printer{Inspector: c.Inspector, Options: c.Options}
	inner.NoCustom, inner.Depth = true, 0
	return own + " <" + strings.TrimSuffix(inner.brief(first), " ") + ">", true
}

// brief names an object without entering it.
func (c *printer) brief(o *goja.Object) string {
	class, known := c.className(o, 0)
	return prefix(class, known, c.tagOf(o), "Object", "") + "{}"
}

func (c *printer) instance(o, class *goja.Object) bool {
	is := false
	c.vm.Try(func() { is = c.vm.InstanceOf(o, class) })
	return is
}

func callable(o *goja.Object) bool {
	_, ok := goja.AssertFunction(o)
	return ok
}

func textOf(v goja.Value) string {
	if v == nil || !goja.IsString(v) {
		return ""
	}
	return v.String()
}

// tagOf returns Symbol.toStringTag, unless it is listed among the properties
// anyway.
func (c *printer) tagOf(o *goja.Object) string {
	v := o.GetSymbol(c.builtins.tag)
	tag := textOf(v)
	if tag == "" {
		return ""
	}
	own := c.builtins.isEnumerable
	if c.ShowHidden {
		own = c.builtins.has
	}
	if c.call(own, goja.Undefined(), o, c.builtins.tag).ToBoolean() {
		return ""
	}
	return tag
}

// prefix is what stands before the brace: the class, a size, a tag.
func prefix(class string, known bool, tag, fallback, size string) string {
	switch {
	case !known && tag != "" && fallback != tag:
		return "[" + fallback + size + ": null prototype] [" + tag + "] "
	case !known:
		return "[" + fallback + size + ": null prototype] "
	case tag != "" && class != tag:
		return class + size + " [" + tag + "] "
	}
	return class + size + " "
}
