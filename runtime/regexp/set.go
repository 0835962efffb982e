package regexp

import (
	"slices"
	"sort"
)

const maxRune = 0x10FFFF

// A span is the code points from lo to hi, both included.
type span struct{ lo, hi rune }

// A set is sorted spans that neither overlap nor touch.
type set []span

// makeSet sorts and joins spans.
func makeSet(spans ...span) set {
	slices.SortFunc(spans, func(a, b span) int { return int(a.lo - b.lo) })
	var out set
	for _, s := range spans {
		if s.lo > s.hi {
			continue
		}
		if n := len(out); n > 0 && s.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, s.hi)
			continue
		}
		out = append(out, s)
	}
	return out
}

func single(r rune) set { return set{{r, r}} }

func (s set) union(t set) set {
	switch {
	case len(s) == 0:
		return t
	case len(t) == 0:
		return s
	}
	if s[len(s)-1].hi+1 < t[0].lo {
		return append(slices.Clip(s), t...)
	}
	out := make(set, 0, len(s)+len(t))
	for i, j := 0, 0; i < len(s) || j < len(t); {
		var next span
		if j >= len(t) || i < len(s) && s[i].lo <= t[j].lo {
			next, i = s[i], i+1
		} else {
			next, j = t[j], j+1
		}
		if n := len(out); n > 0 && next.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, next.hi)
		} else {
			out = append(out, next)
		}
	}
	return out
}

// complement is everything up to top that is not in s.
func (s set) complement(top rune) set {
	var out set
	next := rune(0)
	for _, r := range s {
		if r.lo > top {
			break
		}
		if next < r.lo {
			out = append(out, span{next, r.lo - 1})
		}
		next = r.hi + 1
	}
	if next <= top {
		out = append(out, span{next, top})
	}
	return out
}

func (s set) intersect(t set) set {
	var out set
	for i, j := 0, 0; i < len(s) && j < len(t); {
		lo, hi := max(s[i].lo, t[j].lo), min(s[i].hi, t[j].hi)
		if lo <= hi {
			out = append(out, span{lo, hi})
		}
		if s[i].hi < t[j].hi {
			i++
		} else {
			j++
		}
	}
	return out
}

func (s set) without(t set) set { return s.intersect(t.complement(maxRune)) }

func (s set) has(r rune) bool {
	n := sort.Search(len(s), func(i int) bool { return s[i].hi >= r })
	return n < len(s) && s[n].lo <= r
}

// meets reports whether the sets have a code point in common.
func (s set) meets(t set) bool {
	for i, j := 0, 0; i < len(s) && j < len(t); {
		if max(s[i].lo, t[j].lo) <= min(s[i].hi, t[j].hi) {
			return true
		}
		if s[i].hi < t[j].hi {
			i++
		} else {
			j++
		}
	}
	return false
}

// only returns the one member of s, if it has one.
func (s set) only() (rune, bool) {
	if len(s) == 1 && s[0].lo == s[0].hi {
		return s[0].lo, true
	}
	return 0, false
}

// The sets of \d, \s, \w and of line terminators.
var (
	digits = set{{'0', '9'}}
	spaces = set{{'\t', '\r'}, {' ', ' '}, {0xA0, 0xA0}, {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}}
	words  = set{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}
	ends   = set{{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}
	all    = set{{0, maxRune}}
	// foldedWords is \w where case is ignored and code points are matched.
	foldedWords = words.union(set{{0x17F, 0x17F}, {0x212A, 0x212A}})
)

// A table is a set made quick to ask.
type table struct {
	low   [4]uint64 // the first 256
	high  set       // the rest
	ascii bool      // high is empty
}

func (s set) table() *table {
	t := &table{}
	for _, r := range s {
		for c := r.lo; c <= min(r.hi, 0xFF); c++ {
			t.low[c>>6] |= 1 << (c & 63)
		}
		if r.hi > 0xFF {
			t.high = append(t.high, span{max(r.lo, 0x100), r.hi})
		}
	}
	t.ascii = len(t.high) == 0
	return t
}

func (t *table) has(r rune) bool {
	if r < 256 {
		return t.low[r>>6]&(1<<(r&63)) != 0
	}
	return !t.ascii && t.high.hasHigh(r)
}

// hasHigh is has, written out since matching spends its time here.
func (s set) hasHigh(r rune) bool {
	lo, hi := 0, len(s)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if s[mid].hi < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(s) && s[lo].lo <= r
}
