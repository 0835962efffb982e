// The smaller functions of util.
(function (native) {
	"use strict";
	const { validators, codes } = native.require("internal/errors");

	const colors = Object.create(null);
	Object.assign(colors, {
		reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25], inverse: [7, 27], hidden: [8, 28],
		strikethrough: [9, 29], doubleunderline: [21, 24],
	});
	const hues = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
	const capital = (name) => name[0].toUpperCase() + name.slice(1);
	hues.forEach((name, n) => { colors[name] = [30 + n, 39]; });
	hues.forEach((name, n) => { colors[`bg${capital(name)}`] = [40 + n, 49]; });
	Object.assign(colors, { framed: [51, 54], overlined: [53, 55] });
	["gray", ...hues.slice(1).map((name) => `${name}Bright`)].forEach((name, n) => { colors[name] = [90 + n, 39]; });
	["bgGray", ...hues.slice(1).map((name) => `bg${capital(name)}Bright`)].forEach((name, n) => { colors[name] = [100 + n, 49]; });
	// Other names for the same, which are not listed.
	for (const [name, of] of Object.entries({ grey: "gray", blackBright: "gray", bgGrey: "bgGray", bgBlackBright: "bgGray",
		crossedout: "strikethrough", strikeThrough: "strikethrough", crossedOut: "strikethrough", conceal: "hidden", swapcolors: "inverse",
		swapColors: "inverse", faint: "dim", doubleUnderline: "doubleunderline" })) {
		Object.defineProperty(colors, name, { configurable: true, get: () => colors[of], set(value) { colors[of] = value; } });
	}

	// styleText leaves the codes out where nobody would see colours: its stream, standard output unless told otherwise, is no terminal.
	const styleText = (style, text, { validateStream = true, stream = undefined } = {}) => {
		validators.string(text, "text");
		validators.boolean(validateStream, "options.validateStream");
		const styles = Array.isArray(style) ? style : [style];
		let before = "", after = "";
		for (const name of styles) {
			if (!colors[name]) validators.oneOf(name, "format", Object.keys(colors));
			before += `\x1b[${colors[name][0]}m`;
			after = `\x1b[${colors[name][1]}m${after}`;
		}
		return validateStream && !stream?.isTTY ? text : before + text + after;
	};

	// Control sequences: CSI with parameters, OSC up to its terminator.
	const sequences = /[\u001B\u009B](?:\][^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)|[[\]()#;?]*(?:\d{1,4}(?:[;:]\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~])/g;
	const stripVTControlCharacters = (text) => {
		validators.string(text, "str");
		return text.replace(sequences, "");
	};

	const toUSVString = (text) => `${text}`.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (c) => c.length === 2 ? c : "\ufffd");

	const parseEnv = (content) => {
		validators.string(content, "content");
		const out = {};
		const line = /^\s*(?:export\s+)?([\w.-]+)\s*=[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^\n#]*)?[^\n]*$/gm;
		for (const [, name, raw = ""] of content.replace(/\r\n?/g, "\n").matchAll(line)) {
			const value = raw.trim(), quote = value[0];
			if (value.length > 1 && (quote === "\"" || quote === "'" || quote === "`") && value.endsWith(quote)) {
				out[name] = quote === "\"" ? value.slice(1, -1).replace(/\\n/g, "\n") : value.slice(1, -1);
			} else out[name] = value;
		}
		return out;
	};

	const system = () => native.require("internal/system-errors");
	const getSystemErrorName = (number) => {
		validators.number(number, "err");
		if (number >= 0 || !Number.isSafeInteger(number)) throw codes.ERR_OUT_OF_RANGE("err", "a negative integer", number);
		return system().nameOf(number) || `Unknown system error ${number}`;
	};
	const getSystemErrorMap = () => system().map();
	const getSystemErrorMessage = (number) => {
		getSystemErrorName(number);
		return (system().map().get(number) || [, `Unknown system error ${number}`])[1];
	};

	return { colors, exports: { styleText, stripVTControlCharacters, toUSVString, parseEnv, getSystemErrorName, getSystemErrorMap, getSystemErrorMessage } };
})
