package v8wire

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestFromJSON(t *testing.T) {
	for text, want := range map[string]string{
		` {"a" : [1, -0, 1e999, 2.5e-3 ], "b":{ }, "c": [ ] } `: `{a: [1, -0, Infinity, 0.0025], b: {}, c: []}`,
		`{"a":1,"b":2,"a":3}`:    `{a: 3, b: 2}`,
		`true`:                   `true`,
		"\n[false,null]\t":       `[false, null]`,
		`"\"\\\/\b\f\n\r\té"`:    String("\"\\/\b\f\n\r\té").literal(),
		`"\ud83d\ude00 \ud83dx"`: String("😀 \xed\xa0\xbdx").literal(),
		`"\ud83d"`:               String("\xed\xa0\xbd").literal(),
		`""`:                     `""`,
	} {
		v, err := FromJSON([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := Literal(v, 1000); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func (s String) literal() string { return Literal(s, 1000) }

func TestFromJSONRefusesWhatIsNone(t *testing.T) {
	for _, text := range []string{"", "{", "[1,]", "undefined", "\"\xff\"", "1 2", strings.Repeat("[", 20_000)} {
		if v, err := FromJSON([]byte(text)); err == nil {
			t.Errorf("%.20q was read as %v", text, v)
		}
	}
}

// FuzzFromJSON holds it against the standard library, but for what that
// replaces: lone surrogates.
func FuzzFromJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2,{"b":null}],"a":"x"}`, `"😀\n"`, `[-0.5e+3]`, `[[],{}]`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := FromJSON([]byte(text))
		if err != nil {
			return
		}
		if _, err := Marshal(v); err != nil && !errors.Is(err, ErrTooDeep) {
			t.Fatalf("%q cannot be written: %v", text, err)
		}
		var want any
		if json.Unmarshal([]byte(text), &want) != nil || strings.Contains(text, `\u`) {
			return // a number out of range, or perhaps half a character
		}
		if got := asDecoded(v); !reflect.DeepEqual(got, want) {
			t.Errorf("%q is %v, want %v", text, got, want)
		}
	})
}

// asDecoded returns a value as package json has it.
func asDecoded(v Value) any {
	switch v := v.(type) {
	case Bool:
		return bool(v)
	case Number:
		return float64(v)
	case String:
		return string(v)
	case *Array:
		list := []any{}
		for _, item := range v.Items {
			list = append(list, asDecoded(item))
		}
		return list
	case *Object:
		fields := map[string]any{}
		for _, p := range v.Props {
			fields[p.Key] = asDecoded(p.Value)
		}
		return fields
	}
	return nil
}
