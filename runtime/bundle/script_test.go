package bundle

import (
	"errors"
	"strings"
	"testing"
)

func TestScript(t *testing.T) {
	for _, c := range []struct {
		name, code     string
		strict         bool
		plain, simpler string // "": not that one; "…": any
	}{
		{"plain code", "1 + 1 // a", false, "1 + 1 // a", "…"},
		{"a hashbang", "#!x\n1", false, "//x\n1", "…"},
		{"an HTML comment", "1 <!-- a", false, "", "1;\n"},
		{"a function in a block", "{ function f() {} }", false, "", "{\n  let f2 = function() {\n  };\n  var f = f2;\n}\n"},
		{"the same in strict code", "{ function f() {} }", true, "", "{\n  let f = function() {\n  };\n}\n"},
		{"a flag the engine lacks", "/[a--b]/v", false, `new __paddock_RegExp("[a--b]", "v")`, "…"},
		{"eval in eval", "eval(x)", true, "eval(...__paddock_source(true, eval, x))", "…"},
		{"what only a place in a class allows", "this.#x", false, "this.#x", ""},
		{"that and an optional chain", "this.#x?.y", false, "this.#x?.y", ""},
		{"a yield*, whose depth must be counted", "function* f() { yield* f(); }", false, "", "…"},
		{"await as a name", "var await = 1", false, "var await = 1", ""},
	} {
		plain, simpler, err := Script(c.code, c.strict)
		if err != nil || c.plain != "…" && plain != c.plain || c.simpler != "…" && simpler != c.simpler {
			t.Errorf("%s: %q, %q, %v", c.name, plain, simpler, err)
		}
	}
	for _, code := range []string{"(", "/(/", "import.meta", "({ a = 1 })", "let a, a", "1 = 1"} {
		if _, _, err := Script(code, false); !errors.Is(err, ErrSyntax) || strings.TrimSpace(err.Error()) == "" {
			t.Errorf("%s: %v", code, err)
		}
	}
}
