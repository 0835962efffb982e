(function (native) {
	"use strict";
	const { codes } = native.require("internal/errors");
	const { Buffer } = native.require("buffer");
	const names = { utf8: "utf8", "utf-8": "utf8", ucs2: "utf16le", "ucs-2": "utf16le", utf16le: "utf16le", "utf-16le": "utf16le",
		base64: "base64", base64url: "base64url", latin1: "latin1", binary: "latin1", ascii: "ascii", hex: "hex" };

	// Each returns how many bytes at the end of buffer do not make a character yet.
	const unfinished = {
		utf8(buffer) {
			for (let back = 1; back <= Math.min(3, buffer.length); back++) {
				const byte = buffer[buffer.length - back];
				if (byte >= 0x80 && byte < 0xc0) continue;
				const need = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
				return need <= back || byte >= 0xf5 ? 0 : back;
			}
			return 0;
		},
		utf16le(buffer) {
			const odd = buffer.length % 2;
			const at = buffer.length - odd - 2;
			return at >= 0 && buffer[at + 1] >= 0xd8 && buffer[at + 1] <= 0xdb ? odd + 2 : odd;
		},
		base64: (buffer) => buffer.length % 3,
		base64url: (buffer) => buffer.length % 3,
		latin1: () => 0, ascii: () => 0, hex: () => 0,
	};

	function StringDecoder(encoding) {
		const name = encoding === undefined || encoding === null ? "utf8" : names[`${encoding}`.toLowerCase()];
		if (name === undefined) throw codes.ERR_UNKNOWN_ENCODING(encoding);
		this.encoding = name;
		Object.defineProperty(this, "_rest", { value: Buffer.alloc(0), writable: true });
	}
	StringDecoder.prototype.write = function (chunk) {
		if (typeof chunk === "string") return chunk;
		if (!ArrayBuffer.isView(chunk)) throw codes.ERR_INVALID_ARG_TYPE("buf", ["Buffer", "TypedArray", "DataView"], chunk);
		let buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		if (this._rest.length > 0) buffer = Buffer.concat([this._rest, buffer]);
		const wait = unfinished[this.encoding](buffer);
		this._rest = Buffer.from(buffer.subarray(buffer.length - wait));
		return buffer.toString(this.encoding, 0, buffer.length - wait);
	};
	StringDecoder.prototype.end = function (chunk) {
		const text = chunk === undefined ? "" : this.write(chunk);
		const rest = this._rest;
		this._rest = Buffer.alloc(0);
		return text + rest.toString(this.encoding);
	};
	StringDecoder.prototype.text = function (chunk, offset) {
		this._rest = Buffer.alloc(0);
		return this.write(chunk.subarray(offset));
	};
	// total is how many bytes the character that has begun has in all.
	const total = (d) => {
		const [first] = d._rest;
		if (first === undefined) return 0;
		if (d.encoding === "utf8") return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
		return d.encoding === "utf16le" ? (d._rest.length > 1 ? 4 : 2) : 3;
	};
	const lastChar = (d) => {
		const out = Buffer.alloc(4);
		d._rest.copy(out);
		return out;
	};
	for (const [name, get] of [["lastChar", lastChar], ["lastNeed", (d) => total(d) - d._rest.length], ["lastTotal", total]]) {
		Object.defineProperty(StringDecoder.prototype, name, { configurable: true, enumerable: true, get() { return get(this); } });
	}
	return { StringDecoder };
})
