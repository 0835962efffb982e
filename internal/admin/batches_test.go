package admin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// An odd error says of itself what it is.
type odd struct{ missing, invalid bool }

func (o odd) Error() string  { return "odd" }
func (o odd) NotFound() bool { return o.missing }
func (o odd) Invalid() bool  { return o.invalid }

// recorded stands for the recordings.
type recorded struct{ replayed string }

func (r *recorded) Batches() (any, error) { return []string{"b1"}, nil }

func (r *recorded) Batch(key string) (any, error) {
	if key != "b1" {
		return nil, fmt.Errorf("find: %w", odd{missing: true})
	}
	return key, nil
}

func (r *recorded) Replay(_ context.Context, key string, bodies map[string]json.RawMessage, apply bool) (any, error) {
	r.replayed = fmt.Sprintf("%s %s %v", key, bodies["0"], apply)
	switch string(bodies["0"]) {
	case "1":
		return nil, odd{invalid: true}
	case "2":
		return nil, errors.New("shop cannot run")
	}
	return "done", nil
}

func TestRecordedBatches(t *testing.T) {
	r := &recorded{}
	api := newWorld(t, func(o *Options) { o.Recordings = r })
	at := func(path string) func(*http.Request) {
		return func(q *http.Request) { q.URL.Path = ToolPrefix + path }
	}
	for _, c := range []struct {
		method, path, body string
		status             int
		want, replayed     string
	}{
		{"GET", "/batches", "", 200, `"result":["b1"]`, ""},
		{"GET", "/batches/b1", "", 200, `"result":"b1"`, ""},
		{"GET", "/batches/b2", "", 404, "odd", ""},
		{"POST", "/batches/b1/replay", "", 200, `"result":"done"`, "b1  false"},
		{"POST", "/batches/b1/replay", `{"bodies":{"0":{"a":1}},"apply":true}`, 200, `"result":"done"`, `b1 {"a":1} true`},
		{"POST", "/batches/b1/replay", `{"bodies":{"0":1}}`, 400, `"code":10207`, "b1 1 false"},
		{"POST", "/batches/b1/replay", `{"bodies":{"0":2}}`, 422, "shop cannot run", "b1 2 false"},
		{"POST", "/batches/b1/replay", `{`, 400, `"code":10208`, ""},
		{"POST", "/batches/b1/replay", `{"apply":"yes"}`, 400, "apply cannot be a string", ""},
		{"DELETE", "/batches/b1", "", 405, "only GET", ""},
		{"GET", "/nothing", "", 404, "there is nothing at GET", ""},
	} {
		r.replayed = ""
		got := call(t, api, c.method, "", c.body, at(c.path))
		if got.status != c.status || !strings.Contains(got.text, c.want) || r.replayed != c.replayed {
			t.Errorf("%s %s %s: %d %s, replayed %q", c.method, c.path, c.body, got.status, got.text, r.replayed)
		}
	}
	for name, spoil := range map[string]func(*http.Request){
		"a web page":       func(q *http.Request) { q.Header.Set("Origin", "https://example.com") },
		"a rebound name":   func(q *http.Request) { q.Host = "example.com" },
		"another machine":  func(q *http.Request) { q.RemoteAddr = "192.0.2.1:1" },
		"no token":         func(q *http.Request) { q.Header.Del("Authorization") },
		"a form, not JSON": func(q *http.Request) { q.Header.Set("Content-Type", "text/plain") },
	} {
		r.replayed = ""
		got := call(t, api, "POST", "", "{}", at("/batches/b1/replay"), spoil)
		if got.status < 400 || r.replayed != "" {
			t.Errorf("%s got %d and replayed %q", name, got.status, r.replayed)
		}
	}
	none := newWorld(t)
	if got := call(t, none, "GET", "", "", at("/batches")); got.status != 404 {
		t.Errorf("without recordings: %d", got.status)
	}
}
