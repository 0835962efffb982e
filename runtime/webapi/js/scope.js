(function (native) {
	"use strict";
	const { publish, need, illegal, dictionary } = native.idl;
	const TOKEN = {};
	const only = (token) => { if (token !== TOKEN) throw new TypeError("Illegal constructor"); };

	class Navigator {
		#brand;
		constructor(token = undefined) { only(token); }
		get userAgent() { return #brand in this ? "Cloudflare-Workers" : illegal(); }
		get hardwareConcurrency() { return #brand in this ? 1 : illegal(); }
		get language() { return #brand in this ? "en" : illegal(); }
		get platform() { return #brand in this ? "" : illegal(); }
		// sendBeacon posts without anybody waiting for the answer; the event lasts until it is there.
		sendBeacon(url, body = undefined) {
			if (!(#brand in this)) illegal();
			if (arguments.length === 0) throw new TypeError("Failed to execute 'sendBeacon' on 'Navigator': parameter 1 is not of type 'string'.");
			url = `${url}`;
			native.waitUntil(native.fetch(url, { method: "POST", body, keepalive: true }).then(() => {}));
			return true;
		}
		get languages() { return #brand in this ? ["en"] : illegal(); }
	}
	publish(Navigator, "Navigator");

	class Scheduler {
		#brand;
		constructor(token = undefined) { only(token); }
		wait(delay, options = undefined) {
			if (!(#brand in this)) return Promise.reject(new TypeError("Illegal invocation"));
			const given = arguments;
			return new Promise((resolve, reject) => {
				need(given, 1, "'wait' on 'Scheduler'");
				const { signal } = dictionary(options, "The options of wait");
				if (signal === undefined || signal === null) {
					native.setTimeout(resolve, delay);
					return;
				}
				if (!native.events.isSignal(signal)) throw new TypeError("The signal is not an AbortSignal.");
				signal.throwIfAborted();
				const forget = native.events.onAbort(signal, (reason) => {
					native.clearTimeout(id);
					reject(reason);
				});
				const id = native.setTimeout(() => { forget(); resolve(); }, delay);
			});
		}
	}
	publish(Scheduler, "Scheduler");

	return { Navigator, navigator: new Navigator(TOKEN), Scheduler, scheduler: new Scheduler(TOKEN) };
})
