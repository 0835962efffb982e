(function (native) {
	"use strict";

	// Functions that remember how they were called, and stand in for others.

	let order = 0;
	const all = new Set(); // every mock function
	const spies = new Set(); // those that took the place of a member

	const fn = (implementation) => makeMock(implementation, "vi.fn()");

	// makeMock makes a mock function. original is what mockReset goes back to;
	// restore puts back what a spy replaced.
	const makeMock = (original, name, restore) => {
		const s = { impl: original, once: [], name, state: fresh() };
		const mock = function (...args) {
			const isNew = new.target !== undefined;
			const impl = s.once.length > 0 ? s.once.shift() : s.impl;
			s.state.calls.push(args);
			s.state.contexts.push(this);
			s.state.instances.push(this);
			s.state.invocationCallOrder.push(++order);
			const result = { type: "incomplete", value: undefined };
			s.state.results.push(result);
			const settled = { type: "incomplete", value: undefined };
			s.state.settledResults.push(settled);
			try {
				let value;
				if (isNew && impl !== undefined && isClass(impl)) value = Reflect.construct(impl, args, new.target);
				else if (impl !== undefined) value = impl.apply(this, args);
				if (isNew && (typeof value !== "object" || value === null)) value = this;
				result.type = "return";
				result.value = value;
				if (value instanceof Promise) {
					value.then((v) => { settled.type = "fulfilled"; settled.value = v; }, (e) => { settled.type = "rejected"; settled.value = e; });
				} else {
					settled.type = "fulfilled";
					settled.value = value;
				}
				return value;
			} catch (e) {
				result.type = "throw";
				result.value = e;
				settled.type = "rejected";
				settled.value = e;
				throw e;
			}
		};
		if (typeof original === "function") {
			Object.defineProperty(mock, "length", { value: original.length, configurable: true });
			Object.defineProperty(mock, "name", { value: original.name || "Mock", configurable: true });
			if (isClass(original)) mock.prototype = original.prototype;
		} else {
			Object.defineProperty(mock, "name", { value: "Mock", configurable: true });
		}
		Object.defineProperties(mock, {
			_isMockFunction: { value: true },
			mock: { get: () => s.state },
		});
		const chain = (f) => function (...args) { f(...args); return mock; };
		const will = (make) => [chain((v) => { s.impl = make(v); }), chain((v) => { s.once.push(make(v)); })];
		[mock.mockImplementation, mock.mockImplementationOnce] = will((f) => f);
		[mock.mockReturnValue, mock.mockReturnValueOnce] = will((v) => () => v);
		[mock.mockResolvedValue, mock.mockResolvedValueOnce] = will((v) => async () => v);
		[mock.mockRejectedValue, mock.mockRejectedValueOnce] = will((e) => async () => { throw e; });
		[mock.mockThrow, mock.mockThrowOnce] = will((e) => () => { throw e; });
		mock.mockReturnThis = chain(() => { s.impl = function () { return this; }; });
		mock.mockName = chain((n) => { s.name = n; });
		mock.getMockName = () => s.name;
		mock.getMockImplementation = () => s.once[0] ?? s.impl;
		mock.mockClear = chain(() => { s.state = fresh(); });
		mock.mockReset = chain(() => { s.state = fresh(); s.once = []; s.impl = original; });
		mock.mockRestore = chain(() => { mock.mockReset(); restore?.(); });
		mock.withImplementation = (impl, callback) => {
			const saved = s.impl, once = s.once;
			s.impl = impl;
			s.once = [];
			const back = () => { s.impl = saved; s.once = once; };
			let result;
			try { result = callback(); } catch (e) { back(); throw e; }
			if (result instanceof Promise) return result.then(() => { back(); return mock; }, (e) => { back(); throw e; });
			back();
			return mock;
		};
		if (Symbol.dispose) mock[Symbol.dispose] = () => mock.mockRestore();
		for (const key of Object.keys(mock)) Object.defineProperty(mock, key, { enumerable: false });
		all.add(mock);
		return mock;
	};

	const fresh = () => {
		const state = { calls: [], results: [], settledResults: [], contexts: [], instances: [], invocationCallOrder: [] };
		Object.defineProperty(state, "lastCall", { get: () => state.calls[state.calls.length - 1], enumerable: true });
		return state;
	};
	const isClass = (f) => typeof f === "function" && Object.getOwnPropertyDescriptor(f, "prototype")?.writable === false;

	const spyOn = (object, key, accessor) => {
		if (object === null || typeof object !== "object" && typeof object !== "function") {
			throw new TypeError(`vi.spyOn() needs an object, not ${object === null ? "null" : typeof object}`);
		}
		let holder = object;
		while (holder && !Object.getOwnPropertyDescriptor(holder, key)) holder = Object.getPrototypeOf(holder);
		const found = holder && Object.getOwnPropertyDescriptor(holder, key);
		if (!found) throw new Error(`vi.spyOn(): ${String(key)} does not exist`);
		const wasOwn = holder === object;
		const part = accessor === "get" || accessor === "set" ? accessor : found.get && !("value" in found) && typeof object[key] !== "function" ? "get" : "value";
		const original = part === "value" ? object[key] : found[part];
		if (typeof original === "function" && original._isMockFunction) return original;
		if (part === "value" && typeof original !== "function") {
			throw new TypeError(`vi.spyOn() can only spy on functions: ${String(key)} is ${typeof original}`);
		}
		const mock = makeMock(original, String(key), () => {
			if (wasOwn) Object.defineProperty(object, key, found);
			else delete object[key];
			spies.delete(mock);
		});
		try {
			if (part === "value") {
				Object.defineProperty(object, key, { value: mock, writable: true, configurable: true, enumerable: found.enumerable });
			} else {
				Object.defineProperty(object, key, { ...found, configurable: true, [part]: mock });
			}
		} catch (e) {
			throw new TypeError(`vi.spyOn() cannot replace ${String(key)}: exports of a module are read-only. Use vi.mock() of the module, or export an object.`);
		}
		spies.add(mock);
		return mock;
	};

	// automock makes mocks of everything that a module exports.
	const automock = (v, keep = false, seen = new Map()) => {
		if (typeof v === "function") {
			const mock = makeMock(keep ? v : undefined, v.name || "vi.fn()");
			for (const key of Object.keys(v)) if (!(key in mock)) mock[key] = automock(v[key], keep, seen);
			return mock;
		}
		if (typeof v !== "object" || v === null) return v;
		if (seen.has(v)) return seen.get(v);
		if (Array.isArray(v)) return keep ? v : [];
		const proto = Object.getPrototypeOf(v);
		if (proto !== Object.prototype && proto !== null) return v;
		const out = {};
		seen.set(v, out);
		for (const key of Object.keys(v)) out[key] = automock(v[key], keep, seen);
		return out;
	};

	return {
		fn, spyOn, automock,
		isMockFunction: (v) => typeof v === "function" && v._isMockFunction === true,
		clearAll: () => { for (const m of all) m.mockClear(); },
		resetAll: () => { for (const m of all) m.mockReset(); },
		restoreAll: () => { for (const m of [...spies].reverse()) m.mockRestore(); },
	};
})
