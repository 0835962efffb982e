package webapi

import "testing"

func TestPrelude(t *testing.T) {
	cases{
		{"symbols", `return [Symbol.asyncIterator, Symbol.dispose, Symbol.asyncDispose].map(String).join()`, "Symbol(Symbol.asyncIterator),Symbol(Symbol.dispose),Symbol(Symbol.asyncDispose)"},
		{"iterator helpers", `return [1, 2, 3, 4].values().filter((x) => x % 2).map((x, n) => x * 10 + n).toArray().join() + "|" + new Set([1, 2, 3]).values().drop(1).take(1).toArray() + "|" + [1, 2].values().flatMap((x) => [x, x]).toArray()`, "10,31|2|1,1,2,2"},
		{"more helpers", `const v = () => [1, 2, 3].values(); let s = 0; v().forEach((x) => s += x); return [v().reduce((a, b) => a + b), v().reduce((a, b) => a + b, 10), v().some((x) => x > 2), v().every((x) => x > 2), v().find((x) => x > 1), s].join()`, "6,16,true,false,2,6"},
		{"helpers close", `let closed = 0; const it = {__proto__: Iterator.prototype, next: () => ({value: 1, done: false}), return: () => { closed++; return {} }};
			it.take(2).toArray(); try { it.map(() => { throw 1 }).next() } catch {} it.find((x) => x); const m = it.map((x) => x); m.next(); m.return(); return [closed, m.next().done].join()`, "4,true"},
		{"bad arguments close", `let closed = 0; const it = {__proto__: Iterator.prototype, next() {}, return() { closed++; return {} }}; try { it.take(-1) } catch (e) { return [e.name, closed].join() }`, "RangeError,1"},
		{"iterator class", `class A extends Iterator { next() { return {done: true} } } return [new A() instanceof Iterator, [].values() instanceof Iterator, Iterator.from({next: () => ({done: true})}).toArray().length, String(new A())].join()`, "true,true,0,[object Iterator]"},
		{"abstract", `try { new Iterator() } catch (e) { return e.name }`, "TypeError"},
		{"own map on an iterator", `const it = [1].values(); it.map = 5; return [it.map, typeof [].values().map].join()`, "5,function"},
		{"groupBy", `const o = Object.groupBy([1, 2, 3], (x) => x % 2 ? "odd" : "even"), m = Map.groupBy([1, 2, 3], (x) => x % 2); return [o.odd, o.even, m.get(1), Object.getPrototypeOf(o)].join("|")`, "1,3|2|1,3|"},
		{"promises", `const {promise, resolve} = Promise.withResolvers(); resolve(5); return [await promise, await Promise.try((a) => a, 6), await Promise.try(() => { throw 7 }).catch((e) => e)].join()`, "5,6,7"},
		{"fromAsync", `return [await Array.fromAsync([1, Promise.resolve(2)]), await Array.fromAsync({length: 2, 0: "a", 1: "b"}, async (x) => x + x), await Array.fromAsync({[Symbol.asyncIterator]() { let n = 0; return {next: async () => ({value: n, done: n++ > 2})} }})].join("|")`, "1,2|aa,bb|0,1,2"},
		{"well-formed", `return ["a\ud83d".isWellFormed(), "😀".isWellFormed(), "a\ud83db\ude00".toWellFormed()].join()`, "false,true,a\ufffdb\ufffd"},
		{"escape", `return [RegExp.escape("a.b*c (d)-é\n"), new RegExp(RegExp.escape("[x]")).test("[x]")].join(" ")`, `\x61\.b\*c\x20\(d\)\x2dé\n true`},
		{"getOrInsert", `const m = new Map([["a", 1]]); return [m.getOrInsert("a", 2), m.getOrInsert("b", 2), m.getOrInsertComputed("c", (k) => k + k), m.size].join()`, "1,2,cc,3"},
		{"disposable stack", `const out = [], s = new DisposableStack(); s.use({[Symbol.dispose]() { out.push("used") }}); s.adopt(5, (x) => out.push(x)); s.defer(() => out.push("deferred")); s.dispose(); s.dispose(); return [out, s.disposed, String(s)].join()`, "deferred,5,used,true,[object DisposableStack]"},
		{"suppressed", `const s = new DisposableStack(); s.defer(() => { throw 1 }); s.defer(() => { throw 2 }); try { s.dispose() } catch (e) { return [e.name, e.error, e.suppressed, e instanceof SuppressedError, e instanceof Error].join() }`, "SuppressedError,1,2,true,true"},
		{"async disposable stack", `const out = [], s = new AsyncDisposableStack(); s.use({async [Symbol.asyncDispose]() { await null; out.push("a") }}); s.use({[Symbol.dispose]() { out.push("s") }}); await s.disposeAsync(); return out.join()`, "s,a"},
		{"weak", `const o = {}, w = new WeakRef(o), r = new FinalizationRegistry(() => {}); r.register(o, 1, o); return [w.deref() === o, r.unregister(o), r.unregister(o), String(w)].join()`, "true,true,false,[object WeakRef]"},
		{"instanceof a Proxy of a class", `class A { static s = 1 } const P = new Proxy(A, {}), seen = []; const Q = new Proxy(A, { get(t, k, r) { seen.push(typeof k); return Reflect.get(t, k, r) }, construct(t, a, n) { seen.push(n === Q); return Reflect.construct(t, a, t) } }); const { proxy, revoke } = Proxy.revocable(A, {}); const was = new A() instanceof proxy; revoke(); return [new A() instanceof P, new P() instanceof A, {} instanceof P, P.s, typeof P, new Q() instanceof Q, seen.includes("symbol"), seen[0], was, Proxy.length, Proxy.name, new Proxy([1], {}) instanceof Array].join()`, "true,true,false,1,function,true,true,true,true,2,Proxy,true"},
		{"transfer", `const a = new Uint8Array([1, 2, 3]).buffer, b = a.transfer(2), c = b.transferToFixedLength(); return [a.detached, a.byteLength, b.detached, c.byteLength, new Uint8Array(c).join("+"), c.resizable, c.maxByteLength].join() + (() => { try { a.transfer() } catch (e) { return e.name } })()`, "true,0,true,2,1+2,false,2TypeError"},
		{"half floats", `const v = new DataView(new ArrayBuffer(4)); v.setFloat16(0, 1.5); v.setFloat16(2, -0.1, true); return [v.getUint16(0).toString(16), v.getFloat16(0), v.getFloat16(2, true), ...[1.337, 65504, 65519.99, 65520, 5e-8, 2 ** -25, 2 ** -24 * 1.5, 2049, 2051, -0, NaN].map(Math.f16round)].join()`, "3e00,1.5,-0.0999755859375,1.3369140625,65504,65504,Infinity,5.960464477539063e-8,0,1.1920928955078125e-7,2048,2052,0,NaN"},
		{"old accessors", `const o = {}; o.__defineGetter__("x", () => 5); o.__defineSetter__("x", (v) => o.y = v); o.x = 6; return [o.x, o.y, typeof o.__lookupGetter__("x"), o.__lookupSetter__("none"), new Date(0).getYear()].join()`, "5,6,function,,70"},
		{"weak of a number", `try { new WeakRef(1) } catch (e) { return e.name }`, "TypeError"},
		{"captureStackTrace", `class E extends Error { constructor(m) { super(m); Error.captureStackTrace(this, E) } } const o = {}; Error.captureStackTrace(o);
			return [new E("m").stack.split("\n")[0], typeof o.stack, Object.keys(o).length, Error.stackTraceLimit, Error.isError(new E()), Error.isError({})].join()`, "Error: m,string,0,10,true,false"},
	}.run(t)
}

