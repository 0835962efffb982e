package nodeapi

import "testing"

// What Node has got since the version that made the recordings, by its
// documentation.
func TestNewerFunctions(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		// path.matchesGlob and fs.glob
		{`const m = require("path").matchesGlob; emit([["a/b", "a/*"], ["a/b/c", "a/*"], ["a/b/c", "a/**"], ["a/b/c.js", "**/*.js"], ["c.js", "**/*.js"], ["a.b", "a?b"], ["ab", "a[a-c]"], ["ad", "a[!a-c]"], ["x.ts", "*.{js,ts}"], ["a{b}", "a{b}"], [".x", "*"], [".x", ".*"], ["a+b", "a+b"], ["a/x/y/b", "a/**/b"], ["a/b", "a/**/b"], ["abc", "a*c"]].map(([p, g]) => +m(p, g)).join(""))`, "1011111111011111"},
		{`const w = require("path").win32.matchesGlob; emit(w("a\\b\\c", "a\\**"))`, "true"},
		{`const fs = require("fs"); fs.mkdirSync("/tmp/g/h", { recursive: true }); for (const f of ["a.js", "b.ts", "h/c.js"]) fs.writeFileSync("/tmp/g/" + f, ""); emit(fs.globSync("**/*.js", { cwd: "/tmp/g" })); emit(fs.globSync("/tmp/g/*.{js,ts}")); emit(fs.globSync("**", { cwd: "/tmp/g", exclude: (n) => n === "h" })); emit(fs.globSync(["*.js"], { cwd: "/tmp/g", withFileTypes: true })[0].isFile())
			const found = []; const i = fs.promises.glob("*", { cwd: "/tmp/g" }); for (let r; !(r = await i.next()).done;) found.push(r.value); emit(found); fs.glob("*.ts", { cwd: "/tmp/g" }, (e, v) => emit([e, v])); await new Promise((r) => setTimeout(r, 2))`,
			"a.js,h/c.js\n/tmp/g/a.js,/tmp/g/b.ts\na.js,b.ts\ntrue\na.js,b.ts,h\n,b.ts"},
		{`const fs = require("fs"); const d = fs.mkdtempDisposableSync("/tmp/d-"); emit(fs.existsSync(d.path)); d.remove(); emit(fs.existsSync(d.path)); const a = await fs.promises.mkdtempDisposable("/tmp/e-"); await a.remove(); emit(fs.existsSync(a.path))`, "true\nfalse\nfalse"},
		{`const fs = require("fs"); fs.writeFileSync("/tmp/l", "one\ntwo\r\nthree\n"); const h = await fs.promises.open("/tmp/l"); const lines = [], i = h.readLines(); for (let r; !(r = await i.next()).done;) lines.push(r.value); emit(lines); await h.close()`, "one,two,three"},
		// assert.partialDeepStrictEqual
		{`const holds = (a, b) => { try { require("assert").partialDeepStrictEqual(a, b); return 1 } catch (e) { return e.code === "ERR_ASSERTION" ? 0 : e.message } };
			emit([[{ a: { b: { c: 1 } } }, { a: { b: { c: 1 } } }], [{ a: 1, b: 2 }, { b: 2 }], [[1, 2, 3, 4], [2, 4]], [[1, 2, 3], [3, 2]], [new Set([{ a: 1 }, { b: 1 }]), new Set([{ b: 1 }])], [new Map([["a", 1], ["b", { c: 2, d: 3 }]]), new Map([["b", { d: 3 }]])], [{ a: 1 }, { a: 1, b: 2 }], [{ a: { b: 2 } }, { a: { b: "2" } }], [new Date(0), new Date(0)], [new Date(0), new Date(1)], [123n, 123n], [Object.create(null), {}], [new Map(), new Map([[1, 1]])], [[1], { 0: 1 }]].map(([a, b]) => holds(a, b)).join(""))`, "11101100101100"},
		// util
		{`const { diff, getCallSites } = require("util"); emit(JSON.stringify(diff("12345678", "12!!5!7!"))); emit(JSON.stringify(diff(["a", "b"], ["a", "c"]))); emit(JSON.stringify(diff("x", "x"))); function here() { return getCallSites() } const [site] = here(); emit([site.functionName, typeof site.lineNumber]); try { getCallSites(0) } catch (e) { emit(e.code) }`,
			`[[0,"1"],[0,"2"],[1,"3"],[1,"4"],[-1,"!"],[-1,"!"],[0,"5"],[1,"6"],[-1,"!"],[0,"7"],[1,"8"],[-1,"!"]]` + "\n" + `[[0,"a"],[1,"b"],[-1,"c"]]` + "\n[]\nhere,number\nERR_OUT_OF_RANGE"},
		// url, net
		{`emit(require("url").fileURLToPathBuffer("file:///a%20b").toString()); const b = new (require("net").BlockList)(); b.fromJSON(["Address: IPv4 1.2.3.4", "Range: IPv4 10.0.0.1-10.0.0.9", "Subnet: IPv6 2001:db8::/32"]); emit([b.check("10.0.0.5"), b.check("2001:db8::5", "ipv6"), b.rules.length]); emit(require("net").SocketAddress.parse("[::1]:80").port)`, "/a b\ntrue,true,3\n80"},
		// async_hooks
		{`const { AsyncLocalStorage } = require("async_hooks"); const s = new AsyncLocalStorage({ defaultValue: "def", name: "n" }); emit([s.getStore(), s.name, s.run(1, () => s.getStore())])`, "def,n,1"},
	} {
		expect(t, c.body, c.want)
	}
}
