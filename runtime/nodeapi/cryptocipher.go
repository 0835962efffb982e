package nodeapi

import (
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime/keyring"
)

// The paddings of RSA, by the numbers of crypto.constants.
const (
	paddingPKCS1 = 1
	paddingNone  = 3
	paddingOAEP  = 4
	paddingPSS   = 6
)

func cipherNatives(b cryptoBridge, o *goja.Object) {
	vm := b.vm
	cipher := func(c goja.FunctionCall) *keyring.Cipher { return c.Argument(0).Export().(*keyring.Cipher) }
	set(o, map[string]native{
		// cipherInfo(name or number)
		"cipherInfo": func(c goja.FunctionCall) goja.Value {
			info, ok := (*keyring.CipherInfo)(nil), false
			if goja.IsString(c.Argument(0)) {
				info, ok = keyring.CipherNamed(c.Argument(0).String())
			} else {
				info, ok = keyring.CipherByNID(b.int(c, 0))
			}
			if !ok {
				return goja.Undefined()
			}
			return cipherObject(vm, info)
		},
		// cipher(name, key, iv, encrypt, tag length)
		"cipher": func(c goja.FunctionCall) goja.Value {
			info, _ := keyring.CipherNamed(c.Argument(0).String())
			s, err := keyring.NewCipher(info, bytesOf(c.Argument(1)), bytesOf(c.Argument(2)), c.Argument(3).ToBoolean(), b.int(c, 4))
			if err != nil {
				b.fail(err)
			}
			return vm.ToValue(s)
		},
		"cipherUpdate": func(c goja.FunctionCall) goja.Value { return b.buffer(cipher(c).Update(bytesOf(c.Argument(1))), nil) },
		"cipherFinal":  func(c goja.FunctionCall) goja.Value { return b.buffer(cipher(c).Final()) },
		"cipherTag":    func(c goja.FunctionCall) goja.Value { return b.buffer(cipher(c).Tag(), nil) },
		"cipherSetTag": func(c goja.FunctionCall) goja.Value {
			cipher(c).SetTag(bytesOf(c.Argument(1)))
			return goja.Undefined()
		},
		"cipherAddData": func(c goja.FunctionCall) goja.Value {
			cipher(c).AddData(bytesOf(c.Argument(1)))
			return goja.Undefined()
		},
		"cipherPadding": func(c goja.FunctionCall) goja.Value {
			cipher(c).SetPadding(c.Argument(1).ToBoolean())
			return goja.Undefined()
		},
		"rsa": b.rsa,
	})
}

func cipherObject(vm *goja.Runtime, info *keyring.CipherInfo) goja.Value {
	o := vm.NewObject()
	o.Set("mode", strings.TrimSuffix(info.Mode, "8")) // as OpenSSL calls cfb8
	o.Set("name", info.Name)
	o.Set("nid", info.NID)
	o.Set("blockSize", info.BlockSize)
	o.Set("ivLength", info.IVSize)
	o.Set("keyLength", info.KeySize)
	o.Set("authenticated", info.Authenticated())
	return o
}

// rsa takes operation, key, data, padding, hash and label.
func (b cryptoBridge) rsa(c goja.FunctionCall) goja.Value {
	k, data, padding := b.key(c, 1), bytesOf(c.Argument(2)), b.int(c, 3)
	switch c.Argument(0).String() {
	case "publicEncrypt":
		switch padding {
		case paddingPKCS1:
			return b.buffer(k.EncryptPKCS1(b.i.Entropy(), data))
		case paddingOAEP:
			return b.buffer(k.EncryptOAEP(b.i.Entropy(), b.hash(c, 4), nil, data, bytesOf(c.Argument(5))))
		}
		return b.buffer(k.RawRSA(data, false))
	case "privateDecrypt":
		switch padding {
		case paddingPKCS1:
			return b.buffer(k.DecryptPKCS1(data))
		case paddingOAEP:
			return b.buffer(k.DecryptOAEP(b.hash(c, 4), nil, data, bytesOf(c.Argument(5))))
		}
		return b.buffer(k.RawRSA(data, true))
	case "privateEncrypt":
		return b.buffer(k.SealPrivate(data, padding != paddingNone))
	}
	return b.buffer(k.OpenPublic(data, padding != paddingNone))
}

func signNatives(b cryptoBridge, o *goja.Object) {
	set(o, map[string]native{
		// sign(key, hash, data, padding, salt, p1363)
		"sign": func(c goja.FunctionCall) goja.Value {
			k, data := b.key(c, 0), bytesOf(c.Argument(2))
			switch k.Kind() {
			case keyring.Ed25519:
				return b.buffer(k.SignEd25519(data))
			case keyring.EC:
				if c.Argument(5).ToBoolean() {
					return b.buffer(k.SignECDSA(b.hash(c, 1), data))
				}
				return b.buffer(k.SignECDSADER(b.hash(c, 1), data))
			}
			h := b.hash(c, 1)
			if b.int(c, 3) != paddingPSS {
				return b.buffer(k.SignPKCS1(h, data))
			}
			return b.buffer(k.SignPSS(b.i.Entropy(), h, data, salt(k, h, b.int(c, 4))))
		},
		// verify(key, hash, data, signature, padding, salt, p1363)
		"verify": func(c goja.FunctionCall) goja.Value {
			k, data, signature := b.key(c, 0), bytesOf(c.Argument(2)), bytesOf(c.Argument(3))
			return b.vm.ToValue(b.verify(c, k, data, signature))
		},
	})
}

// The lengths of salts that crypto.constants has numbers for.
const (
	saltDigest = -1
	saltMost   = -2
)

func salt(k *keyring.Key, h *keyring.Hash, length int) int {
	switch length {
	case saltDigest:
		return h.Size()
	case saltMost:
		return max(k.MaxSalt(h), 0)
	}
	return length
}

func (b cryptoBridge) verify(c goja.FunctionCall, k *keyring.Key, data, signature []byte) bool {
	switch k.Kind() {
	case keyring.Ed25519:
		return k.VerifyEd25519(signature, data)
	case keyring.EC:
		if c.Argument(6).ToBoolean() {
			return k.VerifyECDSA(b.hash(c, 1), signature, data)
		}
		return k.VerifyECDSADER(b.hash(c, 1), signature, data)
	}
	h := b.hash(c, 1)
	if b.int(c, 4) != paddingPSS {
		return k.VerifyPKCS1(h, signature, data)
	}
	length := b.int(c, 5)
	if length == saltMost { // which means any, here
		return k.VerifyPSS(h, signature, data, -1)
	}
	return k.VerifyPSS(h, signature, data, salt(k, h, length))
}
