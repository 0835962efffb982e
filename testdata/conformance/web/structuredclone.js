import { all, is, throws } from "../harness.js";

const clone = structuredClone;

// ---- primitives and what wraps them

all("structuredClone", clone, [undefined, undefined], [null, null], [true, true], [-0, -0], [NaN, NaN], [Infinity, Infinity], [5n, 5n], [-(2n ** 70n), -(2n ** 70n)], ["", ""], ["a\ud800b", "a\ud800b"], ["😀", "😀"]);
for (const v of [new Boolean(false), new Number(-0), new String("s"), Object(5n), new String("")]) {
	is(`structuredClone of a ${v.constructor.name} object ${String(v)}`, () => { v.extra = 1; const c = clone(v); return [typeof c, c.constructor === v.constructor, Object.is(c.valueOf(), v.valueOf()), c !== v, "extra" in c]; }, ["object", true, true, true, false]);
}
throws("structuredClone of a symbol", "DataCloneError", () => clone(Symbol("x")));
throws("structuredClone of a Symbol object", "DataCloneError", () => clone(Object(Symbol("x"))));
throws("structuredClone of nothing at all", TypeError, () => structuredClone());

// ---- objects and arrays

is("own enumerable string keys only", () => { const o = Object.defineProperty({ a: 1, [Symbol("s")]: 2 }, "hidden", { value: 3 }); return Reflect.ownKeys(clone(o)); }, ["a"]);
is("the order of keys stays", () => Object.keys(clone({ b: 1, 2: 1, a: 1, 1: 1 })), ["1", "2", "b", "a"]);
is("getters are read, and become data", () => Object.getOwnPropertyDescriptor(clone({ get x() { return 1; } }), "x"), { value: 1, writable: true, enumerable: true, configurable: true });
is("attributes are those of plain data", () => { const c = clone(Object.freeze({ a: 1 })); return [Object.isFrozen(c), Object.getOwnPropertyDescriptor(c, "a").writable]; }, [false, true]);
is("prototypes are lost", () => { const c = clone(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } })); return [c, Object.getPrototypeOf(c) === Object.prototype, Object.getPrototypeOf(clone(Object.create(null))) === Object.prototype]; }, [{ own: 2 }, true, true]);
is("a property named __proto__", () => { const o = JSON.parse('{"__proto__": {"a": 1}}'), c = clone(o); return [Object.keys(c), Object.getPrototypeOf(c) === Object.prototype]; }, [["__proto__"], true]);
is("identity within the value is kept", () => { const x = {}, c = clone({ a: x, b: [x, x] }); return [c.a === c.b[0], c.b[0] === c.b[1], c.a !== x]; }, [true, true, true]);
is("cycles", () => { const a = [1]; a.push(a); const m = new Map(); m.set(m, m); const c = clone({ a, m }); return [c.a[1] === c.a, c.m.get(c.m) === c.m]; }, [true, true]);
is("a getter that throws", () => { const e = {}; try { clone({ get x() { throw e; } }); } catch (x) { return x === e; } }, true);
is("getters run in order, depth first", () => { const log = []; clone({ get a() { log.push("a"); return { get b() { log.push("b"); } }; }, get c() { log.push("c"); } }); return log; }, ["a", "b", "c"]);
is("a getter may delete what follows", () => { const o = { get a() { delete o.b; return 1; }, b: 2 }; return clone(o); }, { a: 1 });
is("arrays", () => { const a = [1, , 3]; a.name = "n"; a.length = 5; const c = clone(a); return [c.length, 1 in c, c[2], c.name, Array.isArray(c)]; }, [5, false, 3, "n", true]);
is("a long sparse array", () => { const a = []; a[99999] = 1; return [clone(a).length, Object.keys(clone(a))]; }, [100000, ["99999"]]);
is("a subclass of Array becomes an Array", () => { class A extends Array {} const c = clone(A.of(1)); return [c instanceof A, Array.isArray(c), c]; }, [false, true, [1]]);
throws("arguments have a state of their own", "DataCloneError", () => (function () { return clone(arguments); })(1, 2));
is("an object with a null prototype and length", () => clone({ length: 2, 0: "a" }), { 0: "a", length: 2 });

// ---- dates, expressions, collections

