package bindings

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/queue"
	"paddock/runtime"
)

// A Sender is where a producer binding sends; *queue.Broker is one.
type Sender interface {
	Send(queue string, msgs []queue.Outgoing, done func(queue.Metrics, error))
	Metrics(queue string, done func(queue.Metrics, error))
}

// Compat are the behaviours of the queue API that depend on the compatibility
// date and flags.
type Compat struct {
	DefaultType codec.Type // of a message that names none
	// ExposeCodes ends an error with its code, instead of beginning it with
	// the failed operation (queue_expose_error_codes).
	ExposeCodes bool
	// NoWaitForWaitUntil lets the handler's promise alone decide the outcome
	// of a batch (queue_consumer_no_wait_for_wait_until).
	NoWaitForWaitUntil bool
	// DateMetrics shows oldestMessageTimestamp as a Date, undefined when empty.
	DateMetrics bool
}

// A Producer is the binding env.NAME of a queue.
type Producer struct {
	Binding string
	Queue   string
	Delay   *time.Duration // the binding's delivery_delay; nil leaves it to the queue
	Broker  Sender
	Compat  Compat
}

// Name returns the property of env.
func (p *Producer) Name() string { return p.Binding }

// Bind makes the WorkerQueue object.
func (p *Producer) Bind(i *runtime.Isolate) (goja.Value, error) {
	return fromLibrary(i, "makeQueue", i.VM().ToValue(p))
}

func producerNatives(i *runtime.Isolate, define func(string, func(goja.FunctionCall) goja.Value)) {
	producer := func(c goja.FunctionCall) *Producer { return c.Argument(0).Export().(*Producer) }
	define("send", func(c goja.FunctionCall) goja.Value {
		return producer(c).send(i, c.Argument(1), c.Argument(2))
	})
	define("sendBatch", func(c goja.FunctionCall) goja.Value {
		return producer(c).sendBatch(i, c.Argument(1).(*goja.Object), c.Argument(2))
	})
	define("metrics", func(c goja.FunctionCall) goja.Value {
		return producer(c).metrics(i)
	})
}

func (p *Producer) send(i *runtime.Isolate, body, options goja.Value) goja.Value {
	r := sendRequest{body: body, detach: true}
	p.options(i, options, "QueueSendOptions", func(o *goja.Object) {
		r.contentType, r.delay = o.Get("contentType"), o.Get("delaySeconds")
	})
	out, err := p.outgoing(i, r, p.Delay)
	if err != nil {
		panic(p.thrown(i, "send", err))
	}
	return p.post(i, "send", []queue.Outgoing{out})
}

func (p *Producer) sendBatch(i *runtime.Isolate, list *goja.Object, options goja.Value) goja.Value {
	count := int(list.Get("length").ToInteger())
	if count == 0 {
		panic(i.VM().NewTypeError("sendBatch() requires at least one message"))
	}
	delay := p.Delay
	p.options(i, options, "QueueSendBatchOptions", func(o *goja.Object) {
		d, err := delaySeconds(o.Get("delaySeconds"), codeBatchDelay, "BatchDelayInvalid")
		if err != nil {
			panic(p.thrown(i, "sendBatch", err))
		}
		if d != nil {
			delay = d
		}
	})
	out := make([]queue.Outgoing, 0, min(count, 128))
	for n := range count {
		m, err := p.outgoing(i, p.request(i, list.Get(fmt.Sprint(n))), delay)
		if err != nil {
			panic(p.thrown(i, "sendBatch", err))
		}
		out = append(out, m)
	}
	return p.post(i, "sendBatch", out)
}

// sendRequest is one message as the script described it.
type sendRequest struct {
	body, contentType, delay goja.Value
	detach                   bool // the buffer of a bytes body moves into the message
}

func (p *Producer) request(i *runtime.Isolate, v goja.Value) sendRequest {
	o, ok := v.(*goja.Object)
	if !ok {
		panic(i.VM().NewTypeError("Incorrect type: the provided value is not of type 'MessageSendRequest'."))
	}
	return sendRequest{body: o.Get("body"), contentType: o.Get("contentType"), delay: o.Get("delaySeconds")}
}

// options reads an optional dictionary argument.
func (p *Producer) options(i *runtime.Isolate, v goja.Value, name string, read func(*goja.Object)) {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return
	}
	o, ok := v.(*goja.Object)
	if !ok {
		panic(i.VM().NewTypeError("Incorrect type: the provided value is not of type '" + name + "'."))
	}
	read(o)
}

