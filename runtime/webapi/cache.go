package webapi

import (
	_ "embed"
	"net/http"
	"strings"
	"time"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/cache.js
var cacheSource string

// cacheLibrary holds Cache and CacheStorage; the rules are in cacherules.go, and
// the responses in a CacheStore.
var cacheLibrary = runtime.NewLibrary("cache.js", cacheSource, cacheNatives)

// A CacheStore keeps what scripts put into caches. Its methods may be called
// from any goroutine; what they return and take is not changed afterwards.
type CacheStore interface {
	// Get returns the entry, expired or not, or nil.
	Get(cache, url string) (*CachedResponse, error)
	Put(cache, url string, r *CachedResponse) error
	// Delete reports whether there was an entry.
	Delete(cache, url string) (bool, error)
}

// A CachedResponse is one entry of a cache.
type CachedResponse struct {
	Status     int
	StatusText string
	Header     http.Header
	Body       []byte // nil for none
	Stored     time.Time
	Expires    time.Time
}

type cacheKey struct{}

func cacheNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	fetch := fetchLibrary.Load(i)
	for _, name := range []string{"Response", "requestParts", "responseParts", "makeResponse"} {
		native.Set(name, fetch.Get(name))
	}
	store, _ := i.Value(cacheKey{}).(CacheStore)
	if store == nil {
		store = noCache{}
	}
	define := definer(native)
	list := func(v goja.Value) http.Header { return v.Export().(*headerList).header() }
	define("checkVary", func(c goja.FunctionCall) goja.Value {
		for _, v := range list(c.Argument(0)).Values("Vary") {
			for part := range strings.SplitSeq(v, ",") {
				if strings.TrimSpace(part) == "*" {
					panic(vm.NewTypeError("Cannot cache response with 'Vary: *' header."))
				}
			}
		}
		return goja.Undefined()
	})
	define("put", func(c goja.FunctionCall) goja.Value {
		r := &CachedResponse{
			Status: int(c.Argument(2).ToInteger()), StatusText: c.Argument(3).String(),
			Header: list(c.Argument(4)).Clone(), Stored: i.Clock().Now(),
		}
		if body := c.Argument(5); !goja.IsNull(body) {
			r.Body = viewBytes(vm, body) // a copy that nobody else has
		}
		cache, url := c.Argument(0).String(), withoutFragment(c.Argument(1).String())
		return cacheWork(i, "cache put "+url, func() (func(*goja.Runtime) goja.Value, error) {
			return nil, keepResponse(store, cache, url, r)
		})
	})
	define("match", func(c goja.FunctionCall) goja.Value {
		cache, url := c.Argument(0).String(), withoutFragment(c.Argument(1).String())
		asked, now := list(c.Argument(2)).Clone(), i.Clock().Now()
		return cacheWork(i, "cache match "+url, func() (func(*goja.Runtime) goja.Value, error) {
			f, err := matchResponse(store, cache, url, asked, now)
			if err != nil || f == nil {
				return func(*goja.Runtime) goja.Value { return goja.Null() }, err
			}
			return f.value, nil
		})
	})
	define("remove", func(c goja.FunctionCall) goja.Value {
		cache, url, now := c.Argument(0).String(), withoutFragment(c.Argument(1).String()), i.Clock().Now()
		return cacheWork(i, "cache delete "+url, func() (func(*goja.Runtime) goja.Value, error) {
			r, err := store.Get(cache, url)
			if err != nil {
				return nil, err
			}
			found, err := store.Delete(cache, url)
			live := found && r != nil && r.Expires.After(now)
			return func(vm *goja.Runtime) goja.Value { return vm.ToValue(live) }, err
		})
	})
}

// cacheWork does something with the store on a goroutine of its own.
func cacheWork(i *runtime.Isolate, what string, work func() (func(*goja.Runtime) goja.Value, error)) goja.Value {
	v, ticket := i.OutsidePromise(what)
	i.Aside(func() {
		value, err := work()
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			if err != nil || value == nil {
				return goja.Undefined(), err
			}
			return value(vm), nil
		})
	})
	return v
}

func withoutFragment(url string) string {
	url, _, _ = strings.Cut(url, "#")
	return url
}

// noCache keeps nothing.
type noCache struct{}

func (noCache) Get(string, string) (*CachedResponse, error)      { return nil, nil }
func (noCache) Put(string, string, *CachedResponse) error        { return nil }
func (noCache) Delete(cache, url string) (found bool, err error) { return false, nil }
