package bundle

import (
	"regexp"
	"strings"
)

// asyncGenerator finds esbuild's helper, which runs a generator wrongly that
// awaits in a finally block, and whose objects lack their prototypes.
var asyncGenerator = regexp.MustCompile(`(?m)^var (__asyncGenerator\d*) = \(__this, __arguments, generator\) => \{\n(?:  .*\n)*\};`)

// awaitMarker is what esbuild's generators yield when they await.
var awaitMarker = regexp.MustCompile(`(?m)^var (__await\d*) = function\(promise, isYieldStar\)`)

// generatorEdits replaces the helper by the runtime's, line for line.
func generatorEdits(code string) []edit {
	// The helpers are short, and a search for the literal text is much faster.
	const farthest = 4 << 10
	from, at := strings.Index(code, "var __asyncGenerator"), strings.Index(code, "var __await")
	if from < 0 || at < 0 {
		return nil
	}
	helper := asyncGenerator.FindStringSubmatchIndex(code[from:min(len(code), from+farthest)])
	marker := awaitMarker.FindStringSubmatch(code[at:min(len(code), at+farthest)])
	if helper == nil || marker == nil {
		return nil
	}
	for n := range helper {
		helper[n] += from
	}
	text := "var " + code[helper[2]:helper[3]] + " = " + builtinsName + `("paddock:generators").make(` + marker[1] + ");"
	lines := strings.Count(code[helper[0]:helper[1]], "\n")
	return []edit{{span{helper[0], helper[1]}, text + strings.Repeat("\n", lines)}}
}

const superName = "__paddock_super"

// useSuper edits super.name in a generator that esbuild made of an async one:
// there it is a syntax error, which esbuild leaves to the engine. The method around
// gets a function that reads from super.
func (s *scanner) useSuper(from int) {
	b := s.within()
	if b == nil || b.method == nil || s.next() != '.' {
		return
	}
	m := superMember.FindStringSubmatch(s.src[s.pos:])
	if m == nil {
		return
	}
	b.method.super = true
	text := superName + `("` + m[1] + `")`
	switch m[2] {
	case "(":
		text += ".call(this, "
	case "()":
		text += ".call(this)"
	}
	// The scanner itself reads on behind super, and counts the bracket.
	s.edits = append(s.edits, edit{span{from, s.pos + len(m[0])}, text})
}

// superMember is what follows super: a member, and the call of it if there is one.
var superMember = regexp.MustCompile(`^\.([\p{L}_$][\p{L}\p{N}_$]*)(\(\)|\()?`)

func (s *scanner) keepSuper(b *body) {
	if b.super {
		s.edits = append(s.edits, edit{span{b.from, b.from}, " let " + superName + " = (name) => super[name];"})
	}
}
