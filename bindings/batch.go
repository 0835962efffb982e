package bindings

import (
	"fmt"
	"time"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/queue"
	"paddock/runtime"
)

// delivery is one batch in the hands of a script.
type delivery struct {
	batch  queue.Batch
	compat Compat
	inv    *runtime.Invocation
	marks  marks
	closed bool // the outcome is decided: marks come too late
}

func batchNatives(i *runtime.Isolate, define func(string, func(goja.FunctionCall) goja.Value)) {
	with := func(name string, at int, fn func(*delivery, goja.FunctionCall)) {
		define(name, func(c goja.FunctionCall) goja.Value {
			fn(c.Argument(at).Export().(*delivery), c)
			return goja.Undefined()
		})
	}
	index := func(c goja.FunctionCall) int { return int(c.Argument(1).ToInteger()) }
	define("count", func(c goja.FunctionCall) goja.Value {
		return i.VM().ToValue(len(c.Argument(0).Export().(*delivery).batch.Messages))
	})
	with("defineMessage", 1, func(d *delivery, c goja.FunctionCall) {
		d.defineMessage(i, c.Argument(0).(*goja.Object), int(c.Argument(2).ToInteger()))
	})
	with("defineBatch", 1, func(d *delivery, c goja.FunctionCall) {
		d.defineBatch(i, c.Argument(0).(*goja.Object), c.Argument(2))
	})
	with("ack", 0, func(d *delivery, c goja.FunctionCall) { d.ack(i, index(c)) })
	with("retry", 0, func(d *delivery, c goja.FunctionCall) {
		d.retry(i, index(c), retryDelay(i, "retry", c.Argument(2)))
	})
	with("ackAll", 0, func(d *delivery, c goja.FunctionCall) { d.ackAll(i) })
	with("retryAll", 0, func(d *delivery, c goja.FunctionCall) {
		d.retryAll(i, retryDelay(i, "retryAll", c.Argument(1)))
	})
	with("waitUntil", 0, func(d *delivery, c goja.FunctionCall) { d.inv.WaitUntil(c.Argument(1)) })
}

// defineMessage gives a message its own read-only properties.
func (d *delivery) defineMessage(i *runtime.Isolate, o *goja.Object, n int) {
	m := &d.batch.Messages[n]
	vm := i.VM()
	body, err := codecOf(i).Decode(codec.Type(m.Type), m.Body)
	if err != nil {
		panic(i.ErrorValue(fmt.Errorf("decode message %s of queue %s: %w", m.ID, d.batch.Queue, err)))
	}
	readOnly(o, "id", vm.ToValue(m.ID))
	readOnly(o, "timestamp", date(vm, m.Sent))
	readOnly(o, "body", body)
	readOnly(o, "attempts", vm.ToValue(m.Attempts))
}

func (d *delivery) defineBatch(i *runtime.Isolate, o *goja.Object, messages goja.Value) {
	vm := i.VM()
	readOnly(o, "queue", vm.ToValue(d.batch.Queue))
	readOnly(o, "messages", messages)
	metadata := vm.NewObject()
	metadata.Set("metrics", d.compat.metrics(vm, d.batch.Metrics))
	readOnly(o, "metadata", metadata)
}

func readOnly(o *goja.Object, name string, v goja.Value) {
	if err := o.DefineDataProperty(name, v, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE); err != nil {
		panic(err)
	}
}

// retryDelay reads the options of retry() and retryAll().
func retryDelay(i *runtime.Isolate, method string, options goja.Value) *time.Duration {
	if goja.IsUndefined(options) || goja.IsNull(options) {
		return nil
	}
	o, ok := options.(*goja.Object)
	if !ok {
		panic(i.VM().NewTypeError("Incorrect type: the provided value is not of type 'QueueRetryOptions'."))
	}
	v := o.Get("delaySeconds")
	if !given(v) {
		return nil
	}
	d, ok := seconds(v)
	if !ok {
		panic(i.VM().NewTypeError(fmt.Sprintf("%s(): delaySeconds %s is not an integer from 0 to %d", method, show(v), maxDelaySeconds)))
	}
	return &d
}
