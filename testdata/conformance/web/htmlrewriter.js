import { is, told } from "../harness.js";

const rewrite = (html, f, init) => { const r = new HTMLRewriter(); f(r); return r.transform(new Response(html, init)).text(); };
const on = (html, selector, handlers) => rewrite(html, (r) => r.on(selector, typeof handlers === "function" ? { element: handlers } : handlers));
const hits = async (html, selector) => { const out = []; await on(html, selector, (e) => { out.push(e.getAttribute("id") ?? e.tagName); }); return out.join(); };
const page = `<!doctype html><html id=h><body id=b><div id=d1 class="x y" data-a="one two" lang=en-GB><p id=p1 title=Hello>1</p><p id=p2 class=x>2</p><span id=s1><i id=i1></i></span></div><div id=d2 CLASS=Y><P id=p3>3</P></div><input id=n1 type=text disabled></body></html>`;

// Selectors.
is("* selects every element", () => hits(page, "*"), "h,b,d1,p1,p2,s1,i1,d2,p3,n1");
is("a type", () => hits(page, "p"), "p1,p2,p3");
is("a type in capitals", () => hits(page, "DIV"), "d1,d2");
is("an id", () => hits(page, "#p2"), "p2");
is("a class", () => hits(page, ".x"), "d1,p2");
is("a class is case-sensitive", () => hits(page, ".y"), "d1");
is("two classes", () => hits(page, ".x.y"), "d1");
is("an attribute that is there", () => hits(page, "[disabled]"), "n1");
is("an attribute's value", () => hits(page, '[title="Hello"]'), "p1");
is("a value without quotes", () => hits(page, "[title=Hello]"), "p1");
is("a value without regard to case", () => hits(page, '[title="hello" i]'), "p1");
is("a value of another case", () => hits(page, '[title="hello"]'), "");
is("a type attribute has values of any case", () => hits('<input id=a type=TEXT><input id=b type=text>', '[type="text"]'), "a,b");
is("a word", () => hits(page, '[data-a~="two"]'), "d1");
is("a prefix", () => hits(page, '[data-a^="one"]'), "d1");
is("a suffix", () => hits(page, '[data-a$="two"]'), "d1");
is("a part", () => hits(page, '[data-a*="e t"]'), "d1");
is("a language", () => hits(page, '[lang|="en"]'), "d1");
is("a descendant", () => hits(page, "div p"), "p1,p2,p3");
is("a child", () => hits(page, "body > div > p"), "p1,p2,p3");
is("a child only", () => hits(page, "body > p"), "");
is("a list", () => hits(page, "span, i, #p1"), "p1,s1,i1");
is("nth-child", () => hits(page, "p:nth-child(2)"), "p2");
is("nth-child odd", () => hits("<ul><li id=1><li id=2><li id=3><li id=4></ul>", "li:nth-child(odd)"), "1,2,3,4");
is("nth-child an+b", () => hits("<ul><li id=1></li><li id=2></li><li id=3></li><li id=4></li><li id=5></li></ul>", "li:nth-child(3n+2)"), "2,5");
is("first-child", () => hits(page, "p:first-child"), "p1,p3");
is("nth-of-type", () => hits(page, "p:nth-of-type(2)"), "p2");
is("first-of-type", () => hits(page, "span:first-of-type"), "s1");
is("not", () => hits(page, "p:not(.x)"), "p1,p3");
is("not of a list", () => hits(page, "div:not(#d1, #d2), p:not(#p1)"), "p2,p3");
is("selectors that are refused", async () => { const out = {}; for (const bad of ["", "p::before", "p:hover", "p + p", "p ~ p", ":last-child", "p:empty", "a[", "..x", "p >", "> p", "p:nth-child(x)", ":has(p)", "|p", "svg|a", ":is(p)", "p:not(div p)", "p:contains(x)"]) out[bad] = await told(() => new HTMLRewriter().on(bad, {})); return out; }, { "": "TypeError: Parser error: The selector is empty.", "p::before": "TypeError: Parser error: Unsupported pseudo-class or pseudo-element in selector.", "p:hover": "TypeError: Parser error: Unsupported pseudo-class or pseudo-element in selector.", "p + p": "TypeError: Parser error: Unsupported combinator `+` in selector.", "p ~ p": "TypeError: Parser error: Unsupported combinator `~` in selector.", ":last-child": "TypeError: Parser error: Unsupported pseudo-class or pseudo-element in selector.", "p:empty": "TypeError: Parser error: Unsupported pseudo-class or pseudo-element in selector.", "a[": "TypeError: Parser error: Unexpected end of selector.", "..x": "TypeError: Parser error: Invalid or unescaped class name in selector.", "p >": "TypeError: Parser error: Dangling combinator in selector.", "> p": "TypeError: Parser error: The selector is empty.", "p:nth-child(x)": "TypeError: Parser error: Unexpected token in selector.", ":has(p)": "TypeError: Parser error: Unsupported pseudo-class or pseudo-element in selector.", "|p": "nothing", "svg|a": "TypeError: Parser error: Selectors with explicit namespaces are not supported.", ":is(p)": "TypeError: Parser error: Unsupported pseudo-class or pseudo-element in selector.", "p:not(div p)": "TypeError: Parser error: Unsupported pseudo-class or pseudo-element in selector.", "p:contains(x)": "TypeError: Parser error: Unsupported pseudo-class or pseudo-element in selector." });
is("an attribute's name in capitals", () => hits('<a id=1 HREF=x></a><a id=2 href=y></a>', "[HREF]"), "1,2");
is("an escaped id", () => hits('<a id="1a"></a>', "#\\31 a"), "1a");
is("an unclosed element has descendants", () => hits("<p id=a><b id=c>x<i id=d>", "b i"), "d");
is("void elements have no descendants", () => hits("<br><i id=a></i>", "br i"), "");
is("the paragraph is closed by its end tag only", () => hits("<p id=a><p id=b><b id=c></b></p></p>", "p > p > b"), "c");
is("foreign elements", () => hits('<svg><foreignObject id=f><p id=p></p></foreignObject><path id=t /><g id=g></g></svg>', "svg > *"), "f,t,g");
is("nothing in a script", () => hits("<script id=s><p id=p></p></script><p id=q></p>", "p"), "q");
is("nothing in a textarea or a title", () => hits("<title><p id=a></p></title><textarea><p id=b></p></textarea><style><p id=c></p></style>", "p"), "");
is("nothing in a comment", () => hits("<!-- <p id=a></p> --><p id=b></p>", "p"), "b");
is("inside a template and a table", () => hits("<template><p id=a></p></template><table><tr><td id=b><p id=c></p></table>", "p"), "a,c");
is("noscript's elements", () => hits("<noscript><p id=a></p></noscript>", "p"), "");

