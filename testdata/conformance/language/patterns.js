import { is } from "../harness.js";

// Every pattern in every place where one may stand. A place is a script that
// binds V to P and calls K with an expression of the names, which gives the answer.
const places = {
	"var": "var P = V; K",
	"let": "let P = V; K",
	"const": "const P = V; K",
	"a function": "(function (P) { return K; })(V)",
	"a default of a function": "(function (P = V) { return K; })()",
	"an arrow function": "((P) => K)(V)",
	"an arrow function of two": "((z, P) => K)(0, V)",
	"a method": "({ m(P) { return K; } }).m(V)",
	"a setter": "{ let r; ({ set m(P) { r = K; } }).m = V; r }",
	"a class method": "new (class { m(P) { return K; } })().m(V)",
	"a private method": "new (class { #m(P) { return K; } run() { return this.#m(V); } })().run()",
	"a static method": "(class { static m(P) { return K; } }).m(V)",
	"a constructor": "new (class { constructor(P) { this.r = K; } })(V).r",
	"a generator": "(function* (P) { yield K; })(V).next().value",
	"a generator method": "({ *m(P) { yield K; } }).m(V).next().value",
	"an async function": "(async function (P) { return K; })(V)",
	"an async arrow function": "(async (P) => K)(V)",
	"an async generator": "(async function* (P) { yield K; })(V).next().then((r) => r.value)",
	"an async generator method": "new (class { async *m(P) { yield K; } })().m(V).next().then((r) => r.value)",
	"a private async generator method": "new (class { async *#m(P) { yield K; } run() { return this.#m(V); } })().run().next().then((r) => r.value)",
	"for of": "(() => { for (const P of [V]) return K; })()",
	"for of var": "(() => { for (var P of [V]) return K; })()",
	"for await": "(async () => { for await (const P of [V]) return K; })()",
	"for await of an async iterable": "(async () => { for await (let P of (async function* () { yield V; })()) return K; })()",
	"for await in an async generator": "(async function* () { for await (const P of [V]) yield K; })().next().then((r) => r.value)",
	"catch": "(() => { try { throw V; } catch (P) { return K; } })()",
};
const patterns = [
	["[a]", "[1, 2]", "a", 1],
	["[]", "[1]", "0", 0],
	["[,]", "[1]", "0", 0],
	["[, a]", "[1, 2]", "a", 2],
	["[a, ...b]", "[1, 2, 3]", "[a, b]", [1, [2, 3]]],
	["[...[a, b]]", "[1, 2]", "[a, b]", [1, 2]],
	["[...{ length, 0: a }]", "[5, 6]", "[a, length]", [5, 2]],
	["[a = 5]", "[]", "a", 5],
	["[a = 5]", "[undefined]", "a", 5],
	["[a = 5]", "[null]", "a", null],
	["[a = 1, b = a + 1]", "[]", "b", 2],
	["[a = () => {}, b = function () {}, c = class {}, d = (0, () => {})]", "[]", "[a, b, c, d].map((f) => f.name)", ["a", "b", "c", ""]],
	["[a = class { static name = 'own'; }]", "[]", "a.name", "own"],
	["[[a]]", "[[1]]", "a", 1],
	["[[a, b] = [1, 2]]", "[]", "[a, b]", [1, 2]],
	["[{ a }]", "[{ a: 1 }]", "a", 1],
	["[{ a } = { a: 3 }]", "[]", "a", 3],
	["{}", "{ a: 1 }", "0", 0],
	["{}", "'text'", "0", 0],
	["{ a }", "{ a: 1 }", "a", 1],
	["{ a, }", "{ a: 1 }", "a", 1],
	["{ a: b }", "{ a: 1 }", "b", 1],
	["{ a: { b } }", "{ a: { b: 1 } }", "b", 1],
	["{ a: [b] }", "{ a: [1] }", "b", 1],
	["{ a: b = 5 }", "{}", "b", 5],
	["{ a = 5 }", "{ a: undefined }", "a", 5],
	["{ a = 1, b = a }", "{}", "b", 1],
	["{ a = () => {}, b: c = function () {} }", "{}", "[a.name, c.name]", ["a", "c"]],
	["{ a: { b } = { b: 7 } }", "{}", "b", 7],
	["{ a: [b] = [7] }", "{}", "b", 7],
	["{ ['a' + 1]: b }", "{ a1: 2 }", "b", 2],
	["{ 'a b': c, 1: d, 2n: e }", "{ 'a b': 1, 1: 2, 2: 3 }", "[c, d, e]", [1, 2, 3]],
	["{ if: a, class: b }", "{ if: 1, class: 2 }", "[a, b]", [1, 2]],
	["{ a, ...b }", "{ a: 1, c: 2, d: 3 }", "b", { c: 2, d: 3 }],
	["{ ...a }", "{ get x() { return 1; } }", "Object.getOwnPropertyDescriptor(a, 'x').value", 1],
	["{ ...a }", "'ab'", "a", { 0: "a", 1: "b" }],
	["{ length }", "'abc'", "length", 3],
	["{ a: { b: { c: [d, { e = 4 }] } } }", "{ a: { b: { c: [1, {}] } } }", "[d, e]", [1, 4]],
	["[a, b]", "(function* () { yield 1; yield 2; })()", "[a, b]", [1, 2]],
	["[a]", "new Map([[1, 2]])", "a", [1, 2]],
	["[a, b]", "'💩x'", "[a, b]", ["💩", "x"]],
	["{ a = (() => { throw new RangeError(); })() }", "{ a: 1 }", "a", 1],
];
for (const [place, code] of Object.entries(places)) {
	for (const [pattern, value, expression, want] of patterns) {
		const script = code.replace("P", () => pattern).replace("V", () => value).replace("K", () => expression);
		is(`${place}: ${pattern} of ${value} (${expression})`, () => (0, eval)(place in { var: 1, let: 1, const: 1 } ? `(() => { ${script.replace(/; (?=[^;]*$)/, "; return ")} })()` : script), want);
	}
	// What cannot be taken apart, and errors on the way.
	for (const [pattern, value, error] of [["{}", "null", "TypeError"], ["{ a }", "undefined_", "ReferenceError"], ["[a]", "1", "TypeError"], ["[a]", "{}", "TypeError"], ["[]", "null", "TypeError"], ["[[a]]", "[null]", "TypeError"], ["{ a: { b } }", "{}", "TypeError"], ["{ a: { b } }", "{ a: null }", "TypeError"], ["{ a = b_ }", "{}", "ReferenceError"], ["[a = b_]", "[]", "ReferenceError"], ["{ [b_]: a }", "{}", "ReferenceError"], ["{ a }", "{ get a() { throw new RangeError(); } }", "RangeError"], ["[a]", "{ [Symbol.iterator]() { throw new RangeError(); } }", "RangeError"], ["[a]", "{ [Symbol.iterator]() { return { next() { throw new RangeError(); } }; } }", "RangeError"], ["[a]", "{ [Symbol.iterator]() { return { next() { return 1; } }; } }", "TypeError"], ["[a]", "{ [Symbol.iterator]() { return 1; } }", "TypeError"], ["[a]", "{ [Symbol.iterator]() { return { next() { return { done: false, get value() { throw new RangeError(); } }; } }; } }", "RangeError"], ["{ ...a }", "{ get b() { throw new RangeError(); } }", "RangeError"], ["[{ a } = null]", "[]", "TypeError"], ["{ a = b, b }", "{}", "ReferenceError"], ["[a = b, b]", "[]", "ReferenceError"]]) {
		const script = code.replace("P", () => pattern).replace("V", () => value).replace("K", () => "0");
		const run = () => (0, eval)(place in { var: 1, let: 1, const: 1 } ? `(() => { ${script} })()` : script);
		if (place === "catch" && value === "undefined_") continue; // it is caught itself
		if (place === "var" || place === "for of var") if (/ = b, b|b, b/.test(pattern)) continue;
		is(`${place}: ${pattern} of ${value}: ${error}`, async () => { try { await run(); return "nothing"; } catch (e) { return e.name; } }, error);
	}
}
is("an array with defaults and a default in an object", () => {
	const { a: [b = 1, [c = 2, , d = 3] = [4]] = [], e: { f: [g = 5] = [] } = {} } = {}, { h: [i = 6] = [] } = { h: "xy" }, { j: [{ k: [l = 7] = [] }] = [{}] } = {};
	let o = {};
	({ a: [o.p = 8, o["q"] = 9, ...o.r] = [] } = { a: [1] });
	({ a: [o.s = 8, o[`t`] = 9] = [] } = { a: [, 2] });
	return [b, c, d, g, i, l, o];
}, [1, 4, 3, 5, "x", 7, { p: 1, q: 9, r: [], s: 8, t: 2 }]);
is("an array with defaults and a default as a later parameter", () => ((x, [a = 1, b = x] = [2], { c: [d = b] = [] } = {}) => [x, a, b, d])(3), [3, 2, 3, 3]);
is("an array with defaults and a default, in loops and catch clauses", () => {
	const out = [];
	for (const { a: [b = 1] = [] } of [{}, { a: [2] }, { a: new Set([3, 4]) }]) out.push(b);
	try { throw {}; } catch ({ a: [b = 4] = [] }) { out.push(b); }
	return out;
}, [1, 2, 3, 4]);
is("an array with defaults and a default in eval", () => (0, eval)("(() => { const { a: [b = 1] = [] } = {}; return b; })()"), 1);
