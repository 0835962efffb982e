package dev

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"

	"paddock/bindings"
	"paddock/bindings/rpc"
	"paddock/bindings/service"
	"paddock/bindings/workflow"
	"paddock/config"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/internal/recording"
	"paddock/queue"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

// A Trial is a run of one batch against the code as it is now, in a world of
// its own: a fresh isolate, a clock that begins where it is told to, and effects
// that are watched. It touches no queue, and neither do its effects unless they
// are performed.
type Trial struct {
	Load    func() (*config.Config, *config.Report)
	Command bool        // run the project's build command first
	Clock   clock.Clock // the real one; the trial's runs as fast
	CPU     clock.Clock
	Entropy io.Reader
	Fetch   http.RoundTripper
	Dial    webapi.Dialer
	Queues  bindings.Sender // what the Worker sends to
	Stores  *Stores         // what its other bindings read
	Session *Session        // the Workers that it may call; nil when none runs
	Perform bool            // effects happen
	// FetchAll lets fetch() send requests that may change something, and sockets
	// connect, although effects do not happen.
	FetchAll bool
}

// Tried is what became of a trial.
type Tried struct {
	Outcome *recording.Outcome
	Effects []bindings.Effect // in the order in which the script asked for them
	Start   []recording.Line  // console lines of the script's top level
}

// ErrNoConsumer says that a Worker consumes no queue of that name.
var ErrNoConsumer = errors.New("no consumer of the queue")

// Run builds the Worker and hands it the batch. at is the time at which the
// invocation begins. then is the consumer that had the batch before: what the
// API had set of it still holds where the configuration is silent, and all of
// it where the configuration has no consumer of that queue, which with nil is an
// error.
func (t Trial) Run(ctx context.Context, b queue.Batch, then *queue.Consumer, at time.Time) (*Tried, error) {
	builder := newBuilder(t.Load)
	defer builder.close()
	builder.command = t.Command
	p := builder.prepare(ctx)
	if p.err != nil {
		return nil, &Failure{Worker: nameOf(p.cfg), Err: p.err, Text: failureText(p.err)}
	}
	consumer, declared, err := consumes(p.cfg, b.Queue)
	switch {
	case err == nil && then != nil:
		inherit(&consumer, then)
	case err == nil:
	case then != nil:
		consumer = *then
	default:
		return nil, err
	}
	b.Worker = p.cfg.Name
	r := &trial{Trial: t, p: p, clock: clock.NewShifted(t.Clock, at), effects: newEffects()}
	list, err := bindingsOf(p.cfg, surroundings{t.Queues, t.Stores, version{p.hash, at}, t.neighbours()})
	if err != nil {
		return nil, &Failure{Worker: p.cfg.Name, Err: err, Text: failureText(err)}
	}
	isolate, err := r.start(ctx, b.Seed, list)
	if err == nil && !isolate.handles {
		isolate.Kill(errClosed)
		err = &MissingHandlerError{Handler: "queue", Why: fmt.Sprintf("is to consume the queue %q", b.Queue), At: declared, Main: p.cfg.Main}
	}
	if err != nil {
		return nil, &Failure{Worker: p.cfg.Name, Err: err, Text: failureText(err)}
	}
	return r.deliver(ctx, isolate, b, consumer, at)
}

func nameOf(cfg *config.Config) string {
	if cfg == nil {
		return "the Worker"
	}
	return cfg.Name
}

// consumes finds the consumer that the configuration has of a queue.
func consumes(cfg *config.Config, name string) (queue.Consumer, config.Pos, error) {
	for _, c := range cfg.Consumers {
		if c.Queue == name && c.Type == config.TypeWorker {
			return consumerOf(cfg, c), c.Pos, nil
		}
	}
	return queue.Consumer{}, config.Pos{}, fmt.Errorf("%s has %w %q", cfg.Name, ErrNoConsumer, name)
}

// inherit takes over the settings that neither configuration makes, the one now
// and the one then: the API may have.
func inherit(now, then *queue.Consumer) {
	silent := func(setting queue.Given) bool { return (now.Given|then.Given)&setting == 0 }
	if silent(queue.GivenMaxRetries) {
		now.MaxRetries = then.MaxRetries
	}
	if silent(queue.GivenRetryDelay) {
		now.RetryDelay = then.RetryDelay
	}
	if silent(queue.GivenDeadLetter) {
		now.DeadLetter = then.DeadLetter
	}
}

// trial is a Trial under way. The isolate's loop owns it, but for what guards
// itself.
type trial struct {
	Trial
	p       prepared
	clock   *clock.Shifted
	effects *effects

	top, lines []recording.Line
	failure    string
	isolate    atomic.Pointer[runtime.Isolate]
}

// started is an isolate, and whether its script has a queue handler.
type started struct {
	*runtime.Isolate
	handles bool
}

