package intl

import (
	"unicode"
	"unicode/utf16"

	"github.com/dop251/goja"
	"github.com/rivo/uniseg"
)

// segments lists where the segments of a text end, in UTF-16 units, and whether
// each is like a word.
func (h *host) segments(c goja.FunctionCall) goja.Value {
	s, granularity := c.Argument(0).String(), c.Argument(1).String()
	var ends []any
	end, state := 0, -1
	for len(s) > 0 {
		var piece string
		switch granularity {
		case "word":
			piece, s, state = uniseg.FirstWordInString(s, state)
		case "sentence":
			piece, s, state = uniseg.FirstSentenceInString(s, state)
		default:
			piece, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
		}
		wordLike := 0
		for _, r := range piece {
			end += max(1, utf16.RuneLen(r))
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				wordLike = 1
			}
		}
		ends = append(ends, end, wordLike)
	}
	return h.vm.NewArray(ends...)
}
