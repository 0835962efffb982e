package regexp

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// units is a text as record.mjs writes it: a string, or its code units.
type units []uint16

func (u *units) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		var s string
		err := json.Unmarshal(b, &s)
		*u = utf16.Encode([]rune(s))
		return err
	}
	return json.Unmarshal(b, (*[]uint16)(u))
}

// recorded is one expression and what Node made of it.
type recorded struct {
	Area    string
	Source  units
	Flags   string
	Error   string
	Groups  []string
	Results []struct {
		Text    units
		Matches [][]*[2]int
	}
}

func (c *recorded) name() string {
	return fmt.Sprintf("%s /%s/%s", c.Area, string(utf16.Decode(c.Source)), c.Flags)
}

// check compares the engine with the record; it returns what differs.
func (c *recorded) check() error {
	flags, _ := ParseFlags(c.Flags)
	p, err := Compile(c.Source, flags)
	if c.Error != "" || err != nil {
		got := ""
		if err != nil {
			got = err.(*SyntaxError).Reason
		}
		if got != c.Error {
			return fmt.Errorf("error %q, in Node %q", got, c.Error)
		}
		return nil
	}
	var m Matcher
	for _, r := range c.Results {
		var got [][]*[2]int
		for at := 0; len(got) < len(r.Matches); {
			captures, err := m.matchUnits(p, r.Text, at)
			if err != nil {
				return err
			}
			if captures == nil {
				got = append(got, nil)
				break
			}
			var match []*[2]int
			for i := 0; i < len(captures); i += 2 {
				if captures[i] < 0 || captures[i+1] < 0 {
					match = append(match, nil)
				} else {
					match = append(match, &[2]int{captures[i], captures[i+1]})
				}
			}
			got = append(got, match)
			at = captures[1]
		}
		if !reflect.DeepEqual(got, r.Matches) && !c.departs(r.Text, r.Matches) {
			a, _ := json.Marshal(got)
			b, _ := json.Marshal(r.Matches)
			return fmt.Errorf("on %q: %s, in Node %s", string(utf16.Decode(r.Text)), a, b)
		}
	}
	return nil
}

// departs says that Node, not the engine, departs from ECMA-262: under u and v
// V8 lets an expression that consumes nothing begin inside a pair of surrogates.
func (c *recorded) departs(text units, matches [][]*[2]int) bool {
	for _, m := range matches {
		if m == nil || !strings.ContainsAny(c.Flags, "uv") {
			continue
		}
		if at := m[0][0]; at > 0 && at < len(text) && isTrail(text[at]) && isLead(text[at-1]) {
			return true
		}
	}
	return false
}

// matchUnits matches by the form of text that fits, and by the other too.
func (m *Matcher) matchUnits(p *Program, text []uint16, at int) ([]int, error) {
	wide, err := m.MatchUTF16(p, text, at)
	for _, c := range text {
		if c >= 128 {
			return wide, err
		}
	}
	wide = append([]int(nil), wide...)
	narrow, err2 := m.MatchASCII(p, string(utf16.Decode(text)), at)
	if len(wide) != len(narrow) || len(wide) > 0 && !reflect.DeepEqual(wide, narrow) || err != err2 {
		return nil, fmt.Errorf("UTF-16 gives %v, ASCII %v", wide, narrow)
	}
	return narrow, err
}

func readRecord(t *testing.T, data []byte) (all []recorded) {
	t.Helper()
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAsNodeDoes(t *testing.T) {
	data, err := os.ReadFile("testdata/recorded.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range readRecord(t, data) {
		if err := c.check(); err != nil {
			t.Errorf("%s: %v", c.name(), err)
		}
	}
}

// TestAsThisNodeDoes makes new expressions and asks Node, if there is one.
func TestAsThisNodeDoes(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node on this machine")
	}
	version, err := exec.Command(node, "-p", "process.versions.node").Output()
	if err != nil || !strings.HasPrefix(string(version), "20.") {
		t.Skip("the words of errors are those of Node 20")
	}
	seed, count := "7", 2000
	if s := os.Getenv("REGEXP_SEED"); s != "" {
		seed, count = s, 20000
	}
	out, err := exec.Command(node, "testdata/record.mjs", seed, strconv.Itoa(count)).Output()
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, c := range readRecord(t, out) {
		if err := c.check(); err != nil {
			t.Errorf("%s: %v", c.name(), err)
			if failed++; failed > 20 {
				t.FailNow()
			}
		}
	}
}
