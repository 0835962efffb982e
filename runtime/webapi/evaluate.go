package webapi

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"paddock/runtime"
)

// An evaluator stands before the engine wherever a script compiles text: eval,
// and the constructors of functions. Options.Script makes of the text what the
// engine takes.
type evaluator struct {
	i        *runtime.Isolate
	vm       *goja.Runtime
	script   func(code string, strict bool) (plain, simpler string, err error)
	names    map[string]func() goja.Value // what scripts may need that are not globals yet
	original goja.Callable                // the engine's eval
	ours     *goja.Object
}

// evaluatorKey is where an isolate keeps its evaluator.
type evaluatorKey struct{}

func installEvaluator(i *runtime.Isolate, o Options) error {
	if o.Script == nil || !i.Worker().Mentions("eval", "Function", "constructor") {
		return nil
	}
	e := &evaluator{i: i, vm: i.VM(), script: o.Script}
	i.SetValue(evaluatorKey{}, e)
	i.DefineGlobal("eval", false, func() goja.Value { return e.eval() })
	i.DefineGlobal("Function", false, func() goja.Value { return e.constructor("Function", "function", e.engineFunction()) })
	if i.Worker().Mentions("constructor") {
		// The others have no name: they are reached from their prototypes.
		e.hidden("AsyncFunction", "async function", "async function () {}")
		e.hidden("GeneratorFunction", "function*", "function* () {}")
	}
	e.names = i.ScriptNames()
	e.names["__paddock_source"] = func() goja.Value { return e.vm.ToValue(e.source) }
	if i.Worker().Mentions("__paddock_source") {
		e.define("__paddock_source")
	}
	return nil
}

// define makes the names that a script uses globals, each when a script first does.
func (e *evaluator) define(code string) {
	for _, name := range slices.Sorted(maps.Keys(e.names)) {
		if strings.Contains(code, name) {
			value := e.names[name]
			delete(e.names, name)
			e.vm.GlobalObject().DefineDataProperty(name, value(), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
	}
}

// eval makes the function eval. The engine must take it for its own, or it would
// not see that a call is direct.
func (e *evaluator) eval() *goja.Object {
	if e.ours == nil {
		e.original, _ = goja.AssertFunction(e.i.EngineGlobal("eval"))
		e.ours = namedFunction(e.vm, "eval", 1, func(c goja.FunctionCall) goja.Value {
			text, ok := c.Argument(0).(goja.String)
			if !ok {
				return c.Argument(0)
			}
			return callThrough(e.original, goja.Undefined(), []goja.Value{e.text(text, false)})
		})
		field := reflect.ValueOf(e.vm).Elem().FieldByName("global").FieldByName("Eval")
		*(**goja.Object)(unsafe.Pointer(field.UnsafeAddr())) = e.ours
	}
	return e.ours
}

// source is what the arguments of a direct call of eval go through: whether the
// code around is strict, what eval means there, and the arguments.
func (e *evaluator) source(c goja.FunctionCall) goja.Value {
	args := c.Arguments[2:]
	if text, ok := c.Argument(2).(goja.String); ok && c.Argument(1) == e.ours {
		args = append([]goja.Value{e.text(text, c.Argument(0).ToBoolean())}, args[1:]...)
	}
	list := make([]any, len(args))
	for n, v := range args {
		list[n] = v
	}
	return e.vm.NewArray(list...)
}

// text is what the engine is to compile instead of code; it throws a SyntaxError.
func (e *evaluator) text(code goja.String, strict bool) goja.Value {
	text := code.String()
	if strings.ContainsRune(text, '\uFFFD') {
		return code // half a pair of surrogates has no other form
	}
	out := e.mended(text, strict)
	if out == text {
		return code
	}
	return e.vm.ToValue(out)
}

func (e *evaluator) mended(text string, strict bool) string {
	plain, simpler, err := e.script(text, strict)
	if err != nil {
		panic(e.i.NewError("SyntaxError", err.Error()))
	}
	out := simpler
	if simpler == "" || plain != "" && compiles(plain, strict) {
		out = plain
	}
	e.define(out)
	return out
}

// compiles reports whether the engine takes a script, some of which make it panic.
func compiles(code string, strict bool) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	_, err := goja.Compile("", code, strict)
	return err == nil
}

// The constructors of functions

func (e *evaluator) engineFunction() *goja.Object { return e.i.EngineGlobal("Function").ToObject(e.vm) }

// hidden replaces the constructor that functions of a kind inherit.
func (e *evaluator) hidden(name, prefix, example string) {
	v, err := e.vm.RunString("(" + example + ")")
	if err != nil {
		panic(err)
	}
	original := v.ToObject(e.vm).Prototype().Get("constructor").ToObject(e.vm)
	e.constructor(name, prefix, original)
}

// constructor makes the class of functions whose text begins with prefix.
func (e *evaluator) constructor(name, prefix string, original *goja.Object) *goja.Object {
	var class *goja.Object
	class = e.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		f := e.function(prefix, c.Arguments)
		if target := c.NewTarget; target != nil && target != class {
			if proto, ok := target.Get("prototype").(*goja.Object); ok {
				f.SetPrototype(proto)
			}
		}
		return f
	}).(*goja.Object)
	adopt(e.vm, class, original, name)
	if name != "Function" {
		proto := original.Get("prototype").ToObject(e.vm)
		proto.DefineDataProperty("constructor", class, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		class.SetPrototype(e.vm.Get("Function").ToObject(e.vm))
	}
	return class
}

// function is CreateDynamicFunction: of parameters, and last the body.
func (e *evaluator) function(prefix string, args []goja.Value) *goja.Object {
	parameters, body := make([]string, 0, len(args)), ""
	for n, v := range args {
		v = v.ToString() // of an object, a primitive that need not be a string
		if _, isSymbol := v.(*goja.Symbol); isSymbol {
			panic(e.i.NewError("TypeError", "Cannot convert a Symbol value to a string"))
		}
		text := v.String()
		if n == len(args)-1 {
			body = text
		} else {
			parameters = append(parameters, text)
		}
	}
	e.eval()
	list := strings.Join(parameters, ",")
	code := e.mended(fmt.Sprintf("(%s anonymous(%s\n) {\n%s\n})", prefix, list, body), false)
	whole := isFunction(code)
	if whole && strings.Contains(list, "/*") {
		whole = isFunction(e.mended(fmt.Sprintf("(%s anonymous(%s\n) {})", prefix, list), false))
	}
	if !whole {
		panic(e.i.NewError("SyntaxError", "Arg string terminates parameters early"))
	}
	return callThrough(e.original, goja.Undefined(), []goja.Value{e.vm.ToValue(code)}).ToObject(e.vm)
}

// isFunction reports whether a script ends with a function expression, so that
// neither parameters nor body reach out of it. What the engine cannot parse it will
// refuse itself.
func isFunction(code string) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = true
		}
	}()
	p, err := parser.ParseFile(nil, "", code, 0)
	if err != nil || len(p.Body) == 0 {
		return true
	}
	rest := len(p.Body) - 1
	for _, statement := range p.Body[:rest] {
		if _, isHelper := statement.(*ast.VariableStatement); !isHelper {
			return false
		}
	}
	last, _ := p.Body[rest].(*ast.ExpressionStatement)
	if last == nil {
		return false
	}
	switch last.Expression.(type) {
	case *ast.FunctionLiteral, *ast.CallExpression: // the latter makes an async generator function
		return true
	}
	return false
}
