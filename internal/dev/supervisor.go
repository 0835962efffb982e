package dev

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"paddock/bindings/assets"
	"paddock/config"
	"paddock/internal/journal"
	"paddock/runtime"
)

// drainTime is how long a replaced generation may finish what it began.
const drainTime = 10 * time.Second

// A supervisor keeps one Worker running. The session's mailbox owns it, but for
// what is atomic.
//
//	idle → building → (failed: the old generation serves on | swapped) → draining
type supervisor struct {
	s *Session
	n int
	b *builder
	// guests run in the Worker's isolates; nil for none.
	guests *Guests
	// built is what runs instead of what the files are built into; nil for none.
	built *Built
	eyes  *watcher // nil when nothing is watched

	current atomic.Pointer[generation]
	failure atomic.Pointer[Failure]
	conf    atomic.Pointer[config.Config] // the newest that could be read
	inputs  atomic.Pointer[[]string]      // files of the last build

	building *attempt
	again    bool     // build once more when the present attempt has ended
	begun    bool     // the first attempt has ended
	doubtful bool     // the attempt only makes sure that nothing was missed
	warned   []string // the warnings told last
	numbers  int
	draining []*generation
	crons    crons
	astray   []string // the service bindings that were told to lead nowhere
}

// An attempt is one build and start, which a newer save cancels.
type attempt struct {
	ctx    context.Context
	cancel context.CancelFunc
	began  time.Time
	cause  string
	next   *generation // while its isolates start
}

// A generation is one version of a Worker: everything that came from its files.
type generation struct {
	number int
	cfg    *config.Config
	hash   string // of all that went into it
	pool   *pool
	worker *supervisor
	site   *assets.Site // the static files; nil without any
	// consumes says that the script has a queue handler. One without a
	// configuration need not.
	consumes atomic.Bool
	// exports names what the script exports; nil until it has started.
	exports atomic.Pointer[[]string]
	listens atomic.Bool // it is written in service-worker syntax
}

// learn notes what a started script is able to do.
func (g *generation) learn(i *runtime.Isolate) {
	g.consumes.Store(i.Handles("default", "queue"))
	exports := i.ExportNames()
	g.exports.Store(&exports)
	g.listens.Store(len(exports) == 0)
}

// A Failure is why the newest version of a Worker does not run.
type Failure struct {
	Worker string
	Err    error
	Text   string // for people: every problem with its place, code frames included
}

func newSupervisor(s *Session, n int, p Project) (*supervisor, error) {
	w := &supervisor{s: s, n: n, b: newBuilder(p.Load), built: p.Built, guests: p.Guests}
	w.b.guests = p.Guests
	if !s.o.Watch {
		return w, nil
	}
	eyes, err := newWatcher(s.o.Exec.Clock(), func(changed []string, certain bool) {
		s.box.Post(func() { w.changed(changed, certain) })
	})
	if err != nil {
		return nil, fmt.Errorf("watch files: %w", err)
	}
	w.eyes = eyes
	return w, nil
}

func (w *supervisor) stopWatching() {
	if w.eyes != nil {
		w.eyes.close()
	}
}

// changed is told which of the watched files have new contents.
func (w *supervisor) changed(files []string, certain bool) {
	w.b.note(files, w.conf.Load())
	w.doubtful = !certain && w.building == nil
	w.reload(w.describe(files))
}

// describe names the files behind a reload, relative to the project.
func (w *supervisor) describe(files []string) string {
	cfg := w.conf.Load()
	name := func(f string) string {
		if cfg != nil {
			f = strings.TrimPrefix(f, cfg.Dir+"/")
		}
		return f
	}
	if len(files) == 1 {
		return name(files[0]) + " changed"
	}
	if len(files) == 2 {
		return fmt.Sprintf("%s and %s changed", name(files[0]), name(files[1]))
	}
	return fmt.Sprintf("%s and %d more files changed", name(files[0]), len(files)-1)
}

