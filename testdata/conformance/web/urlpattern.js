import { all, is, throws } from "../harness.js";

const FIELDS = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];
const parts = (p) => FIELDS.map((f) => p[f]).join(" ");
const groups = (p, input, base) => { const m = p.exec(input, base); return m && Object.fromEntries(FIELDS.filter((f) => Object.keys(m[f].groups).length).map((f) => [f, m[f].groups])); };

// ---- what a pattern is made of

all("the parts of", (...args) => parts(new URLPattern(...args)),
	[undefined, "* * * * * * * *"], [{}, "* * * * * * * *"],
	["https://example.com/a/*", "https * * example.com  /a/* * *"],
	["https://example.com", "https * * example.com  * * *"],
	["https://example.com/?q#h", "https * * example.com  / q h"],
	["https://example.com:8080/x", "https * * example.com 8080 /x * *"],
	["https://example.com:443/x", "https * * example.com  /x * *"],
	["http{s}?://a.b/", "http{s}? * * a.b  / * *"],
	["https://u:p@h/", "https u:p * h  / * *"],
	["https://u\\:p@h/", "https u p h  / * *"],
	["https://{:sub.}?example.com/", "https * * {:sub.}?example.com  / * *"],
	["/a/:b", "https://h.x", "https * * h.x  /a/:b * *"],
	["a", "https://h.x/b/c", "https * * h.x  /b/a * *"],
	["?q", "https://h.x/b?c", "https * * h.x  /b q *"],
	["#f", "https://h.x/b?c", "https * * h.x  /b c f"],
	["data\\:foobar", "data * *   foobar * *"],
	["*:*", "* * * *  * * *"],
	[{ pathname: "a", baseURL: "https://h.x/b/c" }, "https * * h.x  /b/a * *"],
	[{ hostname: "x", baseURL: "https://h.x:81/b/c?d#e" }, "https * * x * * * *"],
	[{ search: "?a", hash: "#b", protocol: "http:", pathname: "/é b" }, "http * * * * /%C3%A9%20b a b"],
	[{ protocol: "https", port: "443" }, "https * * *  * * *"],
	[{ protocol: "http", port: "443" }, "http * * * 443 * * *"],
	[{ hostname: "EXAMPLE.com" }, "* * * example.com * * * *"],
	[{ hostname: "münchen.de" }, "* * * xn--mnchen-3ya.de * * * *"],
	[{ hostname: "[\\:\\:ABCD]" }, "* * * [\\:\\:abcd] * * * *"],
	[{ username: "é", password: "p\\:" }, "* %C3%A9 p%3A * * * * *"],
	[{ pathname: "/(.*)" }, "* * * * * /* * *"],
	[{ pathname: "/a/../b" }, "* * * * * /b * *"],
	[{ pathname: "/:a(\\d+)" }, "* * * * * /:a(\\d+) * *"],
	[{ pathname: "{/:a}" }, "* * * * * /:a * *"],
	[{ pathname: "{/:a}?" }, "* * * * * /:a? * *"],
	[{ pathname: "/{:a}b" }, "* * * * * /{:a}b * *"],
	[{ pathname: "/{a}/b" }, "* * * * * /a/b * *"],
	[{ pathname: "/{a}+" }, "* * * * * /{a}+ * *"],
	[{ pathname: "/\\:a" }, "* * * * * /\\:a * *"],
	[{ pathname: "/:a*" }, "* * * * * /:a* * *"],
	[{ pathname: "/**" }, "* * * * * /** * *"],
	[{ pathname: "/*?" }, "* * * * * /*? * *"],
	[{ pathname: "{/*}?" }, "* * * * * /*? * *"],
	[{ protocol: "data", pathname: "a b" }, "data * * * * a b * *"],
);
is("hasRegExpGroups", () => [{}, { pathname: "/:a" }, { pathname: "/*" }, { pathname: "/(\\d+)" }, { pathname: "/(.*)" }, { hash: ":a(x)" }].map((i) => new URLPattern(i).hasRegExpGroups), [false, false, false, true, false, true]);
for (const [name, ...args] of [["text that is relative", "/a"], ["an empty text", ""], ["a base that is no URL", "/a", "x"], ["a base beside an object", {}, "https://a"], ["an unclosed group", { pathname: "/(a" }], ["an empty group", { pathname: "/()" }], ["a group in a group", { pathname: "/((a))" }], ["a look-behind-like group", { pathname: "/(?a)" }], ["the same name twice", { pathname: "/:a/:a" }], ["an unclosed brace", { pathname: "/{a" }], ["a brace too many", { pathname: "/a}" }], ["a brace in a brace", { pathname: "/{a{b}}" }], ["a name that is none", { pathname: "/:" }], ["a name that begins with a digit", { pathname: "/:1" }], ["a bad expression", { pathname: "/([" }], ["a non-ASCII expression", { pathname: "/(é)" }], ["a trailing backslash", { pathname: "/a\\" }], ["a bad host", { hostname: "bad host" }], ["a bad port", { port: "x" }], ["a bad protocol", { protocol: "caf é" }], ["two names in braces", { pathname: "/a{/:x-:y}*" }], ["a colon that is no name", { hostname: "[::1]" }], ["a modifier alone", { pathname: "/+" }], ["a base that is bad", { baseURL: "x" }], ["options that are none", "https://a", 5], ["a symbol", Symbol()]]) throws("URLPattern of " + name, TypeError, () => new URLPattern(...args));
is("members are read in order", () => { const log = []; new URLPattern(new Proxy({}, { get(_, k) { log.push(k); } })); return log; }, ["baseURL", "hash", "hostname", "password", "pathname", "port", "protocol", "search", "username"]);

