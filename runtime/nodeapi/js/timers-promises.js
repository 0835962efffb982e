(function (native) {
	"use strict";
	const { validators, AbortError } = native.require("internal/errors");
	const { onAbort, asyncIterator } = native.require("internal/tasks");
	const timers = native.require("timers");

	// after makes a promise of one timer that a signal may end.
	const after = async (start, stop, value, options) => {
		validators.object(options, "options");
		const { signal, ref = true } = options;
		validators.signal(signal, "options.signal");
		validators.boolean(ref, "options.ref");
		if (signal && signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
		return new Promise((resolve, reject) => {
			let forget = () => {};
			const timer = start(() => {
				forget();
				resolve(value);
			});
			if (signal) {
				forget = onAbort(signal, () => {
					stop(timer);
					reject(new AbortError(undefined, { cause: signal.reason }));
				});
			}
		});
	};
	const setTimeout = (delay, value, options = {}) => after((fn) => globalThis.setTimeout(fn, delay), (t) => globalThis.clearTimeout(t), value, options);
	const setImmediate = (value, options = {}) => after((fn) => timers.setImmediate(fn), timers.clearImmediate, value, options);

	const setInterval = (delay, value, options = {}) => {
		validators.object(options, "options");
		const { signal } = options;
		validators.signal(signal, "options.signal");
		let ready = 0, waiting, ended = signal && signal.aborted, forget = () => {};
		const failure = () => new AbortError(undefined, { cause: signal.reason });
		const timer = ended ? undefined : globalThis.setInterval(() => {
			if (waiting) {
				waiting.resolve({ value, done: false });
				waiting = undefined;
			} else ready++;
		}, delay);
		const stop = () => {
			globalThis.clearInterval(timer);
			forget();
			ended = true;
		};
		if (signal && !ended) {
			forget = onAbort(signal, () => {
				stop();
				if (waiting) waiting.reject(failure());
			});
		}
		return {
			next() {
				if (ready > 0) {
					ready--;
					return Promise.resolve({ value, done: false });
				}
				if (ended) return signal && signal.aborted ? Promise.reject(failure()) : Promise.resolve({ value: undefined, done: true });
				return new Promise((resolve, reject) => { waiting = { resolve, reject }; });
			},
			return() {
				stop();
				return Promise.resolve({ value: undefined, done: true });
			},
			[asyncIterator]() { return this; },
		};
	};
	return {
		setTimeout, setImmediate, setInterval,
		scheduler: {
			wait: (delay, options) => setTimeout(delay, undefined, options),
			yield: () => setImmediate(),
		},
	};
})
