package nodeapi

import (
	"encoding/base64"
	"encoding/hex"
	"unicode/utf16"

	"github.com/dop251/goja"

	"paddock/internal/wellformed"
)

// encode turns text into the bytes of one of Buffer's encodings. Malformed hex
// ends the result; malformed base64 is skipped over.
func encode(text goja.String, encoding string) []byte {
	switch encoding {
	case "utf16le":
		return encodeUTF16(text)
	case "latin1", "ascii":
		return encodeLatin1(text)
	case "hex":
		return encodeHex(text.String())
	case "base64", "base64url":
		return encodeBase64(text.String())
	}
	return []byte(text.String()) // goja replaces lone surrogates
}

func encodeUTF16(text goja.String) []byte {
	out := make([]byte, 2*text.Length())
	for n := range text.Length() {
		c := text.CharAt(n)
		out[2*n], out[2*n+1] = byte(c), byte(c>>8)
	}
	return out
}

func encodeLatin1(text goja.String) []byte {
	out := make([]byte, text.Length())
	for n := range out {
		out[n] = byte(text.CharAt(n))
	}
	return out
}

func encodeHex(text string) []byte {
	out := make([]byte, len(text)/2)
	n, _ := hex.Decode(out, []byte(text[:len(out)*2]))
	return out[:n]
}

// base64Value maps characters of both alphabets to their six bits, others to -1.
var base64Value = func() (t [256]int8) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for n := range t {
		t[n] = -1
	}
	for n := range len(alphabet) {
		t[alphabet[n]] = int8(n)
	}
	t['-'], t['_'] = 62, 63
	return t
}()

func encodeBase64(text string) []byte {
	out := make([]byte, 0, len(text)/4*3+3)
	var bits uint32
	have := 0
	for n := range len(text) {
		c := text[n]
		if c == '=' {
			break
		}
		v := base64Value[c]
		if v < 0 {
			continue
		}
		bits, have = bits<<6|uint32(v), have+6
		if have >= 8 {
			have -= 8
			out = append(out, byte(bits>>have))
		}
	}
	return out
}

// decode turns bytes into text.
func decode(b []byte, encoding string) goja.String {
	switch encoding {
	case "utf16le":
		units := make([]uint16, len(b)/2)
		for n := range units {
			units[n] = uint16(b[2*n]) | uint16(b[2*n+1])<<8
		}
		return goja.StringFromUTF16(units)
	case "latin1":
		return wide(b, 0xff)
	case "ascii":
		return wide(b, 0x7f)
	case "hex":
		return text(hex.EncodeToString(b))
	case "base64":
		return text(base64.StdEncoding.EncodeToString(b))
	case "base64url":
		return text(base64.RawURLEncoding.EncodeToString(b))
	}
	if isASCII(b) {
		return text(string(b))
	}
	return goja.StringFromUTF16(decodeUTF8(b))
}

// text is s, which is ASCII, as a JavaScript string.
func text(s string) goja.String {
	var b goja.StringBuilder
	b.WriteUTF8String(s)
	return b.String()
}

func wide(b []byte, mask byte) goja.String {
	if mask == 0xff && isASCII(b) {
		return text(string(b))
	}
	units := make([]uint16, len(b))
	for n, c := range b {
		units[n] = uint16(c & mask)
	}
	return goja.StringFromUTF16(units)
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// decodeUTF8 replaces each longest piece that could have begun a character with
// one U+FFFD, as the Encoding Standard asks; Go's own decoding replaces bytes.
func decodeUTF8(b []byte) []uint16 {
	out := make([]uint16, 0, len(b))
	for len(b) > 0 {
		r, size := wellformed.Rune(b)
		out = utf16.AppendRune(out, r)
		b = b[size:]
	}
	return out
}

// byteLength is len(encode(s, encoding)) without the work; for hex and base64 it
// trusts the length of the text, as Node does.
func byteLength(s goja.String, encoding string) int {
	n := s.Length()
	switch encoding {
	case "utf16le":
		return 2 * n
	case "latin1", "ascii":
		return n
	case "hex":
		return n / 2
	case "base64", "base64url":
		for range 2 {
			if n > 0 && s.CharAt(n-1) == '=' {
				n--
			}
		}
		return n * 3 / 4
	}
	return len(s.String())
}
