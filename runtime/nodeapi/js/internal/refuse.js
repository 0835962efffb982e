// What the platform lets scripts import but not use.
(function (native) {
	"use strict";
	const { make } = native.require("internal/errors");

	// refusal says which method of which module cannot work, why, and what to do.
	const refusal = (name, why) => make(Error, "ERR_METHOD_NOT_IMPLEMENTED", `The ${name} method is not implemented: ${why}`);

	// refuser makes functions and classes of one module that throw when called.
	const refuser = (module, why) => {
		const named = (name, fn) => Object.defineProperty(fn, "name", { value: name });
		const method = (name) => named(name, function () { throw refusal(`${module}.${name}`, why); });
		return {
			method,
			methods: (names) => Object.fromEntries(names.split(" ").map((name) => [name, method(name)])),
			// The class can be extended and inspected, but not instantiated.
			class: (name, Base = Object, members = {}) => {
				const Class = named(name, class extends Base {
					constructor() {
						super();
						throw refusal(`${module}.${name}`, why);
					}
				});
				for (const key of Object.keys(members)) {
					Object.defineProperty(Class.prototype, key, { value: members[key], writable: true, configurable: true });
				}
				return Class;
			},
		};
	};
	return { refuser, refusal };
})
