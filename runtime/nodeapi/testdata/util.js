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

const util = require("util"); return [util.stripVTControlCharacters("\x1b[31mred\x1b[39m plain"), util.styleText(["bold", "underline"], "y"), util.toUSVString("a\ud800b"), util.isArray([]), util.inspect.colors.red];

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
