package nodeapi

import (
	"context"
	"errors"
	"hash"
	"io"
	"math/big"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/keyring"
	"paddock/runtime/webapi"
)

// A cryptoBridge turns arguments of a native function into Go, and results back.
// Failures are thrown as plain errors, whose message the JavaScript knows.
type cryptoBridge struct {
	i  *runtime.Isolate
	vm *goja.Runtime
}

func (b cryptoBridge) int(c goja.FunctionCall, n int) int { return int(c.Argument(n).ToInteger()) }

func (b cryptoBridge) key(c goja.FunctionCall, n int) *keyring.Key {
	return c.Argument(n).Export().(*keyring.Key)
}

// hash finds a hash by one of its names; the JavaScript has checked that it exists.
func (b cryptoBridge) hash(c goja.FunctionCall, n int) *keyring.Hash {
	h, ok := keyring.HashNamed(c.Argument(n).String())
	if !ok {
		panic(b.i.NewError("Error", "Invalid digest: "+c.Argument(n).String()))
	}
	return h
}

func (b cryptoBridge) fail(err error) { panic(b.failure(err)) }

// failure is what is thrown for err: name is that of a keyring.Error.
func (b cryptoBridge) failure(err error) goja.Value {
	o := b.i.NewError("Error", err.Error())
	var known *keyring.Error
	if errors.As(err, &known) {
		o.Set("kind", known.Name)
	}
	return o
}

func (b cryptoBridge) buffer(data []byte, err error) goja.Value {
	if err != nil {
		b.fail(err)
	}
	return arrayBuffer(b.vm, data)
}

func (b cryptoBridge) handle(k *keyring.Key, err error) goja.Value {
	if err != nil {
		b.fail(err)
	}
	return b.vm.ToValue(k)
}

// random reads from the isolate's own source.
func (b cryptoBridge) random(n int) []byte {
	if n < 0 || n > keyring.LargestResult {
		panic(b.i.NewError("RangeError", "Array buffer allocation failed"))
	}
	out := make([]byte, n)
	if _, err := io.ReadFull(b.i.Entropy(), out); err != nil {
		b.fail(err)
	}
	return out
}

// outside runs work on a goroutine of its own, or at once when now is set.
func (b cryptoBridge) outside(what string, now bool, work func(context.Context) error, result func() goja.Value) goja.Value {
	if now {
		if err := work(b.i.Life()); err != nil {
			b.fail(err)
		}
		return result()
	}
	v, ticket := b.i.OutsidePromise(what)
	b.i.Aside(func() {
		err := work(ticket.Context())
		ticket.Settle(func(*goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, err
			}
			return result(), nil
		})
	})
	return v
}

// largestPrime bounds, in bits, how long one call may take.
const largestPrime = 8192

func cryptoNatives(i *runtime.Isolate, o *goja.Object) {
	vm := i.VM()
	b := cryptoBridge{i, vm}
	set(o, map[string]native{
		"randomBytes": func(c goja.FunctionCall) goja.Value { return b.buffer(b.random(b.int(c, 0)), nil) },
		"randomFill": func(c goja.FunctionCall) goja.Value {
			to := bytesOf(c.Argument(0))
			copy(to, b.random(len(to)))
			return goja.Undefined()
		},
		"equal": func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(keyring.TimingSafeEqual(bytesOf(c.Argument(0)), bytesOf(c.Argument(1))))
		},
		"hashNames":   func(goja.FunctionCall) goja.Value { return list(vm, keyring.HashNames()) },
		"cipherNames": func(goja.FunctionCall) goja.Value { return list(vm, keyring.CipherNames()) },
		"hashSize": func(c goja.FunctionCall) goja.Value {
			h, ok := keyring.HashNamed(c.Argument(0).String())
			if !ok {
				return vm.ToValue(-1)
			}
			return vm.ToValue(h.Size())
		},
		"isPrime": func(c goja.FunctionCall) goja.Value {
			n := new(big.Int).SetBytes(bytesOf(c.Argument(0)))
			if n.BitLen() > largestPrime {
				panic(b.i.NewError("RangeError", "a number of so many bits cannot be tried for primality here"))
			}
			return vm.ToValue(n.ProbablyPrime(max(b.int(c, 1), 20)))
		},
	})
	hashNatives(b, o)
	deriveNatives(b, o)
	keyNatives(b, o)
	signNatives(b, o)
	cipherNatives(b, o)
	exchangeNatives(b, o)
	certificateNatives(b, o)
}

