package paddock

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"paddock/internal/harness"
)

// hostile are bodies of handlers that hurt an engine. They run as seeds of
// FuzzHostile, so every go test tries them. What the engine gives no way to guard
// is left out: a shift of a BigInt whose result does not fit into memory
// (1n << 2n ** 40n) ends the process, and a search of an array of billions of
// holes cannot be interrupted.
var hostile = []string{
	// Loops without end, of every kind.
	`for (;;);`, `while (true) await null;`, `const f = () => queueMicrotask(f); f(); await new Promise(() => {});`,
	`const f = () => Promise.resolve().then(f); f(); await new Promise(() => {});`, `function* g() { for (;;) yield 1; } [...g()];`,
	`for await (const x of (async function* () { for (;;) yield 1; })());`, `[1].sort(() => { for (;;); });`, `"a".replace(/a/, () => { for (;;); });`,
	`JSON.stringify({ toJSON() { for (;;); } });`, `new Proxy({}, { get() { for (;;); } }).x;`, `for (const x of { [Symbol.iterator]: () => ({ next: () => ({}) }) });`,
	`Array.from({ [Symbol.iterator]: () => ({ next: () => ({ value: 1 }) }) });`, `new Map({ [Symbol.iterator]: () => ({ next: () => ({ value: [1, 1] }) }) });`,
	`try { for (;;); } finally { for (;;); }`, `try { for (;;); } catch { console.log("caught"); }`, `class A { static { for (;;); } }`, `await { then() { for (;;); } };`,
	// Absurd sizes.
	`new ArrayBuffer(2 ** 53 - 1)`, `new ArrayBuffer(2 ** 40)`, `new Uint8Array(2 ** 33)`, `new Float64Array({ length: 2 ** 40 })`, `"x".repeat(2 ** 30)`, `"x".padEnd(2 ** 31 - 1)`,
	`new Array(2 ** 32 - 1).fill(0)`, `new Array(2 ** 32 - 1).join("x")`, `Array.from({ length: 2 ** 32 })`, `Array(2 ** 25).sort()`, `Array(2 ** 24).indexOf(1)`,
	`let s = "x"; for (let n = 0; n < 60; n++) s += s; return s.length;`, `let a = [0]; for (let n = 0; n < 30; n++) a = a.concat(a);`, `(2n ** 100000n).toString().length`, `2n ** 2n ** 40n`, `let n = 3n; for (;;) n *= n;`,
	`String.fromCharCode(...new Array(100000))`, `Math.max.apply(null, new Array(300000))`, `new Array(1e6).fill(new Array(1e3).fill("x")).flat().join()`, `"ab".replaceAll("", "x".repeat(1e7))`,
	`Array.prototype.map.call({ length: 2 ** 53 - 1 }, (x) => x)`, `Array.prototype.reverse.call({ length: 2 ** 53 - 1 })`, `[].length = 2 ** 32`, `Reflect.apply(Math.max, null, { length: 2 ** 32 - 1 })`,
	`crypto.getRandomValues(new Uint8Array(2 ** 30))`, `new Blob(new Array(1000).fill("x".repeat(1e6))).size`, `structuredClone(new Array(1e7))`, `btoa("x".repeat(5e7)).length`,
	// Catastrophic and broken expressions.
	`/^(a+)+$/.test("a".repeat(40) + "b")`, `/(x+x+)+y/.exec("x".repeat(60))`, `/^(?:.*?,){20}P/.test("1,".repeat(200))`, `"a".repeat(50000).match(/(a*)*b/)`, `/(?<=(a+)+)b/.test("a".repeat(60) + "c")`,
	`new RegExp("(".repeat(50000))`, `new RegExp("(".repeat(5000) + ")".repeat(5000))`, `new RegExp("a{2147483647}{2147483647}").test("a")`, `/(?:){4294967295}/.test("")`, `new RegExp("[" + "a-z".repeat(1e5) + "]")`,
	`"x".repeat(1e5).split(/(?:)/).length`, `"a".repeat(1e5).replace(/a/g, "$&$&").length`, `new RegExp("\\u{110000}", "u")`, `/(?<a>.)|(?<a>..)/.exec("x").groups.a`,
	// Recursion.
	`function f() { return f() + 1; } f();`, `const o = {}; o.toString = () => String(o); String(o);`, `let a = []; for (let n = 0; n < 1e4; n++) a = [a]; JSON.stringify(a);`, `JSON.parse("[".repeat(1e5))`,
	`let a = []; for (let n = 0; n < 1e5; n++) a = [a]; a.flat(Infinity);`, `let a = {}; for (let n = 0; n < 1e5; n++) a = { a }; structuredClone(a);`, `let a = {}; for (let n = 0; n < 1e4; n++) a = { a }; console.log(a);`,
	`let p = {}; for (let n = 0; n < 1e5; n++) p = new Proxy(p, {}); p.x;`, `let f = () => 1; for (let n = 0; n < 1e5; n++) f = f.bind(); f();`, `let o = null; for (let n = 0; n < 1e5; n++) o = Object.create(o); o.x;`,
	`class A { get x() { return this.x; } } new A().x;`, `async function f() { await f(); } await f();`, `function* g() { yield* g(); } [...g()];`, `let p = Promise.resolve(); for (let n = 0; n < 1e5; n++) { const q = p; p = new Promise((ok) => ok(q)); } await p;`,
	`const e = new Error("x"); e.cause = e; throw e;`, `const a = []; a[0] = a; console.log(a); String(a); JSON.stringify(a);`, `const a = []; a.push(a); return a.toString() + a.flat(Infinity);`,
	// What is thrown, and getters that throw.
	`throw undefined;`, `throw null;`, `throw { toString() { throw 1; } };`, `throw { get message() { throw 1; }, get name() { throw 2; }, get stack() { throw 3; } };`, `throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });`,
	`throw new Proxy(new Error("x"), {});`, `const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;`, `const { proxy, revoke } = Proxy.revocable([], {}); revoke(); console.log(proxy);`, `throw Object.create(null);`, `throw Symbol("x");`,
	`Object.defineProperty(Error.prototype, "message", { get() { throw 1; } }); throw new Error();`, `Error.prepareStackTrace = () => { throw 1; }; new Error().stack;`, `Error.stackTraceLimit = { valueOf() { throw 1; } }; throw new Error("x");`, `Error.captureStackTrace(Object.freeze({}));`,
	`console.log({ get x() { throw 1; } }, new Proxy({}, { ownKeys() { throw 2; } }));`, `console.log({ [Symbol.toStringTag]: { toString() { throw 1; } } });`, `console.log({ constructor: { get name() { throw 1; } } });`,
	// Built-ins replaced under us.
	`Object.prototype.then = (ok) => ok(1); try { await {}; await fetch("x:"); } finally { delete Object.prototype.then; }`, `Array.prototype[Symbol.iterator] = null; [...[1]];`, `Promise.prototype.then = null; await 1; await Promise.resolve(2);`,
	`delete globalThis.Promise; delete globalThis.Error; delete globalThis.Object; null.x;`, `globalThis.Error = 1; null.x;`, `globalThis.TypeError = null; new Request("x");`, `Function.prototype.call = Function.prototype.apply = null; new URL("http://a").href; new Response("x");`,
	`Object.setPrototypeOf(globalThis, null); await new Response("x").text();`, `Object.freeze(globalThis); Object.freeze(Object.prototype); new Headers({ a: "b" });`, `Symbol.prototype[Symbol.toPrimitive] = 1;`, `Uint8Array.prototype.constructor = 1; await new Response("x").bytes();`,
	`Object.defineProperty(Object.prototype, "get", { get() { throw 1; }, configurable: true }); Object.defineProperty({}, "x", {});`, `Object.prototype.headers = 1; new Response("x");`, `globalThis.__proto__ = new Proxy({}, { has() { throw 1; }, get() { throw 2; } }); try { undeclared; } catch {}`,
	// Promises and thenables.
	`await { get then() { throw 1; } };`, `await { then(ok) { ok(this); } };`, `const t = { then: (ok) => ok(t) }; await t;`, `await new Promise((ok) => ok({ then(a, b) { a(); b(); throw 1; } }));`, `Promise.all({ [Symbol.iterator]() { throw 1; } });`,
	`for (let n = 0; n < 1000; n++) Promise.reject(n);`, `addEventListener("unhandledrejection", () => { throw 1; }); Promise.reject(1);`, `addEventListener("error", () => { reportError(1); }); reportError(2);`, `setTimeout(() => { throw 1; }); await scheduler.wait(5);`,
	`for (let n = 0; n < 10000; n++) setTimeout(() => {}, n % 7);`, `setInterval(() => {}, 0); await scheduler.wait(50);`, `ctx.waitUntil({ get then() { throw 1; } }); ctx.waitUntil(Promise.reject(1)); ctx.waitUntil(1);`,
	// Streams and bodies that misbehave.
	`new ReadableStream({ pull(c) { c.enqueue(1); } }).pipeTo(new WritableStream());`, `const s = new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(1e6)); } }); await new Response(s).text();`, `new ReadableStream({ get pull() { throw 1; } });`,
	`const t = new TransformStream(); t.readable.pipeTo(t.writable); await t.readable;`, `await new Response(new ReadableStream({ start(c) { c.enqueue("text"); } })).text();`, `const b = new ArrayBuffer(8); structuredClone(b, { transfer: [b, b] });`,
	`const u = new Uint8Array(8); structuredClone(u.buffer, { transfer: [u.buffer] }); u[0] = 1; u.set([1]); new TextDecoder().decode(u);`, `new ReadableStream({ type: "bytes", autoAllocateChunkSize: 2 ** 52, pull() {} }).getReader().read();`,
	`const d = new DecompressionStream("gzip").writable.getWriter(); d.write(new Uint8Array([31, 139])); d.close().catch(() => {});`, `new TextDecoder("utf-16le").decode(new Uint8Array(3))`, `new FormData().append("a", new Blob([]), { toString() { throw 1; } });`,
	// WebAssembly, crypto, and the rest.
	`new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 255, 255]));`, `new WebAssembly.Memory({ initial: 65536 });`, `await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-512", salt: new Uint8Array(1), iterations: 1e9 }, await crypto.subtle.importKey("raw", new Uint8Array(1), "PBKDF2", false, ["deriveBits"]), 256);`,
	`await crypto.subtle.generateKey({ name: "RSA-PSS", modulusLength: 1e6, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-1" }, true, ["sign", "verify"]);`, `new Intl.NumberFormat("x".repeat(1e5))`, `(1e21).toLocaleString("en", { minimumFractionDigits: 1e9 })`,
	`new Date(8.64e15).toLocaleString("en", { timeZone: "../etc/passwd" })`, `new URL("http://" + "a.".repeat(1e5))`, `new URLPattern({ pathname: "/" + ":a?".repeat(1000) }).exec("http://a/" + "b".repeat(1000))`, `eval("1"); new Function("return 1")();`, `(0, eval)("function* g() { yield* g(); } [...g()];");`, `async function* g() { yield* g(); } await g().next();`, `import("node:fs");`,
	`const o = {}; return (o.x?.y)?.();`, `1 instanceof new Proxy(function () {}, {});`, `[..."x".matchAll(/(?<a>.)|(?<a>y)/g)];`, `label: { break label; } var {...r} = null;`,
}

