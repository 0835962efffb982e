package config

import (
	"fmt"
	"os"
	"strings"
)

// Assets is a folder of static files that is served beside the Worker, or without one.
type Assets struct {
	Directory   string   // absolute
	HTML        string   // html_handling, as the platform spells it
	NotFound    string   // not_found_handling
	WorkerFirst bool     // every request goes to the Worker first
	WorkerPaths []string // patterns of the paths that do
	AssetPaths  []string // and of those that do not although they match one of the former
}

// htmlHandlings are the values of html_handling, the default first.
func htmlHandlings() []string {
	return []string{"auto-trailing-slash", "force-trailing-slash", "drop-trailing-slash", "none"}
}

// notFoundHandlings are those of not_found_handling.
func notFoundHandlings() []string {
	return []string{"none", "single-page-application", "404-page"}
}

const (
	assetsKey     = "assets"
	firstKey      = "run_worker_first"
	mostPatterns  = 100
	longestOfThem = 100 // characters
)

// Assets returns the static files of the Worker; false where it has none.
func (c *Config) Assets() (Assets, bool) {
	for _, b := range c.Bindings {
		if a, ok := b.Settings.(Assets); ok {
			return a, true
		}
	}
	return Assets{}, false
}

// assets reads what there is beside the binding's name. The folder is as written.
func (v view) assets() any {
	v.unknown("directory", "binding", "html_handling", "not_found_handling", firstKey)
	v.require("directory", "the folder with the static files", "write "+v.assign("directory", `"./public"`))
	a := Assets{Directory: v.str("directory"), HTML: v.oneOf("html_handling", htmlHandlings()...), NotFound: v.oneOf("not_found_handling", notFoundHandlings()...)}
	if a.HTML == "" {
		a.HTML = htmlHandlings()[0]
	}
	if a.NotFound == "" {
		a.NotFound = notFoundHandlings()[0]
	}
	switch n := v.node.field(firstKey); {
	case n == nil:
	case n.kind == kindList:
		a.WorkerPaths, a.AssetPaths = v.workerFirst(n)
	default:
		a.WorkerFirst = v.boolean(firstKey)
	}
	return a
}

// workerFirst reads the patterns of paths that go to the Worker, and of those that do not.
func (v view) workerFirst(list *node) (worker, assets []string) {
	nodes := v.stringNodes(firstKey)
	fail := func(i int, n *node, what, fix string) {
		v.problem(SeverityError, n.at, fmt.Sprintf("%s[%d]", join(v.path, firstKey), i), n.shown(), what, fix)
	}
	for i, n := range nodes {
		path, negative := strings.CutPrefix(n.text, "!")
		switch {
		case !strings.HasPrefix(path, "/"):
			fail(i, n, `a pattern begins with "/", or with "!/" for paths that go to the assets`, "write "+quote(n.text[:len(n.text)-len(path)]+"/"+path))
		case len(n.text) > longestOfThem:
			fail(i, n, fmt.Sprintf("a pattern has at most %d characters", longestOfThem), "shorten it with a *")
		case covered(nodes, i) != "":
			fail(i, n, "the pattern "+quote(covered(nodes, i))+" covers it", "remove one of the two")
		case negative:
			assets = append(assets, path)
		default:
			worker = append(worker, path)
		}
	}
	switch {
	case len(nodes) > mostPatterns:
		v.fail(list, firstKey, fmt.Sprintf("has at most %d patterns, not %d", mostPatterns, len(nodes)), "combine some with a *")
	case len(worker) == 0 && len(assets) > 0, len(list.items) == 0:
		v.fail(list, firstKey, `needs a pattern that does not begin with "!"`, "write "+v.assign(firstKey, `["/api/*"]`)+", or true for every path")
	}
	return worker, assets
}

// covered returns another pattern that makes the i-th one needless, or "".
func covered(nodes []*node, i int) string {
	text := nodes[i].text
	for other, n := range nodes {
		prefix, glob := strings.CutSuffix(n.text, "*")
		if n.text == text && other < i || n.text != text && glob && prefix != "" && strings.HasPrefix(text, prefix) {
			return n.text
		}
	}
	return ""
}

// fillAssets makes the folder absolute and looks whether it is there. It may come later, as of a build.
func (l *loader) fillAssets(s *scope) {
	for i, b := range l.config.Bindings {
		a, ok := b.Settings.(Assets)
		if !ok {
			continue
		}
		from := s.view
		if !s.has(assetsKey) {
			from = l.top
		}
		t, _ := from.table(assetsKey)
		if a.Directory != "" {
			a.Directory = within(l.config.Dir, a.Directory)
			l.config.Bindings[i].Settings = a
			if info, err := os.Stat(a.Directory); l.config.Build.Command == "" && (err != nil || !info.IsDir()) {
				t.warn(t.node.field("directory"), "directory", "there is no such folder, so nothing is served until there is", "the path starts from the folder of the configuration")
			}
		}
		if l.config.Main != "" || s.has("main") || l.top.node.field("main") != nil {
			continue
		}
		const why = "there is no Worker that could use it: the configuration has no main"
		if n := t.node.field("binding"); n != nil {
			t.fail(n, "binding", why, "remove it, or name the Worker's code in main")
		}
		if n := t.node.field(firstKey); n != nil && (a.WorkerFirst || len(a.WorkerPaths) > 0) {
			t.fail(n, firstKey, why, "remove it, or name the Worker's code in main")
		}
	}
}
