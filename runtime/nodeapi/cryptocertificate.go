package nodeapi

import (
	"github.com/dop251/goja"

	"paddock/runtime/keyring"
)

func certificateNatives(b cryptoBridge, o *goja.Object) {
	vm := b.vm
	certificate := func(c goja.FunctionCall, n int) *keyring.Certificate {
		return c.Argument(n).Export().(*keyring.Certificate)
	}
	set(o, map[string]native{
		"certificate": func(c goja.FunctionCall) goja.Value {
			parsed, err := keyring.ParseCertificate(bytesOf(c.Argument(0)))
			if err != nil {
				b.fail(err)
			}
			return vm.ToValue(parsed)
		},
		"spkac": func(c goja.FunctionCall) goja.Value {
			s, ok := keyring.ParseSPKAC(bytesOf(c.Argument(0)))
			if !ok {
				return goja.Undefined()
			}
			return vm.NewArray(s.Verify(), b.buffer(s.PublicKey(), nil), b.buffer(append([]byte{}, s.Challenge()...), nil))
		},
		"certificateParts": func(c goja.FunctionCall) goja.Value { return certificateParts(vm, certificate(c, 0)) },
		"certificateRaw": func(c goja.FunctionCall) goja.Value {
			return b.buffer(append([]byte{}, certificate(c, 0).Raw()...), nil)
		},
		"certificateKey": func(c goja.FunctionCall) goja.Value { return b.handle(certificate(c, 0).Key()) },
		"issuedBy":       func(c goja.FunctionCall) goja.Value { return vm.ToValue(certificate(c, 0).IssuedBy(certificate(c, 1))) },
		"signedBy":       func(c goja.FunctionCall) goja.Value { return vm.ToValue(certificate(c, 0).SignedBy(b.key(c, 1))) },
	})
}

func certificateParts(vm *goja.Runtime, c *keyring.Certificate) goja.Value {
	pairs := func(list [][2]string) goja.Value {
		out := make([]any, len(list))
		for n, p := range list {
			out[n] = vm.NewArray(p[0], p[1])
		}
		return vm.NewArray(out...)
	}
	o := vm.NewObject()
	o.Set("subject", pairs(c.Subject()))
	o.Set("issuer", pairs(c.Issuer()))
	o.Set("names", pairs(c.AltNames()))
	o.Set("access", pairs(c.Access()))
	from, until := c.Validity()
	o.Set("from", from)
	o.Set("until", until)
	if usages := c.Usages(); usages != nil {
		o.Set("usages", list(vm, usages))
	}
	o.Set("serial", c.Serial())
	o.Set("ca", c.CA())
	return o
}
