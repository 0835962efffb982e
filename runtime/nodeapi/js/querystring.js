(function (native) {
	"use strict";
	const { make } = native.require("internal/errors");
	const { Buffer } = native.require("buffer");

	const escape = (value) => {
		if (typeof value !== "string") value = typeof value === "object" ? String(value) : `${value}`;
		try {
			return encodeURIComponent(value);
		} catch {
			throw make(URIError, "ERR_INVALID_URI", "URI malformed");
		}
	};
	// unescapeBuffer turns %XX into bytes and leaves what is malformed.
	const unescapeBuffer = (text) => {
		const source = Buffer.from(text), out = Buffer.alloc(source.length);
		let length = 0;
		for (let n = 0; n < source.length; n++) {
			const digits = source[n] === 0x25 ? source.toString("latin1", n + 1, n + 3) : "";
			if (/^[\da-f]{2}$/i.test(digits)) {
				out[length++] = parseInt(digits, 16);
				n += 2;
			} else out[length++] = source[n];
		}
		return out.slice(0, length);
	};
	const unescape = (text) => {
		try {
			return decodeURIComponent(text);
		} catch {
			return unescapeBuffer(`${text}`).toString();
		}
	};

	const primitive = (value) => {
		switch (typeof value) {
		case "string": return value;
		case "number": return Number.isFinite(value) ? `${value}` : "";
		case "bigint": return `${value}`;
		case "boolean": return value ? "true" : "false";
		}
		return "";
	};
	const stringify = (object, sep, eq, options) => {
		sep = sep || "&";
		eq = eq || "=";
		const encode = options && typeof options.encodeURIComponent === "function" ? options.encodeURIComponent : exports.escape;
		if (object === null || typeof object !== "object") return "";
		const out = [];
		for (const key of Object.keys(object)) {
			const name = encode(primitive(key)) + eq;
			const value = object[key];
			for (const v of Array.isArray(value) ? value : [value]) out.push(name + encode(primitive(v)));
		}
		return out.join(sep);
	};

	const parse = (text, sep, eq, options) => {
		const out = Object.create(null);
		if (typeof text !== "string" || text === "") return out;
		sep = sep ? `${sep}` : "&";
		eq = eq ? `${eq}` : "=";
		let most = 1000;
		if (options && typeof options.maxKeys === "number") most = options.maxKeys;
		const decoder = options && typeof options.decodeURIComponent === "function" ? options.decodeURIComponent : exports.unescape;
		const decode = (part) => {
			part = part.replace(/\+/g, " ");
			if (!part.includes("%") && decoder === unescape) return part;
			try {
				return decoder(part);
			} catch {
				return unescape(part);
			}
		};
		let pairs = text.split(sep);
		if (most > 0) pairs = pairs.slice(0, most);
		for (const pair of pairs) {
			if (pair === "") continue;
			const at = pair.indexOf(eq);
			const key = decode(at < 0 ? pair : pair.slice(0, at)), value = at < 0 ? "" : decode(pair.slice(at + eq.length));
			if (out[key] === undefined) out[key] = value;
			else if (Array.isArray(out[key])) out[key].push(value);
			else out[key] = [out[key], value];
		}
		return out;
	};
	const exports = { unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse };
	return exports;
})
