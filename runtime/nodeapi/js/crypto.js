(function (native) {
	"use strict";
	const { go } = native.require("internal/crypto");
	const { validators, make } = native.require("internal/errors");
	const part = (name) => native.require(`internal/crypto-${name}`);
	const { KeyObject, createSecretKey, createPrivateKey, createPublicKey } = part("keys");

	const constants = {
		RSA_PKCS1_PADDING: 1, RSA_NO_PADDING: 3, RSA_PKCS1_OAEP_PADDING: 4, RSA_X931_PADDING: 5, RSA_PKCS1_PSS_PADDING: 6,
		RSA_PSS_SALTLEN_DIGEST: -1, RSA_PSS_SALTLEN_MAX_SIGN: -2, RSA_PSS_SALTLEN_AUTO: -2,
		TLS1_VERSION: 769, TLS1_1_VERSION: 770, TLS1_2_VERSION: 771, TLS1_3_VERSION: 772,
		POINT_CONVERSION_COMPRESSED: 2, POINT_CONVERSION_UNCOMPRESSED: 4, POINT_CONVERSION_HYBRID: 6,
		DH_CHECK_P_NOT_SAFE_PRIME: 2, DH_CHECK_P_NOT_PRIME: 1, DH_UNABLE_TO_CHECK_GENERATOR: 4, DH_NOT_SUITABLE_GENERATOR: 8,
	};
	Object.setPrototypeOf(constants, null);

	const exports = {
		...part("hash"), ...part("random"), ...part("derive"), ...part("generate"), ...part("cipher"), ...part("sign"), ...part("exchange"), ...part("dh"), ...part("certificate"),
		KeyObject, createSecretKey, createPrivateKey, createPublicKey,
		getHashes: () => go.hashNames(), getCiphers: () => go.cipherNames(),
		getRandomValues: (array) => globalThis.crypto.getRandomValues(array),
		getFips: () => 0,
		setFips(on) {
			validators.boolean(on, "val");
			if (on) throw make(Error, "ERR_CRYPTO_FIPS_UNAVAILABLE", "Cannot set FIPS mode in a non-FIPS build.");
		},
		secureHeapUsed: () => undefined,
		constants,
	};
	Object.defineProperties(exports, {
		webcrypto: { enumerable: true, configurable: true, get: () => globalThis.crypto },
		subtle: { enumerable: true, configurable: true, get: () => globalThis.crypto.subtle },
		constants: { value: constants, enumerable: true },
	});
	return exports;
})