is("dates", () => [clone(new Date(5)), clone(new Date(NaN)).getTime(), clone(new Date(5)) instanceof Date], [new Date(5), NaN, true]);
is("regular expressions", () => { const r = /a(b)/giu; r.lastIndex = 3; r.extra = 1; const c = clone(r); return [c.source, c.flags, c.lastIndex, c.extra, c !== r]; }, ["a(b)", "giu", 0, undefined, true]);
is("every flag", () => clone(/x/dgimsuy).flags, "dgimsuy");
is("maps keep order and lose properties", () => { const m = new Map([["b", 1], ["a", { x: 1 }]]); m.extra = 1; const c = clone(m); return [c, c.extra, c.get("a") !== m.get("a")]; }, [new Map([["b", 1], ["a", { x: 1 }]]), undefined, true]);
is("keys of maps are copied", () => { const k = {}, c = clone(new Map([[k, 1]])); return [c.has(k), c.size]; }, [false, 1]);
is("sets", () => { const o = {}, c = clone(new Set([1, "1", o, NaN])); return [c.size, c.has(o), c.has(NaN)]; }, [4, false, true]);
is("what a getter adds to a map meanwhile is not seen", () => { const m = new Map(); m.set(1, { get x() { m.set(2, 2); return 0; } }); return clone(m).size; }, 1);
is("subclasses of Map and Set lose their class", () => { class M extends Map {} class S extends Set {} return [clone(new M()).constructor === Map, clone(new S()).constructor === Set]; }, [true, true]);
is("a replaced Map.prototype.set is not used", () => { const { set } = Map.prototype; let n = 0; Map.prototype.set = function () { n++; }; try { clone(new Map([[1, 2]])); } finally { Map.prototype.set = set; } return n; }, 1);

// ---- buffers and views

is("buffers are copied", () => { const b = new Uint8Array([1, 2]).buffer, c = clone(b); new Uint8Array(c)[0] = 9; return [b, c]; }, [new Uint8Array([1, 2]).buffer, new Uint8Array([9, 2]).buffer]);
for (const C of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) is("views: " + C.name, () => { const c = clone(new C([1, 2, 3]).subarray(1)); return [c.constructor === C, [...c], c.byteOffset, c.buffer.byteLength]; }, [true, [2, 3], C.BYTES_PER_ELEMENT, 3 * C.BYTES_PER_ELEMENT]);
for (const C of [BigInt64Array, BigUint64Array]) is("views: " + C.name, () => [...clone(new C([1n, 2n]))], [1n, 2n]);
is("views: DataView", () => { const c = clone(new DataView(new Uint8Array([1, 2, 3]).buffer, 1, 1)); return [c instanceof DataView, c.byteOffset, c.byteLength, c.getUint8(0)]; }, [true, 1, 1, 2]);
is("views share their buffer", () => { const b = new ArrayBuffer(4), c = clone([new Uint8Array(b), new Uint16Array(b), b]); return [c[0].buffer === c[1].buffer, c[0].buffer === c[2]]; }, [true, true]);
is("a view's extra properties are lost", () => { const u = new Uint8Array(1); u.x = 1; return clone(u).x; }, undefined);
is("a Buffer becomes a Uint8Array", async () => { const { Buffer } = await import("node:buffer"); const c = clone(Buffer.from("ab")); return [c instanceof Uint8Array, Buffer.isBuffer(c), [...c]]; }, [true, false, [97, 98]]);

// ---- errors