// Elements.
is("the name of a tag", async () => { const out = []; await on("<DIV></DIV><mY-Tag></mY-Tag><svg><linearGradient/></svg>", "*", (e) => { out.push(e.tagName); }); return out; }, ["div", "my-tag", "svg", "lineargradient"]);
is("a tag renamed", () => on("<a x=1>t</a><a>", "a", (e) => { e.tagName = "b"; }), "<b x=1>t</b><b>");
is("a bad name", () => on("<a></a>", "a", async (e) => { e.append(await told(() => { e.tagName = ""; })); e.append(await told(() => { e.tagName = "a b"; })); e.append(await told(() => { e.tagName = "1"; })); e.append(await told(() => { e.tagName = "a>"; })); }), "<a>TypeError: Parser error: Tag name can't be empty.TypeError: Parser error: ` ` character is forbidden in the tag nameTypeError: Parser error: The first character of the tag name should be an ASCII alphabetical character.TypeError: Parser error: `&gt;` character is forbidden in the tag name</a>");
is("attributes in order", async () => { let out; await on('<a b=1 C="2" d e=\'&amp;\' b=3>', "a", (e) => { out = [...e.attributes]; }); return out; }, [["b", "1"], ["c", "2"], ["d", ""], ["e", "&amp;"], ["b", "3"]]);
is("attributes is an iterator", async () => { let out; await on("<a b=1>", "a", (e) => { const i = e.attributes; out = [typeof i.next, i[Symbol.iterator]() === i, i.next(), i.next()]; }); return out; }, ["function", true, { done: false, value: ["b", "1"] }, { done: true, value: undefined }]);
is("getAttribute", async () => { let out; await on('<a Href="x&amp;y" empty>', "a", (e) => { out = [e.getAttribute("HREF"), e.getAttribute("empty"), e.getAttribute("none"), e.hasAttribute("href"), e.hasAttribute("x")]; }); return out; }, ["x&amp;y", "", null, true, false]);
is("setAttribute", () => on('<a b="1" c=2>', "a", (e) => { e.setAttribute("b", 'q"&<\'>'); e.setAttribute("NEW", 5); }), "<a b=\"q&quot;&<'>\" c=2 new=\"5\">");
is("removeAttribute", () => on('<a b="1"   c=2 D>', "a", (e) => { e.removeAttribute("B").removeAttribute("none").removeAttribute("d"); }), "<a c=2>");
is("bad attributes", async () => { const out = []; await on("<a>", "a", async (e) => { for (const n of ["", "a b", "a=", "a>", "a/", 'a"']) out.push(await told(() => e.setAttribute(n, "v"))); }); return out; }, ["TypeError: Parser error: Attribute name can't be empty.", "TypeError: Parser error: ` ` character is forbidden in the attribute name", "TypeError: Parser error: `=` character is forbidden in the attribute name", "TypeError: Parser error: `>` character is forbidden in the attribute name", "TypeError: Parser error: `/` character is forbidden in the attribute name", "nothing"]);
is("an untouched tag stays as it is", () => on("<A  b = 'x'   C>", "a", (e) => { e.getAttribute("b"); }), "<A  b = 'x'   C>");
is("a touched tag is written anew", () => on("<A  b = 'x'   C d=e/>", "a", (e) => { e.setAttribute("z", "1"); }), "<A b = 'x' C d=e/ z=\"1\">");
is("setAttribute returns the element", async () => { let out; await on("<a>", "a", (e) => { out = [e.setAttribute("a", "b") === e, e.removeAttribute("a") === e, e.before("x") === e, e.after("x") === e, e.prepend("x") === e, e.append("x") === e, e.remove() === e, e.replace("x") === e, e.setInnerContent("x") === e, e.removeAndKeepContent() === e]; }); return out; }, [true, true, true, true, true, true, true, true, true, true]);
is("before, after, prepend, append", () => on("<a>t</a>", "a", (e) => { e.before("<1>").after("<2>").prepend("<3>").append("<4>"); }), "&lt;1&gt;<a>&lt;3&gt;t&lt;4&gt;</a>&lt;2&gt;");
is("the same as HTML", () => on("<a>t</a>", "a", (e) => { e.before("<1>", { html: true }).after("<2>", { html: true }).prepend("<3>", { html: true }).append("<4>", { html: true }); }), "<1><a><3>t<4></a><2>");
is("twice each", () => on("<a>t</a>", "a", (e) => { for (const n of [1, 2]) e.before("b" + n).after("a" + n).prepend("p" + n).append("z" + n); }), "b1b2<a>p2p1tz1z2</a>a2a1");
is("what is escaped", () => on("<a></a>", "a", (e) => { e.append(`&amp; < > " '`); }), "<a>&amp;amp; &lt; &gt; \" '</a>");
is("setInnerContent", () => on("<a>t<b>u</b></a>v", "a", (e) => { e.append("lost").prepend("lost").setInnerContent("<i>").append("end"); }), "<a>&lt;i&gt;end</a>v");
is("setInnerContent as HTML", () => on("<a>t</a>", "a", (e) => { e.setInnerContent("<i>", { html: true }); }), "<a><i></a>");
is("replace", () => on("<a>t</a>v", "a", (e) => { e.before("b").replace("<r>").after("a"); }), "b&lt;r&gt;av");
is("replace twice", () => on("<a>t</a>", "a", (e) => { e.replace("1").replace("2", { html: true }); }), "2");
is("remove", () => on("x<a>t<b>u</b></a>y", "a", (e) => { e.before("[").remove().after("]"); }), "x[]y");
is("removeAndKeepContent", () => on("x<a b=1>t<b>u</b></a>y", "a", (e) => { e.removeAndKeepContent(); }), "xt<b>u</b>y");
is("removed", async () => { const out = []; await on("<a></a>", "a", (e) => { out.push(e.removed); e.remove(); out.push(e.removed); }); return out; }, [false, true]);
is("no handler runs inside what is removed", async () => { const out = []; const text = await rewrite("<a><b>x</b></a>", (r) => r.on("a", { element: (e) => { e.remove(); } }).on("b", { element: (e) => { out.push(e.tagName); }, text: (t) => { out.push(t.text); } })); return [text, out]; }, ["", ["b", "x", ""]]);
is("handlers inside setInnerContent", async () => { const out = []; const text = await rewrite("<a><b>x</b></a>", (r) => r.on("a", { element: (e) => { e.setInnerContent("new"); } }).on("b", { element: (e) => { out.push(e.tagName); } })); return [text, out]; }, ["<a>new</a>", ["b"]]);
is("a void element", () => on("<br><img src=x>", "br, img", (e) => { e.prepend("lost").append("lost").before("<").after(">"); }), "&lt;<br>&gt;&lt;<img src=x>&gt;");
is("setInnerContent of a void element", () => on("<br>x", "br", (e) => { e.setInnerContent("y"); }), "<br>x");
is("remove a void element", () => on("a<br>b", "br", (e) => { e.remove(); }), "ab");
is("selfClosing and canHaveContent", async () => { const out = []; await on("<br><br/><div/><svg><path/><g></g></svg><p>", "*", (e) => { out.push([e.tagName, e.selfClosing, e.canHaveContent].join()); }); return out; }, ["br,,", "br,,", "div,,", "svg,,", "path,,", "g,,", "p,,"]);
is("namespaceURI", async () => { const out = []; await on("<p></p><svg><a></a></svg><math><mi></mi></math>", "*", (e) => { out.push(e.tagName + " " + e.namespaceURI); }); return out; }, ["p http://www.w3.org/1999/xhtml", "svg http://www.w3.org/2000/svg", "a http://www.w3.org/2000/svg", "math http://www.w3.org/1998/Math/MathML", "mi http://www.w3.org/1998/Math/MathML"]);
is("onEndTag", async () => { const out = []; const text = await on("<a>t</a>u", "a", (e) => { e.onEndTag((end) => { out.push(end.name); end.before("B").after("A"); end.name = "z"; }); }); return [text, out]; }, ["<a>tB</z>Au", ["a"]]);
is("onEndTag twice", () => on("<a>t</a>", "a", (e) => { e.onEndTag((end) => { end.before("1"); }); e.onEndTag((end) => { end.before("2"); }); }), "<a>t2</a>");
is("onEndTag removes", () => on("<a>t</a>u", "a", (e) => { e.onEndTag((end) => { end.remove(); }); }), "<a>tu");
is("onEndTag of a void element", () => told(() => on("<br>", "br", (e) => { e.onEndTag(() => {}); })), "TypeError: Parser error: No end tag.");
is("onEndTag of an element that does not end", async () => { const out = []; const text = await on("<a>t", "a", (e) => { e.onEndTag(() => { out.push("end"); }); }); return [text, out]; }, ["<a>t", []]);
is("onEndTag may wait", () => on("<a>t</a>u", "a", (e) => { e.onEndTag(async (end) => { await scheduler.wait(1); end.before("late"); }); }), "<a>tlate</a>u");
is("onEndTag with the tag of an outer element", async () => { const out = []; await on("<a><b>t</a>u", "b", (e) => { e.onEndTag((end) => { out.push(end.name); }); }); return out; }, ["a"]);
is("end tag's methods return it", async () => { let out; await on("<a></a>", "a", (e) => { e.onEndTag((t) => { out = [t.before("x") === t, t.after("y") === t, t.remove() === t]; }); }); return out; }, [true, true, true]);

