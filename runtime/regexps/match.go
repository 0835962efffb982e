package regexps

import (
	"strings"

	"github.com/dop251/goja"
)

func (r *realm) protoMatch(c goja.FunctionCall) goja.Value {
	rx := r.receiver(c.This, "RegExp.prototype.@@match")
	t := r.text(r.toString(c.Argument(0)))
	flags := r.flagsOf(rx)
	if !strings.Contains(flags, "g") {
		return r.regExpExec(rx, &t)
	}
	setLastIndex(rx, 0)
	var found []any
	if e := r.plain(rx); e != nil && e.flags.Global {
		r.each(e, &t, fullUnicode(flags), func(captures []int) { found = append(found, capture(&t, captures, 0)) })
	} else {
		r.eachResult(rx, &t, fullUnicode(flags), func(_ *goja.Object, matched goja.String) { found = append(found, matched) })
	}
	if len(found) == 0 {
		return goja.Null()
	}
	return r.vm.NewArray(found...)
}

// each finds all matches of a global expression from the beginning on; its
// lastIndex is 0 before and after. The captures are the matcher's.
func (r *realm) each(e *expression, t *text, unicode bool, found func(captures []int)) {
	for at := 0; at <= t.len(); {
		captures := r.match(e.program, t, at)
		if captures == nil {
			return
		}
		r.last.set(t, captures)
		found(captures)
		if at = captures[1]; captures[0] == captures[1] {
			at = t.after(at, unicode)
		}
	}
}

// eachResult is each for any object, by the book. lastIndex must be 0.
func (r *realm) eachResult(rx *goja.Object, t *text, unicode bool, found func(result *goja.Object, matched goja.String)) {
	for {
		result, ok := r.regExpExec(rx, t).(*goja.Object)
		if !ok {
			return
		}
		matched := r.toString(get(result, "0"))
		found(result, matched)
		r.stepOverEmpty(rx, t, matched, unicode)
	}
}

// stepOverEmpty moves lastIndex on after an empty match.
func (r *realm) stepOverEmpty(rx *goja.Object, t *text, matched goja.String, unicode bool) {
	if matched.Length() == 0 {
		at := lastIndexOf(rx)
		if at < t.len() {
			setLastIndex(rx, t.after(at, unicode))
		} else {
			setLastIndex(rx, at+1)
		}
	}
}

func (r *realm) protoSearch(c goja.FunctionCall) goja.Value {
	rx := r.receiver(c.This, "RegExp.prototype.@@search")
	t := r.text(r.toString(c.Argument(0)))
	previous := get(rx, "lastIndex")
	zero := r.vm.ToValue(0)
	if !previous.SameAs(zero) {
		must(rx.Set("lastIndex", zero))
	}
	index := r.vm.ToValue(-1)
	if e := r.plain(rx); e != nil {
		if captures := r.builtinExec(rx, e, &t); captures != nil {
			index = r.vm.ToValue(captures[0])
		}
	} else if result, ok := r.regExpExec(rx, &t).(*goja.Object); ok {
		r.restoreLastIndex(rx, previous)
		return get(result, "index")
	}
	r.restoreLastIndex(rx, previous)
	return index
}

func (r *realm) restoreLastIndex(rx *goja.Object, previous goja.Value) {
	if !get(rx, "lastIndex").SameAs(previous) {
		must(rx.Set("lastIndex", previous))
	}
}

// An iteration is the state of an iterator that matchAll returned.
type iteration struct {
	matcher         *goja.Object
	text            text
	global, unicode bool
	done            bool
}

func (r *realm) protoMatchAll(c goja.FunctionCall) goja.Value {
	rx := r.receiver(c.This, "RegExp.prototype.@@matchAll")
	t := r.text(r.toString(c.Argument(0)))
	class := r.species(rx)
	flags := r.toString(get(rx, "flags"))
	matcher := r.copyOf(class, rx, flags)
	must(matcher.Set("lastIndex", lastIndexOf(rx)))
	letters := flags.String()
	it := r.vm.NewObject()
	must(it.SetPrototype(r.iteratorProto()))
	r.iterators.set(it, &iteration{matcher: matcher, text: t, global: strings.Contains(letters, "g"), unicode: fullUnicode(letters)})
	return it
}

// iteratorProto is goja's %RegExpStringIteratorPrototype% with a next of ours.
func (r *realm) iteratorProto() *goja.Object {
	if r.iteratorPrototype == nil {
		it, err := r.originals.matchAll(r.create(emptyString, goja.Undefined()), emptyString)
		must(err)
		r.iteratorPrototype = it.(*goja.Object).Prototype()
		r.method(r.iteratorPrototype, "next", 0, r.iteratorNext)
	}
	return r.iteratorPrototype
}

func (r *realm) iteratorNext(c goja.FunctionCall) goja.Value {
	o, _ := c.This.(*goja.Object)
	var it *iteration
	if o != nil {
		it, _ = r.iterators.get(o)
	}
	if it == nil {
		r.typeError("Method %%RegExpStringIterator%%.prototype.next called on incompatible receiver %s", describe(c.This))
	}
	if it.done {
		return r.step(goja.Undefined(), true)
	}
	result, ok := r.regExpExec(it.matcher, &it.text).(*goja.Object)
	if !ok {
		it.done = true
		return r.step(goja.Undefined(), true)
	}
	if !it.global {
		it.done = true
		return r.step(result, false)
	}
	r.stepOverEmpty(it.matcher, &it.text, r.toString(get(result, "0")), it.unicode)
	return r.step(result, false)
}

// step is CreateIteratorResultObject.
func (r *realm) step(v goja.Value, done bool) goja.Value {
	o := r.vm.NewObject()
	r.put(o, "value", v)
	r.put(o, "done", r.vm.ToValue(done))
	return o
}
