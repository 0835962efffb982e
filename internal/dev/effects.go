package dev

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"

	"paddock/bindings"
	"paddock/runtime/webapi"
)

// effects collects what a trial did, in the order in which its script asked
// for it. Its methods may be called from any goroutine.
type effects struct {
	mu   sync.Mutex
	all  []bindings.Effect
	open sync.WaitGroup
}

func newEffects() *effects { return &effects{all: []bindings.Effect{}} }

// begin takes the next place, and returns what fills it.
func (e *effects) begin() func(bindings.Effect) {
	e.open.Add(1)
	e.mu.Lock()
	n := len(e.all)
	e.all = append(e.all, bindings.Effect{})
	e.mu.Unlock()
	return func(effect bindings.Effect) {
		e.mu.Lock()
		e.all[n] = effect
		e.mu.Unlock()
		e.open.Done()
	}
}

// wait returns the effects once it is known how each has ended.
func (e *effects) wait() []bindings.Effect {
	e.open.Wait()
	return e.all
}

// watch returns a transport that tells of every request. Without all, it sends
// only those that by their method change nothing, and refuses the others.
func (e *effects) watch(next http.RoundTripper, all bool) http.RoundTripper {
	if next == nil {
		return nil
	}
	return watchedFetch{e, next, all}
}

type watchedFetch struct {
	effects *effects
	next    http.RoundTripper
	all     bool
}

// RoundTrip sends a request, or refuses to.
func (w watchedFetch) RoundTrip(r *http.Request) (*http.Response, error) {
	effect, tell := bindings.Effect{Kind: "fetch", Target: r.URL.String(), Text: r.Method + " " + r.URL.String()}, w.effects.begin()
	if !w.all && !harmless(r.Method) {
		effect.Error = errHeldBack.Error()
		tell(effect)
		return nil, errHeldBack
	}
	answer, err := w.next.RoundTrip(r)
	effect.Performed = true
	if err != nil {
		effect.Error = err.Error()
	} else {
		effect.Text += " " + answer.Status
	}
	tell(effect)
	return answer, err
}

// watchDial returns a dialer that tells of every connection. What goes through
// one may change anything, so that without all it opens none.
func (e *effects) watchDial(next webapi.Dialer, all bool) webapi.Dialer {
	if next == nil {
		return nil
	}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		effect, tell := bindings.Effect{Kind: "socket", Target: address, Text: "connect to " + address}, e.begin()
		if !all {
			effect.Error = errHeldBack.Error()
			tell(effect)
			return nil, errHeldBack
		}
		conn, err := next(ctx, network, address)
		effect.Performed = true
		if err != nil {
			effect.Error = err.Error()
		}
		tell(effect)
		return conn, err
	}
}

// errHeldBack refuses a request that may change something.
var errHeldBack = errors.New("it is held back, since this run must leave no trace. paddock replay --apply lets it happen")

// harmless reports whether a method promises to change nothing.
func harmless(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}
