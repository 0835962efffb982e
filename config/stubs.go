package config

import (
	"os"
	"path/filepath"
	"slices"
)

// A Stub is a module of the project that stands in for a binding.
type Stub struct {
	Binding string // the name in env
	Path    string // of the module, absolute
	Pos     Pos
}

const stubsKey = "stubs"

// stubs reads [paddock.stubs], where each key is a binding and each value the path of a module.
func (v view) stubs(dir string) []Stub {
	t, ok := v.table(stubsKey)
	if !ok {
		return nil
	}
	var all []Stub
	for _, name := range t.node.keys {
		if path := t.str(name); path != "" {
			all = append(all, Stub{Binding: name, Path: within(dir, path), Pos: t.node.fields[name].at})
		}
	}
	return all
}

// checkStubs finds stubs without a module, and such that stand in for nothing.
func (l *loader) checkStubs() {
	var names []string
	for _, t := range l.taken {
		names = append(names, t.name)
	}
	for _, s := range l.config.Stubs {
		key := "paddock." + stubsKey + "." + s.Binding
		l.config.Files = append(l.config.Files, s.Path)
		if !slices.Contains(names, s.Binding) {
			fix := "bind something as " + s.Binding + ", or remove the stub"
			if near := nearest(s.Binding, names); near != "" {
				fix = "did you mean " + near + "?"
			}
			l.report.add(Problem{Pos: s.Pos, Severity: SeverityWarning, Key: key, What: "the configuration has no binding of this name. env." + s.Binding + " is the stub, but nothing stands there when deployed", Fix: fix})
		}
		l.checkStubFile(s, key)
	}
}

func (l *loader) checkStubFile(s Stub, key string) {
	info, err := os.Stat(s.Path)
	if l.config.Build.Command != "" && err != nil || err == nil && !info.IsDir() {
		return
	}
	p := Problem{Pos: s.Pos, Severity: SeverityError, Key: key, Value: quote(s.Path), What: "there is no such module", Fix: "the path starts from the folder of the configuration"}
	if rel, relErr := filepath.Rel(l.config.Dir, s.Path); relErr == nil {
		p.Value = quote(filepath.ToSlash(rel))
	}
	if err == nil {
		p.What, p.Fix = "is a folder", "name the file of the module"
	} else if near := nearestFile(s.Path); near != "" {
		p.Fix = "there is " + near + " in that folder"
	}
	l.report.add(p)
}

// Stubbed tells whether a module of the project stands in for a binding.
func (c *Config) Stubbed(binding string) bool {
	return slices.ContainsFunc(c.Stubs, func(s Stub) bool { return s.Binding == binding })
}
