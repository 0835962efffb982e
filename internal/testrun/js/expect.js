(function (native) {
	"use strict";

	// expect and its matchers. What failed is an AssertionError that carries both
	// values; how they differ is shown elsewhere.

	const { equals, subset, show, brief, close, isObject, own, testers, serializers, AsymmetricMatcher, matchersOf, constructed } = native.values;
	const spies = native.spies;

	class AssertionError extends Error {
		constructor(message, values) {
			super(message);
			if (values) Object.assign(this, values);
		}
		get name() { return "AssertionError"; }
	}

	// A matcher gets (actual, ...args) as a method of the matching: this.not,
	// this.promise. It returns [pass, what], where what completes "expected X to …",
	// and optionally the values to compare.
	const matchers = {};
	const simple = (name, test, words) => {
		matchers[name] = function (actual, ...args) { return [test(actual, ...args), words(...args)]; };
	};
	const compared = (name, test, words) => {
		matchers[name] = function (actual, expected) {
			return [test(actual, expected), words(expected), { expected, actual, showDiff: true }];
		};
	};

	compared("toBe", Object.is, (e) => `be ${brief(e)}`);
	compared("toEqual", (a, e) => equals(a, e), (e) => `equal ${brief(e)}`);
	compared("toStrictEqual", (a, e) => equals(a, e, { strict: true }), (e) => `strictly equal ${brief(e)}`);
	compared("toMatchObject", subset, (e) => `match the object ${brief(e)}`);
	simple("toBeCloseTo", (a, e, digits = 2) => close(a, e, digits), (e, digits = 2) => `be close to ${brief(e)} (${digits} digits)`);
	simple("toBeDefined", (a) => a !== undefined, () => "be defined");
	simple("toBeUndefined", (a) => a === undefined, () => "be undefined");
	simple("toBeNull", (a) => a === null, () => "be null");
	simple("toBeNullable", (a) => a === null || a === undefined, () => "be null or undefined");
	simple("toBeNaN", (a) => Number.isNaN(a), () => "be NaN");
	simple("toBeTruthy", (a) => Boolean(a), () => "be truthy");
	simple("toBeFalsy", (a) => !a, () => "be falsy");
	simple("toBeTypeOf", (a, t) => typeof a === t, (t) => `be of type ${t}`);
	simple("toBeInstanceOf", (a, c) => a instanceof c, (c) => `be an instance of ${c?.name}`);
	const ordered = (name, words, test) => simple(name, (a, e) => {
		for (const v of [a, e]) {
			if (typeof v !== "number" && typeof v !== "bigint" && !(v instanceof Date)) throw new TypeError(`${name}() compares numbers, not ${brief(v)}`);
		}
		return test(a, e);
	}, (e) => `be ${words} ${brief(e)}`);
	ordered("toBeGreaterThan", "greater than", (a, e) => a > e);
	ordered("toBeGreaterThanOrEqual", "greater than or equal to", (a, e) => a >= e);
	ordered("toBeLessThan", "less than", (a, e) => a < e);
	ordered("toBeLessThanOrEqual", "less than or equal to", (a, e) => a <= e);
	simple("toBeOneOf", (a, list) => [...list].some((e) => equals(a, e)), (list) => `be one of ${brief(Array.isArray(list) ? list : [...list])}`);
	simple("toSatisfy", (a, test) => Boolean(test(a)), (_, words) => words ?? "satisfy the function given");
	matchers.toContain = function (a, e) {
		if (typeof a === "string") return [a.includes(e), `contain ${brief(e)}`, { expected: e, actual: a, showDiff: false }];
		if (a === null || a === undefined || typeof a[Symbol.iterator] !== "function") throw new TypeError(`toContain() looks into strings and lists, not into ${brief(a)}`);
		return [[...a].includes(e), `contain ${brief(e)}`];
	};
	simple("toContainEqual", (a, e) => [...a].some((v) => equals(v, e)), (e) => `contain an equal of ${brief(e)}`);
	matchers.toHaveLength = function (a, n) {
		if (a === null || a === undefined || typeof a.length !== "number") throw new TypeError(`toHaveLength() needs something with a length, not ${brief(a)}`);
		return [a.length === n, `have the length ${n}${a.length === n ? "" : `, not ${a.length}`}`];
	};
	const path = (key) => Array.isArray(key) ? key : String(key).replace(/\[(\w+)\]/g, ".$1").split(".").filter((k) => k !== "");
	matchers.toHaveProperty = function (a, key, ...wanted) {
		let at = a, found = true;
		if (isObject(a) && typeof key === "string" && own(a, key)) at = a[key];
		else for (const k of path(key)) {
			found = at !== null && at !== undefined && (own(Object(at), k) || k in Object(at));
			if (!found) break;
			at = at[k];
		}
		const name = Array.isArray(key) ? key.join(".") : key;
		if (wanted.length === 0) return [found, `have the property "${name}"`];
		return [found && equals(at, wanted[0]), `have the property "${name}" with ${brief(wanted[0])}`, { expected: wanted[0], actual: found ? at : undefined, showDiff: true }];
	};
	matchers.toMatch = function (a, e) {
		if (typeof a !== "string") throw new TypeError(`toMatch() looks into strings, not into ${brief(a)}`);
		return [typeof e === "string" ? a.includes(e) : new RegExp(e).test(a), `match ${e instanceof RegExp ? e : brief(e)}`, { expected: e, actual: a, showDiff: false }];
	};

	// Errors.
	const thrownBy = (m, a) => {
		if (m.promise === "rejects") return [true, a];
		if (m.promise === "resolves" && typeof a !== "function") return [false];
		if (typeof a !== "function") throw new TypeError(`toThrow() needs a function to call, not ${brief(a)}: expect(() => …).toThrow()`);
		try { a(); } catch (e) { return [true, e]; }
		return [false];
	};
	matchers.toThrow = matchers.toThrowError = function (a, ...wanted) {
		const [threw, e] = thrownBy(this, a);
		const message = isObject(e) && "message" in e ? e.message : e;
		const got = threw ? `, but it threw ${isObject(e) && e instanceof Error ? e : brief(e)}` : ", but nothing was thrown";
		const want = wanted[0];
		const note = this.not ? "" : got;
		if (wanted.length === 0 || want === undefined) return [threw, "throw an error" + (this.not ? got : note)];
		if (typeof want === "string") return [threw && String(message).includes(want), `throw an error with ${brief(want)}${note}`, { expected: want, actual: message, showDiff: false }];
		if (want instanceof RegExp) return [threw && want.test(String(message)), `throw an error that matches ${want}${note}`];
		if (typeof want === "function") return [threw && e instanceof want, `throw ${want.name}${note}`];
		if (want instanceof Error) return [threw && equals(e, want), `throw ${want}${note}`, { expected: want, actual: e, showDiff: false }];
		return [threw && (want.asymmetricMatch ? want.asymmetricMatch(e) : equals(e, want)), `throw ${brief(want)}${note}`];
	};

	// Spies.
	const spied = (name, test, words, values) => {
		const match = function (a, ...args) {
			if (!spies.isMockFunction(a)) throw new TypeError(`${name}() looks at a mock function or a spy, not at ${brief(a)}`);
			return [test(a.mock, ...args), words(a, ...args), values ? values(a.mock, ...args) : undefined];
		};
		matchers[name] = match;
		return match;
	};
	const callsShown = (a) => a.mock.calls.length === 0 ? "it was not called" : `it was called with ${a.mock.calls.slice(0, 5).map((c) => brief(c)).join(", ")}${a.mock.calls.length > 5 ? ", …" : ""}`;
	const times = (n) => n === 1 ? "once" : n === 2 ? "twice" : `${n} times`;
	const alias = (name, other) => { matchers[other] = matchers[name]; };
	spied("toHaveBeenCalled", (m) => m.calls.length > 0, (a) => `have been called; ${callsShown(a)}`);
	spied("toHaveBeenCalledTimes", (m, n) => m.calls.length === n, (a, n) => `have been called ${times(n)}, and it was ${a.mock.calls.length === 0 ? "not called" : "called " + times(a.mock.calls.length)}`);
	spied("toHaveBeenCalledOnce", (m) => m.calls.length === 1, (a) => `have been called once, and it was ${a.mock.calls.length === 0 ? "not called" : "called " + times(a.mock.calls.length)}`);
	const argsOf = (m, args) => ({ expected: args, actual: m.calls.length === 1 ? m.calls[0] : m.calls, showDiff: m.calls.length === 1 });
	spied("toHaveBeenCalledWith", (m, ...args) => m.calls.some((c) => equals(c, args)), (a, ...args) => `have been called with ${brief(args)}; ${callsShown(a)}`, (m, ...args) => argsOf(m, args));
	spied("toHaveBeenCalledExactlyOnceWith", (m, ...args) => m.calls.length === 1 && equals(m.calls[0], args), (a, ...args) => `have been called once, with ${brief(args)}; ${callsShown(a)}`, (m, ...args) => argsOf(m, args));
	spied("toHaveBeenLastCalledWith", (m, ...args) => m.calls.length > 0 && equals(m.lastCall, args), (a, ...args) => `have been called last with ${brief(args)}; ${callsShown(a)}`, (m, ...args) => ({ expected: args, actual: m.lastCall, showDiff: m.calls.length > 0 }));
	spied("toHaveBeenNthCalledWith", (m, n, ...args) => m.calls.length >= n && equals(m.calls[n - 1], args), (a, n, ...args) => `have been called the ${n}. time with ${brief(args)}; ${callsShown(a)}`, (m, n, ...args) => ({ expected: args, actual: m.calls[n - 1], showDiff: m.calls.length >= n }));
	const firstOrder = (a, pick) => a.mock.invocationCallOrder.length === 0 ? undefined : pick(a.mock.invocationCallOrder);
	matchers.toHaveBeenCalledBefore = function (a, b) {
		const x = firstOrder(a, (o) => o[0]), y = firstOrder(b, (o) => o[o.length - 1]);
		return [x !== undefined && (y === undefined || x < y), "have been called before the other"];
	};
	matchers.toHaveBeenCalledAfter = function (a, b) {
		const x = firstOrder(a, (o) => o[o.length - 1]), y = firstOrder(b, (o) => o[0]);
		return [x !== undefined && y !== undefined && x > y, "have been called after the other"];
	};
	const returned = (m) => m.results.filter((r) => r.type === "return");
	spied("toHaveReturned", (m) => returned(m).length > 0, () => "have returned");
	spied("toHaveReturnedTimes", (m, n) => returned(m).length === n, (a, n) => `have returned ${times(n)}, and it did ${times(returned(a.mock).length)}`);
	spied("toHaveReturnedWith", (m, v) => returned(m).some((r) => equals(r.value, v)), (a, v) => `have returned ${brief(v)}`, (m, v) => ({ expected: v, actual: m.results.map((r) => r.value), showDiff: false }));
	spied("toHaveLastReturnedWith", (m, v) => m.results.length > 0 && equals(m.results[m.results.length - 1].value, v), (a, v) => `have returned ${brief(v)} last`);
	spied("toHaveNthReturnedWith", (m, n, v) => m.results.length >= n && equals(m.results[n - 1].value, v), (a, n, v) => `have returned ${brief(v)} the ${n}. time`);
	const resolved = (m) => m.settledResults.filter((r) => r.type === "fulfilled");
	spied("toHaveResolved", (m) => resolved(m).length > 0, () => "have resolved");
	spied("toHaveResolvedTimes", (m, n) => resolved(m).length === n, (a, n) => `have resolved ${times(n)}`);
	spied("toHaveResolvedWith", (m, v) => resolved(m).some((r) => equals(r.value, v)), (a, v) => `have resolved to ${brief(v)}`);
	spied("toHaveLastResolvedWith", (m, v) => m.settledResults.length > 0 && equals(m.settledResults[m.settledResults.length - 1].value, v), (a, v) => `have resolved to ${brief(v)} last`);
	spied("toHaveNthResolvedWith", (m, n, v) => m.settledResults.length >= n && equals(m.settledResults[n - 1].value, v), (a, n, v) => `have resolved to ${brief(v)} the ${n}. time`);
	for (const [name, other] of [["toHaveBeenCalled", "toBeCalled"], ["toHaveBeenCalledTimes", "toBeCalledTimes"], ["toHaveBeenCalledWith", "toBeCalledWith"],
		["toHaveBeenLastCalledWith", "lastCalledWith"], ["toHaveBeenNthCalledWith", "nthCalledWith"], ["toHaveReturned", "toReturn"], ["toHaveReturnedTimes", "toReturnTimes"],
		["toHaveReturnedWith", "toReturnWith"], ["toHaveLastReturnedWith", "lastReturnedWith"], ["toHaveNthReturnedWith", "nthReturnedWith"]]) alias(name, other);

	// Snapshots.
	const checkSnapshot = (m, value, request) => {
		if (m.not) throw new AssertionError(`.not cannot be used with ${request.method}()`);
		const test = native.currentTest();
		if (!test) throw new AssertionError(`${request.method}() belongs into a test`);
		const answer = native.snapshot(test, { ...request, text: value });
		if (answer.pass) return [true, ""];
		return [false, answer.why, { expected: answer.expected, actual: answer.actual, showDiff: answer.expected !== undefined, texts: true }, true];
	};
	const withShape = (m, a, shape) => {
		if (shape === undefined) return show(a);
		if (!subset(a, shape)) throw new AssertionError(`expected ${brief(a)} to match the shape of the snapshot`, { expected: shape, actual: a, showDiff: true });
		const merge = (v, p) => isObject(p) && !p.asymmetricMatch && isObject(v) && !Array.isArray(v) ? { ...v, ...Object.fromEntries(Object.keys(p).map((k) => [k, merge(v[k], p[k])])) } : p;
		return show(merge(a, shape));
	};
	const errorText = (m, a) => {
		const [threw, e] = thrownBy(m, a);
		if (!threw) throw new AssertionError("expected the function to throw, but nothing was thrown");
		return show(e);
	};
	const split = (args) => typeof args[0] === "object" ? args : [undefined, ...args];
	matchers.toMatchSnapshot = function (a, ...args) {
		const [shape, hint] = split(args);
		return checkSnapshot(this, withShape(this, a, shape), { method: "toMatchSnapshot", hint });
	};
	matchers.toMatchInlineSnapshot = function (a, ...args) {
		const [shape, inline] = split(args);
		return checkSnapshot(this, withShape(this, a, shape), { method: "toMatchInlineSnapshot", inline, site: this.site() });
	};
	matchers.toThrowErrorMatchingSnapshot = function (a, hint) {
		return checkSnapshot(this, errorText(this, a), { method: "toThrowErrorMatchingSnapshot", hint });
	};
	matchers.toThrowErrorMatchingInlineSnapshot = function (a, inline) {
		return checkSnapshot(this, errorText(this, a), { method: "toThrowErrorMatchingInlineSnapshot", inline, site: this.site() });
	};
	matchers.toMatchFileSnapshot = async function (a, file, hint) {
		return checkSnapshot(this, typeof a === "string" ? a : show(a), { method: "toMatchFileSnapshot", file, hint });
	};

	// Assertions are counted, so that a test can say how many it expects.
	const counts = new WeakMap(); // by test
	const counted = () => {
		const test = native.currentTest();
		if (!test) return {};
		if (!counts.has(test)) counts.set(test, { made: 0 });
		return counts.get(test);
	};
	// checkCounts is called once a test has ended, and returns what is wrong.
	const checkCounts = (test) => {
		const c = counts.get(test);
		counts.delete(test);
		if (!c) return null;
		if (c.exactly !== undefined && c.made !== c.exactly) return new AssertionError(`expected ${c.exactly} assertions, but there were ${c.made}`);
		if (c.some && c.made === 0) return new AssertionError("expected at least one assertion, but there was none");
		return null;
	};

	// One expect(…): subject, modifiers and how it fails.
	class Matching {
		constructor(actual, o) { Object.assign(this, o, { actual }); }
		get isNot() { return this.not; }
		get equals() { return equals; }
		get utils() { return utils; }
		get currentTestName() { return native.currentTest()?.fullName; }
		site() { return this.where ?? new Error("here").stack; }
		fail(message, values) {
			const e = new AssertionError(this.message ? `${this.message}: ${message}` : message, values);
			if (this.where) e.stack = `AssertionError: ${e.message}\n${this.where.split("\n").slice(1).join("\n")}`;
			throw e;
		}
		judge(result) {
			const [pass, words, values, whole] = result;
			if (pass !== Boolean(this.not)) return;
			const message = whole ? words : `expected ${brief(this.actual)} ${this.not ? "not " : ""}to ${words}`;
			this.fail(message, this.not ? undefined : values);
		}
	}
	const utils = {
		stringify: brief, printReceived: brief, printExpected: brief, diff: (a, b) => `- ${show(a)}\n+ ${show(b)}`,
		matcherHint: (name) => `expect(received).${name}(expected)`, iterableEquality: () => undefined, subsetEquality: subset,
		RECEIVED_COLOR: (s) => s, EXPECTED_COLOR: (s) => s, DIM_COLOR: (s) => s, BOLD_WEIGHT: (s) => s, INVERTED_COLOR: (s) => s,
	};

	const apply = (m, name, args) => {
		counted().made++;
		const work = () => {
			const result = matchers[name].apply(m, [m.actual, ...args]);
			return result instanceof Promise ? result.then((r) => m.judge(r)) : m.judge(result);
		};
		if (!m.soft) return work();
		const note = (e) => { native.soft(native.currentTest(), e); };
		try {
			const result = work();
			return result instanceof Promise ? result.catch(note) : result;
		} catch (e) {
			note(e);
		}
	};

	// awaited runs a matcher on what a promise settles to.
	const awaited = (m, name, args, how) => {
		const where = new Error("here").stack;
		const work = async () => {
			let actual = m.actual;
			if (typeof actual === "function" && how === "rejects") actual = actual();
			const next = (value) => new Matching(value, { not: m.not, message: m.message, promise: how, where });
			let value, failed = false;
			try { value = await actual; } catch (e) { value = e; failed = true; }
			if (how === "resolves" && failed) next(actual).fail(`expected the promise to resolve, but it was rejected with ${value instanceof Error ? value : brief(value)}`);
			if (how === "rejects" && !failed) next(actual).fail(`expected the promise to be rejected, but it resolved to ${brief(value)}`);
			return apply(next(value), name, args);
		};
		if (!m.soft) return native.track(work(), `.${how}.${name}()`);
		return native.track(work().catch((e) => native.soft(native.currentTest(), e)), `.${how}.${name}()`);
	};

	const expectation = (m, run) => {
		const o = Object.create(methods);
		hidden.set(o, { m, run });
		return o;
	};
	const hidden = new WeakMap();
	const methods = {};
	const define = (name) => {
		Object.defineProperty(methods, name, {
			value(...args) {
				const { m, run } = hidden.get(this);
				return run(m, name, args);
			},
			configurable: true, writable: true,
		});
	};
	Object.keys(matchers).forEach(define);
	const getter = (name, get) => Object.defineProperty(methods, name, { get, configurable: true });
	getter("not", function () {
		const { m, run } = hidden.get(this);
		return expectation(new Matching(m.actual, { ...m, not: !m.not }), run);
	});
	for (const how of ["resolves", "rejects"]) {
		getter(how, function () {
			const { m } = hidden.get(this);
			return expectation(m, (inner, name, args) => awaited(inner, name, args, how));
		});
	}

	const expect = (actual, message) => expectation(new Matching(actual, { message }), apply);
	expect.soft = (actual, message) => expectation(new Matching(actual, { message, soft: true }), apply);
	expect.poll = (probe, { interval = 50, timeout = 1000, message } = {}) => {
		const where = new Error("here").stack;
		const run = (m, name, args) => native.track((async () => {
			const began = native.now();
			for (;;) {
				try {
					const value = await probe();
					return await apply(new Matching(value, { not: m.not, message }), name, args);
				} catch (e) {
					if (native.now() - began >= timeout) {
						if (isObject(e) && e instanceof AssertionError) new Matching(undefined, { where }).fail(`${e.message} (polled for ${timeout} ms)`, { expected: e.expected, actual: e.actual, showDiff: e.showDiff });
						throw e;
					}
				}
				await native.sleep(interval);
			}
		})(), `expect.poll().${name}()`);
		return expectation(new Matching(undefined, { message }), run);
	};
	expect.assertions = (n) => { counted().exactly = n; };
	expect.hasAssertions = () => { counted().some = true; };
	expect.unreachable = (message) => { throw new AssertionError(message ? `this line should not be reached: ${message}` : "this line should not be reached"); };
	expect.fail = (message) => { throw new AssertionError(message ?? "expect.fail()"); };
	expect.getState = () => ({ currentTestName: native.currentTest()?.fullName, assertionCalls: counted().made ?? 0 });
	expect.setState = () => {};
	expect.addSnapshotSerializer = (s) => { serializers.unshift(s); };
	expect.addEqualityTesters = (list) => { testers.push(...list); };
	expect.extend = (more) => {
		for (const [name, fn] of Object.entries(more)) {
			matchers[name] = function (actual, ...args) {
				const read = (r) => {
					const text = typeof r.message === "function" ? r.message() : r.message ?? `${name}() failed`;
					return [r.pass, text, r.expected !== undefined || r.actual !== undefined ? { expected: r.expected, actual: r.actual, showDiff: true } : undefined, true];
				};
				const r = fn.call(this, actual, ...args);
				return r instanceof Promise ? r.then(read) : read(r);
			};
			define(name);
			const make = (inverse) => (...sample) => new class extends AsymmetricMatcher {
				matches(other) { return fn.call({ equals, utils, isNot: inverse, promise: "" }, other, ...sample).pass; }
				toString() { return `${inverse ? "not." : ""}${name}`; }
				get plain() { return true; }
			}(sample[0], inverse);
			expect[name] = make(false);
			expect.not[name] = make(true);
		}
	};
	Object.assign(expect, matchersOf(false), { not: matchersOf(true) });

	// The words of chai that tests for Vitest use too.
	const word = (name, next) => getter(name, next ?? function () { return this; });
	for (const w of ["to", "be", "been", "is", "that", "which", "and", "has", "have", "with", "at", "of", "same", "but", "does"]) word(w);
	word("deep", function () { const { m, run } = hidden.get(this); return expectation(new Matching(m.actual, { ...m, deep: true }), run); });
	const verdict = (o, name, ...args) => { const { m, run } = hidden.get(o); run(m, name, args); return o; };
	const property = (name, matcher, ...args) => word(name, function () { return verdict(this, matcher, ...args); });
	property("ok", "toBeTruthy");
	property("true", "toBe", true);
	property("false", "toBe", false);
	property("null", "toBeNull");
	property("undefined", "toBeUndefined");
	property("NaN", "toBeNaN");
	word("exist", function () { const { m, run } = hidden.get(this); run(new Matching(m.actual, { ...m, not: !m.not }), "toBeNullable", []); return this; });
	word("empty", function () { const { m } = hidden.get(this); const a = m.actual; verdict(expectation(new Matching(isObject(a) && a.length === undefined ? a.size ?? Object.keys(a).length : a.length, m), apply), "toBe", 0); return this; });
	const method = (names, f) => { for (const name of names) Object.defineProperty(methods, name, { value: f, configurable: true, writable: true }); };
	method(["equal", "equals", "eq"], function (v) { return verdict(this, hidden.get(this).m.deep ? "toEqual" : "toBe", v); });
	method(["eql", "eqls"], function (v) { return verdict(this, "toEqual", v); });
	method(["include", "includes", "contain", "contains"], function (v) {
		const { m } = hidden.get(this);
		return verdict(this, isObject(m.actual) && !m.actual[Symbol.iterator] ? "toMatchObject" : m.deep ? "toContainEqual" : "toContain", v);
	});
	method(["property"], function (...args) { return verdict(this, "toHaveProperty", ...args); });
	method(["lengthOf", "length"], function (n) { return verdict(this, "toHaveLength", n); });
	method(["a", "an"], function (t) { const { m } = hidden.get(this); verdict(expectation(new Matching(Array.isArray(m.actual) ? "array" : m.actual === null ? "null" : typeof m.actual, m), apply), "toBe", t); return this; });
	method(["instanceof", "instanceOf"], function (c) { return verdict(this, "toBeInstanceOf", c); });
	method(["above", "gt", "greaterThan"], function (n) { return verdict(this, "toBeGreaterThan", n); });
	method(["least", "gte"], function (n) { return verdict(this, "toBeGreaterThanOrEqual", n); });
	method(["below", "lt", "lessThan"], function (n) { return verdict(this, "toBeLessThan", n); });
	method(["most", "lte"], function (n) { return verdict(this, "toBeLessThanOrEqual", n); });
	method(["match"], function (r) { return verdict(this, "toMatch", r); });
	method(["throw", "throws"], function (...args) { return verdict(this, "toThrow", ...args); });
	method(["satisfy"], function (f) { return verdict(this, "toSatisfy", f); });

	const assert = (value, message) => { if (!value) throw new AssertionError(message ?? "the assertion failed"); };
	Object.assign(assert, {
		ok: assert, isOk: assert, fail: (message) => expect.fail(message),
		equal: (a, b, m) => assert(a == b, m ?? `expected ${brief(a)} to equal ${brief(b)}`), // eslint-disable-line eqeqeq
		notEqual: (a, b, m) => assert(a != b, m ?? `expected ${brief(a)} not to equal ${brief(b)}`), // eslint-disable-line eqeqeq
		strictEqual: (a, b, m) => expect(a, m).toBe(b), notStrictEqual: (a, b, m) => expect(a, m).not.toBe(b),
		deepEqual: (a, b, m) => expect(a, m).toEqual(b), notDeepEqual: (a, b, m) => expect(a, m).not.toEqual(b),
		isTrue: (a, m) => expect(a, m).toBe(true), isFalse: (a, m) => expect(a, m).toBe(false),
		isNull: (a, m) => expect(a, m).toBeNull(), isNotNull: (a, m) => expect(a, m).not.toBeNull(),
		isDefined: (a, m) => expect(a, m).toBeDefined(), isUndefined: (a, m) => expect(a, m).toBeUndefined(), exists: (a, m) => expect(a, m).not.toBeNullable(),
		include: (a, b, m) => expect(a, m).include(b), lengthOf: (a, n, m) => expect(a, m).toHaveLength(n), match: (a, r, m) => expect(a, m).toMatch(r),
		instanceOf: (a, c, m) => expect(a, m).toBeInstanceOf(c), throws: (f, ...args) => expect(f).toThrow(...args.slice(0, 1)),
		property: (a, key, m) => expect(a, m).toHaveProperty(key), isAbove: (a, b, m) => expect(a, m).toBeGreaterThan(b), isBelow: (a, b, m) => expect(a, m).toBeLessThan(b),
	});

	// describe makes an error's values texts, for who shows the difference.
	const describe = (e) => {
		if (!isObject(e)) return null;
		const text = (v) => { try { return e.texts ? v : typeof v === "string" ? v : show(v); } catch { return undefined; } };
		if (!e.showDiff || !("expected" in e) || !("actual" in e)) return null;
		return { expected: text(e.expected), actual: text(e.actual) };
	};

	return { expect, assert, AssertionError, checkCounts, describe, constructed };
})
