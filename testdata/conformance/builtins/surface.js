import { is, throws } from "../harness.js";

// The surface of every built-in of ECMA-262 (2025, with Annex B, and what 2026 adds as far as platforms have it): which
// members there are, their attributes, length and name, and what is a constructor. In the tables a word is a method,
// followed by its length, or with @ a symbol; get: is an accessor, = a value that does not change.
const NS = "namespace", FUNCTION = "function";
const surfaces = {
	globalThis: [NS, "decodeURI 1 decodeURIComponent 1 encodeURI 1 encodeURIComponent 1 escape 1 eval 1 isFinite 1 isNaN 1 parseFloat 1 parseInt 2 unescape 1 =Infinity =NaN =undefined"],
	Object: [1, "assign 2 create 2 defineProperties 2 defineProperty 3 entries 1 freeze 1 fromEntries 1 getOwnPropertyDescriptor 2 getOwnPropertyDescriptors 1 getOwnPropertyNames 1 getOwnPropertySymbols 1 getPrototypeOf 1 groupBy 2 hasOwn 2 is 2 isExtensible 1 isFrozen 1 isSealed 1 keys 1 preventExtensions 1 seal 1 setPrototypeOf 2 values 1",
		"hasOwnProperty 1 isPrototypeOf 1 propertyIsEnumerable 1 toLocaleString 0 toString 0 valueOf 0 __defineGetter__ 2 __defineSetter__ 2 __lookupGetter__ 1 __lookupSetter__ 1 set:__proto__"],
	Function: [1, "", "apply 2 bind 1 call 1 toString 0 =@hasInstance"],
	Boolean: [1, "", "toString 0 valueOf 0"],
	Symbol: [0, "for 1 keyFor 1 =asyncIterator =hasInstance =isConcatSpreadable =iterator =match =matchAll =replace =search =species =split =toPrimitive =toStringTag =unscopables", "toString 0 valueOf 0 get:description", "Symbol"],
	Error: [1, "", "toString 0"], AggregateError: [2], EvalError: [1], RangeError: [1], ReferenceError: [1], SyntaxError: [1], TypeError: [1], URIError: [1],
	Number: [1, "isFinite 1 isInteger 1 isNaN 1 isSafeInteger 1 =EPSILON =MAX_SAFE_INTEGER =MAX_VALUE =MIN_SAFE_INTEGER =MIN_VALUE =NaN =NEGATIVE_INFINITY =POSITIVE_INFINITY", "toExponential 1 toFixed 1 toLocaleString 0 toPrecision 1 toString 1 valueOf 0"],
	BigInt: [1, "asIntN 2 asUintN 2", "toLocaleString 0 toString 0 valueOf 0", "BigInt"],
	Math: [NS, "abs 1 acos 1 acosh 1 asin 1 asinh 1 atan 1 atanh 1 atan2 2 cbrt 1 ceil 1 clz32 1 cos 1 cosh 1 exp 1 expm1 1 floor 1 fround 1 f16round 1 hypot 2 imul 2 log 1 log1p 1 log10 1 log2 1 max 2 min 2 pow 2 random 0 round 1 sign 1 sin 1 sinh 1 sqrt 1 tan 1 tanh 1 trunc 1 =E =LN10 =LN2 =LOG10E =LOG2E =PI =SQRT1_2 =SQRT2"],
	Date: [7, "now 0 parse 1 UTC 7", "getDate 0 getDay 0 getFullYear 0 getHours 0 getMilliseconds 0 getMinutes 0 getMonth 0 getSeconds 0 getTime 0 getTimezoneOffset 0 getUTCDate 0 getUTCDay 0 getUTCFullYear 0 getUTCHours 0 getUTCMilliseconds 0 getUTCMinutes 0 getUTCMonth 0 getUTCSeconds 0 setDate 1 setFullYear 3 setHours 4 setMilliseconds 1 setMinutes 3 setMonth 2 setSeconds 2 setTime 1 setUTCDate 1 setUTCFullYear 3 setUTCHours 4 setUTCMilliseconds 1 setUTCMinutes 3 setUTCMonth 2 setUTCSeconds 2 toDateString 0 toISOString 0 toJSON 1 toLocaleDateString 0 toLocaleString 0 toLocaleTimeString 0 toString 0 toTimeString 0 toUTCString 0 valueOf 0 getYear 0 setYear 1"],
	String: [1, "fromCharCode 1 fromCodePoint 1 raw 1", "at 1 charAt 1 charCodeAt 1 codePointAt 1 concat 1 endsWith 1 includes 1 indexOf 1 isWellFormed 0 lastIndexOf 1 localeCompare 1 match 1 matchAll 1 normalize 0 padEnd 1 padStart 1 repeat 1 replace 2 replaceAll 2 search 1 slice 2 split 2 startsWith 1 substring 2 toLocaleLowerCase 0 toLocaleUpperCase 0 toLowerCase 0 toString 0 toUpperCase 0 toWellFormed 0 trim 0 trimEnd 0 trimStart 0 valueOf 0 @iterator 0 substr 2"],
	RegExp: [2, "escape 1 get:@species", "compile 2 exec 1 test 1 toString 0 @match 1 @matchAll 1 @replace 2 @search 1 @split 2 get:dotAll get:flags get:global get:hasIndices get:ignoreCase get:multiline get:source get:sticky get:unicode get:unicodeSets"],
	Array: [1, "from 1 fromAsync 1 isArray 1 of 0 get:@species", "at 1 concat 1 copyWithin 2 entries 0 every 1 fill 1 filter 1 find 1 findIndex 1 findLast 1 findLastIndex 1 flat 0 flatMap 1 forEach 1 includes 1 indexOf 1 join 1 keys 0 lastIndexOf 1 map 1 pop 0 push 1 reduce 1 reduceRight 1 reverse 0 shift 0 slice 2 some 1 sort 1 splice 2 toLocaleString 0 toReversed 0 toSorted 1 toSpliced 2 toString 0 unshift 1 values 0 with 2"],
	Map: [0, "groupBy 2 get:@species", "clear 0 delete 1 entries 0 forEach 1 get 1 getOrInsert 2 getOrInsertComputed 2 has 1 keys 0 set 2 values 0 get:size", "Map"],
	Set: [0, "get:@species", "add 1 clear 0 delete 1 difference 1 entries 0 forEach 1 has 1 intersection 1 isDisjointFrom 1 isSubsetOf 1 isSupersetOf 1 symmetricDifference 1 union 1 values 0 get:size", "Set"],
	WeakMap: [0, "", "delete 1 get 1 getOrInsert 2 getOrInsertComputed 2 has 1 set 2", "WeakMap"],
	WeakSet: [0, "", "add 1 delete 1 has 1", "WeakSet"],
	WeakRef: [1, "", "deref 0", "WeakRef"],
	FinalizationRegistry: [1, "", "register 2 unregister 1", "FinalizationRegistry"],
	ArrayBuffer: [1, "isView 1 get:@species", "resize 1 slice 2 transfer 0 transferToFixedLength 0 get:byteLength get:detached get:maxByteLength get:resizable", "ArrayBuffer"],
	DataView: [1, "", "getBigInt64 1 getBigUint64 1 getFloat16 1 getFloat32 1 getFloat64 1 getInt8 1 getInt16 1 getInt32 1 getUint8 1 getUint16 1 getUint32 1 setBigInt64 2 setBigUint64 2 setFloat16 2 setFloat32 2 setFloat64 2 setInt8 2 setInt16 2 setInt32 2 setUint8 2 setUint16 2 setUint32 2 get:buffer get:byteLength get:byteOffset", "DataView"],
	JSON: [NS, "isRawJSON 1 parse 2 rawJSON 1 stringify 3", undefined, "JSON"],
	Promise: [1, "all 1 allSettled 1 any 1 race 1 reject 1 resolve 1 try 1 withResolvers 0 get:@species", "catch 1 finally 1 then 2", "Promise"],
	Proxy: [2, "revocable 2"],
	Reflect: [NS, "apply 3 construct 2 defineProperty 3 deleteProperty 2 get 2 getOwnPropertyDescriptor 2 getPrototypeOf 1 has 2 isExtensible 1 ownKeys 1 preventExtensions 1 set 3 setPrototypeOf 2", undefined, "Reflect"],
	Iterator: [0, "from 1", "drop 1 every 1 filter 1 find 1 flatMap 1 forEach 1 map 1 reduce 1 some 1 take 1 toArray 0 @iterator 0"],
	DisposableStack: [0, "", "adopt 2 defer 1 dispose 0 move 0 use 1 get:disposed", "DisposableStack"],
	AsyncDisposableStack: [0, "", "adopt 2 defer 1 disposeAsync 0 move 0 use 1 get:disposed", "AsyncDisposableStack"],
	SuppressedError: [3],
};
const typed = (bytes) => [3, "=BYTES_PER_ELEMENT", "=BYTES_PER_ELEMENT", undefined, bytes];
for (const [name, bytes] of Object.entries({ Int8Array: 1, Uint8Array: 1, Uint8ClampedArray: 1, Int16Array: 2, Uint16Array: 2, Int32Array: 4, Uint32Array: 4, Float32Array: 4, Float64Array: 8, BigInt64Array: 8, BigUint64Array: 8 })) surfaces[name] = typed(bytes);
surfaces.Uint8Array[1] += " fromBase64 1 fromHex 1";
surfaces.Uint8Array[2] += " setFromBase64 1 setFromHex 1 toBase64 0 toHex 0";
surfaces.String[2] += Object.entries({ anchor: 1, big: 0, blink: 0, bold: 0, fixed: 0, fontcolor: 1, fontsize: 1, italics: 0, link: 1, small: 0, strike: 0, sub: 0, sup: 0 }).map(([name, length]) => ` ${name} ${length}`).join("");

