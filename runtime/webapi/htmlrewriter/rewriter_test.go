package htmlrewriter

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// rewrite feeds a document in pieces of n bytes and lets edit see every event.
func rewrite(t testing.TB, handlers []Handler, document string, n int, edit func(*Event)) string {
	t.Helper()
	r := New(handlers)
	var out []byte
	drain := func() {
		for {
			e, err := r.Next()
			if err != nil {
				t.Fatal(err)
			}
			if e == nil {
				break
			}
			edit(e)
			r.Resume()
		}
		out = append(out, r.Take()...)
	}
	for len(document) > 0 {
		n := min(n, len(document))
		r.Write([]byte(document[:n]))
		document = document[n:]
		drain()
	}
	r.Finish()
	drain()
	return string(out)
}

func selector(t testing.TB, s string) Selector {
	t.Helper()
	out, err := ParseSelector(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSelectors(t *testing.T) {
	const document = `<!doctype html><html><body><div id=a class="x y"><p lang="en-US">1<b>2</b></p><p data-x='AbC'>3</p><span></span><p>4</p></div><br><img src=z><P CLASS=Y>5</P></body></html>`
	for s, want := range map[string]string{
		"*": "html body div p b p span p br img p", "p": "p p p p", "P": "p p p p", "#a": "div", ".y": "div", ".Y": "p", "div.x.y#a": "div",
		"div p": "p p p", "body > p": "p", "div > b": "", "div b": "b", "html>body>div>p>b": "b", "[src]": "img", "[src=z]": "img", "[src='q']": "",
		"[class~=x]": "div", "[lang|=en]": "p", "[data-x^=Ab]": "p", "[data-x$=C]": "p", "[data-x*=b]": "p", "[data-x=abc]": "", "[data-x=abc i]": "p", `[data-x="AbC" s]`: "p",
		"p:nth-child(2)": "p", "p:first-child": "p", "p:nth-of-type(3)": "p", "p:nth-of-type(odd)": "p p p", "p:first-of-type": "p p", "div > :nth-child(2n+1)": "p span",
		"p:not(.Y)": "p p p", ":not(p):not(div)": "html body b span br img", "b, img": "b img", "div > :not(p, b)": "span", "[CLASS]": "div p",
	} {
		var seen []string
		rewrite(t, []Handler{{Selector: selector(t, s), Element: true}}, document, 7, func(e *Event) { seen = append(seen, e.Token.Name) })
		if got := strings.Join(seen, " "); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
	for _, s := range []string{"", "a + b", "a ~ b", "a:hover", "a::before", "[", "[a", "[a=", ">a", "a >", "a,", "a:nth-child(x)", "a:nth-last-child(1)", ":not(a b)", ".", "#", "a:not(", "5"} {
		if _, err := ParseSelector(s); err == nil {
			t.Errorf("%q was accepted", s)
		}
	}
}

func TestEdits(t *testing.T) {
	c := func(s string) []byte { return Content(s, true) }
	for _, tt := range []struct {
		name, document, selector, want string
		edit                           func(*Event)
	}{
		{"around", "<i><p>x</p></i>", "p", "<i>12<p>(<x</p>43</i>", func(e *Event) {
			e.Before(c("1"))
			e.Before(c("2"))
			e.AfterElement(c("3"))
			e.AfterElement(c("4"))
			e.Prepend(c("<"))
			e.Prepend(c("("))
		}},
		{"append", "<p>x<b>y</b></p>", "p", "<p>x<b>y</b>12</p>", func(e *Event) { e.Append(c("1")); e.Append(c("2")) }},
		{"escaped", "<p></p>", "p", "<p>&lt;&amp;\"&gt;</p>", func(e *Event) { e.Append(Content(`<&">`, false)) }},
		{"inner", "<p>x<b>y</b><p></p></p>z", "p", "<p>new</p>z", func(e *Event) { e.SetInner(c("new")) }},
		{"replace", "a<p>x</p>b", "p", "aRb", func(e *Event) { e.ReplaceElement(c("R")) }},
		{"replace and around", "a<p>x</p>b", "p", "a1R2b", func(e *Event) { e.Before(c("1")); e.ReplaceElement(c("R")); e.AfterElement(c("2")) }},
		{"remove", "a<p>x<i>y</i></p>b", "p", "ab", func(e *Event) { e.RemoveElement() }},
		{"keep content", "a<p>x<i>y</i></p>b", "p", "ax<i>y</i>b", func(e *Event) { e.RemoveTags() }},
		{"void", "<br>x", "br", "1<br>2x", func(e *Event) { e.Before(c("1")); e.AfterElement(c("2")); e.Append(c("no")); e.SetInner(c("no")) }},
		{"attributes", `<A HREF='x"' b c = d>t</A>`, "a", `<A HREF='x"' c = d e="&quot;">t</A>`, func(e *Event) { e.RemoveAttr("b"); e.SetAttr("e", `"`) }},
		{"changed attribute", `<a b="1" c/>`, "a", `<a b="2" c />`, func(e *Event) { e.SetAttr("b", "2") }},
		{"rename", "<a>x</a>", "a", "<b>x</b>", func(e *Event) { e.SetName("b") }},
		{"unclosed", "<div><p>x</div>y", "p", "<div><p>xA!</div>y", func(e *Event) { e.Append(c("A")); e.AfterElement(c("!")) }},
		{"unclosed at the end", "<p>x", "p", "<p>xA", func(e *Event) { e.Append(c("A")) }},
		{"removed and unclosed", "<div><p>x</div>y", "p", "<div></div>y", func(e *Event) { e.RemoveElement() }},
		{"svg", "<svg><path/><p/>x</svg>", "path", "<svg><path/>A<p/>x</svg>", func(e *Event) { e.AfterElement(c("A")) }},
	} {
		for n := 1; n < 9; n += 3 {
			got := rewrite(t, []Handler{{Selector: selector(t, tt.selector), Element: true}}, tt.document, n, func(e *Event) {
				if e.Kind == OnElement {
					tt.edit(e)
				}
			})
			if got != tt.want {
				t.Errorf("%s in pieces of %d: %s, want %s", tt.name, n, got, tt.want)
			}
		}
	}
}

func TestTokens(t *testing.T) {
	all := []Handler{{Selector: selector(t, "*"), Element: true, Text: true, Comments: true}, {Comments: true, Text: true, Doctype: true, End: true}}
	for _, tt := range []struct{ document, want string }{
		{"a<b>c</b>d", `"a" "" <b> "c" "" "d" "" end`},
		{"<!doctype HTML PUBLIC \"p\" 's'>", `doctype html p s end`},
		{"<!-- c --><!--><!-x><?pi?></ x>", `comment" c " comment"" comment"-x" comment"?pi?" comment" x" end`},
		{"<!--a--!>b<!-- -- -->", `comment"a" "b" "" comment" -- " end`},
		{"1 < 2 <3 </>x", `"1 < 2 <3 </>x" "" end`},
		{"<script><!-- <script> </script> --></script>x", `<script> "<!-- <script> </script> -->" "" "x" "" end`},
		{"<script>a</scriptx></SCRIPT >x", `<script> "a</scriptx>" "" "x" "" end`},
		{"<style>a>b</style><title>&lt;<b></title>", `<style> "a>b" "" <title> "&lt;<b>" "" end`},
		{"<textarea></textarea>", `<textarea> end`},
		{"<svg><title><b>x</b></title><![CDATA[<y>]]></svg><![CDATA[z]]>", `<svg> <title> <b> "x" "" "<![CDATA[<y>]]>" "" comment"[CDATA[z]]" end`},
		{"<plaintext></plaintext>", `<plaintext> "</plaintext>" "" end`},
		{"<p", `"<p" "" end`},
		{"ä<b>ö", `"ä" "" <b> "ö" "" end`},
	} {
		for n := 1; n <= len(tt.document); n++ {
			var seen []string
			say := func(format string, args ...any) { seen = append(seen, fmt.Sprintf(format, args...)) }
			text := ""
			flush := func() {
				if text != "" {
					say("%q", text)
				}
				text = ""
			}
			out := rewrite(t, all, tt.document, n, func(e *Event) {
				switch {
				case e.Kind == OnText && e.Last:
					flush()
					say(`""`)
					return
				case e.Kind == OnText:
					text += e.Token.Content
					return
				}
				flush()
				switch e.Kind {
				case OnElement:
					say("<%s>", e.Token.Name)
				case OnComment:
					say("comment%q", e.Token.Content)
				case OnDoctype:
					say("doctype %s %s %s", e.Token.Name, *e.Token.PublicID, *e.Token.SystemID)
				case OnEnd:
					say("end")
				}
			})
			if got := strings.Join(seen, " "); got != tt.want {
				t.Errorf("%s in pieces of %d:\n%s, want\n%s", tt.document, n, got, tt.want)
			}
			if out != tt.document {
				t.Errorf("%s in pieces of %d became %s", tt.document, n, out)
			}
		}
	}
}

func TestTextFollowsItsElement(t *testing.T) {
	got := ""
	rewrite(t, []Handler{{Selector: selector(t, "p"), Text: true}}, "a<p>b<i>c</i></p>d<p>e</p>", 100, func(e *Event) { got += e.Token.Content + "|" })
	if got != "b||c||e||" {
		t.Error(got)
	}
}

// FuzzRewriter: nothing that is not edited changes, however it is cut.
func FuzzRewriter(f *testing.F) {
	for _, s := range []string{"<p>a</p>", "<script><!--<script>", "<svg><title>", "<!--->", "<a b='", "</p><br/>\xff\xe2\x82"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, document string, n int) {
		if n < 1 {
			n = 1
		}
		all := []Handler{{Selector: selector(t, "*"), Element: true, Text: true, Comments: true}, {Comments: true, Text: true, Doctype: true, End: true}}
		if got := rewrite(t, all, document, n, func(*Event) {}); got != document {
			t.Fatalf("%q in pieces of %d became %q", document, n, got)
		}
	})
}

// A long document is not held: what waits is at most one tag.
func TestFlatMemory(t *testing.T) {
	r := New([]Handler{{Selector: selector(t, "b"), Element: true}})
	piece := bytes.Repeat([]byte("text <i>x</i> "), 4096)
	for range 200 {
		r.Write(piece)
		if e, err := r.Next(); e != nil || err != nil {
			t.Fatal(e, err)
		}
		r.Take()
	}
	if cap(r.t.buf) > 4*len(piece) {
		t.Errorf("the buffer grew to %d bytes", cap(r.t.buf))
	}
}
