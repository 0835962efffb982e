require("assert").strictEqual(1, 2)

require("assert").strictEqual("a long string here", "a long string there")

require("assert").strictEqual("abc", "abd")

require("assert").strictEqual({ a: 1 }, { a: 1 })

require("assert").strictEqual([1, 2], [1, 3])

require("assert").strictEqual(1, 2, new TypeError("my error"))

require("assert").strictEqual(0, -0)

require("assert").strictEqual("a\nb", "a\nc")

require("assert").notStrictEqual(1, 1)

require("assert").notStrictEqual("longer text", "longer text")

const o = { a: 1 }; require("assert").notStrictEqual(o, o);

require("assert").deepStrictEqual({ a: 1, b: 2 }, { a: 1, b: 3 })

require("assert").deepStrictEqual([1, 2, 3], [1, 2, 4])

require("assert").deepStrictEqual({ a: { b: { c: [1, 2] } } }, { a: { b: { c: [1, 2, 3] } } })

require("assert").deepStrictEqual(new Map([[1, 2]]), new Map([[1, 3]]))

require("assert").deepStrictEqual([1], ["1"])

require("assert").deepStrictEqual(1, "1")

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

require("assert")(0)

require("assert").ok(null, "own message")

require("assert").ok(false, new TypeError("own error"))

require("assert").strictEqual("multi\nline", "multi\nother")

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
