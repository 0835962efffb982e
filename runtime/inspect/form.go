package inspect

import (
	"fmt"
	"strings"

	"github.com/dop251/goja"
)

// form decides how an object is shown by what kind of object it is.
func (c *printer) form(o *goja.Object, class string, known bool, tag string, depth int, inTyped bool) form {
	pre := func(fallback, size string) string { return prefix(class, known, tag, fallback, size) }
	f := form{braces: [2]string{"{", "}"}}
	kind := c.kind(o)
	switch kind {
	case kindArray, kindTyped:
		return c.arrayForm(o, kind, class, known, tag)
	}
	f.keys = c.keys(o, false)
	empty := len(f.keys) == 0
	switch kind {
	case kindSet, kindMap:
		c.collectionForm(&f, o, kind, pre)
	case kindArguments:
		f.braces[0] = "[Arguments] {"
		if empty {
			f.whole = "[Arguments] {}"
		}
	case kindFunction:
		f.base = c.functionBase(o, class, known, tag)
		if empty {
			f.whole = c.style(f.base, "special")
		}
	case kindRegExp:
		f.base = o.String()
		if p := pre("RegExp", ""); p != "RegExp " {
			f.base = p + f.base
		}
		if empty || c.tooDeep(depth) {
			f.whole = c.style(f.base, "regexp")
		}
	case kindDate:
		f.base = c.call(c.builtins.iso, goja.Undefined(), o).String()
		if p := pre("Date", ""); p != "Date " {
			f.base = p + f.base
		}
		if empty {
			f.whole = c.style(f.base, "date")
		}
	case kindError:
		f.base = c.errorBase(o, class, known, tag, &f.keys)
		if len(f.keys) == 0 {
			f.whole = f.base
		}
	case kindBuffer:
		c.bufferForm(&f, o, pre, inTyped)
	case kindDataView:
		f.braces[0] = pre("DataView", "") + "{"
		f.keys = append([]key{{name: "byteLength"}, {name: "byteOffset"}, {name: "buffer"}}, f.keys...)
	case kindPromise:
		f.braces[0] = pre("Promise", "") + "{"
		f.entries = func(depth int) []string { return c.promise(o, depth) }
	case kindWeakSet, kindWeakMap:
		name := "WeakSet"
		if kind == kindWeakMap {
			name = "WeakMap"
		}
		f.braces[0] = pre(name, "") + "{"
		f.entries = func(int) []string { return []string{c.style("<items unknown>", "special")} }
	case kindBoxed:
		c.boxedForm(&f, o, class, known, tag)
	default:
		if known && empty && !c.ShowHidden {
			f.keys, f.proto = c.accessors(o)
		}
		c.plainForm(&f, class, known, tag)
	}
	return f
}

func (c *printer) plainForm(f *form, class string, known bool, tag string) {
	p := prefix(class, known, tag, "Object", "")
	if known && class == "Object" && tag == "" {
		p = ""
	}
	f.braces[0] = p + "{"
	if len(f.keys) == 0 {
		f.whole = p + "{}"
	}
}

func (c *printer) arrayForm(o *goja.Object, kind int, class string, known bool, tag string) form {
	f := form{shape: shapeArray, keys: c.keys(o, true), braces: [2]string{"[", "]"}}
	length := int(o.Get("length").ToInteger())
	fallback := "Array"
	if kind == kindTyped {
		fallback = c.call(c.builtins.typedArray, o, o).String()
	}
	if kind == kindTyped || !known || class != "Array" || tag != "" {
		f.braces[0] = prefix(class, known, tag, fallback, fmt.Sprintf("(%d)", length)) + "["
	}
	if length == 0 && len(f.keys) == 0 {
		f.whole = f.braces[0] + "]"
		return f
	}
	f.entries = func(depth int) []string { return c.elements(o, length, depth, kind == kindTyped) }
	return f
}

func (c *printer) collectionForm(f *form, o *goja.Object, kind int, pre func(string, string) string) {
	name, list := "Set", c.builtins.values
	if kind == kindMap {
		name, list = "Map", c.builtins.entries
	}
	items := c.call(list, goja.Undefined(), o).(*goja.Object)
	size := int(items.Get("length").ToInteger())
	if kind == kindMap {
		size /= 2
	}
	p := pre(name, fmt.Sprintf("(%d)", size))
	f.braces[0] = p + "{"
	if size == 0 && len(f.keys) == 0 {
		f.whole = p + "{}"
		return
	}
	f.entries = func(depth int) []string { return c.collection(items, size, kind == kindMap, depth) }
}

func (c *printer) bufferForm(f *form, o *goja.Object, pre func(string, string) string, inTyped bool) {
	p := pre("ArrayBuffer", "")
	data := o.Export().(goja.ArrayBuffer).Bytes()
	if inTyped && len(f.keys) == 0 {
		f.whole = p + fmt.Sprintf("{ byteLength: %s }", c.style(fmt.Sprint(len(data)), "number"))
		return
	}
	f.braces[0] = p + "{"
	f.keys = append([]key{{name: "byteLength"}}, f.keys...)
	if !inTyped {
		f.entries = func(int) []string { return []string{c.bytes(data)} }
	}
}

func (c *printer) bytes(data []byte) string {
	shown := data
	if c.MaxArrayLength >= 0 && len(data) > c.MaxArrayLength {
		shown = data[:c.MaxArrayLength]
	}
	text := fmt.Sprintf("% x", shown)
	if more := len(data) - len(shown); more > 0 {
		text += fmt.Sprintf(" ... %d more byte%s", more, plural(more))
	}
	return c.style("[Uint8Contents]", "special") + ": <" + text + ">"
}

func (c *printer) promise(o *goja.Object, depth int) []string {
	p := o.Export().(*goja.Promise)
	if p.State() == goja.PromiseStatePending {
		return []string{c.style("<pending>", "special")}
	}
	c.indent += 2
	text := c.value(p.Result(), depth, false)
	c.indent -= 2
	if p.State() == goja.PromiseStateRejected {
		text = c.style("<rejected>", "special") + " " + text
	}
	return []string{text}
}

func (c *printer) boxedForm(f *form, o *goja.Object, class string, known bool, tag string) {
	name := o.ClassName()
	if name == "Object" {
		name = "BigInt"
		if c.builtins.descends(o, "Symbol") {
			name = "Symbol"
		}
	}
	inner := c.call(c.builtins.boxed, goja.Undefined(), o, c.vm.ToValue(name), c.vm.ToValue(true))
	if name == "String" {
		f.keys = c.keys(o, true)
	}
	plain := *c
	plain.Colors = false
	f.base = "[" + name
	switch {
	case !known:
		f.base += " (null prototype)"
	case class != name:
		f.base += " (" + class + ")"
	}
	f.base += ": " + plain.primitive(inner, false) + "]"
	if tag != "" && tag != class {
		f.base += " [" + tag + "]"
	}
	if len(f.keys) == 0 {
		f.whole = c.style(f.base, strings.ToLower(name))
	}
}
