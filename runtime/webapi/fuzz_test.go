package webapi

import "testing"

// FuzzMIME: what is written is read as the same again.
func FuzzMIME(f *testing.F) {
	for _, s := range []string{`text/html;charset="a\"b";x=y`, "a/b ; c = d", "text/x;a=\"", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		splitHeader(s)
		m, ok := parseMIME(s)
		if !ok {
			return
		}
		again, ok := parseMIME(m.String())
		if !ok || again.String() != m.String() {
			t.Fatalf("%q became %q, then %q", s, m.String(), again.String())
		}
	})
}

// FuzzForm: hostile bodies are errors.
func FuzzForm(f *testing.F) {
	f.Add("--a\r\nContent-Disposition: form-data; name=\"x\"; filename=\"y\"\r\n\r\nz\r\n--a--\r\n", "multipart/form-data; boundary=a")
	f.Add("a=b&c=%zz", "application/x-www-form-urlencoded")
	f.Fuzz(func(t *testing.T, body, kind string) {
		fields, err := parseForm([]byte(body), kind)
		if err != nil && fields != nil {
			t.Fatal("fields beside an error")
		}
	})
}

// FuzzRange: a range lies inside the body, or is empty.
func FuzzRange(f *testing.F) {
	f.Add("bytes=0-5", int64(10))
	f.Add("bytes=-3", int64(2))
	f.Fuzz(func(t *testing.T, spec string, size int64) {
		if size < 0 {
			return
		}
		if from, to, ok := byteRange(spec, size); ok && from < to && (from < 0 || to > size) {
			t.Fatalf("%q of %d: %d to %d", spec, size, from, to)
		}
	})
}

// FuzzURL: what was read and written is read as the same again, and setters
// leave a URL that can be read.
func FuzzURL(f *testing.F) {
	for _, s := range []string{"http://user:pw@EXAMPLE.com:80/a/../b?q#f", "file:///C|/x/../y", "mailto:a b", "//[::ffff:1.2.3.4]:1/", "https://0x7f.1/%2e%2E/", "a:/..//b", "data:x ?y#z ", "wss://xn--nxasmq6b/\\a"} {
		f.Add(s, "http://base/x/y?z")
		f.Add("../"+s, s)
	}
	f.Fuzz(func(t *testing.T, text, base string) {
		u, err := resolveURL(text, &base)
		if err != nil {
			return
		}
		same := func(what string) {
			href := u.Href(false)
			again, err := resolveURL(href, nil)
			if err != nil || again.Href(false) != href {
				t.Fatalf("%s: %q on %q became %q, which is %v, %v", what, text, base, href, again, err)
			}
		}
		same("parsed")
		u.SetPathname(base)
		u.SetSearch(base)
		u.SetHash(text)
		u.SetHost(base)
		u.SetPort(text)
		same("set")
	})
}
