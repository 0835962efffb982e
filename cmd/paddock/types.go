package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"paddock/config"
	"paddock/internal/testrun"
)

func (a *app) typesCommand() *command {
	var s selection
	var out string
	var tests bool
	c := &command{
		name:  "types",
		short: "write the TypeScript interface of env",
		about: "Writes the interface Env of a Worker from its configuration: literal types for variables, string for secrets,\nQueue for queues. The types themselves come from the package @cloudflare/workers-types.",
		examples: []example{
			{"paddock types > worker-configuration.d.ts", "write it where the TypeScript compiler finds it"},
			{"paddock types --env staging --out src/env.d.ts", "for one environment, into a file"},
			{"paddock types --test --out paddock-test.d.ts", "of the module paddock:test, for tests"},
		},
		flags: newFlags(),
	}
	s.declareConfigs(c.flags)
	c.flags.text(&out, "o out", "FILE", "write to a file instead of the standard output")
	c.flags.boolean(&tests, "test", "write the types of the module paddock:test instead")
	c.run = func(operands []string) error {
		if err := needNone(c, operands); err != nil {
			return err
		}
		if tests {
			return a.writeTypes(out, testrun.Types)
		}
		return a.types(c, &s, out)
	}
	return c
}

func (a *app) types(c *command, s *selection, out string) error {
	if len(s.configs) > 1 {
		return usagef(c, "one configuration at a time: each Worker has an Env of its own")
	}
	all, err := a.projects(c, s, nil)
	if err != nil {
		return err
	}
	cfg, report := all[0].load()
	if report.Failed() {
		io.WriteString(a.stderr, a.problems(report))
		return exitError(exitFailed)
	}
	return a.writeTypes(out, config.EnvInterface(cfg))
}

// writeTypes writes declarations to a file, or to the standard output.
func (a *app) writeTypes(out, text string) error {
	if out == "" {
		_, err := io.WriteString(a.stdout, text)
		return err
	}
	path := a.path(out)
	if old, err := os.ReadFile(path); err == nil && string(old) == text {
		return nil // a file that did not change needs no rebuild
	} else if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("write the types: %w", err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return fmt.Errorf("write the types: %w", err)
	}
	return nil
}
