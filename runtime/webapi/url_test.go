package webapi

import "testing"

func TestURL(t *testing.T) {
	cases{
		{"fields", `const u = new URL("https://me:pw@Example.com:8080/a/../b?x=1#h"); return [u.href, u.origin, u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash, String(u), JSON.stringify(u)].join(" ")`,
			`https://me:pw@example.com:8080/b?x=1#h https://example.com:8080 https: me pw example.com:8080 example.com 8080 /b ?x=1 #h https://me:pw@example.com:8080/b?x=1#h "https://me:pw@example.com:8080/b?x=1#h"`},
		{"base", `return new URL("../c?d", "http://x/a/b/").href`, "http://x/a/c?d"},
		{"invalid", `try { new URL("nope") } catch (e) { return [e.name, e instanceof TypeError].join() }`, "TypeError,true"},
		{"invalid base", `try { new URL("/a", "nope") } catch (e) { return e.name }`, "TypeError"},
		{"no arguments", `try { new URL() } catch (e) { return e.name }`, "TypeError"},
		{"canParse and parse", `return [URL.canParse("http://a"), URL.canParse("a"), URL.canParse("a", "http://b"), URL.parse("x"), URL.parse("http://a/b").pathname].join()`, "true,false,true,,/b"},
		{"setters", `const u = new URL("http://a/b"); u.protocol = "https"; u.host = "c:81"; u.pathname = "x y"; u.search = "q=1"; u.hash = "z"; u.username = "me"; u.port = "443"; return u.href`, "https://me@c/x%20y?q=1#z"},
		{"bad port is ignored", `const u = new URL("http://a:5/"); u.port = "x"; return u.port`, "5"},
		{"href setter", `const u = new URL("http://a/?b=1"); const p = u.searchParams; u.href = "http://c/?d=2"; try { u.href = "x" } catch (e) { return [p.toString(), p === u.searchParams, e.name].join() }`, "d=2,true,TypeError"},
		{"live params", `const u = new URL("http://a/?b=1"); u.searchParams.append("c", "d e"); const one = u.href; u.search = "?z=9"; u.searchParams.delete("z"); return one + " " + u.href`, "http://a/?b=1&c=d+e http://a/"},
		{"origins", `return ["blob:https://a.b/uuid", "data:x", "file:///a", "ws://x:80"].map((u) => new URL(u).origin).join()`, "https://a.b,null,null,ws://x"},
		{"idna and ip", `return ["http://ÜX.de", "http://0x7f.1/", "http://[::1]:80/"].map((u) => new URL(u).host).join()`, "xn--x-dha.de,127.0.0.1,[::1]"},
		{"shape", `const u = new URL("http://a"); return [String(Object.prototype.toString.call(u)), Object.keys(u).length, Object.keys(URL.prototype).includes("href")].join()`, "[object URL],0,true"},
		{"brand", `try { URL.prototype.href } catch (e) { return e.message }`, "Illegal invocation"},
		{"inspect", `console.log(new URL("http://a/?b=1"))`, `URL {
  href: 'http://a/?b=1',
  origin: 'http://a',
  protocol: 'http:',
  username: '',
  password: '',
  host: 'a',
  hostname: 'a',
  port: '',
  pathname: '/',
  search: '?b=1',
  searchParams: URLSearchParams { 'b' => '1' },
  hash: ''
}`},
	}.run(t)
}

func TestURLSearchParams(t *testing.T) {
	cases{
		{"text", `const p = new URLSearchParams("?a=1&b=%C3%A4+x&a=2&&c"); return [p.size, p.get("a"), p.getAll("a"), p.get("b"), p.get("c") === "", p.get("z"), p].join("|")`, "4|1|1,2|ä x|true||a=1&b=%C3%A4+x&a=2&c="},
		{"pairs and records", `return [new URLSearchParams([["a", 1], new Set(["b", 2])]), new URLSearchParams({x: 1, y: "z"}), new URLSearchParams(new URLSearchParams("q=1")), new URLSearchParams(new FormLike())].join("|");
			function FormLike() { return new Map([["m", 1]]) }`, "a=1&b=2|x=1&y=z|q=1|m=1"},
		{"bad pairs", `try { new URLSearchParams([["a"]]) } catch (e) { return e.name }`, "TypeError"},
		{"set, delete and has with values", `const p = new URLSearchParams("a=1&b=2&a=3&a=1"); p.delete("a", "1"); const one = String(p); p.set("b", "x"); p.set("n", "1");
			return [one, p, p.has("a"), p.has("a", "4"), p.has("a", undefined)].join("|")`, "b=2&a=3|b=x&a=3&n=1|true|false|true"},
		{"sort", `const p = new URLSearchParams("z=1&a=2&z=0&\ufffd=1&😀=2"); p.sort(); return [...p.keys()].join()`, "a,z,z,😀,\ufffd"},
		{"iteration", `const p = new URLSearchParams("a=1&b=2"), out = []; for (const [k, v] of p) { out.push(k + v); if (out.length === 1) p.append("c", 3) } p.forEach((v, k, o) => out.push(v + k, o === p)); return out.join()`, "a1,b2,c3,1a,true,2b,true,3c,true"},
		{"spread", `return JSON.stringify([...new URLSearchParams("a=1").entries(), Object.fromEntries(new URLSearchParams("x=y"))])`, `[["a","1"],{"x":"y"}]`},
		{"broken utf-8", `return [..."%ff%e2%82x%F0%9F%98%80".split("|")].map((s) => new URLSearchParams("a=" + s).get("a")).join()`, "\ufffd\ufffdx😀"},
		{"escapes", `return new URLSearchParams([["a*-._~!'()", "é&=+ "]]).toString()`, "a*-._%7E%21%27%28%29=%C3%A9%26%3D%2B+"},
		{"inspect", `console.log(new URLSearchParams("a=1&b=2"), new URLSearchParams())`, "URLSearchParams { 'a' => '1', 'b' => '2' } URLSearchParams {}"},
	}.run(t)
}
