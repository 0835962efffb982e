package config

import (
	"strings"
	"unicode/utf8"
)

// kind is what a value is, whatever format it was written in.
type kind uint8

const (
	kindNull kind = iota
	kindBool
	kindNumber
	kindString
	kindDatetime // TOML alone has these; text holds it as written
	kindList
	kindTable
)

func (k kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "a date", "a list", "a table"}[k]
}

// node is one value of the tree that all formats become.
type node struct {
	kind   kind
	flag   bool
	number float64
	rough  bool // a whole number beyond what number holds exactly
	text   string
	items  []*node
	keys   []string // in the order of the file
	fields map[string]*node

	at    Pos    // where the value starts
	keyAt Pos    // where its key starts; the same as at for what has none
	raw   string // as written; empty for a table that a header opens
}

// field returns a table's value for a key; nil where it is absent or null, which configurations use for the same thing.
func (n *node) field(key string) *node {
	f := n.fields[key]
	if f == nil || f.kind == kindNull {
		return nil
	}
	return f
}

// put adds a value to a table.
func (n *node) put(key string, v *node) {
	if n.fields == nil {
		n.fields = map[string]*node{}
	}
	n.keys = append(n.keys, key)
	n.fields[key] = v
}

// value gives the node as encoding/json would.
func (n *node) value() any {
	switch n.kind {
	case kindBool:
		return n.flag
	case kindNumber:
		return n.number
	case kindString, kindDatetime:
		return n.text
	case kindList:
		list := make([]any, len(n.items))
		for i, item := range n.items {
			list[i] = item.value()
		}
		return list
	case kindTable:
		table := make(map[string]any, len(n.fields))
		for key, f := range n.fields {
			table[key] = f.value()
		}
		return table
	}
	return nil
}

// shown is the value as written, cut to what fits into a line.
func (n *node) shown() string {
	text := strings.Join(strings.Fields(n.raw), " ")
	if n.kind == kindString && !strings.ContainsAny(n.raw, "\r\n") {
		text = n.raw
	}
	const most = 60
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most-1]) + "…"
	}
	return text
}

// join makes the path of a key inside a table.
func join(path, key string) string {
	switch {
	case !plainKey(key):
		return path + "[" + quote(key) + "]"
	case path == "":
		return key
	}
	return path + "." + key
}

func plainKey(key string) bool {
	for _, r := range key {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' || r == '$') {
			return false
		}
	}
	return key != ""
}
