(function (native) {
	"use strict";
	const { publish, need, illegal, dictionary } = native.idl;
	const { transformer, transformEnqueue, asBytes } = native.streams;

	// sides gives a class the two ends of a transform. of checks the brand.
	const sides = (Class, of) => {
		const members = {
			get readable() { return of(this).readable; },
			get writable() { return of(this).writable; },
		};
		for (const key of ["readable", "writable"]) {
			Object.defineProperty(Class.prototype, key, Object.getOwnPropertyDescriptor(members, key));
		}
	};

	const bytesOf = (chunk) => {
		const bytes = asBytes(chunk);
		if (bytes === null) throw new TypeError("A chunk must be an ArrayBuffer or a view of one.");
		return bytes;
	};
	const enqueue = (t, buffer) => {
		if (buffer.byteLength > 0) transformEnqueue(t, new Uint8Array(buffer));
	};

	let encoderOf;
	class TextEncoderStream {
		#sides;
		constructor() {
			let high = ""; // a first half of a pair, whose second may come
			this.#sides = transformer({
				transform: (chunk, t) => {
					let text = high + `${chunk}`;
					const last = text.charCodeAt(text.length - 1);
					high = "";
					if (last >= 0xd800 && last <= 0xdbff) {
						high = text[text.length - 1];
						text = text.slice(0, -1);
					}
					enqueue(t, native.encode(text));
				},
				flush: (t) => { if (high !== "") enqueue(t, native.encode("\ufffd")); },
			});
		}
		get encoding() {
			encoderOf(this);
			return "utf-8";
		}
		static { encoderOf = (o) => typeof o === "object" && o !== null && #sides in o ? o.#sides : illegal(); }
	}

	let decoderOf;
	class TextDecoderStream {
		#sides; #decoder;
		constructor(label = "utf-8", options = undefined) {
			const { fatal, ignoreBOM } = dictionary(options, "Failed to construct 'TextDecoderStream': parameter 2");
			const decoder = this.#decoder = new TextDecoder(label, { fatal: Boolean(fatal), ignoreBOM: Boolean(ignoreBOM) });
			const send = (t, text) => { if (text !== "") transformEnqueue(t, text); };
			this.#sides = transformer({
				transform: (chunk, t) => send(t, decoder.decode(bytesOf(chunk), { stream: true })),
				flush: (t) => send(t, decoder.decode()),
			});
		}
		get encoding() {
			decoderOf(this);
			return this.#decoder.encoding;
		}
		get fatal() {
			decoderOf(this);
			return this.#decoder.fatal;
		}
		get ignoreBOM() {
			decoderOf(this);
			return this.#decoder.ignoreBOM;
		}
		static { decoderOf = (o) => typeof o === "object" && o !== null && #sides in o ? o.#sides : illegal(); }
	}

	const formatOf = (args, name) => {
		need(args, 1, `constructor of '${name}'`);
		const format = `${args[0]}`;
		if (format !== "gzip" && format !== "deflate" && format !== "deflate-raw") {
			throw new TypeError(`The compression format must be either 'deflate', 'deflate-raw' or 'gzip', not '${format}'.`);
		}
		return format;
	};

	let compressOf;
	class CompressionStream {
		#sides;
		constructor(format) {
			const key = native.compressor(formatOf(arguments, "CompressionStream"));
			this.#sides = transformer({
				transform: (chunk, t) => enqueue(t, native.compress(key, bytesOf(chunk))),
				flush: (t) => enqueue(t, native.finishCompress(key)),
			});
		}
		static { compressOf = (o) => typeof o === "object" && o !== null && #sides in o ? o.#sides : illegal(); }
	}

	let decompressOf;
	class DecompressionStream {
		#sides;
		constructor(format) {
			const key = native.decompressor(formatOf(arguments, "DecompressionStream"));
			this.#sides = transformer({
				transform: (chunk, t) => {
					const [out, error] = native.decompress(key, bytesOf(chunk));
					enqueue(t, out);
					if (error !== undefined) throw error;
				},
				flush: () => native.finishDecompress(key),
			});
		}
		static { decompressOf = (o) => typeof o === "object" && o !== null && #sides in o ? o.#sides : illegal(); }
	}

	sides(TextEncoderStream, (o) => encoderOf(o));
	sides(TextDecoderStream, (o) => decoderOf(o));
	sides(CompressionStream, (o) => compressOf(o));
	sides(DecompressionStream, (o) => decompressOf(o));
	publish(TextEncoderStream, "TextEncoderStream");
	publish(TextDecoderStream, "TextDecoderStream");
	publish(CompressionStream, "CompressionStream");
	publish(DecompressionStream, "DecompressionStream");

	return { TextEncoderStream, TextDecoderStream, CompressionStream, DecompressionStream };
})
