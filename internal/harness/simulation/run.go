package simulation

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"paddock/config"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/internal/world"
	"paddock/queue"
	"paddock/queue/memory"
)

// epoch is where virtual time begins; after horizon what has not come to rest is
// called stuck.
var epoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

const horizon = 60 * 24 * time.Hour

// run is one world. Everything in it happens on one goroutine.
type run struct {
	s      *Simulation
	chance *chance
	plan   []planned
	unsent map[int]bool // of the plan: it has not come, or nothing has become of it yet
	items  []item       // of the plan

	clock   *clock.Virtual
	cpu     *clock.Scoped
	life    *world.World
	ground  world.Ground // what restarts leave as it is
	journal *journal.Journal
	read    uint64 // of the journal
	hearing bool
	rand    *rand.Rand
	store   *memory.Store
	stores  *dev.Stores
	driver  *driver
	session *dev.Session
	lives   int // restarts

	messages   map[string]*message  // by id
	labels     map[string]int       // of what Workers sent, counted by queue
	live       map[string]int       // messages in queues that are consumed
	deliveries map[string]*delivery // by the origin of their invocations
	instances  map[string]string    // labels of workflows' instances, by the same
	closed     bool                 // the closing runs of cron triggers have been
	visits     map[string]int       // deliveries, by their key
	inFlight   int
	delivered  int
	open       int // operations without an answer
	lastOps    int // of them, those of steps that have no other attempt
	calling    *operation
	requests   []request
	crash      bool
	violations []Violation
	told       map[string]bool // violations that were told
	trace      []Event
	stray      []string
}

func (s *Simulation) run(ctx context.Context, sc Scenario, plan []planned) (*Result, error) {
	r := s.newRun(sc, plan)
	defer r.end()
	for _, schema := range s.schemas {
		if err := r.stores.Apply(ctx, schema); err != nil {
			return nil, err
		}
	}
	if err := r.startDriver(); err != nil {
		return nil, err
	}
	if err := r.begin(ctx); err != nil {
		return nil, err
	}
	r.schedule()
	if err := r.drive(ctx); err != nil {
		return nil, err
	}
	effects, err := r.effects()
	if err != nil {
		return nil, err
	}
	if err := r.ownInvariants(effects); err != nil {
		return nil, err
	}
	return &Result{Scenario: sc, Violations: r.violations, Fired: r.chance.fired, Trace: r.trace, Effects: effects,
		Unrepeatable: r.stray, Sent: r.sent(), kinds: r.kinds()}, nil
}

func (s *Simulation) newRun(sc Scenario, plan []planned) *run {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], sc.Seed)
	r := &run{s: s, chance: newChance(sc, s.o.Kinds, s.o.Without), plan: plan, unsent: map[int]bool{}, items: make([]item, len(plan)),
		clock: clock.NewVirtual(epoch), cpu: clock.NewScoped(clock.Real()),
		rand: rand.New(rand.NewPCG(sc.Seed, 1)), store: memory.New(),
		messages: map[string]*message{}, labels: map[string]int{}, visits: map[string]int{}, live: map[string]int{}, deliveries: map[string]*delivery{}, instances: map[string]string{}, told: map[string]bool{}}
	r.stores = dev.NewMemoryStores(mailbox.Direct(r.clock))
	r.journal = journal.New(r.clock, 1<<12)
	r.ground = world.Ground{Clock: r.clock, CPU: r.cpu, Stores: r.stores, Journal: r.journal, Entropy: rand.NewChaCha8(key),
		Disturb: r.disturb, Inline: true, Stray: r.unrepeatable, Absent: r.absent}
	for n := range plan {
		r.unsent[n] = r.chance.sends(n)
	}
	return r
}

// sent lists what came from outside, by kind.
func (r *run) sent() (out []string) {
	for n, p := range r.plan {
		if r.chance.sends(n) {
			out = append(out, p.kind())
		}
	}
	return out
}

