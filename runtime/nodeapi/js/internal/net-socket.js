// The Socket of node:net: a stream of Node's over a socket of cloudflare:sockets.
(function (native) {
	"use strict";
	const { isIP } = native.require("internal/net-address");
	const { make, codes, validators } = native.require("internal/errors");
	const { nextTick } = native.require("internal/tasks");
	const { Duplex } = native.require("stream");
	const { Buffer } = native.require("buffer");
	const LINK = Symbol("link"), NORMAL = Symbol("normalized"), NONE = () => {};

	const unsupported = (name) => make(Error, "ERR_OPTION_NOT_IMPLEMENTED", `The ${name} option is not implemented`);
	const badAddress = (address) => make(TypeError, "ERR_INVALID_IP_ADDRESS", `Invalid IP address: ${address}`);
	const largestDelay = 2 ** 31 - 1;

	// normalizeArgs makes [options, callback] of what connect is given: options, a
	// path, or a port and a host.
	const normalizeArgs = (args) => {
		if (Array.isArray(args[0]) && args[0][NORMAL]) return args[0];
		const [first] = args, last = args[args.length - 1];
		let options = {};
		if (typeof first === "object" && first !== null) options = first;
		else if (typeof first === "string" && !(Number(first) >= 0)) options.path = first;
		else if (args.length > 0 && typeof first !== "function") {
			options.port = first;
			if (typeof args[1] === "string") options.host = args[1];
		}
		const out = [options, typeof last === "function" ? last : null];
		out[NORMAL] = true;
		return out;
	};

	const portOf = (value) => {
		if (typeof value !== "number" && typeof value !== "string") throw codes.ERR_INVALID_ARG_TYPE("options.port", ["number", "string"], value);
		const n = Number(value);
		if (String(value).trim() === "" || !Number.isInteger(n) || n < 0 || n > 65535) {
			throw make(RangeError, "ERR_SOCKET_BAD_PORT", `options.port should be >= 0 and < 65536. Received type ${typeof value} (${native.inspect(value)}).`);
		}
		return n;
	};

	const checkOptions = (options) => {
		for (const name of ["objectMode", "readableObjectMode", "writableObjectMode"]) {
			if (options[name]) throw codes.ERR_INVALID_ARG_VALUE(`options.${name}`, options[name], "is not supported");
		}
		if (options.fd !== undefined) throw unsupported("options.fd");
		if (options.keepAliveInitialDelay !== undefined) validators.number(options.keepAliveInitialDelay, "options.keepAliveInitialDelay");
		return options;
	};

	class Socket extends Duplex {
		#timer; #onread = null; #gone = 0; #asked = false;
		constructor(options = undefined) {
			options = checkOptions(typeof options === "number" ? { fd: options } : { ...options });
			super({
				allowHalfOpen: Boolean(options.allowHalfOpen), emitClose: false, autoDestroy: true, signal: options.signal,
				highWaterMark: options.highWaterMark, readableHighWaterMark: options.readableHighWaterMark, writableHighWaterMark: options.writableHighWaterMark,
			});
			Object.assign(this, { connecting: false, bytesRead: 0, timeout: undefined, _hadError: false, _host: null, _parent: null, autoSelectFamilyAttemptedAddresses: [] });
			this[LINK] = null;
			const { onread } = options;
			if (typeof onread === "object" && onread !== null && typeof onread.callback === "function") this.#onread = onread;
		}

		// ---- connecting

		connect(...args) {
			const [options, callback] = normalizeArgs(args);
			if (this.connecting) throw make(Error, "ERR_SOCKET_CONNECTING", "Socket is already connecting");
			if (options.port === undefined && (options.path === undefined || options.path === null)) throw codes.ERR_MISSING_ARGS(["options", "port", "path"]);
			if (options.path !== undefined && options.path !== null) throw codes.ERR_INVALID_ARG_VALUE("path", options.path, "is not supported");
			const { host = "localhost", lookup, localAddress, family, hints } = options, port = portOf(options.port), kind = isIP(host);
			if (localAddress && !isIP(localAddress)) throw badAddress(localAddress);
			if (lookup !== undefined && lookup !== null) validators.callable(lookup, "options.lookup");
			if (callback !== null) this.once("connect", callback);
			this.connecting = true;
			this._touch();
			if (kind !== 0 || !lookup) {
				this.#dial(host, port, kind);
				return this;
			}
			lookup(host, { family: family || 0, hints, all: false }, (error, address, version) => {
				if (this.destroyed) return;
				this.emit("lookup", error, address, version, host);
				if (!error && isIP(address) === 0) error = badAddress(address);
				if (error) this.destroy(error);
				else this.#dial(address, port, isIP(address));
			});
			return this;
		}
		#dial(host, port, kind) {
			const name = kind === 6 ? `[${host}]` : `${host}`;
			this.autoSelectFamilyAttemptedAddresses = [`${name}:${port}`];
			this.emit("connectionAttempt", host, port, kind);
			try {
				// Both directions end when this stream says so, not by themselves.
				const socket = native.sockets().connect(`${name}:${port}`, { allowHalfOpen: true, secureTransport: this.encrypted ? "on" : "starttls" });
				socket.opened.catch((error) => this.emit("connectionAttemptFailed", host, port, kind, error));
				this._attach(socket, host, port);
			} catch (error) {
				nextTick(() => this.destroy(error));
			}
		}

		// _attach makes a socket of the platform what this stream reads and writes.
		_attach(socket, host, port) {
			const link = this[LINK] = { socket, reader: socket.readable.getReader(), writer: socket.writable.getWriter(), reading: false, host, port };
			link.writer.closed.catch(NONE);
			link.reader.closed.catch(NONE);
			this.connecting = true;
			this._host = host;
			const broken = (error) => { if (this[LINK] === link) this.destroy(error); };
			socket.closed.catch(broken);
			socket.opened.then(() => {
				if (this[LINK] !== link || this.destroyed) return;
				this.connecting = false;
				this._touch();
				this.emit("connect");
				this.emit("ready");
				if (this.#asked) this._read();
				else if (!this.isPaused()) this.read(0);
			}, broken);
		}

		// _detach gives up what was attached, without a lock on it.
		_detach() {
			const link = this[LINK];
			this[LINK] = null;
			link.reader.releaseLock();
			link.writer.releaseLock();
			return link;
		}

		// ---- reading and writing

		_read() {
			const link = this[LINK];
			this.#asked = link === null || this.connecting;
			if (this.#asked || link.reading) return;
			link.reading = true;
			link.reader.read().then(({ value, done }) => {
				link.reading = false;
				if (this[LINK] !== link || this.destroyed) return;
				this._touch();
				if (done) {
					this.push(null);
					this.read(0);
				} else this.#take(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
			}, (error) => { if (this[LINK] === link) this.destroy(error); });
		}
		#take(data) {
			this.bytesRead += data.length;
			if (this.#onread === null) {
				this.push(data);
				return;
			}
			let more = true;
			for (let at = 0; at < data.length;) {
				const buffer = typeof this.#onread.buffer === "function" ? this.#onread.buffer() : this.#onread.buffer;
				const part = data.subarray(at, at + buffer.length);
				buffer.set(part);
				at += part.length;
				if (this.#onread.callback.call(this, part.length, buffer) === false) more = false;
			}
			if (more) this._read();
			else this.pause();
		}
		resume() {
			super.resume();
			if (this.#onread !== null) this._read();
			return this;
		}

		write(chunk, encoding, callback) {
			if (this.allowHalfOpen || !this.readableEnded || !this.writableEnded) return super.write(chunk, encoding, callback);
			const error = make(Error, "EPIPE", "This socket has been ended by the other party");
			if (typeof encoding === "function") callback = encoding;
			if (typeof callback === "function") nextTick(callback, error);
			this.destroy(error);
			return false;
		}
		_write(chunk, encoding, callback) {
			if (this.connecting) this.#later(() => this._write(chunk, encoding, callback), callback);
			else if (this[LINK] === null) callback(make(Error, "ERR_SOCKET_CLOSED", "Socket is closed"));
			else {
				this._touch();
				this[LINK].writer.write(chunk).then(() => {
					this.#gone += chunk.length;
					this._touch();
					callback();
				}, callback);
			}
		}
		_writev(chunks, callback) { this._write(Buffer.concat(chunks.map((c) => c.chunk)), "buffer", callback); }
		_final(callback) {
			if (this.connecting) this.#later(() => this._final(callback), callback);
			else if (this[LINK] === null) callback();
			else this[LINK].writer.close().then(() => callback(), callback);
		}
		// #later does what must wait for the connection.
		#later(act, callback) {
			const closed = () => {
				this.off("connect", connected);
				callback(make(Error, "ERR_SOCKET_CLOSED_BEFORE_CONNECTION", "Socket closed before the connection was established"));
			};
			const connected = () => {
				this.off("close", closed);
				act();
			};
			this.once("connect", connected).once("close", closed);
		}

		// ---- the end

		_destroy(error, callback) {
			this.connecting = false;
			clearTimeout(this.#timer);
			this._hadError = Boolean(error);
			if (this[LINK] !== null) this[LINK].socket.close().catch(NONE);
			this[LINK] = null;
			callback(error);
			nextTick(() => this.emit("close", this._hadError)); // after "error"
		}
		destroySoon() {
			if (this.writable) this.end();
			if (this.writableFinished) this.destroy();
			else this.once("finish", () => this.destroy());
		}
		resetAndDestroy() {
			if (this[LINK] === null) this.destroy(make(Error, "ERR_SOCKET_CLOSED", "Socket is closed"));
			else if (this.connecting) this.once("connect", () => this.destroy());
			else this.destroy();
			return this;
		}

		// ---- time

		setTimeout(ms, callback = undefined) {
			if (this.destroyed) return this;
			validators.number(ms, "msecs");
			if (ms < 0 || !Number.isFinite(ms)) throw codes.ERR_OUT_OF_RANGE("msecs", "a non-negative finite number", ms);
			if (callback !== undefined) validators.callable(callback, "callback");
			this.timeout = Math.min(ms, largestDelay);
			if (ms === 0) {
				clearTimeout(this.#timer);
				if (callback !== undefined) this.removeListener("timeout", callback);
				return this;
			}
			if (callback !== undefined) this.once("timeout", callback);
			this._touch();
			return this;
		}
		// _touch begins the time without activity anew.
		_touch() {
			clearTimeout(this.#timer);
			if (this.timeout > 0 && !this.destroyed) this.#timer = globalThis.setTimeout(() => this.emit("timeout"), this.timeout);
		}

		// ---- what is told of it

		get _handle() { return this[LINK]; }
		get _connecting() { return this.connecting; }
		get pending() { return this[LINK] === null || this.connecting; }
		get readyState() {
			if (this.connecting) return "opening";
			if (this.readable && this.writable) return "open";
			if (this.readable) return "readOnly";
			return this.writable ? "writeOnly" : "closed";
		}
		get bufferSize() { return this[LINK] === null ? undefined : this.writableLength; }
		get bytesWritten() { return this.#gone + this.writableLength; }
		get remoteAddress() { return this[LINK] === null ? undefined : this[LINK].host; }
		get remotePort() { return this[LINK] === null ? undefined : this[LINK].port; }
		get remoteFamily() { return this[LINK] === null ? undefined : { 4: "IPv4", 6: "IPv6" }[isIP(this[LINK].host)]; }
		get localAddress() { return this.address().address; }
		get localPort() { return this.address().port; }
		get localFamily() { return this.address().family; }
		// The platform does not tell where a connection comes from.
		address() { return this[LINK] === null ? {} : { address: "0.0.0.0", port: 0, family: "IPv4" }; }
		setNoDelay() { return this; }
		setKeepAlive() { return this; }
		ref() { return this; }
		unref() { return this; }
	}
	return { Socket, normalizeArgs, unsupported };
})
