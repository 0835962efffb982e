import { all, is, throws } from "../harness.js";

is("Headers", () => { const h = new Headers({ "X-A": " 1 ", b: "2" }); h.append("x-a", "3"); h.set("C", "4"); h.delete("b"); return [h.get("X-a"), h.has("B"), h.get("b"), [...h]]; }, ["1, 3", false, null, [["c", "4"], ["x-a", "1, 3"]]]);
is("Headers sorts and keeps cookies apart", () => { const h = new Headers([["b", "1"], ["Set-Cookie", "x"], ["a", "2"], ["set-cookie", "y"]]); return [[...h], h.getSetCookie(), h.get("set-cookie")]; }, [[["a", "2"], ["b", "1"], ["set-cookie", "x"], ["set-cookie", "y"]], ["x", "y"], "x, y"]);
throws("a bad name", TypeError, () => new Headers({ "a b": "1" }));
throws("a bad value", TypeError, () => new Headers({ a: "1\n2" }));
throws("a pair of three", TypeError, () => new Headers([["a", "b", "c"]]));
throws("a value beyond bytes", TypeError, () => new Headers({ a: "€" }));
throws("Headers without new", TypeError, () => Headers());
is("Headers iterate", () => { const h = new Headers({ a: "1" }), out = []; h.forEach((v, k, o) => out.push(v, k, o === h)); return [out, [...h.keys()], [...h.values()], Object.prototype.toString.call(h.entries())]; }, [["1", "a", true], ["a"], ["1"], "[object Headers Iterator]"]);
is("Request", () => { const r = new Request("http://a/x#f", { method: "post", body: "b", headers: { q: "1" } }); return [r.method, r.url, r.headers.get("content-type"), r.headers.get("q"), r.bodyUsed, r.redirect, r.body instanceof ReadableStream]; }, ["POST", "http://a/x#f", "text/plain;charset=UTF-8", "1", false, "follow", true]);
all("methods", (m) => new Request("http://a", { method: m }).method, ["get", "GET"], ["Patch", "Patch"], ["delete", "DELETE"], ["options", "OPTIONS"]);
throws("a URL that is none", TypeError, () => new Request("x"));
throws("a method that is none", TypeError, () => new Request("http://a", { method: "a b" }));
throws("a body with GET", TypeError, () => new Request("http://a", { body: "x" }));
throws("a redirect mode that is none", TypeError, () => new Request("http://a", { redirect: "x" }));
is("a Request from another takes its body", async () => { const a = new Request("http://a", { method: "POST", body: "x" }), b = new Request(a, { headers: { z: "1" } }); return [a.bodyUsed, await b.text(), b.method, b.headers.get("z")]; }, [true, "x", "POST", "1"]);
is("clone", async () => { const a = new Request("http://a", { method: "POST", body: "x" }), b = a.clone(); return [await a.text(), await b.text()]; }, ["x", "x"]);
throws("clone of what was read", TypeError, async () => { const a = new Response("x"); await a.text(); a.clone(); });
throws("reading twice", TypeError, async () => { const a = new Response("x"); await a.text(); await a.text(); });
is("Response", () => { const r = new Response("b", { status: 201, statusText: "S", headers: { a: "1" } }); return [r.status, r.ok, r.statusText, r.headers.get("a"), r.headers.get("content-type"), r.type, r.redirected, r.url]; }, [201, true, "S", "1", "text/plain;charset=UTF-8", "default", false, ""]);
all("types of bodies", (b) => new Response(b).headers.get("content-type"), ["s", "text/plain;charset=UTF-8"], [new URLSearchParams("a=1"), "application/x-www-form-urlencoded;charset=UTF-8"], [new Uint8Array(1), null], [undefined, null]);
is("the type of a Blob", () => [new Response(new Blob(["x"], { type: "a/b" })).headers.get("content-type"), new Response(new Blob(["x"])).headers.get("content-type")], ["a/b", null]);
is("the type of a form", () => /^multipart\/form-data; ?boundary=/.test(new Response(new FormData()).headers.get("content-type")), true);
for (const s of [0, 99, 600, 1000]) throws("status " + s, RangeError, () => new Response(null, { status: s }));
throws("a body with 204", TypeError, () => new Response("x", { status: 204 }));
throws("a statusText that is none", TypeError, () => new Response(null, { statusText: "\n" }));
is("Response.json", async () => { const r = Response.json({ a: [1] }, { status: 202 }); return [r.status, r.headers.get("content-type"), await r.json()]; }, [202, "application/json", { a: [1] }]);
throws("Response.json of undefined", TypeError, () => Response.json(undefined));
is("Response.redirect", () => { const r = Response.redirect("http://a/b", 301); return [r.status, r.headers.get("location")]; }, [301, "http://a/b"]);
throws("Response.redirect with another status", RangeError, () => Response.redirect("http://a", 200));
is("Response.error", () => [Response.error().type, Response.error().status], ["error", 0]);
is("bodies", async () => [await new Response("a").arrayBuffer(), await new Response("a").bytes(), (await new Response("a").blob()).size, await new Response('{"a":1}').json(), await new Response(new Uint8Array([65])).text(), await new Response().text(), new Response().body], [new Uint8Array([97]).buffer, new Uint8Array([97]), 1, { a: 1 }, "A", "", null]);
throws("json of what is none", SyntaxError, () => new Response("{").json());
is("text drops the mark of UTF-8", async () => new Response(new Uint8Array([0xef, 0xbb, 0xbf, 65])).text(), "A");
is("formData of urlencoded", async () => [...await new Response("a=1&b=%20", { headers: { "content-type": "application/x-www-form-urlencoded" } }).formData()], [["a", "1"], ["b", " "]]);
is("formData round trip", async () => { const f = new FormData(); f.append("a", "1\n2 2"); f.append("f", new File(["x"], "n\".txt", { type: "t/x" })); const g = await new Response(f).formData(); const file = g.get("f"); return [g.get("a"), file.name, file.type, await file.text()]; }, ["1\r\n2 2", "n\".txt", "t/x", "x"]);
throws("formData of another type", TypeError, () => new Response("x").formData());
is("fetch sends", async () => { const r = await fetch("http://echo/p?q=1", { method: "POST", body: "b", headers: { "x-y": "z" } }), j = await r.json(); return [r.status, r.url, j.method, j.url, j.body, j.headers["x-y"], j.headers["content-type"]]; }, [200, "http://echo/p?q=1", "POST", "http://echo/p?q=1", "b", "z", "text/plain;charset=UTF-8"]);
is("fetch of a Request", async () => (await (await fetch(new Request("http://echo/", { method: "PUT", body: "1" }))).json()).method, "PUT");
is("fetch follows", async () => { const r = await fetch("http://echo/redirect?to=/next"); return [r.redirected, r.url, r.status]; }, [true, "http://echo/next", 200]);
is("fetch by hand", async () => { const r = await fetch("http://echo/redirect?to=/next", { redirect: "manual" }); return [r.status, r.headers.get("location")]; }, [302, "/next"]);
throws("fetch with redirect error", TypeError, () => fetch("http://echo/redirect?to=/next", { redirect: "error" }));
throws("redirects in a circle", TypeError, () => fetch("http://echo/loop"));
is("a POST becomes a GET after 302", async () => { const j = await (await fetch("http://echo/redirect?to=/next", { method: "POST", body: "x" })).json(); return [j.method, j.body]; }, ["GET", ""]);
is("what is packed is unpacked", async () => (await fetch("http://echo/gzip")).text(), "unpacked");
is("cookies of a response", async () => (await fetch("http://echo/cookies")).headers.getSetCookie(), ["a=1", "b=2"]);
is("a status is no error", async () => { const r = await fetch("http://echo/status?503"); return [r.ok, r.status]; }, [false, 503]);
is("a network that fails rejects", async () => { try { await fetch("http://echo/fail"); } catch (e) { return e instanceof Error; } }, true);
throws("headers of a response are fixed", TypeError, async () => { (await fetch("http://echo/")).headers.set("a", "b"); });
is("data: URLs", async () => { const r = await fetch("data:text/plain;base64,aGk="); return [await r.text(), r.headers.get("content-type")]; }, ["hi", "text/plain"]);
throws("an unknown scheme", TypeError, () => fetch("ftp://a/"));
throws("fetch with an aborted signal", "AbortError", () => fetch("http://echo/", { signal: AbortSignal.abort() }));
is("the reason of an abort", async () => { try { await fetch("http://echo/", { signal: AbortSignal.abort("why") }); } catch (e) { return e; } }, "why");
is("streams are sent", async () => { const s = new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("ab")); c.enqueue(new TextEncoder().encode("c")); c.close(); } }); return (await (await fetch("http://echo/", { method: "POST", body: s })).json()).body; }, "abc");
is("state is private", () => [Object.keys(new Request("http://a")), Object.keys(new Response()), { ...new Headers({ a: "1" }) }], [[], [], {}]);
is("tags", () => [new Headers(), new Request("http://a"), new Response(), new FormData(), new Blob()].map((o) => o[Symbol.toStringTag]), ["Headers", "Request", "Response", "FormData", "Blob"]);
throws("members check this", TypeError, () => Object.getOwnPropertyDescriptor(Response.prototype, "status").get.call({}));
is("FormData", () => { const f = new FormData(); f.append("a", 1); f.append("a", "2"); f.set("b", new Blob(["x"])); const r = [f.getAll("a"), f.get("z"), f.has("b"), f.get("b").name, f.get("b") instanceof File]; f.delete("a"); return [...r, [...f.keys()]]; }, [["1", "2"], null, true, "blob", true, ["b"]]);
is("Blob", async () => { const b = new Blob(["ab", new Uint8Array([99]), new Blob(["d"])], { type: "Text/X" }); return [b.size, b.type, await b.text(), await b.slice(1, -1, "y").text(), b.slice(1, 2, "Y").type, await b.slice(-1).text(), await b.bytes()]; }, [4, "text/x", "abcd", "bc", "y", "d", new Uint8Array([97, 98, 99, 100])]);
throws("a Blob of text", TypeError, () => new Blob("x"));
is("Blob types", () => [new Blob([], { type: "a\u00e9" }).type, new Blob([null, 1]).size], ["", 5]);
is("File", () => { const f = new File(["x"], "n", { lastModified: 5 }); return [f.name, f.lastModified, f instanceof Blob, f.size, f[Symbol.toStringTag]]; }, ["n", 5, true, 1, "File"]);
throws("File without a name", TypeError, () => new File([]));

