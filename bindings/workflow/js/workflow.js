(function (native) {
	"use strict";

	const DEFAULTS = { retries: { limit: 5, delay: 10_000, backoff: "exponential" }, timeout: 600_000 };
	const UNITS = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000, year: 31_536_000_000 };

	// duration reads a number of milliseconds, or words such as "5 minutes".
	const duration = (v, what) => {
		if (typeof v === "number" && v >= 0) return v;
		const words = /^\s*(\d+(?:\.\d+)?)\s*(second|minute|hour|day|week|month|year)s?\s*$/.exec(`${v}`);
		if (words === null) throw new TypeError(`${what}: ${JSON.stringify(v)} is not a duration: write a number of milliseconds, or such as "10 seconds"`);
		return Number(words[1]) * UNITS[words[2]];
	};

	class WorkflowTimeoutError extends Error {
		constructor(ms) {
			super(`Execution timed out after ${ms}ms`);
			this.name = "WorkflowTimeoutError";
		}
	}

	class NonRetryableError extends Error {
		constructor(message, name = "NonRetryableError") {
			super(message);
			this.name = name;
		}
	}

	const rest = (ms) => new Promise((resolve) => { native.sleep(ms, resolve); });

	// within gives up waiting for a promise after a time.
	const within = (ms, promise) => new Promise((resolve, reject) => {
		const id = native.sleep(ms, () => reject(new WorkflowTimeoutError(ms)));
		Promise.resolve(promise).then((v) => { native.wake(id); resolve(v); }, (e) => { native.wake(id); reject(e); });
	});

	const revive = ({ name, message }) => {
		const e = new Error(message);
		if (name !== "Error") Object.defineProperty(e, "name", { value: name, configurable: true, writable: true });
		return e;
	};

	const pause = (retries, attempt) => {
		const delay = duration(retries.delay ?? DEFAULTS.retries.delay, "retries.delay");
		switch (retries.backoff ?? DEFAULTS.retries.backoff) {
		case "constant": return delay;
		case "linear": return delay * attempt;
		}
		return delay * 2 ** (attempt - 1);
	};

	class WorkflowStep {
		#run; #counts = new Map(); #total = 0;
		constructor(run) { this.#run = run; }

		#name(name, counted = true) {
			if (typeof name !== "string" || name === "" || name.length > 256) throw new TypeError(`The name of a step is a text of up to 256 characters, not ${JSON.stringify(name)}`);
			if (counted && ++this.#total > 1024) throw new Error("A workflow instance has at most 1024 steps");
			const n = (this.#counts.get(name) ?? 0) + 1;
			this.#counts.set(name, n);
			return `${name}-${n}`;
		}

		async do(name, config, callback) {
			if (typeof config === "function") [config, callback] = [{}, config];
			if (typeof callback !== "function") throw new TypeError("step.do() takes a function");
			const run = this.#run, step = this.#name(name);
			const retries = { ...DEFAULTS.retries, ...config?.retries }, timeout = duration(config?.timeout ?? DEFAULTS.timeout, "timeout");
			pause(retries, 1); // says at once what is wrong with it
			let stored = await native.begin(run, step);
			for (;;) {
				if (stored.ended) {
					if (stored.message !== undefined) throw revive(stored);
					return stored.value;
				}
				if (stored.due > Date.now()) await this.#resting(() => rest(stored.due - Date.now()));
				const attempt = stored.attempts + 1;
				try {
					const value = await this.#active(() => within(timeout, native.attempt(attempt, retries.limit, () => callback({ attempt, step: { name, count: this.#counts.get(name) }, config }))));
					await native.succeed(run, step, attempt, value);
				} catch (e) {
					const final = e instanceof NonRetryableError || attempt > retries.limit;
					await native.fail(run, step, attempt, final, final ? 0 : Date.now() + pause(retries, attempt), `${e?.name ?? "Error"}`, `${e?.message ?? e}`);
					if (final) throw e;
				}
				stored = await native.begin(run, step);
			}
		}

		async sleep(name, time) { return this.#until(name, Date.now() + duration(time, "step.sleep()"), false); }

		async sleepUntil(name, time) {
			const ms = time instanceof Date ? time.getTime() : Number(time);
			if (Number.isNaN(ms)) throw new TypeError("step.sleepUntil() takes a Date or a number of milliseconds since the epoch");
			return this.#until(name, ms, true);
		}

		async #until(name, due, checked) {
			const run = this.#run, step = this.#name(name, false);
			const stored = await native.begin(run, step);
			if (stored.ended) return;
			if (stored.due !== 0) due = stored.due;
			else {
				if (checked && due < Date.now()) throw new Error("You can't sleep until a time in the past, time-traveler");
				await native.due(run, step, due);
			}
			if (due > Date.now()) await this.#resting(() => rest(due - Date.now()));
			await native.succeed(run, step, 1, undefined);
			await native.begin(run, step); // holds while the instance is paused
		}

		async waitForEvent(name, options) {
			const run = this.#run, step = this.#name(name), type = options?.type;
			if (typeof type !== "string" || type === "") throw new TypeError("step.waitForEvent() needs the type of the event");
			const timeout = duration(options.timeout ?? UNITS.day, "timeout");
			const stored = await native.begin(run, step);
			if (stored.ended) {
				if (stored.message !== undefined) throw revive(stored);
				return stored.value;
			}
			const due = stored.due !== 0 ? stored.due : Date.now() + timeout;
			if (stored.due === 0) await native.due(run, step, due);
			try {
				return await this.#resting(() => within(Math.max(due - Date.now(), 0), native.wait(run, step, type)));
			} catch (e) {
				if (!(e instanceof WorkflowTimeoutError)) throw e;
				native.unwait(run, step);
				const late = new WorkflowTimeoutError(timeout);
				await native.fail(run, step, 1, true, 0, late.name, late.message);
				throw late;
			}
		}

		async #active(f) {
			native.count(this.#run, 1, 0);
			try { return await f(); } finally { native.count(this.#run, -1, 0); }
		}
		async #resting(f) {
			native.count(this.#run, 0, 1);
			try { return await f(); } finally { native.count(this.#run, 0, -1); }
		}
	}
	Object.defineProperty(WorkflowStep.prototype, Symbol.toStringTag, { value: "WorkflowStep", configurable: true });

	// ---- the binding

	let keyOf;
	class WorkflowInstance {
		#key;
		constructor(key, id) {
			this.#key = key;
			Object.defineProperty(this, "id", { value: id, enumerable: true });
		}
		async status() { return native.status(keyOf(this), this.id); }
		async pause() { await native.change(keyOf(this), this.id, "pause"); }
		async resume() { await native.change(keyOf(this), this.id, "resume"); }
		async terminate() { await native.change(keyOf(this), this.id, "terminate"); }
		async restart() { await native.change(keyOf(this), this.id, "restart"); }
		async sendEvent(options) {
			const key = keyOf(this), { type, payload } = options ?? {};
			if (typeof type !== "string" || !/^[\w-]{1,100}$/.test(type)) {
				throw new TypeError(`The type of an event is a text of up to 100 letters, digits, - and _, not ${JSON.stringify(type)}`);
			}
			await native.send(key, this.id, type, payload);
		}
		static {
			keyOf = (o) => {
				if (typeof o === "object" && o !== null && #key in o) return o.#key;
				throw new TypeError("Illegal invocation");
			};
		}
	}
	Object.defineProperty(WorkflowInstance.prototype, Symbol.toStringTag, { value: "WorkflowInstance", configurable: true });

	class Workflow {
		#key;
		constructor(key) { this.#key = key; }
		async create(options = undefined) {
			const key = this.#key;
			const [id] = await native.create(key, [{ id: options?.id, params: options?.params }]);
			return new WorkflowInstance(key, id);
		}
		async createBatch(batch) {
			const key = this.#key, list = Array.from(batch, (b) => ({ id: b?.id, params: b?.params }));
			if (list.length === 0) throw new Error("createBatch() needs at least one instance");
			if (list.length > 100) throw new Error(`createBatch() takes at most 100 instances, not ${list.length}`);
			return (await native.create(key, list)).map((id) => new WorkflowInstance(key, id));
		}
		async get(id) {
			await native.status(this.#key, `${id}`);
			return new WorkflowInstance(this.#key, `${id}`);
		}
	}
	Object.defineProperty(Workflow.prototype, Symbol.toStringTag, { value: "Workflow", configurable: true });

	const run = (instance, key, payload, timestamp, id) => instance.run(Object.freeze({ payload, timestamp: new Date(timestamp), instanceId: id }), new WorkflowStep(key));

	return native.ready({ make: (key) => new Workflow(key), run, NonRetryableError });
})
