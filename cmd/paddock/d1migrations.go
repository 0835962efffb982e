package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"paddock/bindings/d1"
	"paddock/cmd/paddock/terminal"
	"paddock/config"
	"paddock/internal/dev"
)

func (a *app) d1ListMigrationsCommand() *command {
	var o d1Flags
	c := &command{
		name:  "d1 migrations list",
		args:  "DATABASE",
		short: "list the migrations of a D1 database",
		about: "Lists the migrations of a database, applied or not. They are the files of the folder that migrations_dir names;\nthe table that migrations_table names notes which were applied. Folder and table are those of the official tool.",
		examples: []example{
			{"paddock d1 migrations list DB", "what was applied, and what was not"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		database, err := onlyDatabase(c, operands)
		if err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			all := []dev.MigrationState{}
			if err := client.tool("GET", databasePath(database, "migrations"), nil, &all); err != nil {
				return plain(err)
			}
			if o.asJSON {
				return a.printJSON(all)
			}
			return a.printMigrations(all)
		})
	}
	return c
}

// onlyDatabase takes the name of a database, and nothing else, from the operands.
func onlyDatabase(c *command, operands []string) (string, error) {
	name, rest, err := oneDatabase(c, operands)
	if err == nil && len(rest) > 0 {
		err = usagef(c, "one database at a time, not also %q", rest[0])
	}
	return name, err
}

func (a *app) printMigrations(all []dev.MigrationState) error {
	if len(all) == 0 {
		return a.printf("no migrations\n")
	}
	var cells [][]string
	for _, m := range all {
		state := "not applied"
		switch {
		case m.Missing:
			state = "applied, its file is gone"
		case m.Applied:
			state = "applied"
		}
		cells = append(cells, []string{m.Name, state})
	}
	return terminal.Table(a.stdout, a.style(a.stdout), "", []terminal.Column{{Name: "migration"}, {Name: "state"}}, cells)
}

func (a *app) d1ApplyMigrationsCommand() *command {
	var o d1Flags
	c := &command{
		name:  "d1 migrations apply",
		args:  "DATABASE",
		short: "apply the migrations of a D1 database",
		about: "Applies the migrations that are not applied yet, in the order of their numbers. Each is applied as a whole or, when\na statement fails, not at all; then those behind it are not tried. paddock dev --apply-migrations does so at its start.",
		examples: []example{
			{"paddock d1 migrations apply DB", "bring the database up to date"},
			{"paddock d1 migrations apply DB --json", "print the names of those that were applied"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error {
		database, err := onlyDatabase(c, operands)
		if err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			done := []string{}
			if err := client.tool("POST", databasePath(database, "migrations"), map[string]any{}, &done); err != nil {
				return plain(err)
			}
			switch {
			case o.asJSON:
				return a.printJSON(done)
			case len(done) == 0:
				return a.printf("nothing to apply\n")
			}
			return a.printf("applied %s\n", strings.Join(done, ", "))
		})
	}
	return c
}

func (a *app) d1CreateMigrationCommand() *command {
	var o selection
	c := &command{
		name:  "d1 migrations create",
		args:  "DATABASE NAME",
		short: "write an empty migration for a D1 database",
		about: "Writes a file for a new migration into the folder that migrations_dir names, with the next number before its name.",
		examples: []example{
			{"paddock d1 migrations create DB add_users", "write migrations/0001_add_users.sql"},
		},
		flags: newFlags(),
	}
	o.declareConfigs(c.flags)
	c.run = func(operands []string) error {
		database, rest, err := oneDatabase(c, operands)
		switch {
		case err != nil:
			return err
		case len(rest) == 0:
			return usagef(c, "what shall it be called? paddock %s %s", c.name, c.args)
		}
		name := strings.Join(rest, " ")
		if strings.ContainsAny(name, `/\`) {
			return usagef(c, "a name without slashes, not %q", name)
		}
		all, err := a.projects(c, &o, nil)
		if err != nil {
			return err
		}
		return a.createMigration(all, database, name)
	}
	return c
}

// createMigration writes the file of a new migration.
func (a *app) createMigration(all []project, database, title string) error {
	cfg, set, err := findDatabase(all, database)
	if err != nil {
		return err
	}
	if set.MigrationsPattern != "" {
		return fmt.Errorf("create a migration: where migrations_pattern (%s) chooses files of a layout of its own, the tool that has the layout makes them", set.MigrationsPattern)
	}
	names, err := dev.MigrationNames(cfg, set)
	if err != nil {
		return err
	}
	name := d1.NextMigration(names, title)
	dir := filepath.Join(cfg.Dir, filepath.FromSlash(set.MigrationsDir))
	if filepath.IsAbs(set.MigrationsDir) {
		dir = set.MigrationsDir
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("create a migration: %w", err)
	}
	path := filepath.Join(dir, name)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("create a migration: %w", err)
	}
	_, err = f.WriteString(d1.NewMigration(name, a.clock.Now()))
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("create a migration: %w", err)
	}
	return a.printf("created %s\n", a.shown(path))
}

// findDatabase finds the database of a binding, a name or an id.
func findDatabase(all []project, key string) (*config.Config, config.D1, error) {
	var known []string
	for _, p := range all {
		cfg, report := p.load()
		if cfg == nil || len(cfg.Bindings) == 0 && report.Failed() {
			return nil, config.D1{}, fmt.Errorf("read %s: %w", p.path, report)
		}
		for _, b := range cfg.Bindings {
			set, ok := b.Settings.(config.D1)
			if !ok {
				continue
			}
			if key == b.Binding || key == set.Name || key == set.ID {
				return cfg, set, nil
			}
			known = append(known, b.Binding)
		}
	}
	err := fmt.Errorf("there is no D1 database %q", key)
	if len(known) > 0 {
		err = fmt.Errorf("%w: there are %s", err, strings.Join(known, ", "))
	}
	return nil, config.D1{}, err
}
