package admin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// shelf is one bucket in memory.
type shelf map[string]string

// longKey is an error of the platform's.
type longKey struct{}

func (longKey) Error() string               { return "too long (10020)" }
func (longKey) HTTPStatus() int             { return http.StatusBadRequest }
func (longKey) PlatformCode() (int, string) { return 10020, "too long" }

func (s shelf) Buckets(context.Context) (any, error) { return []string{"shelf"}, nil }

func (s shelf) List(_ context.Context, bucket, prefix, cursor string, limit int64) (any, error) {
	return fmt.Sprint(bucket, " ", prefix, " ", cursor, " ", limit), nil
}

func (s shelf) Get(_ context.Context, bucket, key string) (*StoredObject, error) {
	text, ok := s[bucket+"/"+key]
	switch {
	case key == "broken":
		return &StoredObject{Body: io.NopCloser(io.MultiReader(strings.NewReader("beg"), brokenReader{})), Size: 5}, nil
	case !ok:
		return nil, odd{missing: true}
	}
	return &StoredObject{Body: io.NopCloser(strings.NewReader(text)), Size: int64(len(text)), ETag: "e", ContentType: "text/html"}, nil
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("broken") }

func (s shelf) Put(_ context.Context, bucket, key, contentType string, body io.ReadCloser, size int64) (any, error) {
	if len(key) > 5 {
		return nil, longKey{}
	}
	text, err := io.ReadAll(body)
	s[bucket+"/"+key] = string(text)
	return fmt.Sprint(contentType, " ", size, " ", len(text)), err
}

func (s shelf) Delete(_ context.Context, bucket, key string) error {
	delete(s, bucket+"/"+key)
	return nil
}

func TestBuckets(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Buckets = shelf{} })
	large := strings.Repeat("x", maxBody*2)
	local := func(r *http.Request) {
		r.Header.Set("Authorization", "Bearer x")
		r.RemoteAddr, r.Host = "127.0.0.1:4000", "127.0.0.1:8787"
	}
	ask := func(method, path, body string, change ...func(*http.Request)) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, ToolPrefix+path, strings.NewReader(body))
		local(r)
		for _, f := range change {
			f(r)
		}
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, r)
		return rec
	}
	for _, c := range []struct {
		method, path, body string
		change             func(*http.Request)
		status             int
		want               string
	}{
		{"GET", "/r2", "", nil, 200, `"result":["shelf"]`},
		{"GET", "/r2/shelf?prefix=a/&limit=5&cursor=c", "", nil, 200, `"result":"shelf a/ c 5"`},
		{"GET", "/r2/shelf?limit=x", "", nil, 400, "10207"},
		{"PUT", "/r2/shelf/object?key=../k", large, header("Content-Type", "text/html"), 200, fmt.Sprintf(`"result":"text/html %[1]d %[1]d"`, len(large))},
		{"GET", "/r2/shelf/object?key=../k", "", nil, 200, large},
		{"PUT", "/r2/shelf/object?key=toolong", "x", nil, 400, `"code":10020,"message":"too long"`},
		{"PUT", "/r2/shelf/object?key=k", "x", func(r *http.Request) { r.ContentLength = -1 }, 411, "Content-Length is missing"},
		{"DELETE", "/r2/shelf/object?key=../k", "", nil, 200, `"success":true`},
		{"GET", "/r2/shelf/object?key=../k", "", nil, 404, "odd"},
		{"POST", "/r2/shelf/object?key=k", "x", nil, 405, "only DELETE, GET, PUT"},
		{"GET", "/r2/shelf/other", "", nil, 404, "there is nothing at"},
		{"PUT", "/r2/shelf/object?key=k", "x", header("Origin", "https://evil.example"), 403, "10106"},
		{"PUT", "/r2/shelf/object?key=k", "x", host("evil.example"), 403, "10106"},
		{"GET", "/r2/shelf/object?key=k", "", from("192.0.2.7:1"), 403, "10106"},
		{"GET", "/r2", "", without("Authorization"), 401, "10106"},
	} {
		change := []func(*http.Request){}
		if c.change != nil {
			change = append(change, c.change)
		}
		got := ask(c.method, c.path, c.body, change...)
		if got.Code != c.status || !strings.Contains(got.Body.String(), c.want) {
			t.Errorf("%s %s: %d %.200s", c.method, c.path, got.Code, got.Body)
		}
	}
	ask("PUT", "/r2/shelf/object?key=page", "<script>")
	if h := ask("GET", "/r2/shelf/object?key=page", "").Header(); h.Get("Content-Security-Policy") != "sandbox" || h.Get("ETag") != `"e"` {
		t.Errorf("a page of a bucket would run here: %v", h)
	}
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("a body that broke off ended well")
		}
	}()
	ask("GET", "/r2/shelf/object?key=broken", "")
}

func TestWithoutBuckets(t *testing.T) {
	w := newWorld(t)
	if got := call(t, w, "GET", "", "", func(r *http.Request) { r.URL.Path = ToolPrefix + "/r2" }); got.status != 404 {
		t.Errorf("%d %s", got.status, got.text)
	}
}
