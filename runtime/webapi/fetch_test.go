package webapi

import "testing"

func TestHeaders(t *testing.T) {
	cases{
		{"combining", `const h = new Headers({a: 1, B: "two"}); h.append("A", " x "); console.log(h.get("a"), h.get("b"), h.get("none"), h.has("B"))`, "1, x two null true"},
		{"sorted", `const h = new Headers([["z", "1"], ["a", "2"]]); h.append("set-cookie", "p=1"); h.append("Set-Cookie", "q=2");
			console.log(JSON.stringify([...h]), JSON.stringify(h.getSetCookie()), h.get("set-cookie"))`,
			`[["a","2"],["set-cookie","p=1"],["set-cookie","q=2"],["z","1"]] ["p=1","q=2"] p=1, q=2`},
		{"set keeps the place of the first", `const h = new Headers([["a", "1"], ["b", "2"], ["a", "3"]]); h.set("a", "4"); console.log(JSON.stringify([...h.entries()]))`, `[["a","4"],["b","2"]]`},
		{"delete", `const h = new Headers({a: "1"}); h.delete("A"); console.log([...h.keys()].length)`, "0"},
		{"invalid name", `new Headers({"a b": "1"})`, `threw TypeError: Invalid header name: "a b"`},
		{"invalid value", `new Headers().set("a", "x\ny")`, `threw TypeError: Invalid header value: "x\ny"`},
		{"null", `new Headers(null)`, `threw TypeError: Failed to construct 'Headers': the value is neither a sequence of pairs nor a record.`},
		{"pairs of two", `new Headers([["a"]])`, `threw TypeError: Failed to construct 'Headers': each item must be a pair of a name and a value.`},
		{"immutable", `Response.redirect("https://a.b/").headers.set("a", "b")`, `threw TypeError: Can't modify immutable headers.`},
		{"copy", `const a = new Headers({x: "1"}), b = new Headers(a); b.set("x", "2"); console.log(a.get("x"), b.get("x"))`, "1 2"},
		{"live iteration", `const h = new Headers({a: "1", b: "2"}); const seen = []; for (const [k] of h) { seen.push(k); if (k === "a") h.append("c", "3"); } console.log(seen.join())`, "a,b,c"},
		{"class", `console.log(Object.prototype.toString.call(new Headers()), Object.keys(Headers.prototype).includes("append"), Headers.prototype.append.length, String(new Headers().entries()))`, "[object Headers] true 2 [object Headers Iterator]"},
		{"brand", `Headers.prototype.get.call({}, "a")`, "threw TypeError: Illegal invocation"},
		{"arguments", `new Headers().append("a")`, "threw TypeError: Failed to execute 'append' on 'Headers': 2 arguments required, but only 1 present."},
		{"forEach", `new Headers({a: "1"}).forEach((v, k, h) => console.log(v, k, h instanceof Headers))`, "1 a true"},
	}.run(t)
}

func TestRequest(t *testing.T) {
	cases{
		{"defaults", `const r = new Request("https://A.example/x y"); console.log(r.method, r.url, r.redirect, r.body, r.bodyUsed, r.signal.aborted)`, "GET https://a.example/x%20y follow null false false"},
		{"method", `console.log(new Request("https://a.b", {method: "post"}).method)`, "POST"},
		{"bad method", `new Request("https://a.b", {method: "a b"})`, "threw TypeError: Invalid HTTP method string: a b"},
		{"relative URL", `new Request("/x")`, "threw TypeError: Invalid URL: /x"},
		{"body with GET", `new Request("https://a.b", {body: "x"})`, "threw TypeError: Request with a GET or HEAD method cannot have a body."},
		{"text", `const r = new Request("https://a.b", {method: "POST", body: "hällo"}); console.log(r.headers.get("content-type"), await r.text(), r.bodyUsed); await r.text()`,
			"text/plain;charset=UTF-8 hällo true\nthrew TypeError: Body has already been used. It can only be used once. Use tee() first if you need to read it twice."},
		{"json", `console.log((await new Request("https://a.b", {method: "POST", body: '{"a":[1]}'}).json()).a[0])`, "1"},
		{"derived", `const a = new Request("https://a.b", {method: "POST", body: "x", headers: {p: "1"}}); const b = new Request(a, {headers: {q: "2"}}); console.log(b.method, b.headers.get("p"), b.headers.get("q"), await b.text(), a.bodyUsed)`, "POST null 2 x true"},
		{"request as options", `const a = new Request("https://a.b", {method: "POST", body: "x", headers: {p: "1"}}); const b = new Request("https://c.d", a); console.log(b.url, b.method, b.headers.get("p"), await b.text())`, "https://c.d/ POST 1 x"},
		{"clone", `const a = new Request("https://a.b", {method: "POST", body: "x"}), b = a.clone(); console.log(await a.text(), await b.text())`, "x x"},
		{"search params", `const r = new Request("https://a.b", {method: "POST", body: new URLSearchParams({a: "1 2"})}); console.log(r.headers.get("content-type"), await r.text())`, "application/x-www-form-urlencoded;charset=UTF-8 a=1+2"},
		{"spread is empty", `console.log(Object.keys({...new Request("https://a.b")}).length, Reflect.ownKeys(new Request("https://a.b")).length)`, "0 0"},
		{"class", `console.log(String(new Request("https://a.b")), Request.length, new Request("https://a.b") instanceof Request)`, "[object Request] 1 true"},
		{"not implemented", `new Request("https://a.b", {mode: "cors"})`, "threw Error: The 'mode' field on 'RequestInitializerDict' is not implemented."},
		{"signal", `const c = new AbortController(), r = new Request("https://a.b", {signal: c.signal}); c.abort("why"); console.log(r.signal.aborted, r.signal.reason)`, "true why"},
		{"cf", `console.log(new Request("https://a.b", {cf: {x: 1}}).cf.x)`, "1"},
	}.run(t)
}

