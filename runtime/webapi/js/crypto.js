(function (native) {
	"use strict";
	// Crypto itself. Most scripts want a random identifier and no more, so what is
	// behind subtle is another library, loaded when it is first used.
	const { publish, need, illegal } = native.idl;
	const TOKEN = {};

	let checkCrypto;
	class Crypto {
		#brand = true;
		constructor(token = undefined) { if (token !== TOKEN) throw new TypeError("Illegal constructor"); }
		get subtle() { checkCrypto(this); return native.subtle().subtle; }
		getRandomValues(array) {
			checkCrypto(this);
			need(arguments, 1, "'getRandomValues' on 'Crypto'");
			if (!ArrayBuffer.isView(array)) throw new TypeError("Failed to execute 'getRandomValues' on 'Crypto': parameter 1 is not of type 'ArrayBufferView'.");
			const kind = native.kind(array);
			if (kind === "DataView" || kind.startsWith("Float")) throw new native.DOMException("ArrayBufferView argument to getRandomValues() must be an integer-typed view.", "TypeMismatchError");
			if (array.byteLength > 65536) {
				throw new native.DOMException(`getRandomValues() only accepts buffers of size <= 64K but provided ${array.byteLength} bytes.`, "QuotaExceededError");
			}
			native.fill(array);
			return array;
		}
		randomUUID() { checkCrypto(this); return native.uuid(); }
		timingSafeEqual(a, b) {
			checkCrypto(this);
			need(arguments, 2, "'timingSafeEqual' on 'Crypto'");
			return native.subtle().timingSafeEqual(a, b);
		}
		get DigestStream() { return native.subtle().digestStream(); }
		static { checkCrypto = (o) => typeof o === "object" && o !== null && #brand in o ? o : illegal(); }
	}
	publish(Crypto, "Crypto");
	Object.defineProperty(Crypto.prototype, "DigestStream", { enumerable: false });

	return { Crypto, crypto: new Crypto(TOKEN) };
})
