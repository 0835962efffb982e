// The methods of Readable that work on its chunks: map, filter, toArray ...
(function (native) {
	"use strict";
	const { codes, make, validators, AbortError } = native.require("internal/errors");
	const { asyncIterator, onAbort } = native.require("internal/tasks");
	const { Readable } = native.require("internal/stream-readable");

	// derive makes a stream whose chunks step yields: step(value, emit) for each
	// chunk of source, until it returns false.
	const derive = (source, step, options, finish) => {
		const iterator = source[asyncIterator]();
		const ready = [];
		let over = false;
		const emit = (value) => ready.push(value);
		const next = async () => {
			while (ready.length === 0 && !over) {
				if (options && options.signal && options.signal.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
				const { value, done } = await iterator.next();
				if (done) {
					over = true;
					if (finish) finish(emit);
				} else if (await step(value, emit) === false) {
					over = true;
					await iterator.return();
				}
			}
			return ready.length > 0 ? { value: ready.shift(), done: false } : { value: undefined, done: true };
		};
		return Readable.from({ [asyncIterator]: () => ({ next, return: async () => {
			await iterator.return();
			return { value: undefined, done: true };
		} }) });
	};
	const consume = async (source, step, options) => {
		const iterator = source[asyncIterator]();
		for (;;) {
			if (options && options.signal && options.signal.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
			const { value, done } = await iterator.next();
			if (done) return undefined;
			const found = await step(value);
			if (found !== undefined) {
				await iterator.return();
				return found;
			}
		}
	};
	const each = (value) => value[asyncIterator] || value[Symbol.iterator];

	const callableOf = (fn, name) => {
		if (typeof fn !== "function") throw codes.ERR_INVALID_ARG_TYPE(name, ["Function", "AsyncFunction"], fn);
	};
	const countOf = (count) => {
		const n = Number(count);
		if (Number.isNaN(n)) return 0;
		if (n < 0) throw codes.ERR_OUT_OF_RANGE("number", ">= 0", count);
		return Math.trunc(n);
	};

	// mapped is an iterator of what fn makes of the chunks, in their order, with as
	// many calls under way as the options allow.
	const mapped = (source, fn, options) => {
		callableOf(fn, "fn");
		if (options !== undefined && options !== null) validators.object(options, "options");
		const { concurrency = 1, signal } = options || {};
		validators.integer(concurrency, "options.concurrency", 1);
		validators.signal(signal, "options.signal");
		const abort = new globalThis.AbortController();
		if (signal) onAbort(signal, () => abort.abort(signal.reason));
		const iterator = source[asyncIterator](), under = [];
		let over = false;
		const next = async () => {
			while (!over && under.length < concurrency) {
				if (signal && signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
				const { value, done } = await iterator.next();
				if (done) over = true;
				else {
					const result = new Promise((resolve) => { resolve(fn(value, { signal: abort.signal })); });
					result.catch(() => {}); // it is thrown when its turn comes
					under.push({ value, result });
				}
			}
			if (under.length === 0) return { value: undefined, done: true };
			const { value, result } = under.shift();
			return { value: { chunk: value, result: await result }, done: false };
		};
		const end = async () => {
			abort.abort();
			await iterator.return();
			return { value: undefined, done: true };
		};
		return { [asyncIterator]: () => ({ next, return: end }) };
	};

	const operators = {
		map(fn, options) { return derive(mapped(this, fn, options), ({ result }, emit) => { emit(result); }, options); },
		filter(fn, options) { return derive(mapped(this, fn, options), ({ chunk, result }, emit) => { if (result) emit(chunk); }, options); },
		flatMap(fn, options) {
			return derive(mapped(this, fn, options), async ({ result }, emit) => {
				const iterator = each(result).call(result);
				for (let r; !(r = await iterator.next()).done;) emit(r.value);
			}, options);
		},
		take(count, options) {
			let left = countOf(count);
			return derive(this, (value, emit) => {
				if (left-- > 0) emit(value);
				return left > 0;
			}, options);
		},
		drop(count, options) {
			let left = countOf(count);
			return derive(this, (value, emit) => { if (left-- <= 0) emit(value); }, options);
		},
		asIndexedPairs(options) {
			let n = 0;
			return derive(this, (value, emit) => { emit([n++, value]); }, options);
		},
	};
	const reducers = {
		async toArray(options) {
			const out = [];
			await consume(this, (value) => { out.push(value); }, options);
			return out;
		},
		async forEach(fn, options) {
			callableOf(fn, "fn");
			await consume(this, async (value) => { await fn(value, options || {}); }, options);
		},
		async some(fn, options) {
			callableOf(fn, "fn");
			return await consume(this, async (value) => await fn(value, options || {}) ? true : undefined, options) === true;
		},
		async every(fn, options) {
			callableOf(fn, "fn");
			return await consume(this, async (value) => await fn(value, options || {}) ? undefined : true, options) === undefined;
		},
		async find(fn, options) {
			callableOf(fn, "fn");
			const found = await consume(this, async (value) => await fn(value, options || {}) ? { value } : undefined, options);
			return found && found.value;
		},
		async reduce(fn, initial, options) {
			callableOf(fn, "reducer");
			let has = arguments.length > 1, out = initial;
			await consume(this, async (value) => {
				out = has ? await fn(out, value, options || {}) : value;
				has = true;
			}, options);
			if (!has) throw make(TypeError, "ERR_MISSING_ARGS", "Reduce of an empty stream requires an initial value");
			return out;
		},
	};
	for (const methods of [operators, reducers]) {
		for (const name of Object.keys(methods)) {
			Object.defineProperty(Readable.prototype, name, { value: methods[name], writable: true, configurable: true });
		}
	}
	return {};
})
