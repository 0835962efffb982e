(function () {
	"use strict";
	// Async generators. The bundler makes each an ordinary generator that yields
	// what it awaits in a marker: a value, and whether it is the answer of an iterator
	// that yield* delegates to. Requests queue up and are carried out one by one.
	class Machine extends (function (object) { return object; }) {
		#generator; #Marker; #queue = []; #running = false; #done = false;
		constructor(object, generator, Marker) {
			super(object);
			this.#generator = generator;
			this.#Marker = Marker;
		}
		static request(o, kind, value) {
			return new Promise((resolve, reject) => {
				if (typeof o !== "object" || o === null || !(#queue in o)) {
					reject(new TypeError(`${kind} method called on incompatible receiver ${String(o)}`));
					return;
				}
				o.#queue.push({ kind, value, resolve, reject });
				if (!o.#running) Machine.#run(o);
			});
		}
		static async #run(o) {
			o.#running = true;
			while (o.#queue.length > 0) {
				const request = o.#queue[0];
				let result, failure, failed = false;
				try {
					result = o.#done ? await Machine.#after(request) : await Machine.#resume(o, request);
				} catch (error) {
					failed = o.#done = true;
					failure = error;
				}
				o.#queue.shift();
				if (failed) request.reject(failure); else request.resolve(result);
			}
			o.#running = false;
		}
		// after answers a request to a generator that has ended.
		static async #after({ kind, value }) {
			if (kind === "throw") throw value;
			return { value: kind === "return" ? await value : undefined, done: true };
		}
		// resume runs the generator until it yields or ends.
		static async #resume(o, { kind, value }) {
			for (;;) {
				const step = o.#generator[kind](value);
				const marker = step.value;
				try {
					if (marker instanceof o.#Marker) {
						value = await marker[0];
						if (marker[1]) value = { done: value.done, value: value.value };
						kind = marker[1] && kind === "return" ? "return" : "next";
						continue;
					}
					if (step.done) o.#done = true;
					return { value: await marker, done: step.done };
				} catch (error) {
					if (step.done) throw error;
					kind = "throw";
					value = error;
				}
			}
		}
	}
	const hide = (o, name, value) => Object.defineProperty(o, name, { value, writable: true, configurable: true });
	const AsyncIteratorPrototype = hide({}, Symbol.asyncIterator, { [Symbol.asyncIterator]() { return this; } }[Symbol.asyncIterator]);
	const AsyncGeneratorPrototype = Object.create(AsyncIteratorPrototype);
	const methods = {
		next(value) { return Machine.request(this, "next", value); },
		return(value) { return Machine.request(this, "return", value); },
		throw(value) { return Machine.request(this, "throw", value); },
	};
	for (const name of ["next", "return", "throw"]) hide(AsyncGeneratorPrototype, name, methods[name]);
	Object.defineProperty(AsyncGeneratorPrototype, Symbol.toStringTag, { value: "AsyncGenerator", configurable: true });

	const make = (Marker) => (self, args, generator) => {
		const o = Object.create(AsyncGeneratorPrototype);
		new Machine(o, generator.apply(self, args), Marker);
		return o;
	};
	return { make, AsyncIteratorPrototype };
})