func TestTypedArraysFromText(t *testing.T) {
	cases{
		{"mapped", `return [Uint8Array.from(atob("AQL/"), (c) => c.charCodeAt(0)).join(), Uint8Array.from("123").join(), Uint8Array.from([1, 2], (x) => x * 2).join(), Uint8Array.from({length: 2}).join(), Uint8Array.from.name, Uint16Array.from("7").constructor.name].join(" ")`, "1,2,255 1,2,3 2,4 0,0 from Uint16Array"},
		{"nothing", `Uint8Array.from(null)`, "threw TypeError: object null is not iterable (cannot read property Symbol(Symbol.iterator))"},
	}.run(t)
}

func TestGuards(t *testing.T) {
	refused := func(code string) string {
		return `try { ` + code + `; return "allowed" } catch (e) { return e.name }`
	}
	for _, code := range []string{
		`new ArrayBuffer(2 ** 40)`, `new Uint8Array(2 ** 33)`, `new Float64Array(2 ** 25)`, `new Uint8Array({length: 2 ** 40})`,
		`"x".repeat(2 ** 40)`, `"abc".repeat(2 ** 27)`, `"x".padStart(2 ** 30)`, `"x".padEnd(2 ** 40)`, `Array(3e7).fill(0)`, `Array(4e9).join("x")`,
		`Array.from({length: 1e9})`, `new (class extends Uint8Array {})(2 ** 40)`, `String(Array(4e9))`, `new Uint8Array("9999999999999")`,
	} {
		if got := run(t, refused(code)); got != "RangeError" {
			t.Errorf("%s: %s", code, got)
		}
	}
	cases{
		{"classes are themselves", `const u = new Uint8Array([1, 2]); return [u.constructor === Uint8Array, u instanceof Uint8Array, Uint8Array.name, Uint8Array.BYTES_PER_ELEMENT, Object.getPrototypeOf(Uint8Array) === Object.getPrototypeOf(Int8Array), Uint8Array.from([1, 2]).length, Uint8Array.of(7)[0], u.slice(1) instanceof Uint8Array, u.map((x) => x * 2).join("+"), String(u.buffer)].join()`,
			"true,true,Uint8Array,1,true,2,7,true,2+4,[object ArrayBuffer]"},
		{"subclasses", `class B extends Uint8Array { sum() { return this.reduce((a, b) => a + b) } } const b = new B([1, 2]); return [b instanceof B, b instanceof Uint8Array, b.sum(), b.constructor === B, b.subarray(1) instanceof B].join()`, "true,true,3,true,true"},
		{"views", `const b = new ArrayBuffer(8); return [new Uint8Array(b, 2, 3).length, new Uint16Array(b).length, ArrayBuffer.isView(new Uint8Array(b)), new DataView(b, 1).byteLength, b.slice(2).byteLength].join()`, "3,4,true,7,6"},
		{"base64", `return typeof Uint8Array.fromBase64 === "function" ? Uint8Array.fromBase64("YQ==")[0] : 97`, "97"},
		{"ordinary use", `return ["ab".repeat(2), "x".padStart(3, "-"), Array(3).fill(1).join("+"), Array.from("abc").length, [1, [2, 3]].join()].join()`, "abab,--x,1+1+1,3,1,2,3"},
	}.run(t)
}
