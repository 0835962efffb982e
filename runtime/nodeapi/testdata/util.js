const { promisify } = require("util"); const f = promisify((a, b, cb) => cb(null, a + b)); const g = promisify((cb) => cb(new RangeError("x"))); const c = () => {}; c[promisify.custom] = () => "custom"; return [await f(1, 2), await g().catch((e) => e.message), promisify(c)(), promisify.custom, f.length];

require("util").promisify(5)

const { callbackify } = require("util"); const f = callbackify(async (a) => a + 1); const g = callbackify(async () => { throw new Error("no"); }); const h = callbackify(async () => { throw null; }); const p = (fn, ...a) => new Promise((r) => fn(...a, (e, v) => r([e && e.message, e && e.code, v]))); return [await p(f, 1), await p(g), await p(h), f.length];

require("util").callbackify(async () => {})(5)

const util = require("util"); function A() {} function B() {} B.prototype.hi = () => "hi"; util.inherits(A, B); return [new A().hi(), A.super_ === B, new A() instanceof B];

require("util").inherits(null, function () {})

const util = require("util"); return [util.format("%s %d %i %f %j %o %O %c %%", "a", 1.5, 2.7, "3.5", { a: 1 }, [1], { b: { c: {} } }, "css"), util.format("a", "b", { c: 1 }), util.format(1, 2), util.format("%s"), util.format("%d", "x"), util.format(), util.format("%s", { toString() { return "mine"; } }), util.format("%s", null, undefined, 1n, Symbol("s")), util.formatWithOptions({ colors: true }, "%O", { a: 1 })];

const util = require("util"); return [util.inspect({ a: 1, b: [1, 2, { c: new Map([[1, 2]]) }] }), util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: 0 }), util.inspect({ a: { b: { c: { d: 1 } } } }, false, 0), util.inspect("x", { colors: true }), util.inspect({ [util.inspect.custom]: () => "custom!" }), util.inspect.custom];

const util = require("util"); return [util.isDeepStrictEqual({ a: [1, NaN] }, { a: [1, NaN] }), util.isDeepStrictEqual([0], [-0]), util.isDeepStrictEqual({ a: 1 }, { a: "1" })];

const { types: t } = require("util"); return [t.isDate(new Date()), t.isRegExp(/x/), t.isMap(new Map()), t.isSet(new Set()), t.isWeakMap(new WeakMap()), t.isWeakSet(new WeakSet()), t.isPromise(Promise.resolve()), t.isNativeError(new TypeError()), t.isNativeError({ __proto__: Error.prototype }), t.isAsyncFunction(async () => {}), t.isGeneratorFunction(function* () {}), t.isGeneratorObject((function* () {})()), t.isProxy(new Proxy({}, {})), t.isProxy({}), t.isTypedArray(new Uint8Array()), t.isUint8Array(Buffer.alloc(1)), t.isUint8Array(new Int8Array()), t.isDataView(new DataView(new ArrayBuffer(1))), t.isArrayBuffer(new ArrayBuffer(1)), t.isAnyArrayBuffer(new ArrayBuffer(1)), t.isBoxedPrimitive(Object(1n)), t.isBoxedPrimitive(Object(Symbol())), t.isStringObject(new String("")), t.isNumberObject(1), t.isSymbolObject(Object(Symbol())), t.isArgumentsObject((function () { return arguments; })()), t.isMapIterator(new Map().keys()), t.isSetIterator(new Set().values()), t.isArrayBufferView(Buffer.alloc(1)), t.isBigInt64Array(new BigInt64Array(1)), require("util/types") === t];

const util = require("util"); const f = util.deprecate((a) => a + 1, "old"); return [f(1), typeof util.debuglog("x"), util.debuglog("x").enabled];

const { parseArgs } = require("util"); return parseArgs({ args: ["-f", "--bar", "b", "pos", "--", "--x"], options: { foo: { type: "boolean", short: "f" }, bar: { type: "string" } }, allowPositionals: true });

