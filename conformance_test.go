package paddock

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"paddock/internal/dev"
	"paddock/internal/harness"
	"paddock/internal/journal"
)

var areas = flag.Bool("areas", false, "print the table of the areas of testdata/conformance")

// TestConformance runs the cases of testdata/conformance, one file an area, each
// in a Worker of its own that imports it. The file AREA.known beside one lists
// the cases that fail, each with its reason; one of them that passes is a failure
// too, and so is a name that is no case.
func TestConformance(t *testing.T) {
	files, err := filepath.Glob("testdata/conformance/*/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var table conformanceTable
	t.Run("area", func(t *testing.T) {
		for _, file := range files {
			group := filepath.Base(filepath.Dir(file))
			area := group + "/" + strings.TrimSuffix(filepath.Base(file), ".js")
			t.Run(area, func(t *testing.T) {
				t.Parallel()
				known := knownFailures(t, strings.TrimSuffix(file, ".js")+".known")
				result := runArea(t, group, filepath.Base(file), nil)
				table.add(area, result)
				judge(t, result, known)
			})
		}
	})
	if *areas {
		t.Log("\n" + table.String())
	}
}

// areaResult is what harness.js tells: each failure is a case and what it gave.
type areaResult struct {
	Cases  int
	Failed [][2]string
}

// judge compares the failures with those that are known.
func judge(t *testing.T, result areaResult, known map[string]string) {
	for _, f := range result.Failed {
		if _, ok := known[f[0]]; !ok {
			t.Errorf("%s: %s", f[0], f[1])
		}
		delete(known, f[0])
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		t.Errorf("%s: is listed as a known failure, but it passes or is no case", name)
	}
}

// knownFailures reads lines of the form "name # reason".
func knownFailures(t *testing.T, file string) map[string]string {
	data, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	known := map[string]string{}
	for line := range strings.Lines(string(data)) {
		name, reason, ok := strings.Cut(strings.TrimSpace(line), " # ")
		if !ok || reason == "" {
			t.Errorf("%s: a known failure needs its reason: %s", file, line)
		}
		known[name] = reason
	}
	return known
}

// areaConfig is the Worker's configuration. The cases of the Web platform have its
// timers, whose ids are numbers; those of Node have Node's.
func areaConfig(group string) string {
	flags := `"nodejs_compat"`
	if group == "web" {
		flags += `, "no_nodejs_global_timers"`
	}
	return `name = "area"
main = "index.js"
compatibility_date = "2026-11-01"
compatibility_flags = [` + flags + `]
`
}

// runArea runs the cases of one file, with guests if there are any.
func runArea(t *testing.T, group, file string, guests *dev.Guests) areaResult {
	files := map[string]string{
		"wrangler.toml": areaConfig(group),
		"index.js": fmt.Sprintf(`import { results } from "./harness.js";
import "./%s/%s";
export default { async scheduled() { console.log("results " + JSON.stringify(await results())); } };
`, group, file),
	}
	copyTree(t, "testdata/conformance", "harness.js", files)
	copyTree(t, "testdata/conformance", group, files)
	w := harness.New(t, harness.Options{Files: files, Seed: 1, Fetch: echo{}, Guests: guests})
	var failure error
	w.Session.Scheduled(0, "", w.Clock.Now(), func(err error) { failure = err })
	w.Advance(time.Hour)
	for _, e := range w.Journal.Since(0) {
		if text, ok := strings.CutPrefix(e.Text, "results "); ok && e.Kind == journal.Log {
			var r areaResult
			if err := json.Unmarshal([]byte(text), &r); err != nil {
				t.Fatal(err)
			}
			return r
		}
		if e.Kind == journal.Exception || e.Kind == journal.Notice {
			t.Log(e.Text)
		}
	}
	t.Fatalf("the cases of %s did not end: %v", file, failure)
	return areaResult{}
}

func copyTree(t *testing.T, dir, name string, files map[string]string) {
	err := filepath.WalkDir(filepath.Join(dir, name), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		relative, _ := filepath.Rel(dir, path)
		files[relative] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// echo is the network of the cases: http://echo/ answers with what it was asked.
type echo struct{}

func (echo) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	switch r.URL.Path {
	case "/redirect":
		w.Header().Set("Location", r.URL.Query().Get("to"))
		w.WriteHeader(http.StatusFound)
	case "/loop":
		w.Header().Set("Location", "/loop")
		w.WriteHeader(http.StatusFound)
	case "/gzip":
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, "unpacked")
		z.Close()
	case "/status":
		var code int
		fmt.Sscan(r.URL.RawQuery, &code)
		w.WriteHeader(code)
	case "/cookies":
		w.Header()["Set-Cookie"] = []string{"a=1", "b=2"}
	case "/fail":
		return nil, fmt.Errorf("the network is down")
	default:
		body := ""
		if r.Body != nil {
			data, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			body = string(data)
		}
		headers := map[string]string{}
		for name, values := range r.Header {
			headers[strings.ToLower(name)] = strings.Join(values, ", ")
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{"method": r.Method, "url": r.URL.String(), "headers": headers, "body": body})
	}
	res := w.Result()
	res.Request = r
	return res, nil
}

// conformanceTable sums the areas up.
type conformanceTable struct {
	mu   sync.Mutex
	rows map[string]areaResult
}

func (c *conformanceTable) add(area string, r areaResult) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rows == nil {
		c.rows = map[string]areaResult{}
	}
	c.rows[area] = r
}

func (c *conformanceTable) String() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 1, ' ', 0)
	fmt.Fprintln(w, "| area\t| cases\t| pass\t|\n|---\t|---\t|---\t|")
	cases, passed := 0, 0
	for _, area := range slices.Sorted(maps.Keys(c.rows)) {
		r := c.rows[area]
		cases, passed = cases+r.Cases, passed+r.Cases-len(r.Failed)
		fmt.Fprintf(w, "| %s\t| %d\t| %d\t|\n", area, r.Cases, r.Cases-len(r.Failed))
	}
	fmt.Fprintf(w, "| all\t| %d\t| %d\t|\n", cases, passed)
	w.Flush()
	return b.String()
}
