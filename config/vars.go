package config

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
)

// variables reads vars: any values, as long as JSON has them.
func (v view) variables() map[string]any {
	t, ok := v.table("vars")
	if !ok {
		return nil
	}
	vars := make(map[string]any, len(t.node.keys))
	for _, name := range t.node.keys {
		f := t.node.fields[name]
		t.checkVariable(f, join(t.path, name))
		vars[name] = f.value()
	}
	return vars
}

// checkVariable finds numbers that the script would not get as they are written.
func (v view) checkVariable(n *node, path string) {
	switch {
	case n.kind == kindNumber && (math.IsNaN(n.number) || math.IsInf(n.number, 0)):
		v.problem(SeverityError, n.at, path, n.shown(), "variables travel as JSON, which has no such number", "write a finite number, or a string")
		n.number = 0
	case n.kind == kindNumber && n.rough:
		v.problem(SeverityWarning, n.at, path, n.shown(), fmt.Sprintf("JavaScript rounds this number to %.0f", n.number), "write it as a string to keep every digit")
	}
	for i, item := range n.items {
		v.checkVariable(item, fmt.Sprintf("%s[%d]", path, i))
	}
	for _, key := range n.keys {
		v.checkVariable(n.fields[key], join(path, key))
	}
}

// folderName is the name of a Worker that has none.
func folderName(dir string) string { return asWorkerName(filepath.Base(dir)) }

// taken is a name in env and what has it.
type taken struct {
	name, what string
	at         Pos
	key        string
}

// place says what has the name and, where a file says so, in which place.
func (t taken) place() string {
	if t.at.File == "" {
		return t.what
	}
	return t.what + " (" + t.at.String() + ")"
}

// takenBy lists every name that a part of the file puts into env, in the order of the platform: variables, queues, the rest.
func takenBy(s *scope) []taken {
	var all []taken
	vars := s.node.field("vars")
	for _, name := range vars.names() {
		all = append(all, taken{name, "a variable", vars.fields[name].keyAt, join(join(s.path, "vars"), name)})
	}
	for _, p := range s.producers {
		all = append(all, taken{p.Binding, "the queue " + quote(p.Queue), p.Pos, join(join(s.path, "queues"), "producers")})
	}
	for _, u := range s.bindings {
		if u.Binding != "" {
			all = append(all, taken{u.Binding, "a binding of " + u.Product, u.Pos, join(s.path, u.Key)})
		}
	}
	return all
}

// checkNames finds names in env that are given away twice.
func (r *reader) checkNames(c *Config, all []taken) {
	first := map[string]taken{}
	for _, t := range all {
		if t.name == "" {
			continue
		}
		other, ok := first[t.name]
		if !ok {
			first[t.name] = t
			continue
		}
		r.problem(SeverityError, t.at, t.key, quote(t.name), fmt.Sprintf("env.%s is already %s", t.name, other.place()), "give one of the two another name")
	}
}

// overrides sets the variables of the command line.
func (l *loader) overrides() {
	for _, text := range l.options.Vars {
		name, value, ok := strings.Cut(text, ":")
		if !ok || name == "" {
			l.report.add(Problem{Severity: SeverityError, Key: "--var", Value: quote(text), What: "must be a name, a colon and a value", Fix: "write --var NAME:VALUE"})
			continue
		}
		l.set(name, value, taken{name: name, what: "--var", key: "--var"})
	}
}

// set gives a variable its value unless a binding has the name, which wins.
func (l *loader) set(name, value string, by taken) bool {
	for _, t := range l.taken {
		if t.name == name && t.what != "a variable" {
			l.report.add(Problem{Pos: by.at, Severity: SeverityWarning, Key: by.key, Value: quote(name),
				What: fmt.Sprintf("env.%s is already %s, so this has no effect", name, t.place()), Fix: "give one of the two another name"})
			return false
		}
	}
	if l.config.Vars == nil {
		l.config.Vars = map[string]any{}
	}
	l.config.Vars[name] = value
	return true
}

// isBinding tells whether something else than a variable has a name.
func (l *loader) isBinding(name string) bool {
	return slices.ContainsFunc(l.taken, func(t taken) bool { return t.name == name && t.what != "a variable" })
}
