package dev

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"paddock/bindings"
	"paddock/bindings/assets"
	"paddock/bindings/codec"
	"paddock/bindings/service"
	"paddock/bindings/workflow"
	"paddock/config"
	"paddock/queue"
	"paddock/runtime"
	"paddock/runtime/bundle"
	"paddock/runtime/intl"
	"paddock/runtime/nodeapi"
	"paddock/runtime/webapi"
)

// The limits of the platform, where the configuration sets none.
const (
	defaultCPU   = 30 * time.Second
	startLimit   = 10 * time.Second
	consumerWall = 15 * time.Minute
)

// newPool assembles what the isolates of a generation are made of.
func (w *supervisor) newPool(g *generation, p prepared) (*pool, error) {
	cfg, o := g.cfg, w.s.o
	list, err := bindingsOf(cfg, surroundings{w.s.broker, o.Stores, version{p.hash, o.Exec.Clock().Now()}, w.s})
	if err != nil {
		return nil, err
	}
	return &pool{
		options: runtime.Options{
			Worker:   p.worker,
			Exec:     o.Exec,
			CPU:      o.CPU,
			Entropy:  o.Entropy,
			Limits:   limitsOf(cfg, o.StartLimit, o.Inline),
			Setup:    w.guests.setup(setupOf(p, list, outside{o.Fetch, o.Dial, o.Cache}, func(export string) *service.Entrypoint { return w.s.reach(cfg.Name, export) })),
			Log:      w.log,
			Uncaught: w.uncaught,
			Disturb:  o.Disturb,
			Inline:   o.Inline,
			Stray:    o.Stray,
		},
		box:  w.s.box,
		seed: w.s.seed,
		check: func(i *runtime.Isolate) error {
			g.learn(i)
			return checkHandlers(cfg, i)
		},
		onFail: w.isolateLost,
	}, nil
}

// limitsOf bounds the invocations of a Worker, and its start. Memory is not bounded
// where everything is to replay: the collector comes when it comes, and such
// worlds are left to it without an end.
func limitsOf(cfg *config.Config, start time.Duration, replays bool) runtime.Limits {
	cpu := time.Duration(cfg.Limits.CPUMs) * time.Millisecond
	if cpu == 0 {
		cpu = defaultCPU
	}
	limits := runtime.Limits{CPU: cpu, Start: start}
	if !replays {
		limits.Memory = largestHeap
	}
	return limits
}

// largestHeap is what an isolate may hold, in bytes. The platform allows 128 MB;
// small objects take the engine about ten times what they take V8.
const largestHeap = 1 << 30

// outside is what isolates have of the world beyond their bindings; all of it may be nil.
type outside struct {
	fetch http.RoundTripper
	dial  webapi.Dialer
	cache webapi.CacheStore
}

// setupOf lists what goes into an isolate before the script runs.
// reach returns how the Worker calls an export of its own.
func setupOf(p prepared, list []bindings.Binding, out outside, reach func(export string) *service.Entrypoint) []func(*runtime.Isolate) error {
	cfg := p.cfg
	setup := []func(*runtime.Isolate) error{
		webapi.Install(webapi.Options{Fetch: out.fetch, Dial: out.dial, Cache: out.cache, Sockets: socketsOf(cfg), Flags: cfg.Flags, Script: bundle.Script, StructuredClone: bindings.StructuredClone}),
		intl.Install,
	}
	switch {
	case cfg.NodeCompat():
		setup = append(setup, nodeapi.Install(nodeapi.Options{
			Env: func() map[string]string { return environment(cfg) }, Files: p.modules,
			Timers: flagged(cfg, "enable_nodejs_global_timers", "no_nodejs_global_timers", "2026-08-04"),
		}))
	case cfg.AsyncContext():
		setup = append(setup, nodeapi.InstallAsyncHooks)
	}
	setup = append(setup, bindings.Install(list), workflow.Install)
	if flagged(cfg, "enable_ctx_exports", "disable_ctx_exports", "2025-11-17") {
		setup = append(setup, service.Loopback(reach))
	}
	if p.serviceWorker {
		setup = append(setup, bindings.InstallGlobals(list))
	}
	if len(cfg.Stubs) > 0 {
		setup = append(setup, bindings.InstallStubs(bundle.StubsModule, p.serviceWorker))
	}
	return setup
}