func (r *run) kinds() (all []string) {
	for _, p := range r.plan {
		all = append(all, p.kind())
	}
	return all
}

// begin starts the Workers over what is stored.
func (r *run) begin(ctx context.Context) error {
	r.lives++
	isolates := 1
	if r.chance.happen(Isolates, "") {
		isolates = 2 + r.chance.number("isolates", "", 2)
	}
	life, err := world.Open(ctx, world.Options{
		Projects: r.projects(),
		Seed:     r.rand.Uint64(),
		Store:    watched{r.store, r},
		Fetch:    network{r},
		Dial:     noSockets,
		Isolates: isolates,
		Deliver:  r.deliver,
		Ground:   &r.ground,
	})
	if err != nil {
		return fmt.Errorf("start the world: %w", err)
	}
	if failure := life.Failure(); failure != nil {
		return failure.Err
	}
	r.life, r.session = life, life.Session
	r.hear()
	return nil
}

// projects are the Workers, with the freedoms that this run takes.
func (r *run) projects() []dev.Project {
	var all []dev.Project
	for _, w := range r.s.o.Workers {
		cfg := *w.Config()
		cfg.Consumers = append([]config.Consumer(nil), cfg.Consumers...)
		for n := range cfg.Consumers {
			r.vary(&cfg.Consumers[n])
		}
		if r.chance.happen(Order, "") {
			cfg.Paddock.Order = config.OrderBestEffort
		}
		all = append(all, dev.Project{Built: w.With(&cfg)})
	}
	return all
}

// vary sets how a consumer gets its batches.
func (r *run) vary(c *config.Consumer) {
	most := c.MaxBatchSize
	if r.chance.happen(Alone, "") {
		c.MaxBatchSize, c.MaxBatchTimeout, c.MaxConcurrency = 1, 0, 1
		return
	}
	if most > 1 && r.chance.happen(BatchSize, c.Queue) {
		c.MaxBatchSize = 1 + r.chance.number("batch size", c.Queue, most-1)
	}
	if !r.chance.happen(Concurrency, "") {
		c.MaxConcurrency = 1
	}
}

// drive lets everything happen until the world has come to rest.
func (r *run) drive(ctx context.Context) error {
	end := epoch.Add(horizon)
	for {
		if err := r.life.Settle(ctx); err != nil {
			return fmt.Errorf("seed %d: %w", r.chance.sc.Seed, err)
		}
		r.hear()
		switch {
		case r.crash:
			r.crash = false
			if err := r.restart(ctx); err != nil {
				return err
			}
		case r.told[Restless]:
			return nil
		case r.quiet():
			if !r.closing() {
				return nil
			}
		case !r.clock.Step(end):
			r.leftBehind()
			return nil
		}
	}
}

// quiet reports whether nothing is left to be handled.
func (r *run) quiet() bool {
	if r.inFlight > 0 || r.open > 0 {
		return false
	}
	for _, waits := range r.unsent {
		if waits {
			return false
		}
	}
	for _, n := range r.live {
		if n > 0 {
			return false
		}
	}
	for _, i := range r.session.Isolates() {
		if len(i.InFlight()) > 0 {
			return false
		}
	}
	return true
}

// leftBehind tells of the messages that nobody will handle any more.
func (r *run) leftBehind() {
	for _, name := range slices.Sorted(maps.Keys(r.live)) {
		if n := r.live[name]; n > 0 {
			r.violate(Stuck, fmt.Sprintf("%d messages of %s are still there after %d days", n, name, int(horizon.Hours()/24)))
		}
	}
}

// restart ends everything but what is stored, as a crash would, and begins anew.
func (r *run) restart(ctx context.Context) error {
	r.note("restart", "", "everything is restarted: batches in flight go back to their queues")
	r.clock.Clear()
	r.inFlight, r.open, r.lastOps, r.deliveries = 0, 0, 0, map[string]*delivery{}
	if err := r.begin(ctx); err != nil {
		return err
	}
	r.schedule()
	return nil
}

