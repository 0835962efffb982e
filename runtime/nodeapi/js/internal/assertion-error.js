// AssertionError and its messages: what was wanted, and how the values differ.
(function (native) {
	"use strict";
	const { validators } = native.require("internal/errors");

	const headings = {
		deepStrictEqual: "Expected values to be strictly deep-equal:",
		partialDeepStrictEqual: "Expected values to be partially and strictly deep-equal:",
		strictEqual: "Expected values to be strictly equal:",
		strictEqualObject: "Expected \"actual\" to be reference-equal to \"expected\":",
		deepEqual: "Expected values to be loosely deep-equal:",
		notDeepStrictEqual: "Expected \"actual\" not to be strictly deep-equal to:",
		notStrictEqual: "Expected \"actual\" to be strictly unequal to:",
		notStrictEqualObject: "Expected \"actual\" not to be reference-equal to \"expected\":",
		notDeepEqual: "Expected \"actual\" not to be loosely deep-equal to:",
		notIdentical: "Values have same structure but are not reference-equal:",
		notDeepEqualUnequal: "Expected values not to be loosely deep-equal:",
	};
	const isObject = (value) => value !== null && (typeof value === "object" || typeof value === "function");

	const inspectValue = (value) => native.inspect(value, {
		compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false,
		showProxy: false, sorted: true, getters: true, breakLength: Infinity,
	});

	// edits returns the lines of a and b as ["  ", line], ["+ ", line] and ["- ", line]:
	// + is only in a, - only in b.
	// A comma more or less at the end of a line is no difference.
	const alike = (x, y) => x === y || x === `${y},` || `${x},` === y;
	const edits = (a, b) => {
		let head = 0, tail = 0;
		while (head < a.length && head < b.length && alike(a[head], b[head])) head++;
		while (tail < a.length - head && tail < b.length - head && alike(a[a.length - 1 - tail], b[b.length - 1 - tail])) tail++;
		const left = a.slice(head, a.length - tail), right = b.slice(head, b.length - tail);
		const out = a.slice(0, head).map((line, n) => ["  ", line.length > b[n].length ? line : b[n]]);
		out.push(...middle(left, right));
		out.push(...a.slice(a.length - tail).map((line) => ["  ", line]));
		return out;
	};
	// middle finds a longest common subsequence; very long lists are just replaced.
	const middle = (a, b) => {
		if (a.length * b.length > 1e6) return [...a.map((line) => ["+ ", line]), ...b.map((line) => ["- ", line])];
		const length = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1));
		for (let i = a.length - 1; i >= 0; i--) {
			for (let j = b.length - 1; j >= 0; j--) {
				length[i][j] = alike(a[i], b[j]) ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
			}
		}
		const out = [];
		let i = 0, j = 0;
		while (i < a.length || j < b.length) {
			if (i < a.length && j < b.length && alike(a[i], b[j])) {
				out.push(["  ", a[i]]);
				i++;
				j++;
			} else if (i < a.length && (j >= b.length || length[i + 1][j] >= length[i][j + 1])) out.push(["+ ", a[i++]]);
			else out.push(["- ", b[j++]]);
		}
		return out;
	};

	// withoutDull drops unchanged lines far from any change.
	const withoutDull = (list) => {
		const keep = list.map(([sign], n) => sign !== "  " || list.slice(Math.max(0, n - 2), n + 3).some(([s]) => s !== "  "));
		const out = [];
		let skipped = false;
		for (let n = 0; n < list.length;) {
			let end = n;
			while (end < list.length && !keep[end]) end++;
			if (end - n > 1) {
				out.push("...");
				skipped = true;
				n = end;
			} else out.push(list[n][0] + list[n++][1]);
		}
		return { lines: out, skipped };
	};

	const difference = (actual, expected, operator) => {
		let a = inspectValue(actual).split("\n"), b = inspectValue(expected).split("\n");
		if (operator === "strictEqual" && (typeof actual === "object" && actual !== null && typeof expected === "object" && expected !== null
			|| typeof actual === "function" && typeof expected === "function")) {
			operator = "strictEqualObject";
		}
		const heading = headings[operator];
		let mark = "";
		if (a.length === 1 && b.length === 1 && a[0] !== b[0]) {
			const width = a[0].length + b[0].length;
			const simple = !isObject(actual) && !isObject(expected) && (actual !== 0 || expected !== 0);
			if (width <= 12 && simple) return `${heading}\n\n${a[0]} !== ${b[0]}\n`;
			if (operator !== "strictEqualObject" && width < 80) {
				let same = 0;
				while (a[0][same] === b[0][same]) same++;
				if (same > 2) mark = `\n  ${" ".repeat(same)}^`;
			}
		}
		if (a.join("\n") === b.join("\n")) {
			if (operator === "strictEqualObject" || operator === "strictEqual") {
				let lines = a;
				if (lines.length > 50) lines = [...lines.slice(0, 46), "..."];
				return `${headings.notIdentical}\n\n${lines.join("\n")}\n`;
			}
		}
		const { lines, skipped } = withoutDull(edits(a, b));
		return `${heading}\n+ actual - expected${skipped ? " ... Lines skipped" : ""}\n\n${lines.join("\n")}${mark}`;
	};

	// refusal is the message of the assertions that two values are unequal.
	const refusal = (actual, operator) => {
		let heading = headings[operator];
		const lines = inspectValue(actual).split("\n");
		if (operator === "notStrictEqual" && isObject(actual)) heading = headings.notStrictEqualObject;
		if (lines.length > 50) lines.splice(46, lines.length, "...");
		if (lines.length === 1) return `${heading}${lines[0].length > 5 ? "\n\n" : " "}${lines[0]}`;
		return `${heading}\n\n${lines.join("\n")}\n`;
	};

	const loose = (actual, expected, operator) => {
		let a = inspectValue(actual), b = inspectValue(expected);
		if (operator === "notDeepEqual" && a === b) {
			if (a.length > 1024) a = `${a.slice(0, 1021)}...`;
			return `${headings.notDeepEqual}\n\n${a}`;
		}
		const cut = (text) => text.length > 512 ? `${text.slice(0, 509)}...` : text;
		a = cut(a);
		b = cut(b);
		if (operator === "deepEqual") return `${headings.deepEqual}\n\n${a}\n\nshould loosely deep-equal\n\n${b}`;
		if (operator === "notDeepEqual") return `${headings.notDeepEqualUnequal}\n\n${a}\n\nshould not loosely deep-equal\n\n${b}`;
		return `${a} ${operator} ${b}`;
	};

	const withDifference = ["deepStrictEqual", "strictEqual", "partialDeepStrictEqual"];
	const describe = (actual, expected, operator) => {
		if (withDifference.includes(operator)) return difference(actual, expected, operator);
		if (["notDeepStrictEqual", "notStrictEqual"].includes(operator)) return refusal(actual, operator);
		return loose(actual, expected, operator);
	};

	class AssertionError extends Error {
		constructor(options) {
			validators.object(options, "options");
			const { message, operator, actual, expected } = options;
			super(message === undefined || message === null ? describe(actual, expected, operator) : String(message));
			this.generatedMessage = !message;
			Object.defineProperty(this, "name", { value: "AssertionError", writable: true, configurable: true });
			this.code = "ERR_ASSERTION";
			this.actual = actual;
			this.expected = expected;
			this.operator = operator;
			if (typeof Error.captureStackTrace === "function") Error.captureStackTrace(this, options.stackStartFn);
			const { stack } = this;
			if (typeof stack === "string") {
				const at = stack.indexOf("\n    at "), raw = stack.indexOf("\n\tat ");
				const from = at >= 0 ? at : raw;
				const text = `AssertionError [ERR_ASSERTION]: ${this.message}${from >= 0 ? stack.slice(from) : ""}`;
				Object.defineProperty(this, "stack", { value: text, writable: true, configurable: true });
			}
		}
		toString() { return `${this.name} [${this.code}]: ${this.message}`; }
	}
	return { AssertionError };
})
