(function (native) {
	"use strict";
	const { parse, stringify } = JSON;
	const { defineProperty } = Object;

	// What the Web's own libraries are needed for, loaded on first use.
	let loaded;
	const web = () => loaded ??= native.web();

	const isObject = (v) => typeof v === "object" && v !== null;
	const given = (v) => v !== undefined && v !== null;
	const illegal = () => { throw new TypeError("Illegal invocation"); };

	// dictionary checks an optional argument that is a dictionary.
	const dictionary = (v, method, n, type, owner = "R2Bucket") => {
		if (!given(v)) return {};
		if (typeof v !== "object" && typeof v !== "function") throw mismatch(method, n, type, owner);
		return v;
	};
	const mismatch = (method, n, type, owner = "R2Bucket") =>
		new TypeError(`Failed to execute '${method}' on '${owner}': parameter ${n} is not of type '${type}'.`);
	// need checks that the nth argument is there.
	const need = (args, n, method, type, owner) => { if (args.length < n) throw mismatch(method, n, type, owner); };

	const isHeaders = (v) => isObject(v) && v instanceof web().headers.Headers;
	const header = (h, name) => web().headers.Headers.prototype.get.call(h, name);

	const show = (owner, field, type) => new TypeError(`Incorrect type for the '${field}' field on '${owner}': the provided value is not of type '${type}'.`);

	// millis reads a date: a Date, or milliseconds.
	const millis = (owner, field, v) => {
		if (!(v instanceof Date) && typeof v !== "number") throw show(owner, field, "date");
		const ms = Number(v);
		if (!Number.isFinite(ms)) throw new TypeError("The value cannot be converted because it is not a valid Date.");
		return Math.trunc(ms);
	};
	// headerDate reads a header; one that is no date counts as none.
	const headerDate = (h, name) => {
		const ms = Date.parse(header(h, name) ?? "");
		return Number.isNaN(ms) ? undefined : ms;
	};

	// string reads an optional field that nothing is converted to.
	const string = (o, owner, field) => {
		const v = o[field];
		if (v !== undefined && typeof v !== "string") throw show(owner, field, "string");
		return v;
	};

	// ---- options

	// onlyIf becomes a Condition.
	const condition = (v, owner) => {
		if (!given(v)) return undefined;
		if (!isObject(v)) throw show(owner, "onlyIf", "Conditional or Headers");
		if (isHeaders(v)) {
			return {
				matches: tags(v, "if-match"), doesNotMatch: tags(v, "if-none-match"),
				after: headerDate(v, "if-modified-since"), before: headerDate(v, "if-unmodified-since"), seconds: true,
			};
		}
		return {
			matches: tag(v, "etagMatches"), doesNotMatch: tag(v, "etagDoesNotMatch"),
			before: v.uploadedBefore === undefined ? undefined : millis("Conditional", "uploadedBefore", v.uploadedBefore),
			after: v.uploadedAfter === undefined ? undefined : millis("Conditional", "uploadedAfter", v.uploadedAfter),
			seconds: Boolean(v.secondsGranularity),
		};
	};
	const tags = (h, name) => {
		const text = header(h, name);
		return text === null ? undefined : parse(native.tags(name, text));
	};
	const tag = (o, field) => {
		const v = string(o, "Conditional", field);
		if (v === undefined) return undefined;
		if (v.startsWith('"') && v.endsWith('"')) throw new TypeError(`Conditional ETag should not be wrapped in quotes (${v}).`);
		return [v === "*" ? { any: true } : { value: v }];
	};

	const range = (v) => {
		if (!given(v)) return undefined;
		if (!isObject(v)) throw show("GetOptions", "range", "Range or Headers");
		if (isHeaders(v)) {
			const text = header(v, "range");
			return text === null ? undefined : { header: text };
		}
		const r = {};
		if (v.offset !== undefined) r.offset = bytes(Number(v.offset), "range. Starting offset");
		if (v.length !== undefined) r.length = bytes(Number(v.length), "range. Length");
		if (v.suffix !== undefined) {
			if (r.offset !== undefined) throw new TypeError("Suffix is incompatible with offset.");
			if (r.length !== undefined) throw new TypeError("Suffix is incompatible with length.");
			const suffix = Number(v.suffix);
			if (!(suffix >= 0)) throw new RangeError(`Invalid suffix. Suffix (${suffix}) must be greater than or equal to 0.`);
			r.suffix = bytes(suffix, "range. Suffix");
		}
		return r;
	};
	const bytes = (n, what) => {
		if (!(n >= 0)) throw new RangeError(`Invalid ${what} (${Number.isNaN(n) ? "nan" : n}) must be greater than or equal to 0.`);
		if (n !== Math.trunc(n)) throw new RangeError(`Invalid ${what} (${n}) must be an integer, not floating point.`);
		return Math.min(n, Number.MAX_SAFE_INTEGER);
	};

	const httpFields = {
		contentType: "content-type", contentLanguage: "content-language", contentDisposition: "content-disposition",
		contentEncoding: "content-encoding", cacheControl: "cache-control",
	};
	const httpMetadata = (v, owner) => {
		if (!given(v)) return undefined;
		if (!isObject(v)) throw show(owner, "httpMetadata", "HttpMetadata or Headers");
		const out = {}, fromHeaders = isHeaders(v);
		for (const field of Object.keys(httpFields)) {
			const text = fromHeaders ? header(v, httpFields[field]) : v[field];
			if (text !== undefined && !(fromHeaders && text === null)) out[field] = `${text}`;
		}
		const expiry = fromHeaders ? headerDate(v, "expires") : given(v.cacheExpiry) ? millis("HttpMetadata", "cacheExpiry", v.cacheExpiry) : undefined;
		if (expiry !== undefined) out.cacheExpiry = expiry;
		return out;
	};

	const customMetadata = (v, owner) => {
		if (v === undefined) return undefined;
		if (!isObject(v) || Array.isArray(v)) throw show(owner, "customMetadata", "object");
		const out = {};
		for (const key of Object.keys(v)) defineProperty(out, key, { value: `${v[key]}`, enumerable: true, configurable: true, writable: true });
		return out;
	};

	// hexadecimal reads bytes that may be given as such or in hexadecimal digits.
	const hexadecimal = (v, size, name, field) => {
		if (typeof v === "string") {
			if (v.length !== 2 * size) throw new TypeError(`${name} is ${2 * size} hex characters, not ${v.length}`);
			if (!/^[0-9a-fA-F]*$/.test(v)) throw new TypeError(`Provided ${name} wasn't a valid hex string`);
			return v.toLowerCase();
		}
		const raw = native.hex(v);
		if (raw === null) throw show("PutOptions", field, "ArrayBuffer or ArrayBufferView or string");
		if (raw.length !== 2 * size) throw new TypeError(`${name} is ${size} bytes, not ${raw.length / 2}`);
		return raw;
	};

	const algorithms = [["md5", 16, "MD5"], ["sha1", 20, "SHA-1"], ["sha256", 32, "SHA-256"], ["sha384", 48, "SHA-384"], ["sha512", 64, "SHA-512"]];
	const checksum = (o, out) => {
		for (const [name, size, word] of algorithms) {
			if (o[name] === undefined) continue;
			if (out.hash !== undefined) throw new TypeError("You cannot specify multiple hashing algorithms.");
			out.digest = hexadecimal(o[name], size, word, name);
			out.hash = name;
		}
	};

	const secret = (v, owner) => {
		if (!given(v)) return undefined;
		if (typeof v === "string") {
			if (!/^[0-9a-f]+$/.test(v)) throw new Error("SSE-C Key has invalid format");
			if (v.length !== 64) throw new Error("SSE-C Key must be 32 bytes in length");
			return v;
		}
		const raw = native.hex(v);
		if (raw === null) throw show(owner, "ssecKey", "ArrayBuffer or string");
		if (raw.length !== 64) throw new Error("SSE-C Key must be 32 bytes in length");
		return raw;
	};

	const metadata = (o, owner) => ({
		http: httpMetadata(o.httpMetadata, owner), custom: customMetadata(o.customMetadata, owner),
		class: given(o.storageClass) ? `${o.storageClass}` : undefined, ssec: secret(o.ssecKey, owner),
	});

	// body turns the value of a put or a part into its kind and what Go takes.
	const valueTypes = "ReadableStream or ArrayBuffer or ArrayBufferView or string or Blob";
	const body = (v, method, n, owner, optional) => {
		if (!given(v) && optional) return ["", null];
		if (typeof v === "string") return ["text", v];
		const { body, streams, blobs } = web();
		if (isObject(v)) {
			const isStream = streams().isStream(v);
			if (isStream && (streams().locked(v) || streams().disturbed(v))) throw new TypeError("The ReadableStream has been locked to a reader.");
			if (isStream && streams().lengthOf(v) < 0) {
				throw new TypeError("Provided readable stream must have a known length (request/response body or readable half of FixedLengthStream)");
			}
			if (isStream || v instanceof ArrayBuffer || ArrayBuffer.isView(v) || blobs().isBlob(v)) return body.outgoing(body.extract(v));
		}
		throw mismatch(method, n, valueTypes, owner);
	};

	// ---- objects

	const own = (o, fields) => {
		for (const name of Object.keys(fields)) defineProperty(o, name, { value: fields[name], enumerable: true });
	};

	class Checksums {
		#hex;
		constructor(hex) {
			this.#hex = hex;
			const o = {};
			for (const [name] of algorithms) o[name] = hex[name] === undefined ? undefined : native.unhex(hex[name]);
			own(this, o);
		}
		toJSON() {
			const { md5, sha1, sha256, sha384, sha512 } = this.#hex;
			return { md5, sha1, sha256, sha384, sha512 };
		}
	}

	let metadataOf;
	class HeadResult {
		#http;
		// http and custom are JSON, or undefined where they are not known.
		constructor(f) {
			this.#http = f.http === undefined ? undefined : parse(f.http);
			own(this, { // in the order in which the platform shows them
				ssecKeyMd5: f.keyMD5 === "" ? undefined : f.keyMD5, storageClass: f.class,
				range: f.length === undefined ? undefined : { offset: f.offset, length: f.length, suffix: undefined },
				customMetadata: f.custom === undefined ? undefined : parse(f.custom), httpMetadata: shownHTTP(this.#http),
				uploaded: new Date(f.uploaded), checksums: new Checksums(f.checksums), httpEtag: `"${f.etag}"`, etag: f.etag,
				size: f.size, version: f.version, key: f.key,
			});
		}
		writeHttpMetadata(headers) {
			const m = metadataOf(this);
			if (!isHeaders(headers)) throw mismatch("writeHttpMetadata", 1, "Headers", "HeadResult");
			if (m === undefined) {
				throw new TypeError(`HTTP metadata unknown for key \`${this.key}\`. Did you forget to add 'httpMetadata' to \`include\` when listing?`);
			}
			const set = web().headers.Headers.prototype.set;
			for (const field of Object.keys(httpFields)) if (m[field] !== undefined) set.call(headers, httpFields[field], m[field]);
			if (m.cacheExpiry !== undefined) set.call(headers, "expires", new Date(m.cacheExpiry).toUTCString());
		}
		static { metadataOf = (o) => isObject(o) && #http in o ? o.#http : illegal(); }
	}

	const shownHTTP = (m) => {
		if (m === undefined) return undefined;
		const { contentType, contentLanguage, contentDisposition, contentEncoding, cacheControl, cacheExpiry: at } = m;
		const cacheExpiry = at === undefined ? undefined : new Date(at);
		return { contentType, contentLanguage, contentDisposition, contentEncoding, cacheControl, cacheExpiry };
	};

	// The class of an object with a body is made with the first: it takes the Body
	// mixin of Response.
	let withBody;
	const getResult = () => withBody ??= (() => {
		let stateOf;
		class GetResult extends HeadResult {
			#state;
			constructor(f, body) {
				super(f);
				this.#state = { body };
			}
			static { stateOf = (o) => isObject(o) && #state in o ? o.#state : illegal(); }
		}
		// The mixin asks for the content type of a state, which blob() needs.
		web().body.mixin(GetResult, stateOf, (state) => state.body.type ?? "");
		delete GetResult.prototype.formData;
		return tagged(GetResult, "GetResult");
	})();

	const object = (f) => f === null ? null : new HeadResult(f);

	const objectWithBody = (f) => {
		if (f === null || f.body === undefined) return object(f);
		const { body } = web();
		const b = f.body instanceof ArrayBuffer ? body.extract(f.body) : body.fromSource(f.body);
		b.type = parse(f.http).contentType ?? null;
		return new (getResult())(f, b);
	};

	// ---- R2MultipartUpload

	const partNumber = (v) => {
		const n = Number(v);
		const whole = Number.isFinite(n) ? Math.trunc(n) | 0 : 0;
		if (whole < 1 || whole > 10000) throw new TypeError(`Part number must be between 1 and 10000 (inclusive). Actual value was: ${whole}`);
		return whole;
	};

	class R2MultipartUpload {
		#bucket; #key; #id;
		constructor(bucket, key, id) {
			this.#bucket = bucket;
			this.#key = key;
			this.#id = id;
			own(this, { uploadId: id, key });
		}
		async uploadPart(number, value, options) {
			if (!isUpload(this)) illegal();
			need(arguments, 1, "uploadPart", "integer", "R2MultipartUpload");
			const part = partNumber(number), o = dictionary(options, "uploadPart", 3, "UploadPartOptions", "R2MultipartUpload");
			const ssec = secret(o.ssecKey, "UploadPartOptions") ?? "";
			const [kind, content] = body(value, "uploadPart", 2, "R2MultipartUpload", false);
			return { partNumber: part, etag: await native.uploadPart(this.#bucket, this.#key, this.#id, part, ssec, kind, content) };
		}
		async abort() {
			if (!isUpload(this)) illegal();
			await native.abort(this.#bucket, this.#key, this.#id);
		}
		async complete(parts) {
			if (!isUpload(this)) illegal();
			if (!isObject(parts) || typeof parts[Symbol.iterator] !== "function") throw mismatch("complete", 1, "Array", "R2MultipartUpload");
			const list = Array.from(parts, (p, n) => {
				if (!isObject(p)) throw new TypeError(`Incorrect type for array element ${n}: the provided value is not of type 'UploadedPart'.`);
				return { partNumber: partNumber(p.partNumber), etag: `${p.etag}` };
			});
			return object(await native.complete(this.#bucket, this.#key, this.#id, stringify(list)));
		}
		static is(v) { return isObject(v) && #id in v; }
	}
	const isUpload = R2MultipartUpload.is;
	delete R2MultipartUpload.is;

	// ---- the methods of R2Bucket; args are the arguments of the call

	const head = async (bucket, args) => {
		need(args, 1, "head", "string");
		return object(await native.head(bucket, `${args[0]}`));
	};

	const get = async (bucket, args) => {
		need(args, 1, "get", "string");
		const o = dictionary(args[1], "get", 2, "GetOptions");
		const found = native.get(bucket, `${args[0]}`, stringify({ onlyIf: condition(o.onlyIf, "GetOptions"), range: range(o.range), ssec: secret(o.ssecKey, "GetOptions") }));
		return objectWithBody(await found);
	};

	const put = async (bucket, args) => {
		need(args, 1, "put", "string");
		need(args, 2, "put", valueTypes);
		const [name, value, options] = args;
		let all, kind, content;
		try {
			const o = dictionary(options, "put", 3, "PutOptions");
			all = metadata(o, "PutOptions");
			all.onlyIf = condition(o.onlyIf, "PutOptions");
			checksum(o, all);
			[kind, content] = body(value, "put", 2, "R2Bucket", true);
		} catch (e) {
			cancel(value);
			throw e;
		}
		return object(await native.put(bucket, `${name}`, kind, content, stringify(all)));
	};

	const remove = async (bucket, args) => {
		need(args, 1, "delete", "string or Array");
		const keys = args[0];
		const list = isObject(keys) && typeof keys[Symbol.iterator] === "function" ? Array.from(keys, (k) => `${k}`) : [`${keys}`];
		await native.delete(bucket, stringify(list));
	};

	const list = async (bucket, args) => {
		const o = dictionary(args[0], "list", 1, "ListOptions");
		const text = (field) => string(o, "ListOptions", field);
		const all = { prefix: text("prefix"), delimiter: text("delimiter"), startAfter: text("startAfter"), cursor: text("cursor") };
		if (o.limit !== undefined) all.limit = Math.trunc(Number(o.limit)) || 0;
		if (all.limit === -1) all.limit = undefined; // what the platform takes for none
		includes(o.include, all, native.includes(bucket));
		const page = await native.list(bucket, stringify(all));
		return { objects: page.objects.map(object), truncated: page.truncated, cursor: page.truncated ? page.cursor : undefined, delimitedPrefixes: page.prefixes };
	};

	const create = async (bucket, args) => {
		need(args, 1, "createMultipartUpload", "string");
		const key = `${args[0]}`, all = metadata(dictionary(args[1], "createMultipartUpload", 2, "MultipartOptions"), "MultipartOptions");
		return new R2MultipartUpload(bucket, key, await native.create(bucket, key, stringify(all)));
	};

	const resume = (bucket, args) => {
		need(args, 1, "resumeMultipartUpload", "string");
		need(args, 2, "resumeMultipartUpload", "string");
		return new R2MultipartUpload(bucket, `${args[0]}`, `${args[1]}`);
	};

	// A stream whose put was refused is cancelled.
	const cancel = (v) => {
		if (!isObject(v) || !web().streams().isStream(v)) return;
		const reason = new Error("Stream cancelled because the associated put operation encountered an error.");
		web().streams().ReadableStream.prototype.cancel.call(v, reason).catch(() => {});
	};

	// includes reads which metadata a list shall have. Before the compatibility
	// date that honours it, a list always has both.
	const includes = (v, all, honoured) => {
		if (v !== undefined && !Array.isArray(v)) throw show("ListOptions", "include", "Array");
		for (const field of v ?? []) {
			if (field === "httpMetadata") all.http = true;
			else if (field === "customMetadata") all.custom = true;
			else throw new RangeError(`Unsupported include value ${field}`);
		}
		if (!honoured) all.http = all.custom = true;
	};

	const tagged = (c, name) => {
		defineProperty(c.prototype, Symbol.toStringTag, { value: name, configurable: true });
		return c;
	};
	for (const [c, name] of [[R2MultipartUpload, "R2MultipartUpload"], [HeadResult, "HeadResult"], [Checksums, "Checksums"]]) tagged(c, name);

	return { head, get, put, remove, list, create, resume };
})
