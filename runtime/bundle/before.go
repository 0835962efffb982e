package bundle

import (
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// beforePath names the module that imports what runs before the entry.
const beforePath = "paddock-before:"

// before is what esbuild injects: nothing, or one module of our own. Injecting
// the files themselves would make their exports globals.
func (b *Builder) before() []string {
	if len(b.o.Before) == 0 {
		return nil
	}
	return []string{beforePath}
}

// beforehand makes the module that imports the files of Options.Before.
func (b *Builder) beforehand() api.Plugin {
	return api.Plugin{Name: "before", Setup: func(build api.PluginBuild) {
		if len(b.o.Before) == 0 {
			return
		}
		build.OnResolve(api.OnResolveOptions{Filter: "^" + beforePath + "$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: beforePath, Namespace: "before", SideEffects: api.SideEffectsTrue}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "before"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			var text strings.Builder
			for _, file := range b.o.Before {
				text.WriteString("import " + quote(file) + ";\n")
			}
			code := text.String()
			return api.OnLoadResult{Contents: &code, Loader: api.LoaderJS, ResolveDir: b.o.Dir}, nil
		})
	}}
}
