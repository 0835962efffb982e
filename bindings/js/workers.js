(function (native) {
	"use strict";

	// The base classes of cloudflare:workers. Each keeps what its subclass's
	// methods read as this.ctx and this.env.
	const base = (name) => ({
		[name]: class {
			constructor(ctx, env) {
				if (typeof ctx !== "object" || ctx === null) throw new TypeError(`Failed to construct '${name}': constructor parameter 1 is not of type 'Object'.`);
				this.ctx = ctx;
				this.env = env;
			}
		},
	})[name];

	// scoped is an object that shows what withEnv and withExports put in the place
	// of the Worker's own for as long as their function runs, awaits included.
	const scoped = (current) => new Proxy({}, Object.fromEntries(["get", "has", "set", "deleteProperty", "ownKeys", "getPrototypeOf"].map((trap) => [
		trap, (_, ...args) => Reflect[trap](current(), ...(trap === "get" || trap === "set" ? args.slice(0, -1) : args)),
	]).concat([["getOwnPropertyDescriptor", (_, key) => {
		const d = Reflect.getOwnPropertyDescriptor(current(), key);
		return d && { ...d, configurable: true };
	}]])));

	const within = (name, fn, n, env, exports) => {
		if (typeof fn !== "function") throw new TypeError(`Failed to execute '${name}' on 'EnvModule': parameter ${n} is not of type 'function'.`);
		return native.within(fn, env, exports);
	};

	return {
		WorkerEntrypoint: base("WorkerEntrypoint"),
		DurableObject: base("DurableObject"),
		WorkflowEntrypoint: base("WorkflowEntrypoint"),
		get RpcTarget() { return native.rpc("RpcTarget"); },
		get RpcStub() { return native.rpc("RpcStub"); },
		get RpcPromise() { return native.rpc("RpcPromise"); },
		get RpcProperty() { return native.rpc("RpcProperty"); },
		get ServiceStub() { return native.rpc("Fetcher"); },
		env: scoped(native.env),
		get exports() { return native.exports(); },
		waitUntil(...args) {
			if (args.length === 0) throw new TypeError("Failed to execute 'waitUntil' on 'EntrypointsModule': parameter 1 is not of type 'Promise'.");
			return native.waitUntil(args[0]);
		},
		withEnv: (env, fn) => within("withEnv", fn, 2, env),
		withExports: (exports, fn) => within("withExports", fn, 2, undefined, exports),
		withEnvAndExports: (env, exports, fn) => within("withEnvAndExports", fn, 3, env, exports),
	};

})
