(function (native) {
	"use strict";

	// A binding that cannot be used: any method can be read, and says why when
	// it is called. Spreading, logging and awaiting it stay safe.
	return {
		make(binding, reason) {
			const refuse = (method) => () => {
				throw new Error(`env.${binding}.${method}(): ${reason.replaceAll("{method}", method)}`);
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
