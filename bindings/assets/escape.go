package assets

import (
	"strings"
	"unicode/utf8"
)

// decodePath decodes a path segment by segment; one that is not well encoded
// stays as it is. Several slashes in a row become one, lest a redirect lead to
// another host.
func decodePath(p string) string {
	segments := strings.Split(p, "/")
	for n, s := range segments {
		segments[n] = decode(s)
	}
	decoded := strings.Join(segments, "/")
	for strings.Contains(decoded, "//") {
		decoded = strings.ReplaceAll(decoded, "//", "/")
	}
	return decoded
}

// decode is JavaScript's decodeURIComponent, or s where that would throw.
func decode(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for n := 0; n < len(s); n++ {
		if s[n] != '%' {
			b.WriteByte(s[n])
			continue
		}
		if n+2 >= len(s) {
			return s
		}
		high, low := hexDigit(s[n+1]), hexDigit(s[n+2])
		if high < 0 || low < 0 {
			return s
		}
		b.WriteByte(byte(high<<4 | low))
		n += 2
	}
	if !utf8.ValidString(b.String()) {
		return s
	}
	return b.String()
}

// hexDigit is the value of a hexadecimal digit, or -1.
func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// encodePath encodes each segment as encodeURIComponent does: that is the path
// at which a file is served.
func encodePath(p string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for n := 0; n < len(p); n++ {
		c := p[n]
		if c == '/' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-_.!~*'()", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}
