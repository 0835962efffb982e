// The Go functions behind async_hooks, for every library that needs them.
(function (native) {
	"use strict";
	const { newKey, get, run, capture, runIn } = native;
	// bound returns fn bound to the current async context.
	const bound = (fn) => {
		const here = capture();
		return function (...args) { return runIn(here, fn, this, args); };
	};
	return { newKey, get, run, capture, runIn, bound };
})
