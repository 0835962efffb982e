package webapi

import (
	"math"
	"math/big"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/anatomy"
)

// toNumeric gives what an object is as a number or BigInt, asking it once.
var toNumeric = sync.OnceValue(func() *goja.Program { return runtime.MustCompile("paddock:numeric.js", "(x) => x++") })

// installNumbers mends Number: of a BigInt the engine takes the lowest 64 bits, and
// of a text that counts in 16s, 8s or 2s no more than as many.
func installNumbers(i *runtime.Isolate) {
	i.ExtendGlobal("Number", func(class *goja.Object) {
		vm := i.VM()
		var numeric goja.Callable
		// number returns what Number makes of v, nil where the engine is right.
		number := func(v goja.Value) goja.Value {
			if o, ok := v.(*goja.Object); ok {
				if numeric == nil {
					numeric, _ = goja.AssertFunction(i.Run(toNumeric()))
				}
				v = callThrough(numeric, nil, []goja.Value{o})
				if goja.IsNumber(v) {
					return v
				}
			}
			if goja.IsBigInt(v) {
				f, _ := new(big.Float).SetInt(v.Export().(*big.Int)).Float64()
				return vm.ToValue(f)
			}
			if goja.IsString(v) {
				return wideInteger(vm, v.String())
			}
			return nil
		}
		anatomy.Around(class, func(original anatomy.Native) anatomy.Native {
			return func(c goja.FunctionCall) goja.Value {
				if len(c.Arguments) > 0 && !goja.IsNumber(c.Arguments[0]) {
					if n := number(c.Arguments[0]); n != nil {
						return n
					}
				}
				return original(c)
			}
		})
		anatomy.Constructed(class, func(original anatomy.Construct) anatomy.Construct {
			return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
				if len(args) > 0 {
					if n := number(args[0]); n != nil {
						args = []goja.Value{n}
					}
				}
				return original(args, newTarget)
			}
		})
	})
}

// wideInteger reads a text such as 0xff with more digits than the engine reads,
// and returns nil for others.
func wideInteger(vm *goja.Runtime, text string) goja.Value {
	const engine = 17 // characters that surely are no more than 64 bits
	if text = strings.Trim(text, " \t\n\v\f\r\u00a0\ufeff\u2028\u2029"); len(text) <= engine || text[0] != '0' {
		return nil
	}
	base := map[byte]int{'x': 16, 'o': 8, 'b': 2}[text[1]|0x20]
	if base == 0 || text[2] == '-' || text[2] == '+' || strings.Contains(text, "_") {
		return nil
	}
	n, ok := new(big.Int).SetString(text[2:], base)
	if !ok {
		return vm.ToValue(math.NaN())
	}
	f, _ := new(big.Float).SetInt(n).Float64()
	return vm.ToValue(f)
}
