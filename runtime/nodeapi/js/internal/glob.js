// Patterns of paths: *, ?, [a-z], {a,b} and ** for any number of folders.
(function () {
	"use strict";
	// alternatives writes out the outermost braces: "a{b,c}" is "ab" and "ac".
	const alternatives = (pattern) => {
		const open = pattern.indexOf("{");
		if (open < 0) return [pattern];
		let depth = 0, from = open + 1;
		const parts = [];
		for (let n = open; n < pattern.length; n++) {
			const c = pattern[n];
			if (c === "{") depth++;
			else if (c === "}" && --depth === 0) {
				parts.push(pattern.slice(from, n));
				if (parts.length === 1) break; // no comma: the braces are meant
				const before = pattern.slice(0, open), after = pattern.slice(n + 1);
				return parts.flatMap((part) => alternatives(before + part + after));
			} else if (c === "," && depth === 1) {
				parts.push(pattern.slice(from, n));
				from = n + 1;
			}
		}
		const rest = alternatives(pattern.slice(open + 1));
		return rest.map((part) => `${pattern.slice(0, open)}\\{${part}`);
	};
	const literal = (c) => c.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
	// segment makes an expression of what stands between two slashes.
	const segment = (text) => {
		let out = /^[*?[]/.test(text) ? "(?!\\.)" : "";
		for (let n = 0; n < text.length; n++) {
			const c = text[n], close = c === "[" ? text.indexOf("]", n + 2) : -1;
			if (c === "*") out += "[^/]*";
			else if (c === "?") out += "[^/]";
			else if (close > 0) {
				out += `[${text.slice(n + 1, close).replace(/^!/, "^").replace(/\\/g, "\\\\")}]`;
				n = close;
			} else if (c === "\\" && n + 1 < text.length) out += literal(text[++n]);
			else out += literal(c);
		}
		return out;
	};
	const expression = (pattern) => {
		const parts = pattern.split("/");
		let out = "";
		parts.forEach((part, n) => {
			const last = n === parts.length - 1;
			if (part === "**") out += last ? "(?:(?!\\.)[^/]+(?:/(?!\\.)[^/]+)*)?" : "(?:(?!\\.)[^/]+/)*";
			else out += segment(part) + (last ? "" : "/");
		});
		return out;
	};
	// matcher returns a function that tells whether a path fits the pattern.
	const matcher = (pattern) => {
		const compiled = new RegExp(`^(?:${alternatives(pattern).map(expression).join("|")})$`);
		return (path) => compiled.test(path);
	};
	return { matcher };
})
