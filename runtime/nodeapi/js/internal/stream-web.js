// Bridges between Node's streams and those of the platform.
(function (native) {
	"use strict";
	const { codes } = native.require("internal/errors");
	const { Readable } = native.require("internal/stream-readable");
	const { Writable } = native.require("internal/stream-writable");

	const readableFromWeb = (web, options = {}) => {
		if (web === null || typeof web !== "object" || typeof web.getReader !== "function") throw codes.ERR_INVALID_ARG_TYPE("readableStream", "ReadableStream", web);
		const reader = web.getReader();
		let closed = false;
		return new Readable({
			...options,
			read() {
				reader.read().then(({ value, done }) => {
					closed = closed || done;
					this.push(done ? null : value);
				}, (error) => this.destroy(error));
			},
			destroy(error, callback) {
				if (closed) {
					callback(error);
					return;
				}
				closed = true;
				reader.cancel(error).then(() => callback(error), () => callback(error));
			},
		});
	};

	const readableToWeb = (stream, options = {}) => {
		const { finished } = native.require("internal/stream-ends");
		if (!stream?._readableState) throw codes.ERR_INVALID_ARG_TYPE("streamReadable", "stream.Readable", stream);
		let over = false;
		const { objectMode } = stream._readableState;
		const strategy = options.strategy || (objectMode ? new globalThis.CountQueuingStrategy({ highWaterMark: stream.readableHighWaterMark })
			: { highWaterMark: stream.readableHighWaterMark, size: (chunk) => chunk.byteLength });
		return new globalThis.ReadableStream({
			start(controller) {
				stream.pause();
				stream.on("data", (chunk) => {
					if (over) return;
					if (chunk instanceof Uint8Array && !objectMode) chunk = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
					controller.enqueue(chunk);
					if (controller.desiredSize <= 0) stream.pause();
				});
				stream.pause();
				finished(stream, { writable: false }, (error) => {
					if (over) return;
					over = true;
					if (error) controller.error(error);
					else controller.close();
				});
			},
			pull() { stream.resume(); },
			cancel(reason) {
				over = true;
				stream.destroy(reason);
			},
		}, strategy);
	};

	const writableFromWeb = (web, options = {}) => {
		if (web === null || typeof web !== "object" || typeof web.getWriter !== "function") throw codes.ERR_INVALID_ARG_TYPE("writableStream", "WritableStream", web);
		const writer = web.getWriter();
		let closed = false;
		writer.closed.catch(() => {});
		return new Writable({
			...options,
			write(chunk, encoding, callback) {
				writer.ready.then(() => writer.write(chunk)).then(() => callback(), callback);
			},
			final(callback) {
				closed = true;
				writer.close().then(() => callback(), callback);
			},
			destroy(error, callback) {
				if (closed) {
					callback(error);
					return;
				}
				closed = true;
				(error ? writer.abort(error) : writer.close()).then(() => callback(error), () => callback(error));
			},
		});
	};

	const writableToWeb = (stream) => {
		const { finished } = native.require("internal/stream-ends");
		return new globalThis.WritableStream({
			start(controller) {
				finished(stream, { readable: false }, (error) => { if (error) controller.error(error); });
			},
			write(chunk) {
				return new Promise((resolve, reject) => stream.write(chunk, (error) => error ? reject(error) : resolve()));
			},
			close() { return new Promise((resolve, reject) => stream.end((error) => error ? reject(error) : resolve())); },
			abort(reason) { stream.destroy(reason); },
		}, { highWaterMark: stream.writableHighWaterMark, size: (chunk) => stream.writableObjectMode ? 1 : chunk.byteLength || chunk.length || 1 });
	};

	const duplexFromWeb = (pair, options = {}) => {
		const { Duplex } = native.require("stream");
		const inner = readableFromWeb(pair.readable, options), outer = writableFromWeb(pair.writable, options);
		const duplex = new Duplex({
			...options,
			read() { inner.resume(); },
			write(chunk, encoding, callback) { outer.write(chunk, encoding, callback); },
			final(callback) { outer.end(callback); },
			destroy(error, callback) {
				inner.destroy();
				outer.destroy();
				callback(error);
			},
		});
		inner.on("data", (chunk) => { if (!duplex.push(chunk)) inner.pause(); });
		inner.on("end", () => duplex.push(null));
		for (const part of [inner, outer]) part.on("error", (error) => duplex.destroy(error));
		inner.pause();
		return duplex;
	};
	return { readableFromWeb, readableToWeb, writableFromWeb, writableToWeb, duplexFromWeb };
})
