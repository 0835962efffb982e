package config

import (
	"fmt"
	"slices"
	"strings"
)

// scope is what one part of a file says: its top level, or one environment.
type scope struct {
	view
	env string // "" for the top level

	// Environments inherit these.
	name, main, date        string
	flags                   []string
	rules                   []Rule
	tsconfig, factory, frag string
	build                   Build
	limits                  Limits
	crons                   []Cron
	paddock                 Paddock
	stubs                   []Stub

	// And not these, apart from a few products.
	vars      map[string]any
	define    map[string]string
	required  []requirement
	producers []Producer
	consumers []Consumer
	bindings  []Binding
}

// requirement is a secret that the configuration asks for.
type requirement struct {
	name string
	key  string
	at   Pos
}

// notInherited are the keys that an environment must repeat, without the bindings of other products.
func notInherited() []string { return []string{"vars", "define", "secrets", "queues"} }

// read reads the whole file: the top level, which every environment builds on, and all environments, for mistakes in those that are not
// in use now would come as a surprise later.
func (l *loader) read(root view) {
	selected := l.options.Env
	top := l.scope(root, "", selected == "")
	used := top
	all := []*scope{top}
	names := []string{}
	if envs, ok := root.table("env"); ok {
		for _, name := range envs.node.keys {
			t, ok := envs.table(name)
			if !ok {
				continue
			}
			names = append(names, name)
			s := l.scope(t, name, name == selected)
			all = append(all, s)
			if name == selected {
				used = s
			}
		}
	}
	if selected != "" && used == top {
		l.noSuchEnv(root, names)
	}
	if used != top {
		used.warnForgotten(top)
		used.inherit(top)
	}
	l.fill(used, root)
	l.declare(all, used)
}

func (l *loader) noSuchEnv(root view, names []string) {
	at, fix := root.node.at, "the file has no environments: add "+l.envHeader()+", or leave out --env"
	if near := nearest(l.options.Env, names); near != "" {
		fix = "did you mean --env " + near + "?"
	} else if len(names) > 0 {
		fix = "the file has " + alternatives(names)
	}
	l.problem(SeverityError, at, "", "", fmt.Sprintf("there is no environment %s", quote(l.options.Env)), fix)
}

// envHeader writes what opens the chosen environment.
func (l *loader) envHeader() string {
	path := join("env", l.options.Env)
	if l.toml {
		return l.header(path, false)
	}
	return `"env": { ` + l.header(path, false) + " }"
}

// scope reads one part of the file.
func (l *loader) scope(v view, env string, used bool) *scope {
	s := &scope{view: v, env: env}
	v.demote = env != "" && !used
	v.scopeUnknown(env == "")
	s.readInherited(l.config.Dir)
	v.demote = !used
	s.readOwn()
	v.demote = false
	return s
}

func (s *scope) readInherited(dir string) {
	s.name, s.main = s.workerName(), s.str("main")
	s.date, s.flags = s.compatibilityDate(), s.compatibilityFlags()
	s.rules = s.view.rules()
	s.tsconfig, s.factory, s.frag = s.str("tsconfig"), s.str("jsx_factory"), s.str("jsx_fragment")
	s.build, s.limits, s.crons, s.paddock = s.view.build(dir), s.view.limits(), s.view.crons(), s.view.paddock(dir)
	if t, ok := s.table("paddock"); ok {
		s.stubs = t.stubs(dir)
	}
}

func (s *scope) readOwn() {
	s.vars = s.view.variables()
	s.define = s.stringMap("define", "write the expression as text: a string constant is '\"text\"'")
	s.required = s.secrets()
	if q, ok := s.table("queues"); ok {
		q.unknown("producers", "consumers")
		s.producers, s.consumers = q.producers(), q.consumers()
	}
	s.bindings = s.view.bindings()
}

// secrets reads the names that .dev.vars or .env must have.
func (v view) secrets() []requirement {
	t, ok := v.table("secrets")
	if !ok {
		return nil
	}
	t.unknown("required")
	var all []requirement
	for i, n := range t.stringNodes("required") {
		all = append(all, requirement{n.text, fmt.Sprintf("%s[%d]", join(t.path, "required"), i), n.at})
	}
	return all
}

// has reports whether this part of the file says anything about a key.
func (s *scope) has(key string) bool { return s.node.field(key) != nil }

// take copies a setting from the top level if the environment leaves it out.
func take[T any](s *scope, key string, to *T, from T) {
	if !s.has(key) {
		*to = from
	}
}

