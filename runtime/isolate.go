package runtime

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"

	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime/regexps"
)

// Limits bound what one invocation, or the start-up of a script, may use, and
// what the isolate may hold. Zero means no limit.
type Limits struct {
	CPU    time.Duration // JavaScript time of one invocation
	Wall   time.Duration // from its start to its end
	Start  time.Duration // the script's top level: both its CPU and its wait
	Memory int64         // bytes of the engine's heap that it holds, as far as can be told
}

// Options say what an isolate is made of.
type Options struct {
	Worker *Worker
	Exec   mailbox.Executor
	// CPU measures CPU time: the real clock, in a virtual world too.
	CPU     clock.Clock
	Rand    *rand.Rand // Math.random; used on the loop only
	Entropy io.Reader  // crypto.getRandomValues and its kin
	Limits  Limits
	// Setup installs globals, modules and bindings, in this order, before the
	// script runs.
	Setup []func(*Isolate) error
	// Log receives a console line. It is called on the loop.
	Log func(Line)
	// Uncaught receives errors that nothing in the script handled and that no
	// invocation's outcome reports. It is called on the loop.
	Uncaught func(inv *Invocation, err *ScriptError)
	// Condemned is told, once, that the isolate cannot go on and why. All of
	// its invocations have ended by then.
	Condemned func(error)
	// Disturb, if not nil, is asked about every operation for which a script gets
	// a promise, before it begins. inv is nil outside of invocations. It is called
	// on the loop.
	Disturb func(inv *Invocation, what string) Disturbance
	// Inline does outside work (hashing, the answers of a mocked network) on the
	// loop, so that its end comes at a moment that replays.
	Inline bool
	// Stray, if not nil, is told of outside work that must go on beside the loop
	// nevertheless. It is called on the loop.
	Stray func(what string)
}

// A Line is one console call.
type Line struct {
	Level      string // "debug", "log", "info", "warn" or "error", as the method was called
	Text       string
	Invocation *Invocation // nil at the top level
}

// An Isolate is one JavaScript world: a goja runtime, its event loop, and the
// invocations in flight. Its mailbox goroutine (the loop) owns it; methods may
// be called there only, unless they say otherwise.
type Isolate struct {
	opts Options
	vm   *goja.Runtime
	box  *mailbox.Mailbox

	current *AsyncContext // of the JavaScript that runs now
	entered *AsyncContext // of the current entry
	only    *AsyncContext // another one that the entry has seen, and
	several bool          // whether there were more
	watch   watchdog

	timers      timers
	modules     map[string]func() goja.Value
	loaded      map[string]goja.Value
	finders     []func(specifier string) (goja.Value, bool)
	namespace   *goja.Object
	listeners   map[string][]goja.Value // service-worker syntax
	rejections  []rejection
	onRejection func(promise *goja.Promise, reason goja.Value) (handled bool)
	onHandled   func(promise *goja.Promise)
	onError     func(thrown goja.Value) (handled bool)
	inOnError   bool
	mend        func(thrown goja.Value)
	invocations map[*Invocation]struct{}
	lastID      uint64
	lastTicket  uint64
	values      map[any]any
	started     bool

	described []func()              // read lazy properties whose descriptors the script may ask for
	scope     *scope                // nil for reflective scripts
	replaced  map[string]goja.Value // what EngineGlobal says without a scope

	dead    atomic.Bool
	closing bool // no new invocations; closes when the last has ended
	drained []func()
	life    context.Context // ends with the isolate
	end     context.CancelFunc
	env     *goja.Object
}

// ErrClosed says that the isolate takes no more work.
var ErrClosed = errors.New("the isolate is closed")

// Start makes an isolate, runs its setup and the script's top level, and calls
// ready on the loop with the isolate or with the error that prevented it. It
// may be called from anywhere and does not block.
func Start(o Options, ready func(*Isolate, error)) *Isolate {
	i := &Isolate{
		opts:        o,
		modules:     map[string]func() goja.Value{},
		loaded:      map[string]goja.Value{},
		listeners:   map[string][]goja.Value{},
		invocations: map[*Invocation]struct{}{},
		values:      map[any]any{},
	}
	i.life, i.end = context.WithCancel(context.Background())
	i.box = o.Exec.New("isolate "+o.Worker.Name(), nil)
	i.timers.init(i)
	i.watch.init(i)
	memory.open(i)
	i.box.Post(func() { i.start(ready) })
	return i
}

// VM returns the goja runtime.
func (i *Isolate) VM() *goja.Runtime { return i.vm }

// Worker returns the script the isolate runs.
func (i *Isolate) Worker() *Worker { return i.opts.Worker }

// Clock returns the clock of the isolate's world.
func (i *Isolate) Clock() clock.Clock { return i.opts.Exec.Clock() }

// Entropy returns the source of cryptographic randomness: the system's, or a
// seeded one in a virtual world.
func (i *Isolate) Entropy() io.Reader { return i.opts.Entropy }

// Life returns a context that ends with the isolate. Any goroutine may use it.
func (i *Isolate) Life() context.Context { return i.life }

// Value returns what SetValue stored under key. Packages that install globals
// keep their per-isolate state this way.
func (i *Isolate) Value(key any) any { return i.values[key] }

// SetValue stores v under key, which should be of a private type.
func (i *Isolate) SetValue(key, v any) { i.values[key] = v }

// Env returns the object that handlers get as env.
func (i *Isolate) Env() *goja.Object { return i.env }

// Post runs fn on the loop as a task of its own, in context c (nil: none),
// with its microtasks. It may be called from anywhere and reports false when the isolate is
// closed, in which case fn never runs.
func (i *Isolate) Post(c *AsyncContext, fn func()) bool {
	if i.dead.Load() {
		return false
	}
	return i.box.Post(func() { i.enter(c, fn) })
}

// Log hands a console line to whoever listens.
func (i *Isolate) Log(level, text string) {
	if i.opts.Log != nil {
		i.opts.Log(Line{Level: level, Text: text, Invocation: i.current.Invocation()})
	}
}

// Run runs a script of paddock's own (see MustCompile) and returns its value.
// It panics with what the script throws, which is a bug of ours.
func (i *Isolate) Run(p *goja.Program) goja.Value {
	v, err := i.vm.RunProgram(p)
	if err != nil {
		panic(err)
	}
	return v
}

func (i *Isolate) newVM() {
	i.vm = goja.New()
	if i.opts.Worker.reflective {
		i.replaced = map[string]goja.Value{}
		i.vm.GlobalObject().Delete("GoError")
	} else {
		i.scope = newScope(i)
	}
	must(regexps.Install(i.vm, regexps.Options{Stopped: i.Stopped, Legacy: i.opts.Worker.legacyRegExp}))
	i.vm.SetTimeSource(i.Clock().Now)
	i.vm.SetRandSource(i.random)
	i.vm.SetMaxCallStackSize(maxCallStack)
	i.vm.SetAsyncContextTracker(tracker{i})
	i.vm.SetPromiseRejectionTracker(i.trackRejection)
	i.env = i.vm.NewObject()
}

// random is Math.random: of the invocation whose code runs, where that has a
// seed of its own.
func (i *Isolate) random() float64 {
	inv := i.current.Invocation()
	if inv == nil || inv.event.Seed == 0 {
		return i.opts.Rand.Float64()
	}
	if inv.rand == nil {
		inv.rand = rand.New(rand.NewPCG(inv.event.Seed, 0))
	}
	return inv.rand.Float64()
}

// maxCallStack bounds recursion. Unwinding through native frames costs time
// that grows with the square of the depth, so it is far below V8's.
const maxCallStack = 2000
