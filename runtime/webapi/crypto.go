package webapi

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"hash"
	"io"
	"math/rand/v2"
	"unicode"
	"unicode/utf8"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/keyring"
)

//go:embed js/crypto/*.js
var cryptoFiles embed.FS

// subtleLibrary is the Web Cryptography API: the rules of the standard in
// JavaScript, over package keyring. Its files share one scope.
var subtleLibrary = runtime.NewLibraryFrom("subtle.js", runtime.Joined(cryptoFiles, "js/crypto/",
	"keys.js", "algorithms.js", "symmetric.js", "asymmetric.js", "subtle.js", "digeststream.js"), subtleNatives)

//go:embed js/crypto.js
var cryptoSource string

// cryptoLibrary is the object crypto, without what is behind crypto.subtle.
var cryptoLibrary = runtime.NewLibrary("crypto.js", cryptoSource, cryptoNatives)

func installCrypto(i *runtime.Isolate, _ Options) error {
	cryptoLibrary.DefineGlobals(i, "Crypto", "crypto")
	subtleLibrary.DefineGlobals(i, "SubtleCrypto", "CryptoKey")
	return nil
}

// A cryptoBridge turns arguments of a native function into Go, and results back.
type cryptoBridge struct {
	i  *runtime.Isolate
	vm *goja.Runtime
}

func (b cryptoBridge) bytes(c goja.FunctionCall, n int) []byte {
	data, _ := bytesOf(b.vm, c.Argument(n))
	return data
}

func (b cryptoBridge) int(c goja.FunctionCall, n int) int { return int(c.Argument(n).ToInteger()) }

func (b cryptoBridge) key(c goja.FunctionCall, n int) *keyring.Key {
	return c.Argument(n).Export().(*keyring.Key)
}

// hash finds a hash by the name that the Web Cryptography API gives it.
func (b cryptoBridge) hash(c goja.FunctionCall, n int) *keyring.Hash {
	h, ok := keyring.HashNamed(c.Argument(n).String())
	if !ok {
		panic(b.vm.NewTypeError("no such hash: " + c.Argument(n).String()))
	}
	return h
}

func (b cryptoBridge) buffer(data []byte, err error) goja.Value {
	if err != nil {
		panic(b.exception(err))
	}
	return b.vm.ToValue(b.vm.NewArrayBuffer(data))
}

func (b cryptoBridge) handle(k *keyring.Key, err error) goja.Value {
	if err != nil {
		panic(b.exception(err))
	}
	return b.vm.ToValue(k)
}

func (b cryptoBridge) pair(k *keyring.Key, err error) goja.Value {
	if err != nil {
		panic(b.exception(err))
	}
	o := b.vm.NewObject()
	o.Set("publicKey", b.vm.ToValue(k.Public()))
	o.Set("privateKey", b.vm.ToValue(k))
	return o
}

// exception makes a DOMException of an error of keyring.
func (b cryptoBridge) exception(err error) goja.Value {
	name := "OperationError"
	var known *keyring.Error
	if errors.As(err, &known) {
		name = known.Name
	}
	text := err.Error()
	r, size := utf8.DecodeRuneInString(text)
	return NewDOMException(b.i, string(unicode.ToUpper(r))+text[size:]+".", name)
}

// outside runs work on a goroutine of its own; result makes the promise's value.
// The context ends when nobody waits for the work any more.
func (b cryptoBridge) outside(what string, work func(context.Context) error, result func() goja.Value) goja.Value {
	v, ticket := b.i.OutsidePromise(what)
	b.i.Aside(func() {
		err := work(ticket.Context())
		ticket.Settle(func(*goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, &thrown{b.exception(err)}
			}
			return result(), nil
		})
	})
	return v
}

func cryptoNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	i.DefineLazy(native, "DOMException", true, func() goja.Value { return domExceptionLibrary.Load(i).Get("DOMException") })
	define := definer(native)
	define("subtle", func(goja.FunctionCall) goja.Value { return subtleLibrary.Load(i) })
	define("kind", kindOf(vm))
	define("fill", func(c goja.FunctionCall) goja.Value {
		to, _ := bytesOf(vm, c.Argument(0))
		copy(to, random(i, len(to)))
		return goja.Undefined()
	})
	define("uuid", func(goja.FunctionCall) goja.Value { return vm.ToValue(uuid(random(i, 16))) })
}

