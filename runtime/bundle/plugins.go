package bundle

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// recorder notes every file that is loaded, also when the build fails later.
func (b *Builder) recorder() api.Plugin {
	return api.Plugin{Name: "recorder", Setup: func(build api.PluginBuild) {
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "file"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			b.note(a.Path)
			return api.OnLoadResult{}, nil
		})
	}}
}

const (
	builtinsName = "__paddock_builtins" // the first parameter of the script's function
	urlName      = "__paddock_url"      // the second
)

// builtins makes the modules of the runtime CommonJS modules that ask it.
func (b *Builder) builtins() api.Plugin {
	return api.Plugin{Name: "builtins", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^[a-z]"}, b.resolveBuiltin)
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "builtin"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text := fmt.Sprintf("module.exports = %s(%s)", builtinsName, quote(a.Path))
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "missing"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text := "throw new Error(" + quote(b.missing(a.Path)) + ")"
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
		})
	}}
}

func (b *Builder) resolveBuiltin(a api.OnResolveArgs) (api.OnResolveResult, error) {
	if a.Kind == api.ResolveEntryPoint {
		return api.OnResolveResult{}, nil
	}
	if b.o.Builtin != nil && b.o.Builtin(a.Path) {
		return api.OnResolveResult{Path: a.Path, Namespace: "builtin"}, nil
	}
	if !ofRuntime(a.Path) {
		return api.OnResolveResult{}, nil
	}
	if a.Kind == api.ResolveJSRequireCall {
		// Packages try such a require and do without when it throws.
		return api.OnResolveResult{Path: a.Path, Namespace: "missing"}, nil
	}
	return api.OnResolveResult{Errors: []api.Message{{Text: b.missing(a.Path)}}}, nil
}

// ofRuntime reports whether only a runtime could provide the module.
func ofRuntime(specifier string) bool {
	for _, scheme := range []string{"node:", "cloudflare:", "paddock:", "workerd:"} {
		if strings.HasPrefix(specifier, scheme) {
			return true
		}
	}
	return false
}

func (b *Builder) missing(specifier string) string {
	text := fmt.Sprintf("There is no module %q", specifier)
	if b.o.Missing != nil {
		if why := b.o.Missing(specifier); why != "" {
			text += ": " + why
		}
	}
	return text
}

// modules loads files by rule: text, binary data, WebAssembly.
func (b *Builder) modules(rules []rule) api.Plugin {
	return api.Plugin{Name: "modules", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^paddock-bytes:"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: strings.TrimPrefix(a.Path, "paddock-bytes:"), Namespace: "bytes"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "bytes"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			return b.contents(a.Path, api.LoaderBinary)
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "file"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			return b.load(rules, a)
		})
	}}
}

func (b *Builder) load(rules []rule, a api.OnLoadArgs) (api.OnLoadResult, error) {
	rel, err := filepath.Rel(b.o.Dir, a.Path)
	if err != nil {
		rel = a.Path
	}
	switch kind := kindOf(rules, filepath.ToSlash(rel)); kind {
	case "Text":
		return b.contents(a.Path, api.LoaderText)
	case "Data":
		text := "import bytes from " + quote("paddock-bytes:"+a.Path) + "; export default bytes.buffer;"
		b.note(a.Path)
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS, ResolveDir: filepath.Dir(a.Path)}, nil
	case "CompiledWasm":
		text := "import bytes from " + quote("paddock-bytes:"+a.Path) + "; export default new WebAssembly.Module(bytes);"
		b.note(a.Path)
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS, ResolveDir: filepath.Dir(a.Path)}, nil
	case "PythonModule", "PythonRequirement":
		return refuse("Python modules are not supported: " + rel)
	}
	b.note(a.Path)
	return api.OnLoadResult{}, nil
}

func refuse(text string) (api.OnLoadResult, error) {
	return api.OnLoadResult{Errors: []api.Message{{Text: text}}}, nil
}

func (b *Builder) contents(path string, loader api.Loader) (api.OnLoadResult, error) {
	b.note(path)
	data, err := readFile(path)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	b.keep(path, data)
	return api.OnLoadResult{Contents: &data, Loader: loader}, nil
}

// quote writes a string as JavaScript.
func quote(s string) string {
	text, _ := json.Marshal(s) // a string always has a JSON form
	return string(text)
}
