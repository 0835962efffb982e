package bindings

import (
	"errors"
	"fmt"
	"time"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/queue"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

// What is here calls handlers from within their own isolate, with no queue and
// no server in between: for tests, which share the isolate with the Worker.

// A HandBatch is a batch that no queue holds: somebody looks at the marks that a
// handler made. It belongs to the loop.
type HandBatch struct{ d *delivery }

// NewHandBatch makes a batch of these messages.
func NewHandBatch(b queue.Batch, c Compat) *HandBatch {
	return &HandBatch{&delivery{batch: b, compat: c}}
}

// Object makes the MessageBatch.
func (h *HandBatch) Object(i *runtime.Isolate) (goja.Value, error) {
	return fromLibrary(i, "makeBatch", i.VM().ToValue(h.d))
}

// Deliver calls the Worker's queue() handler with the batch, and then done, on
// the loop, with what the handler or its waitUntil work threw. It reports false,
// without calling done, when the isolate is closed.
func (h *HandBatch) Deliver(i *runtime.Isolate, done func(error)) bool {
	return i.Invoke(runtime.Event{
		Name: "queue",
		Seed: h.d.batch.Seed,
		Wall: handWall,
		Call: func(inv *runtime.Invocation) (goja.Value, error) {
			h.d.inv = inv
			return h.d.call(i, "default", len(i.Listeners("queue")) > 0)
		},
		Done: func(_ *runtime.Invocation, o runtime.Outcome) {
			if o.Err == nil {
				o.Err = o.Wait
			}
			done(o.Err)
		},
	})
}

// handWall is how long the platform lets a batch take.
const handWall = 15 * time.Minute

// HandMarks are the marks of a batch.
type HandMarks struct {
	AckAll     bool
	RetryAll   bool
	RetryDelay *time.Duration // of retryAll; nil when none was given
	Acked      []string       // messages that were acknowledged one by one
	Retried    []HandRetry    // and retried one by one
}

// A HandRetry is one message that was retried.
type HandRetry struct {
	ID    string
	Delay *time.Duration
}

// Marks returns the marks so far.
func (h *HandBatch) Marks() HandMarks {
	m := h.d.marks
	out := HandMarks{AckAll: m.all == queue.Acked, RetryAll: m.all == queue.Retried, RetryDelay: m.delay}
	for n, own := range m.own {
		switch id := h.d.batch.Messages[n].ID; own.is {
		case queue.Acked:
			out.Acked = append(out.Acked, id)
		case queue.Retried:
			out.Retried = append(out.Retried, HandRetry{id, own.delay})
		}
	}
	return out
}

// EncodeBody makes the body of a message, in V8's format, which keeps every value
// that a queue may carry. Loop only.
func EncodeBody(i *runtime.Isolate, v goja.Value) ([]byte, codec.Type, error) {
	body, err := codecOf(i).Encode(codec.V8, v)
	return body, codec.V8, err
}

// DecodeBody makes the value of a message's body. Loop only.
func DecodeBody(i *runtime.Isolate, kind string, body []byte) (goja.Value, error) {
	v, err := codecOf(i).Decode(codec.Type(kind), body)
	if err != nil {
		return nil, fmt.Errorf("decode a message: %w", err)
	}
	return v, nil
}

// DirectFetch calls an entrypoint's fetch() handler with a Request of the same
// isolate. settled is told the Response, once; a body that streams keeps the
// invocation open until it is ended. It reports false, without calling settled,
// when the isolate is closed.
func DirectFetch(i *runtime.Isolate, entrypoint string, request goja.Value, settled func(goja.Value, error)) bool {
	told := false
	tell := func(v goja.Value, err error) {
		if !told {
			told = true
			settled(v, err)
		}
	}
	return i.Invoke(runtime.Event{
		Name: "fetch",
		Call: func(inv *runtime.Invocation) (goja.Value, error) { return CallFetch(inv, entrypoint, request) },
		Settled: func(inv *runtime.Invocation, v goja.Value, err error) {
			switch streams, ok := webapi.Flows(i, v); {
			case err != nil:
			case !ok:
				v, err = nil, webapi.ErrNotResponse
			case streams:
				inv.Hold()
			}
			tell(v, err)
		},
		Done: func(_ *runtime.Invocation, o runtime.Outcome) {
			if o.Wait != nil {
				i.Report(i.ErrorValue(o.Wait))
			}
			if o.Err == nil {
				o.Err = errors.New("the request ended without an answer")
			}
			tell(nil, o.Err)
		},
	})
}
