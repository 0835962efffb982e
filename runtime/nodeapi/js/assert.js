(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { strictEqual } = native.require("internal/equal");
	const types = native.require("internal/types");
	const { AssertionError } = native.require("internal/assertion-error");
	const none = Symbol("no exception");

	// fail throws message if it is an error, and else an AssertionError.
	const fail = (details) => {
		if (details.message instanceof Error) throw details.message;
		throw new AssertionError(details);
	};
	const need = (args, ...names) => {
		if (args.length < names.length) throw codes.ERR_MISSING_ARGS(...names);
	};

	const truth = (value, args, message, fn) => {
		if (value) return;
		let generatedMessage = false;
		if (args.length === 0) {
			generatedMessage = true;
			message = "No value argument passed to `assert.ok()`";
		} else if (message === undefined || message === null) {
			generatedMessage = true;
			message = "The expression evaluated to a falsy value";
		} else if (message instanceof Error) throw message;
		const error = new AssertionError({ actual: value, expected: true, message, operator: "==", stackStartFn: fn });
		error.generatedMessage = generatedMessage;
		throw error;
	};
	function assert(value, message) { truth(value, arguments, message, assert); }

	// comparison makes an assertion of two values.
	const comparison = (name, operator, holds) => {
		const check = function (actual, expected, message) {
			need(arguments, "actual", "expected");
			if (!holds(actual, expected)) fail({ actual, expected, message, operator, stackStartFn: check });
		};
		Object.defineProperty(check, "name", { value: name });
		return check;
	};

	// matches checks a thrown value against what was expected of it.
	const matches = (actual, expected, message, fn) => {
		const mismatch = (text, extra = {}) => {
			if (message instanceof Error) throw message;
			const error = new AssertionError({ actual, expected, message: message === undefined ? text : message, operator: fn.name, stackStartFn: fn, ...extra });
			error.generatedMessage = message === undefined;
			throw error;
		};
		if (typeof expected !== "function") {
			if (types.isRegExp(expected)) {
				const text = String(actual);
				if (expected.exec(text) !== null) return;
				mismatch(`The input did not match the regular expression ${native.inspect(expected)}. Input:\n\n${native.inspect(text)}\n`);
			}
			if (actual === null || typeof actual !== "object") {
				const error = new AssertionError({ actual, expected, message, operator: "deepStrictEqual", stackStartFn: fn });
				error.operator = fn.name;
				throw error;
			}
			return matchesObject(actual, expected, message, fn);
		}
		if (expected.prototype !== undefined && actual instanceof expected) return;
		if (Object.prototype.isPrototypeOf.call(Error, expected) || expected === Error) {
			const name = actual !== null && actual !== undefined && actual.constructor && actual.constructor.name;
			let text = `The error is expected to be an instance of "${expected.name}". Received `;
			text += types.isNativeError(actual) || actual instanceof Error ? `"${actual.name}"` : `"${native.inspect(actual)}"`;
			if (name && actual.message !== undefined) text += `\n\nError message:\n\n${actual.message}`;
			mismatch(text);
		}
		const verdict = Reflect.apply(expected, {}, [actual]);
		if (verdict !== true) {
			const who = expected.name ? `"${expected.name}" ` : "";
			let text = `The ${who}validation function is expected to return "true". Received ${native.inspect(verdict)}`;
			if (types.isNativeError(actual)) text += `\n\nCaught error:\n\n${native.inspect(actual)}`;
			mismatch(text);
		}
	};

	class Comparison {
		constructor(of, keys, other) {
			for (const key of keys) {
				if (!(key in of)) continue;
				const text = other !== undefined && typeof other[key] === "string" && types.isRegExp(of[key]) && of[key].exec(other[key]) !== null;
				this[key] = text ? other[key] : of[key];
			}
		}
	}
	const matchesObject = (actual, expected, message, fn) => {
		const keys = Object.keys(expected);
		if (expected instanceof Error) keys.push("name", "message");
		else if (keys.length === 0) throw codes.ERR_INVALID_ARG_VALUE("error", expected, "may not be an empty object");
		for (const key of keys) {
			const pattern = typeof actual[key] === "string" && types.isRegExp(expected[key]);
			if (pattern && expected[key].exec(actual[key]) !== null) continue;
			if (key in actual && strictEqual(actual[key], expected[key])) continue;
			if (message instanceof Error) throw message;
			const error = new AssertionError({
				actual: message ? actual : new Comparison(actual, keys), expected: message ? expected : new Comparison(expected, keys, actual),
				message, operator: message ? fn.name : "deepStrictEqual", stackStartFn: fn,
			});
			Object.assign(error, { actual, expected, operator: fn.name });
			throw error;
		}
	};

	const thrownBy = (fn) => {
		validators.callable(fn, "fn");
		try {
			fn();
		} catch (error) {
			return error;
		}
		return none;
	};
	const rejectionOf = async (promise) => {
		let result = promise;
		if (typeof promise === "function") {
			result = promise();
			if (!isThenable(result)) throw codes.ERR_INVALID_RETURN_VALUE("instance of Promise", "promiseFn", result);
		} else if (!isThenable(promise)) throw codes.ERR_INVALID_ARG_TYPE("promiseFn", ["Function", "Promise"], promise);
		try {
			await result;
		} catch (error) {
			return error;
		}
		return none;
	};
	const isThenable = (value) => types.isPromise(value) || value !== null && typeof value === "object" && typeof value.then === "function" && typeof value.catch === "function";

	// expects is the common part of throws and rejects.
	const expects = (fn, actual, args) => {
		let [expected, message] = args;
		if (typeof expected === "string") {
			if (args.length > 1) throw codes.ERR_INVALID_ARG_TYPE("error", ["Object", "Error", "Function", "RegExp"], expected);
			if (actual !== none && (typeof actual === "object" && actual !== null ? actual.message === expected : actual === expected)) {
				const what = typeof actual === "object" && actual !== null ? "error message" : "error";
				throw native.require("internal/errors").make(TypeError, "ERR_AMBIGUOUS_ARGUMENT",
					`The "error/message" argument is ambiguous. The ${what} "${expected}" is identical to the message.`);
			}
			message = expected;
			expected = undefined;
		} else if (expected !== null && expected !== undefined && typeof expected !== "object" && typeof expected !== "function") {
			throw codes.ERR_INVALID_ARG_TYPE("error", ["Object", "Error", "Function", "RegExp"], expected);
		}
		if (actual === none) {
			const what = fn.name === "rejects" ? "rejection" : "exception";
			const who = expected && expected.name ? ` (${expected.name})` : "";
			fail({ actual: undefined, expected, operator: fn.name, message: `Missing expected ${what}${who}${message ? `: ${message}` : "."}`, stackStartFn: fn });
		}
		if (expected !== null && expected !== undefined) matches(actual, expected, message, fn);
	};
	const expectsNone = (fn, actual, expected, message) => {
		if (actual === none) return;
		if (typeof expected === "string") {
			message = expected;
			expected = undefined;
		}
		const wanted = expected === undefined || (types.isRegExp(expected) ? expected.exec(String(actual)) !== null : actual instanceof expected);
		if (!wanted) throw actual;
		const what = fn.name === "doesNotReject" ? "rejection" : "exception";
		fail({ actual, expected, operator: fn.name, stackStartFn: fn,
			message: `Got unwanted ${what}${message ? `: ${message}` : "."}\nActual message: "${actual && actual.message}"` });
	};

	const pattern = (name, wanted) => {
		const check = function (text, regexp, message) {
			if (!types.isRegExp(regexp)) throw codes.ERR_INVALID_ARG_TYPE("regexp", "RegExp", regexp);
			const isText = typeof text === "string";
			if (isText && (regexp.exec(text) !== null) === wanted) return;
			if (message instanceof Error) throw message;
			const generatedMessage = !message;
			if (generatedMessage) {
				if (!isText) message = `The "string" argument must be of type string. Received type ${typeof text} (${native.inspect(text)})`;
				else {
					message = wanted ? "The input did not match the regular expression " : "The input was expected to not match the regular expression ";
					message += `${native.inspect(regexp)}. Input:\n\n${native.inspect(text)}\n`;
				}
			}
			const error = new AssertionError({ actual: text, expected: regexp, message, operator: name, stackStartFn: check });
			error.generatedMessage = generatedMessage;
			throw error;
		};
		Object.defineProperty(check, "name", { value: name });
		return check;
	};

	const members = {
		ok: function ok(value, message) { truth(value, arguments, message, ok); },
		// As the platform documents it, the assertions of the legacy mode are as strict as the others.
		equal: comparison("equal", "strictEqual", Object.is),
		notEqual: comparison("notEqual", "notStrictEqual", (a, b) => !Object.is(a, b)),
		deepEqual: comparison("deepEqual", "deepStrictEqual", strictEqual),
		notDeepEqual: comparison("notDeepEqual", "notDeepStrictEqual", (a, b) => !strictEqual(a, b)),
		deepStrictEqual: comparison("deepStrictEqual", "deepStrictEqual", strictEqual),
		notDeepStrictEqual: comparison("notDeepStrictEqual", "notDeepStrictEqual", (a, b) => !strictEqual(a, b)),
		partialDeepStrictEqual: comparison("partialDeepStrictEqual", "partialDeepStrictEqual", (a, b) => native.require("internal/partial").holds(a, b)),
		strictEqual: comparison("strictEqual", "strictEqual", Object.is),
		notStrictEqual: comparison("notStrictEqual", "notStrictEqual", (a, b) => !Object.is(a, b)),
		throws: function throws(fn, ...args) { expects(throws, thrownBy(fn), args); },
		rejects: async function rejects(promise, ...args) { expects(rejects, await rejectionOf(promise), args); },
		doesNotThrow: function doesNotThrow(fn, ...args) { expectsNone(doesNotThrow, thrownBy(fn), ...args); },
		doesNotReject: async function doesNotReject(promise, ...args) { expectsNone(doesNotReject, await rejectionOf(promise), ...args); },
		match: pattern("match", true),
		doesNotMatch: pattern("doesNotMatch", false),
		ifError: function ifError(value) {
			if (value === null || value === undefined) return;
			const text = typeof value === "object" && typeof value.message === "string"
				? value.message.length === 0 && value.constructor ? value.constructor.name : value.message
				: native.inspect(value);
			const error = new AssertionError({ actual: value, expected: null, operator: "ifError", message: `ifError got unwanted exception: ${text}`, stackStartFn: ifError });
			error.generatedMessage = true;
			throw error;
		},
		fail: function (message) {
			if (message instanceof Error) throw message;
			const generatedMessage = message === undefined;
			const error = new AssertionError({ message: generatedMessage ? "Failed" : message, operator: "fail", stackStartFn: members.fail });
			error.generatedMessage = generatedMessage;
			throw error;
		},
		AssertionError,
	};
	Object.assign(assert, members);
	function strict(value, message) { truth(value, arguments, message, strict); }
	assert.strict = Object.assign(strict, assert, {
		equal: assert.strictEqual, deepEqual: assert.deepStrictEqual,
		notEqual: assert.notStrictEqual, notDeepEqual: assert.notDeepStrictEqual,
	});
	assert.strict.strict = assert.strict;
	return assert;
})
