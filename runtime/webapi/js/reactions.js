(function (native) {
	"use strict";
	const { then } = Promise.prototype, { apply } = Reflect, { mend } = native;
	// The name and length are those of the original.
	const replacement = {
		then(onFulfilled, onRejected) {
			if (typeof onRejected !== "function") return apply(then, this, [onFulfilled, onRejected]);
			return apply(then, this, [onFulfilled, (reason) => onRejected(mend(reason))]);
		},
	}.then;
	Object.defineProperty(Promise.prototype, "then", { value: replacement, writable: true, configurable: true });
	return {};
})