// socketsOf derives how WebSockets behave from date and flags.
func socketsOf(cfg *config.Config) webapi.Sockets {
	return webapi.Sockets{
		Buffers:  !flagged(cfg, "websocket_standard_binary_type", "no_websocket_standard_binary_type", "2026-03-17"),
		HalfOpen: !flagged(cfg, "web_socket_auto_reply_to_close", "web_socket_manual_reply_to_close", "2026-04-07"),
	}
}

// surroundings are what the bindings of a Worker lead to.
type surroundings struct {
	queues     bindings.Sender
	stores     *Stores
	version    version
	neighbours neighbours
}

// bindingsOf lists what the configuration puts into env.
func bindingsOf(cfg *config.Config, s surroundings) ([]bindings.Binding, error) {
	var list []bindings.Binding
	for _, name := range sortedKeys(cfg.Vars) {
		list = append(list, bindings.Var(name, cfg.Vars[name]))
	}
	for _, p := range cfg.Producers {
		list = append(list, &bindings.Producer{
			Binding: p.Binding, Queue: p.Queue, Delay: secondsPtr(p.DeliveryDelay), Broker: s.queues, Compat: CompatOf(cfg),
		})
	}
	for _, b := range cfg.Bindings {
		if b.Binding == "" {
			continue
		}
		made, err := bindingOf(cfg, b, s)
		if err != nil {
			return nil, fmt.Errorf("%s: env.%s: %w", b.Pos, b.Binding, err)
		}
		list = append(list, made)
	}
	return list, nil
}

// bindingOf makes a binding of one of the platform's other products: one case
// for each that is emulated.
func bindingOf(cfg *config.Config, b config.Binding, s surroundings) (bindings.Binding, error) {
	switch set := b.Settings.(type) {
	case config.D1:
		return s.d1(b.Binding, set)
	case config.KV:
		return s.kv(b.Binding, set)
	case config.RateLimit:
		return s.limiter(b.Binding, set), nil
	case config.Analytics:
		return s.dataset(b.Binding, set)
	case config.StoredSecret:
		return s.secret(b.Binding, set)
	case config.VersionMetadata:
		return bindings.Var(b.Binding, s.version.metadata()), nil
	case config.Service:
		return s.service(b, set)
	case config.Workflow:
		return s.workflow(cfg, b.Binding, set)
	case config.Assets:
		return &assets.Binding{Binding: b.Binding, Site: siteOf(cfg, nil)}, nil
	case config.Hyperdrive:
		return &bindings.Hyperdrive{Binding: b.Binding, ConnectionString: set.ConnectionString, Variable: set.Variable}, nil
	case config.R2:
		return s.bucket(cfg, b.Binding, set)
	}
	return bindings.Unsupported{Binding: b.Binding, Product: b.Product, Config: cfg.Path, Main: cfg.Main}, nil
}

// checkHandlers makes sure that the script has the handlers that the
// configuration needs.
func checkHandlers(cfg *config.Config, i *runtime.Isolate) error {
	need := func(event, why string, pos config.Pos) error {
		if i.Handles("default", event) {
			return nil
		}
		return &MissingHandlerError{Handler: event, Why: why, At: pos, Main: cfg.Main}
	}
	for _, c := range cfg.Consumers {
		if c.Type != config.TypeWorker || cfg.Bare {
			continue
		}
		if err := need("queue", fmt.Sprintf("consumes the queue %q", c.Queue), c.Pos); err != nil {
			return err
		}
	}
	for _, c := range cfg.Crons {
		if err := need("scheduled", fmt.Sprintf("has the cron trigger %q", c.Expr), c.Pos); err != nil {
			return err
		}
	}
	return nil
}

// A MissingHandlerError says that a script lacks a handler that its
// configuration needs.
type MissingHandlerError struct {
	Handler string // such as "queue"
	Why     string
	At      config.Pos
	Main    string
}