func TestResponse(t *testing.T) {
	cases{
		{"defaults", `const r = new Response(); console.log(r.status, r.ok, r.statusText === "", r.body, r.type, [...r.headers].length)`, "200 true true null default 0"},
		{"text", `const r = new Response("x", {status: 201, statusText: "Made", headers: {a: "b"}}); console.log(r.status, r.statusText, r.headers.get("a"), r.headers.get("content-type"), await r.text())`, "201 Made b text/plain;charset=UTF-8 x"},
		{"own content type", `console.log(new Response("x", {headers: {"Content-Type": "a/b"}}).headers.get("content-type"))`, "a/b"},
		{"range", `new Response("", {status: 199})`, "threw RangeError: Responses may only be constructed with status codes in the range 200 to 599, inclusive."},
		{"null body", `new Response("", {status: 204})`, "threw TypeError: Response with null body status (101, 204, 205, or 304) cannot have a body."},
		{"json", `const r = Response.json({a: 1}, {status: 202, headers: {x: "y"}}); console.log(r.status, r.headers.get("content-type"), r.headers.get("x"), JSON.stringify(await r.json()))`, `202 application/json y {"a":1}`},
		{"json keeps the type", `console.log(Response.json(1, {headers: {"content-type": "x/y"}}).headers.get("content-type"))`, "x/y"},
		{"json of nothing", `Response.json(undefined)`, "threw TypeError: The data is not JSON serializable."},
		{"redirect", `const r = Response.redirect("https://a.b/x", 301); console.log(r.status, r.headers.get("location"))`, "301 https://a.b/x"},
		{"redirect status", `Response.redirect("https://a.b/x", 200)`, "threw RangeError: 200 is not a redirect status code."},
		{"error", `const r = Response.error(); console.log(r.type, r.status)`, "error 0"},
		{"bytes", `const r = new Response(new Uint8Array([1, 2, 3]).subarray(1)); console.log(r.headers.get("content-type"), [...await r.bytes()].join())`, "null 2,3"},
		{"array buffer", `console.log((await new Response("abc").arrayBuffer()).byteLength)`, "3"},
		{"blob", `const b = await new Response("abc", {headers: {"content-type": "a/b"}}).blob(); console.log(b.size, b.type, await b.text())`, "3 a/b abc"},
		{"clone", `const a = new Response("x"), b = a.clone(); console.log(await a.text(), await b.text())`, "x x"},
		{"clone of used", `const a = new Response("x"); await a.text(); a.clone()`, "threw TypeError: Body has already been used. It can only be used once. Use tee() first if you need to read it twice."},
		{"body stream", `const r = new Response("abc"), s = r.body; console.log(r.bodyUsed, s === r.body); const {value} = await s.getReader().read(); console.log(new TextDecoder().decode(value), r.bodyUsed)`, "false true\nabc true"},
		{"from stream", `const s = new ReadableStream({start(c) { c.enqueue(new Uint8Array([104])); c.enqueue(new Uint8Array([105])); c.close() }}); console.log(await new Response(s).text())`, "hi"},
		{"stream of strings", `await new Response(new ReadableStream({start(c) { c.enqueue("x"); c.close() }})).text()`, "threw TypeError: This ReadableStream did not return bytes."},
		{"clone of stream", `const a = new Response(new Blob(["a", "b"]).stream()), b = a.clone(); console.log(await a.text(), await b.text())`, "ab ab"},
		{"bad json", `try { await new Response("{").json() } catch (e) { console.log(e instanceof SyntaxError) }`, "true"},
		{"response as options", `const a = new Response("x", {status: 201, headers: {p: "q"}}); const b = new Response("y", a); console.log(b.status, b.headers.get("p"))`, "201 q"},
		{"form", `const f = await new Response(new URLSearchParams("a=1&a=2&b=%C3%A4")).formData(); console.log(f.getAll("a").join(), f.get("b"))`, "1,2 ä"},
		{"multipart", `const f = new FormData(); f.append("a", "1\n2"); f.append('q"', new File(["hey"], "n.txt", {type: "text/x"}));
			const r = new Response(f); const g = await r.formData(); const file = g.get('q"');
			console.log(JSON.stringify(g.get("a")), file instanceof File, file.name, file.type, await file.text())`, `"1\r\n2" true n.txt text/x hey`},
		{"form of no type", `await new Response("x").formData()`, `threw TypeError: formData() needs a body of type multipart/form-data or application/x-www-form-urlencoded; the Content-Type is "text/plain;charset=UTF-8".`},
	}.run(t)
}
