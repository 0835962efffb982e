package regexps

import "github.com/dop251/goja"

// classProgram makes the constructor of a native function. It is JavaScript
// since goja does not tell a native constructor whether it was called with new.
var classProgram = goja.MustCompile("paddock:regexp.js", `"use strict";
(construct) => function RegExp(pattern, flags) { return construct(new.target, pattern, flags, this); }`, false)

func (r *realm) installClass() error {
	v, err := r.vm.RunProgram(classProgram)
	if err != nil {
		return err
	}
	make, _ := goja.AssertFunction(v)
	if v, err = make(goja.Undefined(), r.vm.ToValue(r.construct)); err != nil {
		return err
	}
	r.class = v.(*goja.Object)
	must(r.class.DefineDataProperty("prototype", r.proto, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	must(r.proto.DefineDataProperty("constructor", r.class, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	species := r.function("get [Symbol.species]", 0, func(c goja.FunctionCall) goja.Value { return c.This })
	must(r.class.DefineAccessorPropertySymbol(goja.SymSpecies, species, goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_FALSE))
	r.method(r.class, "escape", 1, r.escape)
	must(r.vm.GlobalObject().DefineDataProperty("RegExp", r.class, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return nil
}

// construct is RegExp, called with new (then there is a new.target, and an object
// with the prototype that it asks for) or without.
func (r *realm) construct(c goja.FunctionCall) goja.Value {
	pattern, flags := c.Argument(1), c.Argument(2)
	isRegExp := r.isRegExp(pattern)
	newTarget, isNew := c.Argument(0).(*goja.Object)
	if !isNew && isRegExp && goja.IsUndefined(flags) {
		if o := pattern.(*goja.Object); get(o, "constructor") == r.class {
			return o
		}
	}
	if e := r.of(pattern); e != nil {
		pattern = e.source
		if goja.IsUndefined(flags) {
			flags = r.vm.ToValue(e.flags.String())
		}
	} else if isRegExp {
		o := pattern.(*goja.Object)
		pattern = get(o, "source")
		if goja.IsUndefined(flags) {
			flags = get(o, "flags")
		}
	}
	proto := r.proto
	if isNew && newTarget != r.class {
		proto = c.Argument(3).(*goja.Object).Prototype()
	}
	o := r.allocate(r.meaning(pattern, flags))
	if proto != r.proto {
		must(o.SetPrototype(proto))
	}
	return o
}

// isRegExp is IsRegExp of the specification.
func (r *realm) isRegExp(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	if m := getSymbol(o, goja.SymMatch); !goja.IsUndefined(m) {
		return m.ToBoolean()
	}
	return r.of(o) != nil
}

// create is RegExpCreate.
func (r *realm) create(pattern, flags goja.Value) *goja.Object {
	return r.allocate(r.meaning(pattern, flags))
}

// species is SpeciesConstructor with RegExp as the default.
func (r *realm) species(o *goja.Object) *goja.Object {
	c := get(o, "constructor")
	if goja.IsUndefined(c) {
		return r.class
	}
	class, ok := c.(*goja.Object)
	if !ok {
		r.typeError("The .constructor property is not an object")
	}
	s := getSymbol(class, goja.SymSpecies)
	if nullish(s) {
		return r.class
	}
	if _, ok := goja.AssertConstructor(s); !ok {
		r.typeError("object.constructor[Symbol.species] is not a constructor")
	}
	return s.(*goja.Object)
}

// copyOf is Construct(C, « rx, flags »).
func (r *realm) copyOf(class, rx *goja.Object, flags goja.String) *goja.Object {
	construct, _ := goja.AssertConstructor(class)
	o, err := construct(class, rx, flags)
	must(err)
	return o
}

// protoCompile is compile of Annex B.
func (r *realm) protoCompile(c goja.FunctionCall) goja.Value {
	if r.of(c.This) == nil {
		r.typeError("Method RegExp.prototype.compile called on incompatible receiver %s", describe(c.This))
	}
	pattern, flags := c.Argument(0), c.Argument(1)
	if e := r.of(pattern); e != nil {
		if !goja.IsUndefined(flags) {
			r.typeError("Cannot supply flags when constructing one RegExp from another")
		}
		pattern, flags = e.source, r.vm.ToValue(e.flags.String())
	}
	o, e := c.This.(*goja.Object), r.meaning(pattern, flags)
	_, err := r.originals.compile(o, emptyString, r.vm.ToValue(e.gojaFlags()))
	must(err)
	r.mean(o, e)
	return o
}