// ---- Headers

const pairs = (h) => [...h];
all("Headers of", (v) => pairs(new Headers(v)), [undefined, []], [{}, []], [[], []], [[["A", "1"], ["a", "2"]], [["a", "1, 2"]]], [new Map([["x", "y"]]), [["x", "y"]]], [{ a: 1, B: null, c: undefined }, [["a", "1"], ["b", "null"], ["c", "undefined"]]], [[new Set(["a", "b"])], [["a", "b"]]], [[["q", "1"]], [["q", "1"]]]);
is("Headers of a function", () => pairs(new Headers(() => {})), []);
for (const [name, v] of [["null", null], ["a number", 1], ["text", "a: b"], ["a pair of one", [["a"]]], ["a pair of three", [["a", "b", "c"]]], ["no pairs", ["ab"]], ["numbers", [1, 2]], ["a key that is a symbol", { [Symbol("s")]: "x" }], ["an iterator that is none", { [Symbol.iterator]: 1 }], ["a bad name", { "a b": "1" }], ["an empty name", [["", "1"]]], ["a bad value", { a: "\0" }], ["a wide name", { "\u0100": "1" }]]) throws("Headers of " + name, TypeError, () => new Headers(v));
for (const name of ["", " ", "a b", "a\n", "a:", "(a)", "a\u00e9", "[", "{", "a,", "a;", "a=", "a/", "a\\", "a\"", "a@", "a?", "\0"]) for (const method of ["get", "has", "delete", "append", "set"]) throws(`${method} of the name ${JSON.stringify(name)}`, TypeError, () => new Headers()[method](name, "x"));
for (const value of ["\0", "a\nb", "a\rb", "a\0"]) for (const method of ["append", "set"]) throws(`${method} of the value ${JSON.stringify(value)}`, TypeError, () => new Headers()[method]("a", value));
all("the value of", (v) => { const h = new Headers(); h.set("a", v); return h.get("a"); }, ["", ""], [" \t x \t\r\n", "x"], ["\n", ""], ["a b", "a b"], ["é", "é"], ["\x01\x7f", "\x01\x7f"], [1, "1"], [["a", "b"], "a,b"], ["\x0bx\x0c", "\x0bx\x0c"], ["a\tb", "a\tb"], ["\xa0x", "\xa0x"]);
is("Headers of Headers and of URLSearchParams", () => [pairs(new Headers(new Headers({ b: "1", a: "2" }))), pairs(new Headers(new URLSearchParams("q=1")))], [[["a", "2"], ["b", "1"]], [["q", "1"]]]);
is("empty values are joined", () => { const h = new Headers([["a", ""], ["a", "1"], ["a", ""]]); return [h.get("a"), h.get("A"), h.get("b")]; }, [", 1, ", ", 1, ", null]);
is("set replaces all, at the place of the first", () => { const h = new Headers([["a", "1"], ["b", "2"], ["a", "3"]]); h.set("A", "4"); return pairs(h); }, [["a", "4"], ["b", "2"]]);
is("names keep no case", () => [...new Headers({ "X-Custom": "1" }).keys()], ["x-custom"]);
is("Set-Cookie among the others", () => { const h = new Headers([["set-cookie", "z"], ["a", "1"], ["t", "2"], ["Set-Cookie", "y"]]); return [pairs(h), h.get("set-cookie"), h.has("set-cookie"), h.getSetCookie()]; }, [[["a", "1"], ["set-cookie", "z"], ["set-cookie", "y"], ["t", "2"]], "z, y", true, ["z", "y"]]);
is("cookies: set, delete, and none", () => { const h = new Headers([["set-cookie", "a"], ["set-cookie", "b"]]); h.set("Set-Cookie", "c"); const one = h.getSetCookie(); h.delete("set-cookie"); return [one, h.getSetCookie(), h.get("set-cookie")]; }, [["c"], [], null]);
is("cookies are copied apart", () => new Headers(new Headers([["set-cookie", "a"], ["set-cookie", "b"]])).getSetCookie(), ["a", "b"]);
is("iteration of headers is live", () => { const h = new Headers({ b: "1", d: "2" }), out = []; for (const [k] of h) { out.push(k); if (k === "b") { h.append("c", "3"); h.append("a", "0"); } } return out; }, ["b", "b", "c", "d"]);
is("a deleted header moves the rest up", () => { const h = new Headers({ a: "1", b: "2", c: "3" }), out = []; for (const [k] of h) { out.push(k); h.delete("a"); } return out; }, ["a", "c"]);
is("a record is read key by key", () => { const log = []; const note = (name) => (t, k) => { log.push(name + " " + String(k)); return Reflect[name](t, k); }; new Headers(new Proxy({ a: "1", b: "2" }, { ownKeys(t) { log.push("ownKeys"); return Reflect.ownKeys(t); }, getOwnPropertyDescriptor: note("getOwnPropertyDescriptor"), get: note("get") })); return log; }, ["get Symbol(Symbol.iterator)", "ownKeys", "getOwnPropertyDescriptor a", "get a", "getOwnPropertyDescriptor b", "get b"]);
is("a record is converted before any of it counts", () => { const log = []; try { new Headers({ "bad name": "1", get b() { log.push("b"); return "2"; } }); } catch (e) { return [log, e.name]; } }, [["b"], "TypeError"]);
is("a wide name is refused before its value is read", () => { const log = []; try { new Headers({ "\u0100": "1", get b() { log.push("b"); return "2"; } }); } catch (e) { return [log, e.name]; } }, [[], "TypeError"]);
is("an own iterator of Headers is used", () => { const h = new Headers({ a: "1" }); h[Symbol.iterator] = function* () { yield ["z", "9"]; }; return pairs(new Headers(h)).length === 1 && new Headers(h).get("z"); }, "9");
throws("append needs two", TypeError, () => new Headers().append("a"));
throws("a symbol for a value", TypeError, () => new Headers().set("a", Symbol()));

