package webapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/webapi/weburl"
)

// A transfer is one call of fetch: a request, the redirects it leads to, and
// the body of the response. Its fields are set on the loop before it starts.
type transfer struct {
	i         *runtime.Isolate
	transport http.RoundTripper
	method    string
	url       string
	header    http.Header
	follow    bool
	data      []byte        // a body that can be sent again
	stream    io.ReadCloser // or one that cannot
	length    int64         // of stream; -1 when unknown
	ctx       context.Context
	cancel    context.CancelFunc

	ticket  *runtime.Ticket
	aborted goja.Value // loop only: the reason, once the signal aborted it
}

const mostRedirects = 20

// fetched is the result of a transfer.
type fetched struct {
	status     int
	statusText string
	header     http.Header
	url        string
	redirected bool
	body       *byteSource // nil for none
	socket     *dialed     // of a response that upgraded the connection
}

func transferNatives(i *runtime.Isolate, define func(string, func(goja.FunctionCall) goja.Value)) {
	vm := i.VM()
	define("begin", func(c goja.FunctionCall) goja.Value { return vm.ToValue(newTransfer(i, c.Arguments)) })
	define("send", func(c goja.FunctionCall) goja.Value {
		t := c.Argument(0).Export().(*transfer)
		v, ticket := i.OutsidePromise("fetch")
		t.ticket = ticket
		t.aside(func() {
			f, err := t.run()
			if err != nil {
				t.cancel()
			}
			ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
				if err != nil {
					return nil, t.failure(err)
				}
				return f.value(vm), nil
			})
		})
		return v
	})
	define("abort", func(c goja.FunctionCall) goja.Value {
		t := c.Argument(0).Export().(*transfer)
		t.aborted = c.Argument(1)
		t.cancel()
		if body, ok := t.stream.(*bodyReader); ok {
			body.Stop(&thrown{t.aborted})
		}
		if i.Inline() { // the transfer is over, but for its answer
			t.ticket.SettleNow(func(*goja.Runtime) (goja.Value, error) { return nil, t.failure(context.Canceled) })
		}
		return goja.Undefined()
	})
}

// newTransfer takes method, url, headers, redirect, kind and value of the body.
func newTransfer(i *runtime.Isolate, args []goja.Value) *transfer {
	t := &transfer{
		i: i, method: args[0].String(), url: args[1].String(),
		header: args[2].Export().(*headerList).header().Clone(), follow: args[3].String() == "follow", length: -1,
	}
	t.transport, _ = i.Value(fetchKey{}).(http.RoundTripper)
	life := i.Life()
	if inv := i.Context().Invocation(); inv != nil {
		life = inv.Life()
	}
	t.ctx, t.cancel = context.WithCancel(life)
	switch args[4].String() {
	case "text":
		t.data = []byte(args[5].String())
	case "bytes":
		t.data = append([]byte{}, viewBytes(i.VM(), args[5])...)
	case "source":
		s := args[5].Export().(*byteSource)
		t.data, t.length = s.data, s.length
		if s.r != nil {
			t.stream = s.r
		}
	case "stream":
		r := args[5].Export().(*bodyReader)
		t.stream, t.length = r, r.length
	}
	return t
}

// aside carries the transfer out beside the loop, or at once where that must
// replay. A body that the script streams cannot be waited for on its own loop.
func (t *transfer) aside(run func()) {
	if !t.i.Inline() {
		go run()
		return
	}
	if _, streamed := t.stream.(*bodyReader); streamed {
		t.i.Stray("a request whose body the script streams")
		go run()
		return
	}
	run()
}

// failure is what the promise rejects with.
func (t *transfer) failure(err error) error {
	if t.aborted != nil {
		return &thrown{t.aborted}
	}
	var known *thrower
	if errors.As(err, &known) {
		return err
	}
	return &thrower{i: t.i, class: "TypeError", text: fmt.Sprintf("fetch(%s %s) failed: %v", t.method, t.url, err)}
}

// thrown is a JavaScript value on its way through Go.
type thrown struct{ v goja.Value }

func (t *thrown) Error() string                    { return t.v.String() }
func (t *thrown) JSValue(*goja.Runtime) goja.Value { return t.v }

func (t *transfer) typeError(format string, args ...any) error {
	return &thrower{i: t.i, class: "TypeError", text: fmt.Sprintf(format, args...)}
}

