package dev

import (
	"path/filepath"
	"slices"

	"paddock/runtime"
	"paddock/runtime/bundle"
)

// options adds the guests to what the bundler is told. A nil receiver adds none.
func (g *Guests) options(o bundle.Options) bundle.Options {
	if g == nil {
		return o
	}
	known := o.Builtin
	o.Before, o.Coverage = g.Files, g.Coverage != nil
	o.Builtin = func(specifier string) bool { return slices.Contains(g.Modules, specifier) || known(specifier) }
	return o
}

// built tells the guests where the script counts, if they asked.
func (g *Guests) built(r *bundle.Result) {
	if g != nil && g.Coverage != nil {
		g.Coverage(r.Points)
	}
}

// setup adds the guests' own setup to that of an isolate.
func (g *Guests) setup(list []func(*runtime.Isolate) error) []func(*runtime.Isolate) error {
	if g == nil || g.Setup == nil {
		return list
	}
	return append(list, g.Setup)
}

// Pick calls use with an isolate of the nth Worker, now or once one is ready,
// and with nil when there will be none.
func (s *Session) Pick(n int, use func(*runtime.Isolate)) { s.workers[n].pick(use) }

// Isolates lists the isolates of every Worker that are ready, those of versions
// that drain left out. Their methods are for the loop: call them where the world
// rests and its loops run on the caller's goroutine.
func (s *Session) Isolates() []*runtime.Isolate {
	var all []*runtime.Isolate
	for _, w := range s.workers {
		if g := w.current.Load(); g != nil {
			all = append(all, g.pool.list()...)
		}
	}
	return all
}

// list returns the isolates that are ready.
func (p *pool) list() []*runtime.Isolate {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.ready)
}

// Inputs lists the files that decide what the nth Worker is, as its last build
// read them; absolute.
func (s *Session) Inputs(n int) []string {
	files := s.workers[n].inputs.Load()
	if files == nil {
		return nil
	}
	return slices.Clone(*files)
}

// Location returns where a file lies that stacks of the nth Worker name.
func (s *Session) Location(n int, file string) string {
	if cfg := s.workers[n].conf.Load(); cfg != nil && !filepath.IsAbs(file) {
		return filepath.Join(cfg.Dir, filepath.FromSlash(file))
	}
	return file
}
