// The objects that node:fs hands out, and its checks of arguments.
(function (native) {
	"use strict";
	const { codes, validators, make } = native.require("internal/errors");
	const { Buffer } = native.require("buffer");
	const constants = native.require("internal/fs-constants");

	const pathOf = (value, name = "path") => {
		if (value instanceof globalThis.URL) value = native.require("url").fileURLToPath(value);
		else if (value instanceof Uint8Array) value = Buffer.from(value).toString();
		if (typeof value !== "string") throw codes.ERR_INVALID_ARG_TYPE(name, ["string", "Buffer", "URL"], value);
		if (value.includes("\0")) throw codes.ERR_INVALID_ARG_VALUE(name, value, "must be a string, Uint8Array, or URL without null bytes");
		return value;
	};
	const encodingOf = (options, otherwise = undefined) => {
		if (options === undefined || options === null || typeof options === "function") return otherwise;
		if (typeof options !== "string" && typeof options !== "object") throw codes.ERR_INVALID_ARG_TYPE("options", ["string", "Object"], options);
		const encoding = typeof options === "string" ? options : options.encoding;
		if (encoding === undefined || encoding === null) return otherwise;
		if (encoding !== "buffer" && !Buffer.isEncoding(encoding)) throw codes.ERR_INVALID_ARG_VALUE("encoding", encoding, "is invalid encoding");
		return encoding;
	};
	const named = (text, encoding) => encoding === "buffer" ? Buffer.from(text) : encoding && encoding !== "utf8" ? Buffer.from(text).toString(encoding) : text;
	const optionsOf = (options, defaults) => typeof options === "string" ? { ...defaults, encoding: options } : { ...defaults, ...options };
	const bytesOf = (data, encoding, name = "data") => {
		if (typeof data === "string") return Buffer.from(data, encoding || "utf8");
		if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
		throw codes.ERR_INVALID_ARG_TYPE(name, ["string", "Buffer", "TypedArray", "DataView"], data);
	};

	const flagNames = {
		r: "O_RDONLY", "r+": "O_RDWR", w: "O_TRUNC O_CREAT O_WRONLY", "w+": "O_TRUNC O_CREAT O_RDWR", a: "O_APPEND O_CREAT O_WRONLY", "a+": "O_APPEND O_CREAT O_RDWR",
	};
	const flagsOf = (flags, name = "flags") => {
		if (typeof flags === "number") {
			validators.integer(flags, name);
			return flags;
		}
		if (flags === undefined || flags === null) return 0;
		const text = `${flags}`, plain = text.replace(/[sx]/g, "");
		if (typeof flags !== "string" || !flagNames[plain] || (text.includes("x") && plain[0] === "r")) throw codes.ERR_INVALID_ARG_VALUE(name, flags);
		return flagNames[plain].split(" ").reduce((sum, one) => sum | constants[one], text.includes("x") ? constants.O_EXCL : 0);
	};

	const typeBits = { file: "S_IFREG", directory: "S_IFDIR", link: "S_IFLNK", device: "S_IFCHR" };
	const permissions = { file: 0o644, directory: 0o755, link: 0o777, device: 0o666 };
	const kinds = { isFile: "S_IFREG", isDirectory: "S_IFDIR", isSymbolicLink: "S_IFLNK", isCharacterDevice: "S_IFCHR", isBlockDevice: "S_IFBLK", isFIFO: "S_IFIFO", isSocket: "S_IFSOCK" };
	class Stats {
		constructor(node, big) {
			const n = big ? BigInt : Number, size = node.kind === "file" ? node.size : node.kind === "link" ? Buffer.byteLength(node.target) : 0;
			Object.assign(this, {
				dev: n(1), mode: n(constants[typeBits[node.kind]] | permissions[node.kind]), nlink: n(node.links), uid: n(0), gid: n(0), rdev: n(0),
				blksize: n(4096), ino: n(node.inode), size: n(size), blocks: n(Math.ceil(size / 512)),
				atimeMs: n(0), mtimeMs: n(Math.trunc(node.mtime)), ctimeMs: n(0), birthtimeMs: n(0),
			});
			if (big) Object.assign(this, { atimeNs: 0n, mtimeNs: BigInt(Math.trunc(node.mtime)) * 1000000n, ctimeNs: 0n, birthtimeNs: 0n });
		}
		get atime() { return new Date(0); }
		get mtime() { return new Date(Number(this.mtimeMs)); }
		get ctime() { return new Date(0); }
		get birthtime() { return new Date(0); }
	}
	for (const name of Object.keys(kinds)) {
		Object.defineProperty(Stats.prototype, name, {
			writable: true, configurable: true,
			value: { [name]() { return (Number(this.mode) & constants.S_IFMT) === constants[kinds[name]]; } }[name],
		});
	}

	class Dirent {
		#kind;
		constructor(name, parentPath, kind) {
			Object.assign(this, { name, parentPath, path: parentPath });
			this.#kind = kind;
		}
		isFile() { return this.#kind === "file"; }
		isDirectory() { return this.#kind === "directory"; }
		isSymbolicLink() { return this.#kind === "link"; }
		isCharacterDevice() { return this.#kind === "device"; }
		isBlockDevice() { return false; }
		isFIFO() { return false; }
		isSocket() { return false; }
	}

	const { asyncIterator, asyncDispose, dispose } = native.require("internal/tasks");
	class Dir {
		#entries; #closed = false;
		constructor(path, entries) {
			this.path = path;
			this.#entries = entries;
		}
		#open() { if (this.#closed) throw make(Error, "ERR_DIR_CLOSED", "Directory handle was closed"); }
		readSync() {
			this.#open();
			return this.#entries.shift() || null;
		}
		closeSync() {
			this.#open();
			this.#closed = true;
		}
		read(callback) { return settle(() => this.readSync(), callback); }
		close(callback) { return settle(() => this.closeSync(), callback); }
		entries() { return this[asyncIterator](); }
		[asyncIterator]() {
			const end = async () => {
				if (!this.#closed) this.closeSync();
				return { value: undefined, done: true };
			};
			return { next: async () => { const value = this.readSync(); return value ? { value, done: false } : end(); }, return: end, [asyncIterator]() { return this; } };
		}
		[dispose]() { this.closeSync(); }
		async [asyncDispose]() { this.closeSync(); }
	}
	// settle is a promise of what fn gives, or calls back with it.
	const settle = (fn, callback) => {
		const promise = new Promise((resolve) => { resolve(fn()); });
		if (callback === undefined) return promise;
		promise.then((value) => callback(null, value), callback);
		return undefined;
	};
	return { pathOf, encodingOf, named, optionsOf, bytesOf, flagsOf, Stats, Dirent, Dir };
})
