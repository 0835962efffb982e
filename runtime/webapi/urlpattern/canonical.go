package urlpattern

import (
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"paddock/runtime/webapi/weburl"
)

// specialPorts are the schemes whose URLs have hosts and paths, with their ports.
var specialPorts = map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21", "file": ""}

func special(scheme string) bool {
	_, ok := specialPorts[scheme]
	return ok
}

// through runs the URL parser over a value from the state of one component.
func through(value, url string, state whatwg.State, get func(*whatwg.Url) string) (string, error) {
	if value == "" {
		return "", nil
	}
	u, err := weburl.Parse(url)
	if err != nil {
		return "", invalid("%v", err)
	}
	if _, err := weburl.Parser.BasicParser(value, nil, u, state); err != nil {
		return "", invalid("%q: %v", value, err)
	}
	return get(u), nil
}

const dummy = "https://dummy.invalid/"

func encodeProtocol(v string) (string, error) {
	if v == "" {
		return "", nil
	}
	u, err := weburl.Parse(v + "://dummy.invalid")
	if err != nil {
		return "", invalid("the protocol %q: %v", v, err)
	}
	return u.Scheme(), nil
}

func encodeUsername(v string) (string, error) {
	u, err := weburl.Parse(dummy)
	if err != nil {
		return "", err
	}
	u.SetUsername(v)
	return u.Username(), nil
}

func encodePassword(v string) (string, error) {
	u, err := weburl.Parse(dummy)
	if err != nil {
		return "", err
	}
	u.SetPassword(v)
	return u.Password(), nil
}

func encodeHostname(v string) (string, error) {
	host, err := through(v, dummy, whatwg.StateHostname, (*whatwg.Url).Hostname)
	if err == nil && host == "dummy.invalid" && !strings.EqualFold(v, host) {
		return "", invalid("the host name %q", v) // the parser left it alone
	}
	return host, err
}

func encodeOpaqueHostname(v string) (string, error) {
	return through(v, "dummy://dummy", whatwg.StateHostname, (*whatwg.Url).Hostname)
}

func encodeIPv6(v string) (string, error) {
	for _, r := range v {
		if !strings.ContainsRune("0123456789abcdefABCDEF[]:", r) {
			return "", invalid("the IPv6 address %q", v)
		}
	}
	return strings.ToLower(v), nil
}

// encodePort drops the port that protocol has by default.
func encodePort(v, protocol string) (string, error) {
	if v == "" {
		return "", nil
	}
	trimmed := strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(v)
	if trimmed == "" || trimmed[0] < '0' || trimmed[0] > '9' {
		return "", invalid("the port %q", v)
	}
	digits := 0
	for digits < len(trimmed) && trimmed[digits] >= '0' && trimmed[digits] <= '9' {
		digits++
	}
	if digits < len(trimmed) && !strings.ContainsRune(`/?#\`, rune(trimmed[digits])) && digits == 0 {
		return "", invalid("the port %q", v)
	}
	scheme := protocol
	if scheme == "" || scheme == "file" {
		scheme = "dummy"
	}
	return through(trimmed[:digits], scheme+"://dummy.invalid", whatwg.StatePort, (*whatwg.Url).Port)
}

func encodePathname(v string) (string, error) {
	if v == "" {
		return "", nil
	}
	rooted := v[0] == '/'
	if !rooted {
		v = "/-" + v
	}
	u, err := weburl.Parse(dummy)
	if err != nil {
		return "", err
	}
	u.SetPathname(v)
	path := u.Pathname()
	if !rooted {
		path = strings.TrimPrefix(path, "/-")
	}
	return path, nil
}

func encodeOpaquePathname(v string) (string, error) {
	if v == "" {
		return "", nil
	}
	v = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(v)
	return weburl.Parser.PercentEncodeString(v, whatwg.C0PercentEncodeSet), nil
}

func encodeSearch(v string) (string, error) {
	if v == "" {
		return "", nil
	}
	u, err := weburl.Parse(dummy)
	if err != nil {
		return "", err
	}
	u.SetSearch("?" + v)
	return u.Query(), nil
}

func encodeHash(v string) (string, error) {
	if v == "" {
		return "", nil
	}
	u, err := weburl.Parse(dummy)
	if err != nil {
		return "", err
	}
	u.SetHash("#" + v)
	return strings.TrimPrefix(u.Hash(), "#"), nil
}
