package config

import (
	"slices"
	"strconv"
	"strings"
)

// spot says where a value of a TOML file is, in bytes: its key, its first byte, and the byte after its last. Values hold the spots of
// what is inside them.
type spot struct {
	key, at, end int
	names        []string // the keys of a table, in the order of the file
	fields       map[string]*spot
	items        []*spot
	missing      int // lookups that found nothing: a disagreement with the parser, which tests look for
	root         *spot
}

func (sp *spot) add(name string, child *spot) *spot {
	if sp.fields == nil {
		sp.fields = map[string]*spot{}
	}
	sp.names = append(sp.names, name)
	sp.fields[name] = child
	return child
}

// field returns the spot of a key. Where the scanner did not see it the table itself answers: a place nearby is better than none.
func (sp *spot) field(name string) *spot {
	if f := sp.fields[name]; f != nil {
		return f
	}
	return sp.lost()
}

func (sp *spot) item(i int) *spot {
	if i < len(sp.items) {
		return sp.items[i]
	}
	return sp.lost()
}

func (sp *spot) lost() *spot {
	if sp.root != nil {
		sp.root.missing++
	}
	return &spot{key: sp.key, at: sp.at, end: sp.end, root: sp.root}
}

// order gives the keys of a decoded table in the order of the file, those that the scanner did not see last.
func (sp *spot) order(table map[string]any) []string {
	var keys, rest []string
	for _, name := range sp.names {
		if _, ok := table[name]; ok {
			keys = append(keys, name)
		}
	}
	for name := range table {
		if sp.fields[name] == nil {
			rest = append(rest, name)
		}
	}
	slices.Sort(rest)
	return append(keys, rest...)
}

// tomlScanner walks over TOML that is known to be valid. It keeps no values, so it needs to know little: where keys, strings, brackets
// and comments begin and end. On anything else it stops, and never reads past the end.
type tomlScanner struct {
	text string
	pos  int
	root *spot
}

// scanTOML finds where everything in a valid TOML text is.
func scanTOML(text string) *spot {
	root := &spot{}
	root.root = root
	t := &tomlScanner{text: text, root: root}
	table := root
	for t.skip("\n\r"); t.pos < len(t.text); t.skip("\n\r") {
		before := t.pos
		if t.peek() == '[' {
			table = t.header()
		} else {
			t.pair(table)
		}
		if t.pos == before {
			break
		}
	}
	return root
}

func (t *tomlScanner) spot(key, at int) *spot { return &spot{key: key, at: at, end: at, root: t.root} }

func (t *tomlScanner) peek() byte {
	if t.pos < len(t.text) {
		return t.text[t.pos]
	}
	return 0
}

func (t *tomlScanner) eat(b byte) bool {
	if t.pos < len(t.text) && t.text[t.pos] == b {
		t.pos++
		return true
	}
	return false
}

// skip passes over blanks and, where more is given, over those bytes and comments too.
func (t *tomlScanner) skip(more string) {
	for t.pos < len(t.text) {
		c := t.text[t.pos]
		switch {
		case c == ' ' || c == '\t' || strings.IndexByte(more, c) >= 0:
			t.pos++
		case c == '#' && more != "":
			t.until("\n")
		default:
			return
		}
	}
}

// until moves to the next of the given bytes, or to the end.
func (t *tomlScanner) until(stops string) {
	if i := strings.IndexAny(t.text[t.pos:], stops); i >= 0 {
		t.pos += i
	} else {
		t.pos = len(t.text)
	}
}

// header reads [a.b] or [[a.b]] and returns the table that it opens.
func (t *tomlScanner) header() *spot {
	t.eat('[')
	list := t.eat('[')
	names, offsets := t.key()
	t.eat(']')
	if list {
		t.eat(']')
	}
	if len(names) == 0 {
		return t.spot(t.pos, t.pos)
	}
	table := t.descend(t.root, names, offsets)
	last, at := names[len(names)-1], offsets[len(names)-1]
	if list {
		all := table.fields[last]
		if all == nil {
			all = table.add(last, t.spot(at, at))
		}
		opened := t.spot(at, at)
		all.items = append(all.items, opened)
		return opened
	}
	if found := table.fields[last]; found != nil {
		found.key, found.at, found.end = at, at, at // made by a longer header before: this is its own
		return found
	}
	return table.add(last, t.spot(at, at))
}