// ---- matching

const matches = (init, ...rows) => { for (const [input, want] of rows) is(`${JSON.stringify(init)} against ${JSON.stringify(input)}`, () => groups(new URLPattern(init), input), want); };
matches({ pathname: "/a/:b" }, [{ pathname: "/a/x" }, { protocol: { 0: "" }, username: { 0: "" }, password: { 0: "" }, hostname: { 0: "" }, port: { 0: "" }, pathname: { b: "x" }, search: { 0: "" }, hash: { 0: "" } }], [{ pathname: "/b/x" }, null], [{ pathname: "/a/" }, null], [{ pathname: "/a/x/y" }, null]);
const path = (pattern, ...rows) => { for (const [input, want] of rows) is(`${pattern} against ${input}`, () => { const m = new URLPattern({ pathname: pattern }).exec({ pathname: input }); return m && { ...m.pathname.groups }; }, want); };
path("/a/:b", ["/a/x", { b: "x" }], ["/a/x.y-z", { b: "x.y-z" }], ["/a/%20", { b: "%20" }], ["/a", null]);
path("/a/:b?", ["/a/x", { b: "x" }], ["/a", { b: undefined }], ["/a/", null], ["/ax", null]);
path("/a/:b+", ["/a/x/y", { b: "x/y" }], ["/a", null], ["/a/x/", null]);
path("/a/:b*", ["/a/x/y", { b: "x/y" }], ["/a", { b: undefined }], ["/a//", null]);
path("/a/*", ["/a/x/y", { 0: "x/y" }], ["/a/", { 0: "" }], ["/a", null]);
path("/a*", ["/a", { 0: "" }], ["/abc/d", { 0: "bc/d" }]);
path("/a/*/b/*", ["/a/1/2/b/3", { 0: "1/2", 1: "3" }]);
path("/*?", ["/x", { 0: "x" }], ["/", { 0: "" }]);
path("/a/(\\d+)", ["/a/12", { 0: "12" }], ["/a/x", null]);
path("/a/:n(\\d+)/:m([a-z]*)", ["/a/12/x", { n: "12", m: "x" }], ["/a/12/", { n: "12", m: "" }], ["/a/x/x", null]);
path("/a{/b}?", ["/a", {}], ["/a/b", {}], ["/a/b/b", null]);
path("/a{/b}+", ["/a/b/b", {}], ["/a", null]);
path("/a{/:x-b}*", ["/a/1-b", { x: "1" }], ["/a", { x: undefined }]);
path("/:x{.:y}?", ["/a.b", { x: "a", y: "b" }], ["/a", { x: "a", y: undefined }]);
path("/:a.:b", ["/x.y", { a: "x", b: "y" }], ["/x.y.z", { a: "x", b: "y.z" }]);
path("/:a:b", ["/xy", { a: "x", b: "y" }]);
path("/caf\u00e9/:\u00e9t\u00e9", ["/caf%C3%A9/x", { "\u00e9t\u00e9": "x" }], ["/caf\u00e9/x", { "\u00e9t\u00e9": "x" }]);
path("/:$_1", ["/x", { $_1: "x" }]);
path("/A", ["/a", null], ["/A", {}]);
path("/a/../b", ["/b", {}], ["/x/../b", {}]);
path("\\/\\:x", ["/:x", {}]);
is("ignoreCase", () => { const p = new URLPattern({ pathname: "/Foo", hash: "Bar" }, { ignoreCase: true }); return [p.test({ pathname: "/fOO", hash: "bAR" }), new URLPattern({ pathname: "/Foo" }, {}).test({ pathname: "/foo" }), new URLPattern("https://h/Foo", { ignoreCase: true }).test("https://h/foo"), new URLPattern("/Foo", "https://h", { ignoreCase: true }).test("https://h/FOO")]; }, [true, false, true, true]);
all("test", (init, input, base) => new URLPattern(init).test(input, base),
	[{ hostname: "*.example.com" }, "https://a.example.com/", undefined, true], [{ hostname: "*.example.com" }, "https://example.com/", undefined, false], [{ hostname: "{*.}?example.com" }, "https://example.com/", undefined, true],
	[{ protocol: "http{s}?" }, "https://a", undefined, true], [{ protocol: "http{s}?" }, "ftp://a", undefined, false], [{ port: "" }, "https://a:443", undefined, true], [{ port: "" }, "https://a:1", undefined, false], [{ port: "80*" }, "https://a:8080", undefined, true],
	[{ search: "a=:x" }, "https://a?a=1", undefined, true], [{ search: "" }, "https://a?a", undefined, false], [{ search: "*" }, "https://a?a", undefined, true], [{ hash: "x" }, "https://a#x", undefined, true], [{ username: "u", password: "p" }, "https://u:p@a", undefined, true],
	["https://a/b", "b", "https://a/c", true], ["https://a/b", "https://a/b?x#y", undefined, true], ["https://a/b?", "https://a/b?x", undefined, false], ["https://a/b", "no url", undefined, false], ["https://a/b", "b", "no url", false], ["https://a/b", undefined, undefined, false], ["data\\:*", "data:x", undefined, true], ["https://[\\:\\:1]/", "https://[::1]/", undefined, true],
	[{ pathname: "/b" }, { pathname: "b", baseURL: "https://h/a" }, undefined, true], [{ pathname: "/b" }, { baseURL: "bad" }, undefined, false], [{ protocol: "https" }, { protocol: "https:" }, undefined, true], [{ port: "" }, { protocol: "https", port: "443" }, undefined, true], [{ port: "90" }, { port: "90x" }, undefined, true], [{ hostname: "h" }, { hostname: "a b" }, undefined, false],
);
throws("test of an object with a base", TypeError, () => new URLPattern({}).test({}, "https://a"));
throws("exec of an object with a base", TypeError, () => new URLPattern({}).exec({ pathname: "/a" }, "https://a"));
is("the result of exec", () => { const m = new URLPattern("https://:sub.example.com/:a/*").exec("https://x.example.com/1/2/3?q#h"); return [Object.keys(m), m.inputs, m.hostname, m.pathname, m.search, m.hash, m.port, m.protocol]; }, [["inputs", ...FIELDS].sort((a, b) => FIELDS.indexOf(a) - FIELDS.indexOf(b)), ["https://x.example.com/1/2/3?q#h"], { input: "x.example.com", groups: { sub: "x" } }, { input: "/1/2/3", groups: { 0: "2/3", a: "1" } }, { input: "q", groups: { 0: "q" } }, { input: "h", groups: { 0: "h" } }, { input: "", groups: {} }, { input: "https", groups: {} }]);
is("inputs hold what was given", () => { const o = { pathname: "/a" }; return [new URLPattern({ pathname: "/a" }).exec(o).inputs, new URLPattern("https://h/a").exec("a", "https://h").inputs, new URLPattern().exec().inputs]; }, [[{ pathname: "/a" }], ["a", "https://h"], [{}]]);
is("what matched is canonical", () => { const m = new URLPattern({ pathname: "/*" }).exec("HTTPS://H/é?'#`"); return [m.protocol.input, m.hostname.input, m.pathname.input, m.search.input, m.hash.input]; }, ["https", "h", "/%C3%A9", "%27", "%60"]);
is("a URL is input too", () => new URLPattern({ pathname: "/a" }).test(new URL("https://h/a")), true);
is("exec and test leave the pattern as it was", () => { const p = new URLPattern({ pathname: "/:a" }); return [p.test("https://h/1"), p.test("https://h/2"), p.exec("https://h/3").pathname.groups.a]; }, [true, true, "3"]);