// FuzzHostile bundles and runs what may be hostile under a tight limit. Whatever
// it does, the process lives, the invocation ends, and another Worker goes on.
func FuzzHostile(f *testing.F) {
	for _, body := range hostile {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		w := harness.New(t, harness.Options{
			Files: map[string]string{
				"wrangler.toml": hostileConfig("hostile.js", 40), "hostile.js": "export default { async scheduled(event, env, ctx) {\n" + body + "\n} };",
				"other.toml": hostileConfig("other.js", 5000), "other.js": `export default { async scheduled() { await null; console.log("lives " + new Map([[1, 2]]).get(1)); } };`,
			},
			Configs: []string{"wrangler.toml", "other.toml"}, Seed: 1, Broken: true, Fetch: echo{},
		})
		began := time.Now()
		if w.Session.Workers()[0].Failure == nil {
			ended := false
			w.Session.Scheduled(0, "", w.Clock.Now(), func(error) { ended = true })
			// Streams and timers may go on for as long as they are let.
			w.Advance(20 * time.Minute)
			if !ended {
				t.Errorf("the invocation never ends:\n%s", w.Transcript())
			}
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("it held the process for %v", took)
		}
		w.Session.Scheduled(1, "", w.Clock.Now(), func(error) {})
		w.Settle()
		if !strings.Contains(w.Transcript(), "lives 2") {
			t.Errorf("the other Worker does not go on:\n%s", w.Transcript())
		}
	})
}

func hostileConfig(main string, cpu int) string {
	return "name = \"" + strings.TrimSuffix(main, ".js") + "\"\nmain = \"" + main + "\"\ncompatibility_date = \"2026-11-01\"\n[limits]\ncpu_ms = " + strconv.Itoa(cpu) + "\n"
}