// start starts the isolate; nothing of it is left when that fails.
func (t *trial) start(ctx context.Context, seed uint64, list []bindings.Binding) (started, error) {
	type answer struct {
		started
		err error
	}
	ready := make(chan answer, 1)
	isolate := runtime.Start(runtime.Options{
		Worker:  t.p.worker,
		Exec:    mailbox.Real(t.clock),
		CPU:     t.CPU,
		Rand:    rand.New(rand.NewPCG(seed, 1)),
		Entropy: t.Entropy,
		Limits:  limitsOf(t.p.cfg, startLimit, false),
		Setup:   setupOf(t.p, t.watched(list), outside{fetch: t.effects.watch(t.Fetch, t.Perform || t.FetchAll), dial: t.effects.watchDial(t.Dial, t.Perform || t.FetchAll)}, t.self),
		Log:     func(l runtime.Line) { t.line(l.Invocation, l.Level, l.Text) },
		Uncaught: func(inv *runtime.Invocation, err *runtime.ScriptError) {
			t.line(inv, "error", uncaughtTitle(err)+": "+errorText(err))
		},
	}, func(i *runtime.Isolate, err error) {
		a := answer{started{Isolate: i}, err}
		if err == nil {
			t.isolate.Store(i)
			a.handles = i.Handles("default", "queue")
		}
		ready <- a
	})
	select {
	case a := <-ready:
		return a.started, a.err
	case <-ctx.Done():
		isolate.Kill(ctx.Err())
		<-isolate.Done()
		return started{}, ctx.Err()
	}
}

// self is an export of the Worker under trial, for itself.
func (t *trial) self(export string) *service.Entrypoint {
	return &service.Entrypoint{
		Export: export,
		Pick:   func(use func(*runtime.Isolate, error)) { use(t.isolate.Load(), nil) },
		Compat: func() bindings.Compat { return CompatOf(t.p.cfg) },
		Report: func(_ *runtime.Invocation, err error) { t.fail(errorText(err)) },
	}
}

// neighbours are the Workers that effects may reach.
func (t Trial) neighbours() neighbours {
	if t.Session == nil {
		return nobody{trial: t}
	}
	return t.Session
}

// nobody stands for the other Workers where none runs.
type nobody struct {
	trial Trial
	exec  mailbox.Executor // of workflows; nil for real time
}

func (nobody) absent(string, string) rpc.Service { return nil }

// workflows returns an engine that runs nothing: what is created waits until
// its Worker starts.
func (n nobody) workflows() (*workflow.Engine, error) {
	db, err := n.trial.Stores.Database("workflows", workflow.Upgrades())
	if err != nil {
		return nil, err
	}
	exec := n.exec
	if exec == nil {
		exec = mailbox.Real(n.trial.Clock)
	}
	return workflow.New(workflow.Options{
		Database: db, Exec: exec, Entropy: n.trial.Entropy,
		Pick:   func(_ string, use func(*runtime.Isolate, error)) { use(nil, errNotReady) },
		Report: func(workflow.Definition, string, error) {},
	}), nil
}

func (nobody) reach(worker, export string) *service.Entrypoint {
	return &service.Entrypoint{Worker: worker, Export: export, Compat: func() bindings.Compat { return bindings.Compat{} }, Pick: func(use func(*runtime.Isolate, error)) {
		use(nil, fmt.Errorf("the Worker %q does not run: start paddock dev first", worker))
	}}
}

func (t *trial) watched(list []bindings.Binding) []bindings.Binding {
	return bindings.Captured(list, bindings.Capture{Begin: t.effects.begin, Perform: t.Perform})
}

func (t *trial) line(inv *runtime.Invocation, level, text string) {
	to := &t.lines
	if inv == nil {
		to = &t.top
	}
	*to = append(*to, recording.Line{Level: level, Text: text})
}

// deliver hands over the batch and waits until nothing of the invocation is
// left: waitUntil work may go on after the outcome is known.
func (t *trial) deliver(ctx context.Context, i started, b queue.Batch, c queue.Consumer, at time.Time) (*Tried, error) {
	consumer := &bindings.Consumer{
		Pick:   func(use func(*runtime.Isolate)) { use(i.Isolate) },
		Compat: CompatOf(t.p.cfg),
		Wall:   consumerWall,
		Report: func(_ queue.Batch, _ bool, err error) { t.fail(errorText(err)) },
	}
	type end struct {
		result queue.Result
		at     time.Time
	}
	ended := make(chan end, 1)
	t.clock.Restart(at)
	consumer.Handle(b, func(r queue.Result) { ended <- end{r, t.clock.Now()} })
	var e end
	select {
	case e = <-ended:
	case <-ctx.Done():
		i.Kill(ctx.Err())
		e = <-ended
	}
	i.Drain(func() {})
	select {
	case <-i.Done():
	case <-ctx.Done():
		i.Kill(ctx.Err())
		<-i.Done()
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("run batch %s: %w", b.ID, ctx.Err())
	}
	out := &Tried{Outcome: recording.Judge(b, e.result, c, at, e.at), Effects: t.effects.wait(), Start: t.top}
	out.Outcome.Lines = append(out.Outcome.Lines, t.lines...)
	out.Outcome.Failure = t.failure
	return out, nil
}

func (t *trial) fail(text string) {
	if t.failure != "" {
		t.failure += "\n\n"
	}
	t.failure += text
}