func (s *scope) inherit(top *scope) {
	if !s.has("name") && top.name != "" {
		s.name = top.name + "-" + s.env
	}
	take(s, "main", &s.main, top.main)
	take(s, "compatibility_date", &s.date, top.date)
	take(s, "compatibility_flags", &s.flags, top.flags)
	take(s, "rules", &s.rules, top.rules)
	take(s, "tsconfig", &s.tsconfig, top.tsconfig)
	take(s, "jsx_factory", &s.factory, top.factory)
	take(s, "jsx_fragment", &s.frag, top.frag)
	take(s, "build", &s.build, top.build)
	take(s, "limits", &s.limits, top.limits)
	take(s, "triggers", &s.crons, top.crons)
	take(s, "paddock", &s.paddock, top.paddock)
	take(s, "paddock", &s.stubs, top.stubs)
	for _, p := range products() {
		if !p.inherited || s.has(p.key) {
			continue
		}
		for _, u := range top.bindings {
			if u.Key == p.key {
				s.bindings = append(s.bindings, u)
			}
		}
	}
}

// warnForgotten points out what the top level has, the environment lacks, and is not inherited: the most surprising of the rules.
func (s *scope) warnForgotten(top *scope) {
	keys := notInherited()
	for _, p := range products() {
		if !p.inherited && p.shape != shapeNone {
			keys = append(keys, p.key)
		}
	}
	for _, key := range keys {
		if top.has(key) && !s.has(key) {
			s.problem(SeverityWarning, s.node.at, join(s.path, key), "",
				fmt.Sprintf("environments do not inherit %s, and this one does not have it, though the top level does (%s)", key, top.node.field(key).keyAt),
				"repeat it in "+s.header(s.path, false)+", or set it there to something empty")
		}
	}
	if !s.has("vars") {
		return
	}
	var forgotten []string
	for _, name := range top.node.field("vars").names() {
		if _, ok := s.vars[name]; !ok {
			forgotten = append(forgotten, name)
		}
	}
	if len(forgotten) > 0 {
		s.problem(SeverityWarning, s.node.field("vars").keyAt, join(s.path, "vars"), "",
			"environments do not inherit vars, so "+strings.Join(forgotten, ", ")+" of the top level is missing here", "repeat what the Worker needs")
	}
}

// names lists a table's keys; none of what is no table.
func (n *node) names() []string {
	if n == nil {
		return nil
	}
	return n.keys
}

// fill makes the configuration out of the part that is in use.
func (l *loader) fill(s *scope, root view) {
	c := l.config
	c.Name = s.name
	if c.Name == "" {
		c.Name = folderName(c.Dir)
		if s.env != "" {
			c.Name += "-" + s.env
		}
	}
	c.CompatibilityDate, c.CompatibilityFlags = s.date, s.flags
	c.Vars = s.vars
	c.Producers, c.Consumers, c.Crons, c.Bindings = s.producers, s.consumers, s.crons, s.bindings
	c.Rules, c.Define = s.rules, s.define
	c.Alias = root.stringMap("alias", "write the module that stands in for it")
	c.JSXFactory, c.JSXFrag = s.factory, s.frag
	if s.tsconfig != "" {
		c.TSConfig = within(c.Dir, s.tsconfig)
	}
	c.Build, c.Limits, c.Dev, c.Paddock, c.Stubs = s.build, s.limits, root.dev(), s.paddock, s.stubs
	l.lacks = s.required
	if s.has("secrets") && s.node.field("secrets").field("required") != nil {
		l.keep = func(name string) bool {
			return slices.ContainsFunc(s.required, func(r requirement) bool { return r.name == name })
		}
	}
	l.top = root
	l.fillMain(s, root)
	l.fillAssets(s)
	l.taken = takenBy(s)
}

// fillMain finds the entry file, and remembers where it was named.
func (l *loader) fillMain(s *scope, root view) {
	from := s.view
	if !s.has("main") {
		from = root
	}
	n := from.node.field("main")
	switch {
	case n == nil && s.servesAssets():
	case n == nil:
		l.problem(SeverityError, root.node.at, "main", "", "is missing: the file with the Worker's code", "write "+root.assign("main", `"src/index.ts"`))
	case s.main != "":
		l.config.Main = within(l.config.Dir, s.main)
		l.mainAt, l.mainKey = n, join(from.path, "main")
	}
}

// servesAssets reports whether there are static files, which need no Worker.
func (s *scope) servesAssets() bool {
	return slices.ContainsFunc(s.bindings, func(b Binding) bool {
		_, ok := b.Settings.(Assets)
		return ok
	})
}
