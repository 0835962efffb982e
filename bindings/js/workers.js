(function (native) {
	"use strict";

	// The base classes of cloudflare:workers. Each keeps what its subclass's
	// methods read as this.ctx and this.env.
	const base = (name) => ({ [name]: class { constructor(ctx, env) { this.ctx = ctx; this.env = env; } } })[name];

	return {
		WorkerEntrypoint: base("WorkerEntrypoint"),
		DurableObject: base("DurableObject"),
		WorkflowEntrypoint: base("WorkflowEntrypoint"),
		get RpcTarget() { return native.rpc("RpcTarget"); },
		get RpcStub() { return native.rpc("RpcStub"); },
		get RpcPromise() { return native.rpc("RpcPromise"); },
		get RpcProperty() { return native.rpc("RpcProperty"); },
		get ServiceStub() { return native.rpc("Fetcher"); },
		env: native.env,
		get exports() { return native.exports(); },
		waitUntil: (promise) => native.waitUntil(promise),
	};

})
