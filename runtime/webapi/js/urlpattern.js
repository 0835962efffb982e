(function (native) {
	"use strict";
	const { publish, illegal } = native.idl;
	const FIELDS = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];
	const exec = RegExp.prototype.exec;

	// The members of the dictionary, in the order in which they are read.
	const MEMBERS = ["baseURL", "hash", "hostname", "password", "pathname", "port", "protocol", "search", "username"];
	const initOf = (value) => {
		const init = {};
		for (const key of MEMBERS) {
			const v = value[key];
			if (v !== undefined) init[key] = `${v}`;
		}
		return init;
	};

	// inputOf converts the union of a string and a dictionary.
	const inputOf = (value) => {
		if (value === undefined || value === null) return {};
		return typeof value === "object" || typeof value === "function" ? initOf(value) : `${value}`;
	};

	const optionsOf = (options) => {
		if (options === undefined || options === null) return false;
		if (typeof options !== "object" && typeof options !== "function") {
			throw new TypeError("Failed to construct 'URLPattern': the options are not an object.");
		}
		return Boolean(options.ignoreCase);
	};

	let stateOf;
	class URLPattern {
		#state;
		constructor(input = undefined, baseURL = undefined, options = undefined) {
			if (arguments.length < 3 && (baseURL === undefined || baseURL === null || typeof baseURL === "object" || typeof baseURL === "function")) {
				options = baseURL;
				baseURL = undefined;
			}
			input = inputOf(input);
			if (baseURL !== undefined) baseURL = `${baseURL}`;
			const ignoreCase = optionsOf(options);
			const made = native.compile(input, baseURL);
			this.#state = { ...made, ignoreCase, regexps: made.sources.map((s) => {
				try {
					return native.regexp(s, ignoreCase);
				} catch (e) {
					throw new TypeError(`Invalid URL pattern: ${e.message}`);
				}
			}) };
		}
		get hasRegExpGroups() { return stateOf(this).hasRegexps; }
		test(input = undefined, baseURL = undefined) { return match(stateOf(this), input, baseURL) !== null; }
		exec(input = undefined, baseURL = undefined) {
			const state = stateOf(this), found = match(state, input, baseURL);
			if (found === null) return null;
			const result = { inputs: found.inputs };
			FIELDS.forEach((field, n) => {
				const groups = {}, names = state.groups[n], values = found.matches[n];
				names.forEach((name, at) => {
					Object.defineProperty(groups, name, { value: values[at + 1], writable: true, enumerable: true, configurable: true });
				});
				result[field] = { input: found.values[n], groups };
			});
			return result;
		}
		static { stateOf = (o) => typeof o === "object" && o !== null && #state in o ? o.#state : illegal(); }
	}
	FIELDS.forEach((field, n) => {
		Object.defineProperty(URLPattern.prototype, field, {
			...Object.getOwnPropertyDescriptor({ get [field]() { return stateOf(this).texts[n]; } }, field),
			configurable: true,
		});
	});
	publish(URLPattern, "URLPattern");

	const match = (state, input, baseURL) => {
		input = inputOf(input);
		const inputs = [input];
		if (baseURL !== undefined) {
			baseURL = `${baseURL}`;
			if (typeof input !== "string") throw new TypeError("A base URL goes with a string only; give it as baseURL.");
			inputs.push(baseURL);
		}
		const values = native.split(input, baseURL);
		if (values === null) return null;
		const matches = [];
		for (let n = 0; n < FIELDS.length; n++) {
			const m = exec.call(state.regexps[n], values[n]);
			if (m === null) return null;
			matches.push(m);
		}
		return { inputs, values, matches };
	};

	return { URLPattern };
})
