package jsontext

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

func TestParse(t *testing.T) {
	vm := goja.New()
	stringify, _ := goja.AssertFunction(vm.Get("JSON").ToObject(vm).Get("stringify"))
	for _, c := range []struct{ text, want string }{
		{` {"a" : [1, -2.5e3, true , null,"x\u00e9\n"], "b":{}} `, `{"a":[1,-2500,true,null,"xé\n"],"b":{}}`},
		{`{"__proto__":1,"b":2,"a":3,"1":4,"b":5}`, `{"1":4,"__proto__":1,"b":5,"a":3}`},
		{`"\ud83d\ude00😀\/"`, `"😀😀/"`}, {`"\ud83d"`, `"\ud83d"`}, {`{"\ud83d":1}`, `{"\ud83d":1}`}, {"\"\xed\xa0\xbd\"", `"\ud83d"`},
		{`[-0, 9007199254740993, 1e400, 123456789012345678]`, `[0,9007199254740992,null,123456789012345680]`}, {`[]`, `[]`}, {`0`, `0`},
	} {
		v, err := Parse(vm, c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		got, err := stringify(goja.Undefined(), v)
		if err != nil || got.String() != c.want {
			t.Errorf("%s\ngot:  %v %v\nwant: %s", c.text, got, err, c.want)
		}
	}
	if v, _ := Parse(vm, "-0"); 1/v.ToFloat() > 0 {
		t.Error("-0 lost its sign")
	}
}

func TestMistakes(t *testing.T) {
	long := `{"a":"` + strings.Repeat("x", 40) + `", "b": tru }`
	for text, want := range map[string]string{
		"": "Unexpected end of JSON input", " ": "Unexpected end of JSON input", "tru": "Unexpected end of JSON input", `{"a":`: "Unexpected end of JSON input",
		"{": "Expected property name or '}' in JSON at position 1 (line 1 column 2)", `{"a"`: "Expected ':' after property name in JSON at position 4 (line 1 column 5)",
		"x": `Unexpected token 'x', "x" is not valid JSON`, "[1,]": `Unexpected token ']', "[1,]" is not valid JSON`, "é": `Unexpected token 'é', "é" is not valid JSON`,
		`{"a":1,}`: "Expected double-quoted property name in JSON at position 7 (line 1 column 8)", "[1 2]": "Expected ',' or ']' after array element in JSON at position 3 (line 1 column 4)",
		`"abc`: "Unterminated string in JSON at position 4 (line 1 column 5)", "undefined": `"undefined" is not valid JSON`, "[object Object]": `"[object Object]" is not valid JSON`,
		"01": "Unexpected number in JSON at position 1 (line 1 column 2)", "1.": "Unterminated fractional number in JSON at position 2 (line 1 column 3)",
		"-": "No number after minus sign in JSON at position 1 (line 1 column 2)", "1e": "Exponent part is missing a number in JSON at position 2 (line 1 column 3)",
		"\"\n\"": "Bad control character in string literal in JSON at position 1 (line 1 column 2)", `"\x"`: "Bad escaped character in JSON at position 2 (line 1 column 3)",
		`"\u12"`: "Bad Unicode escape in JSON at position 5 (line 1 column 6)", "1 2": "Unexpected non-whitespace character after JSON at position 2 (line 1 column 3)",
		"{\n  \"😀\": 1 2":                    "Expected ',' or '}' after property value in JSON at position 12 (line 2 column 11)",
		long:                                 `Unexpected token ' ', ...", "b": tru }" is not valid JSON`,
		"[" + strings.Repeat("1,", 50) + "]": `Unexpected token ']', ..."1,1,1,1,1,]" is not valid JSON`,
		strings.Repeat("[", 60_000):          "Maximum call stack size exceeded",
	} {
		_, err := Parse(goja.New(), text)
		if err == nil || err.Error() != want {
			t.Errorf("%.60s\ngot:  %v\nwant: %s", text, err, want)
		}
	}
}

// FuzzParse compares with the standard library's idea of what JSON is.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5,"x\u0041"]}`, `[]`, `"\ud800"`, `-0.1e+5`, `{"":{}}`, "nul"} {
		f.Add(s)
	}
	vm := goja.New()
	f.Fuzz(func(t *testing.T, text string) {
		_, err := Parse(vm, text)
		if valid := json.Valid([]byte(text)); valid != (err == nil) && err != ErrDepth {
			t.Errorf("%q: valid %v, but %v", text, valid, err)
		}
	})
}

func sample(b *testing.B) string {
	b.Helper()
	if file := os.Getenv("JSON_SAMPLE"); file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		return string(data)
	}
	return "[" + strings.TrimSuffix(strings.Repeat(`{"id":12345,"name":"an order of things","tags":["a","b"],"price":12.5,"paid":true,"none":null},`, 105), ",") + "]"
}

func BenchmarkParse(b *testing.B) {
	vm, text := goja.New(), sample(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Parse(vm, text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEngine(b *testing.B) {
	vm, text := goja.New(), sample(b)
	parse, _ := goja.AssertFunction(vm.Get("JSON").ToObject(vm).Get("parse"))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := parse(goja.Undefined(), vm.ToValue(text)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRevive(b *testing.B) {
	text := sample(b)
	for _, who := range []string{"revive", "engine"} {
		b.Run(who, func(b *testing.B) {
			vm := goja.New()
			s := NewRealm(vm, Options{})
			reviver := must2(vm.RunString(`(k, v) => v`)).(*goja.Object)
			parse, _ := goja.AssertFunction(vm.Get("JSON").ToObject(vm).Get("parse"))
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				var err error
				if who == "revive" {
					_, err = s.Revive(text, reviver)
				} else {
					_, err = parse(goja.Undefined(), vm.ToValue(text), reviver)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
