package urlpattern

import "strings"

// escape puts a backslash before each of special in s.
func escape(s, special string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(special, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func escapeRegexp(s string) string  { return escape(s, `.+*?^${}()[]|/\`) }
func escapePattern(s string) string { return escape(s, `+*?:{}()\`) }

// expression writes parts as a regular expression of JavaScript and lists the
// names of its groups.
func expression(parts []part, s syntax) (source string, names []string) {
	var b strings.Builder
	b.WriteByte('^')
	for _, p := range parts {
		if p.typ == fixedText {
			if p.modifier == "" {
				b.WriteString(escapeRegexp(p.value))
			} else {
				b.WriteString("(?:" + escapeRegexp(p.value) + ")" + p.modifier)
			}
			continue
		}
		names = append(names, p.name)
		b.WriteString(p.group(s))
	}
	b.WriteByte('$')
	return b.String(), names
}

func (p part) group(s syntax) string {
	value := p.value
	switch p.typ {
	case segmentWildcard:
		value = s.segment()
	case fullWildcard:
		value = anything
	}
	repeats := p.modifier == "*" || p.modifier == "+"
	if p.prefix == "" && p.suffix == "" {
		if repeats {
			return "((?:" + value + ")" + p.modifier + ")"
		}
		return "(" + value + ")" + p.modifier
	}
	prefix, suffix := escapeRegexp(p.prefix), escapeRegexp(p.suffix)
	if !repeats {
		return "(?:" + prefix + "(" + value + ")" + suffix + ")" + p.modifier
	}
	out := "(?:" + prefix + "((?:" + value + ")(?:" + suffix + prefix + "(?:" + value + "))*)" + suffix + ")"
	if p.modifier == "*" {
		out += "?"
	}
	return out
}

// text writes parts as the shortest pattern that means them.
func text(parts []part, s syntax) string {
	var b strings.Builder
	for n, p := range parts {
		if p.typ == fixedText {
			if p.modifier == "" {
				b.WriteString(escapePattern(p.value))
			} else {
				b.WriteString("{" + escapePattern(p.value) + "}" + p.modifier)
			}
			continue
		}
		grouped := braces(parts, n, s)
		if grouped {
			b.WriteByte('{')
		}
		b.WriteString(escapePattern(p.prefix))
		named := p.named()
		if named {
			b.WriteString(":" + p.name)
		}
		switch {
		case p.typ == regexpPart:
			b.WriteString("(" + p.value + ")")
		case p.typ == segmentWildcard && !named:
			b.WriteString("(" + s.segment() + ")")
		case p.typ == fullWildcard:
			if !named && (n == 0 || parts[n-1].typ == fixedText || parts[n-1].modifier != "" || grouped || p.prefix != "") {
				b.WriteByte('*')
			} else {
				b.WriteString("(" + anything + ")")
			}
		}
		if p.typ == segmentWildcard && named && p.suffix != "" && nameRune(firstRune(p.suffix), false) {
			b.WriteByte('\\')
		}
		b.WriteString(escapePattern(p.suffix))
		if grouped {
			b.WriteByte('}')
		}
		b.WriteString(p.modifier)
	}
	return b.String()
}

func (p part) named() bool { return p.name[0] < '0' || p.name[0] > '9' }

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// braces reports whether a group needs braces to be read again as it is.
func braces(parts []part, n int, s syntax) bool {
	p := parts[n]
	if p.suffix != "" || p.prefix != "" && p.prefix != s.prefix {
		return true
	}
	if p.named() && p.typ == segmentWildcard && p.modifier == "" && n+1 < len(parts) {
		next := parts[n+1]
		if next.prefix == "" && next.suffix == "" {
			if next.typ == fixedText {
				if nameRune(firstRune(next.value), false) {
					return true
				}
			} else if !next.named() {
				return true
			}
		}
	}
	return p.prefix == "" && n > 0 && parts[n-1].typ == fixedText && s.prefix != "" && strings.HasSuffix(parts[n-1].value, s.prefix)
}
