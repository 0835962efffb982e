package bundle

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Tests replace modules before anything imports them: vi.mock() and vi.hoisted()
// at the top level of a file of Options.Before are moved into a module that runs
// first, and what they name is imported from a stand-in that asks for the mock.

const (
	hoistedPrefix = "paddock-hoisted:"
	actualPrefix  = "paddock-actual:"
	mockNamespace = "mock"
	mockName      = "paddock_mocked_"
	mockSource    = "vitest" // the module of the runtime that keeps the mocks
)

var (
	mockStart    = regexp.MustCompile(`(?m)^vi(?:test)?\.(mock|unmock)\s*\(\s*(?:("[^"\n]*"|'[^'\n]*')|import\s*\(\s*("[^"\n]*"|'[^'\n]*')\s*\))`)
	hoistedStart = regexp.MustCompile(`(?m)^(?:export\s+)?(?:(const|let|var)\s+([^=]+?)\s*=\s*)?(?:await\s+)?vi(?:test)?\.hoisted\s*\(`)
	actualCall   = regexp.MustCompile(`vi(?:test)?\.importActual\s*(?:<.*?>)?\s*\(\s*("[^"\n]*"|'[^'\n]*')`)
)

// A mocking is what a test file replaces.
type mocking struct {
	text    string          // of the test file, without what was hoisted
	hoisted string          // the statements that run first
	async   bool            // a factory has to be awaited
	mocked  []string        // specifiers
	actual  map[string]bool // specifiers of which the module itself is asked for
}

// readMocks takes a test file apart.
func readMocks(src string) *mocking {
	m := &mocking{text: src, actual: map[string]bool{}}
	var hoisted strings.Builder
	var names []string
	blank := func(from, to int) {
		gap := strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' {
				return r
			}
			return ' '
		}, m.text[from:to])
		m.text = m.text[:from] + gap + m.text[to:]
	}
	async := false
	for {
		mock, hoist := mockStart.FindStringSubmatchIndex(m.text), hoistedStart.FindStringSubmatchIndex(m.text)
		switch {
		case mock == nil && hoist == nil:
			if hoisted.Len() > 0 {
				m.hoisted = hoisted.String()
				m.async = async
			}
			if len(names) > 0 {
				m.text += "\nimport { " + strings.Join(names, ", ") + ` } from "` + hoistedPrefix + `";`
			}
			for _, found := range actualCall.FindAllStringSubmatch(src, -1) {
				m.actual[unquote(found[1])] = true
			}
			return m
		case hoist == nil || mock != nil && mock[0] < hoist[0]:
			end := callEnd(m.text, mock[0])
			name := m.text[max(mock[4], mock[6]):max(mock[5], mock[7])]
			if m.text[mock[2]:mock[3]] == "mock" {
				rest := m.text[mock[1]:end]
				async = async || strings.Contains(rest, "async")
				fmt.Fprintf(&hoisted, "vi.__mock(%s%s;\n", name, rest)
				m.mocked = append(m.mocked, unquote(name))
			}
			blank(mock[0], end)
		default:
			end := callEnd(m.text, hoist[1]-1)
			statement := m.text[hoist[0]:end]
			if hoist[2] >= 0 && !strings.HasPrefix(statement, "export") {
				statement = "export " + statement
				names = append(names, boundNames(m.text[hoist[4]:hoist[5]])...)
			}
			hoisted.WriteString(statement + ";\n")
			blank(hoist[0], end)
		}
	}
}

// unquote reads a plain string of JavaScript.
func unquote(s string) string {
	var out string
	if json.Unmarshal([]byte(`"`+s[1:len(s)-1]+`"`), &out) != nil {
		return s[1 : len(s)-1]
	}
	return out
}

// boundNames lists what the left side of a declaration binds.
func boundNames(pattern string) []string {
	pattern = strings.TrimSpace(pattern)
	if !strings.HasPrefix(pattern, "{") && !strings.HasPrefix(pattern, "[") {
		name, _, _ := strings.Cut(pattern, ":") // a type may follow
		return []string{strings.TrimSpace(name)}
	}
	var out []string
	for part := range strings.SplitSeq(strings.Trim(pattern, "{}[] \t\r\n"), ",") {
		part, _, _ = strings.Cut(part, "=")
		if _, renamed, ok := strings.Cut(part, ":"); ok {
			part = renamed
		}
		if part = strings.TrimLeft(strings.TrimSpace(part), "."); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// callEnd finds where the first call after a place ends.
func callEnd(src string, at int) int {
	s := &scanner{src: src, pos: at, stack: []frame{{}}}
	depth := false
	for s.pos < len(s.src) {
		s.token()
		if len(s.stack) > 1 {
			depth = true
		} else if depth {
			return s.pos
		}
	}
	return len(src)
}

// mocker serves the modules of mockings.
func (b *Builder) mocker() api.Plugin {
	return api.Plugin{Name: "mocks", Setup: func(build api.PluginBuild) {
		if len(b.o.Before) == 0 {
			return
		}
		m := &mocks{b: b, build: build}
		build.OnStart(m.begin)
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, m.resolve)
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "hoisted"}, m.loadHoisted)
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: mockNamespace}, m.loadMock)
		for _, file := range b.o.Before {
			build.OnLoad(api.OnLoadOptions{Filter: "^" + regexp.QuoteMeta(file) + "$", Namespace: "file"}, m.loadTest)
		}
	}}
}

// mocks are those of one build.
type mocks struct {
	b      *Builder
	build  api.PluginBuild
	files  map[string]*mocking // by test file
	mocked map[string]int      // by what it resolves to
	all    []mocked
}

type mocked struct{ key, specifier, from string }

// reentry marks a resolution that the plugin itself asks for.
type reentry struct{}

