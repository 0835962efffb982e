// Deep equality, as assert and util.isDeepStrictEqual have it.
(function (native) {
	"use strict";
	const types = native.require("internal/types");
	const tagOf = (value) => Object.prototype.toString.call(value);
	const isObject = (value) => value !== null && typeof value === "object";
	const bothNaN = (a, b) => typeof a === "number" && typeof b === "number" && a !== a && b !== b;

	const keysOf = (object, list) => {
		let keys = Object.keys(object);
		if (list) keys = keys.filter((key) => !/^(0|[1-9]\d*)$/.test(key));
		return keys.concat(Object.getOwnPropertySymbols(object).filter((key) => Object.prototype.propertyIsEnumerable.call(object, key)));
	};

	const sameBytes = (a, b) => {
		const x = new Uint8Array(a.buffer || a, a.byteOffset || 0, a.byteLength), y = new Uint8Array(b.buffer || b, b.byteOffset || 0, b.byteLength);
		if (x.length !== y.length) return false;
		for (let n = 0; n < x.length; n++) if (x[n] !== y[n]) return false;
		return true;
	};

	// A comparison remembers the pairs it is inside of: meeting one again means a
	// circle, which is equal when it closes on both sides alike.
	class Comparison {
		constructor() {
			this.left = [];
			this.right = [];
		}
		equal(a, b) {
			if (a === b) return a !== 0 || Object.is(a, b);
			if (!isObject(a) || !isObject(b)) return bothNaN(a, b);
			if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
			return tagOf(a) === tagOf(b) && this.contents(a, b);
		}
		contents(a, b) {
			if (Array.isArray(a) || Array.isArray(b)) {
				if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
				return this.objects(a, b, true, () => this.lists(a, b));
			}
			for (const [is, same] of kinds) {
				const left = is(a);
				if (left !== is(b)) return false;
				if (left) {
					const more = same(a, b, this);
					if (more === false) return false;
					return this.objects(a, b, ArrayBuffer.isView(a) && !types.isDataView(a) || types.isStringObject(a), typeof more === "function" ? more : undefined);
				}
			}
			return this.objects(a, b, false);
		}
		// objects compares own properties, then what deeper says.
		objects(a, b, list, deeper) {
			const keys = keysOf(a, list);
			if (keys.length !== keysOf(b, list).length) return false;
			for (const key of keys) if (!Object.prototype.propertyIsEnumerable.call(b, key)) return false;
			if (keys.length === 0 && deeper === undefined) return true;
			const at = this.left.indexOf(a);
			if (at >= 0 || this.right.includes(b)) {
				const other = this.right[at];
				if (at >= 0 && other === b) return true;
				if (at >= 0 && this.right.includes(b)) return this.left.lastIndexOf(a) === this.right.lastIndexOf(b);
			}
			this.left.push(a);
			this.right.push(b);
			const same = keys.every((key) => this.equal(a[key], b[key])) && (deeper === undefined || deeper());
			this.left.pop();
			this.right.pop();
			return same;
		}
		// hidden compares a property of errors that is not enumerable.
		hidden(a, b, key) {
			const has = Object.hasOwn(a, key);
			return has === Object.hasOwn(b, key) && (!has || this.equal(a[key], b[key]));
		}
		lists(a, b) {
			for (let n = 0; n < a.length; n++) {
				const has = Object.hasOwn(a, n);
				if (has !== Object.hasOwn(b, n)) return false;
				if (has && !this.equal(a[n], b[n])) return false;
			}
			return true;
		}
		// sets and maps find their primitives by lookup and their objects by trial.
		sets(a, b) {
			const rest = [];
			for (const value of a) {
				if (b.has(value)) continue;
				if (!isObject(value)) return false; // only the same value could equal it
				rest.push(value);
			}
			const candidates = [...b].filter((value) => !a.has(value));
			return rest.every((value) => {
				const at = candidates.findIndex((other) => this.equal(value, other));
				if (at >= 0) candidates.splice(at, 1);
				return at >= 0;
			});
		}
		maps(a, b) {
			const rest = [];
			for (const [key, value] of a) {
				if (b.has(key)) {
					if (!this.equal(value, b.get(key))) return false;
				} else if (!isObject(key)) return false;
				else rest.push([key, value]);
			}
			const candidates = [...b].filter(([key]) => !a.has(key));
			return rest.every(([key, value]) => {
				const at = candidates.findIndex(([k, v]) => this.equal(key, k) && this.equal(value, v));
				if (at >= 0) candidates.splice(at, 1);
				return at >= 0;
			});
		}
	}

	const boxed = (value) => value.valueOf();
	const kinds = [
		[types.isDate, (a, b) => Object.is(a.getTime(), b.getTime())],
		[types.isRegExp, (a, b) => a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex],
		[types.isNativeError, (a, b, c) => a.message === b.message && a.name === b.name && (() => c.hidden(a, b, "cause") && c.hidden(a, b, "errors"))],
		[(value) => tagOf(value) === "[object URL]", (a, b) => a.href === b.href],
		[types.isWeakMap, () => false],
		[types.isWeakSet, () => false],
		[types.isArrayBufferView, sameBytes],
		[types.isSet, (a, b, c) => a.size === b.size && (() => c.sets(a, b))],
		[types.isMap, (a, b, c) => a.size === b.size && (() => c.maps(a, b))],
		[types.isAnyArrayBuffer, sameBytes],
		[types.isNumberObject, (a, b) => Object.is(boxed(a), boxed(b))],
		[types.isStringObject, (a, b) => boxed(a) === boxed(b)],
		[types.isBooleanObject, (a, b) => boxed(a) === boxed(b)],
		[types.isBigIntObject, (a, b) => boxed(a) === boxed(b)],
		[types.isSymbolObject, (a, b) => boxed(a) === boxed(b)],
	];

	return {
		strictEqual: (a, b) => new Comparison().equal(a, b),
	};
})
