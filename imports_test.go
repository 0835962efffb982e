package paddock

import (
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// may lists what each room of the house may import of the others, and which
// modules. A package that is not listed here does not belong to the house.
func may() map[string][]string {
	goja := "github.com/dop251/goja"
	leaves := []string{"paddock/internal/wellformed", "paddock/internal/clock", "paddock/internal/mailbox", "paddock/internal/journal"}
	webLibraries := []string{"paddock/internal/wellformed", goja, "github.com/dop251/goja_nodejs", "github.com/nlnwa/whatwg-url", "golang.org/x/text", "golang.org/x/net", "golang.org/x/crypto", "github.com/andybalholm/brotli", "github.com/coder/websocket", "github.com/tetratelabs/wazero"}
	all := []string{"paddock", "github.com", "golang.org", "modernc.org"}
	join := func(lists ...[]string) []string { return slices.Concat(lists...) }
	return map[string][]string{
		"internal/clock":        {},
		"internal/mailbox":      {"paddock/internal/clock"},
		"internal/journal":      {"paddock/internal/clock"},
		"internal/wellformed":   {},
		"internal/tcptest":      {},
		"internal/cron":         {},
		"internal/recording":    {"paddock/internal/clock", "paddock/queue"},
		"config":                {"github.com/BurntSushi/toml", "github.com/tailscale/hujson"},
		"queue":                 leaves,
		"queue/sqlite":          {"paddock/queue", "modernc.org"},
		"queue/storetest":       {"paddock/queue"},
		"queue/memory":          {"paddock/queue"},
		"runtime/keyring":       {"golang.org/x/crypto"},
		"runtime":               join(leaves, []string{goja, "github.com/dlclark/regexp2", "paddock/runtime/regexps"}),
		"runtime/regexp":        {},
		"runtime/regexps":       {goja, "paddock/runtime/regexp"},
		"runtime/inspect":       {goja, "paddock/runtime", "golang.org/x/text"},
		"runtime/bundle":        {goja, "paddock/runtime/regexp", "github.com/evanw/esbuild", "github.com/go-sourcemap/sourcemap"},
		"runtime/wording":       {},
		"runtime/anatomy":       {goja},
		"runtime/jsontext":      {goja, "paddock/runtime/anatomy"},
		"runtime/intl":          {"paddock/runtime", goja, "golang.org/x/text", "github.com/rivo/uniseg"},
		"runtime/webapi":        join(webLibraries, []string{"paddock/runtime", "paddock/internal/clock"}),
		"runtime/nodeapi":       join(webLibraries, []string{"paddock/runtime", "paddock/internal/clock"}),
		"runtime/nodeapi/zlib":  {"github.com/andybalholm/brotli", "github.com/klauspost/compress"},
		"bindings":              {"paddock/queue", "paddock/runtime", "paddock/bindings", goja},
		"bindings/database":     join(leaves, []string{"modernc.org/sqlite"}),
		"bindings/d1":           join(leaves, []string{"paddock/runtime", "paddock/bindings", "modernc.org", goja}),
		"bindings/kv":           join(leaves, []string{"paddock/runtime", "paddock/bindings", goja}),
		"bindings/ratelimit":    join(leaves, []string{"paddock/runtime", "paddock/bindings", goja}),
		"bindings/analytics":    join(leaves, []string{"paddock/runtime", "paddock/bindings", goja}),
		"bindings/secretsstore": join(leaves, []string{"paddock/runtime", "paddock/bindings", goja}),
		"bindings/r2":           {"paddock/bindings", "paddock/runtime", "paddock/internal/clock", goja},
		"bindings/workflow":     join(leaves, []string{"paddock/runtime", "paddock/bindings", goja}),
		"bindings/assets":       {"paddock/runtime", "paddock/bindings", goja, "github.com/nlnwa/whatwg-url"},
		"bindings/rpc":          {"paddock/runtime", "paddock/bindings/codec", "paddock/bindings/codec/v8wire", goja},
		"bindings/service":      {"paddock/queue", "paddock/runtime", "paddock/bindings", goja},
		"bindings/codec":        {"paddock/internal/wellformed", "paddock/runtime", "paddock/bindings/codec/v8wire", goja},
		"bindings/codec/v8wire": {"paddock/internal/wellformed"},
		"internal/dev":          join(leaves, []string{"paddock/internal/cron", "paddock/internal/recording", "paddock/config", "paddock/bindings", "paddock/queue", "paddock/runtime", "github.com/fsnotify/fsnotify"}),
		"internal/admin":        {"paddock/queue", "paddock/internal/clock", "paddock/internal/mailbox", "paddock/bindings/codec/v8wire"},
		"internal/world":        join(leaves, []string{"paddock/internal/cron", "modernc.org/sqlite", "paddock/internal/recording", "paddock/internal/dev", "paddock/config", "paddock/queue", "paddock/bindings", "paddock/runtime"}),
		"internal/testrun":      join(leaves, []string{goja, "paddock/internal/recording", "paddock/internal/world", "paddock/internal/dev", "paddock/config", "paddock/queue", "paddock/runtime", "paddock/bindings"}),
		"internal/harness":      {"paddock/internal/journal", "paddock/internal/world", "paddock/internal/dev", "paddock/config", "paddock/queue"},
		"cmd/paddock":           all,
		".":                     {"paddock/internal/clock", "paddock/internal/journal", "paddock/internal/world", "paddock/internal/dev", "paddock/config", "paddock/queue", "paddock/runtime"},

		// What stands on small worlds.
		"internal/harness/simulation": join(leaves, []string{"paddock/internal/world", "paddock/internal/dev", "paddock/config", "paddock/queue", "paddock/bindings", "paddock/runtime", goja}),

		// What the web classes are made of.
		"runtime/webapi/urlpattern":   {"github.com/nlnwa/whatwg-url", "paddock/runtime/webapi/weburl"},
		"runtime/webapi/weburl":       {"github.com/nlnwa/whatwg-url", "golang.org/x/net"},
		"runtime/webapi/htmlrewriter": {},
		"runtime/webapi/wasmbinary":   {},
		"bindings/cachestore":         {"paddock/runtime", "modernc.org"},

		// What the commands show, and where their state lies.
		"cmd/paddock/terminal":   {"paddock/config", "paddock/queue", "paddock/internal/journal", "paddock/internal/dev"},
		"cmd/paddock/state":      {"golang.org/x/sys"},
		"cmd/paddock/testreport": {"paddock/cmd/paddock/terminal", "paddock/internal/journal", "paddock/internal/testrun"},
	}
}

func TestImportsFollowTheMap(t *testing.T) {
	rooms := may()
	for _, dir := range packages(t) {
		allowed, ok := rooms[dir]
		if !ok {
			t.Errorf("package %s is not on the map: add it to ARCHITECTURE.md and here", dir)
			continue
		}
		pkg, err := build.ImportDir(dir, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range pkg.Imports {
			if !strings.Contains(path, ".") && !strings.HasPrefix(path, "paddock") {
				continue // the standard library
			}
			if !under(path, allowed) && path != "paddock/"+dir {
				t.Errorf("%s imports %s, which its room may not", dir, path)
			}
		}
	}
}

// under reports whether path is one of the allowed packages or inside one.
func under(path string, allowed []string) bool {
	return slices.ContainsFunc(allowed, func(a string) bool {
		if a == "paddock/queue" || a == "paddock/runtime" || a == "paddock/bindings" || strings.Contains(a, ".") || a == "paddock" {
			return path == a || strings.HasPrefix(path, a+"/")
		}
		return path == a
	})
}

// packages lists the folders with Go files that are not only tests.
func packages(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "examples" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && path != "."):
			return fs.SkipDir
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			found[filepath.ToSlash(filepath.Dir(path))] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for dir := range found {
		list = append(list, dir)
	}
	slices.Sort(list)
	return list
}
