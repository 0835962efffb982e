package bundle

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// StubsModule is the runtime's module to which stubs are handed: a function
// that takes a binding's name, the namespace of the module that stands in for
// it, and the path of that module for people.
const StubsModule = "paddock:stubs"

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
			return api.OnResolveResult{Path: StubsModule, Namespace: "stubs"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "stubs"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			text := b.stubsCode()
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS, ResolveDir: b.o.Dir}, nil
		})
	}}
}

func (b *Builder) stubsCode() string {
	var imports, calls strings.Builder
	for n, s := range b.o.Stubs {
		shown, err := filepath.Rel(b.o.Dir, s.Path)
		if err != nil {
			shown = s.Path
		}
		fmt.Fprintf(&imports, "import * as stub%d from %s;\n", n, quote(filepath.ToSlash(s.Path)))
		fmt.Fprintf(&calls, "%s(%s)(%s, stub%d, %s);\n", builtinsName, quote(StubsModule), quote(s.Binding), n, quote(filepath.ToSlash(shown)))
		b.note(s.Path)
	}
	return imports.String() + calls.String()
}