const { parseArgs } = require("util"); return parseArgs({ args: ["-vvn5", "--name=x", "--name", "y"], options: { v: { type: "boolean", short: "v", multiple: true }, n: { type: "string", short: "n" }, name: { type: "string", multiple: true }, d: { type: "string", default: "def" } } });

const { parseArgs } = require("util"); return parseArgs({ args: ["--unknown", "x", "-a"], strict: false, tokens: true });

const { parseArgs } = require("util"); parseArgs({ args: ["--unknown"], options: {} });

const { parseArgs } = require("util"); parseArgs({ args: ["x"], options: {} });

const { parseArgs } = require("util"); parseArgs({ args: ["--a"], options: { a: { type: "string" } } });

const { parseArgs } = require("util"); parseArgs({ args: ["--a=1"], options: { a: { type: "boolean" } } });

const { parseArgs } = require("util"); parseArgs({ args: ["--a", "-x"], options: { a: { type: "string" } } });

const { MIMEType } = require("util"); const m = new MIMEType("text/HTML; charset=utf-8; q=\"a b\""); m.params.set("x", "y"); m.subtype = "plain"; return [String(m), m.type, m.subtype, m.essence, m.params.get("charset"), [...m.params], m.params.get("none"), JSON.stringify(m)];

new (require("util").MIMEType)("bad")

const { aborted } = require("util"); const c = new AbortController(); const p = aborted(c.signal, {}); c.abort(); await p; return "aborted";

const util = require("util"); return [util.types.isExternal({}), util._extend({ a: 1 }, { b: 2 }), util.isString("x"), util.isError(new Error()), util.isFunction(() => {}), util.isPrimitive(null), util.isObject({}), util.isRegExp(/x/)];

const util = require("util"); return [util.getSystemErrorName(-2), new util.TextDecoder().decode(new util.TextEncoder().encode("é"))];

// promisify, callbackify, inherits, deprecate.
const { promisify } = require("util"); const f = promisify((a, cb) => cb(null, a + 1)); return [await f(1), f.name, f.length, promisify(f) === f, await promisify((cb) => cb(new Error("no")))().catch((e) => e.message)];

const { promisify } = require("util"); const f = () => {}; f[promisify.custom] = async () => "own"; return [await promisify(f)(), promisify(f) === f[promisify.custom], promisify.custom];

const { promisify } = require("util"); const o = { v: 3, m(cb) { cb(null, this.v); } }; o.p = promisify(o.m); return await o.p();

require("util").promisify(1)

const { promisify } = require("util"); return [await promisify(setTimeout)(1, "v"), await promisify(setImmediate)("w")];

const { callbackify } = require("util"); const out = []; await new Promise((r) => callbackify(async (x) => x * 2)(4, (e, v) => { out.push(e, v); r(); })); await new Promise((r) => callbackify(async () => { throw null; })((e) => { out.push(e.code, e.message, e.reason); r(); })); await new Promise((r) => callbackify(async () => { throw new TypeError("t"); })((e) => { out.push(e.message); r(); })); return out;

require("util").callbackify(1)

require("util").callbackify(async () => {})()

const { inherits } = require("util"); function A() {} A.prototype.x = 1; function B() {} inherits(B, A); return [new B().x, new B() instanceof A, B.super_ === A];

require("util").inherits(1, 2)

require("util").inherits(function () {}, null)

const { deprecate } = require("util"); function f(a) { return a; } const d = deprecate(f, "old", "DEP0"); return [d(1), d.name, Object.getPrototypeOf(d) === f];

// types.
const { types: t } = require("util"); const values = { date: new Date(), regexp: /a/, error: new TypeError(), map: new Map(), set: new Set(), weakmap: new WeakMap(), weakset: new WeakSet(), promise: Promise.resolve(), proxy: new Proxy({}, {}), fn: () => {}, asyncfn: async () => {}, genfn: function* () {}, gen: (function* () {})(), ab: new ArrayBuffer(1), u8: new Uint8Array(1), dv: new DataView(new ArrayBuffer(1)), boxed: Object(1), boxedSymbol: Object(Symbol()), args: (function () { return arguments; })(), mapIt: new Map().entries(), setIt: new Set().values(), big64: new BigInt64Array(1), f32: new Float32Array(1), nul: null, str: "x", boxedBig: Object(1n), boxedBool: Object(true), boxedStr: Object("s") }; const out = {}; for (const k of Object.keys(values)) out[k] = Object.keys(t).filter((n) => n.startsWith("is") && t[n](values[k])).sort().join(" "); return out;

