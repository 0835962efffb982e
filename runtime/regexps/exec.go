package regexps

import (
	"slices"

	"github.com/dop251/goja"
)

// lastIndexOf is ToLength(Get(rx, "lastIndex")).
func lastIndexOf(o *goja.Object) int {
	return int(min(max(get(o, "lastIndex").ToInteger(), 0), 1<<53-1))
}

func setLastIndex(o *goja.Object, index int) { must(o.Set("lastIndex", index)) }

// builtinExec is RegExpBuiltinExec without making the result: nil means that
// nothing matched. The captures are the matcher's.
func (r *realm) builtinExec(o *goja.Object, e *expression, t *text) []int {
	at := lastIndexOf(o)
	moves := e.flags.Global || e.flags.Sticky
	if !moves {
		at = 0
	}
	var captures []int
	if at <= t.len() {
		captures = r.match(e.program, t, at)
	}
	switch {
	case captures != nil:
		if moves {
			setLastIndex(o, captures[1])
		}
		r.last.set(t, captures)
	case moves:
		setLastIndex(o, 0)
	}
	return captures
}

// run is RegExpBuiltinExec.
func (r *realm) run(o *goja.Object, e *expression, t *text) goja.Value {
	captures := r.builtinExec(o, e, t)
	if captures == nil {
		return goja.Null()
	}
	return r.result(e, t, captures)
}

// result makes the array that exec returns.
func (r *realm) result(e *expression, t *text, captures []int) *goja.Object {
	values := make([]any, len(captures)/2)
	for i := range values {
		values[i] = capture(t, captures, i)
	}
	a := r.vm.NewArray(values...)
	r.put(a, "index", r.vm.ToValue(captures[0]))
	r.put(a, "input", t.value)
	r.put(a, "groups", r.named(e, captures, func(i int) goja.Value { return values[i].(goja.Value) }))
	if e.flags.HasIndices {
		r.put(a, "indices", r.indices(e, captures))
	}
	return a
}

func capture(t *text, captures []int, i int) goja.Value {
	if captures[2*i] < 0 {
		return goja.Undefined()
	}
	return t.slice(captures[2*i], captures[2*i+1])
}

func (r *realm) put(o *goja.Object, name string, v goja.Value) {
	must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// named makes the object groups, undefined without names. Of groups that share
// a name the one that matched counts.
func (r *realm) named(e *expression, captures []int, value func(i int) goja.Value) goja.Value {
	if len(e.program.Names) == 0 {
		return goja.Undefined()
	}
	groups := r.vm.NewObject()
	must(groups.SetPrototype(nil))
	for _, n := range e.program.Names {
		group := n.Groups[0]
		if i := slices.IndexFunc(n.Groups, func(g int) bool { return captures[2*g] >= 0 }); i >= 0 {
			group = n.Groups[i]
		}
		r.put(groups, n.Name, value(group))
	}
	return groups
}

// indices makes the array that the flag d adds.
func (r *realm) indices(e *expression, captures []int) goja.Value {
	values := make([]any, len(captures)/2)
	for i := range values {
		values[i] = goja.Undefined()
		if captures[2*i] >= 0 {
			values[i] = r.vm.NewArray(captures[2*i], captures[2*i+1])
		}
	}
	a := r.vm.NewArray(values...)
	r.put(a, "groups", r.named(e, captures, func(i int) goja.Value { return values[i].(goja.Value) }))
	return a
}

// plain returns what rx means if its exec is the built-in one, so that nobody
// sees how a method goes about it; else nil.
func (r *realm) plain(rx *goja.Object) *expression {
	e := r.of(rx)
	if e == nil || get(rx, "exec") != r.exec {
		return nil
	}
	return e
}

// regExpExec is RegExpExec: an object or null.
func (r *realm) regExpExec(rx *goja.Object, t *text) goja.Value {
	exec := get(rx, "exec")
	if exec != r.exec {
		if call, ok := goja.AssertFunction(exec); ok {
			v, err := call(rx, t.value)
			must(err)
			if _, ok := v.(*goja.Object); !ok && !goja.IsNull(v) {
				r.typeError("RegExp exec method returned something other than an Object or null")
			}
			return v
		}
	}
	e := r.of(rx)
	if e == nil {
		r.typeError("Method RegExp.prototype.exec called on incompatible receiver %s", describe(rx))
	}
	return r.run(rx, e, t)
}

func (r *realm) protoExec(c goja.FunctionCall) goja.Value {
	e := r.of(c.This)
	if e == nil {
		r.typeError("Method RegExp.prototype.exec called on incompatible receiver %s", describe(c.This))
	}
	t := r.text(r.toString(c.Argument(0)))
	return r.run(c.This.(*goja.Object), e, &t)
}

func (r *realm) protoTest(c goja.FunctionCall) goja.Value {
	rx := r.receiver(c.This, "RegExp.prototype.test")
	t := r.text(r.toString(c.Argument(0)))
	if e := r.plain(rx); e != nil {
		return r.vm.ToValue(r.builtinExec(rx, e, &t) != nil)
	}
	return r.vm.ToValue(!goja.IsNull(r.regExpExec(rx, &t)))
}
