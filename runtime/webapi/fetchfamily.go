package webapi

import (
	_ "embed"
	"net/http"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/net/http/httpguts"

	"paddock/runtime"
	"paddock/runtime/webapi/weburl"
)

//go:embed js/fetch.js
var fetchSource string

// fetchLibrary holds Request, Response and fetch.
var fetchLibrary = runtime.NewLibrary("fetch.js", fetchSource, fetchNatives)

// fetchKey is where an isolate keeps the transport of its fetch.
type fetchKey struct{}

func installFetch(i *runtime.Isolate, o Options) error {
	i.SetValue(fetchKey{}, o.Fetch)
	webAssemblyLibrary.DefineGlobals(i, "WebAssembly")
	i.SetValue(cacheKey{}, o.Cache)
	cacheLibrary.DefineGlobals(i, "Cache", "CacheStorage", "caches")
	htmlRewriterLibrary.DefineGlobals(i, "HTMLRewriter")
	headersLibrary.DefineGlobals(i, "Headers")
	fetchLibrary.DefineGlobals(i, "Request", "Response")
	i.DefineGlobal("fetch", true, func() goja.Value { return fetchLibrary.Load(i).Get("fetch") })
	formsLibrary.DefineGlobals(i, "Blob", "File", "FormData")
	streamsLibrary.DefineGlobals(i, streamGlobals...)
	codingLibrary.DefineGlobals(i, codingGlobals...)
	return nil
}

func fetchNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	native.Set("headers", headersLibrary.Load(i))
	native.Set("body", bodyLibrary.Load(i))
	define := definer(native)
	list := func(c goja.FunctionCall, at int) *headerList { return c.Argument(at).Export().(*headerList) }
	define("events", func(goja.FunctionCall) goja.Value { return eventsLibrary.Load(i) })
	define("sockets", func(goja.FunctionCall) goja.Value { return webSocketLibrary.Load(i) })
	define("parseURL", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(parseURL(vm, c.Argument(0).String()))
	})
	define("isToken", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(httpguts.ValidHeaderFieldName(c.Argument(0).String()))
	})
	define("isReason", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(httpguts.ValidHeaderFieldValue(c.Argument(0).String()))
	})
	define("copyHeaders", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(&headerList{entries: append([]headerEntry(nil), list(c, 0).load()...)})
	})
	define("cloneHeaders", func(c goja.FunctionCall) goja.Value {
		l := list(c, 0)
		return vm.ToValue(&headerList{entries: append([]headerEntry(nil), l.load()...), immutable: l.immutable})
	})
	define("freezeHeaders", func(c goja.FunctionCall) goja.Value {
		list(c, 0).immutable = true
		return goja.Undefined()
	})
	define("getHeader", func(c goja.FunctionCall) goja.Value {
		v, _ := list(c, 0).get(c.Argument(1).String())
		return vm.ToValue(v)
	})
	define("setHeader", func(c goja.FunctionCall) goja.Value {
		list(c, 0).set(c.Argument(1).String(), c.Argument(2).String())
		return goja.Undefined()
	})
	define("removeHeader", func(c goja.FunctionCall) goja.Value {
		list(c, 0).remove(c.Argument(1).String())
		return goja.Undefined()
	})
	define("addHeader", func(c goja.FunctionCall) goja.Value {
		name := c.Argument(1).String()
		if _, ok := list(c, 0).get(name); !ok {
			list(c, 0).append(name, c.Argument(2).String())
		}
		return goja.Undefined()
	})
	define("deliver", func(c goja.FunctionCall) goja.Value {
		deliver(i, c.Arguments)
		return goja.Undefined()
	})
	define("bodyReader", func(c goja.FunctionCall) goja.Value { return pump(i, c.Argument(0)) })
	transferNatives(i, define)
}

// parseURL returns the serialised form of an absolute URL.
func parseURL(vm *goja.Runtime, s string) string {
	u, err := weburl.Parse(s)
	if err != nil {
		panic(vm.NewTypeError("Invalid URL: " + s))
	}
	return u.Href(false)
}

// plainURL reports whether a URL with this host and path is in serialised form
// already, which saves the parser's work for nearly every request.
func plainURL(host, path string) bool {
	for n := 0; n < len(host); n++ {
		c := host[n]
		if !('a' <= c && c <= 'z' || c == '-' || '0' <= c && c <= '9' && n > 0 || c == '.') && c != ':' {
			return false
		}
	}
	if strings.HasSuffix(host, ":80") || strings.HasSuffix(host, ":443") || host == "" || path == "" || path[0] != '/' {
		return false
	}
	for n := 0; n < len(path); n++ {
		c := path[n]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9') && !strings.ContainsRune("/-_?=&,;:@!$()*+~", rune(c)) {
			return false
		}
	}
	return true
}

// RequestURL returns what request.url says for a request that a server got.
func RequestURL(scheme string, r *http.Request) (string, error) {
	raw := scheme + "://" + r.Host + r.RequestURI
	if plainURL(r.Host, r.RequestURI) {
		return raw, nil
	}
	if strings.HasPrefix(r.RequestURI, "http://") || strings.HasPrefix(r.RequestURI, "https://") {
		raw = r.RequestURI
	}
	u, err := weburl.Parse(raw)
	if err != nil {
		return "", err
	}
	return u.Href(false), nil
}
