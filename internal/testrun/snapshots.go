package testrun

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// SnapshotMode says which snapshots are written.
type SnapshotMode int

// The modes.
const (
	WriteNew  SnapshotMode = iota // those that are not there yet
	WriteNone                     // none: a missing one fails, as it should in CI
	WriteAll                      // those that differ too; what nobody asks for is removed
)

// Snapshots counts those of a file.
type Snapshots struct {
	Written  int
	Obsolete int // stored, and not asked for by any test
}

// snapshots are those of one test file.
type snapshots struct {
	f      *file
	path   string
	loaded bool
	stored map[string]string
	asked  map[string]bool
	counts map[string]int // by test and hint, in the present attempt
	edits  []edit
	dirty  bool
	count  Snapshots
}

func newSnapshots(f *file) *snapshots {
	return &snapshots{
		f: f, path: filepath.Join(filepath.Dir(f.path), "__snapshots__", filepath.Base(f.path)+".snap"),
		stored: map[string]string{}, asked: map[string]bool{}, counts: map[string]int{},
	}
}

// attempt begins a test anew: its snapshots are numbered from 1 again.
func (s *snapshots) attempt(id int) {
	prefix := itoa(id) + "\x00"
	for key := range s.counts {
		if strings.HasPrefix(key, prefix) {
			delete(s.counts, key)
		}
	}
}

// A snapshotRequest is one call of a matcher.
type snapshotRequest struct {
	method, text, hint string
	inline             *string // the snapshot in the source; nil for none
	site               string  // a raw stack that begins where the matcher was called
	file               string
}

// A verdict says whether a snapshot matches.
type verdict struct {
	pass     bool
	why      string
	expected string
	differs  bool // expected is to be compared
}

// snapshot answers a matcher: the test, and what it asks for.
func (s *session) snapshot(c goja.FunctionCall) goja.Value {
	test, o := c.Argument(0).(*goja.Object), c.Argument(1).(*goja.Object)
	text := func(name string) string {
		if v := o.Get(name); v != nil && !goja.IsUndefined(v) {
			return v.String()
		}
		return ""
	}
	r := snapshotRequest{method: text("method"), text: text("text"), hint: text("hint"), site: text("site"), file: text("file")}
	if v := o.Get("inline"); v != nil && !goja.IsUndefined(v) {
		inline := v.String()
		r.inline = &inline
	}
	name := test.Get("fullName").String()
	var v verdict
	switch {
	case r.file != "":
		v = s.f.snaps.matchFile(r)
	case strings.Contains(r.method, "Inline"):
		v = s.f.snaps.matchInline(r, s.i.MapStack(r.site))
	default:
		v = s.f.snaps.match(itoa(int(test.Get("id").ToInteger())), name, r)
	}
	out := s.object("pass", v.pass, "why", v.why)
	if v.differs {
		out.Set("expected", v.expected)
		out.Set("actual", r.text)
	}
	return out
}

// judge compares, and tells whether the snapshot is to be written.
func (s *snapshots) judge(name, text, expected string, there bool) (v verdict, write bool) {
	mode := s.f.o.Snapshots
	switch {
	case there && expected == text:
		return verdict{pass: true}, false
	case there && mode != WriteAll:
		return verdict{why: name + " does not match: run with -u to take what is there now", expected: expected, differs: true}, false
	case !there && mode == WriteNone:
		return verdict{why: name + " is not there, and none is written here: run without --ci to write it"}, false
	}
	return verdict{pass: true}, true
}

// match compares with a snapshot of the file beside the tests.
func (s *snapshots) match(id, test string, r snapshotRequest) verdict {
	s.load()
	key := test
	if r.hint != "" {
		key += " > " + r.hint
	}
	s.counts[id+"\x00"+key]++
	key = fmt.Sprintf("%s %d", key, s.counts[id+"\x00"+key])
	s.asked[key] = true
	expected, there := s.stored[key]
	v, write := s.judge("snapshot "+quoted(key), r.text, expected, there)
	if write {
		s.stored[key] = r.text
		s.dirty = true
		s.count.Written++
	}
	return v
}

