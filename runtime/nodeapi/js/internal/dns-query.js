// One question to the platform's resolver, which answers JSON over HTTPS.
(function (native) {
	"use strict";
	const { validators } = native.require("internal/errors");
	const server = "https://cloudflare-dns.com/dns-query";
	const types = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, TLSA: 52, CAA: 257 };
	const failures = { 1: "EFORMERR", 2: "ESERVFAIL", 3: "ENOTFOUND", 4: "ENOTIMP", 5: "EREFUSED" };

	const failure = (code, name, hostname) => Object.assign(new Error(`${name} ${code} ${hostname}`), { errno: undefined, code, syscall: name, hostname });

	// ask returns the records of one type, each as {data, TTL}.
	const ask = async (method, hostname, type) => {
		const url = `${server}?name=${encodeURIComponent(hostname)}&type=${type}`;
		let answer;
		try {
			const response = await globalThis.fetch(url, { headers: { accept: "application/dns-json" } });
			answer = await response.json();
		} catch (error) {
			throw Object.assign(failure("ECONNREFUSED", method, hostname), { cause: error });
		}
		if (answer.Status !== 0) throw failure(failures[answer.Status] || "EBADRESP", method, hostname);
		const found = (answer.Answer || []).filter((record) => record.type === types[type]);
		if (found.length === 0) throw failure("ENODATA", method, hostname);
		return found;
	};

	const bare = (name) => name.replace(/\.$/, "");
	// strings reads the quoted parts of a TXT record.
	const strings = (data) => {
		if (!data.startsWith("\"")) return [data];
		return [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1].replace(/\\(\d{3}|.)/g, (_, c) => c.length === 3 ? String.fromCharCode(+c) : c));
	};
	const caa = (data) => {
		const generic = /^\\# \d+ (.*)$/.exec(data);
		if (generic) {
			const bytes = native.require("buffer").Buffer.from(generic[1].replace(/ /g, ""), "hex"), end = 2 + bytes[1];
			return { critical: bytes[0], [bytes.toString("latin1", 2, end)]: bytes.toString("latin1", end) };
		}
		const [, flags, tag, value] = /^(\d+) (\S+) "?(.*?)"?$/.exec(data);
		return { critical: +flags, [tag]: value };
	};
	const parsers = {
		TLSA: (data) => {
			const generic = /^\\# \d+ (.*)$/.exec(data);
			const [usage, selector, match, hex] = generic ? (() => {
				const bytes = native.require("buffer").Buffer.from(generic[1].replace(/ /g, ""), "hex");
				return [bytes[0], bytes[1], bytes[2], bytes.toString("hex", 3)];
			})() : data.split(" ");
			const bytes = native.require("buffer").Buffer.from(hex, "hex");
			return { certUsage: +usage, selector: +selector, match: +match, data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) };
		},
		CNAME: bare, NS: bare, PTR: bare, TXT: strings, CAA: caa,
		MX: (data) => {
			const [priority, exchange] = data.split(" ");
			return { exchange: bare(exchange), priority: +priority };
		},
		SRV: (data) => {
			const [priority, weight, port, name] = data.split(" ");
			return { name: bare(name), port: +port, priority: +priority, weight: +weight };
		},
		SOA: (data) => {
			const [nsname, hostmaster, ...rest] = data.split(" ");
			const [serial, refresh, retry, expire, minttl] = rest.map(Number);
			return { nsname: bare(nsname), hostmaster: bare(hostmaster), serial, refresh, retry, expire, minttl };
		},
		NAPTR: (data) => {
			const [, order, preference, flags, service, regexp, replacement] = /^(\d+) (\d+) "(.*?)" "(.*?)" "(.*?)" (\S+)$/.exec(data);
			return { flags, service, regexp, replacement: bare(replacement), order: +order, preference: +preference };
		},
	};

	const resolvers = {};
	for (const [method, type] of [["resolve4", "A"], ["resolve6", "AAAA"]]) {
		resolvers[method] = async (hostname, options) => {
			const withTTL = options && options.ttl;
			return (await ask(method === "resolve4" ? "queryA" : "queryAaaa", hostname, type)).map(({ data, TTL }) => withTTL ? { ttl: TTL, address: data } : data);
		};
	}
	for (const type of ["CNAME", "NS", "PTR", "TXT", "CAA", "MX", "SRV", "NAPTR", "TLSA"]) {
		const name = type[0] + type.slice(1).toLowerCase();
		resolvers[`resolve${name}`] = async (hostname) => (await ask(`query${name}`, hostname, type)).map(({ data }) => parsers[type](data));
	}
	resolvers.resolveSoa = async (hostname) => parsers.SOA((await ask("querySoa", hostname, "SOA"))[0].data);
	resolvers.reverse = async (ip) => {
		const { isIP } = native.require("internal/net-address");
		const family = isIP(ip);
		if (family === 0) throw failure("EINVAL", "getHostByAddr", ip);
		const name = family === 4 ? `${ip.split(".").reverse().join(".")}.in-addr.arpa` : `${native.reversed(ip)}.ip6.arpa`;
		return (await ask("getHostByAddr", name, "PTR")).map(({ data }) => bare(data));
	};
	// checked is a resolver that checks its argument at once.
	const checked = (method, resolve) => (hostname, ...rest) => {
		validators.string(hostname, method === "reverse" ? "ip" : "name");
		return resolve(hostname, ...rest);
	};
	for (const method of Object.keys(resolvers)) resolvers[method] = checked(method, resolvers[method]);
	return { resolvers };
})
