package webapi

import (
	"context"
	"errors"
	"sync"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// errBodyEnded says that the invocation that produced a body is over.
var errBodyEnded = errors.New("the body's invocation ended before the body did")

// A bodyReader takes the chunks of a ReadableStream out of the isolate, one at
// a time: the stream is asked for more when the consumer has used the last. It
// is a Stream and an io.ReadCloser for one consumer goroutine; Close and Stop
// may be called from any.
type bodyReader struct {
	i      *runtime.Isolate
	ctx    *runtime.AsyncContext
	length int64 // -1 when unknown
	life   <-chan struct{}
	chunks chan bodyChunk // holds one
	over   chan struct{}
	once   sync.Once
	err    error // why it is over; io.EOF when the stream closed

	cancel  goja.Callable // loop only: cancels the stream with a reason
	release func()        // loop only: lets the invocation end

	rest []byte // consumer only, of Read

	mu      sync.Mutex
	pending *runtime.Ticket // of the chunk that the consumer has
}

type bodyChunk struct {
	data   []byte
	ticket *runtime.Ticket
}

// newBodyReader makes a reader that keeps the current invocation open until it ends.
func newBodyReader(i *runtime.Isolate) *bodyReader {
	b := &bodyReader{
		i: i, ctx: i.Context(), life: i.Life().Done(), release: func() {},
		chunks: make(chan bodyChunk, 1), over: make(chan struct{}),
	}
	if inv := b.ctx.Invocation(); inv != nil && !inv.Over() {
		b.life = inv.Life().Done()
		b.release = inv.Hold()
	}
	return b
}

// write is called on the loop with one chunk and returns the promise to wait
// for before the next.
func (b *bodyReader) write(data []byte) goja.Value {
	v, ticket := b.i.OutsidePromise("writing a body")
	select {
	case <-b.over:
		ticket.SettleNow(func(*goja.Runtime) (goja.Value, error) { return nil, b.err })
	default:
		b.chunks <- bodyChunk{data, ticket}
	}
	return v
}

// end is called on the loop when the stream has closed (io.EOF) or failed.
func (b *bodyReader) end(err error) {
	b.stop(err)
	b.letGo()
}

func (b *bodyReader) letGo() {
	release := b.release
	b.release = func() {}
	release()
}

// stop records the end and reports whether it was the first to.
func (b *bodyReader) stop(err error) (first bool) {
	b.once.Do(func() {
		b.err, first = err, true
		close(b.over)
	})
	return first
}

// Next returns the next chunk, or io.EOF.
func (b *bodyReader) Next(ctx context.Context) ([]byte, error) {
	b.ask(nil)
	select {
	case c := <-b.chunks:
		return b.take(c), nil
	case <-b.over:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case <-b.life:
		b.stop(errBodyEnded)
	}
	select {
	case c := <-b.chunks: // written before the end
		return b.take(c), nil
	default:
		return nil, b.err
	}
}

func (b *bodyReader) take(c bodyChunk) []byte {
	b.ask(c.ticket)
	return c.data
}

// ask settles the write of the chunk that the consumer had, which has next now.
func (b *bodyReader) ask(next *runtime.Ticket) {
	b.mu.Lock()
	last := b.pending
	b.pending = next
	b.mu.Unlock()
	if last != nil {
		last.Settle(func(*goja.Runtime) (goja.Value, error) { return goja.Undefined(), nil })
	}
}

// Read is Next for users of io.Reader.
func (b *bodyReader) Read(p []byte) (int, error) {
	for len(b.rest) == 0 {
		data, err := b.Next(context.Background())
		if err != nil {
			return 0, err
		}
		b.rest = data
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

// Close says that the consumer wants no more: the stream is cancelled unless it
// has ended.
func (b *bodyReader) Close() error {
	b.Stop(errors.New("the body is not wanted any more"))
	return nil
}

// Stop is Close with the reason that the stream is cancelled with.
func (b *bodyReader) Stop(reason error) {
	first := b.stop(reason)
	b.ask(nil)
	select {
	case c := <-b.chunks:
		b.take(c)
		b.ask(nil)
	default:
	}
	if !first {
		return
	}
	b.i.Post(b.ctx, func() {
		if b.cancel != nil {
			if _, err := b.i.Call(b.cancel, nil, b.i.ErrorValue(reason)); err != nil {
				b.i.Log("error", err.Error())
			}
		}
		b.letGo()
	})
}
