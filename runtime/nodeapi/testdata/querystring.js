["foo=bar&abc=xyz&abc=123", "", "a", "a=", "=b", "a=b=c", "a=1&&b=2", "a=%20b+c", "a=%zz", "%E9=%C3%A9", "a[]=1&a[]=2", "__proto__=1"].map((s) => require("querystring").parse(s))

[require("querystring").parse("a:1;b:2", ";", ":"), require("querystring").parse("a=1&b=2&c=3", null, null, { maxKeys: 2 }), require("querystring").parse("a=x", null, null, { decodeURIComponent: (s) => s + "!" })]

[{ foo: "bar", baz: ["qux", "quux"], corge: "" }, { a: 1, b: true, c: null, d: undefined, e: {}, f: 1n, g: NaN }, {}, null, "x", { "a b": "c&d=é" }].map((o) => require("querystring").stringify(o))

[require("querystring").stringify({ a: 1, b: [2, 3] }, ";", ":"), require("querystring").escape("a b&é"), require("querystring").unescape("a%20b%zz"), require("querystring").unescapeBuffer("a%20b%"), require("querystring").decode === require("querystring").parse]

const q = require("querystring"); return [q.parse("a=1&b=2&a=3&c&=d&e=%20f+g&h=%zz"), q.parse("a:1;b:2", ";", ":"), q.parse("a=1&b=2&c=3", null, null, { maxKeys: 2 }), q.parse("a=%E4", null, null, { decodeURIComponent: (s) => s.toUpperCase() }), q.parse(""), q.parse("&&a&&"), q.parse("a=b=c"), q.parse(1)];

const q = require("querystring"); return [q.stringify({ a: 1, b: [1, "x y"], c: true, d: null, e: undefined, f: NaN, g: {}, h: 10n, i: "é&=", j: [] }), q.stringify({ a: 1, b: 2 }, ";", ":"), q.stringify({ a: "ü" }, null, null, { encodeURIComponent: (s) => `<${s}>` }), q.stringify(1), q.escape("a b!'()*~é"), q.unescape("a%20b%zz%41"), q.encode === q.stringify, q.decode === q.parse, q.unescapeBuffer("a%41").toString()];

require("querystring").stringify({ a: "\ud800" })
