// node:tls without connections.
(function (native) {
	"use strict";
	const net = native.require("net");
	const { make, validators } = native.require("internal/errors");
	const { refuser } = native.require("internal/refuse");
	const { Buffer } = native.require("buffer");
	const EventEmitter = native.require("events");
	const r = refuser("tls", "a Worker cannot be connected to. Answer requests in its fetch handler");

	class TLSSocket extends net.Socket {
		static get module() { return "tls"; }
		constructor(socket, options) {
			super(options);
			Object.assign(this, { encrypted: true, authorized: false, authorizationError: null, alpnProtocol: null });
		}
	}
	class SecureContext { constructor(options) { this.context = options || {}; } }
	const connect = (...args) => {
		const socket = new TLSSocket();
		if (typeof args[args.length - 1] === "function") socket.once("secureConnect", args.pop());
		return socket.connect(...args);
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
