package nodeapi

import (
	"encoding/hex"
	"net/netip"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// addressNatives tell addresses apart. They are texts on both sides.
func addressNatives(i *runtime.Isolate, o *goja.Object) {
	vm := i.VM()
	parse := func(v goja.Value) netip.Addr {
		a, _ := netip.ParseAddr(v.String()) // the library has checked it
		return a.Unmap()
	}
	set(o, map[string]native{
		// isIP returns 4, 6, or 0 for what is no address.
		"isIP": func(c goja.FunctionCall) goja.Value {
			text := c.Argument(0).String()
			a, err := netip.ParseAddr(text)
			switch {
			case err != nil || a.Is4() && strings.Contains(text, ":"):
				return vm.ToValue(0)
			case a.Is4():
				return vm.ToValue(4)
			}
			return vm.ToValue(6)
		},
		"canonical": func(c goja.FunctionCall) goja.Value {
			a, _ := netip.ParseAddr(c.Argument(0).String())
			return vm.ToValue(a.WithZone("").String())
		},
		// reversed writes the 32 digits of an IPv6 address from the last to the first.
		"reversed": func(c goja.FunctionCall) goja.Value {
			digits := strings.Split(hex.EncodeToString(parse(c.Argument(0)).AsSlice()), "")
			slices.Reverse(digits)
			return vm.ToValue(strings.Join(digits, "."))
		},
		// inRange(address, from, to); addresses of the other family are outside.
		"inRange": func(c goja.FunctionCall) goja.Value {
			a, from, to := parse(c.Argument(0)), parse(c.Argument(1)), parse(c.Argument(2))
			return vm.ToValue(a.BitLen() == from.BitLen() && a.Compare(from) >= 0 && a.Compare(to) <= 0)
		},
		// subnet(address, bits) returns its first and last address.
		"subnet": func(c goja.FunctionCall) goja.Value {
			a, _ := netip.ParseAddr(c.Argument(0).String())
			prefix := netip.PrefixFrom(a, int(c.Argument(1).ToInteger())).Masked()
			last := prefix.Addr().AsSlice()
			for bit := prefix.Bits(); bit < len(last)*8; bit++ {
				last[bit/8] |= 0x80 >> (bit % 8)
			}
			end, _ := netip.AddrFromSlice(last)
			return vm.NewArray(prefix.Addr().String(), end.String())
		},
	})
}
