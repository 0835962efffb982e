package wording

import "strings"

func isWord(c byte) bool {
	return c == '_' || c == '$' || c == '#' || c >= 0x80 || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// endsValue reports whether the text ends with a value, so that a bracket after
// it reads a property.
func endsValue(before string) bool {
	c := before[len(before)-1]
	return isWord(c) || c == ')' || c == ']'
}

// farthest bounds how far a chain is followed.
const farthest = 2000

// chainBefore renders the chain of members that ends at end, as V8 names what
// was called: calls in it lose their arguments. It is "" when the chain is not
// made of names.
func chainBefore(code string, end int) string {
	low := max(0, end-farthest)
	var parts []string // from the last to the first
	for end = trimRight(code, end, low); end > low; {
		part, from, last := partBefore(code, end, low)
		if from < 0 {
			return ""
		}
		parts = append(parts, part)
		if last {
			break
		}
		end = trimRight(code, from, low)
	}
	var b strings.Builder
	for n := len(parts) - 1; n >= 0; n-- {
		b.WriteString(parts[n])
	}
	return b.String()
}

// partBefore reads one part of a chain backwards, and reports where it begins
// and whether it is the chain's first.
func partBefore(code string, end, low int) (part string, from int, first bool) {
	switch c := code[end-1]; {
	case c == ')':
		open := matchBackward(code, end-1)
		if open < low {
			return "", -1, true
		}
		before := trimRight(code, open, low)
		if before > low && endsValue(code[:before]) && !afterKeyword(code, before) {
			return "(...)", open, false
		}
		return "(intermediate value)", open, true
	case c == ']':
		open := matchBackward(code, end-1)
		before := trimRight(code, max(open, 0), low)
		if open < low || before == low || !endsValue(code[:before]) {
			return "(intermediate value)", max(open, 0), true
		}
		return index(code[open+1 : end-1]), open, false
	case c == '.' && end-2 >= low && code[end-2] == '?':
		return "", end - 2, false // o?.(…) and o?.[…]
	case isWord(c):
		from = end
		for from > low && isWord(code[from-1]) {
			from--
		}
		before := trimRight(code, from, low)
		if before == low || code[before-1] != '.' || before-2 >= low && code[before-2] == '.' {
			return code[from:end], from, true
		}
		dot := before - 1
		if dot > low && code[dot-1] == '?' {
			return "?." + code[from:end], dot - 1, false
		}
		return "." + code[from:end], dot, false
	}
	return "", -1, true
}

// index renders a computed member: V8 shows a name in quotes as it were a dot.
func index(key string) string {
	if len(key) >= 2 && (key[0] == '"' || key[0] == '\'') && isLiteral(key) {
		return "." + key[1:len(key)-1]
	}
	if strings.ContainsAny(key, "(){}\n") {
		return "[...]"
	}
	return "[" + key + "]"
}

// afterKeyword reports whether the word that ends at end is one after which a
// parenthesis is no call.
func afterKeyword(code string, end int) bool {
	from := end
	for from > 0 && isWord(code[from-1]) {
		from--
	}
	switch code[from:end] {
	case "return", "typeof", "await", "yield", "void", "delete", "in", "of", "case", "else", "throw", "new", "instanceof", "if", "while":
		return true
	}
	return false
}

// chainStart returns where the chain of names begins that pos is in.
func chainStart(code string, pos int) int {
	for pos > 0 && (isWord(code[pos-1]) || code[pos-1] == '.' && pos > 1 && isWord(code[pos-2])) {
		pos--
	}
	return pos
}

// chainAfter renders the chain of members that begins at from, without a call
// at its end, or "" when there is none.
func chainAfter(code string, from int) string {
	from = skipSpace(code, from)
	end := from
	for end < len(code) && isWord(code[end]) {
		end++
	}
	if end == from {
		return ""
	}
	for end < len(code) && end-from < farthest {
		switch {
		case code[end] == '.' && end+1 < len(code) && isWord(code[end+1]):
			end++
			for end < len(code) && isWord(code[end]) {
				end++
			}
		case code[end] == '[':
			shut := matchForward(code, end)
			if shut < 0 {
				return code[from:end]
			}
			end = shut + 1
		default:
			return code[from:end]
		}
	}
	return code[from:end]
}

// chainEnd returns where the operand that begins at from ends: a name with its
// members and calls, or a literal.
func chainEnd(code string, from int) int {
	if from < len(code) && (code[from] == '"' || code[from] == '\'' || code[from] == '`') {
		if n := strings.IndexByte(code[from+1:], code[from]); n >= 0 {
			return from + n + 2
		}
	}
	end := from
	for end < len(code) && end-from < farthest {
		switch c := code[end]; {
		case isWord(c) || c == '.':
			end++
		case c == '(' || c == '[':
			shut := matchForward(code, end)
			if shut < 0 {
				return end
			}
			end = shut + 1
		default:
			return end
		}
	}
	return end
}

func trimRight(code string, end, low int) int {
	for end > low && strings.IndexByte(" \t\r\n", code[end-1]) >= 0 {
		end--
	}
	return end
}

func skipSpace(code string, from int) int {
	for from < len(code) && strings.IndexByte(" \t\r\n", code[from]) >= 0 {
		from++
	}
	return from
}

// matchBackward finds the bracket that the one at pos closes, or -1. Strings in
// between are stepped over as far as that can be done from behind.
func matchBackward(code string, pos int) int {
	depth := 0
	for n := pos; n >= 0 && pos-n < farthest; n-- {
		switch code[n] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth == 0 {
				return n
			}
		case '"', '\'', '`':
			if open := strings.LastIndexByte(code[:n], code[n]); open >= 0 {
				n = open
			}
		}
	}
	return -1
}

// matchForward finds the bracket that closes the one at pos, or -1.
func matchForward(code string, pos int) int {
	depth := 0
	for n := pos; n < len(code) && n-pos < farthest; n++ {
		switch code[n] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return n
			}
		case '"', '\'', '`':
			shut := strings.IndexByte(code[n+1:], code[n])
			if shut < 0 {
				return -1
			}
			n += shut + 1
		}
	}
	return -1
}
