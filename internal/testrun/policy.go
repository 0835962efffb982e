package testrun

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// policy lets only those requests out that a test has allowed. It may be used
// from any goroutine.
type policy struct {
	mu      sync.Mutex
	hosts   map[string]bool
	refused []string
}

func newPolicy() *policy { return &policy{hosts: map[string]bool{}} }

// RoundTrip carries out a request to a host that was allowed.
func (p *policy) RoundTrip(r *http.Request) (*http.Response, error) {
	p.mu.Lock()
	open := p.hosts[r.URL.Host]
	p.mu.Unlock()
	if open {
		return http.DefaultTransport.RoundTrip(r)
	}
	p.refuse(r.Method + " " + r.URL.String())
	return nil, fmt.Errorf("%s %s: tests do not use the network. Mock it, or let it out with allowFetch(%q) of \"paddock:test\"", r.Method, r.URL, r.URL.Scheme+"://"+r.URL.Host)
}

// dial opens no connection: what goes through one cannot be mocked, nor replayed.
func (p *policy) dial(_ context.Context, _, address string) (net.Conn, error) {
	p.refuse("CONNECT " + address)
	return nil, fmt.Errorf("connect %s: tests do not use the network. Replace the module that connects with vi.mock(), or the binding with one of your own", address)
}

func (p *policy) refuse(request string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !slices.Contains(p.refused, request) {
		p.refused = append(p.refused, request)
	}
}

// takeRefused returns what was refused since the last call.
func (p *policy) takeRefused() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := p.refused
	p.refused = nil
	return out
}

func networkNatives(i *runtime.Isolate, o *goja.Object) {
	f := sessionOf(i).f
	timeNatives(i, o)
	o.Set("refused", native(func(c goja.FunctionCall) goja.Value {
		f.net.refuse(c.Argument(0).String() + " " + c.Argument(1).String())
		return goja.Undefined()
	}))
	o.Set("allow", native(func(c goja.FunctionCall) goja.Value {
		f.net.mu.Lock()
		defer f.net.mu.Unlock()
		f.net.hosts[c.Argument(0).String()] = true
		return goja.Undefined()
	}))
}
