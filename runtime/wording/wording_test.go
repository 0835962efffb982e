package wording

import (
	"strings"
	"testing"
)

// TestMessages marks the place of the engine with ^; "map|" before the code
// names the built-in that threw.
func TestMessages(t *testing.T) {
	for _, c := range []struct{ class, text, code, want string }{
		{"TypeError", "Cannot read property 'x' of undefined", "a.^x", "Cannot read properties of undefined (reading 'x')"},
		{"TypeError", "Cannot read property 'b' of undefined or null", "o.^a.b()", "Cannot read properties of undefined (reading 'b')"},
		{"TypeError", "Cannot read property '1' of undefined", "s.match(/a(b)/)^[1]", "Cannot read properties of null (reading '1')"},
		{"TypeError", "Cannot read property 'groups' of undefined", "(/(x)/.exec(f(s)).^groups", "Cannot read properties of null (reading 'groups')"},
		{"TypeError", "Cannot read property 'x' of undefined", "find(s).^x", "Cannot read properties of undefined (reading 'x')"},
		{"TypeError", "Object has no member 'a'", "o.a^()", "o.a is not a function"},
		{"TypeError", "Object has no member 'a'", "^o.a`x`", "o.a is not a function"},
		{"TypeError", "Object has no member 'foo'", "x = k.trim(1, ')').foo^()", "k.trim(...).foo is not a function"},
		{"TypeError", "Object has no member 'key'", "return o[k]^(1)", "o[k] is not a function"},
		{"TypeError", "Object has no member 'c'", "o.a.b[k].c^()", "o.a.b[k].c is not a function"},
		{"TypeError", "Object has no member 'a b'", `o["a b"]^()`, "o.a b is not a function"},
		{"TypeError", "Object has no member 'd'", "await (o ?? p).d^()", "(intermediate value).d is not a function"},
		{"TypeError", "Value is not an object: undefined", "new o.X(1)", ""},
		{"TypeError", "Value is not an object: undefined", "x + ^new o.X(1)", "o.X is not a constructor"},
		{"TypeError", "Value is not an object: undefined", "^new Promise()", "Promise resolver undefined is not a function"},
		{"TypeError", "Value is not an object: 5", "five^(1)", "five is not a function"},
		{"TypeError", "Value is not an object: 5", "(() => 5)()^()", "(intermediate value)(...) is not a function"},
		{"TypeError", "Value is not an object: 5", "map|", "5 is not a function"},
		{"TypeError", "Value is not an object: str", `if (^"a" in s) x`, "Cannot use 'in' operator to search for 'a' in str"},
		{"TypeError", "Value is not an object: 5", "^o.p instanceof five", "Right-hand side of 'instanceof' is not an object"},
		{"TypeError", "object is not iterable", "for (const x of ^o.list) y", "o.list is not iterable"},
		{"TypeError", "object is not iterable", "from|", "object is not iterable (cannot read property Symbol(Symbol.iterator))"},
		{"TypeError", "Cannot convert undefined or null to object", "[...^u]", "u is not iterable"},
		{"TypeError", "Cannot convert undefined or null to object", "f(...o.^list)", "o.list is not iterable"},
		{"TypeError", "Cannot convert undefined or null to object", "o.a.^b = 1", "Cannot set properties of undefined (setting 'b')"},
		{"TypeError", "Cannot convert undefined or null to object", "o.^b += 1", "Cannot set properties of undefined (setting 'b')"},
		{"TypeError", "Cannot convert undefined or null to object", "n^[0] = 1", "Cannot set properties of undefined (setting '0')"},
		{"TypeError", "Cannot convert undefined or null to object", "n^[k] = 1", "Cannot set properties of undefined"},
		{"TypeError", "Cannot convert undefined or null to object", "keys|", "Cannot convert undefined or null to object"},
		{"TypeError", "Value is not object coercible", "const { a, b } = ^u", "Cannot destructure property 'a' of 'u' as it is undefined."},
		{"TypeError", "Value is not object coercible", "^function f({ a }) {}", "Cannot destructure property 'a' of 'undefined' as it is undefined."},
		{"TypeError", "Class constructor cannot be invoked without 'new'", "ns.A1^()", "Class constructor A1 cannot be invoked without 'new'"},
		{"TypeError", "", "f^[0] = 2", "Cannot assign to read only property '0' of object '[object Array]'"},
		{"TypeError", "Receiver is not an object: str", "s.^foo = 1", "Cannot create property 'foo' on string 'str'"},
		{"ReferenceError", "Cannot access a variable before initialization", "^x1 + 1", "Cannot access 'x1' before initialization"},
		{"TypeError", "what a script says", "^x", "what a script says"},
		{"RangeError", "Malformed", "", "Malformed"},
	} {
		at := Place{Code: c.code}
		if native, rest, ok := strings.Cut(c.code, "|"); ok {
			at = Place{Native: native, Code: rest}
		}
		if n := strings.IndexByte(at.Code, '^'); n >= 0 {
			at.Code, at.Offset = at.Code[:n]+at.Code[n+1:], n
		}
		want := c.want
		if want == "" {
			want = "o.X is not a constructor"
		}
		if got := Message(c.class, c.text, at); got != want {
			t.Errorf("%q at %q\ngot:  %s\nwant: %s", c.text, c.code, got, want)
		}
	}
}

// FuzzMessage looks for texts and places that make it panic.
func FuzzMessage(f *testing.F) {
	for _, text := range []string{"Value is not an object: 1", "object is not iterable", "Value is not object coercible", "Cannot convert undefined or null to object", "", "Object has no member 'a'", "Value is not a constructor", "Receiver is not an object: 1"} {
		f.Add(text, "const {a} = o.b[k](x).c`y` in z", 12)
	}
	f.Fuzz(func(t *testing.T, text, code string, offset int) {
		for _, class := range []string{"TypeError", "ReferenceError"} {
			if offset >= 0 && offset < len(code) {
				Message(class, text, Place{Code: code, Offset: offset})
			}
		}
	})
}