for (const C of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) is("errors: " + C.name, () => { const e = new C("m"), c = clone(e); return [c instanceof C, c.constructor === C, c.name, c.message, Object.prototype.toString.call(c), typeof c.stack, c.stack === e.stack, Object.keys(c)]; }, [true, true, C.name, "m", "[object Error]", "string", true, []]);
is("errors keep their cause", () => { const c = clone(new Error("m", { cause: { a: 1 } })); return [c.cause, Object.getOwnPropertyDescriptor(c, "cause").enumerable]; }, [{ a: 1 }, false]);
is("an error without a message", () => { const c = clone(new Error()); return [Object.hasOwn(c, "message"), c.message]; }, [false, ""]);
is("an unknown name becomes Error", () => { const e = new Error("m"); e.name = "MyError"; const c = clone(e); return [c.name, c.constructor === Error]; }, ["Error", true]);
is("a name that is known chooses the class", () => { const e = new Error("m"); e.name = "RangeError"; return clone(e) instanceof RangeError; }, true);
is("a subclass of an error", () => { class E extends TypeError {} const c = clone(new E("m")); return [c instanceof E, c instanceof TypeError]; }, [false, true]);
is("extra properties of errors are lost", () => { const e = new Error("m"); e.code = 5; return "code" in clone(e); }, false);
is("a message that is no string", () => { const e = new Error(); Object.defineProperty(e, "message", { value: { toString: () => "shown" } }); return clone(e).message; }, "shown");
is("a message that is a getter is not read", () => { let n = 0; const e = new Error(); Object.defineProperty(e, "message", { get() { n++; } }); const c = clone(e); return [n, Object.hasOwn(c, "message")]; }, [0, false]);
is("DOMException", () => { const e = new DOMException("m", "NotFoundError"), c = clone(e); return [c instanceof DOMException, c !== e, c.name, c.message, c.code, c.stack === e.stack]; }, [true, true, "NotFoundError", "m", 8, true]);

// ---- what cannot be copied

const refused = { "a function": () => {}, "a class": class {}, "a WeakMap": new WeakMap(), "a WeakSet": new WeakSet(), "a promise": Promise.resolve(), "a generator": (function* () {})(), "a proxy": new Proxy({}, {}), "an array's iterator": [].values(), "a map's iterator": new Map().keys(), "a WeakRef": new WeakRef({}), "a FinalizationRegistry": new FinalizationRegistry(() => {}), "a DisposableStack": new DisposableStack(), "an iterator helper": [].values().map((x) => x), "an Event": new Event("x"), "an EventTarget": new EventTarget(), "Headers": new Headers(), "a Request": new Request("http://a"), "a Response": new Response(), "a URL": new URL("http://a"), "URLSearchParams": new URLSearchParams(), "FormData": new FormData(), "an AbortSignal": new AbortController().signal, "an AbortController": new AbortController(), "a ReadableStream": new ReadableStream(), "a WritableStream": new WritableStream(), "a TransformStream": new TransformStream(), "a MessagePort": new MessageChannel().port1, "a TextDecoder": new TextDecoder(), "crypto": crypto, "performance": performance };
for (const [name, v] of Object.entries(refused)) {
	throws(name + " cannot be copied", "DataCloneError", () => clone(v));
	throws(name + " cannot be copied within", "DataCloneError", () => clone({ a: [new Map([[1, v]])] }));
}
is("the error that refuses", () => { try { clone(() => {}); } catch (e) { return [e instanceof DOMException, e.name, e.code]; } }, [true, "DataCloneError", 25]);
throws("a detached buffer", "DataCloneError", () => { const b = new ArrayBuffer(1); clone(b, { transfer: [b] }); clone(b); });
throws("a view of a detached buffer", "DataCloneError", () => { const u = new Uint8Array(1); clone(u.buffer, { transfer: [u.buffer] }); clone(u); });

// ---- objects of the platform

is("Blob", async () => { const b = new Blob(["text"], { type: "a/b" }), c = clone(b); return [c instanceof Blob, c !== b, c.size, c.type, await c.text()]; }, [true, true, 4, "a/b", "text"]);
is("File", async () => { const f = new File(["x"], "n.txt", { type: "t/x", lastModified: 7 }), c = clone({ f }).f; return [c instanceof File, c.name, c.type, c.lastModified, await c.text()]; }, [true, "n.txt", "t/x", 7, "x"]);
is("CryptoKey", async () => { const k = await crypto.subtle.generateKey({ name: "AES-GCM", length: 128 }, true, ["encrypt"]), c = clone(k); const hex = async (x) => new Uint8Array(await crypto.subtle.exportKey("raw", x)).toHex(); return [c instanceof CryptoKey, c !== k, c.usages, c.extractable, c.algorithm.name, await hex(c) === await hex(k)]; }, [true, true, ["encrypt"], true, "AES-GCM", true]);
is("a subclass of File becomes a File", () => { class F extends File {} class B extends Blob {} const f = clone(new F([], "n")), b = clone(new B()); return [f.constructor === File, f.name, b.constructor === Blob]; }, [true, "n", true]);
is("a class that is gone from the global object", () => { const { Blob } = globalThis, b = new Blob(["x"]); delete globalThis.Blob; try { return clone(b).size; } finally { Object.defineProperty(globalThis, "Blob", { value: Blob, writable: true, configurable: true }); } }, 1);
is("extra properties of a Blob are lost", () => { const b = new Blob([]); b.x = 1; return clone(b).x; }, undefined);

