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
	helper, marker := asyncGenerator.FindStringSubmatchIndex(code), awaitMarker.FindStringSubmatch(code)
	if helper == nil || marker == nil {
		return nil
	}
	text := "var " + code[helper[2]:helper[3]] + " = " + builtinsName + `("paddock:generators").make(` + marker[1] + ");"
	lines := strings.Count(code[helper[0]:helper[1]], "\n")
	return []edit{{span{helper[0], helper[1]}, text + strings.Repeat("\n", lines)}}
}
