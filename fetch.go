package paddock

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"paddock/internal/clock"
)

// answerWithin bounds, in the world's time, how long a handler may take.
const answerWithin = time.Hour

// takeover bounds, in real time, the wait for a goroutine that is about to post
// to the world or to end. Nothing depends on how long it takes.
const takeover = 50 * time.Millisecond

// Fetch hands a request to the first Worker (its static files, then its fetch()
// handler) and lets the world's time pass until the whole answer is there; what
// the handler left to waitUntil() goes on in later calls. A handler that throws
// gives an answer of status 500, as over the network. The error says that the
// body was cut off, or that no answer came within an hour of the world's time.
// Its messages are stored, but not delivered yet: see Drain.
func (w *World) Fetch(r *http.Request) (*http.Response, error) {
	sent, err := whole(r)
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", r.URL, err)
	}
	ctx, cancel := context.WithCancelCause(r.Context())
	defer cancel(nil)
	a := &answer{clock: w.inner.Clock, header: http.Header{}, ended: make(chan struct{})}
	err = w.bounded(func(bound context.Context) error {
		if err := w.inner.Settle(bound); err != nil {
			return err
		}
		w.forget()
		go a.take(w.inner.Session.Handler(0), sent.WithContext(ctx))
		err := w.answered(bound, a.ended)
		if err != nil {
			cancel(err)
			<-a.ended
		}
		return err
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("fetch %s: %w", r.URL, err)
	case a.broken != nil:
		return nil, fmt.Errorf("fetch %s: the answer was cut off after %d bytes: %v", r.URL, a.body.Len(), a.broken)
	}
	return a.response(r), nil
}

// whole copies a request with its body read, so that the world waits for nobody.
func whole(r *http.Request) (*http.Request, error) {
	out := r.Clone(r.Context())
	if out.Host == "" {
		out.Host = r.URL.Host
	}
	out.RequestURI = r.URL.RequestURI() // as a server would have read it
	if out.RemoteAddr == "" {
		out.RemoteAddr = "127.0.0.1:1"
	}
	if r.URL.Scheme == "https" && out.TLS == nil {
		out.TLS = &tls.ConnectionState{}
	}
	if out.Header == nil {
		out.Header = http.Header{}
	}
	if r.Body == nil || r.Body == http.NoBody {
		return out, nil
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("read the request's body: %w", err)
	}
	out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	return out, nil
}

// forget takes a signal that is already dealt with.
func (w *World) forget() {
	select {
	case <-w.inner.Woken():
	default:
	}
}

// answered drives the world until ended is closed.
func (w *World) answered(ctx context.Context, ended <-chan struct{}) error {
	limit := w.Now().Add(answerWithin)
	begun := false
	for {
		if !begun || !w.serving() {
			// The goroutine of the request is to post its event, or to end.
			w.soon(ctx, ended)
			begun = true
		}
		if err := w.inner.Settle(ctx); err != nil {
			return err
		}
		select {
		case <-ended:
			return nil
		default:
		}
		if !w.serving() && w.soon(ctx, ended) {
			continue
		}
		moved, err := w.inner.Step(ctx, limit)
		if err != nil {
			return err
		}
		if !moved && !w.soon(ctx, ended) {
			return errors.New("no answer came within an hour of the world's time: its handler waits for what never happens, or its body has no end")
		}
	}
}

// serving reports whether a Worker is at a request.
func (w *World) serving() bool {
	for _, i := range w.inner.Session.Isolates() {
		for _, inv := range i.InFlight() {
			if inv.Event() == "fetch" {
				return true
			}
		}
	}
	return false
}

// soon waits a moment for the world to have something to do, or for the end, and
// reports whether there was either.
func (w *World) soon(ctx context.Context, ended <-chan struct{}) bool {
	ctx, cancel := context.WithTimeout(ctx, takeover)
	defer cancel()
	select {
	case <-ended:
		return true
	case <-w.inner.Woken():
		return true
	case <-ctx.Done():
		return false
	}
}

// Scheduled runs the scheduled() handler once, as its cron trigger would now, and
// lets the world's time pass until it has ended. It is the first Worker's that
// has such a trigger, or the first one's. The error is what the handler threw.
func (w *World) Scheduled(cron string) error {
	err := w.bounded(func(ctx context.Context) error {
		var thrown error
		ended := make(chan struct{})
		w.inner.Session.Scheduled(w.triggered(cron), cron, w.Now(), func(err error) {
			thrown = err
			close(ended)
		})
		limit := w.Now().Add(answerWithin)
		for {
			if err := w.inner.Settle(ctx); err != nil {
				return err
			}
			select {
			case <-ended:
				return thrown
			default:
			}
			if moved, err := w.inner.Step(ctx, limit); err != nil {
				return err
			} else if !moved {
				return errors.New("the handler did not end within an hour of the world's time")
			}
		}
	})
	if err != nil {
		return fmt.Errorf("scheduled %q: %w", cron, err)
	}
	return nil
}

// triggered finds the Worker that a cron expression belongs to.
func (w *World) triggered(cron string) int {
	for n, info := range w.workers() {
		if info.Config == nil {
			continue
		}
		for _, c := range info.Config.Crons {
			if c.Expr == cron {
				return n
			}
		}
	}
	return 0
}

// An answer is the http.ResponseWriter that keeps what comes. It belongs to the
// goroutine of the request until ended is closed.
type answer struct {
	clock  clock.Clock
	header http.Header
	status int
	body   bytes.Buffer
	held   bool // the clock stands still until this goroutine is done
	broken any
	ended  chan struct{}
}

func (a *answer) take(h http.Handler, r *http.Request) {
	defer func() {
		a.broken = recover() // http.ErrAbortHandler: the body is not whole
		close(a.ended)
		a.Flush()
	}()
	h.ServeHTTP(a, r)
}

func (a *answer) Header() http.Header { return a.header }

// WriteHeader keeps the clock from moving until the answer is whole.
func (a *answer) WriteHeader(status int) {
	if a.status != 0 || status < 200 {
		return
	}
	a.status, a.held = status, true
	a.header = a.header.Clone() // what is set from here on is too late
	a.clock.Hold()
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}

// Flush says that what is still to come may take time.
func (a *answer) Flush() {
	if a.held {
		a.held = false
		a.clock.Release()
	}
}

func (a *answer) response(r *http.Request) *http.Response {
	status := a.status
	if status == 0 {
		status = http.StatusOK
	}
	header := a.header
	for name, values := range header {
		if len(values) == 0 {
			delete(header, name) // kept from being guessed
		}
	}
	return &http.Response{
		Status: strconv.Itoa(status) + " " + http.StatusText(status), StatusCode: status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(bytes.NewReader(a.body.Bytes())), ContentLength: int64(a.body.Len()), Request: r,
	}
}
