// node:tls: clients, but no servers.
(function (native) {
	"use strict";
	const net = native.require("net");
	const { make, validators } = native.require("internal/errors");
	const { refuser } = native.require("internal/refuse");
	const { unsupported } = native.require("internal/net-socket");
	const { nextTick } = native.require("internal/tasks");
	const { Buffer } = native.require("buffer");
	const EventEmitter = native.require("events");
	const r = refuser("tls", "a Worker cannot be connected to. Answer requests in its fetch handler");

	class SecureContext { constructor(options) { this.context = options || {}; } }

	// What a client may ask for that the platform does not do.
	const checkOptions = (options) => {
		for (const name of ["enableTrace", "isServer", "server", "requestCert", "requestOCSP"]) if (options[name]) throw unsupported(`options.${name}`);
		for (const name of ["ALPNProtocols", "SNICallback", "pskCallback"]) if (options[name] !== undefined) throw unsupported(`options.${name}`);
		if (options.rejectUnauthorized === false) throw unsupported("options.rejectUnauthorized");
		if (options.checkServerIdentity !== undefined) validators.callable(options.checkServerIdentity, "options.checkServerIdentity");
		if (options.secureContext !== undefined && !(options.secureContext instanceof SecureContext)) {
			throw make(TypeError, "ERR_TLS_INVALID_CONTEXT", "context must be a SecureContext");
		}
	};

	// A TLSSocket connects by itself, or takes over the connection of a net.Socket.
	class TLSSocket extends net.Socket {
		constructor(socket = undefined, options = undefined) {
			options = { ...options };
			checkOptions(options);
			if (socket && !(socket instanceof net.Socket)) throw unsupported("options.socket");
			super({
				allowHalfOpen: socket ? socket.allowHalfOpen : options.allowHalfOpen, signal: options.signal,
				highWaterMark: options.highWaterMark, onread: socket ? undefined : options.onread,
			});
			Object.assign(this, {
				encrypted: true, authorized: false, authorizationError: null, alpnProtocol: null, secureConnecting: true,
				servername: options.servername === undefined ? null : options.servername,
			});
			this.once("connect", () => {
				this.authorized = true; // or there were no connection
				this.secureConnecting = false;
				this.emit("secure");
				this.emit("secureConnect");
			});
			if (!socket) return;
			this._parent = socket;
			this.connecting = true;
			if (socket._handle !== null && !socket.connecting) nextTick(() => this.#flush(socket));
			else socket.once("connect", () => this.#flush(socket));
			socket.once("error", (error) => this.destroy(error));
			socket.once("close", () => this.destroy());
			this.once("close", () => socket.destroy());
		}
		// #flush takes the connection when what was written to it has gone out.
		#flush(socket) {
			socket.write(Buffer.alloc(0), (error) => {
				if (error || this.destroyed || socket.destroyed) return;
				const { socket: plain, host, port } = socket._detach();
				try {
					this._attach(plain.startTls(this.servername === null ? undefined : { expectedServerHostname: this.servername }), host, port);
				} catch (error) {
					this.destroy(error);
				}
			});
		}
		setServername(name) {
			validators.string(name, "name");
			this.servername = name;
		}
		setSession() {}
		getSession() { return undefined; }
		getTLSTicket() { return undefined; }
		isSessionReused() { return false; }
		disableRenegotiation() {}
		setMaxSendFragment(size) {
			validators.integer(size, "size");
			return false;
		}
		renegotiate(options, callback = undefined) {
			validators.object(options, "options");
			if (callback !== undefined) validators.callable(callback, "callback");
			return false;
		}
	}
	const hidden = "the platform does not tell how a connection was secured";
	for (const name of ["enableTrace", "exportKeyingMaterial", "getCertificate", "getCipher", "getEphemeralKeyInfo", "getFinished", "getPeerCertificate",
		"getPeerFinished", "getPeerX509Certificate", "getProtocol", "getSharedSigalgs", "getX509Certificate"]) {
		const value = refuser("tls.TLSSocket", hidden).method(name);
		Object.defineProperty(TLSSocket.prototype, name, { value, writable: true, configurable: true });
	}

	const connect = (...args) => {
		// After a port, a host or both there may be more options.
		let [options, callback] = net._normalizeArgs(args);
		const more = [args[1], args[2]].find((a) => typeof a === "object" && a !== null);
		options = { host: "localhost", ...options, ...more };
		const socket = new TLSSocket(options.socket, options);
		if (callback !== null) socket.once("secureConnect", callback);
		if (options.socket) return socket;
		if (options.timeout) socket.setTimeout(options.timeout);
		return socket.connect(options);
	};
	const parts = (name) => name.toLowerCase().replace(/\.$/, "").split(".");
	// matches compares a host with a name of a certificate, whose first label may be or contain a star.
	const matches = (host, pattern) => {
		const have = parts(host), want = parts(pattern);
		if (have.length !== want.length || want.includes("") || !want.slice(1).every((label, n) => label === have[n + 1])) return false;
		if (!want[0].includes("*")) return want[0] === have[0];
		if (want.length <= 2 || want[0].split("*").length > 2 || want[0].startsWith("xn--")) return false;
		const [before, after] = want[0].split("*");
		return have[0].length >= before.length + after.length && have[0].startsWith(before) && have[0].endsWith(after);
	};
	const checkServerIdentity = (host, cert) => {
		host = `${host}`;
		const alternatives = (cert.subjectaltname || "").split(/,\s*/).filter(Boolean);
		const of = (prefix) => alternatives.filter((a) => a.startsWith(prefix)).map((a) => a.slice(prefix.length));
		let reason = "Unknown reason", ok = false;
		if (net.isIP(host)) {
			const ips = of("IP Address:");
			ok = ips.includes(host);
			if (!ok) reason = `IP: ${host} is not in the cert's list: ${ips.join(", ")}`;
		} else {
			const names = of("DNS:"), common = cert.subject && cert.subject.CN;
			if (names.length > 0) {
				ok = names.some((name) => matches(host, name));
				if (!ok) reason = `Host: ${host}. is not in the cert's altnames: ${cert.subjectaltname}`;
			} else if (common) {
				const list = Array.isArray(common) ? common : [common];
				ok = list.some((name) => matches(host, name));
				if (!ok) reason = `Host: ${host}. is not cert's CN: ${common}`;
			} else reason = "Cert does not contain a DNS name";
		}
		if (ok) return undefined;
		return Object.assign(make(Error, "ERR_TLS_CERT_ALTNAME_INVALID", `Hostname/IP does not match certificate's altnames: ${reason}`), { reason, host, cert });
	};
	return {
		CLIENT_RENEG_LIMIT: 3, CLIENT_RENEG_WINDOW: 600, DEFAULT_CIPHERS: "", DEFAULT_ECDH_CURVE: "auto", DEFAULT_MIN_VERSION: "TLSv1.2", DEFAULT_MAX_VERSION: "TLSv1.3",
		getCiphers: () => [], rootCertificates: Object.freeze([]), checkServerIdentity,
		convertALPNProtocols(protocols, out) {
			if (Array.isArray(protocols)) {
				out.ALPNProtocols = Buffer.concat(protocols.map((p) => {
					const name = Buffer.from(p);
					if (name.length > 255) throw make(RangeError, "ERR_OUT_OF_RANGE", "The byte length of the protocol at index 0 exceeds the maximum length. It must be <= 255. Received " + name.length);
					return Buffer.concat([Buffer.from([name.length]), name]);
				}));
			} else if (ArrayBuffer.isView(protocols)) out.ALPNProtocols = Buffer.from(protocols);
		},
		createSecureContext(options = {}) {
			validators.object(options, "options");
			return new SecureContext(options);
		},
		SecureContext, TLSSocket, Server: r.class("Server", EventEmitter), createServer: r.method("createServer"), connect, createSecurePair: r.method("createSecurePair"),
	};
})