// What has no global name.
const protoOf = Object.getPrototypeOf, IteratorPrototype = protoOf(protoOf([][Symbol.iterator]()));
const unnamed = {
	TypedArray: [() => protoOf(Int8Array), 0, "from 1 of 0 get:@species", "at 1 copyWithin 2 entries 0 every 1 fill 1 filter 1 find 1 findIndex 1 findLast 1 findLastIndex 1 forEach 1 includes 1 indexOf 1 join 1 keys 0 lastIndexOf 1 map 1 reduce 1 reduceRight 1 reverse 0 set 1 slice 2 some 1 sort 1 subarray 2 toLocaleString 0 toReversed 0 toSorted 1 values 0 with 2 get:@toStringTag get:buffer get:byteLength get:byteOffset get:length"],
	GeneratorFunction: [() => (function* () {}).constructor, 1, "", "", "GeneratorFunction"],
	AsyncFunction: [() => (async () => {}).constructor, 1, "", "", "AsyncFunction"],
};
const prototypes = {
	"%GeneratorPrototype%": [() => protoOf(function* () {}.prototype), "next 1 return 1 throw 1", "Generator"],
	"%AsyncGeneratorPrototype%": [() => { let o = (async function* () {})(); while (!Object.hasOwn(o, "next")) o = protoOf(o); return o; }, "next 1 return 1 throw 1", "AsyncGenerator"],
	"%ArrayIteratorPrototype%": [() => protoOf([].values()), "next 0", "Array Iterator"],
	"%MapIteratorPrototype%": [() => protoOf(new Map().values()), "next 0", "Map Iterator"],
	"%SetIteratorPrototype%": [() => protoOf(new Set().values()), "next 0", "Set Iterator"],
	"%StringIteratorPrototype%": [() => protoOf(""[Symbol.iterator]()), "next 0", "String Iterator"],
	"%RegExpStringIteratorPrototype%": [() => protoOf("".matchAll(/a/g)), "next 0", "RegExp String Iterator"],
	"%IteratorHelperPrototype%": [() => protoOf(Iterator.from([]).map((x) => x)), "next 0 return 0", "Iterator Helper"],
	"%WrapForValidIteratorPrototype%": [() => protoOf(Iterator.from({ next() {} })), "next 0 return 0"],
};

