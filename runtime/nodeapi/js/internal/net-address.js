// Addresses of the Internet: what they are, and lists of them.
(function (native) {
	"use strict";
	const { codes, validators, make } = native.require("internal/errors");
	const isIP = (text) => native.isIP(`${text}`);
	const isIPv4 = (text) => isIP(text) === 4;
	const isIPv6 = (text) => isIP(text) === 6;

	const port = (value, name) => {
		if (!Number.isInteger(+value) || value < 0 || value > 65535) throw make(RangeError, "ERR_SOCKET_BAD_PORT", `${name} should be >= 0 and < 65536. Received type ${typeof value} (${native.inspect(value)}).`);
		return +value;
	};
	const familyOf = (family, name) => {
		validators.string(family, name);
		family = family.toLowerCase();
		if (family !== "ipv4" && family !== "ipv6") throw codes.ERR_INVALID_ARG_VALUE(name, family);
		return family;
	};

	class SocketAddress {
		#address; #port; #family; #flowlabel;
		constructor(options = {}) {
			validators.object(options, "options");
			const { family = "ipv4", flowlabel = 0 } = options;
			this.#family = familyOf(family, "options.family");
			const { address = this.#family === "ipv6" ? "::" : "127.0.0.1" } = options;
			validators.string(address, "options.address");
			this.#port = port(options.port === undefined ? 0 : options.port, "options.port");
			if (isIP(address) !== (this.#family === "ipv6" ? 6 : 4)) throw make(Error, "ERR_INVALID_ADDRESS", "Invalid socket address");
			this.#address = native.canonical(address);
			this.#flowlabel = flowlabel;
		}
		static isSocketAddress(value) { return value !== null && typeof value === "object" && #address in value; }
		static parse(input) {
			validators.string(input, "input");
			const m = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(input);
			const address = m && (m[1] || m[2]);
			if (!m || !isIP(address) || +(m[3] || 0) > 65535) return undefined;
			return new SocketAddress({ address, port: +(m[3] || 0), family: m[1] ? "ipv6" : "ipv4" });
		}
		get address() { return this.#address; }
		get port() { return this.#port; }
		get family() { return this.#family; }
		get flowlabel() { return this.#flowlabel; }
		toJSON() { return { address: this.#address, port: this.#port, family: this.#family, flowlabel: this.#flowlabel }; }
	}

	const textOf = (address, family, name) => {
		if (SocketAddress.isSocketAddress(address)) return address.address;
		validators.string(address, name);
		family = familyOf(family === undefined ? "ipv4" : family, "family");
		return new SocketAddress({ address, family }).address;
	};
	class BlockList {
		#rules = [];
		static isBlockList(value) { return value !== null && typeof value === "object" && #rules in value; }
		addAddress(address, family) {
			const text = textOf(address, family, "address");
			this.#add(`Address: ${isIPv6(text) ? "IPv6" : "IPv4"} ${text}`, text, text);
		}
		addRange(start, end, family) {
			const from = textOf(start, family, "start"), to = textOf(end, family, "end");
			if (!native.inRange(from, from, to)) throw codes.ERR_INVALID_ARG_VALUE("start", start, "must come before end");
			this.#add(`Range: ${isIPv6(from) ? "IPv6" : "IPv4"} ${from}-${to}`, from, to);
		}
		addSubnet(net, prefix, family) {
			const text = textOf(net, family, "network"), six = isIPv6(text);
			validators.integer(prefix, "prefix", 0, six ? 128 : 32);
			const [from, to] = native.subnet(text, prefix);
			this.#add(`Subnet: ${six ? "IPv6" : "IPv4"} ${text}/${prefix}`, from, to);
		}
		#add(text, from, to) { this.#rules.unshift({ text, from, to }); }
		check(address, family) {
			let text;
			try {
				text = textOf(address, family, "address");
			} catch (error) {
				if (error.code === "ERR_INVALID_ADDRESS") return false;
				throw error;
			}
			return this.#rules.some(({ from, to }) => native.inRange(text, from, to));
		}
		get rules() { return this.#rules.map((rule) => rule.text); }
		toJSON() { return this.rules; }
		fromJSON(rules) {
			if (typeof rules === "string") rules = JSON.parse(rules);
			validators.array(rules, "rules");
			for (const rule of rules) {
				const [, kind, family, text] = /^(Address|Range|Subnet): (IPv[46]) (.*)$/.exec(rule) || [];
				if (kind === "Address") this.addAddress(text, family);
				else if (kind === "Range") this.addRange(...text.split("-"), family);
				else if (kind === "Subnet") this.addSubnet(text.split("/")[0], +text.split("/")[1], family);
				else throw codes.ERR_INVALID_ARG_VALUE("rules", rule);
			}
		}
	}
	return { isIP, isIPv4, isIPv6, SocketAddress, BlockList };
})
