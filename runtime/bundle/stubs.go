package bundle

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// StubsModule is the runtime's module to which stubs are handed: a function
// that takes a binding's name, what the module that stands in for it exports by
// default, and the path of that module for people.
const StubsModule = "paddock:stubs"

const stubsNamespace = "stubs"

// injected names what is bundled before the entry.
func (b *Builder) injected() []string {
	if len(b.o.Stubs) == 0 {
		return nil
	}
	return []string{StubsModule}
}

// stubs makes one module that imports all stubs and hands them over.
func (b *Builder) stubs() api.Plugin {
	return api.Plugin{Name: "stubs", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^" + StubsModule + "$"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: StubsModule, Namespace: stubsNamespace}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: stubsNamespace}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			text := b.stubsCode()
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS, ResolveDir: b.o.Dir}, nil
		})
	}}
}

func (b *Builder) stubsCode() string {
	var imports, calls strings.Builder
	for n, s := range b.o.Stubs {
		fmt.Fprintf(&imports, "import stub%d from %s;\n", n, quote(filepath.ToSlash(s.Path)))
		fmt.Fprintf(&calls, "%s(%s)(%s, stub%d, %s);\n", builtinsName, quote(StubsModule), quote(s.Binding), n, quote(b.shown(s)))
		b.note(s.Path)
	}
	return imports.String() + calls.String()
}

// shown is the path of a stub for people.
func (b *Builder) shown(s Stub) string {
	rel, err := filepath.Rel(b.o.Dir, s.Path)
	if err != nil {
		rel = s.Path
	}
	return filepath.ToSlash(rel)
}

// withoutExport words the problem of a stub that exports nothing by default,
// which the bundler has where it is imported.
func (b *Builder) withoutExport(m api.Message) (Message, bool) {
	l := m.Location
	if l == nil || l.File != stubsNamespace+":"+StubsModule || l.Line > len(b.o.Stubs) || !strings.HasPrefix(m.Text, "No matching export") {
		return Message{}, false
	}
	s := b.o.Stubs[l.Line-1]
	return Message{File: b.shown(s), Line: 1, Column: 1,
		Text: "there is no default export, but the module stands in for env." + s.Binding + ": write export default { … }, or a class, or a function (env) => object"}, true
}
