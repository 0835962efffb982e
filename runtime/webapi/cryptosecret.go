package webapi

import (
	"context"

	"github.com/dop251/goja"

	"paddock/runtime/keyring"
)

// secretNatives are what AES, HMAC, HKDF and PBKDF2 need.
func secretNatives(b cryptoBridge, define func(string, func(goja.FunctionCall) goja.Value)) {
	define("secret", func(c goja.FunctionCall) goja.Value {
		return b.handle(keyring.NewSecret(append([]byte{}, b.bytes(c, 0)...)), nil)
	})
	define("randomSecret", func(c goja.FunctionCall) goja.Value {
		return b.handle(keyring.NewSecret(random(b.i, b.int(c, 0))), nil)
	})
	define("secretLength", func(c goja.FunctionCall) goja.Value { return b.vm.ToValue(len(b.key(c, 0).Bytes())) })
	define("hmac", func(c goja.FunctionCall) goja.Value {
		return b.buffer(b.hash(c, 0).HMAC(b.key(c, 1).Bytes(), b.bytes(c, 2)), nil)
	})
	define("cbc", func(c goja.FunctionCall) goja.Value {
		run := keyring.DecryptCBC
		if c.Argument(0).ToBoolean() {
			run = keyring.EncryptCBC
		}
		return b.buffer(run(b.key(c, 1).Bytes(), b.bytes(c, 2), b.bytes(c, 3)))
	})
	define("ctr", func(c goja.FunctionCall) goja.Value {
		return b.buffer(keyring.CTR(b.key(c, 0).Bytes(), b.bytes(c, 1), b.bytes(c, 2), b.int(c, 3)))
	})
	define("gcm", func(c goja.FunctionCall) goja.Value {
		run := keyring.OpenGCM
		if c.Argument(0).ToBoolean() {
			run = keyring.SealGCM
		}
		return b.buffer(run(b.key(c, 1).Bytes(), b.bytes(c, 2), b.bytes(c, 3), b.bytes(c, 4), b.int(c, 5)))
	})
	define("kw", func(c goja.FunctionCall) goja.Value {
		run := keyring.UnwrapKW
		if c.Argument(0).ToBoolean() {
			run = keyring.WrapKW
		}
		return b.buffer(run(b.key(c, 1).Bytes(), b.bytes(c, 2)))
	})
	define("hkdf", func(c goja.FunctionCall) goja.Value {
		return b.buffer(keyring.HKDF(b.hash(c, 0), b.key(c, 1).Bytes(), b.bytes(c, 2), b.bytes(c, 3), b.int(c, 4)))
	})
	define("pbkdf2", b.pbkdf2)
}

// fewIterations is how much of PBKDF2 runs at once: about a millisecond.
const fewIterations = 2000

// pbkdf2 takes hash, key, salt, iterations and a length in bytes. It returns a
// buffer or, for what takes long, a promise of one.
func (b cryptoBridge) pbkdf2(c goja.FunctionCall) goja.Value {
	h, password, iterations, n := b.hash(c, 0), b.key(c, 1).Bytes(), b.int(c, 3), b.int(c, 4)
	salt := append([]byte{}, b.bytes(c, 2)...)
	if iterations*(1+n/h.Size()) <= fewIterations {
		return b.buffer(keyring.PBKDF2(h, password, salt, iterations, n))
	}
	var out []byte
	return b.outside("crypto.subtle.deriveBits", func(context.Context) (err error) {
		out, err = keyring.PBKDF2(h, password, salt, iterations, n)
		return err
	}, func() goja.Value { return b.buffer(out, nil) })
}
