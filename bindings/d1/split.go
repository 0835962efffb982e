package d1

import "strings"

// Split cuts a script into its statements, by SQLite's rule: a semicolon ends a
// statement, but in a trigger only the one behind END, which follows another.
// Comments between statements are left out.
func Split(script string) []string {
	var all []string
	for script != "" {
		from, to := statementIn(script)
		if from < to {
			all = append(all, strings.TrimSpace(script[from:to]))
		}
		script = script[max(to, 1):]
	}
	return all
}

// statementIn returns where the first statement begins and ends, its semicolon
// included. Where there is none, from is not before to.
func statementIn(sql string) (from, to int) {
	from, n := len(sql), 0
	trigger, closing := false, 0 // closing counts what ends a trigger: ; and END
	opening := ""                // the words so far, while they may be those of a trigger
	for n < len(sql) {
		size, kind := token(sql[n:])
		text := sql[n : n+size]
		n += size
		switch kind {
		case tokenBlank:
			continue
		case tokenSemicolon:
			if !trigger || closing == 2 {
				return from, n
			}
			closing = 1
			continue
		}
		from = min(from, n-size)
		if trigger {
			if closing == 1 && strings.EqualFold(text, "END") {
				closing = 2
			} else {
				closing = 0
			}
			continue
		}
		if opening += " " + strings.ToUpper(text); len(opening) > len(" EXPLAIN QUERY PLAN CREATE TEMPORARY TRIGGER") {
			opening = " -"
		}
		trigger = opensTrigger(opening)
	}
	return from, n
}

// opensTrigger recognises the words that open a trigger's definition.
func opensTrigger(words string) bool {
	words = strings.TrimPrefix(words, " EXPLAIN")
	words = strings.TrimPrefix(words, " QUERY PLAN")
	return words == " CREATE TRIGGER" || words == " CREATE TEMP TRIGGER" || words == " CREATE TEMPORARY TRIGGER"
}

type tokenKind int

const (
	tokenBlank     tokenKind = iota // and comments
	tokenSemicolon                  // ends a statement
	tokenOther                      // words, texts, operators
)

// token measures the first token of some SQL, which is not empty.
func token(sql string) (size int, kind tokenKind) {
	until := func(end string, from int) int {
		if at := strings.Index(sql[from:], end); at >= 0 {
			return from + at + len(end)
		}
		return len(sql)
	}
	switch c := sql[0]; {
	case strings.HasPrefix(sql, "--"):
		return until("\n", 2), tokenBlank
	case strings.HasPrefix(sql, "/*"):
		return until("*/", 2), tokenBlank
	case strings.IndexByte(" \t\r\n\v\f", c) >= 0:
		return 1, tokenBlank
	case c == ';':
		return 1, tokenSemicolon
	case c == '\'' || c == '"' || c == '`': // a doubled quote begins the next one
		return until(string(c), 1), tokenOther
	case c == '[':
		return until("]", 1), tokenOther
	case wordByte(c):
		for size < len(sql) && wordByte(sql[size]) {
			size++
		}
		return size, tokenOther
	}
	return 1, tokenOther
}

func wordByte(c byte) bool {
	return c >= 0x80 || c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// WithoutTransaction takes the frame off a script that is one transaction, as
// exported databases are: paddock makes a transaction of every script anyway. It
// leaves alone what has several.
func WithoutTransaction(statements []string) []string {
	var kept []string
	begins, ends := 0, 0
	for _, s := range statements {
		words := strings.Fields(strings.ToUpper(strings.TrimRight(s, "; \t\r\n")))
		switch {
		case len(words) > 0 && len(words) < 4 && words[0] == "BEGIN":
			begins++
		case len(words) > 0 && len(words) < 3 && (words[0] == "COMMIT" || words[0] == "END"):
			ends++
		default:
			kept = append(kept, s)
		}
	}
	if begins != 1 || ends != 1 {
		return statements
	}
	return kept
}
