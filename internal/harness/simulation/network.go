package simulation

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// A request is one that a Worker made to the outside. That to a Worker that is not
// among the projects may be the call of a method: its Method is CALL then.
type request struct {
	Method    string `json:"method"`
	URL       string `json:"url"`
	Key       string `json:"idempotencyKey,omitempty"`
	Body      string `json:"body"`
	Performed bool   `json:"performed"` // the service did what it was asked to
	reads     bool   // it promises to change nothing
	at        time.Duration
}

// network is the outside: it keeps what is asked of it, and answers from the
// project's script, or that all is well. It never waits.
type network struct{ r *run }

// RoundTrip answers a request.
func (n network) RoundTrip(req *http.Request) (*http.Response, error) {
	r, op := n.r, n.r.calling
	n.r.calling = nil
	body := ""
	if req.Body != nil {
		data, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		body = string(data)
	}
	asked := request{Method: req.Method, URL: req.URL.String(), Key: req.Header.Get(r.s.o.KeyHeader), Body: body, reads: safe(req.Method), at: r.clock.Now().Sub(epoch)}
	writes := !safe(req.Method)
	who := ""
	if op != nil {
		op.writes = writes
		op.what = "fetch " + asked.Method + " " + asked.URL
		who = op.d.key + ": "
		if status := r.failing(op); status != 0 {
			r.asked(asked, who, fmt.Sprint(status))
			return response(req, status, http.Header{"Retry-After": {"1"}}, http.StatusText(status)), nil
		}
		if op.silent {
			r.note("request", "", fmt.Sprintf("%s%s %s %s never arrives", who, asked.Method, asked.URL, shorten(body)))
			return response(req, 200, nil, ""), nil
		}
	}
	answer, err := r.serve(req, body)
	if err != nil {
		return nil, err
	}
	asked.Performed = answer.StatusCode < 400
	r.asked(asked, who, fmt.Sprint(answer.StatusCode))
	return answer, nil
}

// failing decides on an answer that says that nothing was done.
func (r *run) failing(op *operation) int {
	if op.fragile || op.spoilt {
		return 0
	}
	if r.chance.happen(Busy, op.key) {
		return r.fail(op, Busy, http.StatusTooManyRequests)
	}
	if r.chance.happen(Broken, op.key) {
		return r.fail(op, Broken, http.StatusServiceUnavailable)
	}
	return 0
}

func (r *run) fail(op *operation, kind Kind, status int) int {
	op.spoilt = true
	r.note("fault", "", fmt.Sprintf("%s: %s: %s (%s)", op.key, op.what, about[kind], kind))
	return status
}

// serve asks the project's script what the service would answer.
func (r *run) serve(req *http.Request, body string) (*http.Response, error) {
	if r.driver != nil && r.driver.service != nil {
		return r.driver.serve(req, body)
	}
	return response(req, http.StatusOK, http.Header{"Content-Type": {"application/json"}}, `{"ok":true}`), nil
}

func response(req *http.Request, status int, header http.Header, body string) *http.Response {
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: req}
}

// noSockets refuses connections: the moments at which bytes arrive cannot be replayed.
func noSockets(_ context.Context, _, address string) (net.Conn, error) {
	return nil, fmt.Errorf("connect %s: a simulation has no sockets, since it could not be replayed. Use fetch(), which simulate.js answers, or a stub of the binding", address)
}

// safe reports whether a method promises to change nothing.
func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

const mostShown = 120

func shorten(s string) string {
	if len(s) > mostShown {
		return s[:mostShown] + "…"
	}
	return s
}
