// Each line is one case: an expression whose value is shown with util.inspect,
// or, when it begins with "format", with util.format. Blank lines and comments
// are skipped.
1
-0
NaN
123456789012345680000
10n
true
null
undefined
"plain"
"it's"
"it's \"both\""
"it's \"all\" `three`"
"tab\tnewline\nbell\x07del\x7f back\\slash \u0085"
"\ud83d lone"
"😀"
Symbol("s")
Symbol()
Symbol("with\nnewline")
[]
[1, 2, 3]
[undefined, null]
[, 1, , , 2, ,]
new Array(5)
Object.assign([1, 2], {a: 1, "b-c": 2, [-1]: 3})
Array.from({length: 7}, (_, n) => n)
Array.from({length: 30}, (_, n) => n * n)
Array.from({length: 101}, (_, n) => n)
Array.from({length: 120}, (_, n) => "s" + n)
Array.from({length: 27}, (_, n) => "x".repeat(n))
["apple", "banana", "cherry", "date", "elderberry", "fig", "grape", "honeydew melon"]
["日本", "語", "ab", "c", "d", "e", "f", "g"]
[1.5, -2.25, 1000, 7, 8, 9, 10, 11]
[[1, [2, [3, [4]]]]]
[[[[]]]]
[{a: {b: {c: {}}}}]
({})
({a: 1, b: "x", c: [1, 2], d: {e: 1}})
({a: {b: {c: {d: 1}}}})
({a: {b: {c: {}}}})
({a: {b: {c: []}}})
({"key with space": 1, $dollar: 2, _ok: 3, 7: 4, "": 5, "it's": 6})
({[Symbol("a")]: 1, [Symbol.iterator]: 2})
({get a() { return 1 }, set b(v) {}, get c() { return 1 }, set c(v) {}})
({["__proto__"]: 1})
Object.defineProperty({a: 1}, "hidden", {value: 2})
({undefined: undefined, n: null})
({long: "x".repeat(60), b: 1})
({long: "x".repeat(61), b: 1})
({aaaaaaaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbbbbbbbbb: 2, cccccccccccccccccccccccc: 3})
({aaaaaaaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbbbbbbbbb: 2, cccccccccccccccccccccccccc: 3, d: 1})
({a: 1, b: {c: 2, d: {e: 3, f: {g: 4}}}})
({a: {b: 1}, c: {d: {e: 1}}})
({a: [1, {b: [2, {c: [3]}]}]})
({text: "line one is long enough to break\nline two is too, as it should be, for this test of lines\nend"})
({text: "short\nlines"})
["line one is long enough to break\nline two is too, as it should be, for this test of lines\n"]
(() => { const a = {n: 1}; a.self = a; return a })()
(() => { const a = {}, b = {a}; a.b = b; a.list = [a, b]; return a })()
(() => { const m = new Map(); m.set("m", m); return m })()
(() => { const shared = {x: 1}; return {a: shared, b: shared} })()
new (class A {})()
new (class A { constructor() { this.x = 1 } })()
new (class A extends Map {})([[1, 2]])
new (class A extends Array {})(1, 2, 3)
new (class A extends Array {})()
new (class { constructor() { this.x = 1 } })()
new (class A { get [Symbol.toStringTag]() { return "T" } })()
new (class A { get [Symbol.toStringTag]() { return "A" } })()
({[Symbol.toStringTag]: "T", a: 1})
Object.create(null)
Object.assign(Object.create(null), {a: 1, b: {c: {d: {}}}})
({a: {b: {c: Object.create(null)}}})
({a: {b: {c: Object.assign(Object.create(null), {x: 1})}}})
Object.create({})
Object.create(Object.create(null))
Object.create({a: 1}, {b: {value: 2, enumerable: true}})
Object.create(class {}.prototype)
Object.setPrototypeOf([1], null)
Object.setPrototypeOf(new Map([[1, 2]]), null)
Object.setPrototypeOf(new Date(0), null)
Object.setPrototypeOf(() => {}, null)
new Map()
new Map([["a", 1], [{k: 1}, [1, 2]]])
new Map([["a", new Map([["b", new Map([["c", new Map([["d", 1]])]])]])]])
new Set()
new Set([1, "a", {b: 2}])
new Set([[1, 2], new Set([3])])
Object.assign(new Set([1]), {x: 1})
new Map(Array.from({length: 102}, (_, n) => [n, n]))
new WeakMap()
new WeakSet()
function named() {}
(() => {})
(function () {})
async function later() {}
async () => {}
function* gen() {}
Object.assign(function f() {}, {a: 1})
class A {}
class extends Array {}
class B extends Map {}
(() => { class A {} return class B extends A {} })()
class S { static x = 1 }
class N extends null {}
Math
JSON
Math.max
Reflect
[Math.max, class A {}, () => {}]
({method() {}, arrow: () => {}, f: function () {}, async am() {}, *g() {}})
new Date(0)
new Date(NaN)
Object.assign(new Date(0), {a: 1})
new (class D extends Date {})(0)
({when: new Date(1700000000000)})
/a+b/gi
Object.assign(/x/, {a: 1})
new (class R extends RegExp {})("a", "g")
[/a/, /b\/c/y]
new Number(3)
new Number(-0)
new String("abc")
Object.assign(new String("abc"), {a: 1})
new Boolean(false)
Object(Symbol("b"))
Object(7n)
new (class N extends Number {})(4)
[new String("x"), new Number(1)]
new ArrayBuffer(0)
new ArrayBuffer(4)
new Uint8Array([1, 2, 3]).buffer
new Uint8Array(0)
new Uint8Array([1, 2, 3])
new Uint8Array(200)
new Float64Array([1.5, -0, NaN])
new BigInt64Array([1n, -2n])
new DataView(new ArrayBuffer(3), 1)
({b: new Uint8Array(2), v: new DataView(new ArrayBuffer(1))})
new (class U extends Uint8Array {})(2)
Promise.resolve(4)
Promise.resolve({a: {b: 1}})
new Promise(() => {})
(() => { const p = Promise.reject(new RangeError("no")); p.catch(() => {}); const e = new Error(); return Object.assign(p, {x: 1}) && 1 })()
(() => { const p = Promise.reject(3); p.catch(() => {}); return p })()
new Proxy({a: 1}, {})
new Proxy([1, 2], {})
new Proxy(function f() {}, {})
(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()
(function () { return arguments })(1, "b")
(function* () {})()
[1, 2].values()
globalThis === undefined
Object.assign(new Error("message"), {stack: "Error: message\n    at one (a.js:1:1)\n    at two (b.js:2:2)"})
Object.assign(new Error("message"), {stack: "Error: message"})
Object.assign(new Error("message"), {stack: undefined})
Object.assign(new Error("message"), {stack: ""})
Object.assign(new TypeError("message"), {stack: "TypeError: message\n    at x (a.js:1:1)", code: "E_CODE", details: {a: [1]}})
({e: Object.assign(new Error("inner"), {stack: "Error: inner\n    at x (a.js:1:1)"})})
[Object.assign(new Error("inner"), {stack: "Error: inner\n    at x (a.js:1:1)", extra: 1})]
Object.assign(new Error("outer", {cause: Object.assign(new Error("inner"), {stack: "Error: inner\n    at b (b.js:1:1)"})}), {stack: "Error: outer\n    at a (a.js:1:1)"})
Object.assign(new Error("outer", {cause: Object.assign(new Error("inner"), {stack: "Error: inner\n    at b\n    at 1\n    at 2\n    at 3\n    at 4"})}), {stack: "Error: outer\n    at a\n    at 1\n    at 2\n    at 3\n    at 4"})
Object.assign(new Error("outer", {cause: "text"}), {stack: "Error: outer\n    at a (a.js:1:1)"})
Object.assign(new AggregateError([Object.assign(new Error("one"), {stack: "Error: one"}), 2], "several"), {stack: "AggregateError: several\n    at a (a.js:1:1)"})
Object.assign(new (class MyError extends Error {})("m"), {stack: "Error: m\n    at a (a.js:1:1)"})
Object.assign(new (class MyError extends Error { get name() { return "MyError" } })("m"), {stack: "MyError: m\n    at a (a.js:1:1)"})
Object.assign(new (class FooError extends TypeError { constructor(m) { super(m); this.name = "BarError" } })("m"), {stack: "BarError: m\n    at a (a.js:1:1)"})
Object.assign(new Error("m"), {stack: "Error: m\n    at a (a.js:1:1)", name: "Renamed"})
Object.assign(new Error("two\nlines"), {stack: "Error: two\nlines\n    at a (a.js:1:1)"})
Object.setPrototypeOf(Object.assign(new Error("m"), {stack: "Error: m\n    at a (a.js:1:1)"}), null)
({[Symbol.for("nodejs.util.inspect.custom")](depth, options) { return `custom ${depth} ${typeof options.stylize}` }})
({inner: {[Symbol.for("nodejs.util.inspect.custom")]() { return "two\nlines" }}})
({inner: {[Symbol.for("nodejs.util.inspect.custom")]() { return {a: 1} }}})
[{id: 1, name: "first", tags: ["a", "b"]}, {id: 2, name: "second", tags: []}]
({orders: [{id: "o-1", total: 12.5, lines: [{sku: "A", n: 1}]}, {id: "o-2", total: 99.99, lines: []}], next: null})
({a: "x".repeat(30), b: "y".repeat(30), c: ["z".repeat(20), "w".repeat(20)]})
[[1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7]]
[{a: 1}, {a: 2}, {a: 3}, {a: 4}, {a: 5}, {a: 6}, {a: 7}]
[[], {}, "", 0, null, undefined, false]
"x".repeat(10010)
format()
format("plain")
format("%s is %d years and %i", "Bob", 42, 3.9)
format("%s", null, undefined, true)
format("%s %s %s", {a: {b: 1}}, [1, [2, [3]]], () => 1)
format("%s", class A {})
format("%s", new (class A { toString() { return "own" } })())
format("%s", new Date(0))
format("%s", Object.create(null))
format("%s %s %s", -0, 5n, Symbol("s"))
format("%d %d %d %d", "0x10", 5n, Symbol("s"), {})
format("%i %i %f %f", "42.5px", 7n, "1.5abc", Symbol("s"))
format("%j %j", {a: [1]}, "s")
format("%j", (() => { const a = {}; a.a = a; return a })())
format("%o", [1, 2])
format("%o", {f: 1})
format("%O", {a: {b: {c: {d: 1}}}})
format("%c styled %c", "color: red", "x")
format("100%", 1)
format("%% %s", "a")
format("%%", 1)
format("%x %s", 1, 2)
format("%s")
format("%s %s", "only")
format("a", "b", {c: 1}, [2], null)
format({a: 1}, "text", 3)
format("é%s日%d", "x", 5)
format("%", "a")
format("a%%b%", 5)
