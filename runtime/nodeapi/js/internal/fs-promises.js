// The promises of node:fs, and FileHandle.
(function (native) {
	"use strict";
	const { AbortError } = native.require("internal/errors");
	const { operations: sync } = native.require("internal/fs-sync");
	const { asyncDispose, asyncIterator } = native.require("internal/tasks");
	const { refuser } = native.require("internal/refuse");
	const EventEmitter = native.require("events");

	class FileHandle extends EventEmitter {
		#fd;
		constructor(fd) {
			super();
			this.#fd = fd;
		}
		get fd() { return this.#fd; }
		async close() {
			if (this.#fd === -1) return;
			const fd = this.#fd;
			this.#fd = -1;
			sync.closeSync(fd);
			this.emit("close");
		}
		async read(buffer, offset, length, position) {
			if (buffer === undefined || buffer !== null && typeof buffer === "object" && !ArrayBuffer.isView(buffer)) {
				({ buffer = native.require("buffer").Buffer.alloc(16384), offset, length, position } = buffer || {});
			}
			return { bytesRead: sync.readSync(this.#fd, buffer, offset, length, position), buffer };
		}
		async write(buffer, offset, length, position) { return { bytesWritten: sync.writeSync(this.#fd, buffer, offset, length, position), buffer }; }
		async readv(buffers, position) { return { bytesRead: sync.readvSync(this.#fd, buffers, position), buffers }; }
		async writev(buffers, position) { return { bytesWritten: sync.writevSync(this.#fd, buffers, position), buffers }; }
		async readFile(options) { return sync.readFileSync(this.#fd, options); }
		async writeFile(data, options) { sync.writeFileSync(this.#fd, data, options); }
		async appendFile(data, options) { sync.writeFileSync(this.#fd, data, options); }
		async stat(options) { return sync.fstatSync(this.#fd, options); }
		async truncate(len) { sync.ftruncateSync(this.#fd, len); }
		async sync() { sync.fsyncSync(this.#fd); }
		async datasync() { sync.fdatasyncSync(this.#fd); }
		async chmod() { sync.fchmodSync(this.#fd); }
		async chown() { sync.fchownSync(this.#fd); }
		async utimes() { sync.futimesSync(this.#fd); }
		createReadStream(options) { return new (native.require("internal/fs-streams").ReadStream)(undefined, { ...options, fd: this.#fd }); }
		createWriteStream(options) { return new (native.require("internal/fs-streams").WriteStream)(undefined, { ...options, fd: this.#fd }); }
		readableWebStream() { return native.require("stream").Readable.toWeb(this.createReadStream({ autoClose: false })); }
		// readLines gives the lines from the position of the file on.
		readLines(options) {
			const lines = sync.readFileSync(this.#fd, { encoding: "utf8", ...options }).split(/\r\n|\n|\r/);
			if (lines[lines.length - 1] === "") lines.pop();
			return { next: async () => lines.length > 0 ? { value: lines.shift(), done: false } : { value: undefined, done: true }, [asyncIterator]() { return this; } };
		}
		async [asyncDispose]() { await this.close(); }
	}

	const promises = { open: async (path, flags, mode) => new FileHandle(sync.openSync(path, flags, mode)) };
	for (const name of ("access appendFile chmod chown copyFile cp lchown link lstat lutimes mkdir mkdtemp opendir readdir readFile readlink realpath rename rm rmdir " +
		"stat statfs symlink truncate unlink utimes writeFile").split(" ")) {
		promises[name] = { async [name](target, ...rest) {
			if (target instanceof FileHandle) target = target.fd;
			const { signal } = rest[rest.length - 1] || {};
			if (signal && signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
			return sync[`${name}Sync`](target, ...rest);
		} }[name];
	}
	const { writeFile } = promises;
	// A file can be written from an iterable too.
	promises.writeFile = async (path, data, options) => {
		const iterator = data !== null && typeof data === "object" && !ArrayBuffer.isView(data) && (data[asyncIterator] || data[Symbol.iterator]);
		if (!iterator) return writeFile(path, data, options);
		const parts = [], walk = iterator.call(data);
		for (let r; !(r = await walk.next()).done;) parts.push(native.require("buffer").Buffer.from(r.value));
		return writeFile(path, native.require("buffer").Buffer.concat(parts), options);
	};
	promises.glob = (pattern, options) => {
		const found = native.require("internal/fs-glob").globSync(pattern, options);
		return { next: async () => found.length > 0 ? { value: found.shift(), done: false } : { value: undefined, done: true }, [asyncIterator]() { return this; } };
	};
	promises.mkdtempDisposable = async (prefix, options) => {
		const path = sync.mkdtempSync(prefix, options), remove = async () => sync.rmSync(path, { recursive: true, force: true });
		return { path, remove, [asyncDispose]: remove };
	};
	Object.assign(promises, refuser("fs", "files have no permissions here. Leave it out").methods("lchmod"), refuser("fs", "nothing changes files but the Worker itself. Look again instead").methods("watch"), { constants: native.require("internal/fs-constants") });
	return promises;
})