const isConstructor = (f) => { try { Reflect.construct(Object, [], f); return true; } catch { return false; } };
const flags = (d) => "writable enumerable configurable".split(" ").filter((k) => d[k]).join(" ");
const keyOf = (word) => word[0] === "@" ? Symbol[word.slice(1)] : word;
const nameOf = (word) => word[0] === "@" ? `[Symbol.${word.slice(1)}]` : word;

// told is all that a case looks at of a function that is no constructor.
function told(f) {
	const { length, name } = Object.getOwnPropertyDescriptors(f);
	return [typeof f, length.value, flags(length), name.value, flags(name), Object.hasOwn(f, "prototype"), isConstructor(f), protoOf(f) === Function.prototype, Object.prototype.toString.call(f), /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(f))];
}
const builtin = (length, name) => ["function", length, "configurable", name, "configurable", false, false, true, "[object Function]", true];
const refuses = (f) => { try { new f(); } catch (e) { return e instanceof TypeError; } return false; };

function members(title, owner, table) {
	const words = table.split(" ").filter((w) => w !== "");
	for (let n = 0; n < words.length; n++) {
		const [, kind, word] = /^(get:|set:|=)?(.+)$/.exec(words[n]), key = keyOf(word), what = `${title}${word[0] === "@" ? `[${nameOf(word)}]`.replace("[[", "[").replace("]]", "]") : "." + word}`;
		const descriptor = () => Object.getOwnPropertyDescriptor(owner(), key);
		if (kind === "=") {
			is(`${what} does not change`, () => flags(descriptor()), "");
		} else if (kind) {
			is(`${what} is an accessor`, () => { const d = descriptor(); return [flags(d), told(d.get), d.set === undefined ? undefined : told(d.set)]; },
				["configurable", builtin(0, "get " + nameOf(word)), kind === "set:" ? builtin(1, "set " + nameOf(word)) : undefined]);
		} else {
			const length = Number(words[++n]);
			is(`${what} is a method`, () => { const d = descriptor(); return [flags(d), told(d.value), refuses(d.value)]; }, ["writable configurable", builtin(length, nameOf(word)), true]);
		}
	}
}

