package nodeapi

import (
	"embed"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js
var sources embed.FS

// alias says where a public module is found: in a library, or in a property of
// its exports ("path.posix"). The empty alias is the library of the same name.
type alias string

func (a alias) library() string  { name, _, _ := strings.Cut(string(a), "."); return name }
func (a alias) property() string { _, p, _ := strings.Cut(string(a), "."); return p }

// public are the importable modules.
var public = map[string]alias{
	"assert":              "",
	"assert/strict":       "assert.strict",
	"async_hooks":         "",
	"buffer":              "",
	"crypto":              "",
	"diagnostics_channel": "",
	"events":              "",
	"path":                "",
	"path/posix":          "path.posix",
	"path/win32":          "path.win32",
	"process":             "",
	"punycode":            "",
	"querystring":         "",
	"stream":              "",
	"stream/consumers":    "stream-consumers",
	"stream/promises":     "stream.promises",
	"stream/web":          "stream-web",
	"string_decoder":      "",
	"timers":              "",
	"timers/promises":     "timers-promises",
	"url":                 "",
	"util":                "",
	"util/types":          "util.types",
	"zlib":                "",
}

// natives are the Go functions that a library needs beyond the common ones.
var natives = map[string]func(*runtime.Isolate, *goja.Object){
	"buffer":               bufferNatives,
	"console":              consoleNatives,
	"internal/context":     contextNatives,
	"internal/crypto":      cryptoNatives,
	"internal/dns-query":   addressNatives,
	"internal/net-address": addressNatives,
	"internal/types":       typesNatives,
	"internal/vfs":         vfsNatives,
	"module":               moduleNatives,
	"process":              processNatives,
	"timers":               timersNatives,
	"util":                 utilNatives,
	"zlib":                 zlibNatives,
}

// libraries are the files of js/, by name without their ending.
var libraries = newLibraries()

func newLibraries() map[string]*runtime.Library {
	out := map[string]*runtime.Library{}
	for _, dir := range []string{"", "internal/"} {
		files, err := sources.ReadDir(strings.TrimSuffix("js/"+dir, "/"))
		if err != nil {
			panic(err)
		}
		for _, f := range files {
			name, isJS := strings.CutSuffix(f.Name(), ".js")
			if !isJS {
				continue
			}
			name = dir + name
			out[name] = runtime.NewLibraryFrom("node/"+name+".js", func() string { return source(name) }, func(i *runtime.Isolate, o *goja.Object) {
				common(i, o)
				if more := natives[name]; more != nil {
					more(i, o)
				}
			})
		}
	}
	return out
}

// source reads a file of js/, which is known to be there.
func source(name string) string {
	text, err := sources.ReadFile("js/" + name + ".js")
	if err != nil {
		panic(err)
	}
	return string(text)
}
