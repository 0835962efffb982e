(function (native) {
	"use strict";
	const { refuser } = native.require("internal/refuse");
	const prefix = "NODE_PERFORMANCE_GC_";
	const constants = {};
	for (const [name, value] of Object.entries({
		MAJOR: 4, MINOR: 1, INCREMENTAL: 8, WEAKCB: 16, FLAGS_NO: 0, FLAGS_CONSTRUCT_RETAINED: 2, FLAGS_FORCED: 4, FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
		FLAGS_ALL_AVAILABLE_GARBAGE: 16, FLAGS_ALL_EXTERNAL_MEMORY: 32, FLAGS_SCHEDULE_IDLE: 64,
	})) {
		constants[prefix + name] = value;
	}
	const exports = {
		...refuser("perf_hooks", "nothing here is measured in histograms. Use performance.now()").methods("createHistogram monitorEventLoopDelay"),
		constants: Object.freeze(constants),
		eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
		timerify(fn) {
			if (typeof fn !== "function") throw native.require("internal/errors").codes.ERR_INVALID_ARG_TYPE("fn", "function", fn);
			return fn; // nobody observes functions
		},
	};
	for (const name of ["performance", "Performance", "PerformanceEntry", "PerformanceMark", "PerformanceMeasure", "PerformanceObserver", "PerformanceObserverEntryList", "PerformanceResourceTiming"]) {
		Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => globalThis[name] });
	}
	return exports;
})
