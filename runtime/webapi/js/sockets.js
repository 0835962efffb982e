(function (native) {
	"use strict";
	const { publish, illegal, dictionary } = native.idl;
	const { streams, URL } = native;
	const TOKEN = {};

	const deferred = () => {
		const d = {};
		d.promise = new Promise((resolve, reject) => { d.resolve = resolve; d.reject = reject; });
		d.promise.catch(() => {}); // whether anybody asks is the script's business
		return d;
	};

	let stateOf;
	class Socket {
		#s;
		constructor(token = undefined, s = undefined) {
			if (token !== TOKEN) throw new TypeError("Illegal constructor");
			this.#s = s;
		}
		get readable() { return stateOf(this).readable; }
		get writable() { return stateOf(this).writable; }
		get closed() { return stateOf(this).closed.promise; }
		get opened() { return stateOf(this).opened.promise; }
		get upgraded() { return stateOf(this).upgraded; }
		get secureTransport() { return stateOf(this).kind; }
		close() {
			try {
				return close(stateOf(this));
			} catch (e) {
				return Promise.reject(e);
			}
		}
		startTls(options = undefined) { return startTls(stateOf(this), dictionary(options, "The options of startTls")); }
		static { stateOf = (o) => typeof o === "object" && o !== null && #s in o ? o.#s : illegal(); }
	}
	publish(Socket, "Socket");

	// ---- what connect is given

	const fail = (message) => { throw new TypeError(message); };

	const portOf = (value) => {
		const n = Number(value);
		if (Number.isNaN(n)) fail("The value cannot be converted because it is not an integer.");
		if (n < 0 || n > 65535) fail("Value out of range. Must be between 0 and 65535 (inclusive).");
		return Math.trunc(n);
	};

	const kindOf = (value) => {
		if (value === undefined) return "off";
		value = `${value}`;
		return value === "off" || value === "on" || value === "starttls" ? value : fail(`Unsupported value in secureTransport socket option: ${value}`);
	};

	const markOf = (value) => {
		if (value === undefined) return undefined;
		const n = Number(value);
		return n >= 0 && n <= Number.MAX_SAFE_INTEGER ? Math.trunc(n) : fail("Value out of range. Must be between 0 and 18446744073709551615 (inclusive).");
	};

	const parsed = (text) => {
		let url;
		try {
			url = new URL("fake://" + text);
		} catch {
			fail("Specified address could not be parsed.");
		}
		if (url.hostname === "") fail("Specified address is missing hostname.");
		if (url.port === "") fail("Specified address is missing port.");
		return { address: text, host: url.hostname, port: Number(url.port) };
	};

	const targetOf = (given) => {
		let target;
		if (typeof given === "object" && given !== null) {
			const host = `${given.hostname}`, port = portOf(given.port);
			target = { address: `${host}:${port}`, host, port };
		} else target = parsed(`${given}`);
		const { address } = target;
		if (address.length > 255 || !/^[-.\w[\]:]+$/.test(address) || target.host === "") {
			fail("Specified address is empty string, contains unsupported characters or is too long.");
		}
		if (target.host[0] === "[") target.host = target.host.slice(1, -1);
		return target;
	};

	const connect = (address, options) => {
		if (!native.inHandler()) {
			throw new Error("Disallowed operation called within global scope. Asynchronous I/O (ex: fetch() or connect()), setting a timeout, " +
				"and generating random values are not allowed within global scope. To fix this error, perform this operation within a handler. " +
				"https://developers.cloudflare.com/workers/runtime-apis/handlers/");
		}
		options = dictionary(options, "The options of connect");
		const halfOpen = Boolean(options.allowHalfOpen), mark = markOf(options.highWaterMark), secure = options.secureTransport;
		const target = targetOf(address), kind = kindOf(secure), tcp = native.newTCP();
		const dialed = new Promise((resolve) => { resolve(native.dial(tcp, target.host, target.port, kind === "on")); });
		return newSocket({ tcp, address: target.address, host: target.host, kind, halfOpen, mark }, dialed);
	};

	// ---- a socket

	// newSocket makes a socket whose connection is ready when ready resolves.
	const newSocket = (from, ready) => {
		const s = {
			...from, upgraded: false, closing: false, opened: deferred(), closed: deferred(), readable: null, writable: null,
			eof: false, // nothing more comes
			fin: false, // nothing more goes
		};
		s.readable = streams.fromPull(() => ready.then(() => read(s)), () => {
			s.eof = true;
			finish(s);
		}, -1);
		s.writable = streams.fromSink({
			write: (chunk) => {
				const bytes = streams.asBytes(chunk);
				if (bytes === null) fail("This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side.");
				const copy = new Uint8Array(native.copy(bytes));
				return ready.then(() => copy.byteLength === 0 ? undefined : native.write(s.tcp, copy)).catch((e) => lost(s, e));
			},
			close: () => ready.then(() => shut(s)).catch((e) => lost(s, e)),
			abort: () => ready.then(() => shut(s)).catch(() => {}),
		}, s.mark);
		ready.then(() => s.opened.resolve({ remoteAddress: s.address }), (e) => {
			s.opened.reject(e);
			broken(s, e);
		});
		return new Socket(TOKEN, s);
	};

	const read = (s) => native.read(s.tcp).then((buffer) => {
		if (buffer !== null) return new Uint8Array(buffer);
		if (s.upgraded) return null;
		s.eof = true;
		if (s.halfOpen || streams.writableOver(s.writable)) finish(s);
		else streams.closeSink(s.writable).catch(() => {});
		return null;
	}, (e) => lost(s, e));

	const shut = (s) => native.closeWrite(s.tcp).then(() => {
		s.fin = true;
		finish(s);
	});

	// finish ends the connection once both directions have ended.
	const finish = (s) => {
		if (!s.eof || !s.fin || s.upgraded) return;
		s.closed.resolve(undefined);
		native.drop(s.tcp);
	};

	// broken ends everything with an error.
	const broken = (s, e) => {
		s.closed.reject(e);
		streams.fail(s.readable, e);
		streams.failSink(s.writable, e);
		native.drop(s.tcp);
	};

	const lost = (s, e) => {
		broken(s, e);
		throw e;
	};

	const close = async (s) => {
		if (s.closing) return s.closed.promise;
		s.closing = true;
		streams.belongsToClosing(s.readable, s.writable, true);
		try {
			await s.opened.promise;
			if (!streams.writableOver(s.writable)) await streams.flush(s.writable);
			await Promise.all([streams.cancel(s.readable), streams.abortSink(s.writable)]);
			s.closed.resolve(undefined);
		} catch (e) {
			s.closed.reject(e);
		}
		streams.belongsToClosing(s.readable, s.writable, false);
		native.drop(s.tcp);
		return undefined;
	};

	const startTls = (s, options) => {
		if (s.kind === "on") fail("Cannot startTls on a TLS socket.");
		if (s.host === null) fail("startTls can only be called once.");
		if (s.kind !== "starttls") fail("The `secureTransport` socket option must be set to 'starttls' for startTls to be used.");
		const server = options.expectedServerHostname === undefined ? s.host : `${options.expectedServerHostname}`;
		const from = { tcp: s.tcp, address: s.address, host: s.host, kind: "on", halfOpen: s.halfOpen, mark: s.mark };
		s.host = null;
		const ready = s.opened.promise.then(() => streams.flush(s.writable)).then(() => {
			s.upgraded = true; // first, so that who waits for closed can tell why
			streams.detach(s.readable, s.writable);
			s.closed.resolve(undefined);
			return native.secure(s.tcp, server);
		});
		return newSocket(from, ready);
	};

	return { module: { connect: (address, options) => connect(address, options) } };
})