// reload builds the Worker again; cause says why, in a few words.
func (w *supervisor) reload(cause string) {
	switch {
	case w.s.closing:
	case w.building != nil:
		w.again = true
		w.building.cause = cause
		w.building.cancel()
		if g := w.building.next; g != nil {
			g.pool.kill(errSuperseded)
		}
	default:
		w.begin(cause)
	}
}

var errSuperseded = errors.New("a newer version is on its way")

func (w *supervisor) begin(cause string) {
	a := &attempt{began: w.s.o.Exec.Clock().Now(), cause: cause}
	a.ctx, a.cancel = context.WithCancel(context.Background())
	w.building, w.again = a, false
	if w.built != nil {
		w.s.box.Post(func() { w.prepared(a, w.built.p) })
		return
	}
	w.s.o.Exec.Clock().Hold()
	w.s.builds.Add(1)
	go func() {
		defer w.s.builds.Done()
		defer w.s.o.Exec.Clock().Release()
		p := w.b.prepare(a.ctx)
		w.s.box.Post(func() { w.prepared(a, p) })
	}()
}

// prepared takes what the build made, and starts it.
func (w *supervisor) prepared(a *attempt, p prepared) {
	if p.cfg != nil {
		w.conf.Store(p.cfg)
	}
	w.inputs.Store(&p.files)
	if w.eyes != nil && !w.s.closing {
		w.eyes.set(p.files, p.trees, a.began)
	}
	if w.interrupted(a) {
		return
	}
	w.warn(append(p.warnings, p.bundleWarnings...))
	old := w.current.Load()
	switch {
	case p.err != nil:
		w.fail(a, p.err)
	case old != nil && old.hash == p.hash && w.failure.Load() == nil:
		w.end(a)
	case old != nil && old.hash == p.hash:
		w.failure.Store(nil)
		w.s.o.Journal.Append(journal.Entry{Kind: journal.Reload, Level: journal.Info, Worker: w.name(),
			Text: "mended: the version that runs is current again", Data: ReloadData{Generation: old.number, Cause: a.cause}})
		w.end(a)
	default:
		w.start(a, p)
	}
}

// warn tells the warnings of a build, unless they are those of the last one.
func (w *supervisor) warn(warnings []string) {
	if slices.Equal(warnings, w.warned) {
		return
	}
	w.warned = warnings
	for _, text := range warnings {
		w.note(journal.Notice, journal.Warn, text)
	}
}

// interrupted begins again, or gives up, where the attempt is out of date.
func (w *supervisor) interrupted(a *attempt) bool {
	if a.ctx.Err() == nil && !w.again && !w.s.closing {
		return false
	}
	w.building = nil
	a.cancel()
	if !w.s.closing {
		w.begin(a.cause)
	}
	return true
}

func (w *supervisor) start(a *attempt, p prepared) {
	w.numbers++
	g := &generation{number: w.numbers, cfg: p.cfg, hash: p.hash, worker: w}
	g.site = siteOf(p.cfg, func(problem string) { w.note(journal.Notice, journal.Warn, problem) })
	var err error
	if g.pool, err = w.newPool(g, p); err != nil {
		w.fail(a, err)
		return
	}
	a.next = g
	g.pool.start(w.s.o.Isolates, func(err error) {
		w.s.box.Post(func() { w.started(a, g, err) })
	})
}

func (w *supervisor) started(a *attempt, g *generation, err error) {
	a.next = nil
	discard := func() {
		g.pool.close(func() {})
		g.pool.kill(errSuperseded)
	}
	if w.interrupted(a) {
		discard()
		return
	}
	if err != nil {
		discard()
		w.fail(a, err)
		return
	}
	w.swap(a, g)
}

