(function (native) {
	"use strict";

	const describe = (o, time, cron) => {
		Object.defineProperty(o, "scheduledTime", { value: time, enumerable: true });
		Object.defineProperty(o, "cron", { value: cron, enumerable: true });
	};

	class ScheduledController {
		#key;
		constructor(key, time, cron) {
			this.#key = key;
			describe(this, time, cron);
		}
		noRetry() {
			if (!(#key in this)) throw new TypeError("Illegal invocation");
			native.noRetry(this.#key);
		}
	}
	Object.defineProperty(ScheduledController.prototype, Symbol.toStringTag, { value: "ScheduledController", configurable: true });

	// The event of service-worker syntax has the controller's fields and method.
	const makeEvent = (key, time, cron) => {
		class ScheduledEvent extends globalThis.ExtendableEvent {
			#key;
			constructor() {
				super("scheduled");
				this.#key = key;
				describe(this, time, cron);
			}
			noRetry() {
				if (!(#key in this)) throw new TypeError("Illegal invocation");
				native.noRetry(this.#key);
			}
		}
		Object.defineProperty(ScheduledEvent.prototype, Symbol.toStringTag, { value: "ScheduledEvent", configurable: true });
		return new ScheduledEvent();
	};

	return { makeController: (key, time, cron) => new ScheduledController(key, time, cron), makeEvent };
})
