(function (native) {
	"use strict";
	// The shells of Intl: options are read and checked here, in the order of
	// ECMA-402; what they lead to is Go's.
	const define = (o, name, value) => Object.defineProperty(o, name, { value, writable: true, configurable: true });
	const Intl = Object.defineProperty({}, Symbol.toStringTag, { value: "Intl", configurable: true });
	const coerce = (options) => options === undefined ? Object.create(null) : Object(options);
	const mustBeOptions = (options) => {
		if (options === undefined) return Object.create(null);
		if (typeof options !== "object" && typeof options !== "function" || options === null) throw new TypeError(`Incorrect options argument: ${String(options)}`);
		return options;
	};
	const option = (options, name, allowed, fallback) => {
		let value = options[name];
		if (value === undefined) return fallback;
		value = String(value);
		if (allowed !== undefined && !allowed.includes(value)) throw new RangeError(`Value ${value} out of range for Intl options property ${name}`);
		return value;
	};
	const flag = (options, name, fallback) => options[name] === undefined ? fallback : Boolean(options[name]);
	const digits = (options, name, least, most, fallback) => {
		const value = options[name];
		if (value === undefined) return fallback;
		const n = Number(value);
		if (!(n >= least && n <= most)) throw new RangeError(`${name} value is out of range.`);
		return Math.floor(n);
	};
	const canonical = (locales) => {
		if (locales === undefined) return [];
		if (typeof locales === "string" || locales instanceof Locale) return [native.canonical(String(locales))];
		const list = Object(locales), seen = [];
		if (locales === null) throw new TypeError("Cannot convert undefined or null to object");
		for (let n = 0; n < Math.min(Number(list.length) || 0, 1000); n++) {
			if (!(n in list)) continue;
			const tag = list[n];
			if (typeof tag !== "string" && (typeof tag !== "object" || tag === null)) throw new TypeError("Language ID should be string or object.");
			const name = native.canonical(String(tag));
			if (!seen.includes(name)) seen.push(name);
		}
		return seen;
	};
	const matcher = (options) => option(options, "localeMatcher", ["lookup", "best fit"], "best fit");
	const resolve = (service, locales) => native.resolve(service, canonical(locales));
	const publish = (Class, name, service, length = 0) => {
		Object.defineProperty(Class, "name", { value: name, configurable: true });
		Object.defineProperty(Class, "length", { value: length, configurable: true });
		Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: `Intl.${name}`, configurable: true });
		if (service) define(Class, "supportedLocalesOf", { supportedLocalesOf(locales, options = undefined) {
			const list = canonical(locales);
			if (options !== undefined) matcher(coerce(options));
			return list.filter((tag) => native.supported(service, tag));
		} }.supportedLocalesOf);
		Object.defineProperty(Class.supportedLocalesOf ?? {}, "length", { value: 1, configurable: true });
		define(Intl, name, Class);
	};
	const parts = (flat, extra) => {
		const out = [];
		for (let n = 0; n < flat.length; n += 2) out.push(extra === undefined ? { type: flat[n], value: flat[n + 1] } : { type: flat[n], value: flat[n + 1], ...extra(n / 2) });
		return out;
	};
	// callable lets a class be called without new, as three of them may be.
	const callable = (Class) => {
		const outer = function (locales = undefined, options = undefined) { return Reflect.construct(Class, [locales, options], new.target ?? outer); };
		Object.defineProperty(outer, "prototype", { value: Class.prototype, writable: false });
		define(Class.prototype, "constructor", outer);
		return outer;
	};
	// bound gives a formatter its format property: one bound function.
	const numeric = (value) => typeof value === "bigint" ? value : typeof value === "string" ? native.numeral(value) : typeof value === "object" && value !== null ? numeric(primitive(value)) : Number(value);
	const primitive = (o) => {
		const f = o[Symbol.toPrimitive];
		if (f !== undefined && f !== null) return f.call(o, "number");
		const v = o.valueOf();
		return typeof v === "object" && v !== null ? String(o) : v;
	};

	// Digits, shared by NumberFormat and PluralRules

	const ROUNDING = ["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"];
	const INCREMENTS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000];
	const readDigits = (o, r, least, most, notation) => {
		r.minimumIntegerDigits = digits(o, "minimumIntegerDigits", 1, 21, 1);
		const fractions = [o.minimumFractionDigits, o.maximumFractionDigits], significants = [o.minimumSignificantDigits, o.maximumSignificantDigits];
		const increment = digits(o, "roundingIncrement", 1, 5000, 1);
		if (!INCREMENTS.includes(increment)) throw new RangeError("roundingIncrement value is out of range.");
		r.roundingMode = option(o, "roundingMode", ROUNDING, "halfExpand");
		const priority = option(o, "roundingPriority", ["auto", "morePrecision", "lessPrecision"], "auto");
		r.trailingZeroDisplay = option(o, "trailingZeroDisplay", ["auto", "stripIfInteger"], "auto");
		r.roundingIncrement = increment;
		r.roundingPriority = priority;
		if (increment !== 1) most = least;
		const hasSignificant = significants.some((x) => x !== undefined), hasFraction = fractions.some((x) => x !== undefined);
		const needSignificant = priority !== "auto" || hasSignificant;
		const needFraction = priority !== "auto" || !(hasSignificant || !hasFraction && notation === "compact");
		if (needSignificant && hasSignificant) {
			r.minimumSignificantDigits = digits(o, "minimumSignificantDigits", 1, 21, 1);
			r.maximumSignificantDigits = digits(o, "maximumSignificantDigits", r.minimumSignificantDigits, 21, 21);
		}
		if (needFraction) {
			let low = digits(o, "minimumFractionDigits", 0, 100, undefined), high = digits(o, "maximumFractionDigits", 0, 100, undefined);
			if (low === undefined && high === undefined) { low = least; high = most; }
			else if (low === undefined) low = Math.min(least, high);
			else if (high === undefined) high = Math.max(most, low);
			else if (low > high) throw new RangeError("maximumFractionDigits value is out of range.");
			r.minimumFractionDigits = low;
			r.maximumFractionDigits = high;
		}
		if (!needFraction && !hasSignificant) {
			r.minimumFractionDigits = r.maximumFractionDigits = 0;
			r.minimumSignificantDigits = 1;
			r.maximumSignificantDigits = 2;
			r.roundingPriority = "morePrecision";
			r.compactRounding = true;
		}
	};
	const digitOptions = ["minimumIntegerDigits", "minimumFractionDigits", "maximumFractionDigits", "minimumSignificantDigits", "maximumSignificantDigits"];
	const pick = (r, names) => {
		const out = {};
		for (const name of names) if (r[name] !== undefined) out[name] = r[name];
		return out;
	};

	class NumberFormatBase {
		#r; #engine; #format;
		constructor(locales = undefined, options = undefined) {
			const tags = canonical(locales), o = coerce(options);
			matcher(o);
			const r = this.#r = { ...native.resolve("number", tags) };
			const system = option(o, "numberingSystem");
			if (system !== undefined && !/^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i.test(system)) throw new RangeError(`Invalid numberingSystem : ${system}`);
			if (system === "latn") r.numberingSystem = "latn";
			r.style = option(o, "style", ["decimal", "percent", "currency", "unit"], "decimal");
			let currency = option(o, "currency");
			if (currency === undefined) { if (r.style === "currency") throw new TypeError("Currency code is required with currency style."); }
			else if (!/^[a-z]{3}$/i.test(currency)) throw new RangeError(`Invalid currency code : ${currency}`);
			const currencyDisplay = option(o, "currencyDisplay", ["code", "symbol", "narrowSymbol", "name"], "symbol");
			const currencySign = option(o, "currencySign", ["standard", "accounting"], "standard");
			const unit = option(o, "unit");
			if (unit === undefined) { if (r.style === "unit") throw new TypeError("Required unit argument for unit style."); }
			else if (!native.isUnit(unit)) throw new RangeError(`Invalid unit argument for Intl.NumberFormat() '${unit}'`);
			const unitDisplay = option(o, "unitDisplay", ["short", "narrow", "long"], "short");
			if (r.style === "currency") { r.currency = currency.toUpperCase(); r.currencyDisplay = currencyDisplay; r.currencySign = currencySign; }
			if (r.style === "unit") { r.unit = unit; r.unitDisplay = unitDisplay; }
			const notation = option(o, "notation", ["standard", "scientific", "engineering", "compact"], "standard");
			const money = r.style === "currency" && notation === "standard" ? native.currencyDigits(r.currency) : undefined;
			readDigits(o, r, money ?? 0, money ?? (r.style === "percent" ? 0 : 3), notation);
			const compactDisplay = option(o, "compactDisplay", ["short", "long"], "short");
			let grouping = o.useGrouping;
			if (grouping === undefined) grouping = notation === "compact" ? "min2" : "auto";
			else if (grouping === true) grouping = "always";
			else if (!grouping) grouping = false;
			else {
				grouping = String(grouping);
				if (grouping === "true" || grouping === "false") grouping = notation === "compact" ? "min2" : "auto";
				else if (!["min2", "auto", "always"].includes(grouping)) throw new RangeError(`Value ${grouping} out of range for Intl.NumberFormat options property useGrouping`);
			}
			r.useGrouping = grouping;
			r.notation = notation;
			if (notation === "compact") r.compactDisplay = compactDisplay;
			r.signDisplay = option(o, "signDisplay", ["auto", "never", "always", "exceptZero", "negative"], "auto");
			this.#engine = native.number(r);
		}
		get format() { return this.#format ??= Object.defineProperty((value) => this.#engine.format(numeric(value)), "name", { value: "" }); }
		formatToParts(value) { return parts(this.#engine.parts(numeric(value))); }
		formatRange(start, end) { return this.formatRangeToParts(start, end).map((p) => p.value).join(""); }
		formatRangeToParts(start, end) {
			if (start === undefined || end === undefined) throw new TypeError("start and end are required");
			const a = numeric(start), b = numeric(end);
			if (a !== a || b !== b) throw new RangeError("Invalid time value");
			const x = parts(this.#engine.parts(a)), y = parts(this.#engine.parts(b)), text = (list) => list.map((p) => p.value).join("");
			if (text(x) === text(y)) return [{ type: "approximatelySign", value: "~", source: "shared" }, ...x.map((p) => ({ ...p, source: "shared" }))];
			const dash = this.#r.style === "decimal" ? "–" : " – ";
			return [...x.map((p) => ({ ...p, source: "startRange" })), { type: "literal", value: dash, source: "shared" }, ...y.map((p) => ({ ...p, source: "endRange" }))];
		}
		resolvedOptions() {
			const out = pick(this.#r, ["locale", "numberingSystem", "style", "currency", "currencyDisplay", "currencySign", "unit", "unitDisplay", ...digitOptions, "useGrouping", "notation", "compactDisplay", "signDisplay", "roundingIncrement", "roundingMode", "roundingPriority", "trailingZeroDisplay"]);
			return out;
		}
	}
	const NumberFormat = callable(NumberFormatBase);
	publish(NumberFormat, "NumberFormat", "number");

	class PluralRules {
		#r; #engine;
		constructor(locales = undefined, options = undefined) {
			const tags = canonical(locales), o = coerce(options);
			matcher(o);
			const r = this.#r = { locale: native.resolve("plural", tags).locale };
			r.type = option(o, "type", ["cardinal", "ordinal"], "cardinal");
			readDigits(o, r, 0, 3, "standard");
			this.#engine = native.plural(r);
		}
		select(value) { return this.#engine.select(Number(value)); }
		selectRange(start, end) {
			if (start === undefined || end === undefined) throw new TypeError("start and end are required");
			const a = Number(start), b = Number(end);
			if (a !== a || b !== b) throw new RangeError("Invalid number value");
			return this.select(b);
		}
		resolvedOptions() {
			return { ...pick(this.#r, ["locale", "type", ...digitOptions]), pluralCategories: this.#engine.categories(), ...pick(this.#r, ["roundingIncrement", "roundingMode", "roundingPriority", "trailingZeroDisplay"]) };
		}
	}
	publish(PluralRules, "PluralRules", "plural");

	class CollatorBase {
		#r; #engine; #compare;
		constructor(locales = undefined, options = undefined) {
			const tags = canonical(locales), o = coerce(options);
			const usage = option(o, "usage", ["sort", "search"], "sort");
			matcher(o);
			const collation = option(o, "collation");
			const numericOption = o.numeric === undefined ? undefined : Boolean(o.numeric);
			const caseFirst = option(o, "caseFirst", ["upper", "lower", "false"], undefined);
			const base = native.resolve("collator", tags);
			const sensitivity = option(o, "sensitivity", ["base", "accent", "case", "variant"], "variant");
			this.#r = { locale: base.locale, usage, sensitivity, ignorePunctuation: flag(o, "ignorePunctuation", false), collation: collation === undefined ? "default" : "default", numeric: numericOption ?? base.numeric, caseFirst: caseFirst ?? base.caseFirst };
			this.#engine = native.collator(this.#r);
		}
		get compare() { return this.#compare ??= Object.defineProperty((x, y) => this.#engine(String(x), String(y)), "name", { value: "" }); }
		resolvedOptions() { return { ...this.#r }; }
	}
	const Collator = callable(CollatorBase);
	publish(Collator, "Collator", "collator");

	// Dates

	const COMPONENTS = {
		weekday: ["narrow", "short", "long"], era: ["narrow", "short", "long"], year: ["2-digit", "numeric"], month: ["2-digit", "numeric", "narrow", "short", "long"], day: ["2-digit", "numeric"],
		dayPeriod: ["narrow", "short", "long"], hour: ["2-digit", "numeric"], minute: ["2-digit", "numeric"], second: ["2-digit", "numeric"],
	};
	const readDate = (locales, options, required, defaults) => {
		const tags = canonical(locales), o = coerce(options), base = native.resolve("date", tags);
		matcher(o);
		const calendar = option(o, "calendar"), system = option(o, "numberingSystem");
		for (const [name, value] of [["calendar", calendar], ["numberingSystem", system]]) if (value !== undefined && !/^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i.test(value)) throw new RangeError(`Invalid ${name} : ${value}`);
		const hour12 = o.hour12 === undefined ? undefined : Boolean(o.hour12);
		let hourCycle = option(o, "hourCycle", ["h11", "h12", "h23", "h24"], undefined) ?? base.hourCycle;
		const zone = o.timeZone === undefined ? "UTC" : native.zone(String(o.timeZone));
		const r = { locale: base.locale, calendar: "gregory", numberingSystem: "latn", timeZone: zone };
		let explicit = false;
		for (const name of ["weekday", "era", "year", "month", "day", "dayPeriod", "hour", "minute", "second"]) {
			const value = option(o, name, COMPONENTS[name], undefined);
			if (value !== undefined) { r[name] = value; explicit = true; }
			if (name === "second") {
				const fraction = digits(o, "fractionalSecondDigits", 1, 3, undefined);
				if (fraction !== undefined) { r.fractionalSecondDigits = fraction; explicit = true; }
			}
		}
		const zoneName = option(o, "timeZoneName", ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"], undefined);
		if (zoneName !== undefined) { r.timeZoneName = zoneName; explicit = true; }
		option(o, "formatMatcher", ["basic", "best fit"], "best fit");
		const dateStyle = option(o, "dateStyle", ["full", "long", "medium", "short"], undefined), timeStyle = option(o, "timeStyle", ["full", "long", "medium", "short"], undefined);
		if (dateStyle !== undefined || timeStyle !== undefined) {
			if (explicit) throw new TypeError(`Can't set option ${Object.keys(r).find((k) => k in COMPONENTS || k === "timeZoneName" || k === "fractionalSecondDigits")} when ${dateStyle !== undefined ? "dateStyle" : "timeStyle"} is used`);
			if (required === "date" && timeStyle !== undefined) throw new TypeError("Invalid option : timeStyle");
			if (required === "time" && dateStyle !== undefined) throw new TypeError("Invalid option : dateStyle");
			if (dateStyle !== undefined) r.dateStyle = dateStyle;
			if (timeStyle !== undefined) r.timeStyle = timeStyle;
		} else {
			const has = (...names) => names.some((n) => r[n] !== undefined);
			let needed = true;
			if ((required === "date" || required === "any") && has("weekday", "year", "month", "day")) needed = false;
			if ((required === "time" || required === "any") && has("dayPeriod", "hour", "minute", "second", "fractionalSecondDigits")) needed = false;
			if (needed && (defaults === "date" || defaults === "all")) r.year = r.month = r.day = "numeric";
			if (needed && (defaults === "time" || defaults === "all")) r.hour = r.minute = r.second = "numeric";
		}
		if (r.hour !== undefined || r.timeStyle !== undefined) {
			if (hour12 !== undefined) hourCycle = hour12 ? "h12" : "h23";
			r.hourCycle = hourCycle;
			r.hour12 = hourCycle === "h12" || hourCycle === "h11";
			if (r.minute !== undefined && r.hour !== undefined) r.minute = "2-digit";
			if (r.hour !== undefined && !r.hour12 && r.minute !== undefined) r.hour = "2-digit";
		}
		if (r.second !== undefined && r.minute !== undefined) r.second = "2-digit", r.minute = "2-digit";
		return r;
	};
	const moment = (date) => {
		let ms = date === undefined ? Date.now() : typeof date === "object" && date !== null && native.zoned(date) ? date.epochMilliseconds : Number(date);
		if (!(Math.abs(ms) <= 8.64e15)) throw new RangeError("Invalid time value");
		return Math.trunc(ms) + 0;
	};
	class DateTimeFormatBase {
		#r; #engine; #format;
		constructor(locales = undefined, options = undefined) {
			this.#r = readDate(locales, options, "any", "date");
			this.#engine = native.date(this.#r);
		}
		get format() { return this.#format ??= Object.defineProperty((date) => this.#engine.format(moment(date)), "name", { value: "" }); }
		formatToParts(date) { return parts(this.#engine.parts(moment(date))); }
		formatRange(start, end) { return this.formatRangeToParts(start, end).map((p) => p.value).join(""); }
		formatRangeToParts(start, end) {
			if (start === undefined || end === undefined) throw new TypeError("startDate or endDate cannot be undefined");
			const flat = this.#engine.range(moment(start), moment(end)), out = [];
			for (let n = 0; n < flat.length; n += 3) out.push({ type: flat[n], value: flat[n + 1], source: flat[n + 2] });
			return out;
		}
		resolvedOptions() {
			return pick(this.#r, ["locale", "calendar", "numberingSystem", "timeZone", "hourCycle", "hour12", "weekday", "era", "year", "month", "day", "dayPeriod", "hour", "minute", "second", "fractionalSecondDigits", "timeZoneName", "dateStyle", "timeStyle"]);
		}
	}
	const DateTimeFormat = callable(DateTimeFormatBase);
	publish(DateTimeFormat, "DateTimeFormat", "date");

	const UNITS = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];
	class RelativeTimeFormat {
		#r; #number;
		constructor(locales = undefined, options = undefined) {
			const tags = canonical(locales), o = coerce(options);
			matcher(o);
			this.#r = { locale: native.resolve("words", tags).locale, style: option(o, "style", ["long", "short", "narrow"], "long"), numeric: option(o, "numeric", ["always", "auto"], "always"), numberingSystem: "latn" };
			this.#number = new NumberFormat(this.#r.locale);
		}
		format(value, unit) { return this.formatToParts(value, unit).map((p) => p.value).join(""); }
		formatToParts(value, unit) {
			value = Number(value);
			unit = String(unit).replace(/s$/, "");
			if (!UNITS.includes(unit)) throw new RangeError(`Invalid unit argument for format() '${unit}'`);
			if (!Number.isFinite(value)) throw new RangeError("Invalid number value");
			const { style, numeric } = this.#r;
			if (numeric === "auto") {
				const word = native.relativeWord(unit, value, style);
				if (word !== "") return [{ type: "literal", value: word }];
			}
			const past = value < 0 || Object.is(value, -0), n = Math.abs(value);
			const [before, after] = native.relative(unit, n, past, style), out = [];
			if (before) out.push({ type: "literal", value: before });
			for (const p of this.#number.formatToParts(n)) out.push({ ...p, unit });
			out.push({ type: "literal", value: after });
			return out;
		}
		resolvedOptions() { return { ...this.#r }; }
	}
	publish(RelativeTimeFormat, "RelativeTimeFormat", "words");

	class ListFormat {
		#r;
		constructor(locales = undefined, options = undefined) {
			const tags = canonical(locales), o = mustBeOptions(options);
			matcher(o);
			this.#r = { locale: native.resolve("words", tags).locale, type: option(o, "type", ["conjunction", "disjunction", "unit"], "conjunction"), style: option(o, "style", ["long", "short", "narrow"], "long") };
		}
		format(list) { return this.formatToParts(list).map((p) => p.value).join(""); }
		formatToParts(list) {
			const items = [];
			if (list !== undefined) for (const item of list) {
				if (typeof item !== "string") throw new TypeError("Iterable yielded a non-String value");
				items.push(item);
			}
			const { type, style } = this.#r, out = [];
			const word = type === "disjunction" ? "or" : style === "long" ? "and" : style === "short" ? "&" : "";
			const between = type === "unit" && style === "narrow" ? " " : ", ";
			const two = type === "unit" ? between : word === "" ? ", " : ` ${word} `, last = type === "unit" ? between : word === "" ? ", " : `, ${word} `;
			items.forEach((value, n) => {
				if (n > 0) out.push({ type: "literal", value: items.length === 2 ? two : n === items.length - 1 ? last : between });
				out.push({ type: "element", value });
			});
			return out;
		}
		resolvedOptions() { return { ...this.#r }; }
	}
	publish(ListFormat, "ListFormat", "words");

	class DisplayNames {
		#r;
		constructor(locales, options) {
			const tags = canonical(locales);
			if (options === undefined) throw new TypeError("Required option type must not be undefined");
			const o = mustBeOptions(options);
			matcher(o);
			const style = option(o, "style", ["narrow", "short", "long"], "long"), type = option(o, "type", ["language", "region", "script", "currency", "calendar", "dateTimeField"], undefined);
			if (type === undefined) throw new TypeError("Required option type must not be undefined");
			this.#r = { locale: native.resolve("names", tags).locale, style, type, fallback: option(o, "fallback", ["code", "none"], "code") };
			const languageDisplay = option(o, "languageDisplay", ["dialect", "standard"], "dialect");
			if (type === "language") this.#r.languageDisplay = languageDisplay;
		}
		of(code) {
			const { locale, type, fallback, style } = this.#r, [name, canonicalCode] = native.displayName(locale, type, String(code), style);
			return name !== "" ? name : fallback === "code" ? canonicalCode : undefined;
		}
		resolvedOptions() { return { ...this.#r }; }
	}
	publish(DisplayNames, "DisplayNames", "names", 2);

	// Segmenter

	class Segments {
		#text; #granularity; #bounds;
		constructor(text, granularity) { this.#text = text; this.#granularity = granularity; }
		#segment(n) {
			const text = this.#text, bounds = this.#bounds ??= native.segments(text, this.#granularity), from = n === 0 ? 0 : bounds[2 * n - 2];
			const out = { segment: text.slice(from, bounds[2 * n]), index: from, input: text };
			if (this.#granularity === "word") out.isWordLike = bounds[2 * n + 1] === 1;
			return out;
		}
		containing(index = undefined) {
			const n = Math.trunc(Number(index)) || 0;
			if (n < 0 || n >= this.#text.length) return undefined;
			this.#bounds ??= native.segments(this.#text, this.#granularity);
			for (let k = 0; 2 * k < this.#bounds.length; k++) if (n < this.#bounds[2 * k]) return this.#segment(k);
		}
		[Symbol.iterator]() {
			const segments = this;
			segments.#bounds ??= native.segments(segments.#text, segments.#granularity);
			let n = 0;
			return Object.setPrototypeOf({ next: () => 2 * n < segments.#bounds.length ? { value: segments.#segment(n++), done: false } : { value: undefined, done: true } }, SegmentIteratorPrototype);
		}
	}
	const SegmentIteratorPrototype = Object.defineProperty(Object.create(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))), Symbol.toStringTag, { value: "Segmenter String Iterator", configurable: true });
	class Segmenter {
		#r;
		constructor(locales = undefined, options = undefined) {
			const tags = canonical(locales), o = mustBeOptions(options);
			matcher(o);
			this.#r = { locale: native.resolve("segments", tags).locale, granularity: option(o, "granularity", ["grapheme", "word", "sentence"], "grapheme") };
		}
		segment(text) { return new Segments(String(text), this.#r.granularity); }
		resolvedOptions() { return { ...this.#r }; }
	}
	publish(Segmenter, "Segmenter", "segments");

	class Locale {
		#l;
		constructor(tag, options = undefined) {
			if (typeof tag !== "string" && (typeof tag !== "object" || tag === null)) throw new TypeError("First argument to Intl.Locale constructor can't be empty or missing");
			const o = coerce(options), changes = {};
			for (const name of ["language", "script", "region", "calendar", "collation", "hourCycle", "caseFirst", "numeric", "numberingSystem"]) if (o[name] !== undefined) changes[name] = String(o[name]);
			this.#l = native.locale(String(tag), changes);
		}
		get baseName() { return this.#l.baseName; }
		get language() { return this.#l.language; }
		get script() { return this.#l.script; }
		get region() { return this.#l.region; }
		get calendar() { return this.#l.calendar; }
		get collation() { return this.#l.collation; }
		get hourCycle() { return this.#l.hourCycle; }
		get caseFirst() { return this.#l.caseFirst; }
		get numeric() { return this.#l.numeric; }
		get numberingSystem() { return this.#l.numberingSystem; }
		maximize() { return new Locale(native.maximize(this.#l.tag)); }
		minimize() { return new Locale(native.minimize(this.#l.tag)); }
		toString() { return this.#l.tag; }
	}
	publish(Locale, "Locale", "", 1);

	const statics = {
		getCanonicalLocales(locales) { return canonical(locales); },
		supportedValuesOf(key) {
			key = String(key);
			const values = native.values(key);
			if (values === null) throw new RangeError(`Invalid key : ${key}`);
			return values;
		},
	};
	define(Intl, "getCanonicalLocales", statics.getCanonicalLocales);
	define(Intl, "supportedValuesOf", statics.supportedValuesOf);

	// The methods of other classes

	const number = Number.prototype.valueOf, bigint = BigInt.prototype.valueOf, time = Date.prototype.getTime;
	const dated = (required, defaults) => (date, locales, options) => {
		const ms = time.call(date);
		if (ms !== ms) return "Invalid Date";
		return native.date(readDate(locales, options, required, defaults)).format(ms);
	};
	const both = dated("any", "all"), day = dated("date", "date"), clock = dated("time", "time");
	// One formatter is kept for the default, which is what most calls ask for.
	let plain;
	const formatter = (locales, options) => locales === undefined && options === undefined ? plain ??= new NumberFormat() : new NumberFormat(locales, options);
	let collator;
	// Three languages have rules of their own for case.
	const recased = (text, name, upper, locales) => {
		if (text === undefined || text === null) throw new TypeError(`String.prototype.${name} called on null or undefined`);
		text = String(text);
		const tag = canonical(locales)[0] ?? "en";
		if (/^(tr|az|lt)\b/.test(tag)) return native.cased(text, tag, upper);
		return upper ? text.toUpperCase() : text.toLowerCase();
	};
	const methods = {
		lower: { toLocaleLowerCase(locales = undefined) { return recased(this, "toLocaleLowerCase", false, locales); } }.toLocaleLowerCase,
		upper: { toLocaleUpperCase(locales = undefined) { return recased(this, "toLocaleUpperCase", true, locales); } }.toLocaleUpperCase,
		number: { toLocaleString(locales = undefined, options = undefined) { return formatter(locales, options).format(number.call(this)); } }.toLocaleString,
		bigint: { toLocaleString(locales = undefined, options = undefined) { return formatter(locales, options).format(bigint.call(this)); } }.toLocaleString,
		date: { toLocaleString(locales = undefined, options = undefined) { return both(this, locales, options); } }.toLocaleString,
		day: { toLocaleDateString(locales = undefined, options = undefined) { return day(this, locales, options); } }.toLocaleDateString,
		clock: { toLocaleTimeString(locales = undefined, options = undefined) { return clock(this, locales, options); } }.toLocaleTimeString,
		compare: { localeCompare(that, locales = undefined, options = undefined) {
			if (this === undefined || this === null) throw new TypeError("String.prototype.localeCompare called on null or undefined");
			const a = String(this), b = String(that);
			return (locales === undefined && options === undefined ? collator ??= new Collator() : new Collator(locales, options)).compare(a, b);
		} }.localeCompare,
		list: { toLocaleString(locales = undefined, options = undefined) {
			const list = Object(this), length = Math.min(Math.max(Math.trunc(Number(list.length)) || 0, 0), 16777216);
			const out = [];
			for (let n = 0; n < length; n++) {
				const item = list[n];
				out.push(item === undefined || item === null ? "" : String(item.toLocaleString(locales, options)));
			}
			return out.join(",");
		} }.toLocaleString,
	};
	return { Intl, methods };
})
