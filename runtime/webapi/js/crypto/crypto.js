// Crypto, and the platform's DigestStream.

const subtle = new SubtleCrypto(TOKEN);

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
						throw new TypeError("DigestStream is a byte stream but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side.");
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

let checkCrypto;
class Crypto {
	#brand = true;
	constructor(token = undefined) { only(token); }
	get subtle() { checkCrypto(this); return subtle; }
	getRandomValues(array) {
		checkCrypto(this);
		need(arguments, 1, "'getRandomValues' on 'Crypto'");
		if (!ArrayBuffer.isView(array)) throw new TypeError("Failed to execute 'getRandomValues' on 'Crypto': parameter 1 is not of type 'ArrayBufferView'.");
		const kind = native.kind(array);
		if (kind === "DataView" || kind.startsWith("Float")) fail("The array does not hold integers.", "TypeMismatchError");
		if (array.byteLength > 65536) {
			fail(`getRandomValues() only accepts buffers of size <= 64K but provided ${array.byteLength} bytes.`, "QuotaExceededError");
		}
		native.fill(array);
		return array;
	}
	randomUUID() { checkCrypto(this); return native.uuid(); }
	timingSafeEqual(a, b) {
		checkCrypto(this);
		need(arguments, 2, "'timingSafeEqual' on 'Crypto'");
		return timingSafeEqual(a, b);
	}
	get DigestStream() { return digestStream(); }
	static { checkCrypto = (o) => typeof o === "object" && o !== null && #brand in o ? o : illegal(); }
}
publish(Crypto, "Crypto");
Object.defineProperty(Crypto.prototype, "DigestStream", { enumerable: false });

return {
	Crypto, SubtleCrypto, CryptoKey, crypto: new Crypto(TOKEN),
	// For Go: the key behind a CryptoKey.
	isKey, keyOf,
};
