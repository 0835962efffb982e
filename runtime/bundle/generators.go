package bundle

import (
	"slices"
	"strings"
)

// helpers are those of esbuild's that run things otherwise than the standard
// says, and what the runtime has in their place.
var helpers = []struct{ name, member string }{
	{"__await", "Await"},
	{"__asyncGenerator", "make"},
	{"__yieldStar", "delegate"},
	{"__forAwait", "forAwait"},
	{"__using", "using"},
	{"__callDispose", "callDispose"},
}

// helperEdits replaces the helpers, line for line.
func helperEdits(code string) []edit {
	var edits []edit
	for _, h := range helpers {
		from := helperAt(code, h.name)
		if from < 0 {
			continue
		}
		line, _, _ := strings.Cut(code[from:], "\n")
		end := from + len(line)
		if strings.HasSuffix(line, "{") {
			length := strings.Index(code[from:], "\n};")
			if length < 0 {
				continue
			}
			end = from + length + len("\n};")
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "var "), " ")
		text := "var " + name + " = " + builtinsName + `("paddock:generators").` + h.member + ";"
		edits = append(edits, edit{span{from, end}, text + strings.Repeat("\n", strings.Count(code[from:end], "\n"))})
	}
	if edits != nil {
		edits = append(edits, loopEdits(code)...)
	}
	return edits
}

// helperAt finds the definition of a helper, to whose name esbuild may have added
// a number.
func helperAt(code, name string) int {
	for at := 0; ; {
		n := strings.Index(code[at:], "var "+name)
		if n < 0 {
			return -1
		}
		from := at + n
		at = from + len("var "+name)
		rest := strings.TrimLeft(code[at:min(len(code), at+8)], "0123456789")
		if strings.HasPrefix(rest, " = ") && (from == 0 || code[from-1] == '\n') {
			return from
		}
	}
}

// The loop that esbuild makes of for await takes what its iterator gives as it
// is: the result of next may be no object, and reading its value may throw, which
// does not close the iterator.
var (
	loopStep   = lazily(`\bmore\d* = !\((temp\d*) = ((?:await |yield new __await\d*\()(iter\d*)\.next\(\)\)?)\)\.done;`)
	loopClosed = lazily(`\bmore\d* && \((temp\d*) = (iter\d*)\.return\) && (await temp\d*\.call\(iter\d*\)|\(yield new __await\d*\(temp\d*\.call\(iter\d*\)\)\));`)
)

func loopEdits(code string) []edit {
	if helperAt(code, "__forAwait") < 0 {
		return nil
	}
	var edits []edit
	for _, m := range loopStep().FindAllStringSubmatchIndex(code, -1) {
		edits = append(edits, around(code, span{m[4], m[5]}, code[m[6]:m[7]]+".step")...)
	}
	for _, m := range loopClosed().FindAllStringSubmatchIndex(code, -1) {
		edits = append(edits, around(code, span{m[6], m[7]}, code[m[4]:m[5]]+".closed")...)
	}
	return edits
}

// around makes an expression the argument of a call.
func around(code string, s span, function string) []edit {
	return []edit{{span{s.from, s.from}, function + "("}, {span{s.to, s.to}, ")"}}
}

const (
	generatorCall = "return __asyncGenerator"
	holderName    = "__paddock_function"
)

// A function is one whose keyword was met.
type function struct {
	from      int
	statement bool // a declaration
}

// meetFunction notes the keyword function.
func (s *scanner) meetFunction(from int) {
	statement := s.prev == "" || s.prev == ";" || s.prev == "}" && !s.value || s.prev == "{" && !s.top().value && !s.top().class
	s.function = function{from, statement}
	// A declaration after a label or the head of a statement is in no function's
	// top level either.
	t := s.top()
	inner := s.prev == ")" || s.prev == "else" || s.prev == ":" && !(t.open == '{' && t.value)
	block := statement && len(s.stack) > 1 && t.body == nil && !t.arrow && t.open == '{'
	s.nested = s.nested || inner || block
}

