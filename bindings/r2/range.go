package r2

import (
	"math"
	"strconv"
	"strings"
)

// A Range is a wish for a part of an object, in bytes: as numbers, or as the
// value of a Range header.
type Range struct {
	Offset *float64 `json:"offset"`
	Length *float64 `json:"length"`
	Suffix *float64 `json:"suffix"`
	Header string   `json:"header"`
}

// Of returns the part of an object of that size. A header that cannot be read,
// or that names several parts, stands for all of it.
func (r *Range) Of(size int64) (offset, length int64, err error) {
	switch {
	case r == nil:
		return 0, size, nil
	case r.Header != "":
		offset, length = parseRange(r.Header, size)
		return offset, length, nil
	case r.Suffix != nil:
		n := whole(*r.Suffix)
		if n <= 0 || size == 0 {
			return 0, 0, errRange
		}
		n = min(n, size)
		return size - n, n, nil
	}
	if r.Offset != nil {
		offset = whole(*r.Offset)
	}
	if offset < 0 || offset >= size || r.Length != nil && whole(*r.Length) <= 0 {
		return 0, 0, errRange
	}
	length = size - offset
	if r.Length != nil {
		length = min(length, whole(*r.Length))
	}
	return offset, length, nil
}

// whole converts a number of bytes without overflow.
func whole(f float64) int64 { return int64(min(f, math.MaxInt64/4)) }

// parseRange reads a header such as "bytes=0-99", "bytes=100-" or "bytes=-5".
func parseRange(header string, size int64) (offset, length int64) {
	unit, spec, ok := strings.Cut(header, "=")
	first, last, dash := strings.Cut(strings.TrimSpace(spec), "-")
	first, last = strings.TrimSpace(first), strings.TrimSpace(last)
	if !ok || !dash || !strings.EqualFold(strings.TrimSpace(unit), "bytes") {
		return 0, size
	}
	from, errFrom := byteCount(first)
	to, errTo := byteCount(last)
	switch {
	case first == "" && errTo == nil && to > 0: // the last bytes
		to = min(to, size)
		return size - to, to
	case errFrom != nil || from >= size:
	case last == "":
		return from, size - from
	case errTo == nil && to >= from:
		return from, min(to, size-1) - from + 1
	}
	return 0, size
}

// byteCount reads digits, and nothing but digits.
func byteCount(s string) (int64, error) {
	if strings.HasPrefix(s, "+") {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseInt(s, 10, 64)
}
