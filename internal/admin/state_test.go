package admin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// kept stands for the state of bindings. It notes what it is asked.
type kept struct{ asked string }

// answer notes a call, and fails as its subject says.
func (k *kept) answer(subject, format string, args ...any) (any, error) {
	k.asked = fmt.Sprintf(format, args...)
	switch subject {
	case "missing":
		return nil, fmt.Errorf("find: %w", odd{missing: true})
	case "invalid":
		return nil, odd{invalid: true}
	case "broken":
		return nil, errors.New("the disk is full")
	}
	return "done", nil
}

func (k *kept) KVNamespaces(context.Context) (any, error) { return k.answer("", "namespaces") }

func (k *kept) KVList(_ context.Context, namespace, prefix, cursor string, limit int64) (any, error) {
	return k.answer(namespace, "list %s %s %s %d", namespace, prefix, cursor, limit)
}

func (k *kept) KVGet(_ context.Context, namespace, key string) (any, error) {
	return k.answer(key, "get %s %s", namespace, key)
}

func (k *kept) KVPut(_ context.Context, namespace, key string, value []byte, expiration, ttl *int64, metadata string) error {
	_, err := k.answer(key, "put %s %s %s %d %v %v %s", namespace, key, value[:min(len(value), 9)], len(value), expiration != nil, ttl != nil && *ttl == 60, metadata)
	return err
}

func (k *kept) KVDelete(_ context.Context, namespace, key string) error {
	_, err := k.answer(key, "delete %s %s", namespace, key)
	return err
}

func (k *kept) AnalyticsQuery(_ context.Context, query string) (any, error) {
	return k.answer(query, "query %s", query)
}

func (k *kept) Secrets(context.Context) (any, error) { return k.answer("", "secrets") }

func (k *kept) SecretSet(_ context.Context, store, name, value string) (any, error) {
	return k.answer(name, "set %s %s %s", store, name, value)
}

func (k *kept) SecretDelete(_ context.Context, store, name string) (any, error) {
	return k.answer(name, "forget %s %s", store, name)
}

func TestStateOfBindings(t *testing.T) {
	k := &kept{}
	api := newWorld(t, func(o *Options) { o.State = k })
	long := strings.Repeat("AAAA", 1<<20) // more than another call may bring
	for _, c := range []struct {
		method, path, body string
		status             int
		want, asked        string
	}{
		{"GET", "/kv", "", 200, "done", "namespaces"},
		{"GET", "/kv/ns%2F1/keys?prefix=a%26&cursor=c&limit=5", "", 200, "done", "list ns/1 a& c 5"},
		{"GET", "/kv/ns/keys", "", 200, "done", "list ns   0"},
		{"GET", "/kv/ns/keys?limit=x", "", 400, "limit must be a whole number", ""},
		{"GET", "/kv/missing/keys", "", 404, "odd", "list missing   0"},
		{"GET", "/kv/ns/value?key=..%2F%00", "", 200, "done", "get ns ../\x00"},
		{"GET", "/kv/ns/value?key=broken", "", 500, "the disk is full", "get ns broken"},
		{"PUT", "/kv/ns/value?key=k", `{"value":"aGk=","expiration_ttl":60,"metadata":"[1]"}`, 200, "null", "put ns k hi 2 false true [1]"},
		{"PUT", "/kv/ns/value?key=k", `{"value":"` + long + `","expiration":9}`, 200, "null", "put ns k \x00\x00\x00\x00\x00\x00\x00\x00\x00 3145728 true false "},
		{"PUT", "/kv/ns/value?key=invalid", `{"value":""}`, 400, "odd", "put ns invalid  0 false false "},
		{"PUT", "/kv/ns/value?key=k", `{"value":5}`, 400, "cannot be a number", ""},
		{"PUT", "/kv/ns/value?key=k", `{"value":"?"}`, 400, "does not fit", ""},
		{"PUT", "/kv/ns/value?key=k", `?`, 400, "not JSON", ""},
		{"DELETE", "/kv/ns/value?key=k", "", 200, "null", "delete ns k"},
		{"POST", "/kv/ns/value?key=k", "{}", 405, "only DELETE, GET, PUT", ""},
		{"POST", "/analytics/query", `{"query":"SELECT 1"}`, 200, "done", "query SELECT 1"},
		{"POST", "/analytics/query", `{"query":"invalid"}`, 400, "odd", "query invalid"},
		{"POST", "/analytics/query", `{"query":"` + long + `"}`, 413, "exceeds the limit", ""},
		{"POST", "/analytics/query", `[]`, 400, "must be an object", ""},
		{"GET", "/secrets-store", "", 200, "done", "secrets"},
		{"PUT", "/secrets-store/secret?store=s&name=n", `{"value":"v"}`, 200, "done", "set s n v"},
		{"PUT", "/secrets-store/secret?name=n", `{"value":[]}`, 400, "value cannot be", ""},
		{"DELETE", "/secrets-store/secret?name=missing", "", 404, "odd", "forget  missing"},
	} {
		k.asked = ""
		got := call(t, api, c.method, "", c.body, url(ToolPrefix+c.path))
		if got.status != c.status || !strings.Contains(got.text, c.want) || k.asked != c.asked {
			t.Errorf("%s %s: %d %s, asked %q", c.method, c.path, got.status, got.text[:min(len(got.text), 200)], k.asked)
		}
	}
	for name, spoil := range map[string]func(*http.Request){
		"a web page":       func(q *http.Request) { q.Header.Set("Origin", "https://example.com") },
		"a rebound name":   func(q *http.Request) { q.Host = "example.com" },
		"another machine":  func(q *http.Request) { q.RemoteAddr = "192.0.2.1:1" },
		"no token":         without("Authorization"),
		"a form, not JSON": func(q *http.Request) { q.Header.Set("Content-Type", "text/plain") },
	} {
		for _, path := range []string{"/kv/ns/value?key=k", "/secrets-store/secret?name=n"} {
			k.asked = ""
			got := call(t, api, "PUT", "", `{"value":""}`, url(ToolPrefix+path), spoil)
			if got.status < 400 || k.asked != "" {
				t.Errorf("%s got %d for %s", name, got.status, path)
			}
		}
	}
	if got := call(t, newWorld(t), "GET", "", "", url(ToolPrefix+"/kv")); got.status != 404 {
		t.Errorf("without state: %d", got.status)
	}
}