const u = require("util"); return [u.isDeepStrictEqual({ a: [1, new Map([[1, { b: 2 }]])] }, { a: [1, new Map([[1, { b: 2 }]])] }), u.isDeepStrictEqual([1], ["1"]), u.isDeepStrictEqual(NaN, NaN), u.isDeepStrictEqual(0, -0), u.isDeepStrictEqual(new Set([{ a: 1 }]), new Set([{ a: 1 }])), u.isDeepStrictEqual(Object.create(null), {}), u.isDeepStrictEqual(new Date(1), new Date(1)), u.isDeepStrictEqual(/a/g, /a/i), u.isDeepStrictEqual([, 1], [undefined, 1])];

// format.
const { format } = require("util"); return [format("%s", "a", "b"), format("%s %s", "a"), format("%d|%i|%f", "42.5", "42.5", "42.5"), format("%d", 10n), format("%i", 10.9), format("%j", { a: [1] }), format("%o", { a: 1 }), format("%O", { a: { b: { c: {} } } }), format("%c|", "css"), format("%%|%x|%", 1), format("a", { b: 1 }, [2]), format(1, 2, "3"), format("%s", Symbol("x")), format("%s", null, undefined), format("%s", { toString() { return "own"; } }), format("%s", class A {}), format("%s", () => 1), format("%d", Symbol("x")), format("%s", -0), format("%s", 12345678901234567890n), format("%s", [1, [2, [3]]]), format("%s", new Error("e").message), format("%s", Object.create(null)), format("%j", (() => { const o = {}; o.o = o; return o; })())];

const { formatWithOptions } = require("util"); return [formatWithOptions({ colors: true }, "%O", 1), formatWithOptions({ compact: false }, "%O", { a: 1 }), formatWithOptions({ colors: true }, "%s", "x", 2)];

require("util").formatWithOptions("x", 1)

// inspect.
const { inspect } = require("util"); return [inspect("a'b"), inspect('a"b\'c'), inspect("`a'\""), inspect("\n\u0007\u{1F600}"), inspect(-0), inspect(1e21), inspect(123456789.123, { numericSeparator: true }), inspect(1234567n, { numericSeparator: true }), inspect(Symbol("a b")), inspect(undefined), inspect(null), inspect([undefined, , null]), inspect(new Array(5)), inspect(Object.assign([1], { x: 2, "-1": 3 }))];

const { inspect } = require("util"); return [inspect({ a: { b: { c: { d: 1 } } } }), inspect({ a: { b: { c: { d: 1 } } } }, { depth: 0 }), inspect({ a: { b: { c: { d: { e: 1 } } } } }, { depth: Infinity }), inspect([[[[1]]]]), inspect(new Map([[{ a: 1 }, new Set([1, "x"])]])), inspect(new Map([[1, 2]]).entries()), inspect(new Set([1]).values()), inspect([1, 2][Symbol.iterator]()), inspect("ab"[Symbol.iterator]())];

const { inspect } = require("util"); class A { constructor() { this.x = 1; } get y() { return 2; } static s = 1; } class B extends A {} class C { get [Symbol.toStringTag]() { return "Tag"; } } return [inspect(new A()), inspect(A), inspect(B), inspect(new B()), inspect(new C()), inspect(Object.create({})), inspect(Object.create(null, { a: { value: 1, enumerable: true } })), inspect(function f() {}), inspect(() => {}), inspect(async function g() {}), inspect(function* h() {}), inspect(class {}), inspect(Object.assign(function k() {}, { p: 1 }))];

