// util.MIMEType and MIMEParams
(function (native) {
	"use strict";
	const { make } = native.require("internal/errors");
	const token = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;
	const quotable = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
	const bad = (what, text, at) => make(TypeError, "ERR_INVALID_MIME_SYNTAX", `The MIME syntax for a ${what} in ${JSON.stringify(text)} is invalid${at < 0 ? "" : ` at ${at}`}`);
	const check = (pattern, value, what) => {
		if (!pattern.test(value)) throw bad(what, value, [...value].findIndex((c) => !pattern.test(c)));
	};
	const quoted = (value) => value === "" || !token.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : value;

	class MIMEParams {
		#map = new Map();
		static fill(params, text) {
			const part = /;[\n\r\t ]*([^;=]*)(?:=(?:"((?:[^"\\]|\\[^])*)"?[^;]*|([^;]*)))?/g;
			for (const [, rawName, inQuotes, plain] of text.matchAll(part)) {
				const name = rawName.toLowerCase();
				const value = inQuotes === undefined ? (plain || "").replace(/[\n\r\t ]+$/, "") : inQuotes.replace(/\\([^])/g, "$1");
				if (inQuotes === undefined && value === "") continue;
				if (name !== "" && token.test(name) && quotable.test(value) && !params.#map.has(name)) params.#map.set(name, value);
			}
		}
		delete(name) { this.#map.delete(`${name}`); }
		get(name) { return this.#map.has(`${name}`) ? this.#map.get(`${name}`) : null; }
		has(name) { return this.#map.has(`${name}`); }
		set(name, value) {
			name = `${name}`;
			value = `${value}`;
			check(token, name, "parameter name");
			check(quotable, value, "parameter value");
			this.#map.set(name, value);
		}
		entries() { return this.#map.entries(); }
		keys() { return this.#map.keys(); }
		values() { return this.#map.values(); }
		[Symbol.iterator]() { return this.#map.entries(); }
		toString() { return [...this.#map].map(([name, value]) => `${name}=${quoted(value)}`).join(";"); }
		toJSON() { return this.toString(); }
	}
	const { fill } = MIMEParams;
	delete MIMEParams.fill;

	class MIMEType {
		#type; #subtype; #params = new MIMEParams();
		constructor(input) {
			const text = `${input}`.replace(/^[\n\r\t ]+|[\n\r\t ]+$/g, "");
			const slash = text.indexOf("/");
			const semicolon = text.indexOf(";", slash + 1);
			const type = slash < 0 ? text : text.slice(0, slash);
			if (slash < 0 || !token.test(type)) throw bad("type", text, slash < 0 ? -1 : [...type].findIndex((c) => !token.test(c)));
			const subtype = text.slice(slash + 1, semicolon < 0 ? undefined : semicolon).replace(/[\n\r\t ]+$/, "");
			if (!token.test(subtype)) throw bad("subtype", text, subtype === "" ? -1 : slash + 1 + [...subtype].findIndex((c) => !token.test(c)));
			this.#type = type.toLowerCase();
			this.#subtype = subtype.toLowerCase();
			if (semicolon >= 0) fill(this.#params, text.slice(semicolon));
		}
		get type() { return this.#type; }
		set type(value) {
			check(token, value = `${value}`, "type");
			this.#type = value.toLowerCase();
		}
		get subtype() { return this.#subtype; }
		set subtype(value) {
			check(token, value = `${value}`, "subtype");
			this.#subtype = value.toLowerCase();
		}
		get essence() { return `${this.#type}/${this.#subtype}`; }
		get params() { return this.#params; }
		toString() {
			const params = this.#params.toString();
			return params === "" ? this.essence : `${this.essence};${params}`;
		}
		toJSON() { return this.toString(); }
	}
	return { MIMEType, MIMEParams };
})
