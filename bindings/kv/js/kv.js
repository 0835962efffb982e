(function (native) {
	"use strict";

	// KvNamespace is the class of a KV binding. Whatever is wrong rejects the
	// promise; nothing throws at the caller.
	class KvNamespace {
		#key;
		constructor(key) { this.#key = key; }
		async get(name, options) {
			const key = keyOf(this);
			need(arguments, 1, "get", "string");
			const o = readOptions(options);
			if (Array.isArray(name)) return getAll(key, name, o, false);
			return (await getOne(key, name, o)).value;
		}
		async getWithMetadata(name, options) {
			const key = keyOf(this);
			need(arguments, 1, "getWithMetadata", "string");
			const o = readOptions(options);
			return Array.isArray(name) ? getAll(key, name, o, true) : getOne(key, name, o);
		}
		async put(name, value, options) {
			const key = keyOf(this);
			need(arguments, 1, "put", "string");
			need(arguments, 2, "put", "string");
			name = `${name}`;
			native.checkKey(key, "PUT", name);
			const o = writeOptions(options);
			const body = native.value(typeof value === "object" || typeof value === "function" ? value : `${value}`);
			if (body.stream !== undefined) await native.drain(body, body.stream);
			await native.put(key, name, body, o.expiration, o.ttl, o.metadata);
		}
		async delete(name) {
			const key = keyOf(this);
			need(arguments, 1, "delete", "string");
			name = `${name}`;
			native.checkKey(key, "DELETE", name);
			await native.delete(key, name);
		}
		async list(options) {
			const key = keyOf(this), o = dictionary(options, "list", 1, "ListOptions");
			const limit = integer(o.limit), prefix = o.prefix, cursor = o.cursor;
			const page = await native.list(key,
				prefix === undefined || prefix === null ? "" : `${prefix}`,
				cursor === undefined || cursor === null ? "" : `${cursor}`,
				limit > 0 ? limit : 0);
			for (const k of page.keys) if (k.metadata !== undefined) k.metadata = parse(k.metadata);
			return page;
		}
		static keyOf(v) {
			if (typeof v !== "object" || v === null || !(#key in v)) throw new TypeError("Illegal invocation");
			return v.#key;
		}
	}
	const keyOf = KvNamespace.keyOf, parse = JSON.parse, stringify = JSON.stringify;
	delete KvNamespace.keyOf;
	Object.defineProperty(KvNamespace.prototype, Symbol.toStringTag, { value: "KvNamespace", configurable: true });

	const mismatch = (method, n, type) =>
		new TypeError(`Failed to execute '${method}' on 'KvNamespace': parameter ${n} is not of type '${type}'.`);
	const need = (args, n, method, type) => { if (args.length < n) throw mismatch(method, n, type); };

	const dictionary = (o, method, n, type) => {
		if (o === undefined || o === null) return {};
		if (typeof o !== "object" && typeof o !== "function") throw mismatch(method, n, type);
		return o;
	};

	// integer converts as the platform does: what is no number is 0, what does
	// not fit is refused (such as a time in milliseconds).
	const integer = (v) => {
		if (v === undefined) return undefined;
		const n = +v;
		if (!Number.isFinite(n)) return 0;
		if (n < -2147483648 || n > 2147483647) throw new TypeError("Value out of range. Must be between -2147483648 and 2147483647 (inclusive).");
		return Math.trunc(n);
	};

	// The options of a read are a type, or a dictionary with one.
	const readOptions = (options) => {
		if (options === undefined || options === null) return { type: undefined, cacheTtl: undefined };
		if (typeof options !== "object" && typeof options !== "function") return { type: `${options}`, cacheTtl: undefined };
		const cacheTtl = integer(options.cacheTtl), type = options.type;
		return { type: type === undefined ? undefined : `${type}`, cacheTtl };
	};

	const writeOptions = (options) => {
		const o = dictionary(options, "put", 3, "PutOptions");
		const expiration = integer(o.expiration), ttl = integer(o.expirationTtl), metadata = o.metadata;
		return { expiration, ttl, metadata: metadata === undefined || metadata === null ? "" : `${stringify(metadata)}` };
	};

	const getOne = async (key, name, o) => {
		name = `${name}`;
		native.checkKey(key, "GET", name);
		const found = await native.get(key, name, o.cacheTtl, o.type ?? "text");
		if (found === null) return { value: null, metadata: null, cacheStatus: null };
		if (o.type === "json") found.value = parse(found.value);
		return { value: found.value, metadata: found.metadata === "" ? null : parse(found.metadata), cacheStatus: null };
	};

	const getAll = async (key, names, o, withMetadata) => {
		names = Array.from(names, (name) => `${name}`);
		const found = await native.getAll(key, names, o.cacheTtl, o.type ?? "text"), map = new Map();
		for (let n = 0; n < names.length; n++) {
			const entry = found[n];
			let value = null;
			if (entry !== null) value = o.type === "json" ? parseAll(key, entry.value) : entry.value;
			const metadata = entry === null || entry.metadata === "" ? null : parse(entry.metadata);
			map.set(names[n], withMetadata ? { value, metadata } : value);
		}
		return map;
	};

	const parseAll = (key, text) => {
		try {
			return parse(text);
		} catch {
			throw new Error("KV GET_BULK failed: 400 At least one of the requested keys corresponds to a non-json value");
		}
	};

	return { make: (key) => new KvNamespace(key) };
})
