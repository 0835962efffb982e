package webapi

import "testing"

func TestURLPattern(t *testing.T) {
	const show = `const show = (p) => [p.protocol, p.username, p.password, p.hostname, p.port, p.pathname, p.search, p.hash].join(" ");
		const groups = (r) => r === null ? "null" : JSON.stringify(Object.assign({}, ...["protocol", "hostname", "pathname", "search", "hash"].map((k) => r[k].groups)));
		const fails = (f) => { try { f(); return "fine" } catch (e) { return e.name } };
		`
	cases{
		{"empty", show + `return show(new URLPattern())`, "* * * * * * * *"},
		{"constructor string", show + `return show(new URLPattern("https://*.example.com:8080/books/:id\\?q=*#top"))`, "https * * *.example.com 8080 /books/:id q=* top"},
		{"string without a port", show + `return show(new URLPattern("https://example.com/a"))`, "https * * example.com  /a * *"},
		{"string with user", show + `return show(new URLPattern("https://u\\:p@example.com/"))`, "https u p example.com  / * *"},
		{"relative string", show + `return show(new URLPattern("/a/:b", "https://example.com:8443/x?y#z"))`, "https * * example.com 8443 /a/:b * *"},
		{"search after a group", show + `return show(new URLPattern("https://a.b/:id\\?x=1"))`, "https * * a.b  /:id x=1 *"},
		{"modifier, not search", show + `return show(new URLPattern("https://a.b/:id?"))`, "https * * a.b  /:id? * *"},
		{"init", show + `return show(new URLPattern({pathname: "/:a(\\d+)", hash: "#x"}))`, `* * * * * /:a(\d+) * x`},
		{"default port", show + `return show(new URLPattern({protocol: "https", port: "443"}))`, "https * * *  * * *"},
		{"base in init", show + `return show(new URLPattern({pathname: "c", baseURL: "https://e.f/a/b?q"}))`, "https * * e.f  /a/c * *"},
		{"opaque", show + `const p = new URLPattern("data\\:foobar"); return [show(p), p.test("data:foobar")].join()`, "data * *   foobar * *,true"},
		{"ipv6", show + `const p = new URLPattern("http://[\\:\\:1]/"); return [p.hostname, p.test("http://[::1]/")].join()`, `[\:\:1],true`},
		{"canonical text", show + `return [new URLPattern({pathname: "/caf\u00e9"}).pathname, new URLPattern({hostname: "CAF\u00c9.com"}).hostname, new URLPattern({pathname: "/{:a}/{b}?c"}).pathname, new URLPattern({pathname: "/(.*)"}).pathname, new URLPattern({pathname: "/([^\\/]+?)"}).pathname].join()`,
			`/caf%C3%A9,xn--caf-dma.com,/{:a}/{b}?c,/*,/([^\/]+?)`},
		{"exec", show + `const p = new URLPattern({pathname: "/books/:id/:rest*"}); return ["/books/1", "/books/1/a/b", "/books"].map((x) => groups(p.exec({pathname: x}))).join()`,
			`{"0":"","id":"1"},{"0":"","id":"1","rest":"a/b"},null`},
		{"exec of a URL", show + `const r = new URLPattern("https://*.x.y/:a").exec("https://sub.x.y/1?q#h"); return [r.inputs.join(), r.hostname.groups[0], r.pathname.input, r.pathname.groups.a, r.search.input, r.hash.groups[0]].join()`,
			"https://sub.x.y/1?q#h,sub,/1,1,q,h"},
		{"missing groups are undefined", `const r = new URLPattern({pathname: "/:a?"}).exec({pathname: "/"}); return r === null`, "true"},
		{"undefined group", `const r = new URLPattern({pathname: "{/:a}?"}).exec({pathname: ""}); return ["a" in r.pathname.groups, r.pathname.groups.a].join()`, "true,"},
		{"ignoreCase", `return [new URLPattern({pathname: "/A"}, {ignoreCase: true}).test({pathname: "/a"}), new URLPattern({pathname: "/A"}).test({pathname: "/a"}), new URLPattern("https://e.f/A", {ignoreCase: true}).test("https://e.f/a")].join()`, "true,false,true"},
		{"test of what is no URL", `return [new URLPattern().test("nonsense"), new URLPattern("/x", "https://a.b").test("/x", "https://a.b"), new URLPattern({pathname: "/x"}).exec("http://")].join()`, "false,true,"},
		{"hasRegExpGroups", `return [new URLPattern({pathname: "/(a|b)"}).hasRegExpGroups, new URLPattern({pathname: "/:a/*"}).hasRegExpGroups].join()`, "true,false"},
		{"errors", show + `return [() => new URLPattern({pathname: "("}), () => new URLPattern("/x"), () => new URLPattern({pathname: ":a:a"}), () => new URLPattern({}, "https://a.b"), () => new URLPattern({pathname: "(é)"}), () => new URLPattern({pathname: "{"}), () => new URLPattern({pathname: "(?a)"}), () => new URLPattern({pathname: "([)"}),
			() => new URLPattern({port: "x"}), () => new URLPattern({hostname: "bad<host"}), () => new URLPattern({baseURL: "x"}), () => new URLPattern({}, 5 , {})].map(fails).join()`,
			"TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError"},
		{"fixed text cut at its end", `return [new URLPattern({hostname: "bad#x"}).hostname, new URLPattern({port: "80 "}).port, new URLPattern({port: "8\t0"}).port].join()`, "bad,80,80"},
		{"class", `return [String(new URLPattern()), Object.keys(URLPattern.prototype).join(" "), fails(() => URLPattern.prototype.test.call({}))].join(); function fails(f) { try { f() } catch (e) { return e.name } }`,
			"[object URLPattern],hasRegExpGroups test exec protocol username password hostname port pathname search hash,TypeError"},
		{"accepts a URL", `return new URLPattern({pathname: "/x"}).test(new URL("https://a.b/x"))`, "true"},
	}.run(t)
}
