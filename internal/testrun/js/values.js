(function (native) {
	"use strict";

	// How values of tests are compared and shown. Nothing here knows of tests.

	const asymmetric = Symbol.for("jest.asymmetricMatcher");
	const isObject = (v) => typeof v === "object" && v !== null;
	const isMatcher = (v) => isObject(v) && v.$$typeof === asymmetric;
	const tagOf = (v) => Object.prototype.toString.call(v).slice(8, -1);
	const own = (o, key) => Object.prototype.hasOwnProperty.call(o, key);

	const keysOf = (o) => [
		...Object.keys(o),
		...Object.getOwnPropertySymbols(o).filter((s) => Object.prototype.propertyIsEnumerable.call(o, s)),
	];

	// rules: strict compares classes, undefined members and holes as well;
	// custom are equality functions of expect.addEqualityTesters.
	const testers = [];

	const equals = (a, b, rules = {}) => same(a, b, rules, []);

	const same = (a, b, rules, seen) => {
		if (isMatcher(a) && !isMatcher(b)) return a.asymmetricMatch(b);
		if (isMatcher(b) && !isMatcher(a)) return b.asymmetricMatch(a);
		for (const tester of testers) {
			const verdict = tester.call({ equals: (x, y) => same(x, y, rules, []) }, a, b, testers);
			if (verdict !== undefined) return verdict;
		}
		if (Object.is(a, b)) return true;
		if (!isObject(a) || !isObject(b)) {
			return typeof a === "object" && typeof b === "object" ? false : Object.is(a, b);
		}
		const tag = tagOf(a);
		if (tag !== tagOf(b)) return false;
		if (rules.strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) && classOf(a) !== classOf(b)) return false;
		switch (tag) {
		case "Number": case "String": case "Boolean": return Object.is(a.valueOf(), b.valueOf());
		case "Date": return Object.is(+a, +b);
		case "RegExp": return a.source === b.source && a.flags === b.flags;
		case "ArrayBuffer": return sameBytes(new Uint8Array(a), new Uint8Array(b));
		case "DataView": return sameBytes(new Uint8Array(a.buffer, a.byteOffset, a.byteLength), new Uint8Array(b.buffer, b.byteOffset, b.byteLength));
		case "Promise": case "WeakMap": case "WeakSet": return false;
		}
		for (const [x, y] of seen) {
			if (x === a) return y === b;
			if (y === b) return false;
		}
		seen.push([a, b]);
		const result = sameMembers(a, b, tag, rules, seen);
		seen.pop();
		return result;
	};

	const sameBytes = (a, b) => a.length === b.length && a.every((v, n) => v === b[n]);

	const sameMembers = (a, b, tag, rules, seen) => {
		if (a instanceof Error && b instanceof Error) {
			return a.name === b.name && a.message === b.message && same(a.cause, b.cause, rules, seen)
				&& (a.errors === undefined || same(a.errors, b.errors, rules, seen)) && sameKeys(a, b, rules, seen);
		}
		if (ArrayBuffer.isView(a)) return sameBytes(a, b);
		if (tag === "Map") return sameMap(a, b, rules, seen);
		if (tag === "Set") return a.size === b.size && [...a].every((x) => b.has(x) || [...b].some((y) => same(x, y, rules, seen)));
		if (Array.isArray(a)) {
			if (a.length !== b.length) return false;
			for (let n = 0; n < a.length; n++) {
				if (rules.strict && (n in a) !== (n in b)) return false;
				if (!same(a[n], b[n], rules, seen)) return false;
			}
		} else if (typeof a[Symbol.iterator] === "function" && keysOf(a).length === 0 && keysOf(b).length === 0 && typeof b[Symbol.iterator] === "function") {
			return same([...a], [...b], rules, seen); // Headers, URLSearchParams and their like
		} else if (a instanceof URL) {
			return a.href === b.href;
		}
		return sameKeys(a, b, rules, seen);
	};

	const sameMap = (a, b, rules, seen) => {
		if (a.size !== b.size) return false;
		for (const [key, value] of a) {
			if (b.has(key)) {
				if (!same(value, b.get(key), rules, seen)) return false;
			} else if (![...b].some(([k, v]) => same(key, k, rules, seen) && same(value, v, rules, seen))) {
				return false;
			}
		}
		return true;
	};

	const sameKeys = (a, b, rules, seen) => {
		const left = keysOf(a), right = keysOf(b);
		const given = (o, key) => rules.strict ? own(o, key) : o[key] !== undefined;
		for (const key of left) {
			if (!given(a, key) && !given(b, key)) continue;
			if (!own(b, key) && given(a, key) || !same(a[key], b[key], rules, seen)) return false;
		}
		return right.every((key) => own(a, key) || !given(b, key));
	};

	const classOf = (o) => {
		const c = o.constructor;
		return typeof c === "function" && c.name ? c.name : "Object";
	};

	// subset reports whether an object has at least the members of pattern.
	const subset = (value, pattern, seen = []) => {
		if (isMatcher(pattern) || !isObject(pattern) || !isObject(value)) return equals(value, pattern);
		if (Array.isArray(pattern)) {
			return Array.isArray(value) && value.length === pattern.length && pattern.every((p, n) => subset(value[n], p, seen));
		}
		if (pattern instanceof Date || pattern instanceof RegExp || pattern instanceof Map || pattern instanceof Set || ArrayBuffer.isView(pattern) || pattern instanceof Error) {
			return equals(value, pattern);
		}
		if (seen.includes(pattern)) return true;
		return keysOf(pattern).every((key) => key in value && subset(value[key], pattern[key], [...seen, pattern]));
	};

	// show gives a value the form that snapshots keep.
	const serializers = [];
	const show = (v, indent = "", seen = []) => {
		for (const s of serializers) {
			if (!s.test(v)) continue;
			const print = (x) => show(x, indent, seen);
			return s.serialize ? s.serialize(v, { indent: "  ", min: false, escapeString: false, printBasicPrototype: false, plugins: serializers }, indent, 0, seen, (x, c, i, d, r) => show(x, i ?? indent, r ?? seen))
				: s.print(v, print, (text) => indent + "  " + text.replace(/\n/g, "\n" + indent + "  "), { edgeSpacing: "\n", min: false, spacing: "\n" }, {});
		}
		switch (typeof v) {
		case "string": return `"${v}"`;
		case "number": return Object.is(v, -0) ? "-0" : String(v);
		case "bigint": return v + "n";
		case "symbol": return String(v);
		case "function":
			if (v._isMockFunction) return showMock(v, indent, seen);
			return `[Function ${v.name || "anonymous"}]`;
		case "object": break;
		default: return String(v);
		}
		if (v === null) return "null";
		if (isMatcher(v)) return showMatcher(v, indent, seen);
		if (seen.includes(v)) return "[Circular]";
		switch (tagOf(v)) {
		case "Number": case "String": case "Boolean": return `[${tagOf(v)}: ${typeof v.valueOf() === "string" ? `"${v}"` : v}]`;
		case "Date": return isNaN(v) ? "Date { NaN }" : v.toISOString();
		case "RegExp": return String(v);
		case "WeakMap": case "WeakSet": case "Promise": return tagOf(v) + " {}";
		}
		if (v instanceof Error) return `[${v.name || "Error"}${v.message ? ": " + v.message : ""}]`;
		if (typeof v.toJSON === "function") return show(v.toJSON(), indent, seen);
		seen = [...seen, v];
		if (v instanceof ArrayBuffer) return "ArrayBuffer " + list([...new Uint8Array(v)], indent, seen);
		if (Array.isArray(v)) return list(v, indent, seen);
		if (ArrayBuffer.isView(v) && v.length !== undefined) return classOf(v) + " " + list([...v], indent, seen);
		if (v instanceof Map) return block("Map {", [...v].map(([k, x]) => show(k, indent + "  ", seen) + " => " + show(x, indent + "  ", seen)), "}", indent);
		if (v instanceof Set) return block("Set {", [...v].map((x) => show(x, indent + "  ", seen)), "}", indent);
		const name = classOf(v);
		return block(name === "Object" ? "{" : name + " {", members(v, indent, seen), "}", indent);
	};

	const members = (v, indent, seen) => {
		const names = Object.keys(v).sort();
		const symbols = keysOf(v).filter((k) => typeof k === "symbol");
		return [...names, ...symbols].map((key) => `${typeof key === "symbol" ? String(key) : `"${key}"`}: ${show(v[key], indent + "  ", seen)}`);
	};
	const list = (v, indent, seen) => block("[", Array.from(v, (x) => show(x, indent + "  ", seen)), "]", indent);
	const block = (open, items, close, indent) => {
		if (items.length === 0) return open + close;
		return open + "\n" + items.map((item) => indent + "  " + item + ",\n").join("") + indent + close;
	};
	const showMock = (v, indent, seen) => {
		const name = v.getMockName();
		const title = `[MockFunction${name && name !== "vi.fn()" ? " " + name : ""}]`;
		if (v.mock.calls.length === 0) return title;
		return title + " " + block("{", [
			`"calls": ${show(v.mock.calls, indent + "  ", seen)}`,
			`"results": ${show(v.mock.results, indent + "  ", seen)}`,
		], "}", indent);
	};
	const showMatcher = (m, indent, seen) => {
		const text = m.toAsymmetricMatcher ? m.toAsymmetricMatcher() : m.toString();
		if (m.sample === undefined || m.plain) return text;
		const inner = show(m.sample, indent, seen);
		return m.toString() + " " + inner;
	};

	// brief is a value in one line, for a sentence.
	const brief = (v) => {
		let text = show(v).replace(/,?\n\s*([\]}])/g, " $1").replace(/([[{])\n\s*/g, "$1 ").replace(/\n\s*/g, " ");
		text = text.replace(/"([A-Za-z_$][\w$]*)": /g, "$1: ").replace(/\[ /g, "[").replace(/ \]/g, "]");
		if (typeof v === "string") text = `'${v.replace(/\n/g, "\\n")}'`;
		return text.length > 90 ? text.slice(0, 88) + "…" : text;
	};

	class AsymmetricMatcher {
		constructor(sample, inverse = false) {
			this.sample = sample;
			this.inverse = inverse;
		}
		get $$typeof() { return asymmetric; }
		asymmetricMatch(other) { return this.matches(other) !== this.inverse; }
	}
	const kind = (name, matches, shown) => class extends AsymmetricMatcher {
		matches(other) { return matches(this.sample, other, this.more); }
		toString() { return this.inverse ? "Not" + name : name; }
		toAsymmetricMatcher() { return shown ? shown(this.sample, this.inverse) : `${this}`; }
		get plain() { return shown !== undefined; }
	};
	const constructed = (c, v) => {
		switch (c) {
		case String: return typeof v === "string" || v instanceof String;
		case Number: return typeof v === "number" || v instanceof Number;
		case Boolean: return typeof v === "boolean" || v instanceof Boolean;
		case BigInt: return typeof v === "bigint";
		case Symbol: return typeof v === "symbol";
		case Function: return typeof v === "function";
		case Object: return typeof v === "object";
		case Array: return Array.isArray(v);
		}
		return v instanceof c;
	};
	const Any = kind("Any", constructed, (c) => `Any<${c.name}>`);
	const Anything = kind("Anything", (_, v) => v !== null && v !== undefined, () => "Anything");
	const ArrayContaining = kind("ArrayContaining", (want, v) => Array.isArray(v) && want.every((w) => v.some((x) => equals(x, w))));
	const ArrayOf = kind("ArrayOf", (want, v) => Array.isArray(v) && v.every((x) => equals(x, want)));
	const ObjectContaining = kind("ObjectContaining", (want, v) => isObject(v) && keysOf(want).every((k) => k in v && equals(v[k], want[k])));
	const StringContaining = kind("StringContaining", (want, v) => typeof v === "string" && v.includes(want), (s, inverse) => `${inverse ? "StringNotContaining" : "StringContaining"} "${s}"`);
	const StringMatching = kind("StringMatching", (want, v) => typeof v === "string" && new RegExp(want).test(v), (s, inverse) => `${inverse ? "StringNotMatching" : "StringMatching"} ${s instanceof RegExp ? s : `/${s}/`}`);
	const CloseTo = class extends kind("NumberCloseTo", () => false, () => "") {
		matches(v) { return typeof v === "number" && close(v, this.sample, this.digits); }
		toAsymmetricMatcher() { return `NumberCloseTo ${this.sample} (${this.digits} digits)`; }
	};
	const SchemaMatching = kind("SchemaMatching", (schema, v) => !schema["~standard"].validate(v).issues, () => "SchemaMatching");

	const close = (a, b, digits = 2) => a === b || Math.abs(a - b) < Math.pow(10, -digits) / 2;

	const matchersOf = (inverse) => ({
		any: (c) => new Any(c, inverse),
		anything: () => new Anything(undefined, inverse),
		arrayContaining: (list) => new ArrayContaining(list, inverse),
		arrayOf: (one) => new ArrayOf(one, inverse),
		objectContaining: (o) => new ObjectContaining(o, inverse),
		stringContaining: (s) => new StringContaining(s, inverse),
		stringMatching: (s) => new StringMatching(s, inverse),
		closeTo: (n, digits = 2) => Object.assign(new CloseTo(n, inverse), { digits }),
		schemaMatching: (s) => new SchemaMatching(s, inverse),
	});

	return { equals, subset, show, brief, close, isObject, own, testers, serializers, AsymmetricMatcher, matchersOf, classOf, constructed };
})
