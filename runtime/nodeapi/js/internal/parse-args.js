// util.parseArgs
(function (native) {
	"use strict";
	const { codes, validators, make } = native.require("internal/errors");
	const unknown = (name, positionals) => {
		const hint = positionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- ${JSON.stringify(name).replaceAll('"', '"')}` : "";
		return make(TypeError, "ERR_PARSE_ARGS_UNKNOWN_OPTION", `Unknown option '${name}'${hint}`);
	};
	const invalid = (message) => make(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", message);

	// checkOptions returns the options by name with their defaults checked.
	const checkOptions = (options) => {
		validators.object(options, "options");
		for (const [name, o] of Object.entries(options)) {
			validators.object(o, `options.${name}`);
			if (!["string", "boolean"].includes(o.type)) {
				throw make(TypeError, "ERR_INVALID_ARG_TYPE", `The "options.${name}.type" property must be ('string|boolean').${native.require("internal/errors").received(o.type)}`);
			}
			if (o.short !== undefined) {
				validators.string(o.short, `options.${name}.short`);
				if (o.short.length !== 1) throw codes.ERR_INVALID_ARG_VALUE(`options.${name}.short`, o.short, "must be a single character");
			}
			if (o.multiple !== undefined) validators.boolean(o.multiple, `options.${name}.multiple`);
			if (o.default !== undefined) {
				const check = (v, at) => o.type === "string" ? validators.string(v, at) : validators.boolean(v, at);
				if (o.multiple) {
					validators.array(o.default, `options.${name}.default`);
					o.default.forEach((v, n) => check(v, `options.${name}.default[${n}]`));
				} else check(o.default, `options.${name}.default`);
			}
		}
		return options;
	};

	const tokenize = (args, options) => {
		const byShort = (c) => (Object.entries(options).find(([, o]) => o.short === c) || [c])[0];
		const takesValue = (name) => Object.hasOwn(options, name) && options[name].type === "string";
		const tokens = [];
		const rest = args.map((arg, index) => ({ arg, index, rawGroup: undefined }));
		const option = (name, rawName, index, value, inlineValue) => tokens.push({ kind: "option", name, rawName, index, value, inlineValue });
		const follow = (name, rawName, index) => {
			const next = takesValue(name) && rest.length > 0 && typeof rest[0].arg === "string" ? rest.shift().arg : undefined;
			option(name, rawName, index, next, next === undefined ? undefined : false);
		};
		while (rest.length > 0) {
			const { arg, index } = rest.shift();
			if (arg === "--") {
				tokens.push({ kind: "option-terminator", index });
				for (const r of rest) tokens.push({ kind: "positional", index: r.index, value: r.arg });
				break;
			}
			if (arg.length > 2 && arg.startsWith("--")) {
				const at = arg.indexOf("=", 3);
				if (at < 0) follow(arg.slice(2), arg, index);
				else option(arg.slice(2, at), arg.slice(0, at), index, arg.slice(at + 1), true);
			} else if (arg.length === 2 && arg[0] === "-") follow(byShort(arg[1]), arg, index);
			else if (arg.length > 2 && arg[0] === "-") {
				const group = [];
				let at = 1;
				for (; at < arg.length; at++) {
					if (takesValue(byShort(arg[at])) && at !== arg.length - 1) break;
					group.push(`-${arg[at]}`);
				}
				if (at < arg.length) {
					if (at === 1) {
						option(byShort(arg[1]), `-${arg[1]}`, index, arg.slice(2), true);
						continue;
					}
					group.push(`-${arg.slice(at)}`);
				}
				rest.unshift(...group.map((a) => ({ arg: a, index })));
			} else tokens.push({ kind: "positional", index, value: arg });
		}
		return tokens;
	};

	const shown = (token, o) => `${o && o.short ? `-${o.short}, ` : ""}--${token.name}`;
	const checkToken = (token, options, allowPositionals) => {
		const o = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
		if (o === undefined) throw unknown(token.rawName, allowPositionals);
		if (o.type === "string" && typeof token.value !== "string") throw invalid(`Option '${shown(token, o)} <value>' argument missing`);
		if (o.type === "boolean" && token.value !== undefined && token.value !== null) throw invalid(`Option '${shown(token, o)}' does not take an argument`);
		if (token.inlineValue === false && token.value !== undefined && token.value.length > 1 && token.value[0] === "-") {
			const long = token.rawName.startsWith("--");
			const example = long ? `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
			throw invalid(`Option '${token.rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${token.rawName}'?\nTo specify an option argument starting with a dash use ${example}.`);
		}
	};

	const parseArgs = (config = {}) => {
		validators.object(config, "config");
		const { args = [], strict = true, tokens: wantTokens = false, allowNegative = false } = config;
		const allowPositionals = config.allowPositionals === undefined ? !strict : config.allowPositionals;
		validators.array(args, "args");
		const options = checkOptions(config.options === undefined ? {} : config.options);
		const values = Object.create(null), positionals = [];
		const tokens = tokenize([...args], options);
		for (const token of tokens) {
			if (token.kind === "positional") {
				if (!allowPositionals) {
					throw make(TypeError, "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL", `Unexpected argument '${token.value}'. This command does not take positional arguments`);
				}
				positionals.push(token.value);
			}
			if (token.kind !== "option") continue;
			let { name, value } = token;
			if (allowNegative && name.startsWith("no-") && value === undefined && Object.hasOwn(options, name.slice(3)) && !Object.hasOwn(options, name)) {
				name = name.slice(3);
				value = false;
				if (strict && options[name].type !== "boolean") throw unknown(token.rawName, allowPositionals);
			} else if (strict) checkToken(token, options, allowPositionals);
			if (name === "__proto__") continue;
			if (value === undefined) value = true;
			if (Object.hasOwn(options, name) && options[name].multiple) (values[name] = values[name] || []).push(value);
			else values[name] = value;
		}
		for (const [name, o] of Object.entries(options)) if (o.default !== undefined && values[name] === undefined) values[name] = o.default;
		const out = { values, positionals };
		if (wantTokens) out.tokens = tokens;
		return out;
	};
	return { parseArgs };
})
