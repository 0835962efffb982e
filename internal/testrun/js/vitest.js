(function (native) {
	"use strict";

	// The module "vitest".

	const { spies, timers, suite } = native;
	const { expect, assert, AssertionError } = native.expecting;

	const stubbedGlobals = new Map(), stubbedEnv = new Map();
	const absent = Symbol("absent");
	const stub = (holder, saved, key, value) => {
		if (!saved.has(key)) saved.set(key, Object.getOwnPropertyDescriptor(holder, key) ?? absent);
		if (value === undefined && saved === stubbedEnv) delete holder[key];
		else Object.defineProperty(holder, key, { value, writable: true, configurable: true, enumerable: true });
	};
	const unstub = (holder, saved) => {
		for (const [key, was] of saved) {
			if (was === absent) delete holder[key];
			else Object.defineProperty(holder, key, was);
		}
		saved.clear();
	};
	const environment = () => {
		if (typeof process === "object" && process.env) return process.env;
		throw new Error("vi.stubEnv() sets process.env, which a Worker has with the flag nodejs_compat");
	};

	// until calls probe again and again until it is content, for at most timeout
	// milliseconds of the world's time. Faked timers are moved on as well.
	const until = async (what, probe, options, content) => {
		const { interval = 50, timeout = 1000 } = typeof options === "number" ? { timeout: options } : options ?? {};
		const began = native.now();
		for (;;) {
			let value, failure;
			try { value = await probe(); } catch (e) { failure = e; }
			if (failure === undefined && content(value)) return value;
			if (failure !== undefined && what === "vi.waitUntil()") throw failure;
			if (native.now() - began >= timeout) {
				throw failure ?? new Error(`${what}: it did not happen within ${timeout} ms`);
			}
			await native.sleep(interval);
			if (timers.isFake()) await timers.advanceAsync(interval);
		}
	};

	const vi = {
		fn: spies.fn, spyOn: spies.spyOn, isMockFunction: spies.isMockFunction,
		mocked: (v) => v, mockObject: (o, { spy } = {}) => spies.automock(o, spy),
		clearAllMocks: () => { spies.clearAll(); return vi; },
		resetAllMocks: () => { spies.resetAll(); return vi; },
		restoreAllMocks: () => { spies.restoreAll(); return vi; },
		useFakeTimers: (o) => { timers.use(o); return vi; },
		useRealTimers: () => { timers.stop(); return vi; },
		isFakeTimers: timers.isFake,
		setSystemTime: (d) => { timers.setTime(d); return vi; },
		getMockedSystemTime: timers.mocked, getRealSystemTime: () => native.now(),
		advanceTimersByTime: (ms) => { timers.advance(ms); return vi; },
		advanceTimersByTimeAsync: async (ms) => { await timers.advanceAsync(ms); return vi; },
		advanceTimersToNextTimer: () => { timers.toNext(); return vi; },
		advanceTimersToNextTimerAsync: async () => { await timers.toNextAsync(); return vi; },
		advanceTimersToNextFrame: () => { timers.advance(16); return vi; },
		runAllTimers: () => { timers.runAll(); return vi; },
		runAllTimersAsync: async () => { await timers.runAllAsync(); return vi; },
		runOnlyPendingTimers: () => { timers.runPending(); return vi; },
		runOnlyPendingTimersAsync: async () => { await timers.runPendingAsync(); return vi; },
		runAllTicks: () => vi,
		getTimerCount: timers.count, clearAllTimers: () => { timers.clearAll(); return vi; },
		stubGlobal: (key, value) => { stub(globalThis, stubbedGlobals, key, value); return vi; },
		unstubAllGlobals: () => { unstub(globalThis, stubbedGlobals); return vi; },
		stubEnv: (key, value) => { stub(environment(), stubbedEnv, key, value === undefined ? undefined : String(value)); return vi; },
		unstubAllEnvs: () => { if (stubbedEnv.size > 0) unstub(environment(), stubbedEnv); return vi; },
		waitFor: (probe, o) => until("vi.waitFor()", probe, o, () => true),
		waitUntil: (probe, o) => until("vi.waitUntil()", probe, o, Boolean),
		hoisted: (make) => make(),
		dynamicImportSettled: () => native.rest(),
		resetModules: () => { throw new Error("vi.resetModules() is not possible: the modules of a test are bundled into one script, and run once. Keep what must be fresh in a function or a class."); },
		setConfig: () => {}, resetConfig: () => {},
	};
	const unbundled = (name) => () => {
		throw new Error(`vi.${name}() works where the path is a plain string, at the top level of the test file: vi.mock("./module", () => ({ … }))`);
	};
	for (const name of ["mock", "doMock", "unmock", "doUnmock"]) vi[name] = unbundled(name);

	// Mocks of modules: the bundler hoists vi.mock(), and has the mocked modules
	// ask for what stands in for them.
	const factories = new Map(), numbers = new Map(), actuals = new Map(), made = new Map();
	const asModule = (m) => {
		if (m === null || typeof m !== "object") throw new Error("the factory of vi.mock() must return an object with the exports of the module");
		return "__esModule" in m ? m : Object.defineProperty(m, "__esModule", { value: true });
	};
	const makeModule = (n, actual) => {
		if (made.has(n)) return made.get(n);
		const factory = factories.get(n);
		const m = typeof factory === "function" ? factory(async () => actual()) : spies.automock({ ...actual() }, factory?.spy);
		made.set(n, m instanceof Promise ? m.then((v) => { made.set(n, asModule(v)); }) : asModule(m));
		return made.get(n);
	};
	const hidden = {
		__name: (n, specifier) => { numbers.set(specifier, n); },
		__mock: (specifier, factory) => { factories.set(numbers.get(specifier), factory); },
		__actual: (specifier, load) => { actuals.set(specifier, load); },
		__mocked: (n, actual) => {
			const m = makeModule(n, actual);
			if (m instanceof Promise) throw new Error("a mocked module was imported before its factory had ended");
			return m;
		},
		__ready: async (...loads) => { for (const [n, actual] of loads) await makeModule(n, actual); },
	};
	for (const [name, value] of Object.entries(hidden)) Object.defineProperty(vi, name, { value });
	vi.importActual = async (specifier) => {
		const load = actuals.get(specifier);
		if (!load) throw new Error(`vi.importActual() needs a path that is a plain string, in the test file itself, not ${JSON.stringify(specifier)}`);
		return load();
	};
	vi.importMock = async () => { throw new Error("vi.importMock() is not supported: use vi.mock() of the path and import it"); };

	// Types are checked by the TypeScript compiler, not here.
	const nothing = new Proxy(function () {}, { get: (_, key) => key === "then" ? undefined : nothing, apply: () => nothing });

	return {
		describe: suite.describe, suite: suite.describe, it: suite.it, test: suite.it, expect, assert, vi, vitest: vi, AssertionError,
		beforeAll: suite.beforeAll, afterAll: suite.afterAll, beforeEach: suite.beforeEach, afterEach: suite.afterEach,
		onTestFinished: suite.onTestFinished, onTestFailed: suite.onTestFailed,
		expectTypeOf: () => nothing, assertType: () => {}, inject: () => undefined,
		bench: () => { throw new Error("bench() is not supported: a virtual clock cannot measure"); },
		chai: { expect, assert, AssertionError },
	};
})
