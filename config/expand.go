package config

import "strings"

// expander puts variables into the values of .env files: $NAME, ${NAME}, ${NAME:-otherwise} and ${NAME-otherwise}, and \$ for a dollar.
type expander struct {
	values map[string]string
	open   map[string]bool // the names being expanded: one that needs itself is empty there
}

// expandAll gives the values with the variables in them replaced.
func expandAll(values map[string]string) map[string]string {
	e := &expander{values: values, open: map[string]bool{}}
	all := make(map[string]string, len(values))
	for name := range values {
		all[name], _ = e.lookup(name)
	}
	return all
}

func (e *expander) lookup(name string) (string, bool) {
	value, ok := e.values[name]
	if !ok || e.open[name] {
		return "", false
	}
	e.open[name] = true
	defer delete(e.open, name)
	return e.expand(value), true
}

// maxExpanded bounds a value: a few lines that double each other would fill the memory.
const maxExpanded = 1 << 20

func (e *expander) expand(text string) string {
	var b strings.Builder
	for text != "" && b.Len() < maxExpanded {
		i := strings.IndexByte(text, '$')
		if i < 0 {
			b.WriteString(text)
			break
		}
		if i > 0 && text[i-1] == '\\' {
			b.WriteString(text[:i-1] + "$")
			text = text[i+1:]
			continue
		}
		b.WriteString(text[:i])
		value, rest := e.variable(text[i+1:])
		b.WriteString(value)
		text = rest
	}
	return b.String()
}

// variable replaces what follows a dollar sign.
func (e *expander) variable(text string) (value, rest string) {
	braced := strings.HasPrefix(text, "{")
	if braced {
		text = text[1:]
	}
	n := 0
	for n < len(text) && nameByte(text[n]) && text[n] != '.' && text[n] != '-' {
		n++
	}
	name, after := text[:n], text[n:]
	switch {
	case n == 0 && braced:
		return "${", text
	case n == 0:
		return "$", text
	case !braced:
		value, _ = e.lookup(name)
		return value, after
	}
	end := matchingBrace(after)
	if end < 0 {
		return "${" + name, after
	}
	inside, rest := after[:end], after[end+1:]
	value, ok := e.lookup(name)
	if otherwise, has := strings.CutPrefix(inside, ":-"); has && value == "" {
		return e.expand(otherwise), rest
	}
	if otherwise, has := strings.CutPrefix(inside, "-"); has && !ok {
		return e.expand(otherwise), rest
	}
	return value, rest
}

// matchingBrace finds the brace that closes one already passed, or -1.
func matchingBrace(text string) int {
	depth := 1
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
