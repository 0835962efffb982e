package bundle

import (
	"strings"
	"unicode/utf16"

	"github.com/evanw/esbuild/pkg/api"

	"paddock/runtime/regexp"
)

// regExpName is the fourth parameter of the script's function: RegExp, whatever
// the script calls by that name.
const regExpName = "__paddock_RegExp"

// wrongLiteral is a regular expression that is none, and why.
type wrongLiteral struct {
	span
	err error
}

// literalEdits looks at the regular expressions of the script.
func literalEdits(code string, literals []span) (edits []edit, wrong []wrongLiteral) {
	for _, l := range literals {
		text, err := literal(code[l.from:l.to])
		if err != nil && isLiteral(code, l) {
			wrong = append(wrong, wrongLiteral{l, err})
		} else if err == nil && text != "" {
			edits = append(edits, edit{l, text})
		}
	}
	return edits, wrong
}

// literal checks a regular expression. text is what to write instead if the
// engine does not compile it, else "".
func literal(code string) (text string, err error) {
	end := strings.LastIndexByte(code, '/')
	source, flags := code[1:end], code[end+1:]
	parsed, ok := regexp.ParseFlags(flags)
	if !ok {
		return "", &regexp.SyntaxError{Source: source, Flags: flags, Reason: "Invalid regular expression flags"}
	}
	if err := regexp.Check(utf16.Encode([]rune(source)), parsed); err != nil {
		return "", err
	}
	if engineTakes(source, flags) {
		return "", nil
	}
	return "new " + regExpName + "(" + quote(source) + ", " + quote(flags) + ")", nil
}

// engineTakes reports whether the engine compiles a valid expression. What it
// makes of it does not matter: matching is not left to it.
func engineTakes(source, flags string) bool {
	if strings.ContainsAny(flags, "dv") {
		return false
	}
	names := map[string]bool{}
	class, digits := false, 0
	for i := 0; i < len(source); i++ {
		rest := source[i:]
		if c := source[i]; '0' <= c && c <= '9' {
			if digits++; digits > 4 {
				return false // it may be a quantifier
			}
			continue
		}
		digits = 0
		switch {
		case source[i] == '\\':
			i++
			if i < len(source) && (strings.Contains(flags, "u") && source[i]|32 == 'p' || class && source[i] == 'B') {
				return false
			}
		case class:
			class = source[i] != ']'
		case source[i] == '[':
			class = true
		case strings.HasPrefix(rest, "(?<") && !strings.HasPrefix(rest, "(?<=") && !strings.HasPrefix(rest, "(?<!"):
			name, _, _ := strings.Cut(rest[3:], ">")
			if names[name] || strings.ContainsFunc(name, func(r rune) bool { return r >= 0x80 || r == '\\' }) {
				return false
			}
			names[name] = true
		case strings.HasPrefix(rest, "(?") && len(rest) > 2 && !strings.ContainsRune(":=!<", rune(rest[2])):
			return false // modifiers
		}
	}
	return true
}

// isLiteral makes sure, before a build fails for it, that the scanner was right
// about a literal: another one in its place still is JavaScript.
func isLiteral(code string, at span) bool {
	out := api.Transform(code[:at.from]+`/\p{L}/u`+code[at.to:], api.TransformOptions{Loader: api.LoaderJS, LogLevel: api.LogLevelSilent})
	return len(out.Errors) == 0
}

// wrongLiterals are the messages for them, at their places in the user's files.
func wrongLiterals(code string, mapping []byte, list []wrongLiteral) *Error {
	m := newSourceMap(mapping, nil)
	e := &Error{}
	for _, w := range list {
		line := strings.Count(code[:w.from], "\n")
		column := w.from - (strings.LastIndexByte(code[:w.from], '\n') + 1)
		msg := Message{Text: w.err.Error(), Length: w.to - w.from}
		if at, ok := m.Position(line+headerLines+1, column+1); ok {
			msg.File, msg.Line, msg.Column = at.File, at.Line, at.Column
			msg.LineText = lineOf(m.sources[at.File], at.Line)
		}
		e.Messages = append(e.Messages, msg)
	}
	return e
}

func lineOf(text string, n int) string {
	lines := strings.Split(text, "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimSuffix(lines[n-1], "\r")
}
