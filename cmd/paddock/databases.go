package main

import (
	"context"
	"fmt"
	"strings"

	"paddock/cmd/paddock/terminal"
	"paddock/config"
	"paddock/internal/dev"
	"paddock/internal/journal"
)

// configsOf reads the configurations of projects, those that are wrong too, as
// far as they can be read.
func configsOf(all []project) func() []*config.Config {
	return func() []*config.Config {
		var out []*config.Config
		for _, p := range all {
			cfg, _ := p.load()
			out = append(out, cfg)
		}
		return out
	}
}

// configs are the configurations of the Workers as they run.
func (r *running) configs() []*config.Config {
	var out []*config.Config
	for _, w := range r.session.Workers() {
		if w.Config != nil {
			out = append(out, w.Config)
		}
	}
	return out
}

// migrating lets a project apply its migrations at the start.
func migrating(p project) project {
	return project{p.path, func() (*config.Config, *config.Report) {
		cfg, report := p.load()
		cfg.Paddock.ApplyMigrations = true
		return cfg, report
	}}
}

// prepareDatabases applies the migrations of D1 databases where that is asked
// for, before a Worker can meet them, and says which are missing elsewhere.
func (r *running) prepareDatabases() error {
	d := dev.Databases{Stores: r.stores, Configs: configsOf(r.projects)}
	pending, err := d.Prepare(context.Background())
	for _, p := range pending {
		names := strings.Join(p.Names, ", ")
		if p.Applied {
			r.say(fmt.Sprintf("applied to %s: %s", p.Database, names))
			continue
		}
		r.journal.Append(journal.Entry{Kind: journal.Notice, Level: journal.Warn, Text: fmt.Sprintf(
			"%s of %s not applied: %s. Apply with: paddock d1 migrations apply %s, or start with --apply-migrations",
			terminal.Count(len(p.Names), "migration"), p.Database, names, p.Database.Binding)})
	}
	return err
}
