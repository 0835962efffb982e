package intl

import (
	"strings"
	"unicode"

	"github.com/dop251/goja"
	"golang.org/x/text/currency"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// currencyDigits is how many digits a currency has after the point.
func (h *host) currencyDigits(c goja.FunctionCall) goja.Value {
	unit, err := currency.ParseISO(c.Argument(0).String())
	if err != nil {
		return h.vm.ToValue(2)
	}
	scale, _ := currency.Standard.Rounding(unit)
	return h.vm.ToValue(scale)
}

// currencySign is how a locale shows a currency.
func currencySign(locale, code, display string) string {
	unit, err := currency.ParseISO(code)
	if err != nil || display == "code" {
		return code
	}
	tag := language.Make(locale)
	symbol := currency.Symbol
	if display == "narrowSymbol" {
		symbol = currency.NarrowSymbol
	}
	return strings.TrimSpace(message.NewPrinter(tag).Sprint(symbol(unit)))
}

// currencyNames has one and many of the most traded currencies.
var currencyNames = map[string][2]string{
	"USD": {"US dollar", "US dollars"}, "EUR": {"euro", "euros"}, "GBP": {"British pound", "British pounds"}, "JPY": {"Japanese yen", "Japanese yen"},
	"CHF": {"Swiss franc", "Swiss francs"}, "CAD": {"Canadian dollar", "Canadian dollars"}, "AUD": {"Australian dollar", "Australian dollars"},
	"NZD": {"New Zealand dollar", "New Zealand dollars"}, "CNY": {"Chinese yuan", "Chinese yuan"}, "INR": {"Indian rupee", "Indian rupees"},
	"KRW": {"South Korean won", "South Korean won"}, "SEK": {"Swedish krona", "Swedish kronor"}, "NOK": {"Norwegian krone", "Norwegian kroner"},
	"DKK": {"Danish krone", "Danish kroner"}, "PLN": {"Polish zloty", "Polish zlotys"}, "CZK": {"Czech koruna", "Czech korunas"},
	"BRL": {"Brazilian real", "Brazilian reals"}, "MXN": {"Mexican peso", "Mexican pesos"}, "SGD": {"Singapore dollar", "Singapore dollars"},
	"HKD": {"Hong Kong dollar", "Hong Kong dollars"}, "ZAR": {"South African rand", "South African rand"}, "TRY": {"Turkish lira", "Turkish Lira"},
}

func (f *numberFormat) withCurrency(digits []part, shown decimal) []part {
	if f.currencyDisplay == "name" {
		name := f.currency
		if names, ok := currencyNames[f.currency]; ok {
			name = names[1]
			if f.one(shown) {
				name = names[0]
			}
		}
		return append(digits, part{"literal", " "}, part{"currency", name})
	}
	sign := currencySign(f.locale, f.currency, f.currencyDisplay)
	if f.symbols.currencyAfter {
		return append(digits, part{"literal", "\u00a0"}, part{"currency", sign})
	}
	out := []part{{"currency", sign}}
	last := []rune(sign)[len([]rune(sign))-1]
	if f.symbols.currencySpace || unicode.IsLetter(last) {
		out = append(out, part{"literal", "\u00a0"})
	}
	return append(out, digits...)
}

// one reports whether English would use the singular.
func (f *numberFormat) one(shown decimal) bool {
	whole, fraction := shown.text(max(0, f.leastFraction))
	return whole == "1" && fraction == "" && f.notation != "compact"
}
