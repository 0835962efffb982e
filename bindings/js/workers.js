(function (native) {
	"use strict";

	// The base classes of cloudflare:workers. Each keeps what its subclass's
	// methods read as this.ctx and this.env.
	const base = (name) => ({ [name]: class { constructor(ctx, env) { this.ctx = ctx; this.env = env; } } })[name];

	class RpcTarget {}

	return {
		WorkerEntrypoint: base("WorkerEntrypoint"),
		DurableObject: base("DurableObject"),
		WorkflowEntrypoint: base("WorkflowEntrypoint"),
		RpcTarget,
		env: native.env,
		waitUntil: (promise) => native.waitUntil(promise),
	};
})
