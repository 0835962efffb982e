// Package wellformed makes well-formed UTF-8 of any bytes, as the Encoding
// standard asks: each longest piece that could have begun a character becomes
// one U+FFFD. Go's own conversions replace every byte of it.
package wellformed

import "unicode/utf8"

// UTF8 returns b itself where it is well-formed, and else a repaired copy.
func UTF8(b []byte) []byte {
	if utf8.Valid(b) {
		return b
	}
	out := make([]byte, 0, len(b)+8)
	for len(b) > 0 {
		r, size := Rune(b)
		out = utf8.AppendRune(out, r)
		b = b[size:]
	}
	return out
}

// Rune decodes the first character of b, which must not be empty. Of an
// ill-formed piece it returns U+FFFD and the length of the whole piece.
func Rune(b []byte) (r rune, size int) {
	r, size = utf8.DecodeRune(b)
	if r == utf8.RuneError && size == 1 {
		size = broken(b)
	}
	return r, size
}

// broken returns the length of the ill-formed piece that b begins with.
func broken(b []byte) int {
	more, low, high := following(b[0])
	n := 1
	for ; n <= more && n < len(b) && b[n] >= low && b[n] <= high; n++ {
		low, high = 0x80, 0xbf
	}
	return n
}

// following says how many bytes must follow a leading byte, and the range of the
// first of them.
func following(lead byte) (more int, low, high byte) {
	low, high = 0x80, 0xbf
	switch {
	case lead >= 0xc2 && lead <= 0xdf:
		more = 1
	case lead >= 0xe0 && lead <= 0xef:
		more = 2
	case lead >= 0xf0 && lead <= 0xf4:
		more = 3
	}
	switch lead {
	case 0xe0:
		low = 0xa0
	case 0xed:
		high = 0x9f
	case 0xf0:
		low = 0x90
	case 0xf4:
		high = 0x8f
	}
	return more, low, high
}