// outgoing checks and encodes one message; fallback is the delay of one that
// brings none.
func (p *Producer) outgoing(i *runtime.Isolate, r sendRequest, fallback *time.Duration) (queue.Outgoing, error) {
	vm := i.VM()
	if r.body == nil || goja.IsUndefined(r.body) {
		panic(vm.NewTypeError("Message body cannot be undefined"))
	}
	t := p.Compat.DefaultType
	if given(r.contentType) {
		name := r.contentType.String()
		var ok bool
		if t, ok = codec.ParseType(name); !ok {
			panic(vm.NewTypeError("Unsupported queue message content type: " + name))
		}
	}
	delay, err := delaySeconds(r.delay, queue.CodeMessageMetadataInvalid, "MessageMetadataInvalid")
	if err != nil {
		return queue.Outgoing{}, err
	}
	if delay == nil {
		delay = fallback
	}
	body, err := p.encode(i, t, r)
	return queue.Outgoing{Body: body, Type: string(t), Delay: delay}, err
}

func (p *Producer) encode(i *runtime.Isolate, t codec.Type, r sendRequest) ([]byte, error) {
	if t == codec.Bytes && r.detach {
		return codecOf(i).EncodeBytesDetaching(r.body)
	}
	return codecOf(i).Encode(t, r.body)
}

func given(v goja.Value) bool { return v != nil && !goja.IsUndefined(v) }

const codeBatchDelay = queue.CodeBatchDelayInvalid

// delaySeconds reads a delay: an integer from 0 to 86400, or undefined.
func delaySeconds(v goja.Value, code int, name string) (*time.Duration, error) {
	if !given(v) {
		return nil, nil
	}
	if d, ok := seconds(v); ok {
		return &d, nil
	}
	return nil, &queue.Error{Code: code, Name: name,
		Reason: fmt.Sprintf("delaySeconds %s is not an integer from 0 to %d", show(v), maxDelaySeconds)}
}

const maxDelaySeconds = int64(queue.MaxDelay / time.Second)

// seconds accepts a number that is an integer within the limits of a delay.
func seconds(v goja.Value) (time.Duration, bool) {
	if !goja.IsNumber(v) {
		return 0, false
	}
	f := v.ToFloat()
	if f != math.Trunc(f) || f < 0 || f > float64(maxDelaySeconds) {
		return 0, false
	}
	return time.Duration(f) * time.Second, true
}

// show names a value for an error: strings in quotes.
func show(v goja.Value) string {
	if goja.IsString(v) {
		return fmt.Sprintf("%q", v.String())
	}
	if o, ok := v.(*goja.Object); ok {
		return "of class " + o.ClassName()
	}
	return v.String()
}

// post hands the messages to the broker; the promise resolves once they are on
// disk.
func (p *Producer) post(i *runtime.Isolate, op string, msgs []queue.Outgoing) goja.Value {
	promise, ticket := i.Promise("queue " + op + " " + p.Queue)
	p.Broker.Send(p.Queue, msgs, func(m queue.Metrics, err error) {
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, p.named(op, err)
			}
			metadata := vm.NewObject()
			metadata.Set("metrics", p.Compat.metrics(vm, m))
			result := vm.NewObject()
			result.Set("metadata", metadata)
			return result, nil
		})
	})
	return promise
}

func (p *Producer) metrics(i *runtime.Isolate) goja.Value {
	promise, ticket := i.Promise("queue metrics " + p.Queue)
	p.Broker.Metrics(p.Queue, func(m queue.Metrics, err error) {
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, p.named("metrics", err)
			}
			return p.Compat.metrics(vm, m), nil
		})
	})
	return promise
}

// metrics makes the QueueMetrics object.
func (c Compat) metrics(vm *goja.Runtime, m queue.Metrics) goja.Value {
	o := vm.NewObject()
	o.Set("backlogCount", m.BacklogCount)
	o.Set("backlogBytes", m.BacklogBytes)
	switch {
	case !c.DateMetrics && m.Oldest.IsZero():
		o.Set("oldestMessageTimestamp", 0)
	case !c.DateMetrics:
		o.Set("oldestMessageTimestamp", m.Oldest.UnixMilli())
	case m.Oldest.IsZero():
		o.Set("oldestMessageTimestamp", goja.Undefined())
	default:
		o.Set("oldestMessageTimestamp", date(vm, m.Oldest))
	}
	return o
}

func date(vm *goja.Runtime, t time.Time) goja.Value {
	d, err := vm.New(vm.Get("Date"), vm.ToValue(t.UnixMilli()))
	if err != nil {
		panic(err)
	}
	return d
}

// named gives a refusal of the broker the form that the compatibility date
// asks for.
func (p *Producer) named(op string, err error) error {
	var refusal *queue.Error
	if !errors.As(err, &refusal) {
		return fmt.Errorf("Queue %s failed: %w", op, err)
	}
	if p.Compat.ExposeCodes {
		return refusal
	}
	return fmt.Errorf("Queue %s failed: %s", op, refusal.Reason)
}

// thrown returns the JavaScript value for an error of encoding or checking.
func (p *Producer) thrown(i *runtime.Isolate, op string, err error) goja.Value {
	var refusal *queue.Error
	if errors.As(err, &refusal) {
		err = p.named(op, err)
	}
	return i.ErrorValue(err)
}