// Texts.
is("text in chunks", async () => { const out = []; await on("<p>hello</p>", "p", { text: (t) => { out.push([t.text, t.lastInTextNode]); } }); return out; }, [["hello", false], ["", true]]);
is("text of descendants", async () => { let out = ""; await on("<p>a<b>b</b>c</p>d", "p", { text: (t) => { out += t.text + (t.lastInTextNode ? "|" : ""); } }); return out; }, "a|b|c|");
is("text across the pieces of the body", async () => { const out = []; const { readable, writable } = new TransformStream(); const w = writable.getWriter(); (async () => { for (const s of ["<p>he", "llo", "</", "p>"]) { await w.write(new TextEncoder().encode(s)); } await w.close(); })(); const text = await new HTMLRewriter().on("p", { text: (t) => { out.push(t.text + (t.lastInTextNode ? "." : "")); } }).transform(new Response(readable)).text(); return [text, out.join("").replaceAll(".", "")]; }, ["<p>hello</p>", "hello"]);
is("a character across pieces", async () => { let out = ""; const bytes = new TextEncoder().encode("<p>é€😀</p>"), { readable, writable } = new TransformStream(); const w = writable.getWriter(); (async () => { for (const b of bytes) await w.write(Uint8Array.of(b)); await w.close(); })(); const text = await new HTMLRewriter().on("p", { text: (t) => { out += t.text; } }).transform(new Response(readable)).text(); return [text, out]; }, ["<p>é€😀</p>", "é€😀"]);
is("entities stay as they are", async () => { let out = ""; await on("<p>a&amp;b&lt;</p>", "p", { text: (t) => { out += t.text; } }); return out; }, "a&amp;b&lt;");
is("text replaced", () => on("<p>hello</p>", "p", { text: (t) => { if (!t.lastInTextNode) t.replace("<b>"); } }), "<p>&lt;b&gt;</p>");
is("text removed", async () => { const out = []; const text = await on("<p>hello<b>x</b></p>", "b", { text: (t) => { t.remove(); out.push(t.removed); } }); return [text, out[0]]; }, ["<p>hello<b></b></p>", true]);
is("text before and after", () => on("<p>t</p>", "p", { text: (t) => { if (t.text) t.before("<").after(">", { html: true }); } }), "<p>&lt;t></p>");
is("script text is escaped when it is replaced", () => on("<script>x</script>", "script", { text: (t) => { if (t.text) t.replace("a<b && c"); } }), "<script>a&lt;b &amp;&amp; c</script>");

