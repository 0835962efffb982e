(function (native) {
	"use strict";

	const known = ["key", "limit", "period"], periods = [10, 60];
	const check = (ok, message) => { if (!ok) throw new Error(message); };

	class RateLimit {
		#limiter; #limit; #period;
		constructor(limiter, limit, period) { this.#limiter = limiter; this.#limit = limit; this.#period = period; }
		async limit(options) {
			if (typeof this !== "object" || this === null || !(#limiter in this)) throw new TypeError("Illegal invocation");
			check(typeof options === "object" && options !== null, "invalid rate limit options");
			const other = Object.keys(options).filter((key) => !known.includes(key));
			check(other.length === 0, `bad rate limit options: [${other.join(",")}]`);
			const { key = "", limit = this.#limit, period = this.#period } = options;
			check(typeof key === "string", `invalid key: ${key}`);
			check(typeof limit === "number", `limit must be a number: ${limit}`);
			check(typeof period === "number", `period must be a number: ${period}`);
			check(periods.includes(period), `unsupported period: ${period}`);
			return { success: await native.allow(this.#limiter, key, limit, period) };
		}
	}
	Object.defineProperty(RateLimit.prototype, Symbol.toStringTag, { value: "RateLimit", configurable: true });

	return { make: (limiter, limit, period) => new RateLimit(limiter, limit, period) };
})
