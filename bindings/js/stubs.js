(function (native) {
	"use strict";

	const isClass = (f) => /^class\b/.test(Function.prototype.toString.call(f));

	// resolve makes the entry of env of what a module exports: an object is the
	// entry itself, a class is made with env, any other function is called with
	// it.
	return {
		resolve(binding, module, path, env) {
			const given = module.default;
			const wrong = (what) => {
				throw new TypeError(`${path} ${what}, but it stands in for env.${binding}. Write: export default { … }, or a class, or a function (env) => object.`);
			};
			if (given === undefined) wrong("has no default export");
			let entry = given;
			if (typeof given === "function") entry = isClass(given) ? new given(env) : given(env);
			if (entry === null || typeof entry !== "object" && typeof entry !== "function") {
				wrong(entry === given ? "exports no object" : `gave ${entry === null ? "null" : typeof entry}, and no object`);
			}
			if (typeof entry.then === "function") wrong("gave a promise");
			return entry;
		},
	};
})
