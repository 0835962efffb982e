package regexp

import (
	"slices"
	"sync"
)

// A folding is one of the two ways in which letters may be the same when case
// is ignored: by the simple case folding of code points (u and v), or by what
// toUpperCase makes of a code unit.
type folding struct {
	to      map[rune]rune   // what changes
	classes map[rune][]rune // from a canonical form to all that have it, where those are several
	letters set             // all that is in a class
}

var (
	unicodeFolding = sync.OnceValue(func() *folding { return newFolding("fold") })
	legacyFolding  = sync.OnceValue(func() *folding { return newFolding("upper") })
)

func newFolding(key string) *folding {
	f := &folding{to: map[rune]rune{}, classes: map[rune][]rune{}}
	at := rune(0)
	numbers(properties()[key], func(gap, difference int) {
		at += rune(gap)
		to := at + rune(difference)
		if key == "upper" && at >= 128 && to < 128 {
			return // Canonicalize: nothing outside ASCII becomes ASCII
		}
		f.to[at] = to
		if len(f.classes[to]) == 0 {
			f.classes[to] = []rune{to}
		}
		f.classes[to] = append(f.classes[to], at)
	})
	var spans []span
	for _, class := range f.classes {
		for _, r := range class {
			spans = append(spans, span{r, r})
		}
	}
	f.letters = makeSet(spans...)
	return f
}

func foldingFor(unicode bool) *folding {
	if unicode {
		return unicodeFolding()
	}
	return legacyFolding()
}

// canonical is Canonicalize of the specification.
func canonical(r rune, unicode bool) rune {
	if r < 128 {
		switch {
		case unicode && 'A' <= r && r <= 'Z':
			return r + 32
		case !unicode && 'a' <= r && r <= 'z':
			return r - 32
		}
		return r
	}
	if to, ok := foldingFor(unicode).to[r]; ok {
		return to
	}
	return r
}

// variants returns all that are the same as r when case is ignored, r included.
func variants(r rune, unicode bool) []rune {
	if r < 128 && !(unicode && (r|32 == 'k' || r|32 == 's')) {
		if lower := r | 32; 'a' <= lower && lower <= 'z' {
			return []rune{lower - 32, lower}
		}
		return []rune{r}
	}
	if class := foldingFor(unicode).classes[canonical(r, unicode)]; class != nil {
		return class
	}
	return []rune{r}
}

// closeCase adds to s whatever is the same as a member when case is ignored.
func closeCase(s set, unicode bool) set {
	if len(s) == 0 {
		return s
	}
	var more []span
	if s[len(s)-1].hi < 128 {
		for _, r := range s {
			for c := r.lo; c <= r.hi; c++ {
				for _, v := range variants(c, unicode) {
					more = append(more, span{v, v})
				}
			}
		}
		return s.union(makeSet(more...))
	}
	f := foldingFor(unicode)
	for _, class := range f.classes {
		if slices.ContainsFunc(class, s.has) {
			for _, r := range class {
				more = append(more, span{r, r})
			}
		}
	}
	return s.union(makeSet(more...))
}

// foldSet replaces the members of s by their simple case foldings.
func foldSet(s set) set {
	f := unicodeFolding()
	var out []span
	for _, r := range s.intersect(f.letters) {
		for c := r.lo; c <= r.hi; c++ {
			to := canonical(c, true)
			out = append(out, span{to, to})
		}
	}
	return s.without(f.letters).union(makeSet(out...))
}

// foldedAll is every code point that is its own simple case folding.
var foldedAll = sync.OnceValue(func() set { return foldSet(all) })
