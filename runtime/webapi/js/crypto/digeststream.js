// The platform's DigestStream.

// The class stands on streams, which are loaded when it is first used.
let DigestStream;
const digestStream = () => {
	if (DigestStream !== undefined) return DigestStream;
	DigestStream = class DigestStream extends native.WritableStream() {
		#digest; #written = 0;
		constructor(algorithm) {
			need(arguments, 1, "'constructor' on 'DigestStream'");
			const state = native.startDigest(normalize(algorithm, "digest").name);
			let resolve, reject, add;
			super({
				write(chunk) {
					if (typeof chunk === "string") chunk = native.utf8(chunk);
					else if (!native.isBytes(chunk)) {
						throw new TypeError("DigestStream is a byte stream but received an object of non-ArrayBuffer/ArrayBufferView/string type on its writable side.");
					}
					native.addDigest(state, chunk);
					add(chunk.byteLength);
				},
				close() { resolve(native.endDigest(state)); },
				abort(reason) { reject(reason); },
			});
			this.#digest = new Promise((yes, no) => { resolve = yes; reject = no; });
			this.#digest.catch(() => {}); // nobody need look at it
			add = (n) => { this.#written += n; };
		}
		get digest() { return #digest in this ? this.#digest : illegal(); }
		get bytesWritten() { return #digest in this ? BigInt(this.#written) : illegal(); }
	};
	return publish(DigestStream, "DigestStream");
};

return {
	SubtleCrypto, CryptoKey, subtle: new SubtleCrypto(TOKEN), digestStream, timingSafeEqual,
	// For Go: the key behind a CryptoKey.
	isKey, keyOf,
};
