package assets

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const redirectsText = `
# a comment
/home301 / 301
/query /?a=1 308
/twitch https://twitch.test/x
/trailing /trailing/ 301   # why
/page/ /page2/#fragment 301
/blog/* https://blog.test/:splat
/products/:code/:name /products?code=:code&name=:name
/rewrite/* /file 200
/p/:id/:id_2 /q/:id_2/:id
/with space /x
/only
/a /b 200 extra
/home301 /twice
https://abs.test/x /y
/bad /x 404
/loop/* /index.html
/proxy https://elsewhere.test/ 200
/late /static
`

func TestRedirects(t *testing.T) {
	var problems []string
	dir := folder(t, "/file.html", "/trailing.html", "/_redirects="+redirectsText)
	s := New(Options{Directory: dir, HTML: AutoTrailingSlash, Report: func(p string) { problems = append(problems, p) }})
	for _, c := range [][2]string{
		{"/home301?x=1", "301 /?x=1"},
		{"/query?b=2", "308 /?a=1"},
		{"/twitch?b=2", "302 https://twitch.test/x?b=2"},
		{"/trailing", "301 /trailing/"},
		{"/page/", "301 /page2/#fragment"},
		{"/blog/2024/a?x", "302 https://blog.test/2024/a?x"},
		{"/products/12/shoe", "302 /products?code=12&name=shoe"},
		{"/products/12/shoe/more", "404 "},
		{"/rewrite/anything", "200 /file.html"},
		{"/p/1/2", "302 /q/2/1"},
		{"/late", "302 /static"},
		{"/_redirects", "404 "},
	} {
		a := ask(t, s, "GET", c[0])
		got := strings.TrimSpace(fmt.Sprint(a.Status, " ", a.Header.Get("Location"), string(a.Body)))
		if got != strings.TrimSpace(c[1]) {
			t.Errorf("%s: %s, want %s", c[0], got, c[1])
		}
	}
	want := `_redirects:12: left out: a URL begins with a slash, or with "https://"
_redirects:13: left out: a rule has two or three parts, and this has 1
_redirects:14: left out: a rule has two or three parts, and this has 4
_redirects:15: left out: there is a rule for /home301 above
_redirects:16: left out: only paths are allowed here, not the absolute URL https://abs.test/x
_redirects:17: left out: the status is 200, 301, 302 (the default), 303, 307 or 308, not 404
_redirects:18: left out: it would lead back to itself, since /index and .html are taken off paths
_redirects:19: left out: with 200 the destination is a path of this site, not https://elsewhere.test/`
	if got := strings.Join(problems, "\n"); got != want {
		t.Errorf("problems\n%s\nwant\n%s", got, want)
	}
}

func TestHeaders(t *testing.T) {
	var problems []string
	dir := folder(t, "/index.html", "/secure/page.html", "/movies/alien.html", "/app.js", `/_headers=
X-Orphan: 1
# a comment
/secure/*
  X-Frame-Options: DENY
  X-Frame-Options: SAMEORIGIN
  Cache-Control: no-store
/secure/page
  X-Frame-Options: more
  ! ETag
https://site.test/app.js
  X-Host: site
https://other.test/app.js
  X-Host: other
/movies/:title
  x-movie: it is :title
/empty
/app.js
  bad header
  Two Words: x
  :value
  Nothing:
  X-Ok: yes: it is
`)
	s := New(Options{Directory: dir, HTML: AutoTrailingSlash, Report: func(p string) { problems = append(problems, p) }})
	show := func(path string, names ...string) string {
		a := ask(t, s, "GET", path)
		var all []string
		for _, name := range names {
			all = append(all, strings.Join(a.Header.Values(name), " + "))
		}
		return strings.Join(all, " | ")
	}
	for _, c := range [][2]string{
		{show("/secure/page", "X-Frame-Options", "Cache-Control", "ETag"), "DENY, SAMEORIGIN + more | no-store | "},
		{show("/secure/nope", "X-Frame-Options"), "DENY, SAMEORIGIN"},
		{show("/app.js", "X-Host", "X-Ok"), "site | yes: it is"},
		{show("/movies/alien", "X-Movie"), "it is alien"},
		{show("/secure/page.html", "Location", "X-Frame-Options"), "/secure/page | DENY, SAMEORIGIN"},
		{show("/_headers", "X-Ok"), ""},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
	want := `_headers:2: left out: a path comes before the headers for it
_headers:17: left out: no headers are below /empty
_headers:19: left out: a header is written "Name: value"
_headers:20: left out: the name of a header has no spaces
_headers:21: left out: the header has no name
_headers:22: left out: the header has no value`
	if got := strings.Join(problems, "\n"); got != want {
		t.Errorf("problems\n%s\nwant\n%s", got, want)
	}

	t.Log("told again only when they change")
	problems = nil
	show("/app.js")
	if err := os.WriteFile(filepath.Join(dir, "_headers"), []byte("/app.js\n  X-Ok: changed\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := show("/app.js", "X-Ok"); got != "changed" || problems != nil {
		t.Errorf("after a change: %q, problems %v", got, problems)
	}
}

func TestIgnored(t *testing.T) {
	dir := folder(t, "/index.html", "/_worker.js", "/src/a.ts", "/src/keep.ts", "/deep/src/b.ts", "/x.map", "/deep/x.map", "/only/here.txt", "/deep/only/here.txt",
		"/.assetsignore=# not for everybody\n_worker.js\n*.map\nsrc/\n!src/keep.ts\n/only/*.txt\n")
	s := New(Options{Directory: dir, HTML: NoHTML})
	for path, want := range map[string]int{"/index.html": 200, "/_worker.js": 404, "/src/a.ts": 404, "/src/keep.ts": 200, "/deep/src/b.ts": 404, "/x.map": 404,
		"/deep/x.map": 404, "/only/here.txt": 404, "/deep/only/here.txt": 200, "/.assetsignore": 404} {
		if a := ask(t, s, "GET", path); a.Status != want {
			t.Errorf("%s: %d, want %d", path, a.Status, want)
		}
	}
}

// FuzzAnswer checks that whatever is asked, and whatever the files say, nothing
// but the assets comes out.
func FuzzAnswer(f *testing.F) {
	f.Add("/a", redirectsText, "/*\n  X: :splat\n")
	f.Add("/..%2f..%2fetc/passwd", "/* /:splat 200", "/:a/:a\n x: y")
	dir := folder(f, "/site/index.html=ok", "/secret=secret")
	site := filepath.Join(dir, "site")
	f.Fuzz(func(t *testing.T, path, redirects, headers string) {
		for name, text := range map[string]string{"_redirects": redirects, "_headers": headers} {
			if err := os.WriteFile(filepath.Join(site, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		a, err := New(Options{Directory: site, HTML: AutoTrailingSlash, NotFound: Page404}).Answer(Request{Method: "GET", URL: "https://site.test" + path})
		if err != nil {
			return
		}
		if len(a.Body) > 0 && string(a.Body) != "ok" {
			t.Fatalf("%q came out of %q", a.Body, path)
		}
	})
}