// kindOf is the native function that names the class of a typed array.
func kindOf(vm *goja.Runtime) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value { return c.Argument(0).ToObject(vm).GetSymbol(goja.SymToStringTag) }
}

func subtleNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	b := cryptoBridge{i, vm}
	native.Set("idl", idlLibrary.Load(i))
	native.Set("DOMException", domExceptionLibrary.Load(i).Get("DOMException"))
	define := definer(native)
	define("WritableStream", func(goja.FunctionCall) goja.Value { return streamsLibrary.Load(i).Get("WritableStream") })
	define("isBytes", func(c goja.FunctionCall) goja.Value {
		_, ok := bytesOf(vm, c.Argument(0))
		return vm.ToValue(ok)
	})
	define("kind", kindOf(vm))
	define("copy", func(c goja.FunctionCall) goja.Value { return b.buffer(append([]byte{}, b.bytes(c, 0)...), nil) })
	define("utf8", func(c goja.FunctionCall) goja.Value { return b.buffer([]byte(c.Argument(0).String()), nil) })
	define("fromUtf8", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(string(bytes.ToValidUTF8(b.bytes(c, 0), []byte("\ufffd"))))
	})
	define("equal", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(keyring.TimingSafeEqual(b.bytes(c, 0), b.bytes(c, 1)))
	})
	digestNatives(b, define)
	secretNatives(b, define)
	keyNatives(b, define)
	rsaNatives(b, define)
	curveNatives(b, define)
}

func digestNatives(b cryptoBridge, define func(string, func(goja.FunctionCall) goja.Value)) {
	define("digest", func(c goja.FunctionCall) goja.Value { return b.buffer(b.hash(c, 0).Sum(b.bytes(c, 1)), nil) })
	define("startDigest", func(c goja.FunctionCall) goja.Value { return b.vm.ToValue(&runningDigest{b.hash(c, 0).New()}) })
	define("addDigest", func(c goja.FunctionCall) goja.Value {
		c.Argument(0).Export().(*runningDigest).Write(b.bytes(c, 1))
		return goja.Undefined()
	})
	define("endDigest", func(c goja.FunctionCall) goja.Value {
		return b.buffer(c.Argument(0).Export().(*runningDigest).Sum(nil), nil)
	})
}

// runningDigest is the state of a DigestStream.
type runningDigest struct{ hash.Hash }

// random reads from the isolate's own source: seeded in a virtual world.
func random(i *runtime.Isolate, n int) []byte {
	if n < 0 || n > keyring.LargestResult {
		panic(NewDOMException(i, "So much randomness at once is not to be had.", "OperationError"))
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(i.Entropy(), b); err != nil {
		panic(i.NewError("Error", "reading randomness failed: "+err.Error()))
	}
	return b
}

// Randomness returns a source for work outside the loop, to which the isolate's
// own belongs. It is seeded from that, so a virtual world stays the same. Loop only.
func Randomness(i *runtime.Isolate) io.Reader {
	return rand.NewChaCha8([32]byte(random(i, 32)))
}

// Until returns a reader that fails when the context has ended: what draws
// randomness as long as it searches, such as for primes, stops then.
func Until(ctx context.Context, r io.Reader) io.Reader { return untilReader{ctx, r} }

type untilReader struct {
	ctx context.Context
	r   io.Reader
}

func (u untilReader) Read(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(b)
}

// uuid writes 16 random bytes as a version 4 UUID.
func uuid(b []byte) string {
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// CryptoKeyOf returns the key behind a CryptoKey of the script, whether it may
// be exported, and false for other values. Loop only.
func CryptoKeyOf(i *runtime.Isolate, v goja.Value) (k *keyring.Key, extractable, ok bool) {
	is, err := i.Call(exported(i, subtleLibrary, "isKey"), nil, v)
	if err != nil || !is.ToBoolean() {
		return nil, false, false
	}
	inner, err := i.Call(exported(i, subtleLibrary, "keyOf"), nil, v)
	if err != nil {
		return nil, false, false
	}
	o := inner.(*goja.Object)
	return o.Get("handle").Export().(*keyring.Key), o.Get("extractable").ToBoolean(), true
}