// begin reads the test files, which may have changed since the last build.
func (m *mocks) begin() (api.OnStartResult, error) {
	m.files, m.mocked, m.all = map[string]*mocking{}, map[string]int{}, nil
	for _, file := range m.b.o.Before {
		src, err := readFile(file)
		if err != nil {
			continue // loading it will tell
		}
		f := readMocks(src)
		m.files[file] = f
		for _, specifier := range f.mocked {
			if key, ok := m.keyOf(specifier, file); ok {
				if _, known := m.mocked[key]; !known {
					m.mocked[key] = len(m.all)
					m.all = append(m.all, mocked{key, specifier, file})
				}
			}
		}
	}
	return api.OnStartResult{}, nil
}

// keyOf identifies the module that a specifier leads to.
func (m *mocks) keyOf(specifier, from string) (string, bool) {
	r := m.build.Resolve(specifier, api.ResolveOptions{ResolveDir: filepath.Dir(from), Importer: from, Kind: api.ResolveJSImportStatement, PluginData: reentry{}})
	if len(r.Errors) > 0 {
		return "", false
	}
	return r.Namespace + ":" + r.Path, true
}

func (m *mocks) resolve(a api.OnResolveArgs) (api.OnResolveResult, error) {
	if _, own := a.PluginData.(reentry); own || a.Kind == api.ResolveEntryPoint {
		return api.OnResolveResult{}, nil
	}
	if a.Path == hoistedPrefix {
		return api.OnResolveResult{Path: a.Importer, Namespace: "hoisted", SideEffects: api.SideEffectsTrue}, nil
	}
	if file, ok := strings.CutPrefix(a.Path, hoistedPrefix); ok {
		return api.OnResolveResult{Path: file, Namespace: "hoisted", SideEffects: api.SideEffectsTrue}, nil
	}
	if rest, ok := strings.CutPrefix(a.Path, actualPrefix); ok {
		r := m.build.Resolve(rest, api.ResolveOptions{ResolveDir: a.ResolveDir, Kind: api.ResolveJSImportStatement, PluginData: reentry{}})
		return api.OnResolveResult{Path: r.Path, Namespace: r.Namespace, Errors: r.Errors}, nil
	}
	if len(m.all) == 0 {
		return api.OnResolveResult{}, nil
	}
	r := m.build.Resolve(a.Path, api.ResolveOptions{ResolveDir: a.ResolveDir, Importer: a.Importer, Namespace: a.Namespace, Kind: a.Kind, PluginData: reentry{}})
	if n, is := m.mocked[r.Namespace+":"+r.Path]; is && len(r.Errors) == 0 {
		return api.OnResolveResult{Path: fmt.Sprint(mockName, n), Namespace: mockNamespace, PluginData: n}, nil
	}
	return api.OnResolveResult{}, nil
}

// loadHoisted makes the module that runs before a test file.
func (m *mocks) loadHoisted(a api.OnLoadArgs) (api.OnLoadResult, error) {
	f := m.files[a.Path]
	var text strings.Builder
	if f != nil {
		for n, one := range m.all {
			if one.from == a.Path {
				fmt.Fprintf(&text, "vi.__name(%d, %s);\n", n, quote(one.specifier))
			}
		}
		for specifier := range f.actual {
			fmt.Fprintf(&text, "vi.__actual(%s, () => require(%s));\n", quote(specifier), quote(actualPrefix+specifier))
		}
		text.WriteString(f.hoisted)
		if f.async {
			text.WriteString(m.awaiting(a.Path))
		}
	}
	code := text.String()
	return api.OnLoadResult{Contents: &code, Loader: api.LoaderTS, ResolveDir: filepath.Dir(a.Path)}, nil
}

// awaiting makes the statement that waits for the mocks of a file.
func (m *mocks) awaiting(file string) string {
	var loads []string
	for n, one := range m.all {
		if one.from == file {
			loads = append(loads, fmt.Sprintf("[%d, () => require(%s)]", n, quote(actualPrefix+one.specifier)))
		}
	}
	return "await vi.__ready(" + strings.Join(loads, ", ") + ");\n"
}

// loadMock makes the stand-in of a module.
func (m *mocks) loadMock(a api.OnLoadArgs) (api.OnLoadResult, error) {
	n := a.PluginData.(int)
	one := m.all[n]
	code := fmt.Sprintf("module.exports = %s(%s).vi.__mocked(%d, () => require(%s));", builtinsName, quote(mockSource), n, quote(actualPrefix+one.specifier))
	return api.OnLoadResult{Contents: &code, Loader: api.LoaderJS, ResolveDir: filepath.Dir(one.from)}, nil
}

// loadTest loads a test file without what was hoisted.
func (m *mocks) loadTest(a api.OnLoadArgs) (api.OnLoadResult, error) {
	m.b.note(a.Path)
	f := m.files[a.Path]
	if f == nil || f.hoisted == "" {
		return api.OnLoadResult{}, nil
	}
	loader := api.LoaderTS
	if ext := filepath.Ext(a.Path); ext == ".js" || ext == ".mjs" {
		loader = api.LoaderJSX
	}
	return api.OnLoadResult{Contents: &f.text, Loader: loader, ResolveDir: filepath.Dir(a.Path)}, nil
}

// nodeMode is how esbuild imports a stand-in from a file that Node would take for
// a module: with all of it as the default export, which a mock is not.
var nodeMode = regexp.MustCompile(`__toESM\((require_` + mockName + `\d+)\(\), 1\)`)

// asModules has stand-ins imported as the modules that they stand for.
func asModules(code string) string {
	if !strings.Contains(code, mockName) {
		return code
	}
	return nodeMode.ReplaceAllString(code, "__toESM($1(), 0)")
}