const { inspect } = require("util"); return [inspect({ get a() { return 1; }, set a(v) {}, get b() { return 1; }, set c(v) {} }), inspect({ get a() { return { z: 1 }; } }, { getters: true }), inspect({ get a() { throw new Error("g"); } }, { getters: true }), inspect({ [Symbol("s")]: 1, "a-b": 2, 3: 4 }), inspect(Object.defineProperty({}, "h", { value: 1 }), { showHidden: true }), inspect([1], { showHidden: true })];

const { inspect } = require("util"); const o = { name: "x" }; o.self = o; o.list = [o, { o }]; return inspect(o);

const { inspect } = require("util"); class P { [inspect.custom](depth, options, ins) { return `P<${depth} ${options.stylize("z", "string")} ${ins === inspect} ${ins({ a: 1 })}>`; } } class Q { [inspect.custom]() { return { q: 1 }; } } return [inspect(new P()), inspect({ p: new P() }), inspect(new Q()), inspect(new P(), { customInspect: false }), inspect({ a: { b: new P() } }, { depth: 1 })];

const { inspect } = require("util"); return [inspect(new Uint8Array([1, 2])), inspect(Buffer.from("hi")), inspect(new ArrayBuffer(3)), inspect(new DataView(new ArrayBuffer(2))), inspect(new Float64Array([1.5, -0])), inspect(new Date(0)), inspect(new Date(NaN)), inspect(/a\/b/gi), inspect(Object(1)), inspect(Object("ab")), inspect(Object(Symbol("q"))), inspect(Object(1n)), inspect(new Boolean(false)), inspect(Promise.resolve(4)), inspect(new Promise(() => {})), inspect(Promise.reject((() => { const p = 3; return p; })()).catch(() => {}) && 1), inspect(new WeakMap()), inspect(new WeakSet()), inspect(globalThis).length > 100, inspect(new Proxy({ a: 1 }, {})), inspect(new Proxy({ a: 1 }, {}), { showProxy: true }), inspect(new Proxy(function f() {}, {})), inspect((function () { return arguments; })(1, 2)), inspect(Math), inspect(JSON), inspect(Reflect) === "Object [Reflect] {}" || true];

const { inspect } = require("util"); return [inspect(Array.from({ length: 30 }, (_, n) => n)), inspect(Array.from({ length: 120 }, (_, n) => n)), inspect("x".repeat(200)).length, inspect("x".repeat(20000)).length, inspect(new Set(Array.from({ length: 110 }, (_, n) => n)), { maxArrayLength: 3 }), inspect(["a".repeat(50), "b".repeat(50)]), inspect([1, 2, 3], { maxArrayLength: 1 }), inspect([1, 2, 3], { maxArrayLength: 0 }), inspect("abcdef", { maxStringLength: 3 }), inspect({ a: "line one\nline two" })];

const { inspect } = require("util"); return [inspect({ a: 1, b: "x", c: [1, null, undefined, true, Symbol("s"), 1n, /r/, new Date(0), () => {}] }, { colors: true }), inspect({ b: 1, a: 2 }, { sorted: true }), inspect({ b: 1, a: 2 }, { sorted: (a, b) => a < b ? 1 : -1 }), inspect({ a: [{ b: 1 }] }, { compact: false }), inspect({ a: [{ b: { c: 1 } }] }, { compact: 1 }), inspect({ a: 1, b: 2 }, { breakLength: 5 }), inspect([[1, 2], [3, 4]], { breakLength: 10, compact: 3 })];

const { inspect } = require("util"); const e = new Error("msg"); e.stack = "Error: msg\n    at place"; e.extra = 1; const c = new TypeError("outer", { cause: e }); c.stack = "TypeError: outer\n    at there"; const a = new AggregateError([e], "many"); a.stack = "AggregateError: many"; class My extends Error {} const m = new My("mine"); m.stack = "Error: mine\n    at x"; const n = new Error(""); n.stack = undefined; return [inspect(e), inspect({ e }), inspect(c), inspect(a), inspect(m), inspect([e]), inspect(n)];

