package assets

import (
	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/bindings/rpc"
	"paddock/runtime"
)

// A Binding puts a site into env, where it has fetch().
type Binding struct {
	Binding string
	Site    *Site
}

// Name is the property of env.
func (b *Binding) Name() string { return b.Binding }

// BindsLate says that it is made when a script first reads it.
func (b *Binding) BindsLate() {}

// Bind makes the Fetcher.
func (b *Binding) Bind(i *runtime.Isolate) (goja.Value, error) {
	return rpc.NewFetcher(i, fetcher{b.Site})
}

// Captured returns the binding itself: it only reads.
func (b *Binding) Captured(bindings.Capture) bindings.Binding { return b }

// fetcher is a site as a service.
type fetcher struct{ site *Site }

// Call refuses: assets have no methods.
func (fetcher) Call(_ rpc.Caller, path []string, args *rpc.Payload, done func(rpc.Result)) {
	args.Drop()
	done(rpc.Failure("TypeError", `The RPC receiver does not implement the method "`+path[0]+`".`))
}

// Dispatch answers a fetch event.
func (f fetcher) Dispatch(_ rpc.Caller, event string, value *rpc.Payload, done func(rpc.Result)) {
	defer value.Drop()
	if event != "fetch" {
		done(rpc.Failure("TypeError", "Assets handle no "+event+" events."))
		return
	}
	done(f.site.Fetch(value.Message()))
}

// WithProps returns the same: a site looks at none.
func (f fetcher) WithProps([]byte) rpc.Service { return f }

// Fetch answers a request that came from a script.
func (s *Site) Fetch(m rpc.Message) rpc.Result {
	a, err := s.Answer(Request{Method: m.Method, URL: m.URL, Header: m.Header})
	if err != nil {
		return rpc.Failure("Error", err.Error())
	}
	return rpc.Response(a.Status, a.Header, a.Body)
}
