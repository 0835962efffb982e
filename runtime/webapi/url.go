package webapi

import (
	_ "embed"
	"strings"

	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"

	"paddock/runtime"
	"paddock/runtime/webapi/weburl"
)

//go:embed js/url.js
var urlSource string

var urlLibrary = runtime.NewLibrary("url.js", urlSource, urlNatives)

func installURL(i *runtime.Isolate, _ Options) error {
	urlLibrary.DefineGlobals(i, "URL", "URLSearchParams")
	urlPatternLibrary.DefineGlobals(i, "URLPattern")
	return nil
}

// urlRecord is the state of a URL object.
type urlRecord struct{ *whatwg.Url }

// resolveURL parses a URL as the URL standard says, against base if it is not "".
func resolveURL(url string, base *string) (*whatwg.Url, error) {
	if base != nil {
		return weburl.Resolve(*base, url)
	}
	return weburl.Parse(url)
}

func urlNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	searchNatives(vm, native)
	define := func(name string, fn func(c goja.FunctionCall) goja.Value) { native.Set(name, fn) }
	record := func(c goja.FunctionCall) *urlRecord { return c.Argument(0).Export().(*urlRecord) }
	define("parse", func(c goja.FunctionCall) goja.Value {
		u, err := resolveURL(c.Argument(0).String(), optionalText(c.Argument(1)))
		switch {
		case err == nil:
			return vm.ToValue(&urlRecord{u})
		case c.Argument(2).ToBoolean():
			panic(invalidURL(i))
		}
		return goja.Null()
	})
	define("replace", func(c goja.FunctionCall) goja.Value {
		u, err := resolveURL(c.Argument(1).String(), nil)
		if err != nil {
			panic(invalidURL(i))
		}
		record(c).Url = u
		return goja.Undefined()
	})
	define("href", func(c goja.FunctionCall) goja.Value { return vm.ToValue(record(c).Href(false)) })
	define("query", func(c goja.FunctionCall) goja.Value { return vm.ToValue(record(c).Query()) })
	define("origin", func(c goja.FunctionCall) goja.Value { return vm.ToValue(originOf(record(c).Url)) })
	define("field", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(urlFields[c.Argument(1).String()].get(record(c).Url))
	})
	define("setField", func(c goja.FunctionCall) goja.Value {
		urlFields[c.Argument(1).String()].set(record(c).Url, c.Argument(2).String())
		return goja.Undefined()
	})
}

func invalidURL(i *runtime.Isolate) goja.Value { return i.NewError("TypeError", "Invalid URL string.") }

func optionalText(v goja.Value) *string {
	if goja.IsUndefined(v) {
		return nil
	}
	s := v.String()
	return &s
}

type urlField struct {
	get func(*whatwg.Url) string
	set func(*whatwg.Url, string)
}

var urlFields = map[string]urlField{
	"protocol": {(*whatwg.Url).Protocol, (*whatwg.Url).SetProtocol},
	"username": {(*whatwg.Url).Username, (*whatwg.Url).SetUsername},
	"password": {(*whatwg.Url).Password, (*whatwg.Url).SetPassword},
	"host":     {(*whatwg.Url).Host, (*whatwg.Url).SetHost},
	"hostname": {(*whatwg.Url).Hostname, (*whatwg.Url).SetHostname},
	"port":     {(*whatwg.Url).Port, (*whatwg.Url).SetPort},
	"pathname": {(*whatwg.Url).Pathname, (*whatwg.Url).SetPathname},
	"search":   {(*whatwg.Url).Search, (*whatwg.Url).SetSearch},
	"hash":     {(*whatwg.Url).Hash, (*whatwg.Url).SetHash},
}

// originOf serialises the origin: that of a blob URL is the one it was made in.
func originOf(u *whatwg.Url) string {
	switch u.Scheme() {
	case "http", "https", "ws", "wss", "ftp":
		return u.Protocol() + "//" + u.Host()
	case "blob":
		inner, err := weburl.Parse(u.Pathname())
		if err == nil && (inner.Scheme() == "http" || inner.Scheme() == "https") && !strings.HasPrefix(inner.Scheme(), "blob") {
			return originOf(inner)
		}
	}
	return "null"
}
