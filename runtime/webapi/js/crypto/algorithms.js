// Algorithms: which there are, what parameters their operations take, and how
// what a script gives is made into them.

// Conversions of Web IDL, each for one member of a dictionary.
const integer = (most) => (value, what) => {
	const n = Number(+value);
	if (!Number.isFinite(n)) throw new TypeError(`${what} is not a finite number.`);
	const whole = Math.trunc(n) + 0;
	if (whole < 0 || whole > most) throw new TypeError(`${what} is outside the range of 0 to ${most}.`);
	return whole;
};
const octet = integer(0xff), short = integer(0xffff), long = integer(0xffffffff);
const text = (value) => `${value}`;
const buffer = (value, what) => native.copy(bytes(value, what));
const bigInteger = (value, what) => {
	if (!ArrayBuffer.isView(value) || native.kind(value) !== "Uint8Array") throw new TypeError(`${what} is not a Uint8Array.`);
	return native.copy(value);
};
const cryptoKey = (value, what) => isKey(value) ? keyOf(value) : (() => { throw new TypeError(`${what} is not a CryptoKey.`); })();
const identifier = (value) => isObject(value) ? value : `${value}`;

// The dictionaries: members in the order in which Web IDL reads them. A third
// item says that the member may be absent.
const PARAMS = {
	none: [],
	AesCbcParams: [["iv", buffer]],
	AesCtrParams: [["counter", buffer], ["length", octet]],
	AesGcmParams: [["additionalData", buffer, true], ["iv", buffer], ["tagLength", octet, true]],
	AesLength: [["length", short]],
	EcKeyParams: [["namedCurve", text]],
	EcdhParams: [["public", cryptoKey]],
	Hashed: [["hash", identifier]],
	HkdfParams: [["hash", identifier], ["info", buffer], ["salt", buffer]],
	HmacKeyParams: [["hash", identifier], ["length", long, true]],
	Pbkdf2Params: [["hash", identifier], ["iterations", long], ["salt", buffer]],
	RsaKeyGenParams: [["modulusLength", long], ["publicExponent", bigInteger], ["hash", identifier]],
	RsaOaepParams: [["label", buffer, true]],
	RsaPssParams: [["saltLength", long]],
};

// algorithms holds objects of what each algorithm can do, by its name in
// capitals. params names the dictionary of each operation that there is.
const algorithms = new Map();
const define = (algorithm) => algorithms.set(algorithm.name.toUpperCase(), algorithm);
const capitals = (name) => name.replace(/[a-z]/g, (c) => c.toUpperCase());

// normalize is "normalize an algorithm": it returns the parameters, with the
// algorithm itself as their member "self".
const normalize = (given, operation) => {
	given = identifier(given);
	let name = given;
	if (typeof given !== "string") {
		name = given.name;
		if (name === undefined) throw new TypeError("The algorithm has no name.");
		name = `${name}`;
	}
	const self = algorithms.get(capitals(name));
	if (self === undefined || self.params[operation] === undefined) {
		if (operation === "digest") fail("Unrecognized or unimplemented digest algorithm requested.", "NotSupportedError");
		fail(`The algorithm '${name}' does not support ${operation}.`, "NotSupportedError");
	}
	const out = { name: self.name, self };
	for (const [member, convert, optional] of PARAMS[self.params[operation]]) {
		const value = typeof given === "string" ? undefined : given[member];
		if (value !== undefined) out[member] = convert(value, `The member '${member}' of the algorithm`);
		else if (!optional) throw new TypeError(`The algorithm ${self.name} needs the member '${member}'.`);
	}
	if (out.hash !== undefined) out.hash = normalize(out.hash, "digest").name;
	return out;
};

const HASHES = ["SHA-1", "SHA-256", "SHA-384", "SHA-512", "MD5"];
for (const name of HASHES) {
	define({ name, params: { digest: "none" }, digest: (data) => native.digest(name, data) });
}