// ---- Request

const post = (init, url = "http://a/") => new Request(url, { method: "POST", ...init });
all("the URL of a Request", (u) => new Request(u).url, ["http://a", "http://a/"], ["HTTP://A/b/../c#f", "http://a/c#f"], [new URL("http://a/b"), "http://a/b"], [{ toString: () => "http://o/" }, "http://o/"]);
is("the defaults of a Request", () => { const r = new Request("http://a"); return [r.method, r.body, r.bodyUsed, r.redirect, r.integrity, r.keepalive, pairs(r.headers), r.signal.aborted, r.headers === r.headers, r.signal === r.signal]; }, ["GET", null, false, "follow", "", false, [], false, true, true]);
for (const method of ["", "a b", "\0", "GET ", "CONNECT", "connect", "TRACE", "Track", "a:b"]) throws("the method " + JSON.stringify(method), TypeError, () => new Request("http://a", { method }));
is("methods that are normalised", () => ["get", "head", "Post", "put", "DELETE", "oPtions"].map((method) => new Request("http://a", { method }).method), ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]);
for (const method of ["GET", "head"]) { throws(`an empty body with ${method}`, TypeError, () => new Request("http://a", { method, body: "" })); throws(`a body kept for ${method}`, TypeError, () => new Request(post({ body: "x" }), { method })); }
for (const bad of [1, "x", true, Symbol()]) throws("a Request's options " + String(bad), TypeError, () => new Request("http://a", bad));
is("a Request's options that are missing", () => [null, undefined, {}].map((o) => new Request("http://a", o).method), ["GET", "GET", "GET"]);
is("options are read once each", () => { const seen = {}; new Request("http://a", new Proxy({ method: "POST", body: "x", headers: {}, redirect: "follow" }, { get(t, k) { seen[k] = (seen[k] ?? 0) + 1; return t[k]; } })); return Object.values(seen).every((n) => n === 1) && seen.body === 1; }, true);
is("a Request of a Request takes all over", async () => { const a = post({ body: "x", headers: { "x-a": "1" }, redirect: "manual" }), b = new Request(a); return [b.method, b.url, b.headers.get("x-a"), b.headers.get("content-type"), b.redirect, a.bodyUsed, await b.text(), b.headers !== a.headers]; }, ["POST", "http://a/", "1", "text/plain;charset=UTF-8", "manual", true, "x", true]);
is("given headers replace the old ones", () => pairs(new Request(new Request("http://a", { headers: { a: "1" } }), { headers: { b: "2" } }).headers), [["b", "2"]]);
is("a new body replaces the old one, which stays", async () => { const a = post({ body: "old" }), b = new Request(a, { body: "new" }); return [await b.text(), a.bodyUsed, await a.text()]; }, ["new", false, "old"]);
is("a body null keeps the old one", async () => new Request(post({ body: "old" }), { body: null }).text(), "old");
throws("a Request of one that was read", TypeError, async () => { const a = post({ body: "x" }); await a.text(); new Request(a); });
is("a Request of one that was read, with another body", async () => { const a = post({ body: "x" }); await a.text(); return new Request(a, { body: "y" }).text(); }, "y");
throws("a Request of one whose body is locked", TypeError, () => { const a = post({ body: "x" }); a.body.getReader(); new Request(a); });
is("a Request as options", async () => { const r = new Request("http://b", post({ body: "x", headers: { q: "1" } })); return [r.url, r.method, r.headers.get("q"), await r.text()]; }, ["http://b/", "POST", "1", "x"]);
is("a body's type, unless there is one", () => [post({ body: "x" }).headers.get("content-type"), post({ body: "x", headers: { "Content-Type": "a/b" } }).headers.get("content-type"), post({ body: new Uint8Array(1) }).headers.get("content-type"), post({ body: new Blob([], { type: "" }) }).headers.get("content-type")], ["text/plain;charset=UTF-8", "a/b", null, null]);
for (const redirect of ["", "x", "Follow", null]) throws("redirect " + JSON.stringify(redirect), TypeError, () => new Request("http://a", { redirect }));
is("clone of a Request", async () => { const a = post({ body: "x", headers: { q: "1" } }), b = a.clone(); b.headers.set("q", "2"); return [a.headers.get("q"), b.headers.get("q"), a.body !== b.body, await a.text(), await b.text()]; }, ["1", "2", true, "x", "x"]);
throws("clone of a Request that was read", TypeError, async () => { const a = post({ body: "x" }); await a.text(); a.clone(); });
throws("clone of a Request that is locked", TypeError, () => { const a = post({ body: "x" }); a.body.getReader(); a.clone(); });
is("headers of a Request may be changed", () => { const r = new Request("http://a"); r.headers.set("Cookie", "c"); r.headers.append("host", "h"); return pairs(r.headers); }, [["cookie", "c"], ["host", "h"]]);

