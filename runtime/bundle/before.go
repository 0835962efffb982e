package bundle

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// beforePath names the entry that runs other files first.
const beforePath = "paddock-before:"

// entry is what esbuild begins with: the entry itself, or where there are files
// to run before it, a module of our own that has the same exports.
func (b *Builder) entry() string {
	if len(b.o.Before) == 0 {
		return b.o.Entry
	}
	return beforePath
}

// beforehand makes that module.
func (b *Builder) beforehand() api.Plugin {
	return api.Plugin{Name: "before", Setup: func(build api.PluginBuild) {
		if len(b.o.Before) == 0 {
			return
		}
		build.OnResolve(api.OnResolveOptions{Filter: "^" + beforePath + "$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: beforePath, Namespace: "before"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "before"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			var text strings.Builder
			for _, file := range b.o.Before {
				fmt.Fprintf(&text, "import %s;\nimport %s;\n", quote(hoistedPrefix+file), quote(file))
			}
			fmt.Fprintf(&text, "import * as main from %[1]s;\nexport * from %[1]s;\nconst handlers = main.default;\nexport { handlers as default };\n", quote(b.o.Entry))
			code := text.String()
			return api.OnLoadResult{Contents: &code, Loader: api.LoaderJS, ResolveDir: b.o.Dir}, nil
		})
	}}
}

// noDefault tells whether the entry turned out to have no default export, and
// takes the bundler's word about that out of its warnings.
func (b *Builder) noDefault(warnings []api.Message) (rest []api.Message, none bool) {
	rest = slices.DeleteFunc(slices.Clone(warnings), func(m api.Message) bool {
		return m.ID == "import-is-undefined" && m.Location != nil && m.Location.Namespace == "before"
	})
	return rest, len(rest) < len(warnings) || b.isScript()
}

// anyExport finds the words without which a file exports nothing.
var anyExport = regexp.MustCompile(`\bexports?\b`)

// isScript tells whether the entry is a script in service-worker syntax. When
// another module imports such a file, the bundler takes it for CommonJS.
func (b *Builder) isScript() bool {
	if len(b.o.Before) == 0 {
		return false
	}
	text, err := readFile(b.o.Entry)
	return err == nil && !anyExport.MatchString(text)
}
