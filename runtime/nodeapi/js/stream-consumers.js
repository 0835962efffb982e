(function (native) {
	"use strict";
	const { Buffer } = native.require("buffer");
	const { asyncIterator } = native.require("internal/tasks");
	const bytes = async (stream) => {
		const parts = [];
		const add = (chunk) => parts.push(typeof chunk === "string" ? Buffer.from(chunk) : Buffer.from(chunk.buffer || chunk, chunk.byteOffset, chunk.byteLength));
		if (typeof stream.getReader === "function") {
			const reader = stream.getReader();
			for (let r; !(r = await reader.read()).done;) add(r.value);
		} else {
			const iterator = (stream[asyncIterator] || stream[Symbol.iterator]).call(stream);
			for (let r; !(r = await iterator.next()).done;) add(r.value);
		}
		return Buffer.concat(parts);
	};
	const text = async (stream) => new TextDecoder().decode(await bytes(stream));
	return {
		buffer: bytes, text,
		arrayBuffer: async (stream) => {
			const b = await bytes(stream);
			return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
		},
		blob: async (stream) => new Blob([await bytes(stream)]),
		json: async (stream) => JSON.parse(await text(stream)),
	};
})
