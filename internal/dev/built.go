package dev

import (
	"context"

	"paddock/bindings"
	"paddock/bindings/service"
	"paddock/config"
	"paddock/internal/clock"
	"paddock/runtime"
)

// Built is a Worker that was built once, to be run any number of times, at the
// same time too.
type Built struct{ p prepared }

// Build reads a configuration and compiles its Worker. The error is a *Failure.
func Build(ctx context.Context, load func() (*config.Config, *config.Report)) (*Built, error) {
	b := newBuilder(load)
	defer b.close()
	p := b.prepare(ctx)
	if p.err != nil {
		return nil, &Failure{Worker: nameOf(p.cfg), Err: p.err, Text: failureText(p.err)}
	}
	return &Built{p}, nil
}

// Config returns the configuration; it is not to be changed.
func (b *Built) Config() *config.Config { return b.p.cfg }

// Bucket names the R2 bucket behind a binding, as Stores.R2 knows it.
func (b *Built) Bucket(binding string, settings config.R2) string {
	return bucketOf(b.p.cfg, binding, settings)
}

// With returns the same script under another configuration.
func (b *Built) With(cfg *config.Config) *Built {
	p := b.p
	p.cfg = cfg
	return &Built{p}
}

// BuildScript compiles another script of a Worker's project, to be its Companion.
func BuildScript(ctx context.Context, of *Built, main string) (*Built, error) {
	cfg := *of.p.cfg
	cfg.Main, cfg.Consumers, cfg.Crons, cfg.Stubs, cfg.Build = main, nil, nil, nil, config.Build{}
	return Build(ctx, func() (*config.Config, *config.Report) { return &cfg, &config.Report{} })
}

// A Companion is a script of the project that runs beside its Workers, in an
// isolate of its own and with the bindings of one of them.
type Companion struct {
	Built   *Built // of the script
	Of      *Built // whose bindings it gets
	Options runtime.Options
	Stores  *Stores
}

// Start starts the companion's isolate: ready is told as by runtime.Start.
// setup goes before the script.
func (c Companion) Start(setup func(*runtime.Isolate) error, ready func(*runtime.Isolate, error)) error {
	of := c.Of.p.cfg
	alone := nobody{Trial{Stores: c.Stores, Clock: c.Options.Exec.Clock(), Entropy: c.Options.Entropy}, c.Options.Exec}
	list, err := bindingsOf(of, surroundings{bindings.NoQueues{}, c.Stores, version{c.Of.p.hash, c.Options.Exec.Clock().Now()}, alone})
	if err != nil {
		return err
	}
	o := c.Options
	p := c.Built.p
	p.cfg = of
	o.Worker, o.Limits = c.Built.p.worker, limitsOf(of, startLimit, o.Inline)
	o.Setup = append(setupOf(p, list, outside{}, func(export string) *service.Entrypoint { return alone.reach(of.Name, export) }), setup)
	if o.CPU == nil {
		o.CPU = clock.Real()
	}
	runtime.Start(o, ready)
	return nil
}
