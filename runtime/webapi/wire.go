package webapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/coder/websocket"
	"github.com/dop251/goja"

	"paddock/runtime"
)

// largestMessage bounds what a WebSocket takes in one message, as the platform does.
const largestMessage = 32 << 20

// A wire is the connection behind a WebSocket object. What the script sends
// before there is a connection waits in out. Two goroutines serve it, one for each
// direction; a message is read when the script has seen the one before.
type wire struct {
	i       *runtime.Isolate
	ctx     *runtime.AsyncContext
	life    context.Context // of the invocation
	end     context.CancelFunc
	receive goja.Callable // loop only: (kind, value, reason)
	release func()        // loop only: lets the invocation end

	conn *websocket.Conn // set before the goroutines start

	mu    sync.Mutex
	out   []frame
	awake chan struct{} // holds one: out has changed
}

// A frame is a message, or the end when code is not 0.
type frame struct {
	typ    websocket.MessageType
	data   []byte
	code   int
	reason string
}

func newWire(i *runtime.Isolate, receive goja.Callable, hold bool) *wire {
	w := &wire{i: i, ctx: i.Context(), receive: receive, release: func() {}, awake: make(chan struct{}, 1)}
	life := i.Life()
	if inv := w.ctx.Invocation(); inv != nil && !inv.Over() {
		life = inv.Life()
	}
	w.life, w.end = context.WithCancel(life)
	if hold {
		w.hold()
	}
	return w
}

// hold keeps the invocation open until the connection has ended. Loop only.
func (w *wire) hold() {
	if inv := w.ctx.Invocation(); inv != nil && !inv.Over() {
		w.release = inv.Hold()
	}
}

// letGo ends the hold; it may be called from any goroutine.
func (w *wire) letGo() {
	w.i.Post(w.ctx, func() {
		release := w.release
		w.release = func() {}
		release()
	})
}

// send queues a frame; it never blocks.
func (w *wire) send(f frame) {
	w.mu.Lock()
	w.out = append(w.out, f)
	w.mu.Unlock()
	select {
	case w.awake <- struct{}{}:
	default:
	}
}

// serve carries messages until the connection has ended.
func (w *wire) serve() {
	w.conn.SetReadLimit(largestMessage)
	written := make(chan error, 1)
	go func() { written <- w.write() }()
	err := w.read()
	w.end()
	if closed := <-written; closed != nil {
		err = closed
	}
	w.conn.CloseNow()
	w.finish(err)
}

// finish tells the script how the connection ended.
func (w *wire) finish(err error) {
	w.end()
	var closed websocket.CloseError
	w.i.Post(w.ctx, func() {
		vm := w.i.VM()
		if errors.As(err, &closed) {
			w.call(vm.ToValue("close"), vm.ToValue(int(closed.Code)), vm.ToValue(closed.Reason))
		} else {
			w.call(vm.ToValue("fail"), w.i.NewError("Error", fmt.Sprintf("The WebSocket connection was lost: %v", err)))
		}
	})
	w.letGo()
}

func (w *wire) call(args ...goja.Value) {
	callReporting(w.i, w.receive, args...)
}

func (w *wire) read() error {
	for {
		typ, data, err := w.conn.Read(w.life)
		if err != nil {
			return err
		}
		seen := make(chan struct{})
		if !w.i.Post(w.ctx, func() {
			defer close(seen)
			vm := w.i.VM()
			if typ == websocket.MessageText {
				w.call(vm.ToValue("text"), vm.ToValue(decodeText(data)))
			} else {
				w.call(vm.ToValue("binary"), newBuffer(vm, data))
			}
		}) {
			return runtime.ErrClosed
		}
		select {
		case <-seen:
		case <-w.life.Done():
			return context.Cause(w.life)
		}
	}
}

// write returns how the script's own close went, or nil when it did not close.
func (w *wire) write() error {
	for {
		w.mu.Lock()
		frames := w.out
		w.out = nil
		w.mu.Unlock()
		for _, f := range frames {
			if f.code != 0 {
				return w.close(f)
			}
			if err := w.conn.Write(w.life, f.typ, f.data); err != nil {
				return nil // the reader learns of it
			}
		}
		select {
		case <-w.awake:
		case <-w.life.Done():
			return nil
		}
	}
}

// close shakes hands with the other side, which usually repeats our code.
func (w *wire) close(f frame) error {
	err := w.conn.Close(websocket.StatusCode(f.code), f.reason)
	var closed websocket.CloseError
	switch {
	case err == nil:
		return websocket.CloseError{Code: websocket.StatusCode(f.code), Reason: f.reason}
	case errors.As(err, &closed):
		return closed
	}
	return nil
}

// A dialed is a connection that fetch made, and nobody reads yet.
type dialed struct {
	conn *websocket.Conn
	end  context.CancelFunc // of the fetch
}

// dial connects to a server. When the server answers with anything but the
// switch of protocols, its response is returned instead of a connection.
func dial(ctx context.Context, transport http.RoundTripper, url string, header http.Header, protocols []string) (*websocket.Conn, *http.Response, error) {
	if transport == nil {
		return nil, nil, fmt.Errorf("connecting to %s was refused: this Worker runs without a network", url)
	}
	keep := &answerKeeper{transport: transport}
	conn, res, err := websocket.Dial(ctx, url, &websocket.DialOptions{
		HTTPClient: &http.Client{Transport: keep, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		HTTPHeader: header, Host: header.Get("Host"), Subprotocols: protocols,
	})
	if err != nil && keep.refusal != nil {
		return nil, keep.refusal, nil
	}
	return conn, res, err
}

// answerKeeper keeps the response of a server that refuses the upgrade, of
// which Dial would keep the beginning only.
type answerKeeper struct {
	transport http.RoundTripper
	refusal   *http.Response
}

func (k *answerKeeper) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := k.transport.RoundTrip(r)
	if err != nil || res.StatusCode == http.StatusSwitchingProtocols {
		return res, err
	}
	k.refusal = res
	shown := *res
	shown.Body = http.NoBody
	return &shown, nil
}