// Comments, the doctype, the end.
is("a comment", () => on("<p><!-- a --></p><!--b-->", "p", { comments: (c) => { c.text = c.text.trim() + "!"; } }), "<p><!--a!--></p><!--b-->");
is("a comment replaced, removed, surrounded", () => on("<p><!--a--><!--b--><!--c--></p>", "p", { comments: (c) => { if (c.text === "a") c.replace("<r>", { html: true }); if (c.text === "b") c.remove(); if (c.text === "c") c.before("<").after(">"); } }), "<p><r>&lt;<!--c-->&gt;</p>");
is("a comment that would end", () => on("<p><!--a--></p>", "p", { comments: async (c) => { c.after(await told(() => { c.text = "x-->y"; })); } }), "<p><!--a-->TypeError: Parser error: Comment text shouldn't contain a comment-closing sequence.</p>");
is("comments that are odd", async () => { const out = []; await rewrite("<!><!-><!---><!--a--!><?php x ?></ x><!foo><![CDATA[x]]>", (r) => r.onDocument({ comments: (c) => { out.push(c.text); } })); return out; }, ["", "-", "", "a", "?php x ?", " x", "foo", "[CDATA[x]]"]);
is("a doctype", async () => { const out = []; await rewrite('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://x/y.dtd"><!doctype html>', (r) => r.onDocument({ doctype: (d) => { out.push([d.name, d.publicId, d.systemId]); } })); return out; }, [["html", "-//W3C//DTD HTML 4.01//EN", "http://x/y.dtd"], ["html", null, null]]);
is("a bare doctype", async () => { const out = []; await rewrite("<!doctype><!doctype svg system 'x'>", (r) => r.onDocument({ doctype: (d) => { out.push([d.name, d.publicId, d.systemId]); } })); return out; }, [[null, null, null], ["svg", null, "x"]]);
is("the end", () => rewrite("<p>x", (r) => r.onDocument({ end: (e) => { e.append("<1>").append("<2>", { html: true }); } })), "<p>x&lt;1&gt;<2>");
is("the end of nothing", () => rewrite("", (r) => r.onDocument({ end: (e) => { e.append("x"); } })), "x");
is("text of the document", async () => { let out = ""; await rewrite("a<b>c</b>d", (r) => r.onDocument({ text: (t) => { out += t.text + (t.lastInTextNode ? "|" : ""); } })); return out; }, "a|c|d|");
is("the document's comments are all", async () => { const out = []; await rewrite("<!--a--><p><!--b--></p>", (r) => r.onDocument({ comments: (c) => { out.push(c.text); } })); return out; }, ["a", "b"]);

