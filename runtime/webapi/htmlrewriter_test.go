package webapi

import "testing"

func TestHTMLRewriter(t *testing.T) {
	const prelude = `const rewrite = (html, ...pairs) => { const r = new HTMLRewriter(); for (const [s, h] of pairs) s === null ? r.onDocument(h) : r.on(s, h); return r.transform(new Response(html)).text() };
		const fails = async (f) => { try { await f(); return "fine" } catch (e) { return e.name } };
		`
	cases{
		{"element", prelude + `return rewrite("<a href=x>t</a>", ["a", {element(e) { console.log(e.tagName, e.getAttribute("HREF"), e.getAttribute("no"), e.hasAttribute("href"), e.namespaceURI, JSON.stringify([...e.attributes])); e.setAttribute("href", e.getAttribute("href") + "\"y").append("<b>").after("<i>", {html: true}) }}])`,
			"a x null true http://www.w3.org/1999/xhtml [[\"href\",\"x\"]]\n<a href=\"x&quot;y\">t&lt;b&gt;</a><i>"},
		{"this and order", prelude + `const h = {n: 0, element(e) { e.setAttribute("n", ++this.n) }}; return rewrite("<p></p><p></p>", ["p", h], ["*", {element: (e) => { e.setAttribute("m", e.getAttribute("n") * 2) }}])`, `<p n="1" m="2"></p><p n="2" m="4"></p>`},
		{"async", prelude + `return rewrite("<p>a</p>", ["p", {async element(e) { await scheduler.wait(5); e.prepend("1"); await null; e.append("2") }, async text(t) { await null; if (t.text) t.replace("[" + t.text + "]") }}])`, "<p>1[a]2</p>"},
		{"text and comments", prelude + `let all = ""; const out = await rewrite("<p>a<!--c-->b</p>", ["p", {text(t) { all += t.text + (t.lastInTextNode ? "|" : "") }, comments(c) { console.log(c.text); c.text = "d" }}]); return all + " " + out`, "c\na|b| <p>a<!--d-->b</p>"},
		{"document", prelude + `return rewrite("<!DOCTYPE html><!--x-->t", [null, {doctype(d) { console.log(d.name, d.publicId, d.systemId) }, comments(c) { c.remove(); console.log(c.removed) }, text(t) { t.before("<") }, end(e) { e.append("<!--end-->", {html: true}) }}])`, "html null null\ntrue\n<!DOCTYPE html>&lt;t&lt;<!--end-->"},
		{"end tag", prelude + `return rewrite("<p>x</p>y", ["p", {element(e) { e.onEndTag((t) => { t.before("3") }); e.onEndTag(async (t) => { await null; console.log(t.name); t.before("1"); t.after("2"); t.name = "q" }) }}])`, "p\n<p>x1</q>2y"},
		{"no end tag", prelude + `return fails(() => rewrite("<br>", ["br", {element(e) { e.onEndTag(() => {}) }}]))`, "TypeError"},
		{"streams as content", prelude + `return rewrite("<p></p>", ["p", {element(e) { e.append("a"); e.append(new Response("<b>"), {html: true}); e.append(new Blob(["c"]).stream()); e.append("d") }}])`, "<p>a<b>cd</p>"},
		{"removed", prelude + `return rewrite("<p>x</p>", ["p", {element(e) { console.log(e.removed); e.remove(); console.log(e.removed) }}])`, "false\ntrue\n"},
		{"stale token", prelude + `let kept; await rewrite("<p></p>", ["p", {element(e) { kept = e }}]); try { kept.tagName } catch (e) { return e.name + e.message.slice(0, 40) }`, "TypeErrorThis content token is no longer valid. C"},
		{"a handler that throws", prelude + `try { await rewrite("<p></p>", ["p", {element() { throw new RangeError("mine") }}]) } catch (e) { return e.name + e.message }`, "RangeErrormine"},
		{"a handler that rejects", prelude + `try { await rewrite("<p></p>", ["p", {async element() { throw new RangeError("mine") }}]) } catch (e) { return e.name + e.message }`, "RangeErrormine"},
		{"headers", `const r = new HTMLRewriter().transform(new Response("x", {status: 201, headers: {a: "b", "content-length": "1", "content-type": "text/html"}})); return [r.status, r.headers.get("a"), r.headers.get("content-length"), r.headers.get("content-type"), await r.text()].join()`, "201,b,,text/html,x"},
		{"null body", `const r = new HTMLRewriter().transform(new Response(null, {status: 204})); return [r.status, r.body].join()`, "204,"},
		{"consumes its input", `const a = new Response("x"); new HTMLRewriter().transform(a); return a.bodyUsed`, "true"},
		{"cut anywhere", `const bytes = new TextEncoder().encode("<p class='ä'>ö</p>"); const s = new ReadableStream({start(c) { for (const b of bytes) c.enqueue(new Uint8Array([b])); c.close() }});
			return new HTMLRewriter().on("p[class=ä]", {element(e) { e.after("!") }}).transform(new Response(s)).text()`, "<p class='ä'>ö</p>!"},
		{"selectors are checked", prelude + `return [await fails(() => new HTMLRewriter().on("a + b", {})), await fails(() => new HTMLRewriter().on("p", 5)), await fails(() => new HTMLRewriter().on("p", {element: 1})), await fails(() => new HTMLRewriter().transform("x")), await fails(() => new HTMLRewriter().on("p"))].join()`, "TypeError,TypeError,TypeError,TypeError,TypeError"},
		{"bad names", prelude + `return rewrite("<p>", ["p", {element(e) { for (const f of [() => e.setAttribute("a b", 1), () => { e.tagName = "1" }, () => e.setAttribute("")]) try { f(); console.log("fine") } catch (x) { console.log(x.name) } }}])`, "TypeError\nTypeError\nTypeError\n<p>"},
		{"class", `return [String(new HTMLRewriter()), new HTMLRewriter().on("a", {}) instanceof HTMLRewriter].join()`, "[object HTMLRewriter],true"},
	}.run(t)
}
