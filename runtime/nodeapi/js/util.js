(function (native) {
	"use strict";
	const { codes, validators, make } = native.require("internal/errors");
	const { nextTick, onAbort } = native.require("internal/tasks");
	const { strictEqual } = native.require("internal/equal");
	const types = native.require("internal/types");
	const extras = native.require("internal/util-extras");
	const custom = Symbol.for("nodejs.util.inspect.custom");
	const promisified = Symbol.for("nodejs.util.promisify.custom");

	const defaults = {
		showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100,
		maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
	};
	let changed = {};
	const inspect = (value, options, depth, colors) => {
		if (options === null || typeof options !== "object") {
			options = options === undefined ? {} : { showHidden: options };
			if (depth !== undefined) options.depth = depth;
			if (colors !== undefined) options.colors = colors;
		}
		return native.inspect(value, { ...changed, ...options });
	};
	inspect.custom = custom;
	native.inspectIs(inspect);
	Object.defineProperty(inspect, "defaultOptions", {
		enumerable: true, configurable: true,
		get: () => new Proxy({ ...defaults, ...changed }, {
			set(target, key, value) {
				target[key] = changed[key] = value;
				return true;
			},
		}),
		set(options) {
			validators.object(options, "options");
			changed = { ...changed, ...options };
		},
	});
	inspect.colors = extras.colors;
	inspect.styles = {
		special: "cyan", number: "yellow", bigint: "yellow", boolean: "yellow", undefined: "grey", null: "bold",
		string: "green", symbol: "green", date: "magenta", regexp: "red", module: "underline",
	};

	const format = (...args) => native.format(changed, args);
	const formatWithOptions = (options, ...args) => {
		validators.object(options, "inspectOptions");
		return native.format({ ...changed, ...options }, args);
	};

	// once per code, or per function, says that something is deprecated.
	const said = new Set();
	const deprecate = (fn, message, code) => {
		if (code !== undefined) validators.string(code, "code");
		let done = false;
		const warn = () => {
			if (done || (code !== undefined && said.has(code))) return;
			done = true;
			if (code !== undefined) said.add(code);
			native.require("process").emitWarning(message, "DeprecationWarning", code);
		};
		const deprecated = function (...args) {
			warn();
			return new.target ? Reflect.construct(fn, args, new.target === deprecated ? fn : new.target) : fn.apply(this, args);
		};
		Object.setPrototypeOf(deprecated, fn);
		if (fn.prototype) deprecated.prototype = fn.prototype;
		return deprecated;
	};

	// timer knows the global functions that cannot say themselves how to be promises.
	const timer = (original) => {
		const name = original === globalThis.setTimeout ? "setTimeout" : original === globalThis.setImmediate ? "setImmediate" : undefined;
		return name && native.require("timers-promises")[name];
	};

	const promisify = (original) => {
		validators.callable(original, "original");
		const given = original[promisified] || timer(original);
		if (given) {
			validators.callable(given, "util.promisify.custom");
			return Object.defineProperty(given, promisified, { value: given, configurable: true });
		}
		function fn(...args) {
			return new Promise((resolve, reject) => {
				original.call(this, ...args, (error, value) => error ? reject(error) : resolve(value));
			});
		}
		Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
		Object.defineProperty(fn, promisified, { value: fn, configurable: true });
		return Object.defineProperties(fn, Object.getOwnPropertyDescriptors(original));
	};
	promisify.custom = promisified;

	const callbackify = (original) => {
		validators.callable(original, "original");
		const out = function (...args) {
			const callback = args.pop();
			validators.callable(callback, "last argument");
			Reflect.apply(original, this, args).then(
				(value) => nextTick(callback, null, value),
				(reason) => {
					if (!reason) {
						const error = make(Error, "ERR_FALSY_VALUE_REJECTION", "Promise was rejected with falsy value");
						error.reason = reason;
						reason = error;
					}
					nextTick(callback, reason);
				},
			);
		};
		const properties = Object.getOwnPropertyDescriptors(original);
		if (typeof properties.length.value === "number") properties.length.value++;
		if (typeof properties.name.value === "string") properties.name.value += "Callbackified";
		delete properties.prototype;
		return Object.defineProperties(out, properties);
	};

	const inherits = (Class, Base) => {
		if (Class === undefined || Class === null) throw codes.ERR_INVALID_ARG_TYPE("ctor", "function", Class);
		if (Base === undefined || Base === null) throw codes.ERR_INVALID_ARG_TYPE("superCtor", "function", Base);
		if (Base.prototype === undefined) throw codes.ERR_INVALID_ARG_TYPE("superCtor.prototype", "object", Base.prototype);
		Object.defineProperty(Class, "super_", { value: Base, writable: true, configurable: true });
		Object.setPrototypeOf(Class.prototype, Base.prototype);
	};

	// debuglog prints for the sections that the variable NODE_DEBUG names.
	const debuglog = (section, ready) => {
		const wanted = `${native.require("process").env.NODE_DEBUG || ""}`.toLowerCase().split(/[\s,]+/);
		const enabled = wanted.some((w) => w !== "" && new RegExp(`^${w.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`).test(section.toLowerCase()));
		const log = (...args) => {
			if (enabled) native.require("process").stderr.write(`${section.toUpperCase()} ${format(...args)}\n`);
		};
		Object.defineProperty(log, "enabled", { get: () => enabled, enumerable: true });
		if (typeof ready === "function") ready(log);
		return log;
	};

	const aborted = async (signal, resource) => {
		if (signal === undefined) throw codes.ERR_INVALID_ARG_TYPE("signal", "AbortSignal", signal);
		validators.signal(signal, "signal");
		if (resource === null || typeof resource !== "object" && typeof resource !== "function") throw codes.ERR_INVALID_ARG_TYPE("resource", "object", resource);
		return new Promise((resolve) => onAbort(signal, resolve));
	};

	const exports = {
		inspect, format, formatWithOptions, deprecate, promisify, callbackify, inherits, debuglog, debug: debuglog, aborted, types,
		isDeepStrictEqual: strictEqual,
		transferableAbortController: () => new AbortController(),
		transferableAbortSignal(signal) {
			if (signal === undefined) throw codes.ERR_INVALID_ARG_TYPE("signal", "AbortSignal", signal);
			validators.signal(signal, "signal");
			return signal;
		},
		...extras.exports,
		_errnoException(number, syscall, original) {
			validators.integer(number, "err");
			const code = exports.getSystemErrorName(number);
			return Object.assign(new Error(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`), { errno: number, code, syscall });
		},
		_extend(target, source) { return source !== null && typeof source === "object" ? Object.assign(target, source) : target; },
		isArray: Array.isArray,
		isBoolean: (v) => typeof v === "boolean",
		isBuffer: (v) => native.require("buffer").Buffer.isBuffer(v),
		isDate: types.isDate,
		isError: (v) => types.isNativeError(v) || v instanceof Error,
		isFunction: (v) => typeof v === "function",
		isNull: (v) => v === null,
		isNullOrUndefined: (v) => v === null || v === undefined,
		isNumber: (v) => typeof v === "number",
		isObject: (v) => v !== null && typeof v === "object",
		isPrimitive: (v) => v === null || typeof v !== "object" && typeof v !== "function",
		isRegExp: types.isRegExp,
		isString: (v) => typeof v === "string",
		isSymbol: (v) => typeof v === "symbol",
		isUndefined: (v) => v === undefined,
		log: (...args) => native.require("process").stdout.write(`${format(...args)}\n`),
	};
	for (const name of ["TextEncoder", "TextDecoder"]) {
		Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => globalThis[name] });
	}
	exports.diff = (actual, expected) => native.require("internal/diff").diff(actual, expected);
	exports.getCallSites = (count = 8, options = undefined) => {
		if (typeof count === "object") count = 8;
		validators.integer(count, "frameCount", 1, 200);
		const lines = `${new Error().stack}`.split("\n").slice(2);
		return lines.slice(0, count).map((line) => {
			const [, name = "", file = "", row = "0", column = "0"] = /^\s*at (?:(.*?) \()?(.*?):(\d+):(\d+)\)?/.exec(line) || [];
			return { functionName: name, scriptId: "0", scriptName: file, lineNumber: +row, columnNumber: +column, column: +column };
		});
	};
	exports.getCallSite = exports.getCallSites;
	exports.setTraceSigInt = () => {}; // there are no signals
	for (const name of ["parseArgs", "MIMEType", "MIMEParams"]) {
		const file = name === "parseArgs" ? "internal/parse-args" : "internal/mime";
		Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => native.require(file)[name] });
	}
	return exports;
})
