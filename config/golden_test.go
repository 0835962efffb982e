package config

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "record what the cases of testdata/load give")

// TestLoad runs every case in testdata/load: an archive of files, loaded as its comment says, with the expected report in "report", the
// expected configuration (if listed) in "config", and the expected types (if listed) in "types".
//
// The first words of the comment are the arguments: the path of the configuration (or script), then --env, --var and --queue.
func TestLoad(t *testing.T) {
	cases, err := filepath.Glob("testdata/load/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases found: %v", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { runCase(t, file) })
	}
}

func runCase(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "project")
	outputs := []string{"report", "config", "types"}
	for _, f := range archive.Files {
		if slices.Contains(outputs, f.Name) {
			continue
		}
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c, report := load(t, dir, strings.Fields(strings.SplitN(string(archive.Comment), "\n", 2)[0]))
	relative := strings.NewReplacer(dir+string(filepath.Separator), "", dir, ".")
	changed := false
	for i, f := range archive.Files {
		var got string
		switch f.Name {
		case "report":
			if got = report.Error(); got != "" {
				got += "\n"
			}
		case "config":
			got = asJSON(t, c)
		case "types":
			got = EnvInterface(c)
		default:
			continue
		}
		got = relative.Replace(got)
		if *update {
			archive.Files[i].Data, changed = []byte(got), true
		} else if got != string(f.Data) {
			t.Errorf("%s is\n%s\nand should be\n%s", f.Name, got, f.Data)
		}
	}
	if changed {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func load(t *testing.T, dir string, args []string) (*Config, *Report) {
	var o Options
	var queues []string
	for i := 1; i+1 < len(args); i += 2 {
		switch args[i] {
		case "--env":
			o.Env = args[i+1]
		case "--var":
			o.Vars = append(o.Vars, args[i+1])
		case "--queue":
			queues = append(queues, args[i+1])
		default:
			t.Fatalf("unknown argument %s", args[i])
		}
	}
	path := filepath.Join(dir, args[0])
	if ext := filepath.Ext(path); ext == ".ts" || ext == ".js" {
		return ForScript(path, queues, o)
	}
	return Load(path, o)
}

// asJSON shows what is not empty.
func asJSON(t *testing.T, c *Config) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(c); err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(b.String()), &fields); err != nil {
		t.Fatal(err)
	}
	for key, v := range fields {
		if empty(v) {
			delete(fields, key)
		}
	}
	b.Reset()
	e.SetIndent("", "\t")
	if err := e.Encode(fields); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}
