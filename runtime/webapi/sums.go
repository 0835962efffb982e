package webapi

import (
	"math"
	"math/big"
	"strconv"

	"github.com/dop251/goja"
)

// exact is enough bits for the sum of as many doubles as an array can hold.
const exact = 2200

// sumPrecise is the sum of an array of numbers, rounded once.
func sumPrecise(vm *goja.Runtime, numbers *goja.Object) float64 {
	total := new(big.Float).SetPrec(exact)
	term := new(big.Float).SetPrec(exact)
	special, zero := 0.0, math.Copysign(0, -1)
	for n := range int(numbers.Get("length").ToInteger()) {
		switch f := numbers.Get(strconv.Itoa(n)).ToFloat(); {
		case math.IsNaN(f) || math.IsInf(f, 0):
			special += f
		case f == 0:
			zero += f
		default:
			zero = 0
			total.Add(total, term.SetFloat64(f))
		}
	}
	if special != 0 {
		return special
	}
	sum, _ := total.Float64()
	if sum == 0 {
		return zero
	}
	return sum
}
