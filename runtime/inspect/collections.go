package inspect

import (
	"fmt"
	"strconv"

	"github.com/dop251/goja"
)

func (c *printer) shownOf(length int) int {
	if c.MaxArrayLength < 0 {
		return length
	}
	return min(length, c.MaxArrayLength)
}

func moreItems(n int) string { return fmt.Sprintf("... %d more item%s", n, plural(n)) }

// elements shows what an array or a typed array holds.
func (c *printer) elements(o *goja.Object, length, depth int, typed bool) []string {
	shown := c.shownOf(length)
	output := make([]string, 0, shown+1)
	for n := range shown {
		name := strconv.Itoa(n)
		if typed {
			output = append(output, c.primitive(o.Get(name), false))
			continue
		}
		if !c.call(c.builtins.has, goja.Undefined(), o, c.vm.ToValue(n)).ToBoolean() {
			return c.sparse(o, length, shown, depth, output, n)
		}
		output = append(output, c.property(o, depth, key{name: name}, true))
	}
	if more := length - shown; more > 0 {
		output = append(output, moreItems(more))
	}
	if typed && c.ShowHidden {
		output = append(output, c.typedExtras(o, depth)...)
	}
	return output
}

func (c *printer) typedExtras(o *goja.Object, depth int) []string {
	var output []string
	c.indent += 2
	for _, name := range []string{"BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"} {
		output = append(output, "["+name+"]: "+c.value(o.Get(name), depth, true))
	}
	c.indent -= 2
	return output
}

// sparse goes on at index, where the first hole is.
func (c *printer) sparse(o *goja.Object, length, most, depth int, output []string, index int) []string {
	names := o.Keys()
	for n := index; n < len(names) && len(output) < most; n++ {
		if !isIndex(names[n]) {
			break
		}
		at, _ := strconv.Atoi(names[n])
		if at != index {
			output = append(output, c.holes(at-index))
			index = at
			if len(output) == most {
				break
			}
		}
		output = append(output, c.property(o, depth, key{name: names[n]}, true))
		index++
	}
	switch rest := length - index; {
	case rest <= 0:
	case len(output) == most:
		output = append(output, moreItems(rest))
	default:
		output = append(output, c.holes(rest))
	}
	return output
}

func (c *printer) holes(n int) string {
	return c.style(fmt.Sprintf("<%d empty item%s>", n, plural(n)), "undefined")
}

// collection shows what a set or a map holds; items lists the keys and values
// of a map in turn.
func (c *printer) collection(items *goja.Object, size int, isMap bool, depth int) []string {
	shown := c.shownOf(size)
	output := make([]string, 0, shown+1)
	c.indent += 2
	at := func(n int) string { return c.value(items.Get(strconv.Itoa(n)), depth, false) }
	for n := range shown {
		if isMap {
			output = append(output, at(2*n)+" => "+at(2*n+1))
		} else {
			output = append(output, at(n))
		}
	}
	c.indent -= 2
	if more := size - shown; more > 0 {
		output = append(output, moreItems(more))
	}
	return output
}