// matchFile compares with a file of its own.
func (s *snapshots) matchFile(r snapshotRequest) verdict {
	path := filepath.Join(filepath.Dir(s.f.path), filepath.FromSlash(r.file))
	data, err := s.f.o.Disk.Read(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return verdict{why: err.Error()}
	}
	v, write := s.judge("file snapshot "+quoted(r.file), r.text, string(data), err == nil)
	if write {
		s.count.Written++
		if err := s.f.o.Disk.Write(path, []byte(r.text)); err != nil {
			return verdict{why: err.Error()}
		}
	}
	return v
}

// header is the first line of a file of snapshots, as Vitest writes it.
const header = "// Vitest Snapshot v1, https://vitest.dev/guide/snapshot.html\n"

func (s *snapshots) load() {
	if s.loaded {
		return
	}
	s.loaded = true
	data, err := s.f.o.Disk.Read(s.path)
	if err == nil {
		s.stored = parseSnapshots(string(data))
	}
}

// parseSnapshots reads a file of snapshots: exports[`name`] = `text`; each.
func parseSnapshots(text string) map[string]string {
	out := map[string]string{}
	for {
		_, rest, ok := strings.Cut(text, "exports[`")
		if !ok {
			return out
		}
		name, rest := cutBacktick(rest)
		_, rest, ok = strings.Cut(rest, "`")
		if !ok {
			return out
		}
		value, after := cutBacktick(rest)
		if strings.Contains(value, "\n") {
			value = strings.TrimSuffix(strings.TrimPrefix(value, "\n"), "\n")
		}
		out[name], text = value, after
	}
}

// cutBacktick reads a template up to its end, which it skips.
func cutBacktick(s string) (text, rest string) {
	var b strings.Builder
	for n := 0; n < len(s); n++ {
		switch {
		case s[n] == '`':
			return b.String(), s[n+1:]
		case s[n] == '\\' && n+1 < len(s):
			n++
		}
		b.WriteByte(s[n])
	}
	return b.String(), ""
}

// backtick writes a text as a template.
func backtick(s string) string {
	return "`" + strings.NewReplacer("`", "\\`", "\\", "\\\\", "${", "\\${").Replace(s) + "`"
}

func quoted(s string) string { return "`" + s + "`" }

// store writes what changed. complete says that every test ran, so that what was
// not asked for is nobody's.
func (s *snapshots) store(out *File, complete bool) {
	if complete && slices.ContainsFunc(out.Tests, func(t *Test) bool { return t.State != Passed && t.State != Failed }) {
		complete = false
	}
	s.load()
	if complete {
		s.sweep()
	}
	var err error
	if s.dirty {
		err = s.write()
	}
	if failed := errors.Join(err, s.applyEdits()); failed != nil {
		s.f.fail(Failure{Title: "Error: " + failed.Error()})
	}
	out.Snapshots = s.count
}

// sweep counts, and with WriteAll removes, what nobody asked for.
func (s *snapshots) sweep() {
	for key := range s.stored {
		if s.asked[key] {
			continue
		}
		if s.f.o.Snapshots == WriteAll {
			delete(s.stored, key)
			s.dirty = true
		} else {
			s.count.Obsolete++
		}
	}
}

func (s *snapshots) write() error {
	if len(s.stored) == 0 {
		return s.f.o.Disk.Remove(s.path)
	}
	keys := make([]string, 0, len(s.stored))
	for key := range s.stored {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, compareNatural)
	var b strings.Builder
	b.WriteString(header)
	for _, key := range keys {
		value := s.stored[key]
		if strings.Contains(value, "\n") {
			value = "\n" + value + "\n"
		}
		fmt.Fprintf(&b, "\nexports[%s] = %s;\n", backtick(key), backtick(value))
	}
	return s.f.o.Disk.Write(s.path, []byte(b.String()))
}

// compareNatural orders names as people count: 2 comes before 10.
func compareNatural(a, b string) int {
	for a != "" && b != "" {
		if isDigit(a[0]) && isDigit(b[0]) {
			x, y := digits(a), digits(b)
			p, q := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			if len(p) != len(q) {
				return len(p) - len(q)
			}
			if p != q {
				return strings.Compare(p, q)
			}
			a, b = a[len(x):], b[len(y):]
			continue
		}
		if a[0] != b[0] {
			return int(a[0]) - int(b[0])
		}
		a, b = a[1:], b[1:]
	}
	return len(a) - len(b)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func digits(s string) string {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return s[:n]
}
