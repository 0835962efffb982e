package main

import (
	"context"
	"fmt"
	"io"

	"paddock/config"
	"paddock/internal/dev"
)

func (a *app) checkCommand() *command {
	var s selection
	c := &command{
		name:  "check",
		args:  "[FILE]",
		short: "report every problem of configuration and script",
		about: "Reads the configuration and builds the script without starting anything, and reports every problem with its place.\nThe exit status is 1 when there is an error; warnings alone leave it 0.",
		examples: []example{
			{"paddock check", "check the Worker of this folder"},
			{"paddock check -c a/wrangler.toml -c b/wrangler.toml", "check two Workers, also against each other"},
			{"paddock check index.js", "check a script without a configuration"},
		},
		flags: newFlags(),
	}
	s.declareConfigs(c.flags)
	s.declareVars(c.flags)
	c.run = func(operands []string) error {
		all, err := a.projects(c, &s, operands)
		if err != nil {
			return err
		}
		return a.check(all)
	}
	return c
}

func (a *app) check(all []project) error {
	failed := false
	var configs []*config.Config
	for _, p := range all {
		result := dev.Check(context.Background(), dev.Project{Load: p.load})
		io.WriteString(a.stderr, a.problems(result.Report))
		for _, w := range result.Warnings {
			fmt.Fprintln(a.stderr, a.style(a.stderr).Yellow("warning: ")+w)
		}
		if result.Err != nil {
			fmt.Fprintln(a.stderr, result.Text())
		}
		ok := result.Err == nil && !result.Report.Failed()
		if ok {
			fmt.Fprintf(a.stdout, "%s: %s is fine\n", a.shown(p.path), result.Config.Name)
		}
		failed = failed || !ok
		configs = append(configs, result.Config)
	}
	if together := config.CheckTogether(configs); len(together.Problems) > 0 {
		io.WriteString(a.stderr, a.problems(together))
		failed = failed || together.Failed()
	}
	if failed {
		return exitError(exitFailed)
	}
	return nil
}