function prototype(title, proto, tag) {
	if (tag === undefined) return;
	is(`the tag of ${title}`, () => { const d = Object.getOwnPropertyDescriptor(proto(), Symbol.toStringTag); return [d.value, flags(d)]; }, [tag, "configurable"]);
}

function constructor(title, get, length, statics, methods, tag) {
	const abstract = title === "Symbol" || title === "BigInt";
	is(`${title} is a constructor`, () => {
		const f = get(), d = Object.getOwnPropertyDescriptors(f), proto = d.prototype ? [flags(d.prototype), flags(Object.getOwnPropertyDescriptor(f.prototype, "constructor")) || "accessor", f.prototype.constructor === f] : [];
		return [typeof f, d.length.value, flags(d.length), d.name.value, flags(d.name), isConstructor(f), Object.prototype.toString.call(f), /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(f)), proto, abstract ? refuses(f) : true];
	}, ["function", length, "configurable", title, "configurable", true, "[object Function]", true, title === "Proxy" ? [] : ["", title === "Iterator" || title.endsWith("Function") && title !== "Function" ? "configurable" : "writable configurable", true], true]);
	if (statics) members(title, get, statics);
	if (methods) members(title + ".prototype", () => get().prototype, methods);
	prototype(title + ".prototype", () => get().prototype, tag);
}

