package bindings

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"paddock/runtime"
	"paddock/runtime/webapi"
)

// HTTP serves a Worker's fetch() handler: each request becomes one event. It is
// an http.Handler.
type HTTP struct {
	// Pick chooses the isolate for a request and calls use with it, now or once
	// one is ready, or with an error to show. It does not block.
	Pick func(use func(*runtime.Isolate, error))
	// Entrypoint is the export that handles requests; "" means default.
	Entrypoint string
	// Now reads the clock, for durations.
	Now func() time.Time
	// CF is what request.cf shows, as JSON; "" means DefaultCF.
	CF string
	// OnDone, if not nil, is told of each request when it has ended. The status
	// is 499 when the client left before the answer.
	OnDone func(method, path string, status int, took time.Duration, err error)
	// Report, if not nil, receives what waitUntil promises were rejected with,
	// on the loop.
	Report func(inv *runtime.Invocation, err error)

	requests atomic.Uint64
}

// DefaultCF describes a request that came from this machine.
const DefaultCF = `{"asOrganization":"paddock","asn":64512,"city":"Localhost","clientTcpRtt":1,"colo":"DEV","continent":"EU","country":"XX",` +
	`"httpProtocol":"HTTP/1.1","latitude":"0.00000","longitude":"0.00000","postalCode":"00000","region":"Local","regionCode":"LO",` +
	`"requestPriority":"","timezone":"UTC","tlsCipher":"","tlsVersion":"","edgeRequestKeepAliveStatus":1,"isEUCountry":"0"}`

// statusClientGone is what logs call a request whose client did not wait.
const statusClientGone = 499

// smallBody is the size up to which a request's body is read before its event
// begins, which spares the script from waiting for it.
const smallBody = 64 << 10

func (h *HTTP) entrypoint() string {
	if h.Entrypoint == "" {
		return "default"
	}
	return h.Entrypoint
}

// ServeHTTP hands the request to an isolate and sends what comes back.
func (h *HTTP) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := h.Now()
	path := r.URL.Path
	status, err := h.serve(w, r)
	if h.OnDone != nil {
		h.OnDone(r.Method, path, status, h.Now().Sub(began), err)
	}
	var cut *cutError
	if errors.As(err, &cut) {
		panic(http.ErrAbortHandler) // the client must see that the body is not whole
	}
}

func (h *HTTP) serve(w http.ResponseWriter, r *http.Request) (int, error) {
	in, err := h.incoming(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return http.StatusBadRequest, err
	}
	if in.Body != nil && strings.EqualFold(r.Header.Get("Expect"), "100-continue") {
		// The server says so by itself when the body is first read, but not
		// once an answer has begun, and a script may answer before it reads.
		w.WriteHeader(http.StatusContinue)
	}
	e := &exchange{h: h, in: in, answers: make(chan answer, 1)}
	e.begin(1)
	var a answer
	select {
	case a = <-e.answers:
	case <-r.Context().Done():
		e.abandoned.Store(true)
		e.discard()
		e.abandon()
		return statusClientGone, errClientGone
	}
	if a.reply != nil && (a.reply.Stream != nil || a.reply.Socket != nil) {
		a.done() // what follows takes time of its own
	} else {
		defer a.done()
	}
	if a.err != nil {
		if a.reply != nil {
			a.reply.Drop(a.err)
		}
		status := statusOf(a.err)
		writeError(w, r, status, a.err)
		return status, a.err
	}
	if a.reply.Socket != nil {
		return http.StatusSwitchingProtocols, a.reply.Upgrade(w, r)
	}
	return e.send(w, r, a.reply)
}

var errClientGone = errors.New("the client has disconnected")

// discard lets go of the answer that nobody wants any more, if it is there.
func (e *exchange) discard() {
	select {
	case a := <-e.answers:
		a.done()
		if a.reply != nil {
			a.reply.Drop(errClientGone)
		}
	default:
	}
}

