package wording

import "strings"

// notFunction names what was called.
func (at Place) notFunction(value string) string {
	if at.Code == "" || at.Native != "" {
		if value == "" {
			return ""
		}
		return value + " is not a function"
	}
	name := ""
	if c := at.char(); c == '(' || c == '?' {
		name = chainBefore(at.Code, at.Offset)
	} else {
		name = chainAfter(at.Code, at.Offset) // of a tagged template
	}
	if name == "" {
		name = "(intermediate value)"
	}
	return name + " is not a function"
}

func (at Place) notConstructor() string {
	if !at.keyword("new") {
		return ""
	}
	name := chainAfter(at.Code, at.Offset+len("new"))
	if name == "" {
		name = "(intermediate value)"
	}
	return name + " is not a constructor"
}

func (at Place) withoutNew() string {
	name := ""
	if at.char() == '(' {
		name = chainBefore(at.Code, at.Offset)
	}
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	if name == "" || strings.ContainsAny(name, "()[]") {
		return "Class constructors cannot be invoked without 'new'"
	}
	return "Class constructor " + name + " cannot be invoked without 'new'"
}

func (at Place) notIterable() string {
	const unnamed = "object is not iterable (cannot read property Symbol(Symbol.iterator))"
	if at.Code == "" || at.Native != "" || at.keyword("new") {
		return unnamed
	}
	name := chainAfter(at.Code, at.Offset)
	if name == "" {
		return unnamed
	}
	return name + " is not iterable"
}

// notDestructurable names the first property of a pattern, and what was taken
// apart. The engine points at the value, or for a parameter at its function.
func (at Place) notDestructurable() string {
	if at.Code == "" || at.Native != "" {
		return ""
	}
	before := strings.TrimRight(at.Code[:at.Offset], " \t\r\n")
	if strings.HasSuffix(before, "=") {
		before = strings.TrimRight(before[:len(before)-1], " \t\r\n")
		value := chainAfter(at.Code, at.Offset)
		open := -1
		if strings.HasSuffix(before, "}") {
			open = matchBackward(before, len(before)-1)
		}
		if open < 0 || value == "" {
			return ""
		}
		return destructure(firstKey(before[open+1:]), value)
	}
	head := at.Code[at.Offset:min(len(at.Code), at.Offset+400)]
	open := strings.Index(head, "({")
	if open < 0 {
		return ""
	}
	return destructure(firstKey(head[open+2:]), "undefined")
}

func destructure(key, value string) string {
	if key == "" {
		return "Cannot destructure '" + value + "' as it is undefined."
	}
	return "Cannot destructure property '" + key + "' of '" + value + "' as it is undefined."
}

// firstKey reads the first name of an object pattern, "" when it is none.
func firstKey(s string) string {
	s = strings.TrimLeft(s, " \t\r\n")
	n := 0
	for n < len(s) && isWord(s[n]) {
		n++
	}
	return s[:n]
}

// notAssignable is for a property set on undefined or null, and passes for
// built-ins, which say what the engine says. What is spread or destructured as
// a list is told as not iterable.
func (at Place) notAssignable() string {
	if at.Code == "" || at.Native != "" {
		return ""
	}
	if at.char() == '[' && at.Offset > 0 && endsValue(at.Code[:at.Offset]) {
		end := matchForward(at.Code, at.Offset)
		if end < 0 || !assigns(at.Code[end+1:]) {
			return ""
		}
		key := at.Code[at.Offset+1 : end]
		if isLiteral(key) {
			return "Cannot set properties of undefined (setting '" + strings.Trim(key, `"'`) + "')"
		}
		return "Cannot set properties of undefined"
	}
	name := at.identifier()
	if start := chainStart(at.Code, at.Offset); name != "" && strings.HasSuffix(at.Code[:start], "...") {
		return at.Code[start:at.Offset+len(name)] + " is not iterable"
	}
	if at.Offset > 0 && at.Code[at.Offset-1] == '.' && name != "" {
		if assigns(at.Code[at.Offset+len(name):]) || at.pattern(len(name)) {
			return "Cannot set properties of undefined (setting '" + name + "')"
		}
		return ""
	}
	if name != "" && !strings.HasPrefix(strings.TrimLeft(at.Code[at.Offset+len(name):], " "), "(") {
		return chainAfter(at.Code, at.Offset) + " is not iterable"
	}
	return ""
}