for (const [title, [length, statics, methods, tag, bytes]] of Object.entries(surfaces)) {
	is(`the global ${title}`, () => globalThis[title] && flags(Object.getOwnPropertyDescriptor(globalThis, title)), "writable configurable");
	if (length === NS) {
		members(title, () => globalThis[title], statics);
		is(`${title} is no function`, () => typeof globalThis[title], "object");
		prototype(title, () => globalThis[title], title === "Math" ? "Math" : tag);
		continue;
	}
	constructor(title, () => globalThis[title], length, statics, methods, tag);
	if (bytes) is(`the elements of ${title}`, () => [globalThis[title].BYTES_PER_ELEMENT, globalThis[title].prototype.BYTES_PER_ELEMENT, protoOf(globalThis[title]).name], [bytes, bytes, "TypedArray"]);
}

// ECMA-402.
const formats = {
	Collator: [0, "resolvedOptions 0 get:compare"], DateTimeFormat: [0, "formatRange 2 formatRangeToParts 2 formatToParts 1 resolvedOptions 0 get:format"], DisplayNames: [2, "of 1 resolvedOptions 0"],
	ListFormat: [0, "format 1 formatToParts 1 resolvedOptions 0"], NumberFormat: [0, "formatRange 2 formatRangeToParts 2 formatToParts 1 resolvedOptions 0 get:format"],
	PluralRules: [0, "resolvedOptions 0 select 1 selectRange 2"], RelativeTimeFormat: [0, "format 2 formatToParts 2 resolvedOptions 0"], Segmenter: [0, "resolvedOptions 0 segment 1"],
	Locale: [1, "maximize 0 minimize 0 toString 0 get:baseName get:calendar get:caseFirst get:collation get:hourCycle get:language get:numberingSystem get:numeric get:region get:script"],
};
is("the global Intl", () => Intl && [flags(Object.getOwnPropertyDescriptor(globalThis, "Intl")), typeof Intl], ["writable configurable", "object"]);
members("Intl", () => Intl, "getCanonicalLocales 1 supportedValuesOf 1");
prototype("Intl", () => Intl, "Intl");
for (const [name, [length, methods]] of Object.entries(formats)) {
	constructor(name, () => Intl[name], length, name === "Locale" ? "" : "supportedLocalesOf 1", methods, "Intl." + name);
	is(`Intl.${name} is a property`, () => flags(Object.getOwnPropertyDescriptor(Intl, name)), "writable configurable");
	if (!["Collator", "DateTimeFormat", "NumberFormat"].includes(name)) throws(`Intl.${name} is not called`, TypeError, () => Intl[name]("en", { type: "region" }));
}
is("Intl.DurationFormat", () => typeof Intl.DurationFormat, "function");
is("what Intl.Locale knows of a locale", () => ["getCalendars", "getCollations", "getHourCycles", "getNumberingSystems", "getTextInfo", "getTimeZones", "getWeekInfo"].filter((name) => !Object.hasOwn(Intl.Locale.prototype, name)), []);
for (const [title, [get, ...rest]] of Object.entries(unnamed)) constructor(title, get, ...rest);
for (const [title, [get, methods, tag]] of Object.entries(prototypes)) { members(title, get, methods); prototype(title, get, tag); }

