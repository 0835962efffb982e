package webapi

import (
	_ "embed"
	"errors"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/webapi/urlpattern"
)

//go:embed js/urlpattern.js
var urlPatternSource string

// urlPatternLibrary holds URLPattern; package urlpattern does the reading.
var urlPatternLibrary = runtime.NewLibrary("urlpattern.js", urlPatternSource, urlPatternNatives)

func urlPatternNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	regexps := newRegexpMaker(vm)
	define := definer(native)
	define("regexp", func(c goja.FunctionCall) goja.Value {
		r, err := regexps.make(c.Argument(0).String(), c.Argument(1).ToBoolean())
		if err != nil {
			panic(i.ErrorValue(err))
		}
		return r
	})
	define("compile", func(c goja.FunctionCall) goja.Value {
		p, err := compilePattern(vm, c.Argument(0), optionalText(c.Argument(1)), regexps.matches)
		if err != nil {
			panic(i.NewError("TypeError", err.Error()))
		}
		return patternValue(vm, p)
	})
	define("split", func(c goja.FunctionCall) goja.Value {
		in, ok := splitInput(vm, c.Argument(0), optionalText(c.Argument(1)))
		if !ok {
			return goja.Null()
		}
		return stringArray(vm, in[:])
	})
}

func compilePattern(vm *goja.Runtime, input goja.Value, base *string, match urlpattern.Matcher) (*urlpattern.Pattern, error) {
	if o, ok := input.(*goja.Object); ok {
		if base != nil {
			return nil, errors.New("a base URL goes with a string only; give it as baseURL")
		}
		return urlpattern.New(patternInit(o), match)
	}
	return urlpattern.FromString(input.String(), base, match)
}

func splitInput(vm *goja.Runtime, input goja.Value, base *string) (urlpattern.Input, bool) {
	if o, ok := input.(*goja.Object); ok {
		return urlpattern.InputInit(patternInit(o))
	}
	return urlpattern.InputURL(input.String(), base)
}

func patternInit(o *goja.Object) *urlpattern.Init {
	in := &urlpattern.Init{}
	get := func(name string) *string {
		if v := o.Get(name); v != nil {
			return optionalText(v)
		}
		return nil
	}
	for f, name := range urlpattern.Names {
		in.Fields[f] = get(name)
	}
	in.BaseURL = get("baseURL")
	return in
}

func patternValue(vm *goja.Runtime, p *urlpattern.Pattern) goja.Value {
	var texts, sources []string
	var groups []any
	regexps := false
	for _, c := range p.Components {
		texts, sources = append(texts, c.Pattern), append(sources, c.Source)
		groups = append(groups, stringArray(vm, c.Groups))
		regexps = regexps || c.HasRegexps
	}
	o := vm.NewObject()
	o.Set("texts", stringArray(vm, texts))
	o.Set("sources", stringArray(vm, sources))
	o.Set("groups", vm.NewArray(groups...))
	o.Set("hasRegexps", regexps)
	return o
}

// regexpMaker makes regular expressions with the class as it was at first.
type regexpMaker struct {
	vm    *goja.Runtime
	class *goja.Object
	exec  goja.Callable
	flag  string // "v" where the engine knows it
}

func newRegexpMaker(vm *goja.Runtime) *regexpMaker {
	m := &regexpMaker{vm: vm, class: vm.Get("RegExp").ToObject(vm), flag: "v"}
	m.exec, _ = goja.AssertFunction(m.class.Get("prototype").ToObject(vm).Get("exec"))
	if _, err := m.make("a", false); err != nil {
		m.flag = "u"
	}
	return m
}

func (m *regexpMaker) make(source string, ignoreCase bool) (*goja.Object, error) {
	flags := m.flag
	if ignoreCase {
		flags += "i"
	}
	return m.vm.New(m.class, m.vm.ToValue(source), m.vm.ToValue(flags))
}

func (m *regexpMaker) matches(source, s string) (bool, error) {
	r, err := m.make(source, false)
	if err != nil {
		return false, err
	}
	v, err := m.exec(r, m.vm.ToValue(s))
	return err == nil && !goja.IsNull(v), err
}
