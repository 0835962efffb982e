package recording

import (
	"sync"
	"time"

	"paddock/internal/clock"
	"paddock/queue"
)

// The bounds of a Recorder that names none.
const (
	defaultBatches = 200
	defaultBytes   = 16 << 20
)

// The console lines that are kept of one batch.
const (
	mostLines     = 1000
	mostLineBytes = 64 << 10
)

// Options say how much a Recorder keeps.
type Options struct {
	Clock   clock.Clock
	Batches int // 0 means 200
	Bytes   int // of bodies and console lines; 0 means 16 MiB
}

// A Recorder keeps the newest batches. Its methods may be called from any
// goroutine and do not block; those that a delivery goes through cost next to
// nothing, since a batch is described only when somebody asks for it. A nil
// Recorder keeps nothing.
type Recorder struct {
	o Options

	mu    sync.Mutex
	all   []*entry // oldest first
	byID  map[string]*entry
	bytes int
}

// An entry is one recorded batch. The recorder's lock guards it.
type entry struct {
	batch      queue.Batch
	consumer   queue.Consumer
	generation int
	began      time.Time
	ended      time.Time // zero while it runs
	result     queue.Result
	failure    string
	lines      []Line
	notKept    int
	lineBytes  int

	stored *Recording // one that was read back; the rest is empty then
}

// New returns an empty recorder.
func New(o Options) *Recorder {
	if o.Batches == 0 {
		o.Batches = defaultBatches
	}
	if o.Bytes == 0 {
		o.Bytes = defaultBytes
	}
	return &Recorder{o: o, byID: map[string]*entry{}}
}

// Wrap returns a handler that records what goes through it to h, which belongs
// to that generation of a Worker.
func (r *Recorder) Wrap(h queue.Handler, generation int) queue.Handler {
	if r == nil {
		return h
	}
	return queue.HandlerFunc(func(b queue.Batch, done func(queue.Result)) {
		e := &entry{batch: b, generation: generation, began: r.o.Clock.Now()}
		if b.Consumer != nil {
			e.consumer = *b.Consumer
		}
		e.consumer.Handler, e.batch.Consumer = nil, nil // a recording must not keep a generation alive
		r.add(e)
		h.Handle(b, func(result queue.Result) {
			r.end(e, result)
			done(result)
		})
	})
}

func (r *Recorder) add(e *entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, e)
	r.byID[e.id()] = e
	r.bytes += e.size()
	r.trim()
}

// trim drops the oldest until the bounds hold. r.mu is held.
func (r *Recorder) trim() {
	for len(r.all) > 0 && (len(r.all) > r.o.Batches || r.bytes > r.o.Bytes) {
		e := r.all[0]
		r.all[0] = nil
		r.all = r.all[1:]
		r.bytes -= e.size()
		if r.byID[e.id()] == e {
			delete(r.byID, e.id())
		}
	}
}

func (r *Recorder) end(e *entry, result queue.Result) {
	now := r.o.Clock.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	if e.ended.IsZero() { // only the first outcome counts
		e.result, e.ended = result, now
	}
}

// Line adds a console line to the batch whose invocation wrote it.
func (r *Recorder) Line(batch, level, text string) {
	if r == nil || batch == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.byID[batch]
	if e == nil || e.stored != nil {
		return
	}
	if len(e.lines) >= mostLines || e.lineBytes+len(text) > mostLineBytes {
		e.notKept++
		return
	}
	e.lines = append(e.lines, Line{level, text})
	e.lineBytes += len(text)
	r.bytes += len(text)
	r.trim()
}

// Failure adds the whole text of a failure, with its stack, to a batch.
func (r *Recorder) Failure(batch, text string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.byID[batch]
	if e == nil || e.stored != nil {
		return
	}
	if e.failure != "" {
		e.failure += "\n\n"
	}
	e.failure += text
}

func (e *entry) id() string {
	if e.stored != nil {
		return e.stored.Batch
	}
	return e.batch.ID
}

// size is what the entry counts for against the bound.
func (e *entry) size() int {
	n := e.lineBytes
	for i := range e.batch.Messages {
		n += len(e.batch.Messages[i].Body)
	}
	if e.stored != nil {
		for _, m := range e.stored.Messages {
			n += len(m.Body)
		}
		if e.stored.Outcome != nil {
			for _, l := range e.stored.Outcome.Lines {
				n += len(l.Text)
			}
		}
	}
	return n
}

// recording describes the entry. The recorder's lock is held.
func (e *entry) recording() *Recording {
	if e.stored != nil {
		return e.stored
	}
	r := describe(e.batch, e.consumer, e.generation, e.began)
	if e.ended.IsZero() {
		return r
	}
	r.Outcome = Judge(e.batch, e.result, e.consumer, e.began, e.ended)
	r.Outcome.Failure, r.Outcome.NotKept = e.failure, e.notKept
	r.Outcome.Lines = append(r.Outcome.Lines, e.lines...)
	return r
}

// List describes every batch that is kept, newest first.
func (r *Recorder) List() []*Recording {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]*Recording, 0, len(r.all))
	for i := len(r.all) - 1; i >= 0; i-- {
		out = append(out, r.all[i].recording())
	}
	return out
}