// pattern reports whether the name stands in a pattern that is assigned to.
func (at Place) pattern(n int) bool {
	rest := strings.TrimLeft(at.Code[at.Offset+n:], " \t\r\n")
	return strings.HasPrefix(rest, "]") || strings.HasPrefix(rest, "}") || strings.HasPrefix(rest, ",")
}

// nothing says what the value is whose property cannot be read.
func (at Place) nothing() string {
	end := at.Offset
	if at.Native != "" || end <= 0 || end > len(at.Code) {
		return "undefined"
	}
	if at.Code[end-1] == '.' {
		end--
	}
	end = trimRight(at.Code, end, 0)
	if end == 0 || at.Code[end-1] != ')' {
		return "undefined"
	}
	open := matchBackward(at.Code, end-1)
	if open > 0 && (strings.HasSuffix(at.Code[:open], ".match") || strings.HasSuffix(at.Code[:open], ".exec")) {
		return "null"
	}
	return "undefined"
}

// frozenIndex is for an element of a frozen array.
func (at Place) frozenIndex() string {
	if at.char() != '[' || at.Native != "" {
		return ""
	}
	end := matchForward(at.Code, at.Offset)
	if end < 0 || !isLiteral(at.Code[at.Offset+1:end]) {
		return "Cannot assign to read only property of object '[object Array]'"
	}
	return "Cannot assign to read only property '" + at.Code[at.Offset+1:end] + "' of object '[object Array]'"
}

// onPrimitive is for a property set on a string, number, boolean or symbol.
func (at Place) onPrimitive(value string) string {
	name := at.identifier()
	if name == "" || at.Offset == 0 || at.Code[at.Offset-1] != '.' {
		return ""
	}
	kind := "string"
	switch {
	case value == "true" || value == "false":
		kind = "boolean"
	case value != "" && strings.Trim(value, "0123456789.-e+") == "":
		kind = "number"
	}
	return "Cannot create property '" + name + "' on " + kind + " '" + value + "'"
}

// char is the character at the place, 0 when there is none.
func (at Place) char() byte {
	if at.Offset < 0 || at.Offset >= len(at.Code) {
		return 0
	}
	return at.Code[at.Offset]
}

func (at Place) keyword(word string) bool {
	return at.Offset < len(at.Code) && strings.HasPrefix(at.Code[at.Offset:], word) &&
		(len(at.Code) == at.Offset+len(word) || !isWord(at.Code[at.Offset+len(word)]))
}

// identifier is the name at the place, or "".
func (at Place) identifier() string {
	if at.Offset >= len(at.Code) || at.Native != "" {
		return ""
	}
	return firstKey(at.Code[at.Offset:min(len(at.Code), at.Offset+200)])
}

// assigns reports whether an assignment operator comes next.
func assigns(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\r\n")
	i := strings.IndexByte(rest, '=')
	if i < 0 || i > 3 || strings.Trim(rest[:i], "+-*/%&|^<>?") != "" {
		return strings.HasPrefix(rest, "++") || strings.HasPrefix(rest, "--")
	}
	next := strings.TrimPrefix(rest[i:], "=")
	return !strings.HasPrefix(next, "=") && !strings.HasPrefix(next, ">")
}

func isLiteral(key string) bool {
	return key != "" && (strings.Trim(key, "0123456789") == "" || (key[0] == '"' || key[0] == '\'') && !strings.ContainsAny(key[1:len(key)-1], `"'\`))
}
