["http://user:pass@sub.example.com:8080/p/a/t/h?query=string#hash", "//foo/bar", "/a/b?c=d", "mailto:a@b.c", "javascript:alert('x')", "http://EXAMPLE.com", "http://example.com?x=1", "HTTP://a.b/c d", "http:\\\\a.b\\c", "file:///etc/passwd", "a/b", "", "http://[::1]:80/x", "#h", "?q", "http://a.com:/", "xmpp:user@host", "coap://host:5683/x", "http://mañana.com/"].map((u) => require("url").parse(u).href + " " + JSON.stringify(require("url").parse(u)))

[require("url").parse("/a?b=c&b=d", true).query, require("url").parse("//host/path", false, true).host, require("url").parse("/x", true).query]

[["/one/two/three", "four"], ["http://example.com/", "/one"], ["http://example.com/one", "/two"], ["http://a.com/b/c/d", "../x?y#z"], ["http://a.com/b", "//c.com/d"], ["http://a.com/b", "https://d.com"], ["http://a.com/b?c", "#h"], ["http://a.com/b?c", "?d"], ["/a/b", ".."], ["a/b", "../../c"], ["http://a.com", "b"], ["http://a.com/b/", "."], ["http://a.com/b/c", ""], ["http://a.com/", "mailto:x@y"]].map(([a, b]) => require("url").resolve(a, b))

[{ protocol: "http", host: "a.com", pathname: "/x", search: "y=1", hash: "z" }, { hostname: "h", port: 8, slashes: true }, { protocol: "https:", hostname: "::1", query: { a: [1, 2] } }, { pathname: "a?b#c" }, { auth: "u:p@x", host: "h", protocol: "http:" }].map((o) => require("url").format(o))

require("url").parse(5)

require("url").format(5)

require("url").parse("http://a b/")
