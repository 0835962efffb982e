package admin

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// databases stand for those of the Workers.
type databases struct{ asked string }

func (d *databases) List() (any, error) { return []string{"DB"}, nil }

func (d *databases) Query(_ context.Context, key, script string) (any, error) {
	d.asked = key + " " + fmt.Sprint(len(script))
	if script == "bad" {
		return nil, odd{invalid: true}
	}
	return "rows", nil
}

func (d *databases) Migrations(_ context.Context, key string) (any, error) {
	if key != "a/b" {
		return nil, odd{missing: true}
	}
	return "listed", nil
}

func (d *databases) Migrate(_ context.Context, key string) (any, error) {
	d.asked = "migrate " + key
	return []string{"0001"}, nil
}

func TestDatabases(t *testing.T) {
	d := &databases{}
	api := newWorld(t, func(o *Options) { o.Databases = d })
	at := func(path string) func(*http.Request) {
		return func(q *http.Request) { q.URL.Path = ToolPrefix + path }
	}
	large := strings.Repeat("x", 3*maxBody)
	for _, c := range []struct {
		method, path, body string
		status             int
		want, asked        string
	}{
		{"GET", "/d1", "", 200, `"result":["DB"]`, ""},
		{"POST", "/d1/DB/query", `{"sql":"SELECT 1"}`, 200, `"result":"rows"`, "DB 8"},
		{"POST", "/d1/DB/query", `{"sql":"` + large + `"}`, 200, `"result":"rows"`, fmt.Sprintf("DB %d", len(large))},
		{"POST", "/d1/DB/query", `{"sql":"bad"}`, 400, `"code":10207`, "DB 3"},
		{"POST", "/d1/DB/query", `{"sql":5}`, 400, "sql cannot be a number", ""},
		{"POST", "/d1/DB/query", `[]`, 400, `"code":10207`, ""},
		{"GET", "/d1/DB/query", "", 405, "only POST", ""},
		{"GET", "/d1/a%2Fb/migrations", "", 200, `"result":"listed"`, ""},
		{"GET", "/d1/c/migrations", "", 404, "odd", ""},
		{"POST", "/d1/DB/migrations", "{}", 200, `"result":["0001"]`, "migrate DB"},
	} {
		d.asked = ""
		got := call(t, api, c.method, "", c.body, at(c.path), func(q *http.Request) {
			if c.path == "/d1/a%2Fb/migrations" {
				q.URL.Path, q.URL.RawPath = ToolPrefix+"/d1/a/b/migrations", ToolPrefix+c.path
			}
		})
		if got.status != c.status || !strings.Contains(got.text, c.want) || d.asked != c.asked {
			t.Errorf("%s %s %.40s: %d %s, asked %q", c.method, c.path, c.body, got.status, got.text, d.asked)
		}
	}
	d.asked = ""
	got := call(t, api, "POST", "", `{"sql":"DROP TABLE t"}`, at("/d1/DB/query"), func(q *http.Request) { q.Header.Set("Origin", "https://example.com") })
	if got.status != 403 || d.asked != "" {
		t.Errorf("a web page got %d and asked %q", got.status, d.asked)
	}
	none := newWorld(t)
	if got := call(t, none, "GET", "", "", at("/d1")); got.status != 404 {
		t.Errorf("without databases: %d", got.status)
	}
}
