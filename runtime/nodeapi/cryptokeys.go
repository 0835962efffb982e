package nodeapi

import (
	"context"

	"github.com/dop251/goja"

	"paddock/runtime/keyring"
	"paddock/runtime/webapi"
)

func keyNatives(b cryptoBridge, o *goja.Object) {
	vm := b.vm
	set(o, map[string]native{
		"secret": func(c goja.FunctionCall) goja.Value {
			return b.handle(keyring.NewSecret(append([]byte{}, bytesOf(c.Argument(0))...)), nil)
		},
		"isHandle": func(c goja.FunctionCall) goja.Value {
			_, ok := c.Argument(0).Export().(*keyring.Key)
			return vm.ToValue(ok)
		},
		// cryptoKey(value) is the key behind a CryptoKey, or undefined.
		"cryptoKey": func(c goja.FunctionCall) goja.Value {
			k, _, ok := webapi.CryptoKeyOf(b.i, c.Argument(0))
			if !ok {
				return goja.Undefined()
			}
			return vm.ToValue(k)
		},
		"typeOf":  func(c goja.FunctionCall) goja.Value { return vm.ToValue(b.key(c, 0).Type()) },
		"kindOf":  func(c goja.FunctionCall) goja.Value { return vm.ToValue(string(b.key(c, 0).Kind())) },
		"curveOf": func(c goja.FunctionCall) goja.Value { return vm.ToValue(b.key(c, 0).Curve()) },
		"modulus": func(c goja.FunctionCall) goja.Value {
			bits, exponent := b.key(c, 0).Modulus()
			return vm.NewArray(bits, exponent)
		},
		"publicOf":   func(c goja.FunctionCall) goja.Value { return vm.ToValue(b.key(c, 0).Public()) },
		"secretSize": func(c goja.FunctionCall) goja.Value { return vm.ToValue(len(b.key(c, 0).Bytes())) },
		"sameKey":    func(c goja.FunctionCall) goja.Value { return vm.ToValue(b.key(c, 0).Equal(b.key(c, 1))) },
		"encode":     func(c goja.FunctionCall) goja.Value { return b.buffer(b.key(c, 0).Encode(c.Argument(1).String())) },
		// encrypted(key, cipher, passphrase)
		"encrypted": func(c goja.FunctionCall) goja.Value {
			info, _ := keyring.CipherNamed(c.Argument(1).String())
			return b.buffer(b.key(c, 0).EncodeEncrypted(b.i.Entropy(), info, bytesOf(c.Argument(2))))
		},
		// pem(key, format, der, encrypted)
		"pem": func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(keyring.PEM(b.key(c, 0), c.Argument(1).String(), bytesOf(c.Argument(2)), c.Argument(3).ToBoolean()))
		},
		"toJwk": func(c goja.FunctionCall) goja.Value { return webapi.JWKObject(vm, b.key(c, 0).JWK()) },
		"fromJwk": func(c goja.FunctionCall) goja.Value {
			return b.handle(keyring.FromJWK(webapi.JWKOf(vm, c.Argument(0))))
		},
		"parsePem": func(c goja.FunctionCall) goja.Value {
			return b.handle(keyring.ParsePEM(bytesOf(c.Argument(0)), passphrase(c.Argument(1))))
		},
		// parseDer(format, bytes, passphrase)
		"parseDer": func(c goja.FunctionCall) goja.Value { return b.handle(parseDER(c)) },
		"generate": b.generate,
	})
}

// passphrase is nil when there is none.
func passphrase(v goja.Value) []byte {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	return append([]byte{}, bytesOf(v)...)
}

func parseDER(c goja.FunctionCall) (*keyring.Key, error) {
	der := bytesOf(c.Argument(1))
	switch c.Argument(0).String() {
	case "spki":
		return keyring.ParseSPKI(der)
	case "encrypted":
		return keyring.ParseEncrypted(der, passphrase(c.Argument(2)))
	case "pkcs1":
		if k, err := keyring.ParseRSAPrivate(der); err == nil {
			return k, nil
		}
		return keyring.ParseRSAPublic(der)
	case "sec1":
		return keyring.ParseSEC1(der)
	}
	return keyring.ParsePKCS8(der)
}

// generate takes now, type, and for rsa bits and exponent, for ec the curve. It
// returns a private key or a promise of one.
func (b cryptoBridge) generate(c goja.FunctionCall) goja.Value {
	source := b.randomness()
	var work func(context.Context) (*keyring.Key, error)
	switch kind := c.Argument(1).String(); kind {
	case "rsa":
		bits, exponent := b.int(c, 2), b.int(c, 3)
		work = func(ctx context.Context) (*keyring.Key, error) {
			return keyring.GenerateRSA(webapi.Until(ctx, source), bits, exponent)
		}
	case "ec":
		curve := c.Argument(2).String()
		work = func(context.Context) (*keyring.Key, error) { return keyring.GenerateEC(source, curve) }
	default:
		okp := map[string]keyring.Kind{"ed25519": keyring.Ed25519, "x25519": keyring.X25519}[kind]
		work = func(context.Context) (*keyring.Key, error) { return keyring.GenerateOKP(source, okp) }
	}
	var k *keyring.Key
	return b.outside("crypto.generateKeyPair", c.Argument(0).ToBoolean(), func(ctx context.Context) (err error) {
		k, err = work(ctx)
		return err
	}, func() goja.Value { return b.handle(k, nil) })
}

func exchangeNatives(b cryptoBridge, o *goja.Object) {
	vm := b.vm
	set(o, map[string]native{
		"curveName": func(c goja.FunctionCall) goja.Value {
			name, ok := keyring.CurveName(c.Argument(0).String())
			if !ok {
				return goja.Undefined()
			}
			return vm.ToValue(name)
		},
		"ecPrivate": func(c goja.FunctionCall) goja.Value {
			return b.handle(keyring.ECPrivate(c.Argument(0).String(), bytesOf(c.Argument(1))))
		},
		"ecPublic": func(c goja.FunctionCall) goja.Value {
			return b.handle(keyring.ECPublic(c.Argument(0).String(), bytesOf(c.Argument(1))))
		},
		"point": func(c goja.FunctionCall) goja.Value {
			return b.buffer(b.key(c, 0).Point(c.Argument(1).ToBoolean()), nil)
		},
		"groupPrime": func(c goja.FunctionCall) goja.Value {
			p, ok := keyring.GroupPrime(c.Argument(0).String())
			if !ok {
				return goja.Undefined()
			}
			return b.buffer(p, nil)
		},
		"power": func(c goja.FunctionCall) goja.Value {
			return b.buffer(keyring.Power(bytesOf(c.Argument(0)), bytesOf(c.Argument(1)), bytesOf(c.Argument(2))), nil)
		},
		"safePrime": func(c goja.FunctionCall) goja.Value { return b.buffer(keyring.SafePrime(b.i.Entropy(), b.int(c, 0))) },
		"scalar":    func(c goja.FunctionCall) goja.Value { return b.buffer(b.key(c, 0).Scalar(), nil) },
		"agree":     func(c goja.FunctionCall) goja.Value { return b.buffer(b.key(c, 0).Agree(b.key(c, 1))) },
	})
}
