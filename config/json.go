package config

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/tailscale/hujson"
)

// parseJSON reads JSON with or without comments and trailing commas: the official tool allows them in both .json and .jsonc.
func parseJSON(s *source) (*node, *Report) {
	report := &Report{}
	v, err := hujson.Parse([]byte(s.text))
	if err != nil {
		report.add(jsonProblem(s, err))
		return nil, report
	}
	j := jsonReader{s: s, report: report}
	return j.node(v, v.StartOffset, ""), report
}

// jsonProblem finds the place in the library's message, which is the only part of its errors that has it.
func jsonProblem(s *source, err error) Problem {
	p := Problem{Pos: Pos{s.file, 1, 1}, Severity: SeverityError, What: "JSON syntax: " + err.Error()}
	var line, column int
	if _, scan := fmt.Sscanf(err.Error(), "hujson: line %d, column %d:", &line, &column); scan != nil {
		return p
	}
	p.Pos = s.pos(s.offset(line, column))
	if cause := errors.Unwrap(err); cause != nil {
		p.What = "JSON syntax: " + strings.TrimSuffix(cause.Error(), ".")
		if strings.Contains(p.What, "after object value") || strings.Contains(p.What, "after array value") {
			p.Fix = "put a comma between this and what is before it"
		}
		if errors.Is(cause, io.ErrUnexpectedEOF) {
			p.What, p.Fix = "JSON syntax: the file ends too early", "close every brace, bracket, string and comment that was opened"
		}
	}
	return p
}

type jsonReader struct {
	s      *source
	report *Report
}

func (j jsonReader) node(v hujson.Value, key int, path string) *node {
	n := &node{at: j.s.pos(v.StartOffset), keyAt: j.s.pos(key), raw: j.s.text[v.StartOffset:v.EndOffset]}
	switch t := v.Value.(type) {
	case hujson.Literal:
		n.literal(t)
	case *hujson.Array:
		n.kind = kindList
		for i, e := range t.Elements {
			n.items = append(n.items, j.node(e, e.StartOffset, fmt.Sprintf("%s[%d]", path, i)))
		}
	case *hujson.Object:
		n.kind = kindTable
		for _, m := range t.Members {
			j.member(n, m, path)
		}
	}
	return n
}

func (j jsonReader) member(n *node, m hujson.ObjectMember, path string) {
	key := m.Name.Value.(hujson.Literal).String()
	path = join(path, key)
	v := j.node(m.Value, m.Name.StartOffset, path)
	if first := n.fields[key]; first != nil {
		j.report.add(Problem{Pos: v.keyAt, Severity: SeverityError, Key: path, Value: v.shown(),
			What: "this key is already set at " + first.keyAt.String(), Fix: "a key can be set once: remove one of the two"})
		return
	}
	n.put(key, v)
}

func (n *node) literal(l hujson.Literal) {
	switch l.Kind() {
	case 't', 'f':
		n.kind, n.flag = kindBool, l.Bool()
	case '0':
		n.kind = kindNumber
		n.number, _ = strconv.ParseFloat(string(l), 64) // out of range is infinite, which no setting takes
	case '"':
		n.kind, n.text = kindString, l.String()
	}
}
