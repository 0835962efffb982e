// node:dns over the platform's resolver, which is asked with fetch.
(function (native) {
	"use strict";
	const { validators, codes } = native.require("internal/errors");
	const { nextTick } = native.require("internal/tasks");
	const { resolvers } = native.require("internal/dns-query");
	const { refuser } = native.require("internal/refuse");
	const { isIP } = native.require("internal/net-address");
	const r = refuser("dns", "there is no resolver of the system. Use resolve4 or resolve6");

	const names = ("NODATA FORMERR SERVFAIL NOTFOUND NOTIMP REFUSED BADQUERY BADNAME BADFAMILY BADRESP CONNREFUSED TIMEOUT EOF FILE NOMEM DESTRUCTION " +
		"BADSTR BADFLAGS NONAME BADHINTS NOTINITIALIZED LOADIPHLPAPI ADDRGETNETWORKPARAMS CANCELLED").split(" ");
	const errors = Object.fromEntries(names.map((name) => [name, `E${name}`]));
	let order = "verbatim";
	const settings = {
		getServers: () => ["1.1.1.1", "2606:4700:4700::1111", "1.0.0.1", "2606:4700:4700::1001"],
		setServers: r.method("setServers"),
		getDefaultResultOrder: () => order,
		setDefaultResultOrder(value) {
			validators.oneOf(value, "dnsOrder", ["verbatim", "ipv4first", "ipv6first"]);
			order = value;
		},
	};
	// called makes Node's callback form of a resolver.
	const called = (resolve) => (...args) => {
		const callback = args.pop();
		if (typeof callback !== "function") throw codes.ERR_INVALID_ARG_TYPE("callback", "function", callback);
		resolve(...args).then((value) => nextTick(callback, null, value), (error) => nextTick(callback, error));
	};
	const kinds = { A: "resolve4", AAAA: "resolve6", CAA: "resolveCaa", CNAME: "resolveCname", MX: "resolveMx", NAPTR: "resolveNaptr", NS: "resolveNs", PTR: "resolvePtr", SOA: "resolveSoa", SRV: "resolveSrv", TLSA: "resolveTlsa", TXT: "resolveTxt" };
	const resolve = (hostname, kind = "A") => {
		if (!Object.hasOwn(kinds, kind)) throw codes.ERR_INVALID_ARG_VALUE("rrtype", kind);
		return resolvers[kinds[kind]](hostname);
	};

	// addresses answers lookup: a literal address at once, other names by asking for both families.
	const addresses = async (hostname, family) => {
		const literal = isIP(hostname);
		if (literal) return [{ address: hostname, family: literal }];
		const found = [];
		let failure;
		for (const [version, ask] of [[4, "resolve4"], [6, "resolve6"]]) {
			if (family !== 0 && family !== version) continue;
			try {
				for (const address of await resolvers[ask](hostname)) found.push({ address, family: version });
			} catch (error) {
				failure = error;
			}
		}
		if (found.length > 0) return found;
		throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { errno: -3008, code: "ENOTFOUND", syscall: "getaddrinfo", hostname, cause: failure });
	};
	const lookup = (hostname, options = {}) => {
		if (hostname) validators.string(hostname, "hostname");
		if (typeof options === "number") options = { family: options };
		let { family = 0, all = false, order: asked = order } = options ?? {};
		if (family === "IPv4" || family === "IPv6") family = Number(family[3]);
		validators.oneOf(family, "options.family", [0, 4, 6]);
		validators.boolean(all, "options.all");
		return addresses(hostname, family).then((list) => {
			if (asked === "ipv6first") list.sort((a, b) => b.family - a.family);
			return all ? list : list[0];
		});
	};
	const lookupWithCallback = (hostname, ...rest) => {
		const callback = rest.pop(), options = rest[0];
		if (typeof callback !== "function") throw codes.ERR_INVALID_ARG_TYPE("callback", "function", callback);
		lookup(hostname, options).then((found) => {
			if (Array.isArray(found)) nextTick(callback, null, found);
			else nextTick(callback, null, found.address, found.family);
		}, (error) => nextTick(callback, error));
	};
	Object.defineProperty(lookupWithCallback, Symbol.for("nodejs.util.promisify.custom"), { value: async (...args) => lookup(...args) });

	const callbacks = Object.fromEntries(Object.entries(resolvers).map(([name, resolve]) => [name, called(resolve)]));
	const refused = r.methods("lookupService resolveAny");

	const resolverOf = (methods) => {
		class Resolver {
			cancel() {}
			getServers() { return settings.getServers(); }
			setServers(servers) { settings.setServers(servers); }
			setLocalAddress() {}
		}
		for (const [name, value] of Object.entries({ ...methods, ...refused })) {
			Object.defineProperty(Resolver.prototype, name, { value, writable: true, configurable: true });
		}
		return Resolver;
	};
	const promises = { ...refused, lookup, resolve, Resolver: resolverOf({ ...resolvers, resolve }), ...settings, ...errors, ...resolvers };
	return {
		...refused, lookup: lookupWithCallback, resolve: called(resolve), Resolver: resolverOf({ ...callbacks, resolve: called(resolve) }), ...settings, ADDRCONFIG: 32, ALL: 16, V4MAPPED: 8, ...errors, ...callbacks, promises,
	};
})
