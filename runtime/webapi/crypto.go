package webapi

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"fmt"
	"hash"
	"io"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/crypto.js
var cryptoSource string

var cryptoLibrary = runtime.NewLibrary("crypto.js", cryptoSource, cryptoNatives)

func installCrypto(i *runtime.Isolate, _ Options) error {
	cryptoLibrary.DefineGlobals(i, "Crypto", "SubtleCrypto", "CryptoKey", "crypto")
	return nil
}

// hashes are the digests of WebCrypto, and MD5, which the platform adds.
var hashes = map[string]func() hash.Hash{
	"SHA-1": sha1.New, "SHA-256": sha256.New, "SHA-384": sha512.New384, "SHA-512": sha512.New, "MD5": md5.New,
}

func cryptoNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	native.Set("DOMException", domExceptionLibrary.Load(i).Get("DOMException"))
	define := func(name string, fn func(c goja.FunctionCall) goja.Value) { native.Set(name, fn) }
	data := func(c goja.FunctionCall, n int) []byte {
		b, _ := bytesOf(c.Argument(n))
		return b
	}
	buffer := func(b []byte) goja.Value { return vm.ToValue(vm.NewArrayBuffer(b)) }
	define("isBytes", func(c goja.FunctionCall) goja.Value {
		_, ok := bytesOf(c.Argument(0))
		return vm.ToValue(ok)
	})
	define("kind", func(c goja.FunctionCall) goja.Value { return c.Argument(0).ToObject(vm).GetSymbol(goja.SymToStringTag) })
	define("copy", func(c goja.FunctionCall) goja.Value { return buffer(bytes.Clone(data(c, 0))) })
	define("digest", func(c goja.FunctionCall) goja.Value {
		h := hashes[c.Argument(0).String()]()
		h.Write(data(c, 1))
		return buffer(h.Sum(nil))
	})
	define("hmac", func(c goja.FunctionCall) goja.Value {
		h := hmac.New(hashes[c.Argument(0).String()], data(c, 1))
		h.Write(data(c, 2))
		return buffer(h.Sum(nil))
	})
	define("equal", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(subtle.ConstantTimeCompare(data(c, 0), data(c, 1)) == 1)
	})
	define("random", func(c goja.FunctionCall) goja.Value { return buffer(random(i, int(c.Argument(0).ToInteger()))) })
	define("fill", func(c goja.FunctionCall) goja.Value {
		to := data(c, 0)
		copy(to, random(i, len(to)))
		return goja.Undefined()
	})
	define("uuid", func(goja.FunctionCall) goja.Value { return vm.ToValue(uuid(random(i, 16))) })
	define("toBase64Url", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(base64.RawURLEncoding.EncodeToString(data(c, 0)))
	})
	define("fromBase64Url", func(c goja.FunctionCall) goja.Value {
		b, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(c.Argument(0).String(), "="))
		if err != nil {
			return goja.Null()
		}
		return buffer(b)
	})
}

// random reads from the isolate's own source: seeded in a virtual world.
func random(i *runtime.Isolate, n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(i.Entropy(), b); err != nil {
		panic(i.NewError("Error", "reading randomness failed: "+err.Error()))
	}
	return b
}

// uuid writes 16 random bytes as a version 4 UUID.
func uuid(b []byte) string {
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
