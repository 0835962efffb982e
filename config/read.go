package config

import (
	"fmt"
	"math"
	"strings"
)

// reader turns a tree into settings and notes every problem on the way.
type reader struct {
	report *Report
	toml   bool // which format to write suggestions in
	// demote turns errors into warnings: the part of the file being read is not in use.
	demote bool
}

func (r *reader) problem(severity Severity, at Pos, key, value, what, fix string) {
	if r.demote && severity == SeverityError {
		severity, what = SeverityWarning, what+" (in a part of the file that is not in use now)"
	}
	r.report.add(Problem{Pos: at, Severity: severity, Key: key, Value: value, What: what, Fix: fix})
}

// assign writes a setting as the file's format has it.
func (r *reader) assign(key, value string) string {
	if r.toml {
		return key + " = " + value
	}
	return quote(key) + ": " + value
}

// header writes what opens a table of a list in the file's format.
func (r *reader) header(path string, list bool) string {
	switch key := path[strings.LastIndexByte(path, '.')+1:]; {
	case r.toml && list:
		return "[[" + path + "]]"
	case r.toml:
		return "[" + path + "]"
	case list:
		return quote(key) + ": [{ … }]"
	default:
		return quote(key) + ": { … }"
	}
}

// word is what the file's format calls a kind of value.
func (r *reader) word(k kind) string {
	if k == kindTable && !r.toml {
		return "an object"
	}
	return k.String()
}

func (r *reader) tableWords() string {
	if r.toml {
		return "tables"
	}
	return "objects"
}

// view is a table being read, with its path in the file.
type view struct {
	*reader
	node *node
	path string
}

func (v view) fail(n *node, key, what, fix string) {
	v.problem(SeverityError, n.at, join(v.path, key), n.shown(), what, fix)
}

func (v view) warn(n *node, key, what, fix string) {
	v.problem(SeverityWarning, n.at, join(v.path, key), n.shown(), what, fix)
}

// require notes that a key is missing and returns whether it is there.
func (v view) require(key, what, fix string) bool {
	if v.node.field(key) != nil {
		return true
	}
	v.problem(SeverityError, v.node.at, join(v.path, key), "", "is missing: "+what, fix)
	return false
}

func (v view) wrongKind(n *node, key, want, fix string) {
	v.fail(n, key, "must be "+want+", not "+v.word(n.kind), fix)
}

// str reads a string that is not empty.
func (v view) str(key string) string {
	n := v.node.field(key)
	if n == nil {
		return ""
	}
	if n.kind != kindString {
		fix := "put it in quotes: " + v.assign(key, quote(n.raw))
		if n.kind == kindList || n.kind == kindTable {
			fix = "write " + v.assign(key, `"…"`)
		}
		v.wrongKind(n, key, "a string", fix)
		return ""
	}
	if n.text == "" {
		v.fail(n, key, "must not be empty", "give it a value, or remove the key")
	}
	return n.text
}

// whole reads a whole number within bounds; nil where there is none, or a wrong one.
func (v view) whole(key string, least, most int, unit string) *int {
	n := v.node.field(key)
	if n == nil {
		return nil
	}
	rule := fmt.Sprintf("must be a whole number from %d to %d%s", least, most, unit)
	suggest := func(f float64) string {
		return "write " + v.assign(key, fmt.Sprintf("%.0f", max(float64(least), min(f, float64(most)))))
	}
	switch {
	case n.kind == kindString:
		fix := fmt.Sprintf("write a number without quotes, such as %s", v.assign(key, fmt.Sprint(most)))
		var f float64
		if _, err := fmt.Sscanf(n.text, "%g", &f); err == nil && !math.IsNaN(f) {
			fix = suggest(math.Round(f)) + ", without quotes"
		}
		v.fail(n, key, rule+", not a string", fix)
	case n.kind != kindNumber:
		v.wrongKind(n, key, strings.TrimPrefix(rule, "must be "), "write a number")
	case math.IsNaN(n.number):
		v.fail(n, key, rule, "write a number")
	case n.number != math.Trunc(n.number) || n.number < float64(least) || n.number > float64(most):
		v.fail(n, key, rule, suggest(math.Round(n.number)))
	default:
		i := int(n.number)
		return &i
	}
	return nil
}

func (v view) boolean(key string) bool {
	n := v.node.field(key)
	if n == nil {
		return false
	}
	if n.kind != kindBool {
		v.wrongKind(n, key, "true or false", "write "+v.assign(key, "true")+" or "+v.assign(key, "false"))
	}
	return n.flag
}

// oneOf reads a string that must be one of a few.
func (v view) oneOf(key string, choices ...string) string {
	text := v.str(key)
	if text == "" {
		return ""
	}
	for _, c := range choices {
		if text == c {
			return text
		}
	}
	fix := "write one of these"
	if near := nearest(text, choices); near != "" {
		fix = "did you mean " + quote(near) + "?"
	}
	v.fail(v.node.field(key), key, "must be "+alternatives(choices), fix)
	return ""
}

// table reads a table; ok is false where there is none.
func (v view) table(key string) (view, bool) {
	n := v.node.field(key)
	if n == nil {
		return view{}, false
	}
	path := join(v.path, key)
	if n.kind != kindTable {
		v.wrongKind(n, key, v.word(kindTable), "write "+v.header(path, false)+" with its keys inside")
		return view{}, false
	}
	return view{v.reader, n, path}, true
}

// tables reads a list of tables, without the items that are none.
func (v view) tables(key string) []view {
	n := v.node.field(key)
	if n == nil {
		return nil
	}
	path := join(v.path, key)
	fix := "write " + v.header(path, true) + " for each"
	if n.kind != kindList {
		v.wrongKind(n, key, "a list of "+v.tableWords(), fix)
		return nil
	}
	var views []view
	for i, item := range n.items {
		path := fmt.Sprintf("%s[%d]", path, i)
		if item.kind != kindTable {
			v.problem(SeverityError, item.at, path, item.shown(), "must be "+v.word(kindTable)+", not "+v.word(item.kind), fix)
			continue
		}
		views = append(views, view{v.reader, item, path})
	}
	return views
}

// strings reads a list of strings.
func (v view) strings(key string) []string {
	var texts []string
	for _, n := range v.stringNodes(key) {
		texts = append(texts, n.text)
	}
	return texts
}

func (v view) stringNodes(key string) []*node {
	n := v.node.field(key)
	if n == nil {
		return nil
	}
	if n.kind != kindList {
		fix := "write " + v.assign(key, `["…"]`)
		if n.kind == kindString {
			fix = "write " + v.assign(key, "["+n.raw+"]")
		}
		v.wrongKind(n, key, "a list of strings", fix)
		return nil
	}
	var texts []*node
	for i, item := range n.items {
		if item.kind != kindString {
			v.problem(SeverityError, item.at, fmt.Sprintf("%s[%d]", join(v.path, key), i), item.shown(), "must be a string, not "+v.word(item.kind), "put it in quotes")
			continue
		}
		texts = append(texts, item)
	}
	return texts
}

// stringMap reads a table whose values are strings.
func (v view) stringMap(key, fix string) map[string]string {
	t, ok := v.table(key)
	if !ok {
		return nil
	}
	texts := map[string]string{}
	for _, name := range t.node.keys {
		if f := t.node.fields[name]; f.kind == kindString {
			texts[name] = f.text
		} else {
			t.wrongKind(f, name, "a string", fix)
		}
	}
	return texts
}
