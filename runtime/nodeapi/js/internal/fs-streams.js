// Files as streams.
(function (native) {
	"use strict";
	const { Readable, Writable } = native.require("stream");
	const { Buffer } = native.require("buffer");
	const { nextTick } = native.require("internal/tasks");
	const { codes, validators } = native.require("internal/errors");
	const { operations } = native.require("internal/fs-sync");
	const { pathOf, encodingOf, optionsOf } = native.require("internal/fs-values");

	// begin opens the file of a stream, unless it was given one.
	const begin = (stream, path, options, flags) => {
		stream.path = path === undefined || path === null ? undefined : pathOf(path);
		stream.fd = options.fd === undefined ? null : typeof options.fd === "object" ? options.fd.fd : options.fd;
		stream.flags = options.flags === undefined ? flags : options.flags;
		stream.autoClose = options.autoClose !== false;
	};
	const construct = (stream, callback) => {
		if (typeof stream.fd !== "number") {
			try {
				stream.fd = operations.openSync(stream.path, stream.flags, stream.mode);
			} catch (error) {
				callback(error);
				return;
			}
		}
		callback();
		stream.emit("open", stream.fd);
		stream.emit("ready");
	};
	const finish = (stream, error, callback) => {
		const { fd } = stream;
		stream.fd = null;
		if (typeof fd === "number" && stream.autoClose) {
			try {
				operations.closeSync(fd);
			} catch (failure) {
				error = error || failure;
			}
		}
		callback(error);
	};
	const close = (stream, callback) => {
		if (callback) native.require("stream").finished(stream, () => callback());
		stream.destroy();
	};

	class ReadStream extends Readable {
		constructor(path, options) {
			encodingOf(options);
			options = optionsOf(options, {});
			// All is checked first: making the stream opens the file.
			const { start, end = Infinity } = options;
			if (start !== undefined) validators.integer(start, "start", 0);
			if (end !== Infinity) validators.integer(end, "end", 0);
			if (start !== undefined && start > end) throw codes.ERR_OUT_OF_RANGE("start", `<= "end" (here: ${end})`, start);
			if (options.fd === undefined) pathOf(path);
			super({ highWaterMark: 64 * 1024, ...options, fd: undefined, autoDestroy: options.autoClose !== false });
			begin(this, path, options, "r");
			Object.assign(this, { start, end, pos: start, bytesRead: 0, mode: options.mode });
		}
		get pending() { return this.fd === null; }
		_construct(callback) { construct(this, callback); }
		_read(size) {
			const from = this.start || 0, left = this.end - from - this.bytesRead + 1;
			const to = Buffer.alloc(Math.max(0, Math.min(size, left)));
			let count;
			try {
				count = to.length === 0 ? 0 : operations.readSync(this.fd, to, 0, to.length, this.start === undefined ? null : from + this.bytesRead);
			} catch (error) {
				this.destroy(error);
				return;
			}
			this.bytesRead += count;
			this.push(count === 0 ? null : to.subarray(0, count));
		}
		_destroy(error, callback) { finish(this, error, callback); }
		close(callback) { close(this, callback); }
	}

	class WriteStream extends Writable {
		constructor(path, options) {
			encodingOf(options);
			options = optionsOf(options, {});
			const { start } = options;
			if (start !== undefined) validators.integer(start, "start", 0);
			if (options.fd === undefined) pathOf(path);
			super({ ...options, fd: undefined, decodeStrings: true, autoDestroy: options.autoClose !== false });
			begin(this, path, options, start === undefined ? "w" : "r+");
			Object.assign(this, { start, pos: start, bytesWritten: 0, mode: options.mode });
			if (options.encoding) this.setDefaultEncoding(options.encoding);
		}
		get pending() { return this.fd === null; }
		_construct(callback) { construct(this, callback); }
		_write(chunk, encoding, callback) {
			try {
				const count = operations.writeSync(this.fd, chunk, 0, chunk.length, this.pos);
				this.bytesWritten += count;
				if (this.pos !== undefined) this.pos += count;
			} catch (error) {
				callback(error);
				return;
			}
			nextTick(callback, null);
		}
		_destroy(error, callback) { finish(this, error, callback); }
		close(callback) { close(this, callback); }
		destroySoon() { this.end(); }
	}
	return { ReadStream, WriteStream };
})