func list(vm *goja.Runtime, names []string) goja.Value {
	out := make([]any, len(names))
	for n, name := range names {
		out[n] = name
	}
	return vm.NewArray(out...)
}

// digest is the state of a Hash or an Hmac.
type digest struct{ hash.Hash }

func hashNatives(b cryptoBridge, o *goja.Object) {
	vm := b.vm
	running := func(c goja.FunctionCall) *digest { return c.Argument(0).Export().(*digest) }
	set(o, map[string]native{
		// startHash(name, size): null for an unknown name, false for a size it has not.
		"startHash": func(c goja.FunctionCall) goja.Value {
			h, ok := keyring.HashNamed(c.Argument(0).String())
			if !ok {
				return goja.Null()
			}
			if size := b.int(c, 1); size >= 0 {
				d, ok := h.Sized(size)
				if !ok {
					return vm.ToValue(false)
				}
				return vm.ToValue(&digest{d})
			}
			return vm.ToValue(&digest{h.New()})
		},
		"startHmac": func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(&digest{b.hash(c, 0).StartHMAC(bytesOf(c.Argument(1)))})
		},
		"update": func(c goja.FunctionCall) goja.Value {
			running(c).Write(bytesOf(c.Argument(1)))
			return goja.Undefined()
		},
		"updateText": func(c goja.FunctionCall) goja.Value {
			io.WriteString(running(c), stringOf(c.Argument(1)).String())
			return goja.Undefined()
		},
		"copy":   func(c goja.FunctionCall) goja.Value { return vm.ToValue(&digest{keyring.CloneHash(running(c).Hash)}) },
		"digest": func(c goja.FunctionCall) goja.Value { return b.buffer(running(c).Sum(nil), nil) },
		"digestHex": func(c goja.FunctionCall) goja.Value {
			return decode(running(c).Sum(nil), "hex")
		},
	})
}

// deriveNatives take as their first argument whether to work at once.
func deriveNatives(b cryptoBridge, o *goja.Object) {
	derive := func(c goja.FunctionCall, what string, work func() ([]byte, error)) goja.Value {
		var out []byte
		return b.outside(what, c.Argument(0).ToBoolean(), func(context.Context) (err error) {
			out, err = work()
			return err
		}, func() goja.Value { return b.buffer(out, nil) })
	}
	data := func(c goja.FunctionCall, n int) []byte { return append([]byte{}, bytesOf(c.Argument(n))...) }
	set(o, map[string]native{
		// pbkdf2(now, hash, password, salt, iterations, length)
		"pbkdf2": func(c goja.FunctionCall) goja.Value {
			h, password, salt, iterations, n := b.hash(c, 1), data(c, 2), data(c, 3), b.int(c, 4), b.int(c, 5)
			return derive(c, "crypto.pbkdf2", func() ([]byte, error) { return keyring.PBKDF2(h, password, salt, iterations, n) })
		},
		// scrypt(now, password, salt, n, r, p, length)
		"scrypt": func(c goja.FunctionCall) goja.Value {
			password, salt := data(c, 1), data(c, 2)
			n, r, p, length := b.int(c, 3), b.int(c, 4), b.int(c, 5), b.int(c, 6)
			return derive(c, "crypto.scrypt", func() ([]byte, error) { return keyring.Scrypt(password, salt, n, r, p, length) })
		},
		// hkdf(hash, secret, salt, info, length)
		"hkdf": func(c goja.FunctionCall) goja.Value {
			return b.buffer(keyring.HKDF(b.hash(c, 0), bytesOf(c.Argument(1)), bytesOf(c.Argument(2)), bytesOf(c.Argument(3)), b.int(c, 4)))
		},
	})
}

// randomness is a source for work outside the loop.
func (b cryptoBridge) randomness() io.Reader { return webapi.Randomness(b.i) }
