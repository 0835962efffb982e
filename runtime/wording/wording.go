// Package wording knows how V8 words the errors that the engine throws itself:
// its own text and the place in the script lead to the sentence that people,
// tests and error trackers expect. It knows neither the engine nor isolates.
package wording

import (
	"regexp"
	"strings"
	"sync"
)

// A Place is where the engine threw.
type Place struct {
	// Code is the script and Offset the place in it, or Code is "" when it is
	// not known.
	Code   string
	Offset int
	// Native names the built-in function that threw, or is "".
	Native string
}

// Message words an error of class ("TypeError") with the engine's text as V8
// would. It returns text itself where V8 says the same, or it cannot know better.
// The engine does not tell null from undefined: it is undefined that is said, but
// for what match and exec of a regular expression give.
func Message(class, text string, at Place) string {
	if plain, ok := plainly[text]; ok {
		return plain
	}
	for _, r := range rules() {
		if r.class != class {
			continue
		}
		if m := r.pattern.FindStringSubmatch(text); m != nil {
			if out := r.word(m, at); out != "" {
				return out
			}
		}
	}
	return text
}

// plainly are the texts that need no place.
var plainly = map[string]string{
	"Promise self-resolution":                                      "Chaining cycle detected for promise #<Promise>",
	"No initial value":                                             "Reduce of empty array with no initial value",
	"toFixed() precision must be between 0 and 100":                "toFixed() digits argument must be between 0 and 100",
	"toPrecision() precision must be between 1 and 100":            "toPrecision() argument must be between 1 and 100",
	"toExponential() precision must be between 0 and 100":          "toExponential() argument must be between 0 and 100",
	"The normalization form should be one of NFC, NFD, NFKC, NFKD": "The normalization form should be one of NFC, NFD, NFKC, NFKD.",
	"Malformed URI":                       "URI malformed",
	"Illegal generator state":             "Generator is already running",
	"Proxy already revoked":               "Cannot perform 'get' on a proxy that has been revoked",
	"proxy has been revoked":              "Cannot perform 'get' on a proxy that has been revoked",
	"RegExp doesn't have global flag set": "String.prototype.matchAll called with a non-global RegExp argument",
	"Constructor Promise requires 'new'":  "Promise constructor cannot be invoked without 'new'",
	"Must call super constructor in derived class before accessing 'this'":                   "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
	"Must call super constructor in derived class before returning from derived constructor": "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
	"Index 0 is out of bounds": "Offset is outside the bounds of the DataView",
}

// A rule words the texts that a pattern matches; word returns "" to pass.
type rule struct {
	class   string
	pattern *regexp.Regexp
	word    func(m []string, at Place) string
}

