package assets

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder makes a folder of files, whose contents are their paths unless they
// are given behind a "=".
func folder(t testing.TB, files ...string) string {
	dir := t.TempDir()
	for _, f := range files {
		name, text, given := strings.Cut(f, "=")
		if !given {
			text = name
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func ask(t testing.TB, s *Site, method, path string, headers ...string) *Answer {
	t.Helper()
	h := http.Header{}
	for n := 0; n < len(headers); n += 2 {
		h.Set(headers[n], headers[n+1])
	}
	a, err := s.Answer(Request{Method: method, URL: "https://site.test" + path, Header: h})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// follow asks, follows redirects of the site, and tells the way and the end.
func follow(t testing.TB, s *Site, path string) string {
	t.Helper()
	way := path
	for range 5 {
		a := ask(t, s, "GET", path)
		if a.Status < 300 || a.Status > 399 {
			return fmt.Sprintf("%s %d %s", way, a.Status, a.Body)
		}
		path = a.Header.Get("Location")
		way += fmt.Sprintf(" -%d-> %s", a.Status, path)
	}
	return way + " …"
}

// What each way to handle HTML makes of each path: the end of the way, and the
// file there. "404" means that there is none.
func TestHTMLHandling(t *testing.T) {
	files := []string{"/index.html", "/both.html", "/both/index.html", "/file.html", "/folder/index.html", "/bin%2F", "/bin/index.html",
		"/data", "/data.html", "/[boop].html", "/%5Bboop%5D.html", "/beep/[bòop].html", "/beep?boop.html", "/plain.txt"}
	s := map[HTMLHandling]*Site{}
	dir := folder(t, files...)
	modes := []HTMLHandling{AutoTrailingSlash, DropTrailingSlash, ForceTrailingSlash, NoHTML}
	for _, mode := range modes {
		s[mode] = New(Options{Directory: dir, HTML: mode, NotFound: NoPage})
	}
	for _, c := range [][5]string{
		// path, then where it ends with auto, drop, force, none
		{"/", "/ /index.html", "/ /index.html", "/ /index.html", "404"},
		{"/index", "/ /index.html", "/ /index.html", "/ /index.html", "404"},
		{"/index.html", "/ /index.html", "/ /index.html", "/ /index.html", "/index.html /index.html"},
		{"/both", "/both /both.html", "/both /both.html", "/both/ /both/index.html", "404"},
		{"/both.html", "/both /both.html", "/both /both.html", "/both.html /both.html", "/both.html /both.html"},
		{"/both/", "/both/ /both/index.html", "/both /both.html", "/both/ /both/index.html", "404"},
		{"/both/index", "/both/ /both/index.html", "/both /both.html", "/both/ /both/index.html", "404"},
		{"/both/index.html", "/both/ /both/index.html", "/both/index.html /both/index.html", "/both/ /both/index.html", "/both/index.html /both/index.html"},
		{"/file", "/file /file.html", "/file /file.html", "/file/ /file.html", "404"},
		{"/file.html", "/file /file.html", "/file /file.html", "/file/ /file.html", "/file.html /file.html"},
		{"/file/", "/file /file.html", "/file /file.html", "/file/ /file.html", "404"},
		{"/file/index", "/file /file.html", "/file /file.html", "/file/ /file.html", "404"},
		{"/file/index.html", "/file /file.html", "/file /file.html", "/file/ /file.html", "404"},
		{"/folder", "/folder/ /folder/index.html", "/folder /folder/index.html", "/folder/ /folder/index.html", "404"},
		{"/folder.html", "/folder/ /folder/index.html", "/folder /folder/index.html", "/folder/ /folder/index.html", "404"},
		{"/folder/", "/folder/ /folder/index.html", "/folder /folder/index.html", "/folder/ /folder/index.html", "404"},
		{"/folder/index", "/folder/ /folder/index.html", "/folder /folder/index.html", "/folder/ /folder/index.html", "404"},
		{"/folder/index.html", "/folder/ /folder/index.html", "/folder /folder/index.html", "/folder/ /folder/index.html", "/folder/index.html /folder/index.html"},
		{"/bin", "/bin/ /bin/index.html", "/bin /bin/index.html", "/bin/ /bin/index.html", "404"},
		{"/bin%2F", "/bin/ /bin/index.html", "/bin /bin/index.html", "/bin/ /bin/index.html", "404"},
		{"/bin%252F", "/bin%252F /bin%2F", "/bin%252F /bin%2F", "/bin%252F /bin%2F", "/bin%252F /bin%2F"},
		{"/data", "/data /data", "/data /data", "/data /data", "/data /data"},
		{"/data.html", "/data.html /data.html", "/data.html /data.html", "/data/ /data.html", "/data.html /data.html"},
		{"/data/index", "404", "404", "/data/ /data.html", "404"},
		{"/[boop]", "/%5Bboop%5D /[boop].html", "/%5Bboop%5D /[boop].html", "/%5Bboop%5D/ /[boop].html", "404"},
		{"/%5Bboop%5D", "/%5Bboop%5D /[boop].html", "/%5Bboop%5D /[boop].html", "/%5Bboop%5D/ /[boop].html", "404"},
		{"/%255Bboop%255D", "/%255Bboop%255D /%5Bboop%5D.html", "/%255Bboop%255D /%5Bboop%5D.html", "/%255Bboop%255D/ /%5Bboop%5D.html", "404"},
		{"/beep/[b%C3%B2op]", "/beep/%5Bb%C3%B2op%5D /beep/[bòop].html", "/beep/%5Bb%C3%B2op%5D /beep/[bòop].html", "/beep/%5Bb%C3%B2op%5D/ /beep/[bòop].html", "404"},
		{"/beep%3Fboop", "/beep%3Fboop /beep?boop.html", "/beep%3Fboop /beep?boop.html", "/beep%3Fboop/ /beep?boop.html", "404"},
		{"/plain.txt", "/plain.txt /plain.txt", "/plain.txt /plain.txt", "/plain.txt /plain.txt", "/plain.txt /plain.txt"},
		{"//plain.txt", "/plain.txt /plain.txt", "/plain.txt /plain.txt", "/plain.txt /plain.txt", "/plain.txt /plain.txt"},
		{"/pl%ain.txt", "404", "404", "404", "404"},
	} {
		for n, mode := range modes {
			way := follow(t, s[mode], c[0])
			fields := strings.Fields(way)
			got := fields[len(fields)-1]
			if got != "404" {
				got = fields[len(fields)-3] + " " + got
			}
			if got != c[n+1] {
				t.Errorf("%s: %s, want it to end at %s", mode, way, c[n+1])
			}
			if strings.Count(way, "->") > 1 {
				t.Errorf("%s: %s takes more than one redirect", mode, way)
			}
		}
	}
}

func TestNotFound(t *testing.T) {
	dir := folder(t, "/index.html", "/404.html", "/blog/404.html", "/blog/post.html")
	for _, c := range []struct {
		handling NotFoundHandling
		path     string
		want     string
	}{
		{NoPage, "/nope", "/nope 404 "},
		{SinglePage, "/nope/deeper", "/nope/deeper 200 /index.html"},
		{Page404, "/nope", "/nope 404 /404.html"},
		{Page404, "/blog/nope", "/blog/nope 404 /blog/404.html"},
		{Page404, "/blog/a/b/", "/blog/a/b/ 404 /blog/404.html"},
		{Page404, "/other/a", "/other/a 404 /404.html"},
	} {
		s := New(Options{Directory: dir, HTML: AutoTrailingSlash, NotFound: c.handling})
		if got := follow(t, s, c.path); got != c.want {
			t.Errorf("%s: %s, want %s", c.handling, got, c.want)
		}
	}
	if got := follow(t, New(Options{Directory: filepath.Join(dir, "missing"), NotFound: SinglePage}), "/"); got != "/ 404 " {
		t.Errorf("without a folder: %s", got)
	}
}

func TestAnswersOfFiles(t *testing.T) {
	dir := folder(t, "/index.html", "/app.js=js", "/data=x", "/a.css")
	s := New(Options{Directory: dir, HTML: AutoTrailingSlash})
	a := ask(t, s, "GET", "/app.js?v=1")
	tag := a.Header.Get("ETag")
	if a.Status != 200 || string(a.Body) != "js" || len(tag) != 34 ||
		a.Header.Get("Content-Type") != "text/javascript; charset=utf-8" || a.Header.Get("Cache-Control") != "public, max-age=0, must-revalidate" {
		t.Errorf("%d %v %q", a.Status, a.Header, a.Body)
	}
	for _, known := range []string{tag, "W/" + tag} {
		if a := ask(t, s, "GET", "/app.js", "If-None-Match", known); a.Status != 304 || a.Body != nil || a.Header.Get("ETag") != tag {
			t.Errorf("with If-None-Match %s: %d %q", known, a.Status, a.Body)
		}
	}
	if a := ask(t, s, "GET", "/app.js", "If-None-Match", `"other"`); a.Status != 200 {
		t.Errorf("with another tag: %d", a.Status)
	}
	if a := ask(t, s, "HEAD", "/"); a.Status != 200 || a.Body != nil || a.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("HEAD: %d %v", a.Status, a.Header)
	}
	if a := ask(t, s, "POST", "/app.js"); a.Status != 405 || a.Body != nil {
		t.Errorf("POST: %d %q", a.Status, a.Body)
	}
	if a := ask(t, s, "POST", "/nope"); a.Status != 404 {
		t.Errorf("POST elsewhere: %d", a.Status)
	}
	if a := ask(t, s, "GET", "/data"); a.Header.Get("Content-Type") != "" {
		t.Errorf("a file without extension: %v", a.Header)
	}
	if a := ask(t, s, "GET", "/app.js", "Authorization", "x"); a.Header.Get("Cache-Control") != "" {
		t.Errorf("with Authorization: %v", a.Header)
	}

	t.Log("a change is seen at once")
	if err := os.WriteFile(filepath.Join(dir, "app.js"), []byte("newer"), 0o644); err != nil {
		t.Fatal(err)
	}
	if a := ask(t, s, "GET", "/app.js", "If-None-Match", tag); a.Status != 200 || string(a.Body) != "newer" {
		t.Errorf("after a change: %d %q", a.Status, a.Body)
	}
}

func TestNothingOutsideIsServed(t *testing.T) {
	outside := folder(t, "/secret.txt", "/folder/secret.txt")
	dir := folder(t, "/public/index.html", "/public/deep/file.txt", "/secret.txt")
	public := filepath.Join(dir, "public")
	for link, to := range map[string]string{
		"out.txt": filepath.Join(outside, "secret.txt"), "up.txt": "../secret.txt", "outfolder": filepath.Join(outside, "folder"),
		"in.txt": "deep/file.txt",
	} {
		if err := os.Symlink(to, filepath.Join(public, link)); err != nil {
			t.Fatal(err)
		}
	}
	s := New(Options{Directory: public, HTML: NoHTML})
	for _, path := range []string{"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt", "/deep/..%2f..%2fsecret.txt",
		"/..%5csecret.txt", "/..\\secret.txt", "/.%2e/secret.txt", "/deep/%2e%2e/%2e%2e/secret.txt", "/%00", "/secret.txt%00.html", "/deep", "/deep/", "/out.txt",
		"/up.txt", "/outfolder/secret.txt", "/%2fetc%2fpasswd", "//etc/passwd", "/C:%5cwindows"} {
		if a := ask(t, s, "GET", path); a.Status != 404 {
			t.Errorf("%s: %d %q", path, a.Status, a.Body)
		}
	}
	if a := ask(t, s, "GET", "/in.txt"); string(a.Body) != "/public/deep/file.txt" {
		t.Errorf("a link within the folder: %d %q", a.Status, a.Body)
	}
}

func TestFirst(t *testing.T) {
	dir := folder(t, "/index.html", "/app.js", "/api/data.json", "/api/docs/a.txt", "/_redirects=/old /new\n/rewritten /nothing 200")
	options := Options{Directory: dir, HTML: AutoTrailingSlash, NotFound: SinglePage, Worker: true}
	navigate := http.Header{"Sec-Fetch-Mode": {"navigate"}}
	for _, c := range []struct {
		change func(*Options)
		method string
		path   string
		header http.Header
		want   bool
	}{
		{nil, "GET", "/app.js", nil, true},
		{nil, "POST", "/app.js", nil, true}, // and is refused there
		{nil, "GET", "/nope", nil, false},
		{nil, "GET", "/nope", navigate, false},
		{func(o *Options) { o.PreferForNavigation = true }, "GET", "/nope", navigate, true},
		{func(o *Options) { o.PreferForNavigation = true }, "GET", "/nope", nil, false},
		{func(o *Options) { o.Worker = false }, "GET", "/nope", nil, true},
		{nil, "GET", "/old", nil, true},
		{nil, "GET", "/rewritten", nil, true},
		{func(o *Options) { o.WorkerFirst = true }, "GET", "/app.js", nil, false},
		{func(o *Options) { o.WorkerPaths = []string{"/api/*"} }, "GET", "/api/data.json", nil, false},
		{func(o *Options) { o.WorkerPaths = []string{"/api/*"} }, "GET", "/app.js", nil, true},
		{func(o *Options) { o.WorkerPaths, o.AssetPaths = []string{"/api/*"}, []string{"/api/docs/*"} }, "GET", "/api/docs/a.txt", nil, true},
		{func(o *Options) { o.WorkerPaths, o.AssetPaths = []string{"/api/*"}, []string{"/api/docs/*"} }, "GET", "/api/docs/nope", nil, true},
	} {
		o := options
		if c.change != nil {
			c.change(&o)
		}
		got, err := New(o).First(Request{Method: c.method, URL: "https://site.test" + c.path, Header: c.header})
		if err != nil || got != c.want {
			t.Errorf("%s %s with %+v: %v %v", c.method, c.path, o, got, err)
		}
	}
}

func BenchmarkAnswer(b *testing.B) {
	s := New(Options{Directory: folder(b, "/index.html="+strings.Repeat("x", 10_000)), HTML: AutoTrailingSlash})
	for b.Loop() {
		if a := ask(b, s, "GET", "/"); a.Status != 200 {
			b.Fatal(a.Status)
		}
	}
}
