package webapi

import (
	"math"
	"math/big"
	"strconv"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/anatomy"
)

// The engine carries out absurd sizes at once, uninterruptibly, and an
// allocation beyond the machine's memory ends the process. These limits are what the
// platform's 128 MB isolate could not hold either.
const (
	largestBuffer = 128 << 20
	longestString = 128 << 20
	longestArray  = 1 << 24 // for built-ins that visit every index
)

// installGuards puts the built-ins that take a size behind a check.
func installGuards(i *runtime.Isolate) {
	vm := i.VM()
	strings, arrays := vm.ToValue("").ToObject(vm).Prototype(), vm.NewArray().Prototype()
	guardMethod(i, strings, "repeat", 1, func(c goja.FunctionCall) {
		n := math.Trunc(c.Argument(0).ToFloat())
		if n < 0 || math.IsInf(n, 1) {
			panic(i.NewError("RangeError", "Invalid count value: "+c.Argument(0).String()))
		}
		checkString(i, length(c.This)*n)
	})
	for _, name := range []string{"padStart", "padEnd"} {
		guardMethod(i, strings, name, 1, func(c goja.FunctionCall) {
			checkString(i, c.Argument(0).ToFloat())
		})
	}
	for name, params := range map[string]int{"fill": 1, "join": 1, "reverse": 0, "sort": 1} {
		guardMethod(i, arrays, name, params, func(c goja.FunctionCall) { checkArray(i, c.This) })
	}
	guardMethod(i, arrays, "flat", 0, func(c goja.FunctionCall) { checkNesting(i, c) })
	guardMethod(i, vm.ToValue(func(goja.FunctionCall) goja.Value { return nil }).(*goja.Object).Prototype(), "apply", 2,
		func(c goja.FunctionCall) { checkList(i, c.Argument(1)) })
	i.ExtendGlobal("Reflect", func(reflect *goja.Object) {
		guardMethod(i, reflect, "apply", 3, func(c goja.FunctionCall) { checkList(i, c.Argument(2)) })
		guardMethod(i, reflect, "construct", 2, func(c goja.FunctionCall) { checkList(i, c.Argument(1)) })
	})
	i.ExtendGlobal("Array", func(class *goja.Object) {
		guardMethod(i, class, "from", 1, func(c goja.FunctionCall) { checkArray(i, c.Argument(0)) })
	})
	i.ExtendGlobal("BigInt", func(class *goja.Object) { guardBits(i, class) })
	guardClass(i, "ArrayBuffer", 1)
	for name, size := range map[string]float64{
		"Uint8Array": 1, "Uint8ClampedArray": 1, "Int8Array": 1, "Uint16Array": 2, "Int16Array": 2, "Uint32Array": 4,
		"Int32Array": 4, "Float32Array": 4, "Float64Array": 8, "BigInt64Array": 8, "BigUint64Array": 8,
	} {
		guardClass(i, name, size)
	}
}

// mostBits is the size of V8's largest BigInt.
const mostBits = 1 << 30

