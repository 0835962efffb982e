// Package regexp is an engine for the regular expressions of ECMAScript 2025:
// parser, compiler and a backtracking matcher over UTF-16, with every flag,
// Annex B, modifiers, lookbehind, duplicate named groups, Unicode 17 properties
// (those of strings too) and set notation. It keeps its own stack, so neither a
// pattern nor a text makes it recurse, and asks now and then whether it should
// stop. It knows nothing of goja or of RegExp objects: that is the room
// runtime/regexps.
package regexp

import (
	"fmt"
	"unicode/utf16"
)

// Flags are those of a regular expression.
type Flags struct {
	HasIndices, Global, IgnoreCase, Multiline, DotAll, Unicode, UnicodeSets, Sticky bool
}

// ParseFlags reads flags; it reports false for one that is unknown or given
// twice, and for u together with v.
func ParseFlags(s string) (f Flags, ok bool) {
	for _, c := range s {
		flag := f.of(c)
		if flag == nil || *flag {
			return f, false
		}
		*flag = true
	}
	return f, !(f.Unicode && f.UnicodeSets)
}

func (f *Flags) of(c rune) *bool {
	switch c {
	case 'd':
		return &f.HasIndices
	case 'g':
		return &f.Global
	case 'i':
		return &f.IgnoreCase
	case 'm':
		return &f.Multiline
	case 's':
		return &f.DotAll
	case 'u':
		return &f.Unicode
	case 'v':
		return &f.UnicodeSets
	case 'y':
		return &f.Sticky
	}
	return nil
}

// String returns the flags in the order in which RegExp.prototype.flags has them.
func (f Flags) String() string {
	var out []byte
	for _, c := range "dgimsuvy" {
		if *f.of(c) {
			out = append(out, byte(c))
		}
	}
	return string(out)
}

// FullUnicode says that the expression matches code points.
func (f Flags) FullUnicode() bool { return f.Unicode || f.UnicodeSets }

// A SyntaxError says why a pattern is none, in V8's words.
type SyntaxError struct {
	Source, Flags, Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("Invalid regular expression: /%s/%s: %s", e.Source, e.Flags, e.Reason)
}

// A Name is a group name with the numbers of the groups that have it, in the
// order of the pattern.
type Name struct {
	Name   string
	Groups []int
}

// A Program is a compiled expression. It is immutable and may be used by many
// goroutines.
type Program struct {
	Flags  Flags
	Groups int // captures, the whole match included
	Names  []Name

	code      []instr
	texts     []text
	registers int
	start     start
}

// text is a literal in both forms: bytes are empty when it is not ASCII.
type text struct {
	bytes []byte
	units []uint16
}

// Compile compiles a pattern given in UTF-16. An error is a *SyntaxError.
func Compile(source []uint16, flags Flags) (*Program, error) {
	tree, why := parse(source, flags)
	if why == "" {
		var p *Program
		if p, why = compile(tree, flags); why == "" {
			return p, nil
		}
	}
	return nil, &SyntaxError{Source: string(utf16.Decode(source)), Flags: flags.String(), Reason: string(why)}
}

// CompileString is Compile for a pattern and flags in UTF-8.
func CompileString(source, flags string) (*Program, error) {
	f, ok := ParseFlags(flags)
	if !ok {
		return nil, &SyntaxError{Source: source, Flags: flags, Reason: "Invalid flags"}
	}
	return Compile(utf16.Encode([]rune(source)), f)
}

// Check parses a pattern and says what is wrong with it, as Compile does.
func Check(source []uint16, flags Flags) error {
	if _, why := parse(source, flags); why != "" {
		return &SyntaxError{Source: string(utf16.Decode(source)), Flags: flags.String(), Reason: string(why)}
	}
	return nil
}
