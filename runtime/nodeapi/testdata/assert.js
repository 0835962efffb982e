const a = require("assert"); a(true); a.ok(1); a.equal(1, "1"); a.deepEqual({ a: 1 }, { a: "1" }); a.notEqual(1, 2); a.strictEqual(NaN, NaN); a.notStrictEqual(0, -0); a.deepStrictEqual([1, { b: new Set([1]) }], [1, { b: new Set([1]) }]); a.match("abc", /b/); a.doesNotMatch("abc", /x/); a.ifError(null); a.throws(() => { throw new Error("x"); }); a.doesNotThrow(() => {}); await a.rejects(Promise.reject(new Error())); await a.doesNotReject(async () => {}); return "passed";

require("assert").strictEqual(1, 2)

require("assert").strictEqual("a long string here", "a long string there")

require("assert").strictEqual("abc", "abd")

require("assert").strictEqual({ a: 1 }, { a: 1 })

require("assert").strictEqual([1, 2], [1, 3])

require("assert").strictEqual(1, 2, "my message")

require("assert").strictEqual(1, 2, new TypeError("my error"))

require("assert").strictEqual(0, -0)

require("assert").strictEqual("a\nb", "a\nc")

require("assert").equal(1, 2)

require("assert").equal("a", { a: 1 })

require("assert").notEqual(1, "1")

require("assert").notStrictEqual(1, 1)

require("assert").notStrictEqual("longer text", "longer text")

const o = { a: 1 }; require("assert").notStrictEqual(o, o);

require("assert").deepStrictEqual({ a: 1, b: 2 }, { a: 1, b: 3 })

require("assert").deepStrictEqual([1, 2, 3], [1, 2, 4])

require("assert").deepStrictEqual({ a: { b: { c: [1, 2] } } }, { a: { b: { c: [1, 2, 3] } } })

require("assert").deepStrictEqual(new Map([[1, 2]]), new Map([[1, 3]]))

require("assert").deepStrictEqual([1], ["1"])

require("assert").deepStrictEqual(1, "1")

require("assert").deepEqual({ a: 1 }, { a: 2 })

require("assert").deepEqual([1, [2]], [1, [3]])

require("assert").notDeepEqual({ a: 1 }, { a: 1 })

require("assert").notDeepStrictEqual({ a: 1 }, { a: 1 })

require("assert").notDeepStrictEqual([1, 2, 3], [1, 2, 3])

require("assert").fail()

require("assert").fail("because")

require("assert").fail(new RangeError("mine"))

require("assert").match("abc", /x/)

require("assert").doesNotMatch("abc", /b/)

require("assert").match(5, /x/)

require("assert").match("a", "x")

require("assert").ifError(new Error("oops"))

require("assert").ifError("text")

require("assert").throws(() => {})

require("assert").throws(() => {}, TypeError)

require("assert").throws(() => {}, "should throw")

require("assert").throws(() => { throw new Error("boom"); }, TypeError)

require("assert").throws(() => { throw new Error("boom"); }, /bang/)

require("assert").throws(() => { throw new Error("boom"); }, { message: "bang" })

require("assert").throws(() => { throw new Error("boom"); }, { message: /boom/, name: "TypeError" })

require("assert").throws(() => { throw new Error("boom"); }, {})

require("assert").throws(() => { throw new Error("same"); }, "same")

require("assert").throws("x")

require("assert").throws(() => { throw 5; }, { a: 1 })

const a = require("assert"); a.throws(() => { throw new Error("boom"); }, /boom/); a.throws(() => { throw new TypeError("boom"); }, TypeError); a.throws(() => { throw new TypeError("boom"); }, { name: "TypeError", message: "boom" }); a.throws(() => { throw new Error("x"); }, (e) => e.message === "x"); a.throws(() => { throw new Error("x"); }, new Error("x")); a.throws(() => { throw new Error("x"); }, Error, "msg"); return "ok";

require("assert").doesNotThrow(() => { throw new Error("bad"); })

require("assert").doesNotThrow(() => { throw new Error("bad"); }, "whoops")

await require("assert").rejects(Promise.resolve(1))

await require("assert").rejects(5)

await require("assert").rejects(() => 5)