// guardBits answers BigInt.asIntN and BigInt.asUintN of more bits than any BigInt
// has: the value is what it is, but a negative one has no form without a sign.
func guardBits(i *runtime.Isolate, class *goja.Object) {
	vm := i.VM()
	for _, name := range []string{"asIntN", "asUintN"} {
		original, _ := goja.AssertFunction(class.Get(name))
		class.DefineDataProperty(name, namedFunction(vm, name, 2, func(c goja.FunctionCall) goja.Value {
			args := c.Arguments
			if bits := c.Argument(0).ToNumber().ToFloat(); bits > mostBits && bits <= 1<<53-1 {
				v := callThrough(original, class, []goja.Value{vm.ToValue(mostBits), c.Argument(1)})
				if n, _ := v.Export().(*big.Int); name == "asUintN" && n != nil && n.BitLen() == mostBits {
					panic(i.NewError("RangeError", "Maximum BigInt size exceeded"))
				}
				return v
			} else if len(args) > 0 {
				args = append([]goja.Value{vm.ToValue(bits)}, args[1:]...)
			}
			return callThrough(original, class, args)
		}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}

func length(v goja.Value) float64 {
	if s, ok := v.(goja.String); ok {
		return float64(s.Length())
	}
	return 1
}

func checkString(i *runtime.Isolate, n float64) {
	if n > longestString {
		panic(i.NewError("RangeError", "Invalid string length"))
	}
}

func checkArray(i *runtime.Isolate, v goja.Value) {
	o, ok := v.(*goja.Object)
	if !ok {
		return
	}
	if n := o.Get("length"); n != nil && goja.IsNumber(n) && n.ToFloat() > longestArray {
		panic(i.NewError("RangeError", "Invalid array length"))
	}
}

// checkList refuses a list of more arguments than a call can take.
func checkList(i *runtime.Isolate, v goja.Value) {
	const most = 1 << 20
	o, ok := v.(*goja.Object)
	if !ok {
		return
	}
	if n := o.Get("length"); n != nil && goja.IsNumber(n) && n.ToFloat() > most {
		panic(i.NewError("RangeError", "Maximum call stack size exceeded"))
	}
}

// deepest is how far flat descends. It recurses in Go, where no limit holds
// but that of the process.
const deepest = 1000

// checkNesting refuses to flatten what nests too deep, or contains itself.
func checkNesting(i *runtime.Isolate, c goja.FunctionCall) {
	checkArray(i, c.This)
	depth, isNumber := c.Argument(0), goja.IsNumber(c.Argument(0))
	if !isNumber || depth.ToFloat() <= deepest {
		return
	}
	if o, ok := c.This.(*goja.Object); ok && nests(o, deepest) {
		panic(i.NewError("RangeError", "Maximum call stack size exceeded"))
	}
}

func nests(o *goja.Object, levels int) bool {
	if o.ClassName() != "Array" {
		return false
	}
	if levels == 0 {
		return true
	}
	for n := range int(o.Get("length").ToInteger()) {
		if item, ok := o.Get(strconv.Itoa(n)).(*goja.Object); ok && nests(item, levels-1) {
			return true
		}
	}
	return false
}

// guardMethod replaces a built-in with one that checks first.
func guardMethod(i *runtime.Isolate, owner *goja.Object, name string, params int, check func(goja.FunctionCall)) {
	vm := i.VM()
	original := nativeOf(owner.Get(name))
	if original == nil {
		return
	}
	guarded := namedFunction(vm, name, params, func(c goja.FunctionCall) goja.Value {
		check(c)
		return original(c)
	})
	owner.DefineDataProperty(name, guarded, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// nativeFunction is how the engine calls a native function.
type nativeFunction = anatomy.Native

// nativeOf returns how the engine calls one of its functions, nil for what is
// none. Unlike a goja.Callable it is not an entrance into the engine, which runs the
// promise jobs that are pending if no JavaScript is below it on the stack.
func nativeOf(v goja.Value) nativeFunction {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	f, _ := o.Export().(nativeFunction)
	return f
}

// callThrough calls a script's function from a native one; what is thrown is
// thrown on.
func callThrough(fn goja.Callable, this goja.Value, args []goja.Value) goja.Value {
	v, err := fn(this, args...)
	if err != nil {
		panic(err)
	}
	return v
}

// guardClass lets the constructor of buffers or typed arrays check the size. It
// is prepared when it is first used.
func guardClass(i *runtime.Isolate, name string, size float64) {
	vm := i.VM()
	i.DefineGlobal(name, false, func() goja.Value {
		original := i.EngineGlobal(name).ToObject(vm)
		if name != "ArrayBuffer" {
			mendFrom(i, original.Prototype())
		} else if !mentionsBuffers(i) {
			extendBuffers(i, original)
		}
		if anatomy.Constructed(original, func(construct anatomy.Construct) anatomy.Construct {
			return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
				if len(args) > 0 {
					checkBuffer(i, args[0], size)
				}
				return construct(args, newTarget)
			}
		}) {
			return original
		}
		return standIn(i, original, name, size)
	})
}

// standIn makes a class that shares the prototype of the engine's, and checks the size.
func standIn(i *runtime.Isolate, original *goja.Object, name string, size float64) *goja.Object {
	vm := i.VM()
	var class *goja.Object
	class = vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		checkBuffer(i, c.Argument(0), size)
		target := c.NewTarget // nil for a plain new
		if target == nil || target == class {
			target = original
		}
		o, err := vm.New(original, c.Arguments...)
		if err != nil {
			panic(err)
		}
		if target != original {
			o.SetPrototype(target.Get("prototype").ToObject(vm))
		}
		return o
	}).(*goja.Object)
	requireNew(i, class, name)
	adopt(vm, class, original, name)
	return class
}

// requireNew makes a call of a class without new throw.
func requireNew(i *runtime.Isolate, class *goja.Object, name string) {
	anatomy.Called(class, func(goja.FunctionCall) goja.Value {
		panic(i.NewError("TypeError", "Constructor "+name+" requires 'new'"))
	})
}

// adopt makes class a stand-in for original.
func adopt(vm *goja.Runtime, class, original *goja.Object, name string) {
	for _, key := range original.GetOwnPropertyNames() {
		switch key {
		case "name", "length", "prototype", "caller", "arguments":
		default:
			flag := goja.FLAG_TRUE
			if key == "BYTES_PER_ELEMENT" {
				flag = goja.FLAG_FALSE
			}
			class.DefineDataProperty(key, original.Get(key), flag, flag, goja.FLAG_FALSE)
		}
	}
	if original.GetSymbol(goja.SymSpecies) != nil && original.Prototype() == vm.Get("Function").ToObject(vm).Get("prototype") {
		species := namedFunction(vm, "get [Symbol.species]", 0, func(c goja.FunctionCall) goja.Value { return c.This })
		class.DefineAccessorPropertySymbol(goja.SymSpecies, species, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	class.SetPrototype(original.Prototype())
	proto := original.Get("prototype").ToObject(vm)
	class.DefineDataProperty("prototype", proto, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	class.DefineDataProperty("name", vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	class.DefineDataProperty("length", original.Get("length"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	proto.DefineDataProperty("constructor", class, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// checkBuffer refuses a size, or the size of an array-like, beyond the limit.
func checkBuffer(i *runtime.Isolate, v goja.Value, size float64) {
	n := 0.0
	if o, ok := v.(*goja.Object); ok {
		if l := o.Get("length"); l != nil && goja.IsNumber(l) {
			n = l.ToFloat()
		}
	} else if goja.IsNumber(v) || goja.IsString(v) {
		n = v.ToFloat()
	}
	if n*size > largestBuffer {
		panic(i.NewError("RangeError", "Array buffer allocation failed"))
	}
}
