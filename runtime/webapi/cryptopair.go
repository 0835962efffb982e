package webapi

import (
	"context"
	"math/big"

	"github.com/dop251/goja"

	"paddock/runtime/keyring"
)

// jwkMembers are in the order in which an exported key shows them.
var jwkMembers = []string{"kty", "crv", "x", "y", "n", "e", "d", "p", "q", "dp", "dq", "qi", "k"}

// keyNatives tell about keys and change their format.
func keyNatives(b cryptoBridge, define func(string, func(goja.FunctionCall) goja.Value)) {
	define("typeOf", func(c goja.FunctionCall) goja.Value { return b.vm.ToValue(b.key(c, 0).Type()) })
	define("kindOf", func(c goja.FunctionCall) goja.Value { return b.vm.ToValue(string(b.key(c, 0).Kind())) })
	define("curveOf", func(c goja.FunctionCall) goja.Value { return b.vm.ToValue(b.key(c, 0).Curve()) })
	define("modulus", func(c goja.FunctionCall) goja.Value {
		bits, exponent := b.key(c, 0).Modulus()
		o := b.vm.NewObject()
		o.Set("modulusLength", bits)
		o.Set("publicExponent", newBytes(b.i, big.NewInt(int64(exponent)).Bytes()))
		return o
	})
	define("encode", func(c goja.FunctionCall) goja.Value {
		return b.buffer(b.key(c, 0).Encode(c.Argument(1).String()))
	})
	define("parse", func(c goja.FunctionCall) goja.Value {
		if c.Argument(0).String() == "spki" {
			return b.handle(keyring.ParseSPKI(b.bytes(c, 1)))
		}
		return b.handle(keyring.ParsePKCS8(b.bytes(c, 1)))
	})
	define("toJwk", func(c goja.FunctionCall) goja.Value { return JWKObject(b.vm, b.key(c, 0).JWK()) })
	define("fromJwk", func(c goja.FunctionCall) goja.Value { return b.handle(keyring.FromJWK(JWKOf(b.vm, c.Argument(0)))) })
}

// JWKObject makes a JavaScript object of a JSON Web Key.
func JWKObject(vm *goja.Runtime, j keyring.JWK) *goja.Object {
	o := vm.NewObject()
	for _, name := range jwkMembers {
		if v, ok := j[name]; ok {
			o.Set(name, v)
		}
	}
	return o
}

// JWKOf reads the members of a JavaScript object that make a JSON Web Key.
func JWKOf(vm *goja.Runtime, v goja.Value) keyring.JWK {
	o, j := v.ToObject(vm), keyring.JWK{}
	for _, name := range jwkMembers {
		if m := o.Get(name); m != nil && !goja.IsUndefined(m) {
			j[name] = m.String()
		}
	}
	return j
}

func rsaNatives(b cryptoBridge, define func(string, func(goja.FunctionCall) goja.Value)) {
	define("generateRSA", func(c goja.FunctionCall) goja.Value {
		source, bits, exponent := Randomness(b.i), b.int(c, 0), b.int(c, 1)
		var k *keyring.Key
		return b.outside("crypto.subtle.generateKey", func(ctx context.Context) (err error) {
			k, err = keyring.GenerateRSA(Until(ctx, source), bits, exponent)
			return err
		}, func() goja.Value { return b.pair(k, nil) })
	})
	define("signPKCS1", func(c goja.FunctionCall) goja.Value {
		return b.buffer(b.key(c, 1).SignPKCS1(b.hash(c, 0), b.bytes(c, 2)))
	})
	define("verifyPKCS1", func(c goja.FunctionCall) goja.Value {
		return b.vm.ToValue(b.key(c, 1).VerifyPKCS1(b.hash(c, 0), b.bytes(c, 2), b.bytes(c, 3)))
	})
	define("signPSS", func(c goja.FunctionCall) goja.Value {
		return b.buffer(b.key(c, 1).SignPSS(b.i.Entropy(), b.hash(c, 0), b.bytes(c, 2), b.int(c, 3)))
	})
	define("verifyPSS", func(c goja.FunctionCall) goja.Value {
		return b.vm.ToValue(b.key(c, 1).VerifyPSS(b.hash(c, 0), b.bytes(c, 2), b.bytes(c, 3), b.int(c, 4)))
	})
	define("oaep", func(c goja.FunctionCall) goja.Value {
		h, k, data, label := b.hash(c, 1), b.key(c, 2), b.bytes(c, 3), b.bytes(c, 4)
		if c.Argument(0).ToBoolean() {
			return b.buffer(k.EncryptOAEP(b.i.Entropy(), h, nil, data, label))
		}
		return b.buffer(k.DecryptOAEP(h, nil, data, label))
	})
}

func curveNatives(b cryptoBridge, define func(string, func(goja.FunctionCall) goja.Value)) {
	define("generateEC", func(c goja.FunctionCall) goja.Value {
		return b.pair(keyring.GenerateEC(b.i.Entropy(), c.Argument(0).String()))
	})
	define("generateOKP", func(c goja.FunctionCall) goja.Value {
		return b.pair(keyring.GenerateOKP(b.i.Entropy(), keyring.Kind(c.Argument(0).String())))
	})
	define("ecPoint", func(c goja.FunctionCall) goja.Value {
		return b.handle(keyring.ECPublic(c.Argument(0).String(), b.bytes(c, 1)))
	})
	define("okpPoint", func(c goja.FunctionCall) goja.Value {
		return b.handle(keyring.OKPPublic(keyring.Kind(c.Argument(0).String()), b.bytes(c, 1)))
	})
	define("signECDSA", func(c goja.FunctionCall) goja.Value {
		return b.buffer(b.key(c, 1).SignECDSA(b.hash(c, 0), b.bytes(c, 2)))
	})
	define("verifyECDSA", func(c goja.FunctionCall) goja.Value {
		return b.vm.ToValue(b.key(c, 1).VerifyECDSA(b.hash(c, 0), b.bytes(c, 2), b.bytes(c, 3)))
	})
	define("signEd25519", func(c goja.FunctionCall) goja.Value { return b.buffer(b.key(c, 0).SignEd25519(b.bytes(c, 1))) })
	define("verifyEd25519", func(c goja.FunctionCall) goja.Value {
		return b.vm.ToValue(b.key(c, 0).VerifyEd25519(b.bytes(c, 1), b.bytes(c, 2)))
	})
	define("agree", func(c goja.FunctionCall) goja.Value { return b.buffer(b.key(c, 0).Agree(b.key(c, 1))) })
}