// rules are compiled for the first error.
var rules = sync.OnceValue(func() []rule {
	return []rule{
		{"TypeError", regexp.MustCompile(`^Cannot read property '([\s\S]*)' of undefined(?: or null)?$`), func(m []string, at Place) string {
			return "Cannot read properties of " + at.nothing() + " (reading '" + m[1] + "')"
		}},
		{"TypeError", regexp.MustCompile(`^Object has no member '`), func(_ []string, at Place) string { return at.notFunction("") }},
		{"TypeError", regexp.MustCompile(`^Not a function: ([\s\S]*)$`), func(m []string, at Place) string { return at.notFunction(m[1]) }},
		{"TypeError", regexp.MustCompile(`^Value is not callable: ([\s\S]*)$`), func(m []string, _ Place) string { return m[1] + " is not a function" }},
		{"TypeError", regexp.MustCompile(`^Value is not an object: ([\s\S]*)$`), notObject},
		{"TypeError", regexp.MustCompile(`^Value is not a constructor$`), func(_ []string, at Place) string { return at.notConstructor() }},
		{"TypeError", regexp.MustCompile(`^object is not iterable$`), func(_ []string, at Place) string { return at.notIterable() }},
		{"TypeError", regexp.MustCompile(`^Value is not object coercible$`), func(_ []string, at Place) string { return at.notDestructurable() }},
		{"TypeError", regexp.MustCompile(`^Cannot convert undefined or null to object$`), func(_ []string, at Place) string { return at.notAssignable() }},
		{"TypeError", regexp.MustCompile(`^Class constructor cannot be invoked without 'new'$`), func(_ []string, at Place) string { return at.withoutNew() }},
		{"TypeError", regexp.MustCompile(`^Expecting a function in instanceof check`), func([]string, Place) string { return "Right-hand side of 'instanceof' is not callable" }},
		{"TypeError", regexp.MustCompile(`^Cannot assign to read only property '([^']*)'$`), func(m []string, _ Place) string {
			return "Cannot assign to read only property '" + m[1] + "' of object '#<Object>'"
		}},
		{"TypeError", regexp.MustCompile(`^$`), func(_ []string, at Place) string { return at.frozenIndex() }},
		{"TypeError", regexp.MustCompile(`^Receiver is not an object: ([\s\S]*)$`), func(m []string, at Place) string { return at.onPrimitive(m[1]) }},
		{"TypeError", regexp.MustCompile(`^(Cannot delete property '.*' of) \[object (\w+)\]$`), func(m []string, _ Place) string {
			if m[2] == "Array" {
				return ""
			}
			return m[1] + " #<" + m[2] + ">"
		}},
		{"TypeError", regexp.MustCompile(`^(Method [\s\S]* called on incompatible receiver) \[object (Object|Map|Set|Promise)\]$`), func(m []string, _ Place) string {
			return m[1] + " #<" + m[2] + ">"
		}},
		{"TypeError", regexp.MustCompile(`^Cannot write private member (#\S+) from an object`), func(m []string, _ Place) string {
			return "Cannot write private member " + m[1] + " to an object whose class did not declare it"
		}},
		{"TypeError", regexp.MustCompile(`^Class extends value is not a constructor or null$`), func([]string, Place) string {
			return "Class extends value undefined is not a constructor or null"
		}},
		{"AggregateError", regexp.MustCompile(`^$`), func([]string, Place) string { return "All promises were rejected" }},
		{"ReferenceError", regexp.MustCompile(`^Cannot access a variable before initialization$`), func(_ []string, at Place) string {
			if name := at.identifier(); name != "" {
				return "Cannot access '" + name + "' before initialization"
			}
			return ""
		}},
		{"RangeError", regexp.MustCompile(`^Cannot convert (\S+) to a BigInt$`), func(m []string, _ Place) string {
			return "The number " + m[1] + " cannot be converted to a BigInt because it is not an integer"
		}},
		{"RangeError", regexp.MustCompile(`^Invalid index (-?\d+)$`), func(m []string, _ Place) string { return "Invalid typed array length: " + m[1] }},
	}
})

// callbacks are the built-ins whose complaint about a value is that it is not
// a function.
var callbacks = map[string]bool{
	"map": true, "forEach": true, "filter": true, "some": true, "every": true, "find": true, "findIndex": true, "findLast": true,
	"findLastIndex": true, "flatMap": true, "reduce": true, "reduceRight": true, "from": true,
}

// notObject is for the text that the engine has for most mistakes.
func notObject(m []string, at Place) string {
	value := m[1]
	switch {
	case at.Native == "from" && (value == "null" || value == "undefined"):
		return strings.Replace(value, "null", "object null", 1) + " is not iterable (cannot read property Symbol(Symbol.iterator))"
	case callbacks[at.Native]:
		return value + " is not a function"
	case at.Native == "fromEntries":
		return "Iterator value " + value + " is not an entry object"
	case at.Native == "set":
		return "Invalid value used as weak map key"
	case at.Native == "add":
		return "Invalid value used in weak set"
	case at.Native != "" || at.Code == "":
		return ""
	case at.char() == '(' || at.char() == '`':
		return at.notFunction(value)
	case at.keyword("new"):
		return at.newOf(value)
	}
	return at.operator(value)
}

// newOf is for new with what is not a constructor.
func (at Place) newOf(value string) string {
	name := chainAfter(at.Code, at.Offset+len("new"))
	switch name {
	case "Promise":
		return "Promise resolver " + value + " is not a function"
	case "Map", "WeakMap":
		return "Iterator value " + value + " is not an entry object"
	}
	return at.notConstructor()
}

// operator is for the right-hand side of in and instanceof.
func (at Place) operator(value string) string {
	end := chainEnd(at.Code, at.Offset)
	left := strings.TrimSpace(at.Code[at.Offset:end])
	rest := strings.TrimLeft(at.Code[end:], " \t\r\n")
	switch {
	case strings.HasPrefix(rest, "instanceof"):
		return "Right-hand side of 'instanceof' is not an object"
	case strings.HasPrefix(rest, "in ") || strings.HasPrefix(rest, "in("):
		return "Cannot use 'in' operator to search for '" + strings.Trim(left, `"'`+"`") + "' in " + value
	case strings.HasPrefix(rest, "`"):
		return left + " is not a function"
	}
	return ""
}