await require("assert").rejects(Promise.reject(new Error("boom")), /bang/)

await require("assert").doesNotReject(Promise.reject(new Error("bad")))

require("assert").ok()

require("assert").ok(0, "zero")

require("assert").equal(1)

const { AssertionError } = require("assert"); const e = new AssertionError({ actual: 1, expected: 2, operator: "strictEqual" }); return [e.message, e.name, e.code, e.actual, e.expected, e.operator, e.generatedMessage, e instanceof Error, String(e), new AssertionError({ message: "m" }).generatedMessage];

const s = require("assert/strict"); return [s === require("assert").strict, s.strict === s, s.equal === s.strictEqual, s.deepEqual === s.deepStrictEqual];

require("assert").strict.equal(1, "1")

const a = require("assert"), eq = (x, y) => [x, y].length && (() => { let strict = true, loose = true; try { a.deepStrictEqual(x, y); } catch { strict = false; } try { a.deepEqual(x, y); } catch { loose = false; } return `${strict} ${loose}`; })(); const c1 = { a: 1 }, c2 = { a: 1 }; c1.me = c1; c2.me = c2; return [eq(NaN, NaN), eq(0, -0), eq([0], [-0]), eq(1, "1"), eq(null, undefined), eq([1, , 3], [1, undefined, 3]), eq({}, []), eq([], []), eq(new Date(0), new Date(0)), eq(new Date(0), new Date(1)), eq(/a/g, /a/g), eq(/a/g, /a/i), eq(new Error("a"), new Error("a")), eq(new Error("a"), new Error("b")), eq(new Error("a"), new TypeError("a")), eq(new Set([1, 2]), new Set([2, 1])), eq(new Set([{ a: 1 }]), new Set([{ a: 1 }])), eq(new Set([1]), new Set(["1"])), eq(new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 1]])), eq(new Map([[1, 2]]), new Map([["1", 2]])), eq(c1, c2), eq(Object(1), Object(2)), eq(new String("a"), new String("a")), eq(Buffer.from("a"), Buffer.from("a")), eq(Buffer.from("a"), new Uint8Array([97])), eq(new Float32Array([0]), new Float32Array([-0])), eq({ a: undefined }, {}), eq({ a: undefined }, { b: undefined }), eq({ [Symbol.for("s")]: 1 }, { [Symbol.for("s")]: 2 }), eq(Object.create(null), {}), eq(Object.create({ a: 1 }), {}), eq(new (class A {})(), new (class B {})()), eq(() => {}, () => {}), eq("a", "a"), eq(1n, 1n), eq(1n, 1), eq([1, 2], { 0: 1, 1: 2, length: 2 }), eq(new ArrayBuffer(2), new ArrayBuffer(2)), eq([[[]]], [[[]]]), eq([[[]]], [[{}]]), eq(new WeakMap(), new WeakMap()), eq({ a: 1, b: 2 }, { b: 2, a: 1 }), eq(new Set([[1, 2], [3]]), new Set([[3], [1, 2]])), eq(new Set([1, {}]), new Set([{}, 1])), eq(Symbol("a"), Symbol("a")), eq(new Set([[1], [1]]), new Set([[1], [2]])), eq("", []), eq(true, 1)];

const a = require("assert"); return [a(true), a.ok(1), a.equal(1, "1"), a.strictEqual(NaN, NaN), a.deepEqual({ a: 1 }, { a: "1" }), a.deepStrictEqual([1, { b: new Date(1) }], [1, { b: new Date(1) }]), a.notEqual(1, 2), a.notStrictEqual(1, "1"), a.notDeepEqual({ a: 1 }, { a: 2 }), a.notDeepStrictEqual([1], ["1"]), a.match("abc", /b/), a.doesNotMatch("abc", /z/), a.ifError(null), a.ifError(undefined), a.strict === a.strict.strict];

require("assert")(0)

require("assert").ok(null, "own message")

require("assert").ok(false, new TypeError("own error"))

require("assert").equal({}, {})

require("assert").strictEqual("a", "b", "msg")

require("assert").strictEqual("multi\nline", "multi\nother")

require("assert").notEqual(1, 1)

