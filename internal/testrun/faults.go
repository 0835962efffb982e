package testrun

import (
	"errors"
	"strings"
	"time"

	"paddock/internal/recording"
	"paddock/queue"
)

// A fault waits for batches of a queue to go wrong on.
type fault struct {
	queue                 string // "" for all
	fail, duplicate, kill int    // batches left
}

// inject adds faults, which the next batches meet: first those that fail, then
// those that die, then those that come twice.
func (f *file) inject(queue string, fail, duplicate, kill int) {
	f.faults = append(f.faults, &fault{queue, fail, duplicate, kill})
}

// meet takes what the next batch of a queue meets: "fail", "kill", "duplicate" or
// "".
func (f *file) meet(queue string) string {
	for _, x := range f.faults {
		if x.queue != "" && x.queue != queue {
			continue
		}
		switch {
		case x.fail > 0:
			x.fail--
			return "fail"
		case x.kill > 0:
			x.kill--
			return "kill"
		case x.duplicate > 0:
			x.duplicate--
			return "duplicate"
		}
	}
	return ""
}

// A delivery is one batch that a Worker was given.
type delivery struct {
	batch        queue.Batch
	consumer     queue.Consumer
	began, ended time.Time
	result       queue.Result
	over         bool
}

func (d *delivery) outcome() *recording.Outcome {
	return recording.Judge(d.batch, d.result, d.consumer, d.began, d.ended)
}

var errDied = errors.New("the isolate died: a fault of the test")

// deliver stands between the queues and a Worker: it notes what is delivered, and
// lets it go wrong as the tests ask.
func (f *file) deliver(_ string, h queue.Handler) queue.Handler {
	return queue.HandlerFunc(func(b queue.Batch, done func(queue.Result)) {
		f.batches[b.Queue]++
		switch f.meet(b.Queue) {
		case "fail":
			end := f.note(b, done)
			end(queue.Result{Failed: true, Err: "Error: the batch failed: a fault of the test"})
		case "kill":
			end := f.note(b, done)
			h.Handle(b, func(queue.Result) { end(queue.Result{Unspent: true, Err: errDied.Error()}) })
			f.endAtNextAwait(b.ID)
		case "duplicate":
			first := f.note(b, func(queue.Result) {
				h.Handle(b, f.note(b, done))
			})
			h.Handle(b, first)
		default:
			h.Handle(b, f.note(b, done))
		}
	})
}

// endAtNextAwait ends the invocation of a batch where it first waits for
// something.
func (f *file) endAtNextAwait(batch string) {
	for _, i := range f.w.Session.Isolates() {
		i.EndSubject(batch, errDied)
	}
}

// note records a delivery, and returns what is to be told its result.
func (f *file) note(b queue.Batch, done func(queue.Result)) func(queue.Result) {
	d := &delivery{batch: b, began: f.w.Clock.Now()}
	if b.Consumer != nil {
		d.consumer = *b.Consumer
	}
	f.deliveries = append(f.deliveries, d)
	return func(r queue.Result) {
		if !d.over {
			d.over, d.result, d.ended = true, r, f.w.Clock.Now()
		}
		done(r)
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func cutLine(s string) (first, rest string, found bool) { return strings.Cut(s, "\n") }
