package paddock

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLibraries runs real packages in the Workers of testdata/libraries, at the
// versions of its package.json. They are not part of the repository: the
// variable names the folder where npm installed them (.ci/run libraries does).
// A case is like one of testdata/worker, with one message and a consumer unless it
// says otherwise.
func TestLibraries(t *testing.T) {
	folder := os.Getenv("PADDOCK_LIBRARIES")
	if folder == "" {
		t.Skip("PADDOCK_LIBRARIES does not name a folder with the packages of testdata/libraries/package.json; \".ci/run libraries\" installs them")
	}
	files, err := filepath.Glob("testdata/libraries/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			runCaseWith(t, file, libraryProject(t, folder), databases(t))
		})
	}
}

// libraryProject is what a case of a library need not repeat.
func libraryProject(t *testing.T, folder string) func(dir string, files map[string]string) {
	return func(dir string, files map[string]string) {
		if err := os.Symlink(filepath.Join(folder, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"steps": "send q {}\nadvance 1m", "wrangler.toml": libraryConfig} {
			if files[name] == "" {
				files[name] = text
			}
		}
	}
}

const libraryConfig = `
name = "test"
main = "index.ts"
compatibility_date = "2026-11-01"
compatibility_flags = ["nodejs_compat"]

[[queues.producers]]
binding = "Q"
queue = "q"

[[queues.consumers]]
queue = "q"
max_batch_timeout = 0
max_retries = 0
`
