package webapi

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/coder/websocket"
	"github.com/dop251/goja"
	"golang.org/x/net/http/httpguts"

	"paddock/internal/wellformed"
	"paddock/runtime"
)

//go:embed js/websocket.js
var webSocketSource string

// webSocketLibrary holds WebSocket and WebSocketPair.
var webSocketLibrary = runtime.NewLibrary("websocket.js", webSocketSource, webSocketNatives)

// Sockets are the older ways of WebSockets, which compatibility dates keep.
type Sockets struct {
	Buffers  bool // binary messages come as ArrayBuffers unless told otherwise, not as Blobs
	HalfOpen bool // the script answers the other side's close itself
}

type socketsKey struct{}

func decodeText(data []byte) string { return string(wellformed.UTF8(data)) }

func webSocketNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	native.Set("events", eventsLibrary.Load(i))
	native.Set("DOMException", domExceptionLibrary.Load(i).Get("DOMException"))
	native.Set("URL", urlLibrary.Load(i).Get("URL"))
	blobs := formsLibrary.Load(i)
	native.Set("makeBlob", blobs.Get("makeBlob"))
	native.Set("clone", vm.Get("structuredClone"))
	sockets, _ := i.Value(socketsKey{}).(Sockets)
	native.Set("buffers", sockets.Buffers)
	native.Set("halfOpen", sockets.HalfOpen)
	define := definer(native)
	byteNatives(i, define)
	define("wellFormed", func(c goja.FunctionCall) goja.Value { return vm.ToValue(c.Argument(0).String()) })
	define("byteLength", func(c goja.FunctionCall) goja.Value { return vm.ToValue(len(c.Argument(0).String())) })
	define("isToken", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(httpguts.ValidHeaderFieldName(c.Argument(0).String()))
	})
	define("task", func(c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(c.Argument(0))
		task(i, fn)
		return goja.Undefined()
	})
	wireNatives(i, define)
}

func wireNatives(i *runtime.Isolate, define func(string, func(goja.FunctionCall) goja.Value)) {
	vm := i.VM()
	of := func(c goja.FunctionCall) *wire { return c.Argument(0).Export().(*wire) }
	define("newWire", func(c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(c.Argument(0))
		return vm.ToValue(newWire(i, fn, c.Argument(1).ToBoolean()))
	})
	define("wireSend", func(c goja.FunctionCall) goja.Value {
		if v := c.Argument(1); goja.IsString(v) {
			of(c).send(frame{typ: websocket.MessageText, data: []byte(v.String())})
		} else {
			of(c).send(frame{typ: websocket.MessageBinary, data: viewBytes(vm, v)}) // a copy already
		}
		return goja.Undefined()
	})
	define("wireClose", func(c goja.FunctionCall) goja.Value {
		of(c).send(frame{code: int(c.Argument(1).ToInteger()), reason: c.Argument(2).String()})
		return goja.Undefined()
	})
	define("wireHold", func(c goja.FunctionCall) goja.Value {
		of(c).hold()
		return goja.Undefined()
	})
	define("wireDrop", func(c goja.FunctionCall) goja.Value {
		of(c).end()
		return goja.Undefined()
	})
	define("wireStart", func(c goja.FunctionCall) goja.Value {
		go of(c).serve()
		return goja.Undefined()
	})
	define("adopt", func(c goja.FunctionCall) goja.Value {
		d := c.Argument(1).Export().(*dialed)
		of(c).conn = d.conn
		return goja.Undefined()
	})
	define("dial", func(c goja.FunctionCall) goja.Value {
		var protocols []string
		if err := vm.ExportTo(c.Argument(2), &protocols); err != nil {
			panic(i.ErrorValue(err))
		}
		return of(c).dial(c.Argument(1).String(), protocols)
	})
}

// dial connects the wire and resolves to the protocol agreed on.
func (w *wire) dial(url string, protocols []string) goja.Value {
	w.i.Stray("a WebSocket to the outside")
	v, ticket := w.i.OutsidePromise("connecting a WebSocket")
	transport, _ := w.i.Value(fetchKey{}).(http.RoundTripper)
	go func() {
		conn, refusal, err := dial(w.life, transport, url, http.Header{}, protocols)
		if err == nil && conn == nil {
			refusal.Body.Close()
			err = fmt.Errorf("the server answered with the status %d instead of an upgrade", refusal.StatusCode)
		}
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, fmt.Errorf("connecting a WebSocket to %s failed: %w", url, err)
			}
			w.conn = conn
			return vm.ToValue(conn.Subprotocol()), nil
		})
	}()
	return v
}

// upgrade is run for a fetch that asks for a WebSocket.
func (t *transfer) upgrade() (*fetched, error) {
	header := t.header.Clone()
	var protocols []string
	for _, v := range header.Values("Sec-Websocket-Protocol") {
		for p := range strings.SplitSeq(v, ",") {
			protocols = append(protocols, strings.TrimSpace(p))
		}
	}
	for _, name := range []string{"Upgrade", "Connection", "Sec-Websocket-Protocol", "Sec-Websocket-Key", "Sec-Websocket-Version", "Sec-Websocket-Extensions"} {
		header.Del(name)
	}
	url := t.url
	if rest, ok := strings.CutPrefix(url, "ws"); ok {
		url = "http" + rest
	}
	conn, res, err := dial(t.ctx, t.transport, url, header, protocols)
	if err != nil {
		return nil, err
	}
	f := t.result(res, false)
	if conn != nil {
		f.socket = &dialed{conn: conn, end: t.cancel}
	}
	return f, nil
}

// A Socket is the WebSocket that a script answered a request with.
type Socket struct{ w *wire }

// Drop tells the script that there will be no connection.
func (s *Socket) Drop(reason error) {
	if s.w.conn != nil {
		s.w.conn.CloseNow()
	}
	s.w.finish(reason)
}

// Upgrade switches the connection of a request to the WebSocket protocol and
// carries messages until it has ended. On failure the client has its answer.
func (r *Reply) Upgrade(rw http.ResponseWriter, req *http.Request) error {
	o := &websocket.AcceptOptions{InsecureSkipVerify: true} // who may connect is the script's business
	for name, values := range r.Header {
		switch http.CanonicalHeaderKey(name) {
		case "Sec-Websocket-Protocol":
			o.Subprotocols = values
		case "Upgrade", "Connection", "Sec-Websocket-Accept", "Sec-Websocket-Extensions":
		default:
			rw.Header()[name] = values
		}
	}
	conn, err := websocket.Accept(rw, req, o)
	if err != nil {
		r.Socket.Drop(err)
		return err
	}
	w := r.Socket.w
	if w.conn != nil {
		relaySockets(w.life, conn, w.conn)
		w.letGo()
		return nil
	}
	w.conn = conn
	w.serve()
	return nil
}

// relaySockets joins two connections until either ends.
func relaySockets(ctx context.Context, a, b *websocket.Conn) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	copyMessages := func(to, from *websocket.Conn) {
		from.SetReadLimit(largestMessage)
		for {
			typ, data, err := from.Read(ctx)
			if err == nil {
				err = to.Write(ctx, typ, data)
			}
			var closed websocket.CloseError
			switch {
			case errors.As(err, &closed):
				to.Close(closed.Code, closed.Reason)
				return
			case err != nil:
				to.Close(websocket.StatusInternalError, "the other side was lost")
				return
			}
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		copyMessages(b, a)
	}()
	copyMessages(a, b)
	<-done
	a.CloseNow()
	b.CloseNow()
}
