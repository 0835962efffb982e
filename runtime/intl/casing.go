package intl

import (
	"github.com/dop251/goja"
	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// cased changes the case of a text by the rules of a language.
func (h *host) cased(c goja.FunctionCall) goja.Value {
	tag := language.Make(c.Argument(1).String())
	caser := cases.Lower(tag)
	if c.Argument(2).ToBoolean() {
		caser = cases.Upper(tag)
	}
	return h.vm.ToValue(caser.String(c.Argument(0).String()))
}
