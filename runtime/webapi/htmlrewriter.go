package webapi

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/webapi/htmlrewriter"
)

//go:embed js/htmlrewriter.js
var htmlRewriterSource string

// htmlRewriterLibrary holds HTMLRewriter; the package of that name does the work.
var htmlRewriterLibrary = runtime.NewLibrary("htmlrewriter.js", htmlRewriterSource, htmlRewriterNatives)

func htmlRewriterNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	native.Set("streams", streamsLibrary.Load(i))
	fetch := fetchLibrary.Load(i)
	native.Set("Response", fetch.Get("Response"))
	native.Set("replaceBody", fetch.Get("replaceBody"))
	define := definer(native)
	of := func(c goja.FunctionCall) *documentRewriter { return c.Argument(0).Export().(*documentRewriter) }
	define("selector", func(c goja.FunctionCall) goja.Value {
		s, err := htmlrewriter.ParseSelector(c.Argument(0).String())
		if err != nil {
			panic(i.NewError("TypeError", err.Error()))
		}
		return vm.ToValue(&s)
	})
	define("rewriter", func(c goja.FunctionCall) goja.Value {
		d, err := newDocumentRewriter(rewriteHandlers(vm, c.Argument(0)), c.Argument(1).String())
		if err != nil {
			panic(i.NewError("TypeError", "Parser error: "+err.Error()))
		}
		return vm.ToValue(d)
	})
	define("write", func(c goja.FunctionCall) goja.Value {
		of(c).write(viewBytes(vm, c.Argument(1)))
		return goja.Undefined()
	})
	define("finish", func(c goja.FunctionCall) goja.Value {
		of(c).finish()
		return goja.Undefined()
	})
	define("resume", func(c goja.FunctionCall) goja.Value {
		of(c).Resume()
		return goja.Undefined()
	})
	define("take", func(c goja.FunctionCall) goja.Value { return newBuffer(vm, of(c).take()) })
	define("next", func(c goja.FunctionCall) goja.Value {
		e, err := of(c).Next()
		if err != nil {
			panic(i.NewError("TypeError", "Parser error: "+err.Error()))
		}
		if e == nil {
			return goja.Null()
		}
		return vm.ToValue(e)
	})
	tokenNatives(vm, define)
}

func rewriteHandlers(vm *goja.Runtime, list goja.Value) []htmlrewriter.Handler {
	var out []htmlrewriter.Handler
	vm.ForOf(list, func(v goja.Value) bool {
		o := v.(*goja.Object)
		has := func(name string) bool { return o.Get(name) != nil }
		h := htmlrewriter.Handler{Element: has("element"), Comments: has("comments"), Text: has("text"), Doctype: has("doctype"), End: has("end")}
		if s, ok := o.Get("selector").Export().(*htmlrewriter.Selector); ok {
			h.Selector = *s
		}
		out = append(out, h)
		return true
	})
	return out
}

// tokenNatives defines what the tokens' members call; the first argument is the event.
func tokenNatives(vm *goja.Runtime, define func(string, func(goja.FunctionCall) goja.Value)) {
	type event = *htmlrewriter.Event
	read := func(name string, fn func(e event, c goja.FunctionCall) goja.Value) {
		define(name, func(c goja.FunctionCall) goja.Value { return fn(c.Argument(0).Export().(event), c) })
	}
	change := func(name string, fn func(e event, c goja.FunctionCall)) {
		read(name, func(e event, c goja.FunctionCall) goja.Value {
			fn(e, c)
			return goja.Undefined()
		})
	}
	read("kind", func(e event, _ goja.FunctionCall) goja.Value { return vm.ToValue(int64(e.Kind)) })
	read("handlers", func(e event, _ goja.FunctionCall) goja.Value {
		list := make([]any, len(e.Handlers))
		for n, h := range e.Handlers {
			list[n] = h
		}
		return vm.NewArray(list...)
	})
	read("endTags", func(e event, _ goja.FunctionCall) goja.Value { return vm.NewArray(e.EndTags...) })
	read("name", func(e event, _ goja.FunctionCall) goja.Value { return vm.ToValue(e.Token.Name) })
	read("content", func(e event, _ goja.FunctionCall) goja.Value {
		return vm.ToValue(decodeText([]byte(e.Token.Content)))
	})
	read("isLast", func(e event, _ goja.FunctionCall) goja.Value { return vm.ToValue(e.Last) })
	read("namespace", func(e event, _ goja.FunctionCall) goja.Value { return vm.ToValue(e.Element.Namespace) })
	read("attributes", func(e event, _ goja.FunctionCall) goja.Value {
		list := make([]any, len(e.Token.Attrs))
		for n, a := range e.Token.Attrs {
			list[n] = vm.NewArray(a.Name, a.Value)
		}
		return vm.NewArray(list...)
	})
	read("getAttribute", func(e event, c goja.FunctionCall) goja.Value {
		for _, a := range e.Token.Attrs {
			if a.Name == c.Argument(1).String() {
				return vm.ToValue(a.Value)
			}
		}
		return goja.Null()
	})
	read("doctype", func(e event, c goja.FunctionCall) goja.Value {
		id := []*string{&e.Token.Name, e.Token.PublicID, e.Token.SystemID}[c.Argument(1).ToInteger()]
		if id == nil || *id == "" && id == &e.Token.Name {
			return goja.Null()
		}
		return vm.ToValue(*id)
	})
	read("onEndTag", func(e event, c goja.FunctionCall) goja.Value {
		if e.Element.Void {
			return vm.ToValue(false)
		}
		e.Element.EndTags = []any{c.Argument(1)} // a later handler takes the place of an earlier one
		return vm.ToValue(true)
	})
	change("setName", func(e event, c goja.FunctionCall) { e.SetName(c.Argument(1).String()) })
	change("setContent", func(e event, c goja.FunctionCall) { e.SetContent(c.Argument(1).String()) })
	change("setAttribute", func(e event, c goja.FunctionCall) { e.SetAttr(c.Argument(1).String(), c.Argument(2).String()) })
	change("removeAttribute", func(e event, c goja.FunctionCall) { e.RemoveAttr(c.Argument(1).String()) })
	change("edit", func(e event, c goja.FunctionCall) {
		edits[c.Argument(1).String()](e, htmlrewriter.Content(c.Argument(2).String(), c.Argument(3).ToBoolean()))
	})
}

// edits are the changes that insert content or take something out.
var edits = map[string]func(*htmlrewriter.Event, []byte){
	"before":         func(e *htmlrewriter.Event, b []byte) { e.Before(b) },
	"after":          func(e *htmlrewriter.Event, b []byte) { e.After(b) },
	"replace":        func(e *htmlrewriter.Event, b []byte) { e.Replace(b) },
	"remove":         func(e *htmlrewriter.Event, _ []byte) { e.Remove() },
	"afterElement":   (*htmlrewriter.Event).AfterElement,
	"prepend":        (*htmlrewriter.Event).Prepend,
	"append":         (*htmlrewriter.Event).Append,
	"setInner":       (*htmlrewriter.Event).SetInner,
	"replaceElement": (*htmlrewriter.Event).ReplaceElement,
	"removeElement":  func(e *htmlrewriter.Event, _ []byte) { e.RemoveElement() },
	"removeTags":     func(e *htmlrewriter.Event, _ []byte) { e.RemoveTags() },
}
