(function (native) {
	"use strict";

	// Timers and a Date that a test moves by hand, in place of the world's.

	const real = {};
	const timerNames = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "clearImmediate"];
	const RealDate = Date;
	let now = 0; // of the fake clock, in milliseconds
	let mono = 0; // what performance.now() has moved by
	let timers = new Map(), lastID = 0, sequence = 0;
	let faking = null; // the names that are faked, or null
	let fixed = null; // Date alone is set to this moment, or null

	class FakeDate extends RealDate {
		constructor(...args) {
			if (args.length === 0) super(faking ? now : fixed);
			else super(...args);
		}
		static now() { return faking ? now : fixed; }
	}
	Object.defineProperty(FakeDate, "name", { value: "Date" });
	// Date may be called as a function too.
	const DateProxy = new Proxy(FakeDate, { apply: () => new FakeDate().toString() });
	// What was made before, and by the world, is a Date too.
	Object.defineProperty(FakeDate, Symbol.hasInstance, { value: (v) => typeof v === "object" && v !== null && Object.prototype.toString.call(v) === "[object Date]" });

	const set = (repeat) => (callback, delay = 0, ...args) => {
		if (typeof callback !== "function") throw new TypeError("the callback of a timer must be a function");
		delay = Math.max(Number(delay) || 0, repeat ? 1 : 0);
		timers.set(++lastID, { id: lastID, at: now + delay, seq: ++sequence, every: repeat ? delay : -1, callback, args });
		return lastID;
	};
	const clear = (id) => { timers.delete(id); };
	const fakes = {
		setTimeout: set(false), setInterval: set(true), clearTimeout: clear, clearInterval: clear,
		setImmediate: (callback, ...args) => fakes.setTimeout(callback, 0, ...args), clearImmediate: clear,
	};
	const replace = (name, value) => {
		if (!(name in real)) real[name] = globalThis[name];
		globalThis[name] = value;
	};
	const putBack = (name) => {
		if (name in real) globalThis[name] = real[name];
		delete real[name];
	};

	const use = (options = {}) => {
		if (faking) stop();
		const names = options.toFake ?? [...timerNames, "Date", "performance"];
		const left = options.toNotFake ?? [];
		now = options.now === undefined ? RealDate.now() : +new RealDate(options.now);
		mono = 0;
		timers = new Map();
		faking = names.filter((n) => !left.includes(n));
		for (const name of timerNames) if (faking.includes(name)) replace(name, fakes[name]);
		if (faking.includes("Date")) replace("Date", DateProxy);
		if (faking.includes("performance")) {
			const began = performance.now();
			const object = performance;
			if (!("performance.now" in real)) real["performance.now"] = Object.getOwnPropertyDescriptor(object, "now") ?? null;
			Object.defineProperty(object, "now", { value: () => began + mono, writable: true, configurable: true });
		}
	};
	const stop = () => {
		for (const name of [...timerNames, "Date"]) putBack(name);
		if ("performance.now" in real) {
			delete performance.now;
			if (real["performance.now"]) Object.defineProperty(performance, "now", real["performance.now"]);
			delete real["performance.now"];
		}
		faking = fixed = null;
		timers = new Map();
	};

	const needed = () => { if (!faking) throw new Error("the timers are not faked: call vi.useFakeTimers() first"); };
	const next = (limit) => {
		let first;
		for (const t of timers.values()) {
			if (t.at <= limit && (!first || t.at < first.at || t.at === first.at && t.seq < first.seq)) first = t;
		}
		return first;
	};
	const fire = (t) => {
		mono += Math.max(0, t.at - now);
		now = Math.max(now, t.at);
		if (t.every >= 0) {
			t.at = now + t.every;
			t.seq = ++sequence;
		} else {
			timers.delete(t.id);
		}
		t.callback(...t.args);
	};
	const most = 10000;
	const tooMany = () => new Error(`${most} timers fired and there are still more: a timer sets itself again. Use vi.advanceTimersByTime().`);
	// rest lets everything that was resolved go on, through many awaits.
	const rest = async () => { await native.rest(); };

	const to = (limit) => {
		needed();
		for (let t = next(limit); t; t = next(limit)) fire(t);
		mono += Math.max(0, limit - now);
		now = Math.max(now, limit);
	};
	const toAsync = async (limit) => {
		needed();
		await rest();
		for (let t = next(limit); t; t = next(limit)) {
			fire(t);
			await rest();
		}
		mono += Math.max(0, limit - now);
		now = Math.max(now, limit);
		await rest();
	};
	const runAll = () => {
		needed();
		for (let n = 0, t = next(Infinity); t; t = next(Infinity)) {
			if (++n > most) throw tooMany();
			fire(t);
		}
	};
	const runAllAsync = async () => {
		needed();
		await rest();
		for (let n = 0, t = next(Infinity); t; t = next(Infinity)) {
			if (++n > most) throw tooMany();
			fire(t);
			await rest();
		}
	};
	const last = () => Math.max(now, ...[...timers.values()].map((t) => t.at));

	return {
		use, stop,
		isFake: () => faking !== null,
		advance: (ms) => to(now + ms), advanceAsync: (ms) => toAsync(now + ms),
		toNext: () => { needed(); const t = next(Infinity); if (t) fire(t); },
		toNextAsync: async () => { needed(); const t = next(Infinity); if (t) fire(t); await rest(); },
		runAll, runAllAsync,
		runPending: () => { needed(); to(last()); }, runPendingAsync: async () => { needed(); await toAsync(last()); },
		count: () => timers.size, clearAll: () => timers.clear(),
		setTime: (date) => {
			const at = +new RealDate(date);
			if (faking) { now = at; return; }
			fixed = at;
			replace("Date", DateProxy);
		},
		mocked: () => faking ? new RealDate(now) : fixed === null ? null : new RealDate(fixed),
		realNow: () => RealDate.now(),
	};
})
