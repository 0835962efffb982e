// The files whose paths fit a pattern.
(function (native) {
	"use strict";
	const { operations } = native.require("internal/fs-sync");
	const { matcher } = native.require("internal/glob");
	const { validators } = native.require("internal/errors");
	const path = native.require("path");

	// globSync walks the whole of the folder: there is never much in it.
	const globSync = (patterns, options = {}) => {
		validators.object(options, "options");
		const { cwd = "/bundle", withFileTypes = false, exclude } = options;
		const root = cwd instanceof globalThis.URL ? native.require("url").fileURLToPath(cwd) : cwd;
		const list = Array.isArray(patterns) ? patterns : [patterns];
		for (const pattern of list) validators.string(pattern, "pattern");
		const skip = typeof exclude === "function" ? exclude : Array.isArray(exclude) ? any(exclude) : () => false;
		const found = new Map();
		for (const pattern of list) {
			const absolute = pattern.startsWith("/"), matches = matcher(path.normalize(pattern));
			const visit = (folder, prefix) => {
				let entries;
				try {
					entries = operations.readdirSync(folder, { withFileTypes: true });
				} catch {
					return;
				}
				for (const entry of entries) {
					const name = prefix + entry.name;
					if (skip(withFileTypes ? entry : name)) continue;
					if (matches(name)) found.set(name, withFileTypes ? entry : name);
					if (entry.isDirectory()) visit(path.join(folder, entry.name), `${name}/`);
				}
			};
			if (absolute) visit("/", "/");
			else visit(root, "");
		}
		return [...found.values()];
	};
	const any = (patterns) => {
		const all = patterns.map(matcher);
		return (name) => all.some((matches) => matches(name));
	};
	return { globSync };
})