is("an object of an async generator inherits from what its function says", () => { async function* g() {} return protoOf(g()) === g.prototype; }, true);
is("globals are data before they are used", () => "value" in Object.getOwnPropertyDescriptor(globalThis, "URLPattern"), true);
is("the same functions under two names", () => [
	Array.prototype[Symbol.iterator] === Array.prototype.values, Set.prototype.keys === Set.prototype.values, Set.prototype[Symbol.iterator] === Set.prototype.values, Map.prototype[Symbol.iterator] === Map.prototype.entries,
	Number.parseFloat === parseFloat, Number.parseInt === parseInt, String.prototype.trimLeft === String.prototype.trimStart, String.prototype.trimRight === String.prototype.trimEnd, Date.prototype.toGMTString === Date.prototype.toUTCString,
	protoOf(Int8Array).prototype[Symbol.iterator] === protoOf(Int8Array).prototype.values, protoOf(Int8Array).prototype.toString === Array.prototype.toString, DisposableStack.prototype[Symbol.dispose] === DisposableStack.prototype.dispose,
], Array(12).fill(true));
is("symbols as methods", () => [Date, Symbol].map((C) => { const d = Object.getOwnPropertyDescriptor(C.prototype, Symbol.toPrimitive); return [flags(d), d.value.length, d.value.name]; }), Array(2).fill(["configurable", 1, "[Symbol.toPrimitive]"]));
is("Function.prototype[Symbol.hasInstance]", () => told(Function.prototype[Symbol.hasInstance]), builtin(1, "[Symbol.hasInstance]"));
is("Function.prototype is a function", () => [typeof Function.prototype, Function.prototype.length, Function.prototype.name, isConstructor(Function.prototype), Function.prototype()], ["function", 0, "", false, undefined]);
is("the odd accessors of Iterator.prototype", () => ["constructor", Symbol.toStringTag].map((k) => { const d = Object.getOwnPropertyDescriptor(Iterator.prototype, k); return [flags(d), typeof d.get, typeof d.set]; }), Array(2).fill(["configurable", "function", "function"]));
is("what Array.prototype hides from with", () => [protoOf(Array.prototype[Symbol.unscopables]), Object.keys(Array.prototype[Symbol.unscopables]).sort()], [null, "at copyWithin entries fill find findIndex findLast findLastIndex flat flatMap includes keys toReversed toSorted toSpliced values".split(" ")]);
is("the prototypes of errors", () => ["EvalError", "RangeError", "TypeError", "AggregateError", "SuppressedError"].map((n) => { const C = globalThis[n], d = Object.getOwnPropertyDescriptors(C.prototype); return [protoOf(C) === Error, protoOf(C.prototype) === Error.prototype, d.name.value, flags(d.name), d.message.value, flags(d.message), Object.hasOwn(C.prototype, "toString")]; }), ["EvalError", "RangeError", "TypeError", "AggregateError", "SuppressedError"].map((n) => [true, true, n, "writable configurable", "", "writable configurable", false]));
is("what stands for a class inherits from it", () => [protoOf(Int8Array) === protoOf(Uint8Array), Object.prototype.toString.call(protoOf(Int8Array).prototype), protoOf(IteratorPrototype) === Object.prototype, protoOf(Iterator) === Function.prototype, protoOf(Map) === Function.prototype, protoOf(Proxy) === Function.prototype], [true, "[object Object]", true, true, true, true]);
for (const name of ["Map", "Set", "WeakMap", "WeakSet", "WeakRef", "FinalizationRegistry", "Promise", "Proxy", "ArrayBuffer", "DataView", "Int8Array", "Float64Array", "BigInt64Array", "Iterator", "DisposableStack", "AsyncDisposableStack"]) throws(`${name} is not called`, TypeError, () => globalThis[name](() => {}));
for (const name of ["Object", "Function", "Array", "Error", "TypeError", "AggregateError", "RegExp", "SuppressedError"]) is(`${name} is called as it is made`, () => protoOf(globalThis[name](name === "AggregateError" ? [] : "1")) === globalThis[name].prototype || name === "Object", true);
throws("TypedArray is abstract", TypeError, () => new (protoOf(Int8Array))());
throws("Iterator is abstract", TypeError, () => new Iterator());
is("tags of what has none of its own", () => [[], () => {}, new Error(), true, 1, "", new Date(0), /x/, (function () { return arguments; })(), null, undefined, {}, 1n, Symbol(), new Proxy([], {}), async () => {}, function* () {}, globalThis.Intl, JSON, Math, Reflect].map((v) => Object.prototype.toString.call(v).slice(8, -1)), ["Array", "Function", "Error", "Boolean", "Number", "String", "Date", "RegExp", "Arguments", "Null", "Undefined", "Object", "BigInt", "Symbol", "Array", "AsyncFunction", "GeneratorFunction", "Intl", "JSON", "Math", "Reflect"]);
