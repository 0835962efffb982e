(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const cwd = () => native.require("process").cwd();

	// fold drops "." and resolves ".." in a relative tail.
	const fold = (tail, isSep, sep, mayRise) => {
		const out = [];
		let part = "";
		for (let n = 0; n <= tail.length; n++) {
			if (n < tail.length && !isSep(tail[n])) {
				part += tail[n];
				continue;
			}
			if (part === "..") {
				if (out.length > 0 && out[out.length - 1] !== "..") out.pop();
				else if (mayRise) out.push("..");
			} else if (part !== "" && part !== ".") out.push(part);
			part = "";
		}
		return out.join(sep);
	};

	// flavour makes the functions of one kind of path. rootOf(path) returns
	// {device, absolute, end}: the device's name, and where the root ends.
	const flavour = (sep, delimiter, isSep, rootOf, same, windows) => {
		const str = (value, name = "path") => validators.string(value, name);
		const assemble = (root, tail) => root.device + (root.absolute ? sep : "") + tail;

		const normalize = (path) => {
			str(path);
			if (path === "") return ".";
			const root = rootOf(path);
			let tail = fold(path.slice(root.end), isSep, sep, !root.absolute);
			if (tail === "" && !root.absolute) tail = ".";
			const last = path[path.length - 1];
			if (tail !== "" && path.length > root.end && isSep(last)) tail += sep;
			return assemble(root, tail);
		};

		const join = (...parts) => {
			parts.forEach((part) => str(part));
			parts = parts.filter((part) => part !== "");
			if (parts.length === 0) return ".";
			let joined = parts.join(sep);
			if (windows) {
				// Two leading separators would become a UNC root unless the first part had them.
				const first = parts[0];
				const unc = isSep(first[0]) && first.length > 1 && isSep(first[1]) && first.length > 2 && !isSep(first[2]);
				if (!unc) joined = joined.replace(/^[\\/]{2,}/, sep);
			}
			return normalize(joined);
		};

		const resolve = (...parts) => {
			let device = "", tail = "", absolute = false;
			for (let n = parts.length - 1; n >= -1 && !(absolute && (!windows || device !== "")); n--) {
				const path = n >= 0 ? parts[n] : device === "" ? cwd() : `${device}${sep}`; // no other drive has a current folder
				str(path, `paths[${n}]`);
				if (path === "") continue;
				const root = rootOf(path);
				if (root.device !== "") {
					if (device !== "" && device.toLowerCase() !== root.device.toLowerCase()) continue;
					device = device || root.device;
				}
				if (absolute) continue;
				tail = `${path.slice(root.end)}${sep}${tail}`;
				absolute = root.absolute;
			}
			tail = fold(tail, isSep, sep, !absolute);
			return assemble({ device, absolute }, tail) || ".";
		};

		const relative = (from, to) => {
			str(from, "from");
			str(to, "to");
			if (from === to) return "";
			from = resolve(from);
			to = resolve(to);
			if (same(from, to)) return "";
			const split = (path) => {
				const root = rootOf(path);
				return { root, parts: path.slice(root.end).split(sep).filter(Boolean) };
			};
			const a = split(from), b = split(to);
			if (!same(a.root.device, b.root.device)) return to;
			let common = 0;
			while (common < a.parts.length && common < b.parts.length && same(a.parts[common], b.parts[common])) common++;
			return [...Array(a.parts.length - common).fill(".."), ...b.parts.slice(common)].join(sep);
		};

		// span returns where the last component begins and ends.
		const span = (path, from) => {
			let end = path.length;
			while (end > from && isSep(path[end - 1])) end--;
			let start = end;
			while (start > from && !isSep(path[start - 1])) start--;
			return [start, end];
		};

		const dirname = (path) => {
			str(path);
			if (path === "") return ".";
			const root = rootOf(path);
			const [start] = span(path, root.end);
			const end = Math.max(start - 1, root.end);
			if (end === root.end && !windows && root.absolute && /^\/\/[^/]/.test(path) && start === 2) return "//";
			if (end > root.end) return path.slice(0, end);
			return root.end > 0 ? path.slice(0, root.end) : ".";
		};

		const nameFrom = (path) => windows && /^[A-Za-z]:/.test(path) ? 2 : 0;
		const basename = (path, suffix) => {
			if (suffix !== undefined) str(suffix, "suffix");
			str(path);
			if (suffix === path) return "";
			const [start, end] = span(path, nameFrom(path));
			const name = path.slice(start, end);
			return suffix !== undefined && suffix !== name && suffix !== "" && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
		};
		const extension = (name) => {
			const dot = name.lastIndexOf(".");
			return dot <= 0 || name === ".." ? "" : name.slice(dot);
		};
		const extname = (path) => {
			str(path);
			return extension(basename(path));
		};

		const parse = (path) => {
			str(path);
			const out = { root: "", dir: "", base: "", ext: "", name: "" };
			if (path === "") return out;
			const root = rootOf(path);
			out.root = path.slice(0, root.end);
			const [start, end] = span(path, root.end);
			out.base = path.slice(start, end);
			out.ext = extension(out.base);
			if (out.base === ".." && start === 1 && !windows) out.ext = "."; // what Node makes of the parent of the root
			out.name = out.ext === "" ? out.base : out.base.slice(0, -out.ext.length);
			let dirEnd = start;
			if (start > root.end) dirEnd = start - 1;
			out.dir = dirEnd <= root.end ? out.root : path.slice(0, dirEnd);
			return out;
		};
		const format = (object) => {
			if (object === null || typeof object !== "object") throw codes.ERR_INVALID_ARG_TYPE("pathObject", "Object", object);
			const dir = object.dir || object.root;
			const ext = object.ext ? (object.ext[0] === "." ? object.ext : `.${object.ext}`) : "";
			const base = object.base || `${object.name || ""}${ext}`;
			if (!dir) return base;
			return dir === object.root ? `${dir}${base}` : `${dir}${sep}${base}`;
		};
		const isAbsolute = (path) => {
			str(path);
			return rootOf(path).absolute;
		};
		const matchesGlob = (path, pattern) => {
			validators.string(path, "path");
			validators.string(pattern, "pattern");
			const plain = (text) => sep === "\\" ? text.replace(/\\/g, "/") : text;
			return native.require("internal/glob").matcher(plain(pattern))(plain(path));
		};
		const toNamespacedPath = (path) => {
			if (!windows || typeof path !== "string" || path === "") return path;
			const full = resolve(path);
			if (/^\\\\[^.?]/.test(full)) return `\\\\?\\UNC\\${full.slice(2)}`;
			return /^[A-Za-z]:\\/.test(full) ? `\\\\?\\${full}` : full;
		};
		return { resolve, normalize, isAbsolute, join, relative, matchesGlob, toNamespacedPath, _makeLong: toNamespacedPath, dirname, basename, extname, format, parse, sep, delimiter };
	};

	const posix = flavour("/", ":", (c) => c === "/", (path) => {
		const absolute = path[0] === "/";
		return { device: "", absolute, end: absolute ? 1 : 0 };
	}, (a, b) => a === b, false);

	const isSep = (c) => c === "/" || c === "\\";
	const win32 = flavour("\\", ";", isSep, (path) => {
		const unc = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)([\\/]?)/.exec(path);
		if (unc) return { device: `\\\\${unc[1]}\\${unc[2]}`, absolute: true, end: unc[0].length };
		if (isSep(path[0])) return { device: "", absolute: true, end: 1 };
		if (/^[A-Za-z]:/.test(path)) {
			const absolute = path.length > 2 && isSep(path[2]);
			return { device: path.slice(0, 2), absolute, end: absolute ? 3 : 2 };
		}
		return { device: "", absolute: false, end: 0 };
	}, (a, b) => a.toLowerCase() === b.toLowerCase(), true);

	posix.posix = win32.posix = posix;
	posix.win32 = win32.win32 = win32;
	return posix;
})
