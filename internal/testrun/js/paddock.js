(function (native) {
	"use strict";

	// The module "paddock:test".

	const units = { ms: 1, s: 1000, m: 60000, min: 60000, h: 3600000, d: 86400000 };
	const milliseconds = (v) => {
		if (typeof v === "number" && v >= 0) return v;
		let total = 0, rest = String(v).trim();
		while (rest !== "") {
			const part = /^(\d+(?:\.\d+)?)\s*(ms|min|s|m|h|d)\s*/.exec(rest);
			if (!part) throw new TypeError(`${JSON.stringify(v)} is not a duration: write milliseconds, or a text such as "90s", "1h30m", "7d"`);
			total += Number(part[1]) * units[part[2]];
			rest = rest.slice(part[0].length);
		}
		return total;
	};

	const known = (name) => {
		if (!native.knows(name)) throw new Error(`there is no queue "${name}" in the configuration: it has ${native.queues().map((q) => `"${q}"`).join(", ") || "none"}`);
		return name;
	};
	const ofQueue = (name) => (o) => o.queue === name;
	const queue = (name) => {
		known(name);
		return {
			name,
			send: (body, options) => send(name, body, options),
			messages: async () => native.messages(name),
			deadLetters: async () => native.outcomes().filter((o) => o.queue === name && o.outcome === "dead-lettered").map(({ id, body, attempts, error, deadLetterQueue, at }) => ({ id, body, attempts, error, queue: deadLetterQueue, at })),
			deliveries: async () => native.deliveries().filter(ofQueue(name)),
			outcomes: async () => native.outcomes().filter(ofQueue(name)),
			metrics: async () => native.producer(name).metrics(),
		};
	};
	const send = async (name, body, options) => native.producer(known(name)).send(body, options);
	const faultNames = ["failBatches", "duplicate", "kill", "queue"];
	const faults = (o) => {
		for (const key of Object.keys(o)) {
			if (!faultNames.includes(key)) throw new TypeError(`faults(): there is no fault "${key}": there are failBatches, duplicate and kill, each with a number of batches, and queue, the one they are for`);
		}
		native.faults(o.queue === undefined ? "" : known(o.queue), Number(o.failBatches ?? 0), Number(o.duplicate ?? 0), Number(o.kill ?? 0));
	};

	return {
		send, queue, faults,
		drain: (o = {}) => native.drain(o.batches ?? 10000, milliseconds(o.within ?? "400d")),
		advance: (d) => native.advance(milliseconds(d)),
		outcomes: async () => native.outcomes(),
		logs: () => native.logs(),
		mockFetch: native.network.mockFetch, allowFetch: native.network.allowFetch,
	};
})