// Handlers: order, waiting, failing.
is("the order of handlers", async () => { const out = []; const h = (n) => ({ element: (e) => { out.push(n + e.tagName); }, text: (t) => { if (t.text) out.push(n + t.text); }, comments: (c) => { out.push(n + c.text); } }); await rewrite("<!doctype html><a>t<!--c--></a>", (r) => r.onDocument({ ...h("D"), doctype: () => { out.push("doctype"); }, end: () => { out.push("end"); } }).on("a", h("1")).on("*", h("2")).onDocument(h("E"))); return out; }, ["doctype", "1a", "2a", "1t", "2t", "Dt", "Et", "1c", "2c", "Dc", "Ec", "end"]);
is("two handlers see what the other did", () => rewrite("<a>t</a>", (r) => r.on("a", { element: (e) => { e.setAttribute("x", "1"); } }).on("a", { element: (e) => { e.setAttribute("y", e.getAttribute("x") + "2"); } })), "<a x=\"1\" y=\"12\">t</a>");
is("a handler may wait", () => on("<a>1</a><a>2</a>", "a", async (e) => { await scheduler.wait(2); e.setAttribute("w", "1"); }), "<a w=\"1\">1</a><a w=\"1\">2</a>");
is("a handler's this", async () => { let out; class H { constructor() { this.n = 7; } element() { out = this.n; } } await on("<a>", "a", new H()); return out; }, 7);
is("a handler that throws", async () => { const r = new HTMLRewriter().on("a", { element() { throw new TypeError("mine"); } }).transform(new Response("<a>")); return told(() => r.text()); }, "TypeError: mine");
is("a handler that rejects", async () => { const r = new HTMLRewriter().on("a", { async element() { throw new RangeError("mine"); } }).transform(new Response("<a>")); return told(() => r.text()); }, "RangeError: mine");
is("an element after its handler", async () => { let kept; await on("<a b=1>x</a>", "a", (e) => { kept = e; }); return [await told(() => kept.getAttribute("b")), await told(() => kept.tagName), await told(() => kept.append("x"))]; }, ["TypeError: This content token is no longer valid. Content tokens are only valid during the execution of the relevant content handler.", "TypeError: This content token is no longer valid. Content tokens are only valid during the execution of the relevant content handler.", "TypeError: This content token is no longer valid. Content tokens are only valid during the execution of the relevant content handler."]);
is("a text after its handler", async () => { let kept; await on("<a>x</a>", "a", { text: (t) => { kept ??= t; } }); return [await told(() => kept.text), await told(() => kept.remove())]; }, ["TypeError: This content token is no longer valid. Content tokens are only valid during the execution of the relevant content handler.", "TypeError: This content token is no longer valid. Content tokens are only valid during the execution of the relevant content handler."]);
is("bad handlers", async () => [await told(() => new HTMLRewriter().on("a")), await told(() => new HTMLRewriter().on("a", null)), await told(() => new HTMLRewriter().on("a", 5)), await told(() => new HTMLRewriter().on("a", { element: 5 })), await told(() => new HTMLRewriter().onDocument()), await told(() => new HTMLRewriter().on()), await told(() => new HTMLRewriter().on("a", {}))], ["TypeError: Failed to execute 'on' on 'HTMLRewriter': parameter 2 is not of type 'ElementContentHandlers'.", "nothing", "TypeError: Failed to execute 'on' on 'HTMLRewriter': parameter 2 is not of type 'ElementContentHandlers'.", "TypeError: Incorrect type for the 'element' field on 'ElementContentHandlers': the provided value is not of type 'function'.", "TypeError: Failed to execute 'onDocument' on 'HTMLRewriter': parameter 1 is not of type 'DocumentContentHandlers'.", "TypeError: Failed to execute 'on' on 'HTMLRewriter': parameter 1 is not of type 'string'.", "nothing"]);
is("bad arguments", async () => { const out = []; await on("<a>", "a", async (e) => { for (const f of [() => e.getAttribute(), () => e.setAttribute("a"), () => e.append(), () => e.append({}), () => e.append(null), () => e.append("x", 5), () => e.onEndTag(), () => e.onEndTag(5), () => e.before(undefined)]) out.push(await told(f)); }); return out; }, ["TypeError: Failed to execute 'getAttribute' on 'Element': parameter 1 is not of type 'string'.", "TypeError: Failed to execute 'setAttribute' on 'Element': parameter 2 is not of type 'string'.", "TypeError: Failed to execute 'append' on 'Element': parameter 1 is not of type 'string or JsReadableStream or Response'.", "nothing", "nothing", "TypeError: Failed to execute 'append' on 'Element': parameter 2 is not of type 'ContentOptions'.", "TypeError: Failed to execute 'onEndTag' on 'Element': parameter 1 is not of type 'function'.", "TypeError: Failed to execute 'onEndTag' on 'Element': parameter 1 is not of type 'function'.", "nothing"]);
is("on returns the rewriter", () => { const r = new HTMLRewriter(); return [r.on("a", {}) === r, r.onDocument({}) === r]; }, [true, true]);

