package inspect

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// errorBase shows an error's stack, or its brackets when it has none, and adds
// cause and errors to the properties to show.
func (c *printer) errorBase(o *goja.Object, class string, known bool, tag string, keys *[]key) string {
	name := "Error"
	if v := o.Get("name"); v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
		name = v.String()
	}
	stack := c.stackOf(o)
	if !c.ShowHidden {
		*keys = slices.DeleteFunc(*keys, func(k key) bool {
			return (k.name == "name" || k.name == "message" || k.name == "stack") && repeats(o, k.name, stack)
		})
	}
	c.addKey(o, keys, "cause", func(v goja.Value) bool { return v != nil })
	c.addKey(o, keys, "errors", func(v goja.Value) bool {
		list, ok := v.(*goja.Object)
		return ok && list.ClassName() == "Array"
	})
	message := textOf(o.Get("message"))
	stack = improve(stack, class, known, name, tag)
	at := 0
	if n := strings.Index(stack, message); message != "" && n >= 0 {
		at = n + len(message)
	}
	start := strings.Index(stack[at:], "\n    at")
	if start < 0 {
		stack = "[" + stack + "]"
	} else {
		start += at
		stack = stack[:start] + "\n" + strings.Join(c.frames(o, stack[start+1:]), "\n")
	}
	if c.indent > 0 {
		stack = strings.ReplaceAll(stack, "\n", "\n"+c.spaces(0))
	}
	return stack
}

// repeats reports whether the stack says already what a property says.
func repeats(o *goja.Object, name, stack string) bool {
	if name == "stack" {
		return true
	}
	v := o.Get(name)
	return v != nil && goja.IsString(v) && strings.Contains(stack, v.String())
}

func (c *printer) addKey(o *goja.Object, keys *[]key, name string, want func(goja.Value) bool) {
	if slices.ContainsFunc(*keys, func(k key) bool { return k.name == name && k.symbol == nil }) {
		return
	}
	if want(o.Get(name)) {
		*keys = append(*keys, key{name: name})
	}
}

func (c *printer) stackOf(o *goja.Object) string {
	v := o.Get("stack")
	if v == nil || !v.ToBoolean() {
		return errorText(o)
	}
	return strings.TrimRight(c.mapStack(v.String()), "\n")
}

// errorText is Error.prototype.toString.
func errorText(o *goja.Object) string {
	name, message := "Error", textOf(o.Get("message"))
	if v := o.Get("name"); v != nil && !goja.IsUndefined(v) {
		name = v.String()
	}
	switch {
	case name == "":
		return message
	case message == "":
		return name
	}
	return name + ": " + message
}

var (
	nameInStack = regexp.MustCompile(`^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)`)
	onlyName    = regexp.MustCompile(`^([a-z_A-Z0-9-]*Error)$`)
)

// improve puts the class into the first line when it says more than the name.
func improve(stack, class string, known bool, name, tag string) string {
	cut := len(name)
	regular := strings.HasSuffix(name, "Error") && strings.HasPrefix(stack, name) &&
		(len(stack) == cut || stack[cut] == ':' || stack[cut] == '\n')
	if known && !regular {
		return stack
	}
	fallback := "Error"
	if !known {
		found := nameInStack.FindStringSubmatch(stack)
		if found == nil {
			found = onlyName.FindStringSubmatch(stack)
		}
		cut = 0
		if found != nil {
			fallback, cut = found[1], len(found[1])
		}
	}
	p := strings.TrimSuffix(prefix(class, known, tag, fallback, ""), " ")
	switch {
	case name == p:
		return stack
	case !strings.Contains(p, name):
		return p + " [" + name + "]" + stack[cut:]
	case cut == 0:
		return p + ": " + stack
	}
	return p + stack[cut:]
}

// frames leaves out what the stack of the cause says too.
func (c *printer) frames(o *goja.Object, stack string) []string {
	lines := strings.Split(stack, "\n")
	cause, ok := o.Get("cause").(*goja.Object)
	if !ok || cause.ClassName() != "Error" {
		return lines
	}
	text := c.stackOf(cause)
	start := strings.Index(text, "\n    at")
	if start < 0 {
		return lines
	}
	offset, length := common(lines, strings.Split(text[start+1:], "\n"))
	if length <= 3 {
		return lines
	}
	skipped := length - 2
	note := fmt.Sprintf("    ... %d lines matching cause stack trace ...", skipped)
	return slices.Concat(lines[:offset+1], []string{c.style(note, "undefined")}, lines[offset+1+skipped:])
}

// common finds the first run of more than three lines that stand in both.
func common(a, b []string) (offset, length int) {
	for i := 0; i < len(a)-3; i++ {
		at := slices.Index(b, a[i])
		if at < 0 {
			continue
		}
		n := 1
		for n < min(len(a)-i, len(b)-at) && a[i+n] == b[at+n] {
			n++
		}
		if n > 3 {
			return i, n
		}
	}
	return 0, 0
}
