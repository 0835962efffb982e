(function (native) {
	"use strict";

	class AnalyticsEngine {
		#dataset;
		constructor(dataset) { this.#dataset = dataset; }
		writeDataPoint(event) {
			if (typeof this !== "object" || this === null || !(#dataset in this)) throw new TypeError("Illegal invocation");
			if (event === undefined || event === null) event = {};
			if (typeof event !== "object") throw mismatch("AnalyticsEngineEvent");
			const texts = (list) => sequence(list).map((v) => v === null || v === undefined ? null : native.bytes(v) ? v : `${v}`);
			const blobs = texts(event.blobs), doubles = sequence(event.doubles).map(Number), indexes = texts(event.indexes);
			native.write(this.#dataset, indexes, blobs, doubles);
		}
	}
	Object.defineProperty(AnalyticsEngine.prototype, Symbol.toStringTag, { value: "AnalyticsEngine", configurable: true });

	const mismatch = (type) => new TypeError(`Failed to execute 'writeDataPoint' on 'AnalyticsEngine': parameter 1 is not of type '${type}'.`);
	const sequence = (list) => {
		if (list === undefined) return [];
		if (!Array.isArray(list)) throw mismatch("AnalyticsEngineEvent");
		return Array.from(list);
	};

	return { make: (dataset) => new AnalyticsEngine(dataset) };
})
