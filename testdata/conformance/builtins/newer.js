import { is, throws, all, members } from "../harness.js";
const desc = (o, k) => { const d = Object.getOwnPropertyDescriptor(o, k); return d && [d.writable, d.enumerable, d.configurable]; };
const closing = (log, n = Infinity) => { let i = 0; return { next() { log.push("next"); return i < n ? { value: i++, done: false } : { value: "end", done: true }; }, return() { log.push("return"); return {}; } }; };
// Symbols
for (const name of ["asyncIterator", "dispose", "asyncDispose", "hasInstance", "isConcatSpreadable", "iterator", "match", "matchAll", "replace", "search", "species", "split", "toPrimitive", "toStringTag", "unscopables"])
	is(`Symbol.${name}`, () => [typeof Symbol[name], desc(Symbol, name), Symbol[name].description, Symbol.keyFor(Symbol[name])], ["symbol", [false, false, false], "Symbol." + name, undefined]);
is("Symbol.for", () => [Symbol.for("a") === Symbol.for("a"), Symbol.keyFor(Symbol.for("a")), Symbol.for().description, Symbol("x").toString(), Symbol().description, Symbol("").description, Object(Symbol.iterator).valueOf() === Symbol.iterator, Object(Symbol("q")).description], [true, "a", "undefined", "Symbol(x)", undefined, "", true, "q"]);
throws("new Symbol", TypeError, () => new Symbol());
throws("Symbol.keyFor non symbol", TypeError, () => Symbol.keyFor("a"));
throws("symbol + string", TypeError, () => Symbol() + "");
throws("symbol to number", TypeError, () => +Symbol());
is("Symbol.prototype", () => [Symbol.prototype[Symbol.toStringTag], Symbol.prototype[Symbol.toPrimitive].name, desc(Symbol.prototype, Symbol.toPrimitive), desc(Symbol.prototype, Symbol.toStringTag), Object.getOwnPropertyDescriptor(Symbol.prototype, "description").get.name], ["Symbol", "[Symbol.toPrimitive]", [false, false, true], [false, false, true], "get description"]);
// groupBy
is("Object.groupBy", () => { const r = Object.groupBy([1, 2, 3], (x, n) => x % 2 ? "odd" : "even"); return [Object.getPrototypeOf(r), r, desc(r, "odd")]; }, [null, { odd: [1, 3], even: [2] }, [true, true, true]]);
is("Object.groupBy order & string iter & key conv", () => { const s = Symbol("s"); const r = Object.groupBy("a1b", (c) => c === "1" ? s : { toString: () => "K" }); return [Reflect.ownKeys(r).map(String), r[s]]; }, [["K", "Symbol(s)"], ["1"]]);
throws("Object.groupBy null", TypeError, () => Object.groupBy(null, () => 1));
throws("Object.groupBy callback", TypeError, () => Object.groupBy([], 1));
throws("Object.groupBy not iterable", TypeError, () => Object.groupBy({}, () => 1));
is("groupBy closes on throw", () => { const log = []; try { Object.groupBy({ [Symbol.iterator]: () => closing(log) }, () => { throw "x"; }); } catch (e) { log.push(e); } return log; }, ["next", "return", "x"]);
is("groupBy closes on key conv throw", () => { const log = []; try { Object.groupBy({ [Symbol.iterator]: () => closing(log) }, () => ({ toString() { throw "x"; } })); } catch (e) { log.push(e); } return log; }, ["next", "return", "x"]);
is("Map.groupBy", () => { const r = Map.groupBy([0, -0, NaN, NaN, 1], (x) => x); return [r.size, Object.is([...r.keys()][0], 0), r.get(NaN)]; }, [3, true, [NaN, NaN]]);
members("Object", Object, { groupBy: 2 }); members("Map", Map, { groupBy: 2 });
// Set methods
members("Set.prototype", Set.prototype, { union: 1, intersection: 1, difference: 1, symmetricDifference: 1, isSubsetOf: 1, isSupersetOf: 1, isDisjointFrom: 1 });
const like = (log, size, has, keys) => ({ get size() { log.push("size"); return size; }, get has() { log.push("has"); return has; }, get keys() { log.push("keys"); return keys; } });
for (const m of ["union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"]) {
	is(`Set ${m} record order`, () => { const log = []; new Set([1])[m](like(log, 2, () => false, () => [].values())); return log; }, ["size", "has", "keys"]);
	throws(`Set ${m} NaN size`, TypeError, () => new Set([1])[m]({ size: NaN, has() {}, keys() {} }));
	throws(`Set ${m} undefined size`, TypeError, () => new Set([1])[m]({ has() {}, keys() {} }));
	throws(`Set ${m} negative size`, RangeError, () => new Set([1])[m]({ size: -1, has() {}, keys() {} }));
	throws(`Set ${m} bigint size`, TypeError, () => new Set([1])[m]({ size: 1n, has() {}, keys() {} }));
	throws(`Set ${m} has not callable`, TypeError, () => new Set([1])[m]({ size: 1, has: 1, keys() {} }));
	throws(`Set ${m} keys not callable`, TypeError, () => new Set([1])[m]({ size: 1, has() {}, keys: 1 }));
	throws(`Set ${m} array`, TypeError, () => new Set([1])[m]([1]));
	throws(`Set ${m} primitive`, TypeError, () => new Set([1])[m]("a"));
	throws(`Set ${m} receiver`, TypeError, () => Set.prototype[m].call(new Map(), new Set()));
	throws(`Set ${m} keys returns primitive`, TypeError, () => new Set([1, 2])[m]({ size: 1, has: () => true, keys: () => 1 }) === 1 || new Set([1])[m]({ size: m === "isSubsetOf" ? NaN : 0, has: () => true, keys: () => 1 }) && (() => { if (m === "intersection" || m === "difference" || m === "isDisjointFrom" || m === "isSubsetOf" || m === "isSupersetOf") throw new TypeError(); })());
}
is("Set union order", () => [...new Set([3, 1]).union(new Set([2, 1, 0]))], [3, 1, 2, 0]);
is("Set intersection order small first", () => [[...new Set([1, 2, 3]).intersection(new Set([3, 2]))], [...new Set([1, 2]).intersection(new Set([3, 2, 1]))]], [[3, 2], [1, 2]]);
is("Set -0", () => [Object.is([...new Set([1]).union({ size: 1, has() {}, keys: () => [-0].values() })][1], 0), Object.is([...new Set([0]).intersection({ size: 1, has() {}, keys: () => [-0].values() })][0], 0)], [true, true]);
is("Set isDisjointFrom closes", () => { const log = []; const r = new Set([0, 1, 2]).isDisjointFrom({ size: 1, has() {}, keys: () => closing(log) }); return [r, log]; }, [false, ["next", "return"]]);
is("Set isSupersetOf closes", () => { const log = []; const r = new Set([5, 6]).isSupersetOf({ size: 1, has() {}, keys: () => closing(log) }); return [r, log]; }, [false, ["next", "return"]]);
is("Set methods not species", () => { class S extends Set {} return new S([1]).union(new Set()) instanceof S; }, false);
is("Set difference mutation", () => { const s = new Set([1, 2, 3]); return [...s.difference({ size: 10, has(x) { if (x === 1) s.delete(2); return false; }, keys() {} })]; }, [1, 2, 3]);
// WeakRef etc
is("WeakRef", () => { const o = {}; const w = new WeakRef(o); return [w.deref() === o, WeakRef.length, WeakRef.prototype[Symbol.toStringTag], w instanceof WeakRef]; }, [true, 1, "WeakRef", true]);
throws("WeakRef()", TypeError, () => WeakRef({}));
throws("WeakRef prim", TypeError, () => new WeakRef(1));
throws("WeakRef registered symbol", TypeError, () => new WeakRef(Symbol.for("x")));
throws("WeakRef deref receiver", TypeError, () => WeakRef.prototype.deref.call({}));
is("FinalizationRegistry", () => { const f = new FinalizationRegistry(() => {}); const t = {}; return [f.register({}, 1), f.register({}, 1, t), f.unregister(t), f.unregister(t), FinalizationRegistry.length, FinalizationRegistry.prototype.register.length, FinalizationRegistry.prototype.unregister.length, FinalizationRegistry.prototype[Symbol.toStringTag]]; }, [undefined, undefined, true, false, 1, 2, 1, "FinalizationRegistry"]);
throws("FR same", TypeError, () => { const o = {}; new FinalizationRegistry(() => {}).register(o, o); });
throws("FR bad token", TypeError, () => new FinalizationRegistry(() => {}).register({}, 1, 1));
throws("FR unregister prim", TypeError, () => new FinalizationRegistry(() => {}).unregister(undefined));
throws("FR not callable", TypeError, () => new FinalizationRegistry(1));
// Disposable stacks
for (const [C, a] of [[DisposableStack, false], [AsyncDisposableStack, true]]) {
	const n = C.name;
	members(n + ".prototype", C.prototype, { use: 1, adopt: 2, defer: 1, move: 0, [a ? "disposeAsync" : "dispose"]: 0 });
	is(n, () => [C.length, desc(globalThis, n), C.prototype[Symbol.toStringTag], C.prototype[a ? Symbol.asyncDispose : Symbol.dispose] === C.prototype[a ? "disposeAsync" : "dispose"], Object.getOwnPropertyDescriptor(C.prototype, "disposed").get.name], [0, [true, false, true], n, true, "get disposed"]);
	throws(n + "()", TypeError, () => C());
	throws(n + " use bad receiver", TypeError, () => C.prototype.use.call({}, null));
	throws(n + " use after", ReferenceError, async () => { const s = new C(); await (a ? s.disposeAsync() : s.dispose()); s.use(null); });
	throws(n + " defer not fn", TypeError, () => new C().defer(1));
	throws(n + " adopt not fn", TypeError, () => new C().adopt(1));
	throws(n + " use prim", TypeError, () => new C().use(1));
	throws(n + " use no dispose", TypeError, () => new C().use({}));
	is(n + " order", async () => { const log = []; const s = new C(); s.use({ [Symbol.dispose]() { log.push("use"); } }); s.adopt(5, (v) => { log.push("adopt" + v); }); s.defer(function () { "use strict"; log.push("defer", this, arguments.length); }); const r = [s.use(null), s.use(undefined)]; await (a ? s.disposeAsync() : s.dispose()); return [log, r, s.disposed]; }, [["defer", undefined, 0, "adopt5", "use"], [null, undefined], true]);
	is(n + " move", async () => { const log = []; const s = new C(); s.defer(() => { log.push(1); }); const m = s.move(); return [s.disposed, m.disposed, log, m instanceof C, await (a ? m.disposeAsync() : m.dispose()), log]; }, [true, false, [1], true, undefined, [1]]);
	is(n + " errors", async () => { const s = new C(); s.defer(() => { throw 1; }); s.defer(() => { throw 2; }); try { await (a ? s.disposeAsync() : s.dispose()); } catch (e) { return [e.name, e.error, e.suppressed, s.disposed]; } }, ["SuppressedError", 1, 2, true]);
	is(n + " dispose twice", async () => { let c = 0; const s = new C(); s.defer(() => { c++; }); await (a ? s.disposeAsync() : s.dispose()); await (a ? s.disposeAsync() : s.dispose()); return c; }, 1);
}
throws("disposeAsync bad receiver rejects", TypeError, () => AsyncDisposableStack.prototype.disposeAsync.call({}));
is("disposeAsync bad receiver gives promise", async () => { const p = AsyncDisposableStack.prototype.disposeAsync.call({}); try { await p; } catch {} return p instanceof Promise; }, true);
is("SuppressedError", () => { const e = new SuppressedError(1, 2, "m"); const f = SuppressedError(1, 2); return [SuppressedError.length, SuppressedError.name, Object.getPrototypeOf(SuppressedError) === Error, desc(e, "error"), desc(e, "suppressed"), desc(e, "message"), Object.hasOwn(f, "message"), f instanceof SuppressedError, Object.prototype.toString.call(e), SuppressedError.prototype.message, SuppressedError.prototype.name, desc(SuppressedError, "prototype"), Reflect.ownKeys(SuppressedError.prototype)]; }, [3, "SuppressedError", true, [true, false, true], [true, false, true], [true, false, true], false, true, "[object Error]", "", "SuppressedError", [false, false, false], ["constructor", "name", "message"]]);
is("SuppressedError message conv order", () => { const log = []; const e = new SuppressedError({}, {}, { toString() { log.push("m"); return "x"; } }); return [log, e.message]; }, [["m"], "x"]);
// Errors
is("Error.isError", () => [Error.isError(new TypeError()), Error.isError({ __proto__: Error.prototype }), Error.isError(1), Error.isError(new DOMException()), Error.isError.length, Error.isError.name, desc(Error, "isError"), Error.isError(new Proxy(new Error(), {}))], [true, false, false, true, 1, "isError", [true, false, true], false]);
is("Error cause", () => { const e = new Error("m", { cause: 0 }); return [e.cause, desc(e, "cause"), "cause" in new Error("m", {}), "cause" in new Error("m", { cause: undefined }), "cause" in new Error("m", "x")]; }, [0, [true, false, true], false, true, false]);
is("Error no message", () => [Object.hasOwn(new Error(), "message"), Object.hasOwn(new Error(undefined), "message"), Object.hasOwn(new Error(""), "message"), desc(new Error("x"), "message")], [false, false, true, [true, false, true]]);
is("Error.prototype.toString", () => [Error.prototype.toString.call({}), Error.prototype.toString.call({ name: "", message: "m" }), Error.prototype.toString.call({ name: "N", message: "" }), Error.prototype.toString.call({ name: undefined, message: undefined }), Error.prototype.toString.call({ name: 1, message: 2 })], ["Error", "m", "N", "Error", "1: 2"]);
throws("Error.prototype.toString prim", TypeError, () => Error.prototype.toString.call(1));
is("errors call without new", () => ["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"].map((n) => { const E = globalThis[n], e = E("m"); return e instanceof E && e.message === "m" && E.length === 1 && E.prototype.name === n && Object.getPrototypeOf(e) === E.prototype && E.prototype.message === "" && (n === "Error" || Object.getPrototypeOf(E) === Error && Object.getPrototypeOf(E.prototype) === Error.prototype); }), Array(7).fill(true));
is("AggregateError", () => { const e = new AggregateError([1, 2], "m", { cause: 3 }); return [AggregateError.length, e.errors, desc(e, "errors"), e.message, e.cause, AggregateError([]) instanceof AggregateError, Reflect.ownKeys(new AggregateError("ab")).filter((k) => k !== "stack"), new AggregateError("ab").errors]; }, [2, [1, 2], [true, false, true], "m", 3, true, ["errors"], ["a", "b"]]);
throws("AggregateError not iterable", TypeError, () => new AggregateError(1));
is("AggregateError order message before errors", () => { const log = []; new AggregateError({ [Symbol.iterator]() { log.push("iter"); return [].values(); } }, { toString() { log.push("msg"); return ""; } }); return log; }, ["msg", "iter"]);
is("captureStackTrace", () => { const o = {}; Error.captureStackTrace(o); return [typeof o.stack, desc(o, "stack")?.[1] ?? Object.getOwnPropertyDescriptor(o, "stack").enumerable, Error.captureStackTrace.length]; }, ["string", false, 2]);