require("assert").deepStrictEqual({ a: 1 }, { a: 2 })

require("assert").fail("why")

require("assert").fail(new RangeError("r"))

require("assert").throws(() => {}, "message")

require("assert").throws(() => { throw new TypeError("bad value"); }, /nope/)

require("assert").throws(() => { throw new TypeError("bad value"); }, { message: "other" })

require("assert").throws(() => { throw new TypeError("bad value"); }, RangeError)

require("assert").throws(() => { throw new Error("x"); }, {})

const a = require("assert"); return [a.throws(() => { throw new TypeError("bad value"); }, TypeError), a.throws(() => { throw new TypeError("bad value"); }, /bad/), a.throws(() => { throw new TypeError("bad value"); }, { name: "TypeError", message: /value/ }), a.throws(() => { throw new Error("x"); }, (e) => e.message === "x"), a.throws(() => { throw 5; }), a.doesNotThrow(() => 1)];

require("assert").doesNotThrow(() => { throw new Error("inner"); })

require("assert").doesNotThrow(() => { throw new Error("inner"); }, "outer")

await require("assert").rejects(Promise.reject(new TypeError("r")), TypeError)

await require("assert").rejects(async () => { throw new Error("a"); }, /b/)

await require("assert").rejects(1)

await require("assert").rejects(() => 1)

await require("assert").doesNotReject(async () => 1)

await require("assert").doesNotReject(Promise.reject(new Error("x")))

require("assert").ifError(new Error("given"))

require("assert").match("abc", /z/)

require("assert").match(1, /z/)

require("assert").match("a", "a")

const { AssertionError } = require("assert"); const e = new AssertionError({ actual: 1, expected: 2, operator: "strictEqual" }); return [e.name, e.code, e.actual, e.expected, e.operator, e.generatedMessage, e.message, e instanceof Error, Object.keys(e).sort()];

const { AssertionError } = require("assert"); return new AssertionError({ message: "m" }).message;

new (require("assert").AssertionError)()

new (require("assert").AssertionError)("x")

try { require("assert").strictEqual(1, 2); } catch (e) { return [e.generatedMessage, e.operator, e.actual, e.expected]; };

const { strict: s } = require("assert"); try { s.equal(1, "1"); } catch (e) { return [e.operator, s.deepEqual === s.deepStrictEqual, s.notEqual === s.notStrictEqual]; };

const a = require("assert"); const same = (x, y) => { try { a.deepStrictEqual(x, y); return true; } catch { return false; } }; const loose = (x, y) => { try { a.deepEqual(x, y); return true; } catch { return false; } }; const pairs = [[0, -0], [NaN, NaN], [[1, , 3], [1, undefined, 3]], [new Map([[1, 2], [3, 4]]), new Map([[3, 4], [1, 2]])], [new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 1]])], [new Set([1, "1"]), new Set(["1", 1])], [new Set([[1]]), new Set([[1]])], [new Set([1]), new Set(["1"])], [{ a: undefined }, {}], [[1, 2], { 0: 1, 1: 2, length: 2 }], [new Date(1), new Date(2)], [/a/g, /a/g], [/a/, /a/i], [new Error("a"), new Error("a")], [new Error("a"), new Error("b")], [new Error("a"), new TypeError("a")], [Object(1), Object(1)], [Object(1), Object(2)], [Object("a"), "a"], [Symbol.for("a"), Symbol.for("a")], [{ [Symbol.for("k")]: 1 }, { [Symbol.for("k")]: 2 }], [new Uint8Array([1]), new Uint8Array([1])], [new Uint8Array([1]), Buffer.from([1])], [new Float32Array([0]), new Float32Array([-0])], [new ArrayBuffer(1), new ArrayBuffer(1)], [() => {}, () => {}], [1n, 1], [null, undefined], ["1", 1], [[], {}], [Object.create(null), {}], [new (class A {})(), {}], [new WeakMap(), new WeakMap()], [[[[1]]], [[["1"]]]], [Object.assign([1], { x: 1 }), [1]]]; const o = { a: 1 }; o.o = o; const q = { a: 1 }; q.o = q; pairs.push([o, q]); return pairs.map(([x, y]) => [same(x, y), loose(x, y)].join());
