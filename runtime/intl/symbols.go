package intl

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// symbols are what a locale writes numbers with.
type symbols struct {
	zero                         rune
	point, group, minus          string
	primary, secondary           int // sizes of groups
	percentBefore, percentAfter  string
	currencyAfter, currencySpace bool // the sign stands after the number; a space stands between
	leastGrouping                int  // digits before the first separator
}

var knownSymbols sync.Map // from a tag to *symbols: they never change

// symbolsOf finds out how x/text writes some numbers in a locale.
func symbolsOf(tag string) *symbols {
	if s, ok := knownSymbols.Load(tag); ok {
		return s.(*symbols)
	}
	p := message.NewPrinter(language.Make(tag))
	s := &symbols{zero: '0', point: ".", minus: "-", primary: 3, secondary: 3, percentAfter: "%", leastGrouping: 1}
	sample := p.Sprint(number.Decimal(1234567890.5))
	s.readGroups(sample)
	if negative := p.Sprint(number.Decimal(-1)); len(negative) > 1 {
		s.minus = strings.TrimFunc(negative, unicode.IsDigit)
	}
	percent := p.Sprint(number.Percent(0.5))
	from := strings.IndexFunc(percent, unicode.IsDigit)
	to := strings.LastIndexFunc(percent, unicode.IsDigit)
	if from >= 0 {
		_, size := utf8.DecodeRuneInString(percent[to:])
		s.percentBefore, s.percentAfter = percent[:from], percent[to+size:]
	}
	if strings.HasPrefix(tag, "fr") && s.group == "\u00a0" {
		// CLDR has since made this space narrow.
		s.group = "\u202f"
	}
	if tag == "de-CH" || tag == "de-LI" {
		s.group = "'"
	}
	s.readCurrency(tag)
	knownSymbols.Store(tag, s)
	return s
}

// readGroups reads the separators of 1234567890.5.
func (s *symbols) readGroups(sample string) {
	runs, marks := []int{0}, []string{}
	inMark := false
	for _, r := range sample {
		if unicode.IsDigit(r) {
			if runs[len(runs)-1] == 0 && len(runs) == 1 {
				s.zero = r - 1
			}
			runs[len(runs)-1]++
			inMark = false
			continue
		}
		if !inMark {
			runs, marks = append(runs, 0), append(marks, "")
			inMark = true
		}
		marks[len(marks)-1] += string(r)
	}
	if len(marks) == 0 {
		return
	}
	s.point = marks[len(marks)-1]
	groups := runs[:len(runs)-1]
	if len(groups) > 1 {
		s.group = marks[0]
		s.primary = groups[len(groups)-1]
		s.secondary = groups[max(1, len(groups)-2)]
	}
}

// The languages that write a currency after the number, those that leave a
// space before it, and those that group from five digits on.
var (
	currencyLast  = words("af az be bg bs ca cs da de el es et eu fa fi fr gl hr hu hy is it ka kk ky lt lv mk nb no pl pt ro ru sk sl sq sr sv uk uz vi")
	currencySpace = words("nl de-CH de-AT pt-BR es-MX")
	sparing       = words("es pl pt-PT bg et hu it ka lv")
)

func words(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

func (s *symbols) readCurrency(tag string) {
	base, _, _ := strings.Cut(tag, "-")
	s.currencyAfter, s.currencySpace = currencyLast[base], currencySpace[base]
	switch tag {
	case "de-CH", "de-AT", "de-LI", "pt-BR", "es-CO", "es-AR":
		s.currencyAfter, s.currencySpace = false, true
	case "es-MX", "es-US":
		s.currencyAfter = false
	}
	if sparing[base] || sparing[tag] {
		s.leastGrouping = 2
	}
	if tag == "es-MX" || tag == "es-US" {
		s.leastGrouping = 1
	}
}

// system names the numbering system of the digits.
func (s *symbols) system() string {
	switch s.zero {
	case '٠':
		return "arab"
	case '۰':
		return "arabext"
	case '०':
		return "deva"
	case '০':
		return "beng"
	case '၀':
		return "mymr"
	}
	return "latn"
}

// digits writes ASCII digits in the locale's own.
func (s *symbols) digits(text string) string {
	if s.zero == '0' {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return s.zero + r - '0'
		}
		return r
	}, text)
}
