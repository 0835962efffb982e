(function (native) {
	"use strict";
	const { publish, need, illegal, dictionary } = native.idl;

	let encoder;
	class TextEncoder {
		#brand = true;
		get encoding() { encoder(this); return "utf-8"; }
		encode(input = "") { encoder(this); return native.encode(`${input}`); }
		encodeInto(source, destination) {
			encoder(this);
			need(arguments, 2, "'encodeInto' on 'TextEncoder'");
			source = `${source}`;
			if (!(destination instanceof Uint8Array)) {
				throw new TypeError("Failed to execute 'encodeInto' on 'TextEncoder': parameter 2 is not of type 'Uint8Array'.");
			}
			const [read, written] = native.encodeInto(source, destination);
			return { read, written };
		}
		static { encoder = (o) => typeof o === "object" && o !== null && #brand in o ? o : illegal(); }
	}
	publish(TextEncoder, "TextEncoder");

	let stateOf;
	class TextDecoder {
		#state;
		constructor(label = "utf-8", options = undefined) {
			label = `${label}`;
			const { fatal, ignoreBOM } = dictionary(options, "The options of TextDecoder");
			this.#state = native.decoder(label, !!fatal, !!ignoreBOM);
		}
		get encoding() { return native.label(stateOf(this)); }
		get fatal() { return native.isFatal(stateOf(this)); }
		get ignoreBOM() { return native.ignoresBOM(stateOf(this)); }
		decode(input = undefined, options = undefined) {
			const state = stateOf(this);
			const { stream } = dictionary(options, "The options of decode");
			return native.decode(state, input, !!stream);
		}
		static { stateOf = (o) => typeof o === "object" && o !== null && #state in o ? o.#state : illegal(); }
	}
	publish(TextDecoder, "TextDecoder");

	return { TextEncoder, TextDecoder };
})
