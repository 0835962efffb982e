// node:dns over the platform's resolver, which is asked with fetch.
(function (native) {
	"use strict";
	const { validators, codes } = native.require("internal/errors");
	const { nextTick } = native.require("internal/tasks");
	const { resolvers } = native.require("internal/dns-query");
	const { refuser } = native.require("internal/refuse");
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
	const callbacks = Object.fromEntries(Object.entries(resolvers).map(([name, resolve]) => [name, called(resolve)]));
	const refused = r.methods("lookup lookupService resolve resolveAny");

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
	const promises = { ...refused, Resolver: resolverOf(resolvers), ...settings, ...errors, ...resolvers };
	return {
		...refused, Resolver: resolverOf(callbacks), ...settings, ADDRCONFIG: 32, ALL: 16, V4MAPPED: 8, ...errors, ...callbacks, promises,
	};
})