// transform.
is("transform keeps status and headers", async () => { const r = new HTMLRewriter().transform(new Response("<a>", { status: 418, statusText: "T", headers: { "x-a": "1", "content-length": "3", "content-type": "text/html" } })); return [r.status, r.statusText, r.headers.get("x-a"), r instanceof Response, await r.text()]; }, [418, "T", "1", true, "<a>"]);
is("transform takes the body", async () => { const r = new Response("<a>"); const t = new HTMLRewriter().on("a", {}).transform(r); const used = r.bodyUsed; await t.text(); return [used, r.bodyUsed]; }, [true, true]);
is("transform of no body", async () => { const r = new HTMLRewriter().on("a", {}).transform(new Response(null, { status: 204 })); return [r.status, r.body, await r.text()]; }, [204, null, ""]);
is("transform of something else", async () => [await told(() => new HTMLRewriter().transform("x")), await told(() => new HTMLRewriter().transform())], ["TypeError: Failed to execute 'transform' on 'HTMLRewriter': parameter 1 is not of type 'Response'.", "TypeError: Failed to execute 'transform' on 'HTMLRewriter': parameter 1 is not of type 'Response'."]);
is("one rewriter, two documents", async () => { let n = 0; const r = new HTMLRewriter().on("a", { element(e) { e.setAttribute("n", ++n); } }); return [await r.transform(new Response("<a>")).text(), await r.transform(new Response("<a>")).text()]; }, ["<a n=\"1\">", "<a n=\"2\">"]);
is("one rewriter through another", () => new HTMLRewriter().on("b", { element(e) { e.after("!"); } }).transform(new HTMLRewriter().on("a", { element(e) { e.tagName = "b"; } }).transform(new Response("<a>x</a>"))).text(), "<b>x</b>!");
is("a response that is cancelled", async () => { let seen = 0; const body = new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("<a>")); } }); const r = new HTMLRewriter().on("a", { element() { seen++; } }).transform(new Response(body)); const reader = r.body.getReader(); await reader.read(); await reader.cancel(); return seen; }, 1);
is("lengths: a large document", async () => { let n = 0; const text = await on("<ul>" + "<li>item</li>".repeat(5000) + "</ul>", "li", (e) => { n++; e.setAttribute("n", n); }); return [n, text.length, text.slice(-40)]; }, [5000, 108902, "99\">item</li><li n=\"5000\">item</li></ul>"]);
is("bytes that are no text stay", async () => { const bytes = new Uint8Array([60, 112, 62, 255, 254, 60, 47, 112, 62]); const out = new Uint8Array(await new HTMLRewriter().on("p", { element(e) { e.append("x"); } }).transform(new Response(bytes)).arrayBuffer()); return [...out]; }, [60, 112, 62, 255, 254, 120, 60, 47, 112, 62]);
is("an encoding that is named", async () => { let got = ""; const out = new Uint8Array(await new HTMLRewriter().on("p", { text(t) { got += t.text; }, element(e) { e.append("é"); } }).transform(new Response(new Uint8Array([60, 112, 62, 233, 60, 47, 112, 62]), { headers: { "content-type": "text/html; charset=windows-1252" } })).arrayBuffer()); return [got, [...out]]; }, ["é", [60, 112, 62, 233, 233, 60, 47, 112, 62]]);
is("an encoding that is not known", async () => told(() => new HTMLRewriter().on("p", {}).transform(new Response("<p>", { headers: { "content-type": "text/html; charset=nope" } })).text()), "TypeError: Parser error: Unknown character encoding has been provided.");
is("an encoding that is no superset of ASCII", async () => told(() => new HTMLRewriter().on("p", {}).transform(new Response("<p>", { headers: { "content-type": "text/html; charset=utf-16" } })).text()), "TypeError: Parser error: Expected ASCII-compatible encoding.");

