package weburl

import (
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	whatwg "github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/idna"
)

// profile is the standard's domain to ASCII, which allows any ASCII in labels.
// The parser underneath refuses, for one, an underscore in an international name.
var profile = sync.OnceValue(func() *idna.Profile {
	return idna.New(idna.MapForLookup(), idna.BidiRule(), idna.VerifyDNSLength(false), idna.StrictDomainName(false),
		idna.CheckHyphens(false), idna.CheckJoiners(true), idna.Transitional(false))
})

// The parser reads domains between two hooks. before finds what an international
// one is in ASCII, and hides it from the parser's own conversion as a word that
// means nothing to it; after brings it back.
const (
	hidden  = "international-"
	refused = "%00" // a host that no parser takes
)

func before(u *whatwg.Url, host string) string {
	if host == "" || host[0] == '[' || !special(u.Protocol()) {
		return host
	}
	domain := host
	if strings.Contains(host, "%") {
		domain = unescape(host)
	}
	if !isInternational(domain) && !strings.HasPrefix(strings.ToLower(domain), hidden) {
		return host
	}
	ascii, ok := toASCII(domain)
	switch {
	case !ok:
		return refused
	case endsInNumber(ascii):
		return ascii
	}
	return hidden + hex.EncodeToString([]byte(ascii))
}

func after(_ *whatwg.Url, host string) string {
	if word, ok := strings.CutPrefix(host, hidden); ok {
		if ascii, err := hex.DecodeString(word); err == nil {
			return string(ascii)
		}
	}
	return host
}

func special(protocol string) bool {
	switch protocol {
	case "http:", "https:", "ws:", "wss:", "ftp:", "file:":
		return true
	}
	return false
}

// unescape leaves alone what is not a valid escape.
func unescape(s string) string {
	var b strings.Builder
	for n := 0; n < len(s); n++ {
		if s[n] == '%' && n+2 < len(s) {
			if c, err := url.PathUnescape(s[n : n+3]); err == nil {
				b.WriteString(c)
				n += 2
				continue
			}
		}
		b.WriteByte(s[n])
	}
	return b.String()
}

func isInternational(domain string) bool {
	if strings.Contains(strings.ToLower(domain), "xn--") {
		return true
	}
	return strings.IndexFunc(domain, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0
}

// toASCII converts a domain, and refuses one that is none.
func toASCII(domain string) (string, bool) {
	if !utf8.ValidString(domain) {
		return "", false
	}
	// A capital sharp s is a small one, where it used to be two letters.
	ascii, err := profile().ToASCII(strings.ReplaceAll(domain, "ẞ", "ß"))
	if err != nil || ascii == "" || strings.ContainsAny(ascii, " #/:<>?@[\\]^|%\x7f") || strings.ContainsFunc(ascii, func(r rune) bool { return r < ' ' }) {
		return "", false
	}
	for label := range strings.SplitSeq(ascii, ".") {
		if !strings.HasPrefix(label, "xn--") {
			continue
		}
		if text, err := idna.Punycode.ToUnicode(label); err != nil || strings.HasPrefix(text, "xn--") {
			return "", false
		}
	}
	return ascii, true
}

// endsInNumber reports whether a host must be an IPv4 address.
func endsInNumber(host string) bool {
	labels := strings.Split(host, ".")
	last := labels[len(labels)-1]
	if last == "" && len(labels) > 1 {
		last = labels[len(labels)-2]
	}
	if last == "" {
		return false
	}
	if rest, ok := strings.CutPrefix(strings.ToLower(last), "0x"); ok {
		_, err := strconv.ParseUint("0"+rest, 16, 64)
		return err == nil
	}
	return strings.Trim(last, "0123456789") == ""
}
