(function (native) {
	"use strict";

	// Suites, tests and hooks: how a file declares them, and how they are run.

	const { show, brief } = native.values;
	const expecting = native.expecting;

	const newSuite = (name, parent, o = {}) => ({
		kind: "suite", name, parent, children: [], mode: o.mode ?? "run", concurrent: o.concurrent ?? parent?.concurrent ?? false,
		options: { ...parent?.options, ...o.options }, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [],
	});
	const root = newSuite("", null);
	let current = root, pending = [], nextID = 0, running = false, lastTest = null;

	// What a test or a suite stores and mocks is gone after it.
	const push = () => { native.network.push(); return native.push(); };
	const pop = async () => { await native.pop(); native.network.pop(); };

	const namesOf = (node) => node.parent ? [...namesOf(node.parent), node.name] : [];

	// Arguments come as (name, fn, timeout or options) or (name, options, fn).
	const read = (name, a, b) => {
		const named = typeof name === "function" ? name.name || "anonymous" : String(name);
		let fn = a, options = b;
		if (typeof a === "object" && a !== null) [options, fn] = [a, b];
		if (typeof options === "number") options = { timeout: options };
		return { name: named, fn, options: options ?? {} };
	};

	// chain makes it, describe and their like: each word adds a flag.
	const words = ["skip", "only", "todo", "fails", "concurrent", "sequential", "shuffle"];
	const chain = (make, flags = {}) => {
		const self = (...args) => make(flags, ...args);
		for (const word of words) {
			Object.defineProperty(self, word, { get: () => chain(make, { ...flags, [word]: true }), configurable: true });
		}
		self.skipIf = (condition) => condition ? self.skip : self;
		self.runIf = (condition) => condition ? self : self.skip;
		const table = (spread) => (cases, ...values) => {
			const rows = cases.raw ? fromTemplate(cases, values) : [...cases];
			return (name, a, b) => {
				const { fn, options } = read(name, a, b);
				rows.forEach((row, n) => {
					const args = Array.isArray(row) ? row : [row];
					make(flags, title(name, args, n), options, fn && (spread ? (...rest) => fn(...args, ...rest) : (context) => fn(row, context)));
				});
			};
		};
		self.each = table(true);
		self.for = table(false);
		return self;
	};

	// fromTemplate reads a table: its first line has the names.
	const fromTemplate = (strings, values) => {
		const names = strings[0].trim().split("|").map((s) => s.trim());
		const rows = [];
		for (let n = 0; n < values.length; n += names.length) {
			rows.push(Object.fromEntries(names.map((name, k) => [name, values[n + k]])));
		}
		return rows;
	};

	// title fills a test's name with the values of its case.
	const title = (name, args, n) => {
		let at = 0;
		let text = (typeof name === "function" ? name.name : String(name)).replace(/%[sdifjoO#$%]/g, (mark) => {
			switch (mark) {
			case "%%": return "%";
			case "%#": return String(n);
			case "%$": return String(n + 1);
			}
			if (at >= args.length) return mark;
			const v = args[at++];
			switch (mark) {
			case "%s": return typeof v === "object" && v !== null ? brief(v) : String(v);
			case "%d": return String(Number(v));
			case "%i": return String(Math.trunc(Number(v)));
			case "%f": return String(parseFloat(v));
			case "%j": return JSON.stringify(v);
			default: return brief(v);
			}
		});
		if (typeof args[0] === "object" && args[0] !== null) {
			text = text.replace(/\$([A-Za-z_$][\w$]*(?:\.[\w$]+)*)/g, (mark, path) => {
				const v = path.split(".").reduce((o, k) => o?.[k], args[0]);
				return v === undefined && !(path in args[0]) ? mark : typeof v === "string" ? v : brief(v);
			});
		}
		return text;
	};

	const modeOf = (flags, options) => {
		if (flags.todo || options.todo) return "todo";
		if (flags.skip || options.skip) return "skip";
		return flags.only || options.only ? "only" : "run";
	};

	const it = chain((flags, ...args) => {
		if (running) throw new Error("a test cannot be declared while another one runs: declare it at the top of the file or in describe()");
		const { name, fn, options } = read(...args);
		const merged = { ...current.options, ...options };
		const test = {
			kind: "test", name, fn, parent: current, mode: fn ? modeOf(flags, options) : "todo", id: nextID++,
			fails: flags.fails || options.fails || false, options: merged,
			concurrent: !flags.sequential && !options.sequential && (flags.concurrent || options.concurrent || current.concurrent),
		};
		test.names = namesOf(test);
		test.site = new Error("declared").stack;
		test.fullName = test.names.join(" > ");
		current.children.push(test);
	});
	it.extend = (fixtures) => extended(it, fixtures);

	// extended gives tests more members of their context, each made by a function
	// that calls use() with it, or a plain value.
	const extended = (base, fixtures) => {
		const made = chain((flags, ...args) => {
			const { name, fn, options } = read(...args);
			let declare = base;
			for (const word of words) if (flags[word]) declare = declare[word];
			declare(name, options, fn && ((...args) => withFixtures(fixtures, args, fn)));
		});
		made.extend = (more) => extended(made, more);
		return made;
	};
	const withFixtures = async (fixtures, args, fn) => {
		const context = { ...args[args.length - 1] };
		const enter = async (list) => {
			if (list.length === 0) { await fn(...args.slice(0, -1), context); return; }
			let [[key, make], ...rest] = list;
			if (Array.isArray(make)) make = make[0];
			if (typeof make !== "function") { context[key] = make; await enter(rest); return; }
			await make(context, async (value) => { context[key] = value; await enter(rest); });
		};
		await enter(Object.entries(fixtures));
	};

	const describe = chain((flags, ...args) => {
		const { name, fn, options } = read(...args);
		const suite = newSuite(name, current, { mode: fn ? modeOf(flags, options) : "todo", concurrent: flags.sequential ? false : flags.concurrent || options.concurrent ? true : undefined, options });
		current.children.push(suite);
		if (!fn) return;
		const saved = current;
		current = suite;
		try {
			const result = fn();
			if (result instanceof Promise) pending.push(result.then(() => {}));
		} finally {
			current = saved;
		}
	});

	const hook = (kind) => (fn, timeout) => { current[kind].push({ fn, timeout, kind }); };
	const hooks = { beforeAll: hook("beforeAll"), afterAll: hook("afterAll"), beforeEach: hook("beforeEach"), afterEach: hook("afterEach") };
	const ending = (kind) => (fn) => {
		const test = currentTest();
		if (!test) throw new Error(`${kind}() belongs into a test`);
		test[kind].push(fn);
	};
	const onTestFinished = ending("onTestFinished"), onTestFailed = ending("onTestFailed");

	// currentTest is the test whose code runs: by its invocation, so that tests
	// that run at the same time are kept apart.
	const currentTest = () => native.testOf() ?? lastTest;

	// track keeps the promises of matchers, so that a test that forgets to await
	// one still fails where it fails.
	const track = (promise, what) => {
		const test = currentTest();
		if (test?.open) {
			const entry = { promise, what };
			test.open.add(entry);
			promise.then(() => test.open.delete(entry), () => test.open.delete(entry));
		}
		return promise;
	};
	const settled = async (test) => {
		for (const { promise } of [...test.open]) await promise;
	};

	class Skipped { constructor(note) { this.note = note; } }

	const hasOnly = (node) => node.mode === "only" || node.kind === "suite" && node.children.some(hasOnly);

	// plan says of each test whether it runs; run is what native asked for.
	const plan = (run) => {
		const only = hasOnly(root);
		const visit = (node, inherited, inOnly) => {
			const mode = inherited !== "run" ? inherited : node.mode === "only" ? "run" : node.mode;
			inOnly = inOnly || node.mode === "only";
			if (node.kind === "test") {
				node.plan = mode;
				if (mode === "run" && only && !inOnly) node.plan = "skip";
				if (mode === "run" && run.pattern && !run.pattern.test(node.names.join(" "))) node.plan = "skip";
				node.done = run.done.includes(node.id);
				return node.plan === "run" && !node.done;
			}
			// An only within a suite that is marked only narrows it.
			const narrowed = inOnly && node.children.some(hasOnly) ? false : inOnly;
			let any = false;
			for (const child of node.children) any = visit(child, mode, narrowed) || any;
			node.runs = any;
			return any;
		};
		visit(root, "run", false);
	};

	const timeoutOf = (options, otherwise) => options.timeout ?? otherwise;

	// within runs fn in an invocation of its own, for at most so long in real time.
	const within = (label, timeout, test, fn) => native.run(label, timeout, test, fn);

	const runSuite = async (suite, run) => {
		if (!suite.runs) {
			for (const child of suite.children) child.kind === "suite" ? await runSuite(child, run) : skip(child);
			return;
		}
		await push();
		const cleanups = [];
		let broken = false;
		for (const h of suite.beforeAll) {
			try {
				await within("beforeAll()", h.timeout ?? run.hookTimeout, null, async () => {
					const cleanup = await h.fn(suite);
					if (typeof cleanup === "function") cleanups.unshift({ fn: cleanup, kind: "afterAll" });
				});
			} catch (e) {
				broken = true;
				native.suiteFailed(namesOf(suite), "beforeAll", e, expecting.describe(e));
				break;
			}
		}
		for (let n = 0; n < suite.children.length; n++) {
			const child = suite.children[n];
			if (broken || run.stopped()) { skipAll(child); continue; }
			if (child.kind === "suite") { await runSuite(child, run); continue; }
			const together = [child];
			while (child.concurrent && suite.children[n + 1]?.kind === "test" && suite.children[n + 1].concurrent) together.push(suite.children[++n]);
			if (together.length === 1) { await runTest(child, run, false); continue; }
			await push();
			await Promise.all(together.map((t) => runTest(t, run, true)));
			await pop();
		}
		for (const h of [...cleanups, ...[...suite.afterAll].reverse()]) {
			try {
				await within("afterAll()", h.timeout ?? run.hookTimeout, null, () => h.fn(suite));
			} catch (e) {
				native.suiteFailed(namesOf(suite), "afterAll", e, expecting.describe(e));
			}
		}
		await pop();
	};

	const skip = (test) => {
		if (!test.done) native.ended(test.id, test.names, test.plan === "todo" ? "todo" : "skipped", [], 0, "");
	};
	const skipAll = (node) => node.kind === "test" ? skip(node) : node.children.forEach(skipAll);

	const hooksAround = (test, kind) => {
		const list = [];
		for (let s = test.parent; s; s = s.parent) list.unshift(s[kind]);
		return kind === "beforeEach" ? list.flat() : list.reverse().flatMap((l) => [...l].reverse());
	};

	const contextOf = (test) => ({
		task: { id: String(test.id), name: test.name, type: "test", mode: test.plan, suite: { name: test.parent.name }, fullTestName: test.fullName, result: test.result, meta: {} },
		expect: expecting.expect,
		skip: (condition, note) => {
			if (condition === false) return;
			throw new Skipped(typeof condition === "string" ? condition : note ?? "");
		},
		onTestFailed: (fn) => test.onTestFailed.push(fn),
		onTestFinished: (fn) => test.onTestFinished.push(fn),
		annotate: async () => {},
		signal: new AbortController().signal,
	});

	const runTest = async (test, run, together) => {
		if (test.done) return;
		if (test.plan !== "run" || run.stopped()) { skip(test); return; }
		const retries = typeof test.options.retry === "object" ? test.options.retry.count ?? 0 : test.options.retry ?? run.retry;
		const repeats = test.options.repeats ?? 0;
		native.started(test.id, test.names);
		let outcome;
		for (let repeat = 0; repeat <= repeats; repeat++) {
			for (let attempt = 0; attempt <= retries; attempt++) {
				outcome = await attemptAt(test, run, together, attempt);
				outcome.retries = attempt;
				if (outcome.state !== "failed") break;
			}
			if (outcome.state === "failed") break;
		}
		native.ended(test.id, test.names, outcome.state, outcome.errors.map((e) => ({ error: e, values: expecting.describe(e) })), outcome.retries, outcome.note ?? "");
	};

	// attemptAt runs a test once, with everything around it.
	const attemptAt = async (test, run, together, attempt) => {
		Object.assign(test, { onTestFinished: [], onTestFailed: [], errors: [], open: new Set(), result: undefined });
		if (!together) await push();
		native.attempt(test.id, attempt);
		lastTest = test;
		const timeout = timeoutOf(test.options, run.timeout);
		const context = contextOf(test);
		const cleanups = [];
		let skipped = null, phase = "before";
		const fail = (e) => {
			if (e instanceof Skipped) skipped = e;
			else test.errors.push(e);
		};
		const after = async () => {
			phase = "after";
			for (const fn of [...cleanups, ...hooksAround(test, "afterEach").map((h) => h.fn)]) {
				try { await fn(context); } catch (e) { fail(e); }
			}
		};
		try {
			await within(test.fullName, timeout, test, async () => {
				try {
					for (const h of hooksAround(test, "beforeEach")) {
						const cleanup = await h.fn(context);
						if (typeof cleanup === "function") cleanups.unshift(cleanup);
					}
					phase = "test";
					await test.fn(context);
					await settled(test);
				} catch (e) {
					fail(e);
				}
				await after();
			});
		} catch (e) {
			// It was ended: by its time, or because nothing could go on. No code of
			// its own threw, so the error shows where it is declared.
			if (e instanceof Error) e.stack = `${e.name}: ${e.message}\n${test.site.split("\n").slice(1).join("\n")}`;
			fail(e);
			if (phase !== "after") {
				try { await within(test.fullName + ": afterEach()", timeout, test, after); } catch (again) { fail(again); }
			}
		}
		const counts = expecting.checkCounts(test);
		if (counts) test.errors.push(counts);
		let state = test.errors.length > 0 ? "failed" : skipped ? "skipped" : "passed";
		if (test.fails && !skipped) {
			if (state === "failed") { state = "passed"; test.errors = []; }
			else { state = "failed"; test.errors = [new expecting.AssertionError("the test was expected to fail, and it passed")]; }
		}
		test.result = { state: state === "passed" ? "pass" : state === "failed" ? "fail" : "skip", errors: test.errors };
		context.task.result = test.result;
		await within(test.fullName + ": onTestFinished()", timeout, test, async () => {
			for (const fn of [...test.onTestFinished].reverse()) await fn(context);
			if (state === "failed") for (const fn of test.onTestFailed) await fn(context);
		}).catch((e) => { state = "failed"; test.errors.push(e); });
		lastTest = null;
		if (!together) await pop();
		return { state, errors: test.errors, note: skipped?.note };
	};

	// run runs the file's tests; o is what native asks for.
	const run = async (o) => {
		await Promise.all(pending);
		running = true;
		const options = { ...o, pattern: o.pattern ? new RegExp(o.pattern) : null };
		plan(options);
		await runSuite(root, options);
	};

	return { it, describe, ...hooks, onTestFinished, onTestFailed, run, currentTest, track, softFailure: (test, e) => { if (!test) throw e; test.errors.push(e); }, show };
})