// swap makes g the current generation, moves every queue to it, and lets the
// old one finish.
func (w *supervisor) swap(a *attempt, g *generation) {
	old := w.current.Swap(g)
	mended := w.failure.Swap(nil) != nil
	took := w.s.o.Exec.Clock().Now().Sub(a.began)
	if old != nil || mended {
		w.s.o.Journal.Append(journal.Entry{Kind: journal.Reload, Level: journal.Info, Worker: g.cfg.Name,
			Text: "reloaded: " + a.cause, Data: ReloadData{Generation: g.number, Cause: a.cause, Duration: took}})
	}
	w.setCrons(g)
	w.wakeWorkflows(g)
	if w.s.first == 0 {
		w.s.checkServices()
	}
	w.s.assign(func() {
		if old != nil {
			w.retire(old)
		}
	})
	w.end(a)
}

// retire drains a replaced generation, and kills it when that takes too long.
func (w *supervisor) retire(g *generation) {
	w.draining = append(w.draining, g)
	stop := w.s.box.After(drainTime, func() { g.pool.kill(errReplaced) })
	g.pool.close(func() {
		w.s.box.Post(func() {
			stop()
			for n, d := range w.draining {
				if d == g {
					w.draining = append(w.draining[:n:n], w.draining[n+1:]...)
					break
				}
			}
		})
	})
}

// fail shows why the newest version does not run.
func (w *supervisor) fail(a *attempt, err error) {
	f := &Failure{Worker: w.name(), Err: err, Text: failureText(err)}
	last := w.failure.Swap(f)
	if w.doubtful && last != nil && last.Text == f.Text {
		w.end(a) // it was told already
		return
	}
	text := "cannot run: " + f.Text
	if w.current.Load() != nil {
		text = "not reloaded, the last good version serves on: " + f.Text
	}
	w.s.o.Journal.Append(journal.Entry{Kind: journal.Reload, Level: journal.Error, Worker: f.Worker, Text: text,
		Data: ReloadData{Cause: a.cause, Failed: true, Duration: w.s.o.Exec.Clock().Now().Sub(a.began)}})
	w.end(a)
}

// end closes an attempt that ran to its end.
func (w *supervisor) end(a *attempt) {
	a.cancel()
	w.building = nil
	if !w.begun {
		w.begun = true
		w.s.firstDone()
	}
}

// name is the Worker's name, as far as it is known.
func (w *supervisor) name() string {
	if c := w.conf.Load(); c != nil && c.Name != "" {
		return c.Name
	}
	return fmt.Sprintf("worker %d", w.n+1)
}

func (w *supervisor) note(kind journal.Kind, level journal.Level, text string) {
	w.s.o.Journal.Append(journal.Entry{Kind: kind, Level: level, Worker: w.name(), Text: text})
}

// pick chooses an isolate of the current generation, following a swap that
// happens meanwhile; use gets nil when none can be had.
func (w *supervisor) pick(use func(*runtime.Isolate)) {
	g := w.current.Load()
	if g == nil {
		use(nil)
		return
	}
	g.pool.pick(func(i *runtime.Isolate) {
		if i == nil && w.current.Load() != g {
			w.pick(use)
			return
		}
		use(i)
	})
}

// close ends every generation; done is told when the last has.
func (w *supervisor) close(done func()) {
	w.stopWatching()
	w.stopCrons()
	var all []*generation
	if a := w.building; a != nil {
		a.cancel()
		if a.next != nil {
			all = append(all, a.next)
		}
	}
	if g := w.current.Load(); g != nil {
		all = append(all, g)
	}
	left := len(all) + len(w.draining) + 1
	end := func() {
		if left--; left == 0 {
			done()
		}
	}
	for _, g := range all {
		g.pool.close(func() { w.s.box.Post(end) })
		g.pool.kill(errClosed)
	}
	for _, g := range w.draining {
		g.pool.close(func() { w.s.box.Post(end) })
		g.pool.kill(errClosed)
	}
	end()
}

var errClosed = errors.New("paddock is stopping")
