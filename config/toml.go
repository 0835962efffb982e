package config

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// maxExact is the largest whole number up to which JavaScript has them all.
const maxExact = 1<<53 - 1

// parseTOML reads TOML. The library decides what the file means and whether it is valid; the scanner only says where things are.
func parseTOML(s *source) (*node, *Problem) {
	var tree map[string]any
	if _, err := toml.Decode(s.text, &tree); err != nil {
		return nil, tomlProblem(s, err)
	}
	return tomlNode(s, tree, scanTOML(s.text)), nil
}

func tomlProblem(s *source, err error) *Problem {
	p := &Problem{Pos: Pos{s.file, 1, 1}, Severity: SeverityError, What: "TOML syntax: " + err.Error()}
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		return p
	}
	p.Pos = s.pos(parse.Position.Start)
	p.What = "TOML syntax: " + strings.TrimSuffix(parse.Message, ".")
	if strings.Contains(parse.Message, "has already been defined") {
		p.Fix = "a key can be set once: remove one of the two, or use [[double brackets]] for a list of tables"
	}
	return p
}

// tomlNode joins what the library decoded with where the scanner saw it.
func tomlNode(s *source, v any, sp *spot) *node {
	n := &node{at: s.pos(sp.at), keyAt: s.pos(sp.key), raw: s.text[sp.at:sp.end]}
	switch v := v.(type) {
	case bool:
		n.kind, n.flag = kindBool, v
	case int64:
		n.kind, n.number, n.rough = kindNumber, float64(v), v > maxExact || v < -maxExact
	case float64:
		n.kind, n.number = kindNumber, v
	case string:
		n.kind, n.text = kindString, v
	case time.Time:
		n.kind, n.text = kindDatetime, n.raw
	case []map[string]any:
		n.kind = kindList
		for i, item := range v {
			n.items = append(n.items, tomlNode(s, item, sp.item(i)))
		}
	case []any:
		n.kind = kindList
		for i, item := range v {
			n.items = append(n.items, tomlNode(s, item, sp.item(i)))
		}
	case map[string]any:
		n.kind = kindTable
		for _, key := range sp.order(v) {
			n.put(key, tomlNode(s, v[key], sp.field(key)))
		}
	default:
		panic(fmt.Sprintf("config: TOML value of unknown type %T", v))
	}
	return n
}
