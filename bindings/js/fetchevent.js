(function (native) {
	"use strict";

	let eventState;

	// FetchEvent is the event of service-worker syntax.
	class FetchEvent extends globalThis.ExtendableEvent {
		#state;
		constructor(request) {
			super("fetch");
			this.#state = { request, response: undefined, responded: false };
		}
		get request() { return eventState(this).request; }
		respondWith(response) {
			const s = eventState(this);
			if (arguments.length === 0) {
				throw new TypeError("Failed to execute 'respondWith' on 'FetchEvent': parameter 1 is not of type 'Promise'.");
			}
			if (s.responded) {
				throw new DOMException("FetchEvent.respondWith() has already been called; it can only be called once.", "InvalidStateError");
			}
			s.responded = true;
			s.response = response;
		}
		passThroughOnException() { eventState(this); }
		static {
			eventState = (o) => {
				if (typeof o === "object" && o !== null && #state in o) return o.#state;
				throw new TypeError("Illegal invocation");
			};
		}
	}
	for (const name of ["request", "respondWith", "passThroughOnException"]) {
		Object.defineProperty(FetchEvent.prototype, name, { enumerable: true });
	}
	Object.defineProperty(FetchEvent.prototype, Symbol.toStringTag, { value: "FetchEvent", configurable: true });

	return {
		makeEvent: (request) => new FetchEvent(request),
		responded: (event) => eventState(event).responded,
		response: (event) => eventState(event).response,
	};
})
