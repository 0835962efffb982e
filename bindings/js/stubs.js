(function (native) {
	"use strict";

	const isClass = (f) => Object.getOwnPropertyDescriptor(f, "prototype")?.writable === false;

	const empty = (o) => typeof o === "object" && o !== null && Object.getPrototypeOf(o) === Object.prototype && Reflect.ownKeys(o).length === 0;

	// resolve makes the entry of env of what a module exports by default: an
	// object is the entry itself, a class is made with env, any other function is
	// called with it.
	return {
		resolve(binding, given, path, env) {
			const wrong = (what) => {
				throw new TypeError(`${path} ${what}, but it stands in for env.${binding}. Write export default { … }, or a class, or a function (env) => object`);
			};
			let entry = given;
			if (typeof given === "function") entry = isClass(given) ? new given(env) : given(env);
			if (given === undefined) wrong("exports undefined");
			if (empty(given)) wrong("exports nothing"); // as a module without any export does
			if (entry === null || typeof entry !== "object" && typeof entry !== "function") {
				wrong(entry === given ? "exports no object" : `gave ${entry === null ? "null" : typeof entry}, and no object`);
			}
			if (typeof entry.then === "function") wrong("gave a promise");
			return entry;
		},
	};
})