// ---- Response

is("the defaults of a Response", () => { const r = new Response(); return [r.status, r.statusText, r.ok, r.body, r.bodyUsed, r.type, r.url, r.redirected, pairs(r.headers), r.headers === r.headers]; }, [200, "", true, null, false, "default", "", false, [], true]);
all("the status of", (status) => new Response(null, { status }).status, [200, 200], [599, 599], ["204", 204], [200.9, 200], [65736, 200], [undefined, 200], [{ valueOf: () => 201 }, 201]);
for (const status of [100, 199, 601, -200, NaN, null, "x", Infinity]) throws("the status " + String(status), RangeError, () => new Response(null, { status }));
throws("a status that is a BigInt", TypeError, () => new Response(null, { status: 200n }));
is("ok is for 2xx", () => [200, 299, 300, 400].map((status) => new Response(null, { status }).ok), [true, true, false, false]);
for (const status of [204, 205, 304]) { throws(`an empty body with ${status}`, TypeError, () => new Response("", { status })); is(`no body with ${status}`, () => new Response(null, { status }).body, null); throws(`Response.json with ${status}`, TypeError, () => Response.json(1, { status })); }
all("the statusText", (statusText) => new Response(null, { statusText }).statusText, ["", ""], ["a b\t!", "a b\t!"], ["\x80\xff", "\x80\xff"], [null, "null"], [5, "5"], [undefined, ""]);
for (const statusText of ["\0", "\n", "a\r", "\x7f", "\u0100", "\ud800"]) throws("the statusText " + JSON.stringify(statusText), TypeError, () => new Response(null, { statusText }));
is("a bad status comes before a bad body", () => { try { new Response("x", { status: 99, headers: { "a b": "" } }); } catch (e) { return e.name; } }, "RangeError");
is("a Response's options are read once each", () => { const seen = {}; new Response("x", new Proxy({ status: 200, statusText: "x", headers: {} }, { get(t, k) { seen[k] = (seen[k] ?? 0) + 1; return t[k]; } })); return Object.values(seen).every((n) => n === 1) && seen.status === 1; }, true);
is("a Response as options", () => { const r = new Response("new", new Response("old", { status: 201, statusText: "S", headers: { a: "1", "content-type": "x/y" } })); return [r.status, r.statusText, r.headers.get("a"), r.headers.get("content-type")]; }, [201, "S", "1", "x/y"]);
for (const bad of [1, "x", true]) throws("a Response's options " + bad, TypeError, () => new Response(null, bad));
all("what is a body", (b) => new Response(b).text(), ["s", "s"], ["", ""], [5, "5"], [true, "true"], [["a", "b"], "a,b"], [null, ""], [undefined, ""], [new String("o"), "o"], [new Uint16Array([0x4241]), "AB"], [new DataView(new Uint8Array([65, 66, 67]).buffer, 1), "BC"], ["\ud800", "\ufffd"]);
is("parameters and objects are bodies", async () => [await new Response(new URLSearchParams("a=é")).text(), await new Response({}).text()], ["a=%C3%A9", "[object Object]"]);
throws("a body that is a symbol", TypeError, () => new Response(Symbol()));
is("a body's bytes are copied", async () => { const u = new Uint8Array([65]), r = new Response(u); u[0] = 66; return r.text(); }, "A");
is("an empty text is a body", () => [new Response("").body instanceof ReadableStream, new Response("").headers.get("content-type")], [true, "text/plain;charset=UTF-8"]);
is("Response.json of an object", async () => { const r = Response.json({ a: undefined, b: [new Date(0)] }); return [r.status, r.headers.get("content-type"), await r.text()]; }, [200, "application/json", '{"b":["1970-01-01T00:00:00.000Z"]}']);
is("Response.json keeps a given type", () => Response.json(1, { headers: { "content-type": "a/b" }, statusText: "S", status: 400 }).headers.get("content-type"), "a/b");
for (const [name, v, want] of [["nothing", undefined, TypeError], ["a function", () => {}, TypeError], ["a symbol", Symbol(), TypeError], ["a BigInt", 1n, TypeError], ["what throws", { toJSON() { throw new RangeError(); } }, RangeError]]) throws("Response.json of " + name, want, () => Response.json(v));
throws("Response.json of a cycle", TypeError, () => { const o = {}; o.o = o; Response.json(o); });
for (const status of [301, 302, 303, 307, 308]) is("Response.redirect with " + status, () => { const r = Response.redirect("http://a/é", status); return [r.status, r.headers.get("location"), r.body, r.type, r.redirected]; }, [status, "http://a/%C3%A9", null, "default", false]);
for (const status of [200, 300, 304, 306, 309, 0, NaN]) throws("Response.redirect with " + status, RangeError, () => Response.redirect("http://a", status));
throws("Response.redirect to what is no URL", TypeError, () => Response.redirect("no url", 999));
throws("a redirect's headers are fixed", TypeError, () => Response.redirect("http://a").headers.set("a", "b"));
throws("an error's headers are fixed", TypeError, () => Response.error().headers.append("a", "b"));
is("a failed change changes nothing", () => { const r = Response.redirect("http://a"); for (const f of ["set", "append", "delete"]) try { r.headers[f]("location", "x"); } catch {} return r.headers.get("location"); }, "http://a/");
is("a Response.error has nothing", () => { const r = Response.error(); return [r.type, r.status, r.statusText, r.ok, r.body, r.url]; }, ["error", 0, "", false, null, ""]);
is("clone of a Response", async () => { const a = new Response("x", { status: 201, statusText: "S", headers: { q: "1" } }), b = a.clone(); b.headers.set("q", "2"); return [b.status, b.statusText, a.headers.get("q"), b.headers.get("q"), await a.text(), await b.text(), a.bodyUsed, b.bodyUsed]; }, [201, "S", "1", "2", "x", "x", true, true]);
is("clone without a body", () => new Response().clone().body, null);
is("clone of a stream gives two streams", async () => { const a = new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([65])); c.close(); } })), before = a.body, b = a.clone(); return [a.body !== before, before.locked, await b.text(), await a.text()]; }, [true, true, "A", "A"]);
is("the chunks of a clone are not shared", async () => { const a = new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([65])); c.close(); } })), b = a.clone(); const { value } = await a.body.getReader().read(); value[0] = 66; return b.text(); }, "A");
throws("clone of a Response that is locked", TypeError, () => { const a = new Response("x"); a.body.getReader(); a.clone(); });
throws("a clone of fixed headers is fixed", TypeError, () => Response.redirect("http://a").clone().headers.set("a", "b"));
is("clone of an error", () => Response.error().clone().type, "error");

