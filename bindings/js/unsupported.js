(function (native) {
	"use strict";

	// A binding that is not emulated: any method can be read, and says what is
	// missing when it is called. Spreading, logging and awaiting it stay safe.
	return {
		make(binding, product) {
			const refuse = (method) => () => {
				throw new Error(`env.${binding}.${method}(): ${product} is not emulated by paddock yet. Replace env.${binding} with a stub of your own where you run locally.`);
			};
			return new Proxy({}, {
				get(target, key) {
					if (typeof key !== "string" || key in target || key === "then" || key === "toJSON") return target[key];
					return refuse(key);
				},
			});
		},
	};
})
