(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { nextTick } = native.require("internal/tasks");
	const channels = new Map();

	class Channel {
		#subscribers = [];
		#stores = new Map();
		constructor(name) { this.name = name; }
		get hasSubscribers() { return this.#subscribers.length > 0 || this.#stores.size > 0; }
		subscribe(subscriber) {
			validators.callable(subscriber, "subscription");
			this.#subscribers = [...this.#subscribers, subscriber];
		}
		unsubscribe(subscriber) {
			const at = this.#subscribers.indexOf(subscriber);
			if (at < 0) return false;
			this.#subscribers = this.#subscribers.filter((_, n) => n !== at);
			return true;
		}
		bindStore(store, transform) { this.#stores.set(store, transform); }
		unbindStore(store) { return this.#stores.delete(store); }
		publish(message) {
			for (const subscriber of this.#subscribers) {
				try {
					subscriber(message, this.name);
				} catch (error) {
					nextTick(() => { throw error; });
				}
			}
		}
		runStores(message, fn, thisArg, ...args) {
			let run = () => {
				this.publish(message);
				return Reflect.apply(fn, thisArg, args);
			};
			for (const [store, transform] of this.#stores) {
				const next = run;
				run = () => {
					let value = message;
					if (transform) {
						try {
							value = transform(message);
						} catch (error) {
							nextTick(() => { throw error; });
							return next();
						}
					}
					return store.run(value, next);
				};
			}
			return run();
		}
	}

	const channel = (name) => {
		if (typeof name !== "string" && typeof name !== "symbol") throw codes.ERR_INVALID_ARG_TYPE("channel", ["string", "symbol"], name);
		if (!channels.has(name)) channels.set(name, new Channel(name));
		return channels.get(name);
	};

	const stages = ["start", "end", "asyncStart", "asyncEnd", "error"];
	class TracingChannel {
		constructor(of) {
			for (const stage of stages) {
				if (typeof of === "string") this[stage] = channel(`tracing:${of}:${stage}`);
				else if (of && of[stage] instanceof Channel) this[stage] = of[stage];
				else throw codes.ERR_INVALID_ARG_TYPE(`nameOrChannels.${stage}`, ["Channel"], of && of[stage]);
			}
		}
		get hasSubscribers() { return stages.some((stage) => this[stage].hasSubscribers); }
		subscribe(handlers) {
			for (const stage of stages) if (handlers[stage]) this[stage].subscribe(handlers[stage]);
		}
		unsubscribe(handlers) {
			let all = true;
			for (const stage of stages) if (handlers[stage] && !this[stage].unsubscribe(handlers[stage])) all = false;
			return all;
		}
		#fail(context, error) {
			context.error = error;
			this.error.publish(context);
		}
		traceSync(fn, context = {}, thisArg, ...args) {
			return this.start.runStores(context, () => {
				try {
					return context.result = Reflect.apply(fn, thisArg, args);
				} catch (error) {
					this.#fail(context, error);
					throw error;
				} finally {
					this.end.publish(context);
				}
			});
		}
		tracePromise(fn, context = {}, thisArg, ...args) {
			const settle = (then) => {
				this.asyncStart.publish(context);
				this.asyncEnd.publish(context);
				return then();
			};
			return this.start.runStores(context, () => {
				try {
					let promise = Reflect.apply(fn, thisArg, args);
					if (!(promise instanceof Promise)) promise = Promise.resolve(promise);
					return promise.then((result) => {
						context.result = result;
						return settle(() => result);
					}, (error) => {
						this.#fail(context, error);
						return settle(() => Promise.reject(error));
					});
				} catch (error) {
					this.#fail(context, error);
					throw error;
				} finally {
					this.end.publish(context);
				}
			});
		}
		traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
			const callback = args.at(position);
			validators.callable(callback, "callback");
			const traced = (...results) => {
				if (results[0]) this.#fail(context, results[0]);
				else context.result = results[1];
				return this.asyncStart.runStores(context, () => {
					try {
						return Reflect.apply(callback, thisArg, results);
					} finally {
						this.asyncEnd.publish(context);
					}
				});
			};
			args.splice(position, 1, traced);
			return this.start.runStores(context, () => {
				try {
					return Reflect.apply(fn, thisArg, args);
				} catch (error) {
					this.#fail(context, error);
					throw error;
				} finally {
					this.end.publish(context);
				}
			});
		}
	}
	return {
		Channel, channel,
		hasSubscribers: (name) => channels.has(name) && channels.get(name).hasSubscribers,
		subscribe: (name, subscriber) => channel(name).subscribe(subscriber),
		unsubscribe: (name, subscriber) => channel(name).unsubscribe(subscriber),
		tracingChannel: (of) => new TracingChannel(of),
	};
})
