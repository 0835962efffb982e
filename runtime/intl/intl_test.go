package intl

import (
	"math"
	"strings"
	"testing"
)

func TestRounding(t *testing.T) {
	for _, c := range []struct {
		n        float64
		fraction int
		mode     string
		want     string
	}{
		{1.005, 2, "halfExpand", "1.01"}, {2.5, 0, "halfEven", "2"}, {3.5, 0, "halfEven", "4"}, {1234, -2, "halfExpand", "1200"}, {0.1, 3, "halfExpand", "0.1"},
		{1.1, 0, "ceil", "2"}, {1.9, 0, "floor", "1"}, {1.1, 0, "expand", "2"}, {1.9, 0, "trunc", "1"}, {1e21, 0, "halfExpand", "1000000000000000000000"}, {5e-324, 2, "expand", "0.01"},
	} {
		whole, fraction := ofFloat(c.n).rounded(c.fraction, 1, c.mode).text(0)
		if got := strings.TrimSuffix(whole+"."+fraction, "."); got != c.want {
			t.Errorf("%v to %d by %s: %s, want %s", c.n, c.fraction, c.mode, got, c.want)
		}
	}
	if d := ofFloat(math.NaN()); !d.nan || d.negative {
		t.Errorf("NaN is %+v", d)
	}
}

func TestSymbols(t *testing.T) {
	for tag, want := range map[string]string{"en": ",.3 3", "de": ".,3 3", "hi": ",.3 2", "fr": "\u202f,3 3", "de-CH": "'.3 3"} {
		s := symbolsOf(tag)
		if got := s.group + s.point + itoa(s.primary, 1) + " " + itoa(s.secondary, 1); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestZonesAreSpelled(t *testing.T) {
	for name, want := range map[string]string{"america/new_york": "America/New_York", "EUROPE/BERLIN": "Europe/Berlin", "america/port_of_spain": "America/Port_of_Spain"} {
		if got := capitals(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestLocationsAreKnown(t *testing.T) {
	for _, name := range zones {
		if location(name).String() != name {
			t.Errorf("%s is not known", name)
		}
	}
}

// FuzzDecimal checks that rounding never loses the size of a number.
func FuzzDecimal(f *testing.F) {
	f.Add(1.5, 2)
	f.Add(-1e300, 0)
	f.Fuzz(func(t *testing.T, n float64, fraction int) {
		if math.IsNaN(n) || math.IsInf(n, 0) || fraction < 0 || fraction > 100 {
			t.Skip()
		}
		whole, rest := ofFloat(n).rounded(fraction, 1, "halfExpand").text(0)
		if len(rest) > fraction || whole == "" {
			t.Errorf("%v to %d: %s.%s", n, fraction, whole, rest)
		}
	})
}
