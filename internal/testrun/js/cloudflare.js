(function (native) {
	"use strict";

	// The module "cloudflare:test", and exports of "cloudflare:workers".

	// An ExecutionContext that a test makes, and waits for.
	class ExecutionContext {
		#waiting = [];
		props = {};
		waitUntil(promise) {
			if (!(#waiting in this)) throw new TypeError("Illegal invocation");
			this.#waiting.push(Promise.resolve(promise).then(() => {}));
			this.#waiting[this.#waiting.length - 1].catch(() => {}); // reported by who waits
		}
		passThroughOnException() { if (!(#waiting in this)) throw new TypeError("Illegal invocation"); }
		get exports() { return exports; }
		static async wait(ctx) {
			if (typeof ctx !== "object" || ctx === null || !(#waiting in ctx)) {
				throw new TypeError("waitOnExecutionContext() waits for what createExecutionContext() made");
			}
			const errors = [];
			while (ctx.#waiting.length > 0) {
				for (const r of await Promise.allSettled(ctx.#waiting.splice(0))) if (r.status === "rejected") errors.push(r.reason);
			}
			if (errors.length === 1) throw errors[0];
			if (errors.length > 1) throw new AggregateError(errors, `${errors.length} promises given to waitUntil() were rejected`);
		}
	}
	const wait = ExecutionContext.wait;
	delete ExecutionContext.wait;
	Object.defineProperty(ExecutionContext.prototype, Symbol.toStringTag, { value: "ExecutionContext", configurable: true });

	const batches = new WeakMap(); // their keys
	let lastID = 0;
	const messagesOf = (messages) => [...messages].map((m) => {
		if (!("body" in m)) throw new TypeError("a message of createMessageBatch() needs a body");
		return { id: m.id ?? (++lastID).toString(16).padStart(32, "0"), timestamp: m.timestamp === undefined ? native.now() : +m.timestamp, attempts: m.attempts ?? 1, body: m.body };
	});
	const createMessageBatch = (queue, messages) => {
		const [batch, key] = native.makeBatch(String(queue), messagesOf(messages));
		batches.set(batch, key);
		return batch;
	};
	const getQueueResult = async (batch, ctx) => {
		if (!batches.has(batch)) throw new TypeError("getQueueResult() tells of what createMessageBatch() made");
		if (ctx !== undefined) await wait(ctx);
		return native.batchResult(batches.get(batch));
	};
	class ScheduledController {
		constructor(o) {
			this.scheduledTime = o.scheduledTime === undefined ? native.now() : +o.scheduledTime;
			this.cron = o.cron ?? "";
		}
		noRetry() {}
	}
	const createScheduledController = (o = {}) => new ScheduledController(o);

	const fetcher = (entrypoint) => ({
		fetch: async (input, init) => native.fetch(entrypoint, new Request(input, init)),
		queue: async (queue, messages) => native.queue(entrypoint, String(queue), messagesOf(messages)),
		scheduled: async (o = {}) => native.scheduled(entrypoint, o.cron ?? "", o.scheduledTime === undefined ? native.now() : +o.scheduledTime),
		connect: () => { throw new Error("connect() is not supported"); },
	});
	// entry is an entrypoint of the Worker: its handlers, and every other method
	// of a class as a call.
	const entry = (name) => new Proxy(fetcher(name), {
		get(target, key) {
			if (key in target || typeof key !== "string" || key === "then") return target[key];
			return async (...args) => native.call(name, key, args);
		},
	});
	const SELF = fetcher("default");
	const exports = new Proxy({}, {
		get: (_, key) => typeof key === "string" && key !== "then" && native.exported(key) ? entry(key) : undefined,
		has: (_, key) => typeof key === "string" && native.exported(key),
	});

	const missing = (name, what) => () => { throw new Error(`${name}() is not there: paddock does not emulate ${what} in tests yet`); };
	const env = native.env;
	const applyD1Migrations = async (db, migrations, table = "d1_migrations") => {
		await db.prepare(`CREATE TABLE IF NOT EXISTS ${table} (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`).run();
		const { results } = await db.prepare(`SELECT name FROM ${table}`).all();
		const applied = new Set(results.map((r) => r.name));
		for (const m of migrations) {
			if (applied.has(m.name)) continue;
			await db.batch([...m.queries.map((q) => db.prepare(q)), db.prepare(`INSERT INTO ${table} (name) VALUES (?)`).bind(m.name)]);
		}
	};

	return {
		exports,
		module: {
			env, SELF, createExecutionContext: () => new ExecutionContext(), waitOnExecutionContext: wait, createMessageBatch, getQueueResult, createScheduledController,
			fetchMock: native.network.fetchMock, applyD1Migrations,
			runInDurableObject: missing("runInDurableObject", "Durable Objects"), runDurableObjectAlarm: missing("runDurableObjectAlarm", "Durable Objects"),
			listDurableObjectIds: missing("listDurableObjectIds", "Durable Objects"), introspectWorkflow: missing("introspectWorkflow", "Workflows"),
			introspectWorkflowInstance: missing("introspectWorkflowInstance", "Workflows"), createPagesEventContext: missing("createPagesEventContext", "Pages"),
		},
	};
})