// ---- bodies

const readers = ["text", "json", "arrayBuffer", "bytes", "blob", "formData"];
for (const method of readers) {
	is(`${method} uses a body up`, async () => { const r = new Response('"x"', { headers: { "content-type": "application/x-www-form-urlencoded" } }); const before = r.bodyUsed, p = r[method](), after = r.bodyUsed; await p; return [before, after, p instanceof Promise]; }, [false, true, true]);
	throws(`${method} of a body that is used up`, TypeError, async () => { const r = new Response('"x"', { headers: { "content-type": "application/x-www-form-urlencoded" } }); await r.arrayBuffer(); await r[method](); });
	throws(`${method} of a locked body`, TypeError, () => { const r = new Response("x"); r.body.getReader(); return r[method](); });
	throws(`${method} of a body that was read in part`, TypeError, async () => { const r = new Response("x"), reader = r.body.getReader(); await reader.read(); reader.releaseLock(); return r[method](); });
	throws(`${method} of a body that was cancelled`, TypeError, async () => { const r = new Response("x"); await r.body.cancel(); return r[method](); });
	is(`${method} passes on what a stream fails with`, async () => { const e = new RangeError("x"); try { await new Response(new ReadableStream({ start(c) { c.error(e); } }), { headers: { "content-type": "application/x-www-form-urlencoded" } })[method](); } catch (x) { return x === e; } }, true);
	is(`after ${method} the stream is locked and spent`, async () => { const r = new Response("1", { headers: { "content-type": "application/x-www-form-urlencoded" } }); await r[method](); let e; try { r.body.getReader(); } catch (x) { e = x.name; } return [e, r.body.locked]; }, ["TypeError", true]);
}
is("no body can be read again and again", async () => { const r = new Response(); return [await r.text(), await r.text(), (await r.arrayBuffer()).byteLength, (await r.bytes()).length, (await r.blob()).size, r.bodyUsed]; }, ["", "", 0, 0, 0, false]);
throws("json of no body", SyntaxError, () => new Response().json());
throws("json of an empty body", SyntaxError, () => new Response("").json());
is("json drops a mark", async () => new Response(new Uint8Array([0xef, 0xbb, 0xbf, 49])).json(), 1);
is("text is UTF-8, whatever the type says", async () => new Response(new Uint8Array([0xe9]), { headers: { "content-type": "text/plain;charset=latin1" } }).text(), "\ufffd");
for (const [name, chunk] of [["text", "x"], ["null", null], ["a number", 1], ["an object", {}]]) throws("a stream that gives " + name, TypeError, () => new Response(new ReadableStream({ start(c) { c.enqueue(chunk); c.close(); } })).text());
is("the stream of a body is the same each time", () => { const s = new ReadableStream(), r = new Response(s), q = new Response("x"); return [r.body === s, q.body === q.body]; }, [true, true]);
throws("a locked stream for a body", TypeError, () => { const s = new ReadableStream(); s.getReader(); new Response(s); });
throws("a disturbed stream for a body", TypeError, async () => { const s = new ReadableStream({ start(c) { c.enqueue(new Uint8Array(1)); } }), r = s.getReader(); await r.read(); r.releaseLock(); new Response(s); });
is("bodyUsed follows the stream", async () => { const r = new Response("x"), out = [r.bodyUsed], reader = r.body.getReader(); out.push(r.bodyUsed); reader.read(); out.push(r.bodyUsed); return out; }, [false, false, true]);
is("bodies are byte streams", async () => { const r = new Response("abc").body.getReader({ mode: "byob" }); return [(await r.read(new Uint8Array(2))).value, (await r.read(new Uint8Array(2))).value]; }, [new Uint8Array([97, 98]), new Uint8Array([99])]);
is("a body goes through pipes", async () => (await Array.fromAsync(new Response("abc").body.pipeThrough(new TextDecoderStream()))).join(""), "abc");
is("a body can be iterated", async () => { let n = 0; for await (const c of new Response("abc").body) n += c.length; return n; }, 3);

