package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Options is what the command line adds to the files.
type Options struct {
	Env  string   // the named environment; "" for the top level
	Vars []string // variables as NAME:VALUE; they win over every file
	Dir  string   // the folder that relative paths start from; "" for the process's own
	// Getenv looks a variable of the process's environment up; nil finds none.
	Getenv func(name string) (value string, set bool)
}

// fileNames are the configuration files that a folder can have, the one to prefer first.
func fileNames() []string { return []string{"wrangler.toml", "wrangler.jsonc", "wrangler.json"} }

// Find returns the path of the folder's configuration file.
func Find(dir string) (string, error) {
	for _, name := range fileNames() {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return path, nil
		}
	}
	names := fileNames()
	return "", fmt.Errorf("find a configuration: there is no %s or %s in %s: write one, name another file with -c, or name a script to run it without one: %w",
		strings.Join(names[:len(names)-1], ", "), names[len(names)-1], dir, fs.ErrNotExist)
}

// Load reads a configuration and everything that belongs to it. It always returns both: a report with every problem at once, and a
// configuration that is as complete as the problems allow, with the Files to watch for a mending even when nothing else could be read.
// A configuration whose report has failed must not be run.
func Load(path string, o Options) (*Config, *Report) {
	l := &loader{shown: path, options: o, report: &Report{}, config: &Config{Env: o.Env, Dev: Dev{Port: -1}, Paddock: paddockDefaults()}}
	defer l.report.sort()
	if !l.locate(path) {
		return l.config, l.report
	}
	l.watchVars()
	root, isTOML := l.parse()
	l.reader = &reader{report: l.report, toml: isTOML}
	if root == nil {
		l.variables()
		return l.config, l.report
	}
	l.read(view{l.reader, root, ""})
	l.variables()
	l.checkMain()
	l.reader.checkNames(l.config, l.taken)
	l.reader.warnCircles(l.config.Consumers)
	l.checkStubs()
	l.checkSimulation()
	l.reader.warnMissing(l.config.Bindings, l.config.Stubbed)
	return l.config, l.report
}

// loader is one load under way.
type loader struct {
	shown   string // the path as the user wrote it, which is how places are shown
	options Options
	report  *Report
	config  *Config
	*reader
	taken   []taken           // the names in env that the configuration gives away
	keep    func(string) bool // whether a variable of .dev.vars or .env is wanted; nil for all
	lacks   []requirement     // the secrets that the configuration asks for
	top     view              // the top level of the file
	mainAt  *node             // where the entry file is named, and by which key
	mainKey string
}

// locate makes the path absolute, which every path in the result is.
func (l *loader) locate(path string) bool {
	if l.options.Dir != "" && !filepath.IsAbs(path) {
		path = filepath.Join(l.options.Dir, path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		l.report.add(Problem{Pos: Pos{File: path}, Severity: SeverityError, What: "has no absolute path: " + err.Error()})
		return false
	}
	l.config.Path, l.config.Dir, l.config.Files = abs, filepath.Dir(abs), []string{abs}
	return true
}

// beside is how the place of a file next to the configuration is shown.
func (l *loader) beside(name string) string { return filepath.Join(filepath.Dir(l.shown), name) }

// parse reads the configuration file into a tree; nil where it is not to be had.
func (l *loader) parse() (root *node, isTOML bool) {
	raw, err := os.ReadFile(l.config.Path)
	if err != nil {
		l.report.add(l.unreadable(err))
		return nil, false
	}
	s, problem := newSource(l.shown, raw)
	if problem != nil {
		l.report.add(*problem)
		return nil, false
	}
	root, isTOML, problems := parseSource(s)
	l.report.Problems = append(l.report.Problems, problems...)
	if root != nil && root.kind != kindTable {
		l.report.add(Problem{Pos: root.at, Severity: SeverityError, Value: root.shown(), What: "a configuration must be an object, not " + root.kind.String(), Fix: "put { and } around it"})
		return nil, isTOML
	}
	return root, isTOML
}

// parseSource parses by the file's extension, or by its looks where that says nothing.
func parseSource(s *source) (root *node, isTOML bool, problems []Problem) {
	switch strings.ToLower(filepath.Ext(s.file)) {
	case ".toml":
		isTOML = true
	case ".json", ".jsonc", ".json5":
	default:
		isTOML = !strings.HasPrefix(strings.TrimSpace(s.text), "{")
	}
	if !isTOML {
		root, report := parseJSON(s)
		return root, false, report.Problems
	}
	root, problem := parseTOML(s)
	if problem != nil {
		return nil, true, []Problem{*problem}
	}
	return root, true, nil
}

// unreadable explains why a configuration cannot be read.
func (l *loader) unreadable(err error) Problem {
	p := Problem{Pos: Pos{File: l.shown}, Severity: SeverityError, What: "cannot be read: " + err.Error(), Fix: "check its permissions"}
	var cause *fs.PathError
	if errors.As(err, &cause) {
		p.What = "cannot be read: " + cause.Err.Error()
	}
	info, statErr := os.Stat(l.config.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.What, p.Fix = "there is no such file", "check the path"
		if other, findErr := Find(l.config.Dir); findErr == nil {
			p.Fix = "did you mean " + l.beside(filepath.Base(other)) + "?"
		}
	case statErr == nil && info.IsDir():
		p.What, p.Fix = "is a folder, not a configuration", "name a file"
		if inside, findErr := Find(l.config.Path); findErr == nil {
			p.Fix = "did you mean " + filepath.Join(l.shown, filepath.Base(inside)) + "?"
		}
	}
	return p
}

// checkMain checks that the entry file is there. A build command may still have to make it, so then it is left to the bundler.
func (l *loader) checkMain() {
	c := l.config
	if c.Main == "" || c.Build.Command != "" || l.mainAt == nil {
		return
	}
	info, err := os.Stat(c.Main)
	if err == nil && !info.IsDir() {
		return
	}
	c.Files = append(c.Files, c.Main)
	p := Problem{Pos: l.mainAt.at, Severity: SeverityError, Key: l.mainKey, Value: l.mainAt.shown(), What: "there is no such file", Fix: "the path starts from the folder of the configuration"}
	if err == nil {
		p.What, p.Fix = "is a folder", "name the file with the Worker's code"
	} else if near := nearestFile(c.Main); near != "" {
		p.Fix = "did you mean " + quote(filepath.ToSlash(filepath.Join(filepath.Dir(l.mainAt.text), near))) + "?"
	}
	l.report.add(p)
}

// nearestFile finds a file in the same folder with a similar name, or the same name and another extension.
func nearestFile(path string) string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return ""
	}
	var names []string
	stem := func(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		if stem(e.Name()) == stem(filepath.Base(path)) {
			return e.Name()
		}
		names = append(names, e.Name())
	}
	return nearest(filepath.Base(path), names)
}