// run carries the transfer out, on a goroutine of its own.
func (t *transfer) run() (*fetched, error) {
	if strings.HasPrefix(t.url, "data:") {
		return fetchData(t.url)
	}
	if t.socketURL() {
		return t.upgrade()
	}
	if !strings.HasPrefix(t.url, "http://") && !strings.HasPrefix(t.url, "https://") {
		return nil, t.typeError("Fetch API cannot load: %s", t.url)
	}
	if t.transport == nil {
		return nil, t.typeError("fetch(%s) was refused: this Worker runs without a network", t.url)
	}
	if strings.EqualFold(t.header.Get("Upgrade"), "websocket") {
		return t.upgrade()
	}
	for hops := 0; ; hops++ {
		res, err := t.roundTrip()
		if err != nil {
			return nil, err
		}
		location := res.Header.Get("Location")
		if !t.follow || !redirects(res.StatusCode) || location == "" {
			return t.result(res, hops > 0), nil
		}
		res.Body.Close()
		if hops == mostRedirects {
			return nil, t.typeError("Too many redirects: gave up on %s after %d", t.url, mostRedirects)
		}
		if err := t.redirect(res.StatusCode, location); err != nil {
			return nil, err
		}
	}
}

// socketURL reports whether a WebSocket is asked for by the URL alone.
func (t *transfer) socketURL() bool {
	return (strings.HasPrefix(t.url, "ws://") || strings.HasPrefix(t.url, "wss://")) && strings.EqualFold(t.header.Get("Upgrade"), "websocket")
}

func (t *transfer) roundTrip() (*http.Response, error) {
	var body io.Reader
	switch {
	case t.stream != nil:
		body = t.stream
	case t.data != nil:
		body = bytes.NewReader(t.data)
	}
	url, _, _ := strings.Cut(t.url, "#")
	req, err := http.NewRequestWithContext(t.ctx, t.method, url, body)
	if err != nil {
		return nil, err
	}
	if t.stream != nil {
		req.ContentLength = t.length
	}
	req.Header = t.header.Clone()
	req.Host = t.header.Get("Host")
	for _, name := range []string{"Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Upgrade"} {
		req.Header.Del(name)
	}
	if req.Header.Get("Accept-Encoding") == "" {
		req.Header.Set("Accept-Encoding", "br, gzip")
	}
	if _, ok := req.Header["User-Agent"]; !ok {
		req.Header.Set("User-Agent", "") // keeps net/http from adding its own
	}
	return t.transport.RoundTrip(req)
}

func redirects(status int) bool {
	switch status {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}

// redirect turns the transfer to where a response sent it.
func (t *transfer) redirect(status int, location string) error {
	base, err := weburl.Parse(t.url)
	if err != nil {
		return err
	}
	next, err := base.Parse(location)
	if err != nil {
		return t.typeError("Unable to follow a redirect from %s: the location %q is not a URL", t.url, location)
	}
	if next.Scheme() != "http" && next.Scheme() != "https" {
		return t.typeError("Unable to follow a redirect from %s to %s: only http and https can be followed", t.url, next.Href(false))
	}
	toGet := status == 303 && t.method != "GET" && t.method != "HEAD" || (status == 301 || status == 302) && t.method == "POST"
	switch {
	case toGet:
		t.method, t.data, t.stream = "GET", nil, nil
		for _, name := range []string{"Content-Encoding", "Content-Language", "Content-Location", "Content-Type", "Content-Length"} {
			t.header.Del(name)
		}
	case t.stream != nil:
		return t.typeError("A request with a one-time-use body (a stream) met a redirect from %s that needs the body again. Buffer the body, or set redirect to \"manual\".", t.url)
	}
	if next.Scheme() != base.Scheme() || next.Host() != base.Host() {
		t.header.Del("Authorization")
		t.header.Del("Host")
	}
	t.url = next.Href(false)
	return nil
}

func (t *transfer) result(res *http.Response, redirected bool) *fetched {
	f := &fetched{
		status: res.StatusCode, header: res.Header, url: t.url, redirected: redirected,
		statusText: strings.TrimSpace(strings.TrimPrefix(res.Status, strconv.Itoa(res.StatusCode))),
	}
	if t.method == "HEAD" || noBody(res.StatusCode) {
		if res.StatusCode != http.StatusSwitchingProtocols { // else the body is the connection
			res.Body.Close()
			t.cancel()
		}
		return f
	}
	body, length, raw := decodeBody(res)
	f.body = &byteSource{r: body, raw: raw, length: length, transfer: t}
	return f
}

func noBody(status int) bool {
	return status == 101 || status == 204 || status == 205 || status == 304
}

// value is the object that fetch.js makes a Response of.
func (f *fetched) value(vm *goja.Runtime) goja.Value {
	o := vm.NewObject()
	o.Set("status", f.status)
	o.Set("statusText", f.statusText)
	o.Set("list", vm.ToValue(lazyHeaders(f.header)))
	o.Set("url", withoutFragment(f.url))
	o.Set("redirected", f.redirected)
	if f.socket != nil {
		o.Set("socket", vm.ToValue(f.socket))
	}
	if f.body == nil {
		o.Set("source", goja.Null())
	} else {
		o.Set("source", vm.ToValue(f.body))
	}
	return o
}
