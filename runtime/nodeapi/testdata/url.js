["http://user:pass@sub.example.com:8080/p/a/t/h?query=string#hash", "//foo/bar", "/a/b?c=d", "mailto:a@b.c", "javascript:alert('x')", "http://EXAMPLE.com", "http://example.com?x=1", "HTTP://a.b/c d", "http:\\\\a.b\\c", "file:///etc/passwd", "a/b", "", "http://[::1]:80/x", "#h", "?q", "http://a.com:/", "xmpp:user@host", "coap://host:5683/x", "http://mañana.com/"].map((u) => require("url").parse(u).href + " " + JSON.stringify(require("url").parse(u)))

[require("url").parse("/a?b=c&b=d", true).query, require("url").parse("//host/path", false, true).host, require("url").parse("/x", true).query]

[["/one/two/three", "four"], ["http://example.com/", "/one"], ["http://example.com/one", "/two"], ["http://a.com/b/c/d", "../x?y#z"], ["http://a.com/b", "//c.com/d"], ["http://a.com/b", "https://d.com"], ["http://a.com/b?c", "#h"], ["http://a.com/b?c", "?d"], ["/a/b", ".."], ["a/b", "../../c"], ["http://a.com", "b"], ["http://a.com/b/", "."], ["http://a.com/b/c", ""], ["http://a.com/", "mailto:x@y"]].map(([a, b]) => require("url").resolve(a, b))

[{ protocol: "http", host: "a.com", pathname: "/x", search: "y=1", hash: "z" }, { hostname: "h", port: 8, slashes: true }, { protocol: "https:", hostname: "::1", query: { a: [1, 2] } }, { pathname: "a?b#c" }, { auth: "u:p@x", host: "h", protocol: "http:" }].map((o) => require("url").format(o))

require("url").parse(5)

require("url").format(5)

require("url").parse("http://a b/")

// The legacy functions.
const u = require("url"); return ["http://user:pass@Host.com:8080/p/a/t/h?query=string&a=b#hash", "//host/path", "mailto:a@b.c", "javascript:alert(1)", "/only/path?q", "?q=1", "#h", "", "http://a.com", "HTTP://EXAMPLE.com/A B", "http://[::1]:80/x", "file:///etc/x", "http://a.com/{x}|y", "http://user@a.com", "http://a.com:/p", "a@b", "http://\u65e5\u672c.jp/p"].map((s) => Object.values(u.parse(s)).join("|"));

const u = require("url"); return [u.parse("http://a/?x=1&x=2&y", true).query, u.parse("//h/p", false, true).host, u.parse("/p?a=b", true).search, u.parse("x", true).query, u.parse("http://a.com/p").format(), u.parse("http://a.com/").constructor.name, u.parse(u.parse("http://a.com/")).href];

require("url").parse(1)

require("url").parse("http://a.com:99999999x/")

const u = require("url"); return [u.format({ protocol: "http", host: "a.com", pathname: "p", query: { a: [1, 2], b: "c d" }, hash: "h" }), u.format({ hostname: "::1", port: 80, protocol: "https:" }), u.format({ protocol: "mailto", pathname: "a@b" }), u.format({ auth: "u:p", hostname: "h", slashes: true }), u.format({ pathname: "/a?b#c", search: "x=#1" }), u.format({}), u.format("http://a.com/ x"), u.format({ protocol: "file", pathname: "/x" })];

const u = require("url"), w = new URL("http://u:p@日本.jp/p?q#f"); return [u.format(w), u.format(w, { auth: false, fragment: false, search: false }), u.format(w, { unicode: true })];

require("url").format(1)

const u = require("url"); return [["/one/two/three", "four"], ["http://example.com/", "/one"], ["http://example.com/one", "/two"], ["http://a.com/b/c/d", "../e"], ["http://a.com/b", "?q"], ["http://a.com/b?x", "#h"], ["http://a.com/b", "//c.com/d"], ["http://a.com/b", "https:d"], ["mailto:a@b", "c"], ["a/b", "../../../c"], ["http://a.com", ""], ["", "x"], ["http://a.com/b/", "./c/./d/.."], ["http://u:p@a.com/b", "/c"]].map(([a, b]) => u.resolve(a, b));

const u = require("url"); return [u.resolveObject("http://a.com/b", "c").href, u.resolveObject(u.parse("http://a.com/x/y"), "../z").pathname];

// Files and hosts.
const u = require("url"); return [u.fileURLToPath("file:///a%20b/c"), u.fileURLToPath(new URL("file:///x")), u.pathToFileURL("/a b/#c?d%").href, u.pathToFileURL("/a/../b/").href, u.pathToFileURL("/é\n").href, u.domainToASCII("español.com"), u.domainToASCII("xn--iñvalid.com"), u.domainToUnicode("xn--espaol-zwa.com"), u.domainToUnicode("xn--iñvalid.com")];

require("url").fileURLToPath("http://a/b")

require("url").fileURLToPath("file://host/b")

require("url").fileURLToPath("file:///a%2Fb")

require("url").fileURLToPath(1)

const u = require("url"); return [u.urlToHttpOptions(new URL("https://u%40:p@[::1]:8443/p?q#h")), Object.keys(u.urlToHttpOptions(new URL("http://a.com"))).join()];

const u = require("url"); return [u.URL === URL, u.URLSearchParams === URLSearchParams, Object.keys(u).filter((k) => k !== "fileURLToPathBuffer").sort().join(), u.Url.name];

Object.values(require("url").parse("http://a b/c")).join("|")

Object.values(require("url").parse("x:y:z")).join("|")

Object.values(require("url").parse("git+ssh://g@h:r/p.git")).join("|")

Object.values(require("url").parse("http://a.com\\b")).join("|")

Object.values(require("url").parse("HTTP:a")).join("|")

Object.values(require("url").parse("http:///p")).join("|")

Object.values(require("url").parse("//a@b:c@d/e")).join("|")

Object.values(require("url").parse("http://a.com?x")).join("|")

Object.values(require("url").parse("http://A.com#\u00e9 \"<>`{}|\\^'")).join("|")

Object.values(require("url").parse("mailto:x y@z?q#h")).join("|")

Object.values(require("url").parse("http://-a-.com/")).join("|")

Object.values(require("url").parse("file:c:/x")).join("|")

Object.values(require("url").parse("ftp://h/%zz")).join("|")

Object.values(require("url").parse("http://a_b.com")).join("|")

Object.values(require("url").parse("http://a..com/")).join("|")

Object.values(require("url").parse("coap:u:p@h:1/x")).join("|")
