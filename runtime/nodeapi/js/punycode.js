// RFC 3492.
(function () {
	"use strict";
	const base = 36, tMin = 1, tMax = 26, skew = 38, damp = 700, initialBias = 72, initialN = 128, delimiter = "-";
	const most = 0x7fffffff;
	const fail = (message) => { throw new RangeError(message); };
	const overflow = () => fail("Overflow: input needs wider integers to process");
	const separators = /[.\u3002\uff0e\uff61]/g;

	const ucs2decode = (text) => {
		const out = [];
		for (let n = 0; n < text.length; n++) {
			const high = text.charCodeAt(n), low = text.charCodeAt(n + 1);
			if (high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff) {
				out.push((high - 0xd800) * 0x400 + low - 0xdc00 + 0x10000);
				n++;
			} else out.push(high);
		}
		return out;
	};
	const ucs2encode = (points) => String.fromCodePoint(...points);

	const adapt = (delta, points, first) => {
		delta = first ? Math.floor(delta / damp) : delta >> 1;
		delta += Math.floor(delta / points);
		let k = 0;
		for (; delta > (base - tMin) * tMax >> 1; k += base) delta = Math.floor(delta / (base - tMin));
		return Math.floor(k + (base - tMin + 1) * delta / (delta + skew));
	};
	const threshold = (k, bias) => k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
	const digitOf = (c) => c >= 48 && c < 58 ? 26 + c - 48 : c >= 65 && c < 91 ? c - 65 : c >= 97 && c < 123 ? c - 97 : base;
	const charOf = (digit) => String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);

	const decode = (input) => {
		const basic = Math.max(input.lastIndexOf(delimiter), 0);
		const out = [];
		for (let n = 0; n < basic; n++) {
			if (input.charCodeAt(n) >= 0x80) fail("Illegal input >= 0x80 (not a basic code point)");
			out.push(input.charCodeAt(n));
		}
		let n = initialN, i = 0, bias = initialBias;
		for (let at = basic > 0 ? basic + 1 : 0; at < input.length;) {
			const before = i;
			for (let w = 1, k = base; ; k += base) {
				if (at >= input.length) fail("Invalid input");
				const digit = digitOf(input.charCodeAt(at++));
				if (digit >= base) fail("Invalid input");
				if (digit > Math.floor((most - i) / w)) overflow();
				i += digit * w;
				const t = threshold(k, bias);
				if (digit < t) break;
				if (w > Math.floor(most / (base - t))) overflow();
				w *= base - t;
			}
			bias = adapt(i - before, out.length + 1, before === 0);
			if (Math.floor(i / (out.length + 1)) > most - n) overflow();
			n += Math.floor(i / (out.length + 1));
			i %= out.length + 1;
			out.splice(i++, 0, n);
		}
		return String.fromCodePoint(...out);
	};

	const encode = (input) => {
		const points = ucs2decode(input);
		const plain = points.filter((c) => c < 0x80);
		let out = String.fromCharCode(...plain), handled = plain.length;
		if (handled > 0) out += delimiter;
		let n = initialN, delta = 0, bias = initialBias;
		while (handled < points.length) {
			const next = Math.min(...points.filter((c) => c >= n));
			if (next - n > Math.floor((most - delta) / (handled + 1))) overflow();
			delta += (next - n) * (handled + 1);
			n = next;
			for (const c of points) {
				if (c < n && ++delta > most) overflow();
				if (c !== n) continue;
				let q = delta;
				for (let k = base; ; k += base) {
					const t = threshold(k, bias);
					if (q < t) break;
					out += charOf(t + (q - t) % (base - t));
					q = Math.floor((q - t) / (base - t));
				}
				out += charOf(q);
				bias = adapt(delta, handled + 1, handled === plain.length);
				delta = 0;
				handled++;
			}
			delta++;
			n++;
		}
		return out;
	};

	// domain converts each label, and leaves the local part of an address alone.
	const domain = (text, convert) => {
		const at = text.indexOf("@");
		const local = at < 0 ? "" : text.slice(0, at + 1);
		return local + text.slice(at + 1).replace(separators, ".").split(".").map(convert).join(".");
	};
	return {
		version: "2.1.0",
		ucs2: { decode: ucs2decode, encode: ucs2encode },
		decode, encode,
		toASCII: (text) => domain(text, (label) => /[^\0-\x7f]/.test(label) ? `xn--${encode(label)}` : label),
		toUnicode: (text) => domain(text, (label) => /^xn--/.test(label) ? decode(label.slice(4).toLowerCase()) : label),
	};
})
