package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"paddock/cmd/paddock/state"
	"paddock/config"
)

// A selection is which Workers a command line means, and where their state
// lies.
type selection struct {
	configs []string
	env     string
	vars    []string
	queues  []string
	persist string
}

// declareConfigs declares the flags that choose Workers.
func (s *selection) declareConfigs(f *flags) {
	f.list(&s.configs, "c config", "FILE", "a configuration to use instead of this folder's")
	f.text(&s.env, "e env", "NAME", "the environment of the configuration to use")
}

// declareVars declares the flags that add to what the files say.
func (s *selection) declareVars(f *flags) {
	f.list(&s.vars, "var", "NAME:VALUE", "a variable of env, over those of the files")
	f.list(&s.queues, "queue", "NAME[=BINDING]", "with a script: a queue to send to and consume")
}

// declareState declares the flag that says where the state lies.
func (s *selection) declareState(f *flags) {
	f.text(&s.persist, "persist-to", "DIR", "the state folder (default: .paddock/state beside the first configuration)")
}

// A project is one Worker that was selected.
type project struct {
	path string // of the configuration, or of the script that has none
	load func() (*config.Config, *config.Report)
}

// projects resolves the selection: the script among the operands, the
// configurations given, or the one of the folder.
func (a *app) projects(c *command, s *selection, operands []string) ([]project, error) {
	o := config.Options{Env: s.env, Vars: s.vars, Dir: a.dir, Getenv: a.env}
	switch {
	case len(operands) > 1:
		return nil, usagef(c, "one script at a time, not %d: several Workers each need a configuration, -c A -c B", len(operands))
	case len(operands) == 1 && isConfig(operands[0]):
		return nil, usagef(c, "%s is a configuration: write -c %s", operands[0], operands[0])
	case len(operands) == 1 && len(s.configs) > 0:
		return nil, usagef(c, "either a script (%s) or a configuration (-c %s), not both", operands[0], s.configs[0])
	case len(operands) == 1:
		return []project{{a.path(operands[0]), func() (*config.Config, *config.Report) {
			return config.ForScript(operands[0], s.queues, o)
		}}}, nil
	case len(s.queues) > 0:
		return nil, usagef(c, "--queue is for a script without a configuration, where paddock cannot read about its queues")
	}
	paths := s.configs
	if len(paths) == 0 {
		found, err := config.Find(a.dir)
		if err != nil {
			return nil, err
		}
		paths = []string{filepath.Base(found)}
	}
	return a.configured(c, paths, o)
}

func (a *app) configured(c *command, paths []string, o config.Options) ([]project, error) {
	var all []project
	for _, path := range paths {
		if slices.ContainsFunc(all, func(p project) bool { return p.path == a.path(path) }) {
			return nil, usagef(c, "-c %s is given twice", path)
		}
		all = append(all, project{a.path(path), func() (*config.Config, *config.Report) { return config.Load(path, o) }})
	}
	return all, nil
}

func isConfig(path string) bool {
	return slices.Contains([]string{".toml", ".json", ".jsonc"}, strings.ToLower(filepath.Ext(path)))
}

// stateDir returns the state folder of the selection.
func (a *app) stateDir(s *selection, all []project) string {
	if s.persist != "" {
		return a.path(s.persist)
	}
	return state.Default(filepath.Dir(all[0].path))
}

// onlyStateDir returns the state folder for a command that needs no Worker:
// where there is no configuration at all, the one in this folder.
func (a *app) onlyStateDir(c *command, s *selection) (string, error) {
	if s.persist != "" {
		return a.path(s.persist), nil
	}
	if len(s.configs) > 1 {
		return "", usagef(c, "one -c is enough here: the state lies beside the first")
	}
	if len(s.configs) == 1 {
		return state.Default(filepath.Dir(a.path(s.configs[0]))), nil
	}
	return state.Default(a.dir), nil
}

// needNone refuses operands.
func needNone(c *command, operands []string) error {
	if len(operands) > 0 {
		return usagef(c, "paddock %s takes no %q", c.name, operands[0])
	}
	return nil
}

// needQueue takes the name of a queue from the operands.
func needQueue(c *command, operands []string) (string, []string, error) {
	if len(operands) == 0 {
		return "", nil, usagef(c, "which queue? paddock %s %s", c.name, c.args)
	}
	return operands[0], operands[1:], nil
}

// problems words a report for people, each problem as its own paragraph.
func (a *app) problems(r *config.Report) string {
	s := a.style(a.stderr)
	var b strings.Builder
	for _, p := range r.Problems {
		first, rest, _ := strings.Cut(p.Error(), "\n")
		paint := s.Yellow
		if p.Severity == config.SeverityError {
			paint = s.Red
		}
		fmt.Fprintln(&b, paint(first))
		if rest != "" {
			fmt.Fprintln(&b, rest)
		}
	}
	return b.String()
}
