// Whether one value holds all of another: assert.partialDeepStrictEqual.
(function (native) {
	"use strict";
	const { strictEqual } = native.require("internal/equal");
	const tagOf = (value) => Object.prototype.toString.call(value);
	const isObject = (value) => value !== null && typeof value === "object";

	// holds compares pairs it is inside of as equal, so that circles end.
	const holds = (actual, expected, inside = []) => {
		if (!isObject(actual) || !isObject(expected)) return strictEqual(actual, expected);
		if (actual === expected || inside.some(([a, e]) => a === actual && e === expected)) return true;
		if (tagOf(actual) !== tagOf(expected)) return false; // prototypes do not count
		const next = [...inside, [actual, expected]];
		const same = (a, e) => holds(a, e, next);
		if (Array.isArray(expected)) return Array.isArray(actual) && list(actual, expected, same) && members(actual, expected, same, true);
		if (expected instanceof Set) return set(actual, expected, same) && members(actual, expected, same, false);
		if (expected instanceof Map) return map(actual, expected, same) && members(actual, expected, same, false);
		if (ArrayBuffer.isView(expected) && !(expected instanceof DataView)) return list([...actual], [...expected], Object.is);
		if (expected instanceof Date || expected instanceof RegExp || expected instanceof ArrayBuffer || expected instanceof DataView ||
			["Number", "String", "Boolean", "BigInt", "Symbol"].some((name) => expected instanceof globalThis[name])) return strictEqual(actual, expected);
		if (expected instanceof Error && (actual.name !== expected.name || actual.message !== expected.message)) return false;
		return members(actual, expected, same, false);
	};
	const members = (actual, expected, same, isList) => {
		const own = Reflect.ownKeys(expected).filter((key) => Object.prototype.propertyIsEnumerable.call(expected, key));
		return own.every((key) => isList && typeof key === "string" && /^\d+$/.test(key) ||
			Object.prototype.propertyIsEnumerable.call(actual, key) && same(actual[key], expected[key]));
	};
	// list finds the expected items in their order, with others between them.
	const list = (actual, expected, same) => {
		let at = 0;
		for (const item of expected) {
			while (at < actual.length && !same(actual[at], item)) at++;
			if (at++ >= actual.length) return false;
		}
		return true;
	};
	const set = (actual, expected, same) => {
		const left = [...actual];
		for (const item of expected) {
			const at = left.findIndex((other) => same(other, item));
			if (at < 0) return false;
			left.splice(at, 1);
		}
		return true;
	};
	const map = (actual, expected, same) => [...expected].every(([key, value]) =>
		actual.has(key) ? same(actual.get(key), value) : isObject(key) && [...actual].some(([k, v]) => isObject(k) && same(k, key) && same(v, value)));
	return { holds };
})