// ---- fetch

const echo = async (...args) => (await fetch(...args)).json();
is("fetch takes a URL and anything with toString", async () => [(await fetch(new URL("http://echo/"))).status, (await fetch({ toString: () => "http://echo/" })).status], [200, 200]);
for (const [name, ...args] of [["a relative URL", "/x"], ["a URL that is none", "http://["], ["a bad method", "http://echo/", { method: "a b" }], ["a bad header", "http://echo/", { headers: { "a b": "c" } }], ["a body with GET", "http://echo/", { body: "x" }], ["an option that is none", "http://echo/", 5], ["a bad signal", "http://echo/", { signal: {} }]]) is("fetch rejects, and does not throw, for " + name, async () => { const p = fetch(...args); try { await p; } catch (e) { return [p instanceof Promise, e.name]; } }, [true, "TypeError"]);
throws("fetch of a Request that was read", TypeError, async () => { const r = post({ body: "x" }, "http://echo/"); await r.text(); await fetch(r); });
is("fetch uses a Request's body up", async () => { const r = post({ body: "x" }, "http://echo/"), j = await echo(r); return [j.body, r.bodyUsed]; }, ["x", true]);
is("fetch sends each kind of body", async () => { const out = []; for (const body of ["é", new Uint8Array([65]), new URLSearchParams("a=b c"), new Blob(["b"], { type: "t/u" })]) { const j = await echo("http://echo/", { method: "POST", body }); out.push([j.body, j.headers["content-type"]]); } return out; }, [["é", "text/plain;charset=UTF-8"], ["A", undefined], ["a=b+c", "application/x-www-form-urlencoded;charset=UTF-8"], ["b", "t/u"]]);
is("a response's url has no fragment", async () => (await fetch("http://echo/x#f")).url, "http://echo/x");
is("a response's body is a stream of bytes", async () => { const r = await fetch("http://echo/"); const reader = r.body.getReader({ mode: "byob" }), { value } = await reader.read(new Uint8Array(1)); return [value, r.bodyUsed]; }, [new Uint8Array([123]), true]);
for (const [status, method, want] of [[302, "POST", "GET"]]) is(`a ${method} after ${status}`, async () => (await echo("http://echo/redirect?to=/x", { method, body: "b" })).method, want);
is("a redirect drops what a body's headers said", async () => { const j = await echo("http://echo/redirect?to=/x", { method: "POST", body: "b", headers: { "x-kept": "1" } }); return [j.headers["content-type"], j.headers["x-kept"]]; }, [undefined, "1"]);
is("PUT stays PUT after 302", async () => { const j = await echo("http://echo/redirect?to=/x", { method: "PUT", body: "b" }); return [j.method, j.body]; }, ["PUT", "b"]);
is("a fragment survives a redirect", async () => (await fetch("http://echo/redirect?to=/x#f")).url, "http://echo/x");
throws("a redirect to another scheme", TypeError, () => fetch("http://echo/redirect?to=data:,x"));
throws("a redirect to what is no URL", TypeError, () => fetch("http://echo/redirect?to=http://["));
is("HEAD has no body", async () => { const r = await fetch("http://echo/", { method: "HEAD" }); return [r.body, await r.text()]; }, [null, ""]);
is("204 has no body", async () => (await fetch("http://echo/status?204")).body, null);
is("a fetched Response can be cloned, and its clone read", async () => { const r = await fetch("http://echo/"), c = r.clone(); return [await r.text() === await c.text(), c.url, c.status]; }, [true, "http://echo/", 200]);
is("a fetched Response with new headers", async () => { const r = await fetch("http://echo/"), n = new Response(r.body, r); n.headers.set("x", "1"); return [n.headers.get("x"), (await n.json()).method]; }, ["1", "GET"]);