// incoming describes the request to the script.
func (h *HTTP) incoming(r *http.Request) (webapi.Incoming, error) {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	url, err := webapi.RequestURL(scheme, r)
	if err != nil {
		return webapi.Incoming{}, fmt.Errorf("the request's URL is not valid: %w", err)
	}
	in := webapi.Incoming{Method: r.Method, URL: url, Header: r.Header, CF: h.CF, Length: r.ContentLength}
	if in.CF == "" {
		in.CF = DefaultCF
	}
	h.addHeaders(r, scheme)
	if r.Method == http.MethodGet || r.Method == http.MethodHead || r.Body == nil || r.Body == http.NoBody {
		return in, nil
	}
	if r.ContentLength < 0 || r.ContentLength > smallBody {
		in.Body = r.Body
		return in, nil
	}
	in.Data = make([]byte, r.ContentLength)
	if _, err := io.ReadFull(r.Body, in.Data); err != nil {
		return in, fmt.Errorf("read the request's body: %w", err)
	}
	return in, nil
}

// addHeaders adds what the platform's edge would.
func (h *HTTP) addHeaders(r *http.Request, scheme string) {
	address, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		address = r.RemoteAddr
	}
	set := func(name, value string) { r.Header[name] = []string{value} }
	set("Host", r.Host)
	set("Cf-Connecting-Ip", address)
	set("X-Real-Ip", address)
	set("X-Forwarded-Proto", scheme)
	set("Cf-Visitor", `{"scheme":"`+scheme+`"}`)
	ray := strconv.FormatUint(h.requests.Add(1), 16)
	set("Cf-Ray", "0000000000000000"[min(len(ray), 16):]+ray)
	if r.ContentLength > 0 {
		set("Content-Length", strconv.FormatInt(r.ContentLength, 10))
	}
}

// cutError says that a body ended before it was whole.
type cutError struct{ err error }

func (e *cutError) Error() string { return "the response was cut off: " + e.err.Error() }
func (e *cutError) Unwrap() error { return e.err }

// send writes a reply.
func (e *exchange) send(w http.ResponseWriter, r *http.Request, reply *webapi.Reply) (int, error) {
	header := w.Header()
	for name, values := range reply.Header {
		header[name] = values
	}
	header.Del("Connection")
	header.Del("Transfer-Encoding")
	if _, typed := header["Content-Type"]; !typed {
		header["Content-Type"] = nil // net/http would guess one
	}
	if reply.Status < 200 || reply.Status > 599 {
		err := fmt.Errorf("the Worker answered with Response.error() (status %d)", reply.Status)
		reply.Drop(err)
		writeError(w, r, http.StatusInternalServerError, err)
		return http.StatusInternalServerError, err
	}
	if r.Method == http.MethodHead {
		defer reply.Drop(nil)
		if _, given := header["Content-Length"]; !given && reply.Stream == nil && reply.Body != nil {
			header["Content-Length"] = []string{strconv.Itoa(len(reply.Body))}
		}
		w.WriteHeader(reply.Status)
		return reply.Status, nil
	}
	header.Del("Content-Length")
	if reply.Stream != nil {
		return e.stream(w, r, reply)
	}
	if reply.Status != http.StatusNoContent && reply.Status != http.StatusNotModified {
		header["Content-Length"] = []string{strconv.Itoa(len(reply.Body))}
	}
	w.WriteHeader(reply.Status)
	if len(reply.Body) == 0 {
		return reply.Status, nil
	}
	if _, err := w.Write(reply.Body); err != nil {
		return reply.Status, fmt.Errorf("write the response: %w", err)
	}
	return reply.Status, nil
}

// stream writes a body chunk by chunk, each at once.
func (e *exchange) stream(w http.ResponseWriter, r *http.Request, reply *webapi.Reply) (int, error) {
	control := http.NewResponseController(w)
	if e.in.Body != nil {
		control.EnableFullDuplex() // where it is not supported, it is not needed
	}
	if reply.Length >= 0 {
		w.Header()["Content-Length"] = []string{strconv.FormatInt(reply.Length, 10)}
	}
	w.WriteHeader(reply.Status)
	control.Flush()
	err := copyStream(r.Context(), w, control, reply.Stream)
	reply.Stream.Stop(err)
	switch {
	case err == nil:
		return reply.Status, nil
	case r.Context().Err() != nil:
		e.abandon()
		return reply.Status, errClientGone
	}
	return reply.Status, &cutError{err}
}

func copyStream(ctx context.Context, w io.Writer, control *http.ResponseController, from webapi.Stream) error {
	for {
		chunk, err := from.Next(ctx)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := w.Write(chunk); err != nil {
			return err
		}
		if err := control.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return err
		}
	}
}