func (e *MissingHandlerError) Error() string {
	if e.Main == "" {
		return fmt.Sprintf("%s: the Worker %s, but its configuration has no main.\n    Name the file with a %s() handler in main, or remove the setting.", e.At, e.Why, e.Handler)
	}
	return fmt.Sprintf("%s: the Worker %s, but %s does not export a %s() function.\n    Export one: export default { async %s(%s, env, ctx) { … } }, or remove the setting.",
		e.At, e.Why, e.Main, e.Handler, e.Handler, map[string]string{"queue": "batch", "scheduled": "controller"}[e.Handler])
}

// table is every queue and consumer of all Workers that run.
func (s *Session) table() queue.Table {
	t := queue.Table{Workers: map[string]queue.Handler{}}
	consumed := map[string]bool{} // the first consumer of a queue keeps it; a second one is reported where the configurations are read
	for _, w := range s.workers {
		g := w.current.Load()
		cfg := w.conf.Load()
		if g != nil {
			cfg = g.cfg
		}
		if cfg == nil {
			continue
		}
		if g != nil && g.consumes.Load() {
			t.Workers[cfg.Name] = w.handler(g, cfg)
		}
		for _, p := range cfg.Producers {
			t.Queues = append(t.Queues, declaration(cfg, p.Queue, true))
		}
		t.Queues = append(t.Queues, notified(cfg)...)
		for _, c := range cfg.Consumers {
			t.Queues = append(t.Queues, declaration(cfg, c.Queue, false))
			if (g != nil && g.consumes.Load() || c.Type != config.TypeWorker) && !consumed[c.Queue] {
				consumed[c.Queue] = true
				t.Consumers = append(t.Consumers, w.consumer(g, cfg, c))
			}
		}
	}
	return t
}

// consumer is a consumer of the Worker, which its script handles.
func (w *supervisor) consumer(g *generation, cfg *config.Config, c config.Consumer) queue.Consumer {
	out := consumerOf(cfg, c)
	if c.Type == config.TypeWorker {
		out.Handler = w.handler(g, cfg)
	}
	return out
}

// handler hands batches to the queue handler of a generation.
func (w *supervisor) handler(g *generation, cfg *config.Config) queue.Handler {
	c := &bindings.Consumer{Pick: g.pool.pick, Compat: CompatOf(cfg), Wall: consumerWall, Report: w.handlerFailed}
	recorded := w.s.o.Recorder.Wrap(c, g.number)
	if w.s.o.Deliver == nil {
		return recorded
	}
	return w.s.o.Deliver(cfg.Name, recorded)
}

// CompatOf derives the behaviours that depend on date and flags. A
// configuration without a date gets what the platform does today.
func CompatOf(cfg *config.Config) bindings.Compat {
	c := bindings.Compat{
		DefaultType:        codec.V8,
		ExposeCodes:        flagged(cfg, "queue_expose_error_codes", "", "2026-03-12"),
		NoWaitForWaitUntil: slices.Contains(cfg.CompatibilityFlags, "queue_consumer_no_wait_for_wait_until"),
		DateMetrics:        cfg.Paddock.MetricsTimestamp == config.TimestampDate,
	}
	if flagged(cfg, "queues_json_messages", "no_queues_json_messages", "2024-03-18") {
		c.DefaultType = codec.JSON
	}
	return c
}

// flagged tells whether a behaviour is on: by its flag, or by the date from
// which it is the default.
func flagged(cfg *config.Config, on, off, since string) bool {
	switch {
	case slices.Contains(cfg.CompatibilityFlags, on):
		return true
	case off != "" && slices.Contains(cfg.CompatibilityFlags, off):
		return false
	}
	return cfg.CompatibilityDate == "" || cfg.CompatibilityDate >= since
}

// environment is process.env: the variables and secrets that are text, and the
// JSON of the others.
func environment(cfg *config.Config) map[string]string {
	env := map[string]string{}
	if !cfg.ProcessEnv() {
		return env
	}
	for name, v := range cfg.Vars {
		env[name] = textOf(v)
	}
	return env
}
