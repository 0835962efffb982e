// Errors with codes, and the checks of arguments that throw them.
(function (native) {
	"use strict";
	const { inspect } = native;

	const list = (items, word) => {
		if (items.length < 3) return items.join(` ${word} `);
		return `${items.slice(0, -1).join(", ")}, ${word} ${items[items.length - 1]}`;
	};

	function withCode() { return `${this.name} [${this.code}]: ${this.message}`; }

	// make makes an error of a standard class that carries a code.
	const make = (Class, code, message) => {
		const error = new Class(message);
		Object.defineProperty(error, "code", { value: code, writable: true, enumerable: true, configurable: true });
		Object.defineProperty(error, "toString", { value: withCode, writable: true, configurable: true });
		const stack = error.stack;
		if (typeof stack === "string" && stack.startsWith(error.name)) {
			const text = `${error.name} [${code}]${stack.slice(error.name.length)}`;
			Object.defineProperty(error, "stack", { value: text, writable: true, configurable: true });
		}
		return error;
	};

	const received = (value) => {
		if (value === undefined || value === null) return ` Received ${value}`;
		if (typeof value === "function") return value.name ? ` Received function ${value.name}` : " Received function ";
		if (typeof value === "object") {
			const name = value.constructor && value.constructor.name;
			return name ? ` Received an instance of ${name}` : " Received [Object: null prototype] {}";
		}
		let text = inspect(value, { colors: false });
		if (text.length > 28) text = `${text.slice(0, 25)}...`;
		return ` Received type ${typeof value} (${text})`;
	};

	const primitive = new Set(["string", "function", "number", "object", "boolean", "bigint", "symbol"]);
	const subject = (name) => {
		if (name.endsWith(" argument")) return `The ${name}`;
		return `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
	};

	const expectation = (expected) => {
		const types = [], classes = [], others = [];
		for (const item of Array.isArray(expected) ? expected : [expected]) {
			if (primitive.has(item) || item === "Function" || item === "Object") types.push(item.toLowerCase());
			else if (/^([A-Z][a-z0-9]*)+$/.test(item)) classes.push(item);
			else others.push(item);
		}
		const at = types.indexOf("object");
		if (classes.length > 0 && at >= 0) {
			types.splice(at, 1);
			classes.push("Object");
		}
		const parts = [];
		if (types.length > 0) parts.push(`${types.length > 1 ? "one of type" : "of type"} ${list(types, "or")}`);
		if (classes.length > 0) parts.push(`an instance of ${list(classes, "or")}`);
		if (others.length > 1) parts.push(`one of ${list(others, "or")}`);
		else if (others.length === 1) parts.push(others[0].toLowerCase() === others[0] ? others[0] : `an ${others[0]}`);
		return parts.join(" or ");
	};

	const grouped = (digits) => {
		const sign = digits.startsWith("-") ? "-" : "";
		return sign + digits.slice(sign.length).replace(/\B(?=(\d{3})+$)/g, "_");
	};
	const shownNumber = (value) => {
		if (typeof value === "bigint") {
			const big = value > 4294967296n || value < -4294967296n;
			return `${big ? grouped(`${value}`) : value}n`;
		}
		if (Number.isInteger(value) && Math.abs(value) > 2 ** 32) return grouped(`${value}`);
		return inspect(value);
	};

	// The makers of errors, by code.
	const codes = {
		ERR_INVALID_ARG_TYPE: (name, expected, value) =>
			make(TypeError, "ERR_INVALID_ARG_TYPE", `${subject(name)} must be ${expectation(expected)}.${received(value)}`),
		ERR_INVALID_ARG_VALUE: (name, value, reason = "is invalid", Class = TypeError) => {
			let text = inspect(value);
			if (text.length > 128) text = `${text.slice(0, 128)}...`;
			return make(Class, "ERR_INVALID_ARG_VALUE", `The ${name.includes(".") ? "property" : "argument"} '${name}' ${reason}. Received ${text}`);
		},
		ERR_OUT_OF_RANGE: (name, range, value) =>
			make(RangeError, "ERR_OUT_OF_RANGE", `The value of "${name}" is out of range. It must be ${range}. Received ${shownNumber(value)}`),
		ERR_UNKNOWN_ENCODING: (name) => make(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${name}`),
		ERR_BUFFER_OUT_OF_BOUNDS: (name) => make(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS",
			name ? `"${name}" is outside of buffer bounds` : "Attempt to access memory outside buffer bounds"),
		ERR_INVALID_BUFFER_SIZE: (bits) => make(RangeError, "ERR_INVALID_BUFFER_SIZE", `Buffer size must be a multiple of ${bits}`),
		ERR_MISSING_ARGS: (...names) => {
			const quoted = names.map((n) => Array.isArray(n) ? n.map((m) => `"${m}"`).join(" or ") : `"${n}"`);
			return make(TypeError, "ERR_MISSING_ARGS", `The ${list(quoted, "and")} argument${quoted.length > 1 ? "s" : ""} must be specified`);
		},
		ERR_INVALID_RETURN_VALUE: (expected, name, value) => {
			const shown = received(value).slice(" Received ".length);
			return make(TypeError, "ERR_INVALID_RETURN_VALUE", `Expected ${expected} to be returned from the "${name}" function but got ${shown}.`);
		},
	};

	class AbortError extends Error {
		constructor(message = "The operation was aborted", options = undefined) {
			super(message, options);
			this.code = "ABORT_ERR";
			this.name = "AbortError";
		}
	}

	const check = (ok, name, expected, value) => {
		if (!ok) throw codes.ERR_INVALID_ARG_TYPE(name, expected, value);
	};
	const validators = {
		string: (value, name) => check(typeof value === "string", name, "string", value),
		boolean: (value, name) => check(typeof value === "boolean", name, "boolean", value),
		callable: (value, name) => check(typeof value === "function", name, "function", value),
		array: (value, name) => check(Array.isArray(value), name, "Array", value),
		object: (value, name) => check(value !== null && typeof value === "object" && !Array.isArray(value), name, "object", value),
		number: (value, name, min, max) => {
			check(typeof value === "number", name, "number", value);
			if ((min !== undefined && value < min) || (max !== undefined && value > max) || (Number.isNaN(value) && (min !== undefined || max !== undefined))) {
				const range = [min === undefined ? "" : `>= ${min}`, max === undefined ? "" : `<= ${max}`].filter(Boolean).join(" && ");
				throw codes.ERR_OUT_OF_RANGE(name, range, value);
			}
		},
		integer: (value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) => {
			check(typeof value === "number", name, "number", value);
			if (!Number.isInteger(value)) throw codes.ERR_OUT_OF_RANGE(name, "an integer", value);
			if (value < min || value > max) throw codes.ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
		},
		oneOf: (value, name, allowed) => {
			if (!allowed.includes(value)) {
				const text = allowed.map((v) => typeof v === "string" ? `'${v}'` : String(v)).join(", ");
				throw codes.ERR_INVALID_ARG_VALUE(name, value, `must be one of: ${text}`);
			}
		},
		signal: (value, name) => check(value === undefined || (value !== null && typeof value === "object" && "aborted" in value), name, "AbortSignal", value),
	};

	return { make, codes, validators, received, list, AbortError };
})