// descend goes to the table that holds the last part of a key, making those on the way. Inside a list of tables it is the newest one.
func (t *tomlScanner) descend(table *spot, names []string, offsets []int) *spot {
	for i, name := range names[:len(names)-1] {
		next := table.fields[name]
		if next == nil {
			next = table.add(name, t.spot(offsets[i], offsets[i]))
		}
		if len(next.items) > 0 {
			next = next.items[len(next.items)-1]
		}
		table = next
	}
	return table
}

// pair reads key = value into a table.
func (t *tomlScanner) pair(table *spot) {
	names, offsets := t.key()
	if len(names) == 0 || !t.eat('=') {
		return
	}
	t.skip("")
	last := len(names) - 1
	t.descend(table, names, offsets).add(names[last], t.value(offsets[last]))
}

// key reads a dotted key and tells where each part starts.
func (t *tomlScanner) key() (names []string, offsets []int) {
	for {
		t.skip("")
		start := t.pos
		name, ok := t.keyPart()
		if !ok {
			return nil, nil
		}
		names, offsets = append(names, name), append(offsets, start)
		t.skip("")
		if !t.eat('.') {
			return names, offsets
		}
	}
}

func (t *tomlScanner) keyPart() (string, bool) {
	start := t.pos
	switch t.peek() {
	case '\'':
		t.str()
		return strings.Trim(t.text[start:t.pos], "'"), t.pos > start+1
	case '"':
		t.str()
		return unescapeTOML(t.text[start:t.pos]), t.pos > start+1
	}
	t.until(" \t.=]\r\n#")
	return t.text[start:t.pos], t.pos > start
}

// value reads any value; key is where its key started.
func (t *tomlScanner) value(key int) *spot {
	sp := t.spot(key, t.pos)
	switch t.peek() {
	case '"', '\'':
		t.str()
	case '[':
		t.list(sp)
	case '{':
		t.inline(sp)
	default:
		t.until(",]}#\r\n")
		sp.end = sp.at + len(strings.TrimRight(t.text[sp.at:t.pos], " \t"))
		return sp
	}
	sp.end = t.pos
	return sp
}

func (t *tomlScanner) list(sp *spot) {
	t.eat('[')
	for {
		t.skip("\n\r,")
		before := t.pos
		if t.eat(']') || t.pos >= len(t.text) {
			return
		}
		sp.items = append(sp.items, t.value(t.pos))
		if t.pos == before {
			return
		}
	}
}

func (t *tomlScanner) inline(sp *spot) {
	t.eat('{')
	for {
		t.skip("\n\r,")
		before := t.pos
		if t.eat('}') || t.pos >= len(t.text) {
			return
		}
		t.pair(sp)
		if t.pos == before {
			return
		}
	}
}

// str passes over a string of any of the four kinds.
func (t *tomlScanner) str() {
	quote := t.text[t.pos]
	mark := string(quote)
	if strings.HasPrefix(t.text[t.pos:], strings.Repeat(mark, 3)) {
		mark = strings.Repeat(mark, 3)
	}
	for t.pos += len(mark); t.pos < len(t.text); t.pos++ {
		if quote == '"' && t.text[t.pos] == '\\' {
			t.pos++
			continue
		}
		if strings.HasPrefix(t.text[t.pos:], mark) {
			t.pos += len(mark)
			for len(mark) == 3 && t.eat(quote) {
				continue // up to two quotes before the closing three belong to the text
			}
			return
		}
	}
	t.pos = len(t.text)
}

// unescapeTOML gives the text of a quoted key.
func unescapeTOML(quoted string) string {
	if !strings.Contains(quoted, `\`) {
		return strings.Trim(quoted, `"`)
	}
	body := strings.TrimSuffix(strings.TrimPrefix(quoted, `"`), `"`)
	var b strings.Builder
	for len(body) > 0 {
		if strings.HasPrefix(body, `\e`) { // Go has no name for escape
			b.WriteByte(0x1b)
			body = body[2:]
			continue
		}
		r, _, rest, err := strconv.UnquoteChar(body, '"')
		if err != nil {
			return b.String() + body
		}
		b.WriteRune(r)
		body = rest
	}
	return b.String()
}
