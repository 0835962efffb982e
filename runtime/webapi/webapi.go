// Package webapi installs the Workers globals into an isolate: console, timers,
// events, encoding, URL, streams, the fetch family, crypto and the rest. What is
// mostly byte work is Go, what is mostly objects is JavaScript in js/. It knows
// nothing of queues, configuration or files.
package webapi

import (
	"crypto/x509"
	"net/http"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// Options are what the globals need from outside the isolate.
type Options struct {
	// Fetch carries out outgoing requests; nil refuses them all.
	Fetch http.RoundTripper
	// Dial opens the TCP connections of cloudflare:sockets; nil refuses them all.
	Dial Dialer
	// Roots are the authorities that TLS connections of scripts trust; nil means
	// the system's.
	Roots *x509.CertPool
	// Cache keeps what scripts put into caches; nil keeps nothing.
	Cache CacheStore
	// Sockets are the ways of WebSockets.
	Sockets Sockets
	// Flags returns the compatibility flags that Cloudflare.compatibilityFlags
	// shows, and which of them are in force; nil means that there are none.
	Flags func() map[string]bool
	// Script makes of a text that eval or Function compile what the engine takes:
	// nearly the same text, or a simpler one for when it does not take that. nil
	// leaves all to the engine.
	Script func(code string, strict bool) (plain, simpler string, err error)
	// StructuredClone copies v, transferring what transfer lists. It throws
	// DataCloneError as a Go error that is a runtime.Thrower.
	StructuredClone func(i *runtime.Isolate, v goja.Value, transfer []goja.Value) (goja.Value, error)
}

// area is a part of the platform: one file each.
type area func(*runtime.Isolate, Options) error

// Install returns the setup function for runtime.Options.Setup.
func Install(o Options) func(*runtime.Isolate) error {
	return func(i *runtime.Isolate) error {
		for _, install := range areas {
			if err := install(i, o); err != nil {
				return err
			}
		}
		return nil
	}
}

// areas are installed in this order; each defines its globals lazily.
var areas = []area{
	installPrelude,
	installEvaluator,
	installDOMException,
	installEvents,
	installTimers,
	installConsole,
	installScope,
	installPerformance,
	installFetch,
	installSockets,
	installURL,
	installEncoding,
	installCrypto,
}
