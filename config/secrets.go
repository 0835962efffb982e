package config

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// devVarsNames are the files with secrets for development; the first that exists is the one.
func devVarsNames(env string) []string {
	if env == "" {
		return []string{".dev.vars"}
	}
	return []string{".dev.vars." + env, ".dev.vars"}
}

// dotenvNames are the files that are read together where there is no .dev.vars; later ones win.
func dotenvNames(env string) []string {
	names := []string{".env", ".env.local"}
	if env != "" {
		names = append(names, ".env."+env, ".env."+env+".local")
	}
	return names
}

// watchVars adds the files with variables to those to watch, whether they exist yet or not.
func (l *loader) watchVars() {
	for _, name := range slices.Concat(devVarsNames(l.config.Env), dotenvNames(l.config.Env)) {
		l.config.Files = append(l.config.Files, filepath.Join(l.config.Dir, name))
	}
}

// variables adds what the files beside the configuration and the command line say.
func (l *loader) variables() {
	values, at := l.secretValues()
	l.fillStoredSecrets(values)
	l.fillHyperdrive(values)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if l.keep != nil && !l.keep(name) || l.storesSecret(name) && l.isBinding(name) {
			continue
		}
		if l.set(name, values[name], taken{name: name, at: at[name]}) {
			l.config.Secrets = append(l.config.Secrets, name)
		}
	}
	l.overrides()
	for _, r := range l.lacks {
		if _, ok := l.config.Vars[r.name]; !ok {
			l.problem(SeverityWarning, r.at, r.key, quote(r.name), "this secret has no value", "add "+r.name+"=… to "+l.beside(".dev.vars"))
		}
	}
}

// secretValues reads .dev.vars, or else the .env files, with the place where each value stands.
func (l *loader) secretValues() (map[string]string, map[string]Pos) {
	values, at := map[string]string{}, map[string]Pos{}
	for _, name := range devVarsNames(l.config.Env) {
		if l.readVars(name, values, at) {
			return values, at
		}
	}
	for _, name := range dotenvNames(l.config.Env) {
		l.readVars(name, values, at)
	}
	return expandAll(values), at
}

// readVars reads one file and reports whether it exists.
func (l *loader) readVars(name string, values map[string]string, at map[string]Pos) bool {
	raw, err := os.ReadFile(filepath.Join(l.config.Dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	if info, statErr := os.Stat(filepath.Join(l.config.Dir, name)); statErr == nil && info.IsDir() {
		return false // a folder of that name is a virtual environment of Python, not ours
	}
	if err != nil {
		l.report.add(Problem{Pos: Pos{File: l.beside(name)}, Severity: SeverityError, What: "cannot be read: " + err.Error(), Fix: "check its permissions"})
		return true
	}
	s, problem := newSource(l.beside(name), raw)
	if problem != nil {
		l.report.add(*problem)
		return true
	}
	all, problems := parseDotenv(s)
	l.report.Problems = append(l.report.Problems, problems...)
	for _, a := range all {
		values[a.name], at[a.name] = a.value, a.at
	}
	return true
}