// schedule lets come what has not come yet, when it is due.
func (r *run) schedule() {
	for n, p := range r.plan {
		if !r.unsent[n] {
			continue
		}
		at, come := r.moment(n, p), r.send
		switch {
		case p.request != nil:
			come = r.ask
		case p.cron != nil:
			come = r.fire
		}
		if key := fmt.Sprint(n); p.cron != nil && r.chance.happen(LateRun, key) {
			at += r.chance.wait("late run", key, 10*time.Second, 5*time.Minute)
		}
		r.clock.AfterFunc(epoch.Add(at).Sub(r.clock.Now()), func() { come(n) })
	}
}

// moment is when something comes for the first time. In the calm run one thing
// follows the other.
func (r *run) moment(n int, p planned) time.Duration {
	switch {
	case p.cron != nil:
		return p.cron.at.Sub(epoch)
	case r.chance.happen(Alone, "") && slices.ContainsFunc(r.plan, func(p planned) bool { return p.request != nil }):
		return time.Duration(n) * 5 * time.Second
	case r.chance.happen(Gaps, ""):
		return r.chance.wait("gap", fmt.Sprint(n), time.Second, 20*time.Second)
	}
	return time.Duration(n) * 10 * time.Millisecond
}

// send sends a message of the plan.
func (r *run) send(n int) {
	m := r.plan[n].message
	out := queue.Outgoing{Body: m.Body, Type: m.Type, Delay: m.Delay, Source: fmt.Sprint("message ", n)}
	r.session.Broker().Send(m.Queue, []queue.Outgoing{out}, func(_ queue.Metrics, err error) {
		r.unsent[n] = false
		if err != nil {
			r.violate(Lost, fmt.Sprintf("message %d could not be sent to %s: %v", n, m.Queue, err))
		}
	})
}

// hear takes from the journal what the scripts did.
func (r *run) hear() {
	if r.hearing {
		return
	}
	r.hearing = true
	defer func() { r.hearing = false }()
	for _, e := range r.journal.Since(r.read) {
		r.read = e.Seq
		switch e.Kind {
		case journal.Log:
			r.note("console", "", e.Text)
		case journal.Exception:
			r.note("error", "", firstLine(e.Text))
			data, _ := e.Data.(dev.ExceptionData)
			if strings.HasPrefix(e.Text, "Unhandled promise rejection") {
				r.violate(Rejection, "a promise was rejected, and nothing in the script noticed: "+data.Message)
			}
			if refusedUse(data) {
				r.violate(RefusedUse, "a call that the platform refuses: "+data.Message)
			}
			if strings.HasPrefix(data.Message, "exceeded the CPU time limit") {
				r.unrepeatable("a CPU limit, which real time decides")
			}
		}
	}
}

// refusedUse reports whether an error says that a call breaks a rule of queues.
func refusedUse(e dev.ExceptionData) bool {
	return strings.HasPrefix(e.Message, "retry(): ") || strings.HasPrefix(e.Message, "retryAll(): ") ||
		strings.Contains(e.Message, "delaySeconds") && strings.Contains(e.Message, "is not an integer from")
}

// note adds an event to the trace, after what the scripts said before it.
func (r *run) note(kind, message, text string) {
	r.hear()
	r.trace = append(r.trace, Event{At: r.clock.Now().Sub(epoch), Kind: kind, Message: message, Text: text})
}

// violate tells of an invariant that does not hold, once.
func (r *run) violate(invariant, text string) {
	if r.told[invariant] {
		return
	}
	r.told[invariant] = true
	r.violations = append(r.violations, Violation{invariant, text})
	r.note("violation", "", invariant+": "+text)
}

func (r *run) unrepeatable(what string) {
	for _, known := range r.stray {
		if known == what {
			return
		}
	}
	r.stray = append(r.stray, what)
}

// end lets go of everything.
func (r *run) end() {
	r.cpu.End()
	r.clock.Clear()
	r.stores.Close()
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
