// The stream classes of the platform, for those who import them from here.
(function () {
	"use strict";
	const exports = {};
	for (const name of ["ReadableStream", "ReadableStreamDefaultReader", "ReadableStreamBYOBReader", "ReadableStreamBYOBRequest", "ReadableByteStreamController",
		"ReadableStreamDefaultController", "TransformStream", "TransformStreamDefaultController", "WritableStream", "WritableStreamDefaultWriter",
		"WritableStreamDefaultController", "ByteLengthQueuingStrategy", "CountQueuingStrategy", "TextEncoderStream", "TextDecoderStream",
		"CompressionStream", "DecompressionStream"]) {
		Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => globalThis[name] });
	}
	return exports;
})