// makesGenerator looks whether the body that begins is that of a function that
// esbuild made of an async generator function.
func (s *scanner) makesGenerator(b *body) {
	rest := strings.TrimLeft(s.src[b.from:min(len(s.src), b.from+200)], " \t\r\n")
	if !strings.HasPrefix(rest, generatorCall) {
		return
	}
	helper, _, ok := strings.Cut(rest[len("return "):], "(")
	if !ok {
		return
	}
	at := b.from + strings.Index(s.src[b.from:], "(") + 1
	head := strings.TrimSpace(s.src[max(0, s.round.from-200):s.round.from])
	name := lastName().FindString(head)
	callee := "null"
	if name == "function" {
		name, callee = "", holderName
	} else if head = strings.TrimSpace(strings.TrimSuffix(head, name)); lastName().FindString(head) == "function" {
		callee = holderName
		if s.function.statement {
			callee = name
		}
	}
	s.edits = append(s.edits, edit{span{at, at}, callee + ", new.target, "})
	switch callee {
	case "null":
	case holderName:
		from := s.function.from
		s.edits = append(s.edits, edit{span{from, from}, helper + ".define(" + quote(inferredName(s.src[max(0, from-200):from], name)) + ", (" + holderName + ") => "})
		b.after = ")"
	default:
		b.after = " " + helper + ".define(" + name + ");"
	}
}

var (
	lastName = lazily(`[\p{L}_$][\p{L}\p{N}_$]*$`)
	named    = lazily(`(?:^|[^\p{L}\p{N}_$.\s])\s*(?:(?:var|let|const|static)\s+)?(#?[\p{L}_$][\p{L}\p{N}_$]*)\s*(?:=|\?\?=|&&=|\|\|=)\s*$`)
	keyed    = lazily(`[{,]\s*(?:([\p{L}_$][\p{L}\p{N}_$]*)|"([^"\\]*)")\s*:\s*$`)
)

// inferredName is the name that a function expression gets from where it stands.
func inferredName(before, own string) string {
	if own != "" {
		return ""
	}
	for _, m := range [][]string{named().FindStringSubmatch(before), keyed().FindStringSubmatch(before)} {
		if m != nil {
			return strings.Join(m[1:], "")
		}
	}
	return ""
}

// awaitReturn makes a return statement of an async generator await what it
// returns. esbuild writes every statement with its semicolon.
func (s *scanner) awaitReturn() {
	b := s.within()
	if b == nil || !b.generator || s.next() == ';' || s.inArrow() {
		return
	}
	end := s.ahead(';')
	if end < 0 {
		return
	}
	s.edits = append(s.edits, edit{span{s.pos, s.pos}, " yield new " + b.marker + "("}, edit{span{end, end}, ")"})
}

// delegate gives a yield* in an ordinary generator, which esbuild takes for an
// async one, the other helper. The engine could do without, but it does not count
// how deep generators delegate to each other: endless recursion would end the
// process.
func (s *scanner) delegate() {
	if b := s.within(); b == nil || !b.generator {
		s.edits = append(s.edits, edit{span{s.pos, s.pos}, ".sync"})
	}
}

// inArrow reports whether an arrow function's body stands between here and the
// function around.
func (s *scanner) inArrow() bool {
	for _, f := range slices.Backward(s.stack) {
		if f.body != nil {
			return false
		}
		if f.arrow {
			return true
		}
	}
	return false
}

// ahead finds a character behind the expression that begins here.
func (s *scanner) ahead(c byte) int {
	inner := scanner{src: s.src, pos: s.pos, stack: []frame{{}}, prev: "return"}
	for inner.pos < len(inner.src) {
		if len(inner.stack) == 1 && inner.src[inner.pos] == c {
			return inner.pos
		}
		inner.token()
	}
	return -1
}

// useSuper notes super in a generator that esbuild made of an async one, where
// it is a syntax error, which esbuild leaves to the engine.
func (s *scanner) useSuper() {
	s.fieldUsesSuper()
	if b := s.within(); b != nil && b.generator {
		b.super = true
	}
}

// keepSuper makes such a generator a method of an object whose prototype leads to
// super of the method around.
func (s *scanner) keepSuper(b *body) {
	if !b.super {
		return
	}
	const keyword = "function*"
	helper := strings.Replace(b.marker, "__await", "__asyncGenerator", 1)
	s.edits = append(s.edits,
		edit{span{b.keyword, b.keyword + len(keyword)}, helper + ".method((key) => super[key], (key, value) => super[key] = value, { *generator"},
		edit{span{s.pos, s.pos}, " })"})
}
