// X509Certificate.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { go, openssl, attempt, bytes, Buffer } = native.require("internal/crypto");
	const { keyObject, handleOf, isKeyObject, typeName, opensslCurves } = native.require("internal/crypto-keys");

	const escaped = (value) => value.replace(/[,+"\\<>;]/g, "\\$&").replace(/^[# ]| $/g, "\\$&");
	const lines = (pairs) => pairs.length === 0 ? undefined : pairs.map(([name, value]) => `${name}=${escaped(value)}`).join("\n");
	const legacyName = (pairs) => {
		const out = Object.create(null);
		for (const [name, value] of pairs) {
			if (!(name in out)) out[name] = value;
			else if (Array.isArray(out[name])) out[name].push(value);
			else out[name] = [out[name], value];
		}
		return out;
	};
	// Names with what could be mistaken for a separator are quoted, as Node does.
	const altName = (value) => /[\u0000-\u001f,'"\\]/.test(value) ? JSON.stringify(value) : value;
	const print = (algorithm, raw) => Buffer.from(go.digest(hashed(algorithm, raw))).toString("hex").toUpperCase().match(/../g).join(":");
	const hashed = (algorithm, raw) => {
		const state = go.startHash(algorithm, -1);
		go.update(state, raw);
		return state;
	};

	// matches compares a host with a name of the certificate, whose first label
	// may be or contain a star.
	const matches = (pattern, host, { wildcards = true, partialWildcards = true } = {}) => {
		pattern = pattern.toLowerCase();
		host = host.toLowerCase().replace(/\.$/, "");
		if (pattern === host) return true;
		const [first, ...rest] = pattern.split("."), [label, ...others] = host.split(".");
		if (!wildcards || !first.includes("*") || rest.length < 2 || rest.join(".") !== others.join(".")) return false;
		if (first === "*") return label.length > 0;
		if (!partialWildcards || first.split("*").length !== 2 || label.startsWith("xn--")) return false;
		const [before, after] = first.split("*");
		return label.length >= before.length + after.length && label.startsWith(before) && label.endsWith(after);
	};
	const address = (text) => {
		if (/^\d+(\.\d+){3}$/.test(text)) return text;
		if (!text.includes(":")) return undefined;
		const [head, tail] = text.split("::"), groups = (part) => part ? part.split(":") : [];
		const front = groups(head), back = groups(tail), missing = 8 - front.length - back.length;
		return [...front, ...Array(tail === undefined || missing < 0 ? 0 : missing).fill("0"), ...back].map((g) => parseInt(g, 16).toString(16).toUpperCase()).join(":");
	};

	let handleOfCertificate;
	class X509Certificate {
		#handle; #parts; #raw;
		constructor(buffer) {
			if (typeof buffer !== "string" && !ArrayBuffer.isView(buffer)) throw codes.ERR_INVALID_ARG_TYPE("buffer", ["string", "Buffer", "TypedArray", "DataView"], buffer);
			this.#handle = attempt(() => go.certificate(bytes(buffer, "buffer")), () => openssl("no start line"));
			this.#parts = go.certificateParts(this.#handle);
			this.#raw = Buffer.from(go.certificateRaw(this.#handle));
		}
		static { handleOfCertificate = (value) => typeof value === "object" && value !== null && #handle in value ? value.#handle : undefined; }
		get subject() { return lines(this.#parts.subject); }
		get issuer() { return lines(this.#parts.issuer); }
		get subjectAltName() {
			const { names } = this.#parts;
			return names.length === 0 ? undefined : names.map(([kind, value]) => `${kind}:${altName(value)}`).join(", ");
		}
		get infoAccess() {
			const { access } = this.#parts;
			return access.length === 0 ? undefined : access.map(([kind, value]) => `${kind} - URI:${altName(value)}`).join("\n");
		}
		get validFrom() { return this.#parts.from; }
		get validTo() { return this.#parts.until; }
		get fingerprint() { return print("sha1", this.#raw); }
		get fingerprint256() { return print("sha256", this.#raw); }
		get fingerprint512() { return print("sha512", this.#raw); }
		get keyUsage() { return this.#parts.usages; }
		get serialNumber() { return this.#parts.serial; }
		get raw() { return this.#raw; }
		get ca() { return this.#parts.ca; }
		get issuerCertificate() { return undefined; }
		get publicKey() { return keyObject(go.certificateKey(this.#handle)); }
		toString() { return `-----BEGIN CERTIFICATE-----\n${this.#raw.toString("base64").replace(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`; }
		toJSON() { return this.toString(); }
		checkHost(name, options = {}) {
			validators.string(name, "name");
			validators.object(options, "options");
			const dns = this.#parts.names.filter(([kind]) => kind === "DNS").map(([, value]) => value);
			const common = this.#parts.subject.filter(([kind]) => kind === "CN").map(([, value]) => value);
			const { subject = "default" } = options;
			const candidates = subject === "never" ? dns : subject === "always" ? [...dns, ...common] : dns.length > 0 ? dns : common;
			return candidates.find((pattern) => matches(pattern, name, options));
		}
		checkEmail(email, options = {}) {
			validators.string(email, "email");
			validators.object(options, "options");
			const same = (value) => {
				const [a, b] = [value, email].map((v) => v.split("@"));
				return a.length === 2 && b.length === 2 && a[0] === b[0] && a[1].toLowerCase() === b[1].toLowerCase();
			};
			const all = [...this.#parts.names.filter(([kind]) => kind === "email"), ...this.#parts.subject.filter(([kind]) => kind === "emailAddress")];
			return all.some(([, value]) => same(value)) ? email : undefined;
		}
		checkIP(ip) {
			validators.string(ip, "ip");
			const wanted = address(ip);
			return wanted !== undefined && this.#parts.names.some(([kind, value]) => kind === "IP Address" && value === wanted) ? ip : undefined;
		}
		checkIssued(other) {
			const handle = handleOfCertificate(other);
			if (handle === undefined) throw codes.ERR_INVALID_ARG_TYPE("otherCert", "X509Certificate", other);
			return go.issuedBy(this.#handle, handle);
		}
		checkPrivateKey(key) {
			if (!isKeyObject(key)) throw codes.ERR_INVALID_ARG_TYPE("pkey", "KeyObject", key);
			if (key.type !== "private") throw codes.ERR_INVALID_ARG_VALUE("pkey", key);
			return go.sameKey(go.publicOf(handleOf(key)), go.certificateKey(this.#handle));
		}
		verify(key) {
			if (!isKeyObject(key)) throw codes.ERR_INVALID_ARG_TYPE("pkey", "KeyObject", key);
			if (key.type !== "public") throw codes.ERR_INVALID_ARG_VALUE("pkey", key);
			return go.signedBy(this.#handle, handleOf(key));
		}
		toLegacyObject() {
			const { subject, issuer, from, until, usages, serial, ca } = this.#parts, key = go.certificateKey(this.#handle);
			const out = { subject: legacyName(subject), issuer: legacyName(issuer), ...(this.subjectAltName && { subjectaltname: this.subjectAltName }), ca };
			if (typeName(key) === "rsa") {
				const { n } = go.toJwk(key), [bits, exponent] = go.modulus(key);
				Object.assign(out, { modulus: Buffer.from(n, "base64url").toString("hex").toUpperCase(), bits, exponent: `0x${exponent.toString(16)}`, pubkey: Buffer.from(go.encode(key, "spki")) });
			} else if (typeName(key) === "ec") {
				const curve = go.curveOf(key);
				Object.assign(out, { bits: Number(curve.slice(2)), pubkey: Buffer.from(go.point(key, false)), asn1Curve: opensslCurves[curve], nistCurve: curve });
			}
			return Object.assign(out, {
				valid_from: from, valid_to: until, fingerprint: this.fingerprint, fingerprint256: this.fingerprint256, fingerprint512: this.fingerprint512,
				...(usages && { ext_key_usage: usages }), serialNumber: serial, raw: this.#raw,
			});
		}
	}
	// Certificate reads signed public keys and challenges: its functions are there with and without an object.
	const spkac = (text, encoding) => go.spkac(bytes(text, "spkac", encoding)) || [false, new ArrayBuffer(0), new ArrayBuffer(0)];
	const spkacs = {
		verifySpkac(text, encoding) { return spkac(text, encoding)[0]; },
		exportPublicKey(text, encoding) {
			const out = Buffer.from(spkac(text, encoding)[1]);
			return out.length === 0 ? "" : out;
		},
		exportChallenge(text, encoding) {
			const out = Buffer.from(spkac(text, encoding)[2]);
			return out.length === 0 ? "" : out;
		},
	};
	function Certificate() { if (!(this instanceof Certificate)) return new Certificate(); }
	Object.assign(Certificate, spkacs);
	Object.assign(Certificate.prototype, spkacs);
	return { Certificate, X509Certificate };
})