// ---- transfer

is("a transferred buffer keeps its bytes", () => { const u = new Uint8Array([1, 2, 3]), c = clone(u, { transfer: [u.buffer] }); return [u.byteLength, u.length, u.buffer.byteLength, c, u.buffer.detached]; }, [0, 0, 0, new Uint8Array([1, 2, 3]), true]);
is("a transferred buffer that is not in the value is detached", () => { const b = new ArrayBuffer(2); clone(1, { transfer: [b] }); return b.byteLength; }, 0);
is("nothing is transferred when the copy fails", () => { const b = new ArrayBuffer(2); try { clone([b, () => {}], { transfer: [b] }); } catch {} return b.byteLength; }, 2);
is("nothing is transferred when the list fails", () => { const b = new ArrayBuffer(2); try { clone(b, { transfer: [b, {}] }); } catch {} return b.byteLength; }, 2);
throws("the same buffer twice in the list", "DataCloneError", () => { const b = new ArrayBuffer(2); clone(b, { transfer: [b, b] }); });
throws("a view in the list", "DataCloneError", () => clone(1, { transfer: [new Uint8Array(1)] }));
throws("a plain object in the list", "DataCloneError", () => clone(1, { transfer: [{}] }));
throws("a Blob in the list", "DataCloneError", () => clone(1, { transfer: [new Blob([])] }));
throws("a detached buffer in the list", "DataCloneError", () => { const b = new ArrayBuffer(1); clone(b, { transfer: [b] }); clone(1, { transfer: [b] }); });
throws("a number in the list", TypeError, () => clone(1, { transfer: [1] }));
throws("a list that is none", TypeError, () => clone(1, { transfer: 5 }));
throws("a list that is null", TypeError, () => clone(1, { transfer: null }));
throws("options that are none", TypeError, () => clone(1, 5));
is("options that are missing", () => [clone(1, undefined), clone(2, null), clone(3, {}), clone(4, { transfer: undefined }), clone(5, { transfer: [] })], [1, 2, 3, 4, 5]);
is("the list may be any iterable", () => { const b = new ArrayBuffer(2); clone(b, { transfer: new Set([b]) }); return b.byteLength; }, 0);
is("a getter that detaches a buffer of the list", () => { const b = new ArrayBuffer(2); try { clone({ get x() { clone(b, { transfer: [b] }); return 1; } }, { transfer: [b] }); } catch (e) { return e.name; } }, "DataCloneError");
is("the options are read once", () => { const log = []; clone(1, { get transfer() { log.push("transfer"); return []; } }); return log; }, ["transfer"]);
for (const [name, make] of [["ReadableStream", () => new ReadableStream()], ["WritableStream", () => new WritableStream()], ["TransformStream", () => new TransformStream()], ["MessagePort", () => new MessageChannel().port1]]) {
	is(name + " is transferred", () => { const o = make(), c = clone({ o }, { transfer: [o] }).o; return [c !== o, c instanceof globalThis[name]]; }, [true, true]);
	throws(name + " cannot be transferred twice", "DataCloneError", () => { const o = make(); clone(o, { transfer: [o] }); clone(o, { transfer: [o] }); });
}
throws("a locked stream cannot be transferred", "DataCloneError", () => { const s = new ReadableStream(); s.getReader(); clone(s, { transfer: [s] }); });
throws("a transform with a locked side cannot be transferred", "DataCloneError", () => { const t = new TransformStream(); t.writable.getWriter(); clone(t, { transfer: [t] }); });
is("a transferred stream reads on", async () => { const s = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close(); } }), c = clone(s, { transfer: [s] }); return [s.locked, await Array.fromAsync(c)]; }, [true, [1, 2]]);
is("errors of a transferred stream arrive", async () => { const s = new ReadableStream({ start(c) { c.error("e"); } }), c = clone(s, { transfer: [s] }); try { await c.getReader().read(); } catch (e) { return e; } }, "e");
is("a transferred writable stream writes on", async () => { const log = [], s = new WritableStream({ write(x) { log.push(x); }, close() { log.push("closed"); } }), w = clone(s, { transfer: [s] }).getWriter(); w.write(1); await w.close(); return [log, s.locked]; }, [[1, "closed"], true]);
is("a deep value is no stack overflow", () => { let o = {}; const top = o; for (let n = 0; n < 500; n++) o = o.x = {}; let c = clone(top), n = 0; while (c.x) { c = c.x; n++; } return n; }, 500);
is("chunks of a transferred stream are copied", async () => { const o = { a: 1 }, s = new ReadableStream({ start(c) { c.enqueue(o); c.close(); } }), [x] = await Array.fromAsync(clone(s, { transfer: [s] })); return [x, x !== o]; }, [{ a: 1 }, true]);
is("a chunk that cannot be copied fails a transferred stream, and cancels the old one", async () => { const log = [], s = new ReadableStream({ start(c) { c.enqueue(() => {}); }, cancel(e) { log.push(e.name); } }), r = clone(s, { transfer: [s] }).getReader(); try { await r.read(); } catch (e) { return [e.name, log]; } }, ["DataCloneError", ["DataCloneError"]]);
is("cancel of a transferred stream reaches the old one", async () => { const log = [], s = new ReadableStream({ cancel(e) { log.push(e); } }); await clone(s, { transfer: [s] }).cancel({ why: 1 }); return log; }, [{ why: 1 }]);
is("a transferred byte stream gives chunks", async () => { const s = new ReadableStream({ type: "bytes", start(c) { c.enqueue(new Uint8Array([1])); c.close(); } }), c = clone(s, { transfer: [s] }); return Array.fromAsync(c); }, [new Uint8Array([1])]);
is("chunks written to a transferred stream are copied", async () => { const o = { a: 1 }, log = [], s = new WritableStream({ write(x) { log.push(x, x !== o); } }), w = clone(s, { transfer: [s] }).getWriter(); await w.write(o); return log; }, [{ a: 1 }, true]);
is("a chunk that cannot be written aborts the old stream", async () => { const log = [], s = new WritableStream({ abort(e) { log.push(e.name); } }), w = clone(s, { transfer: [s] }).getWriter(); try { await w.write(() => {}); } catch (e) { return [e.name, log]; } }, ["DataCloneError", ["DataCloneError"]]);
is("errors and aborts of a transferred writable stream", async () => { const log = []; let c; const s = new WritableStream({ start(x) { c = x; } }), t = new WritableStream({ abort(e) { log.push(e); } }), w = clone(s, { transfer: [s] }).getWriter(); c.error("e"); await w.closed.catch((e) => log.push(e)); await clone(t, { transfer: [t] }).abort("a"); return log; }, ["e", "a"]);
is("a transferred transform works on", async () => { const t = new TransformStream({ transform(x, c) { c.enqueue(x * 2); } }), u = clone(t, { transfer: [t] }), w = u.writable.getWriter(); w.write(1); w.write(2); w.close(); return [await Array.fromAsync(u.readable), t.readable.locked, t.writable.locked]; }, [[2, 4], true, true]);

// ---- memory that cannot be taken away

const memory = () => new WebAssembly.Memory({ initial: 1 });
throws("the memory of WebAssembly cannot be transferred", "DataCloneError", () => { const { buffer } = memory(); clone(buffer, { transfer: [buffer] }); });
is("the memory of WebAssembly is copied, and stays", () => { const m = memory(), c = clone(m.buffer); new Uint8Array(c)[0] = 1; return [c.byteLength, new Uint8Array(m.buffer)[0], m.buffer.byteLength]; }, [65536, 0, 65536]);
throws("the memory of WebAssembly has no transfer()", TypeError, () => memory().buffer.transfer());
is("byte streams do not take the memory of WebAssembly", async () => { const m = memory(), out = []; let c; const s = new ReadableStream({ type: "bytes", start(x) { c = x; } }); try { c.enqueue(new Uint8Array(m.buffer, 0, 1)); } catch (e) { out.push(e.name); } try { await s.getReader({ mode: "byob" }).read(new Uint8Array(m.buffer)); } catch (e) { out.push(e.name); } return [...out, m.buffer.byteLength]; }, ["TypeError", "TypeError", 65536]);