const { inspect } = require("util"); return [inspect(new (class extends Map {})([[1, 2]])), inspect(new (class Foo extends Array {})(3)), inspect(Object.assign(new Map([[1, 2]]), { x: 1 })), inspect(new (class extends Uint8Array {})(2)), inspect(new (class D2 extends Date {})(0)), inspect(new (class R2 extends RegExp {})("a")), inspect(new (class P2 extends Promise {})(() => {})), inspect(Object.setPrototypeOf([1], null)), inspect(Object.setPrototypeOf(new Map(), null)), inspect(Object.setPrototypeOf(function f() {}, null))];

const { inspect } = require("util"); return [inspect(new URL("http://u:p@h:1/p?q#f")), inspect(new URLSearchParams("a=1&b=2")), inspect(new URLSearchParams("a=1").entries())];

require("util").styleText("nocolor", "x")

require("util").stripVTControlCharacters(1)

const u = require("util"); return [u.getSystemErrorName(-2), u.getSystemErrorName(-111), u.getSystemErrorMap().get(-13), u.getSystemErrorMap().size];

require("util").getSystemErrorName(1)

const { MIMEType, MIMEParams } = require("util"); const m = new MIMEType('Text/HTML; charset="utf-8"; Q=1;q=2; bad; x=a b'); m.params.set("new", 'a"b'); m.subtype = "plain"; return [m.type, m.subtype, m.essence, m.toString(), m.params.get("charset"), m.params.has("Q"), [...m.params.keys()], JSON.stringify(m), new MIMEParams().toString()];

new (require("util").MIMEType)("text")

new (require("util").MIMEType)("a b/c")

const { parseArgs } = require("util"); return [parseArgs({ args: ["-f", "--bar", "b", "pos", "--no-color", "--list=1", "--list", "2", "--", "-x"], options: { foo: { type: "boolean", short: "f" }, bar: { type: "string" }, list: { type: "string", multiple: true }, color: { type: "boolean" }, def: { type: "string", default: "d" } }, allowPositionals: true, allowNegative: true, strict: true }), parseArgs({ args: ["-abc", "v", "--unknown=1"], options: { c: { type: "string", short: "c" } }, strict: false, tokens: true })];

require("util").parseArgs({ args: ["--nope"], options: {} })

require("util").parseArgs({ args: ["pos"], options: {} })

require("util").parseArgs({ args: ["--s"], options: { s: { type: "string" } } })

require("util").parseArgs({ args: ["--b=1"], options: { b: { type: "boolean" } } })

require("util").parseArgs({ args: [], options: { b: { type: "number" } } })

require("util").parseArgs({ args: [], options: { b: { type: "string", short: "bb" } } })

require("util").parseEnv("A=1\nB='two words' # c\nexport C=\"x\\ny\"\n#D=1\nE = spaced \nF=a#b\nG=`back`\nH=\nI=\"multi\nline\"")

const u = require("util"); const ac = new AbortController(); const p = u.aborted(ac.signal, {}); ac.abort(); return (await p).type;

const u = require("util"); return [new u.TextEncoder().encode("é").length, new u.TextDecoder().decode(new Uint8Array([65])), u.TextEncoder === TextEncoder, u.types.isUint8Array(new Uint8Array()), u.inspect.defaultOptions.depth, typeof u.debuglog("x").enabled, u.isArray([]), u.debug === u.debuglog];

const u = require("util"); u.inspect.defaultOptions.depth = 0; const a = u.inspect({ a: { b: 1 } }); u.inspect.defaultOptions = { depth: 2 }; return [a, u.inspect({ a: { b: 1 } })];

require("util").inspect.defaultOptions = 1

const u = require("util"); return [u._extend({ a: 1 }, { b: 2 }), u._extend({ a: 1 }, null), u.isRegExp(/a/), u.isDate(new Date()), u.isError(new Error()), u.isBuffer(Buffer.from("")), u.isPrimitive(1), u.isSymbol(Symbol())];

const u = require("util"); const s = u.transferableAbortController(); return [s.signal.aborted, typeof u.transferableAbortSignal];
