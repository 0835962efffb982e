// IncomingMessage: what a server receives, and what a client gets back.
(function (native) {
	"use strict";
	const { Readable } = native.require("stream");
	const { Buffer } = native.require("buffer");

	// Headers of which only the first counts; others are joined.
	const single = new Set(("age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since last-modified location " +
		"max-forwards proxy-authorization referer retry-after server user-agent").split(" "));

	// What there is of a connection.
	const socketOf = (message, host) => ({
		encrypted: false, remoteFamily: "IPv4", remoteAddress: "127.0.0.1", remotePort: 32768, localAddress: host || "127.0.0.1", localPort: 80,
		destroyed: false, readable: true, writable: true,
		destroy(error) {
			this.destroyed = true;
			message.destroy(error);
		},
		setTimeout() { return this; }, setNoDelay() { return this; }, setKeepAlive() { return this; }, ref() { return this; }, unref() { return this; },
		on() { return this; }, once() { return this; }, removeListener() { return this; }, off() { return this; },
	});

	class IncomingMessage extends Readable {
		#reader; #trailers = {};
		constructor(source) {
			super();
			Object.assign(this, {
				httpVersion: "1.1", httpVersionMajor: 1, httpVersionMinor: 1, complete: false, aborted: false, url: "", method: null,
				statusCode: null, statusMessage: null, rawHeaders: [], headers: {}, joinDuplicateHeaders: undefined,
			});
			this.socket = socketOf(this);
			if (source && source.headers instanceof globalThis.Headers) this._take(source);
		}
		get connection() { return this.socket; }
		get trailers() { return this.#trailers; }
		get rawTrailers() { return []; }
		get headersDistinct() {
			const out = Object.create(null);
			for (let n = 0; n < this.rawHeaders.length; n += 2) (out[this.rawHeaders[n].toLowerCase()] ??= []).push(this.rawHeaders[n + 1]);
			return out;
		}
		get trailersDistinct() { return {}; }
		// _take reads headers and body of a Request or Response.
		_take(source, without = []) {
			for (const [name, value] of source.headers) {
				if (!without.includes(name)) this._addHeader(name, value);
			}
			if (source.body) this.#reader = source.body.getReader();
		}
		_addHeader(name, value) {
			const key = name.toLowerCase(), before = this.headers[key];
			this.rawHeaders.push(name, value);
			if (key === "set-cookie") this.headers[key] = [...(before || []), value];
			else if (before === undefined) this.headers[key] = value;
			else if (!single.has(key)) this.headers[key] = `${before}${key === "cookie" ? "; " : ", "}${value}`;
		}
		_read() {
			if (!this.#reader) {
				this.complete = true;
				this.push(null);
				return;
			}
			this.#reader.read().then(({ value, done }) => {
				if (done) {
					this.complete = true;
					this.push(null);
				} else this.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
			}, (error) => this.destroy(error));
		}
		_destroy(error, callback) {
			if (!this.complete) {
				this.aborted = true;
				if (this.#reader) this.#reader.cancel(error).catch(() => {});
			}
			callback(error);
		}
		setTimeout(ms, callback) {
			if (callback) this.once("timeout", callback);
			return this;
		}
	}
	return { IncomingMessage };
})
