// The operations of node:fs. All of them are synchronous; the other forms only
// tell later.
(function (native) {
	"use strict";
	const { codes, validators, make } = native.require("internal/errors");
	const { Buffer } = native.require("buffer");
	const { failure } = native.require("internal/system-errors");
	const vfs = native.require("internal/vfs");
	const constants = native.require("internal/fs-constants");
	const { pathOf, encodingOf, named, optionsOf, bytesOf, flagsOf, Stats, Dirent, Dir } = native.require("internal/fs-values");
	const { O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECTORY } = constants;

	const open = new Map(); // the open files, by descriptor
	let nextFd = 3;
	const fileOf = (fd, syscall) => {
		validators.integer(fd, "fd", 0, 2 ** 31 - 1);
		const file = open.get(fd);
		if (!file) throw failure("EBADF", syscall);
		return file;
	};
	const access = (flags) => flags & 3;

	const openAt = (path, flags, syscall = "open") => {
		const { parent, name, node: found, must } = vfs.find(path, syscall);
		let node = found;
		if (node === undefined) {
			if (!(flags & O_CREAT) || must) throw failure(flags & O_CREAT ? "EISDIR" : "ENOENT", syscall, path);
			vfs.writable(parent, syscall, path);
			vfs.add(parent, name, node = vfs.file());
		} else if ((flags & O_CREAT) && (flags & O_EXCL)) throw failure("EEXIST", syscall, path);
		if (node.kind === "directory" && (access(flags) !== 0 || flags & O_CREAT)) throw failure("EISDIR", syscall, path);
		if (node.kind !== "directory" && flags & O_DIRECTORY) throw failure("ENOTDIR", syscall, path);
		if (access(flags) !== 0 && node.readonly) throw failure("EPERM", syscall, path);
		if (flags & O_TRUNC && node.kind === "file") vfs.resize(node, 0, syscall);
		return { node, flags, position: 0, path };
	};
	const openSync = (path, flags = "r", mode = undefined) => {
		const file = openAt(pathOf(path), flagsOf(flags));
		open.set(nextFd, file);
		return nextFd++;
	};
	const closeSync = (fd) => {
		fileOf(fd, "close");
		open.delete(fd);
	};
	// using gives fn the open file of a descriptor or path.
	const using = (target, flags, fn) => fn(typeof target === "number" ? fileOf(target, "fstat") : openAt(pathOf(target), flagsOf(flags, "flag")));

	const readSome = (file, to, position) => {
		if (access(file.flags) === constants.O_WRONLY) throw failure("EBADF", "read");
		if (file.node.kind === "directory") throw failure("EISDIR", "read");
		const own = position === null || position === undefined || position < 0;
		const count = vfs.read(file.node, to, own ? file.position : Number(position));
		if (own) file.position += count;
		return count;
	};
	const writeSome = (file, from, position) => {
		if (access(file.flags) === constants.O_RDONLY) throw failure("EBADF", "write");
		const own = typeof position !== "number" && typeof position !== "bigint";
		const at = file.flags & O_APPEND ? file.node.size : own ? file.position : Number(position);
		const count = vfs.write(file.node, from, at);
		if (own) file.position = at + count;
		return count;
	};

	const readFileSync = (path, options) => {
		const encoding = encodingOf(options);
		const bytes = using(path, (options && options.flag) || "r", (file) => {
			if (file.node.kind === "directory") throw failure("EISDIR", "read");
			const out = Buffer.alloc(file.node.kind === "file" ? Math.max(0, file.node.size - file.position) : 0);
			readSome(file, out);
			return out;
		});
		return encoding && encoding !== "buffer" ? bytes.toString(encoding) : bytes;
	};
	const writeFileSync = (path, data, options) => {
		const { flag = "w" } = optionsOf(options, {});
		const bytes = bytesOf(data, encodingOf(options));
		using(path, flag, (file) => writeSome(file, bytes));
	};
	const appendFileSync = (path, data, options) => writeFileSync(path, data, optionsOf(options, { flag: "a" }));

	// readSync(fd, buffer, offset, length, position) or (fd, buffer, options)
	const span = (buffer, offset, length) => {
		if (offset === undefined || offset === null) offset = 0;
		else validators.integer(offset, "offset", 0);
		if (length === undefined || length === null) length = buffer.byteLength - offset;
		if (offset > buffer.byteLength) throw codes.ERR_OUT_OF_RANGE("offset", `<= ${buffer.byteLength}`, offset);
		validators.integer(length, "length", 0);
		if (length > buffer.byteLength - offset) throw codes.ERR_OUT_OF_RANGE("length", `<= ${buffer.byteLength - offset}`, length);
		return new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
	};
	const view = (buffer, name = "buffer") => {
		if (!ArrayBuffer.isView(buffer)) throw codes.ERR_INVALID_ARG_TYPE(name, ["Buffer", "TypedArray", "DataView"], buffer);
	};
	const readSync = (fd, buffer, offset, length, position) => {
		if (offset !== null && typeof offset === "object") ({ offset, length, position } = offset);
		view(buffer);
		return readSome(fileOf(fd, "read"), span(buffer, offset, length), position);
	};
	const writeSync = (fd, buffer, offset, length, position) => {
		if (typeof buffer === "string") return writeSome(fileOf(fd, "write"), Buffer.from(buffer, length), offset);
		view(buffer);
		if (offset !== null && typeof offset === "object") ({ offset, length, position } = offset);
		return writeSome(fileOf(fd, "write"), span(buffer, offset, length), position);
	};
	const each = (one) => (fd, buffers, position) => {
		validators.array(buffers, "buffers");
		let total = 0;
		for (const buffer of buffers) {
			view(buffer, "buffers");
			const count = one(fd, buffer, 0, buffer.byteLength, typeof position === "number" ? position + total : null);
			total += count;
			if (count < buffer.byteLength) break;
		}
		return total;
	};

	const stat = (syscall, follow) => (path, options = {}) => {
		path = pathOf(path);
		try {
			return new Stats(vfs.get(path, syscall, { follow }).node, options && options.bigint);
		} catch (error) {
			if (options && options.throwIfNoEntry === false && (error.code === "ENOENT" || error.code === "ENOTDIR")) return undefined;
			throw error;
		}
	};

	const mkdirSync = (path, options) => {
		const recursive = Boolean(options && options.recursive);
		path = pathOf(path);
		if (options && options.recursive !== undefined) validators.boolean(options.recursive, "options.recursive");
		if (!recursive) {
			const { parent, name, node } = vfs.find(path.replace(/(.)\/+$/, "$1"), "mkdir", { follow: false, shown: path });
			if (node !== undefined) throw failure("EEXIST", "mkdir", path);
			vfs.writable(parent, "mkdir", path);
			vfs.add(parent, name, vfs.directory());
			return undefined;
		}
		let first, so = path.startsWith("/") ? "" : "/bundle";
		for (const part of path.split("/").filter(Boolean)) {
			so += `/${part}`;
			const { parent, name, node } = vfs.find(so, "mkdir", { shown: path });
			if (node === undefined) {
				vfs.writable(parent, "mkdir", path);
				vfs.add(parent, name, vfs.directory());
				first ??= so;
			} else if (node.kind !== "directory") throw failure(so === path ? "EEXIST" : "ENOTDIR", "mkdir", path);
		}
		return first;
	};
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	const mkdtempSync = (prefix, options) => {
		prefix = pathOf(prefix, "prefix");
		const encoding = encodingOf(options);
		const random = [...globalThis.crypto.getRandomValues(new Uint8Array(6))].map((b) => alphabet[b % alphabet.length]).join("");
		const { parent, name } = vfs.find(prefix + random, "mkdtemp", { shown: `${prefix}XXXXXX` });
		vfs.writable(parent, "mkdtemp", `${prefix}XXXXXX`);
		vfs.add(parent, name, vfs.directory());
		return named(prefix + random, encoding);
	};

	const readdirSync = (path, options) => {
		const encoding = encodingOf(options), { withFileTypes, recursive } = optionsOf(options, {});
		path = pathOf(path);
		const out = [];
		const visit = (node, at, prefix) => {
			for (const name of vfs.names(node)) {
				const one = vfs.child(node, name);
				out.push(withFileTypes ? new Dirent(named(name, encoding), at, one.kind) : named(prefix + name, encoding));
				if (recursive && one.kind === "directory") visit(one, `${at.replace(/\/$/, "")}/${name}`, `${prefix}${name}/`);
			}
		};
		const { node } = vfs.get(path, "scandir");
		if (node.kind !== "directory") throw failure("ENOTDIR", "scandir", path);
		visit(node, path, "");
		return out;
	};
	const opendirSync = (path, options) => {
		path = pathOf(path);
		const { node } = vfs.get(path, "opendir");
		if (node.kind !== "directory") throw failure("ENOTDIR", "opendir");
		return new Dir(path, readdirSync(path, { ...optionsOf(options, {}), withFileTypes: true }));
	};

	const unlinkSync = (path) => {
		path = pathOf(path);
		const { parent, name, node } = vfs.get(path, "unlink", { follow: false });
		if (node.kind === "directory") throw failure("EISDIR", "unlink", path);
		vfs.writable(parent, "unlink", path);
		vfs.remove(parent, name);
	};
	const rmdirSync = (path, options) => {
		path = pathOf(path);
		const { parent, name, node } = vfs.get(path, "rmdir", { follow: false });
		if (node.kind !== "directory") throw failure("ENOTDIR", "rmdir", path);
		if (node.readonly || vfs.isRoot(node)) throw failure("EPERM", "rmdir", path);
		if (node.entries.size > 0 && !(options && options.recursive)) throw failure("ENOTEMPTY", "rmdir", path);
		vfs.remove(parent, name);
	};
	const isDirectoryError = (path, action) => {
		const error = make(Error, "ERR_FS_EISDIR", `Path is a directory: ${action} returned EISDIR (is a directory) ${path}`);
		return Object.assign(error, { name: "SystemError", errno: 21, syscall: action, path });
	};
	const rmSync = (path, options = {}) => {
		path = pathOf(path);
		validators.object(options, "options");
		const { force = false, recursive = false } = options;
		validators.boolean(force, "options.force");
		validators.boolean(recursive, "options.recursive");
		let found;
		try {
			found = vfs.get(path, "lstat", { follow: false });
		} catch (error) {
			if (force && error.code === "ENOENT") return;
			throw error;
		}
		if (found.node.kind !== "directory") unlinkSync(path);
		else if (!recursive) throw isDirectoryError(path, "rm");
		else rmdirSync(path, { recursive });
	};

	const renameSync = (from, to) => {
		from = pathOf(from, "oldPath");
		to = pathOf(to, "newPath");
		const a = vfs.get(from, "rename", { follow: false, dest: to }), b = vfs.find(to, "rename", { follow: false, shown: from, dest: to });
		for (const parent of [a.parent, b.parent]) vfs.writable(parent, "rename", from, to);
		if (a.node.kind === "directory" && `${b.real}/`.startsWith(`${a.real}/`) && a.real !== b.real) throw failure("EINVAL", "rename", from, to);
		if (b.node !== undefined && b.node !== a.node) {
			if (b.node.kind === "directory" && a.node.kind !== "directory") throw failure("EISDIR", "rename", from, to);
			if (b.node.kind !== "directory" && a.node.kind === "directory") throw failure("ENOTDIR", "rename", from, to);
			if (b.node.kind === "directory" && b.node.entries.size > 0) throw failure("ENOTEMPTY", "rename", from, to);
			vfs.remove(b.parent, b.name);
		}
		if (b.node === a.node) return;
		a.parent.entries.delete(a.name);
		vfs.add(b.parent, b.name, a.node);
	};
	const copyFileSync = (from, to, mode = 0) => {
		from = pathOf(from, "src");
		to = pathOf(to, "dest");
		const a = vfs.get(from, "copyfile", { dest: to });
		if (a.node.kind === "directory") throw failure("EISDIR", "copyfile", from, to);
		const b = vfs.find(to, "copyfile", { shown: from, dest: to });
		if (b.node !== undefined && mode & constants.COPYFILE_EXCL) throw failure("EEXIST", "copyfile", from, to);
		if (b.node && b.node.kind === "directory") throw failure("EISDIR", "copyfile", from, to);
		if (b.node === undefined) vfs.writable(b.parent, "copyfile", from, to);
		writeFileSync(to, readFileSync(from));
	};
	const cpSync = (from, to, options = {}) => {
		from = pathOf(from, "src");
		to = pathOf(to, "dest");
		const { recursive = false, force = true, errorOnExist = false, filter } = options;
		if (filter && !filter(from, to)) return;
		const { node } = vfs.get(from, "cp", { follow: false });
		if (node.kind === "directory") {
			if (!recursive) throw isDirectoryError(from, "cp");
			mkdirSync(to, { recursive: true });
			for (const name of vfs.names(node)) cpSync(`${from}/${name}`, `${to}/${name}`, options);
		} else if (vfs.find(to, "cp", { follow: false }).node === undefined || force) copyFileSync(from, to);
		else if (errorOnExist) throw make(Error, "ERR_FS_CP_EEXIST", `Target already exists: cp returned EEXIST (${to} already exists) ${to}`);
	};
	const symlinkSync = (target, path) => {
		target = pathOf(target, "target");
		path = pathOf(path);
		const { parent, name, node } = vfs.find(path, "symlink", { follow: false, shown: target, dest: path });
		if (node !== undefined) throw failure("EEXIST", "symlink", target, path);
		vfs.writable(parent, "symlink", target, path);
		vfs.add(parent, name, vfs.link(target));
	};
	const linkSync = (from, to) => {
		from = pathOf(from, "existingPath");
		to = pathOf(to, "newPath");
		const a = vfs.get(from, "link", { follow: false, dest: to }), b = vfs.find(to, "link", { follow: false, shown: from, dest: to });
		if (b.node !== undefined) throw failure("EEXIST", "link", from, to);
		if (a.node.kind === "directory") throw failure("EPERM", "link", from, to);
		vfs.writable(b.parent, "link", from, to);
		a.node.links++;
		vfs.add(b.parent, b.name, a.node);
	};
	const readlinkSync = (path, options) => {
		path = pathOf(path);
		const { node } = vfs.get(path, "readlink", { follow: false });
		if (node.kind !== "link") throw failure("EINVAL", "readlink", path);
		return named(node.target, encodingOf(options));
	};
	const realpathSync = (path, options) => named(vfs.get(pathOf(path), "lstat").real, encodingOf(options));
	realpathSync.native = (path, options) => named(vfs.get(pathOf(path), "realpath").real, encodingOf(options));

	const accessSync = (path, mode = 0) => {
		path = pathOf(path);
		validators.integer(mode, "mode", 0, 7);
		const { node } = vfs.get(path, "access");
		if (mode & constants.W_OK && node.readonly) throw failure("EPERM", "access", path);
		if (mode & constants.X_OK && node.kind === "file") throw failure("EACCES", "access", path);
	};
	const existsSync = (path) => {
		try {
			vfs.get(pathOf(path), "access");
			return true;
		} catch {
			return false;
		}
	};
	const length = (value = 0) => {
		validators.integer(value, "len");
		return Math.max(0, value);
	};
	const truncateSync = (path, len) => using(path, "r+", (file) => vfs.resize(file.node, length(len), "ftruncate"));
	const ftruncateSync = (fd, len) => {
		const file = fileOf(fd, "ftruncate"), size = length(len);
		if (access(file.flags) === 0) throw failure("EINVAL", "ftruncate");
		vfs.resize(file.node, size, "ftruncate");
	};
	// Of times only what utimes sets as the time of a change is kept, as on the platform; owners and permissions are not.
	const timeOf = (value, name) => {
		if (typeof value === "string" && +value == value) return +value * 1000;
		if (typeof value === "number" && Number.isFinite(value)) return value * 1000;
		if (value instanceof Date) return value.getTime();
		throw codes.ERR_INVALID_ARG_TYPE(name, ["Date", "Time in seconds"], value);
	};
	const setTimes = (node, atime, mtime) => {
		timeOf(atime, "atime");
		node.mtime = timeOf(mtime, "mtime");
	};
	const utimesSync = (path, atime, mtime) => setTimes(vfs.get(pathOf(path), "utime").node, atime, mtime);
	const lutimesSync = (path, atime, mtime) => setTimes(vfs.get(pathOf(path), "lutime", { follow: false }).node, atime, mtime);
	const futimesSync = (fd, atime, mtime) => setTimes(fileOf(fd, "futime").node, atime, mtime);
	const touch = (syscall) => (path) => { vfs.get(pathOf(path), syscall); };
	const touchLink = (syscall) => (path) => { vfs.get(pathOf(path), syscall, { follow: false }); };
	const touchOpen = (syscall) => (fd) => { fileOf(fd, syscall); };
	return {
		fileOf,
		operations: {
			accessSync, appendFileSync, chmodSync: touch("chmod"), chownSync: touch("chown"), closeSync, copyFileSync, cpSync, existsSync,
			fchmodSync: touchOpen("fchmod"), fchownSync: touchOpen("fchown"), fdatasyncSync: touchOpen("fdatasync"),
			fstatSync: (fd, options) => new Stats(fileOf(fd, "fstat").node, options && options.bigint),
			fsyncSync: touchOpen("fsync"), ftruncateSync, futimesSync, lchownSync: touchLink("lchown"), linkSync,
			lstatSync: stat("lstat", false), lutimesSync, mkdirSync, mkdtempSync, openSync, opendirSync, readFileSync, readSync,
			readdirSync, readlinkSync, readvSync: each(readSync), realpathSync, renameSync, rmSync, rmdirSync, statSync: stat("stat", true),
			statfsSync: (path, options) => {
				vfs.get(pathOf(path), "statfs");
				const zero = options && options.bigint ? 0n : 0;
				return { type: zero, bsize: zero, blocks: zero, bfree: zero, bavail: zero, files: zero, ffree: zero };
			},
			symlinkSync, truncateSync, unlinkSync, utimesSync, writeFileSync, writeSync, writevSync: each(writeSync),
		},
	};
})
