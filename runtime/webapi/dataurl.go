package webapi

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
)

// fetchData answers a data: URL, which is its own response.
func fetchData(raw string) (*fetched, error) {
	withoutFragment, _, _ := strings.Cut(raw, "#")
	head, body, found := strings.Cut(strings.TrimPrefix(withoutFragment, "data:"), ",")
	if !found {
		return nil, fmt.Errorf("a data: URL needs a comma before its data")
	}
	data := percentDecode(body)
	kind := strings.Trim(head, " \t")
	if at := strings.LastIndex(kind, ";"); at >= 0 && strings.EqualFold(strings.TrimLeft(kind[at+1:], " "), "base64") {
		kind = strings.TrimRight(kind[:at], " ")
		decoded, err := forgivingBase64(data)
		if err != nil {
			return nil, fmt.Errorf("the data of a data: URL is not base64: %w", err)
		}
		data = decoded
	}
	return &fetched{
		status: 200, statusText: "OK", url: raw,
		header: dataHeader(kind),
		body:   &byteSource{data: data, length: int64(len(data))},
	}, nil
}

// percentDecode leaves alone what is not a valid escape.
func percentDecode(s string) []byte {
	out := make([]byte, 0, len(s))
	for n := 0; n < len(s); n++ {
		if s[n] == '%' && n+2 < len(s) {
			if c, err := url.PathUnescape(s[n : n+3]); err == nil {
				out = append(out, c...)
				n += 2
				continue
			}
		}
		out = append(out, s[n])
	}
	return out
}

// forgivingBase64 ignores white space and missing padding.
func forgivingBase64(data []byte) ([]byte, error) {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\f", r) {
			return -1
		}
		return r
	}, string(data))
	if len(clean)%4 == 0 {
		clean = strings.TrimSuffix(strings.TrimSuffix(clean, "="), "=")
	}
	return base64.RawStdEncoding.DecodeString(clean)
}