// What is inserted from a stream or a response.
is("content from a stream", () => on("<a></a>", "a", (e) => { e.append(new Response("<s>").body).prepend(new Response("<t>").body, { html: true }); }), "<a><t>&lt;s&gt;</a>");
is("content from a response", () => on("<a></a>", "a", (e) => { e.setInnerContent(new Response("<s>"), { html: true }); }), "<a><s></a>");
is("replaced by a response", () => on("x<a></a>y", "a", (e) => { e.replace(new Response("<s>"), { html: true }); }), "x<s>y");

// How odd documents are passed on.
is("odd documents are passed on", async () => { const out = {}; for (const odd of ["<", "<a", "<a b", "</", "</a", "<!--", "<!doctype", "a<b", "<a b='", "<1>", "</>", "<a/ b>", "<a\nb\t=\fc>", "\0<a\0>", "<script>x", "<plaintext><a>", "<a b=c d=\"e\" f='g' h>", "&", "<select><div><option>", "<a></a></b></a>", "<frameset><p>", "<table>x<tr>"]) out[odd] = await rewrite(odd, (r) => r.on("*", { element() {}, text() {}, comments() {} })); return out; }, { "<": "<", "<a": "<a", "<a b": "<a b", "</": "</", "</a": "</a", "<!--": "<!--", "<!doctype": "<!doctype", "a<b": "a<b", "<a b='": "<a b='", "<1>": "<1>", "</>": "</>", "<a/ b>": "<a/ b>", "<a\nb\t=\fc>": "<a\nb\t=\fc>", "\u0000<a\u0000>": "\u0000<a\u0000>", "<script>x": "<script>x", "<plaintext><a>": "<plaintext><a>", "<a b=c d=\"e\" f='g' h>": "<a b=c d=\"e\" f='g' h>", "&": "&", "<select><div><option>": "<select><div><option>", "<a></a></b></a>": "<a></a></b></a>", "<frameset><p>": "<frameset><p>", "<table>x<tr>": "<table>x<tr>" });
