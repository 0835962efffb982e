// The shortest way from one list to another: what goes, what stays, what comes.
(function (native) {
	"use strict";
	const { codes } = native.require("internal/errors");
	const listOf = (value, name) => {
		if (typeof value === "string") return [...value];
		if (!Array.isArray(value)) throw codes.ERR_INVALID_ARG_TYPE(name, ["string", "Array"], value);
		for (const item of value) if (typeof item !== "string") throw codes.ERR_INVALID_ARG_TYPE(name, "string", item);
		return value;
	};
	// diff returns [operation, item] pairs: 1 is only in actual, -1 only in expected,
	// 0 in both.
	const diff = (actual, expected) => {
		const a = listOf(actual, "actual"), b = listOf(expected, "expected");
		if (a.length === b.length && a.every((item, n) => item === b[n])) return [];
		// common[i][j] is how much of a from i and b from j is the same.
		const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
		for (let i = a.length - 1; i >= 0; i--) {
			for (let j = b.length - 1; j >= 0; j--) common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
		}
		const out = [];
		let i = 0, j = 0;
		while (i < a.length || j < b.length) {
			if (i < a.length && j < b.length && a[i] === b[j]) {
				out.push([0, a[i++]]);
				j++;
			} else if (i < a.length && (j === b.length || common[i + 1][j] >= common[i][j + 1])) out.push([1, a[i++]]);
			else out.push([-1, b[j++]]);
		}
		return out;
	};
	return { diff };
})
