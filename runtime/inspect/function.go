package inspect

import (
	"strings"

	"github.com/dop251/goja"
)

func (c *printer) functionBase(o *goja.Object, class string, known bool, tag string) string {
	source := c.call(c.builtins.source, goja.Undefined(), o).String()
	if isClass(source) {
		return c.classBase(o, class, known, tag)
	}
	kind := "Function"
	if c.builtins.descends(o, "Generator") {
		kind = "GeneratorFunction"
	}
	switch {
	case c.builtins.descends(o, "Async"):
		kind = "AsyncFunction"
	case class == "Function" && strings.HasPrefix(source, "async ") && !strings.HasPrefix(source, "async ("):
		// goja gives async methods the prototype of ordinary functions.
		kind, class = "AsyncFunction", "AsyncFunction"
	}
	base := "[" + kind
	if !known {
		base += " (null prototype)"
	}
	if name := nameOf(o); name == "" {
		base += " (anonymous)"
	} else {
		base += ": " + name
	}
	base += "]"
	if known && class != kind {
		base += " " + class
	}
	if tag != "" && class != tag {
		base += " [" + tag + "]"
	}
	return base
}

func isClass(source string) bool {
	if !strings.HasPrefix(source, "class") || !strings.HasSuffix(source, "}") {
		return false
	}
	rest := source[len("class"):]
	return rest != "" && strings.ContainsAny(rest[:1], " {\t\n/")
}

func (c *printer) classBase(o *goja.Object, class string, known bool, tag string) string {
	name := nameOf(o)
	if name == "" || !c.call(c.builtins.has, goja.Undefined(), o, c.vm.ToValue("name")).ToBoolean() {
		name = "(anonymous)"
	}
	base := "class " + name
	if known && class != "Function" {
		base += " [" + class + "]"
	}
	if tag != "" && class != tag {
		base += " [" + tag + "]"
	}
	if !known {
		return "[" + base + " extends [null prototype]]"
	}
	if parent := o.Prototype(); parent != nil {
		if super := nameOf(parent); super != "" {
			base += " extends " + super
		}
	}
	return "[" + base + "]"
}

func nameOf(o *goja.Object) string { return textOf(o.Get("name")) }
