package paddock

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"

	"paddock/config"
	"paddock/internal/dev"
)

// An Option changes what a world is made of.
type Option func(*settings)

type settings struct {
	configs   []string
	files     config.Options
	seed      uint64
	begin     time.Time
	transport http.RoundTripper
	dial      func(ctx context.Context, network, address string) (net.Conn, error)
	batches   int
	within    time.Duration
}

// The bounds of Drain unless told otherwise. A message may be delayed by a day
// and retried a hundred times, which must not count as endless.
const (
	drainBatches = 10000
	drainWithin  = 400 * 24 * time.Hour
)

func newSettings(first string, opts []Option) settings {
	s := settings{configs: []string{first}, batches: drainBatches, within: drainWithin}
	for _, o := range opts {
		o(&s)
	}
	return s
}

func (s *settings) projects() []dev.Project {
	var all []dev.Project
	for _, path := range s.configs {
		files := s.files
		all = append(all, dev.Project{Load: func() (*config.Config, *config.Report) {
			return config.Load(path, files)
		}})
	}
	return all
}

// Config adds the Worker of another configuration file, which shares the queues
// and may be bound as a service. Fetch goes to the first Worker.
func Config(path string) Option {
	return func(s *settings) { s.configs = append(s.configs, path) }
}

// Env chooses the named environment of every configuration; without it their
// top level holds.
func Env(name string) Option { return func(s *settings) { s.files.Env = name } }

// Var sets a variable of every Worker, over what the files say. The variables of
// the process are never looked at, so that a test is the same everywhere.
func Var(name, value string) Option {
	return func(s *settings) { s.files.Vars = append(s.files.Vars, name+":"+value) }
}

// Seed chooses the order of what happens at one moment, and everything random;
// 0 without it. The same seed and the same calls give the same world.
func Seed(n uint64) Option { return func(s *settings) { s.seed = n } }

// Begin is when the world's time begins; without it, 2026-01-01 in UTC.
func Begin(at time.Time) Option { return func(s *settings) { s.begin = at } }

// Transport carries what the Workers fetch(); without it every such request is
// refused. It is called on goroutines of its own, while the clock stands still.
func Transport(rt http.RoundTripper) Option { return func(s *settings) { s.transport = rt } }

// Dialer opens the TCP connections of the Workers (cloudflare:sockets, node:net);
// without it every one is refused. It is called on goroutines of its own, while
// the clock stands still.
func Dialer(dial func(ctx context.Context, network, address string) (net.Conn, error)) Option {
	return func(s *settings) { s.dial = dial }
}

// DrainBounds says after how many batches, or how much of the world's time,
// Drain gives up; without it 10000 batches and 400 days.
func DrainBounds(batches int, within time.Duration) Option {
	return func(s *settings) { s.batches, s.within = batches, within }
}

// A failure holds the first error that somebody told of, on any goroutine.
type failure struct {
	mu  sync.Mutex
	err error
}

func (f *failure) set(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = err
	}
}

func (f *failure) get() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}
