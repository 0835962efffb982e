import { is, throws } from "../harness.js";

// A line an interface, as Web IDL would have it: name(length of the constructor,
// or - where nobody may construct) [: parent] { members }. A member is an
// attribute, attribute= when it can be set, attribute! when it is a promise, a
// method(length), a method(length)! that returns a promise, *() before both for a
// static one, or CONSTANT#value.
const table = `
AbortController(0) { signal abort(0) }
AbortSignal(-) : EventTarget { aborted reason throwIfAborted(0) onabort= *abort(0) *timeout(1) *any(1) }
Blob(0) { size type slice(0) arrayBuffer(0)! bytes(0)! text(0)! stream(0) }
ByteLengthQueuingStrategy(1) { highWaterMark size }
CloseEvent(1) : Event { wasClean code reason }
CompressionStream(1) { readable writable }
CountQueuingStrategy(1) { highWaterMark size }
Crypto(-) { subtle getRandomValues(1) randomUUID(0) }
CryptoKey(-) { type extractable algorithm usages }
CustomEvent(1) : Event { detail initCustomEvent(1) }
DecompressionStream(1) { readable writable }
ErrorEvent(1) : Event { message filename lineno colno error }
Event(1) { type target srcElement currentTarget composedPath(0) NONE#0 CAPTURING_PHASE#1 AT_TARGET#2 BUBBLING_PHASE#3 eventPhase stopPropagation(0) cancelBubble= stopImmediatePropagation(0) bubbles cancelable returnValue= preventDefault(0) defaultPrevented composed timeStamp initEvent(1) }
EventSource(1) : EventTarget { url withCredentials CONNECTING#0 OPEN#1 CLOSED#2 readyState onopen= onmessage= onerror= close(0) }
EventTarget(0) { addEventListener(2) removeEventListener(2) dispatchEvent(1) }
ExtendableEvent(1) : Event { waitUntil(1) }
File(2) : Blob { name lastModified }
FormData(0) { append(2) delete(1) get(1) getAll(1) has(1) set(2) entries(0) keys(0) values(0) forEach(1) }
Headers(0) { append(2) delete(1) get(1) getSetCookie(0) has(1) set(2) entries(0) keys(0) values(0) forEach(1) }
MessageChannel(0) { port1 port2 }
MessageEvent(1) : Event { data origin lastEventId source ports initMessageEvent(1) }
MessagePort(-) : EventTarget { postMessage(1) start(0) close(0) onmessage= onmessageerror= onclose= }
Performance(-) : EventTarget { now(0) timeOrigin toJSON(0) mark(1) measure(1) clearMarks(0) clearMeasures(0) getEntries(0) getEntriesByType(1) getEntriesByName(1) }
PerformanceEntry(-) { name entryType startTime duration toJSON(0) }
PerformanceMark(1) : PerformanceEntry { detail }
PerformanceMeasure(-) : PerformanceEntry { detail }
PromiseRejectionEvent(2) : Event { promise reason }
ReadableByteStreamController(-) { byobRequest desiredSize close(0) enqueue(1) error(0) }
ReadableStream(0) { locked cancel(0)! getReader(0) pipeThrough(1) pipeTo(1)! tee(0) values(0) *from(1) }
ReadableStreamBYOBReader(1) { closed! cancel(0)! read(1)! releaseLock(0) }
ReadableStreamBYOBRequest(-) { view respond(1) respondWithNewView(1) }
ReadableStreamDefaultController(-) { desiredSize close(0) enqueue(0) error(0) }
ReadableStreamDefaultReader(1) { closed! cancel(0)! read(0)! releaseLock(0) }
Request(1) { method url headers redirect cache integrity keepalive signal body bodyUsed clone(0) arrayBuffer(0)! blob(0)! bytes(0)! formData(0)! json(0)! text(0)! }
Response(0) { type url redirected status ok statusText headers body bodyUsed clone(0) arrayBuffer(0)! blob(0)! bytes(0)! formData(0)! json(0)! text(0)! *error(0) *redirect(1) *json(1) }
SubtleCrypto(-) { encrypt(3)! decrypt(3)! sign(3)! verify(4)! digest(2)! generateKey(3)! deriveKey(5)! deriveBits(2)! importKey(5)! exportKey(2)! wrapKey(4)! unwrapKey(7)! }
TextDecoder(0) { encoding fatal ignoreBOM decode(0) }
TextDecoderStream(0) { encoding fatal ignoreBOM readable writable }
TextEncoder(0) { encoding encode(0) encodeInto(2) }
TextEncoderStream(0) { encoding readable writable }
TransformStream(0) { readable writable }
TransformStreamDefaultController(-) { desiredSize enqueue(0) error(0) terminate(0) }
URL(1) { href= origin protocol= username= password= host= hostname= port= pathname= search= searchParams hash= toString(0) toJSON(0) *parse(1) *canParse(1) }
URLPattern(0) { test(0) exec(0) protocol username password hostname port pathname search hash hasRegExpGroups }
URLSearchParams(0) { size append(2) delete(1) get(1) getAll(1) has(1) set(2) sort(0) toString(0) entries(0) keys(0) values(0) forEach(1) }
WebSocket(1) : EventTarget { url readyState extensions protocol binaryType= close(0) send(1) CONNECTING#0 OPEN#1 CLOSING#2 CLOSED#3 onopen= onerror= onclose= onmessage= }
WritableStream(0) { locked abort(0)! close(0)! getWriter(0) }
WritableStreamDefaultController(-) { signal error(0) }
WritableStreamDefaultWriter(1) { closed! desiredSize ready! abort(0)! close(0)! releaseLock(0) write(0)! }
DOMException(0) { name message code INDEX_SIZE_ERR#1 HIERARCHY_REQUEST_ERR#3 SYNTAX_ERR#12 ABORT_ERR#20 DATA_CLONE_ERR#25 }
Cache(-) { match(1)! put(2)! delete(1)! }
CacheStorage(-) { open(1)! }
Navigator(-) { userAgent hardwareConcurrency language languages }
`;

const describe = (o, key) => {
	const d = Object.getOwnPropertyDescriptor(o, key);
	return d === undefined ? "missing" : (d.writable ? "w" : "") + (d.enumerable ? "e" : "") + (d.configurable ? "c" : "");
};
// refusal is how a function meets a foreign this.
const refusal = async (f, ...args) => {
	let p;
	try {
		p = f.apply({}, args);
	} catch (e) {
		return "throws " + e.constructor.name;
	}
	try {
		return "gives " + String(await p);
	} catch (e) {
		return "rejects " + e.constructor.name;
	}
};

const attribute = (name, Class, key, settable, promised) => is(`${name}.${key}`, async () => {
	const d = Object.getOwnPropertyDescriptor(Class.prototype, key);
	if (d?.get === undefined) return "missing";
	return [describe(Class.prototype, key), d.get.name, d.get.length, d.set?.name, d.set?.length, await refusal(d.get), d.set && await refusal(d.set, null)];
}, ["ec", "get " + key, 0, ...(settable ? ["set " + key, 1] : [undefined, undefined]), promised ? "rejects TypeError" : "throws TypeError", settable ? "throws TypeError" : undefined]);

// samples are objects on which methods are called without their arguments.
const samples = {
	AbortController: () => new AbortController(), Blob: () => new Blob(), CustomEvent: () => new CustomEvent("x"), Crypto: () => crypto, Event: () => new Event("x"), EventTarget: () => new EventTarget(),
	ExtendableEvent: () => new ExtendableEvent("x"), FormData: () => new FormData(), Headers: () => new Headers(), MessageEvent: () => new MessageEvent("x"), MessagePort: () => new MessageChannel().port1, Performance: () => performance,
	ReadableByteStreamController: () => { let c; new ReadableStream({ type: "bytes", start(x) { c = x; } }); return c; }, ReadableStream: () => new ReadableStream(), ReadableStreamBYOBReader: () => new ReadableStream({ type: "bytes" }).getReader({ mode: "byob" }),
	ReadableStreamBYOBRequest: () => { let c; new ReadableStream({ type: "bytes", start(x) { c = x; } }).getReader({ mode: "byob" }).read(new Uint8Array(1)); return c.byobRequest; },
	SubtleCrypto: () => crypto.subtle, TextEncoder: () => new TextEncoder(), URLSearchParams: () => new URLSearchParams(), Cache: () => caches.default, CacheStorage: () => caches,
};
const lacking = async (name, owner, f) => {
	if (samples[name] === undefined) return refusal(f);
	const o = samples[name]();
	return refusal((...args) => owner === undefined ? f.apply(o, args) : f.apply(owner, args));
};

const operation = (name, owner, key, length, promised, fixed) => is(`${name}.${fixed ? "" : "prototype."}${key}()`, async () => {
	const f = owner[key];
	if (typeof f !== "function") return "missing";
	const few = length === 0 ? "" : await lacking(name, fixed ? owner : undefined, f);
	return [describe(owner, key), f.name, f.length, "prototype" in f, fixed ? few : await refusal(f, ...Array(length).fill({})), few];
}, ["wec", key, length, false, fixed ? (length ? (promised ? "rejects" : "throws") + " TypeError" : "") : (promised ? "rejects" : "throws") + " TypeError", length ? (promised ? "rejects" : "throws") + " TypeError" : ""]);

for (const line of table.trim().split("\n")) {
	const [, name, arity, parent, body] = /^(\w+)\((\d|-)\)(?: : (\w+))? \{ (.*) \}$/.exec(line);
	const Class = globalThis[name], length = arity === "-" ? 0 : Number(arity);
	is(name, () => [describe(globalThis, name), typeof Class, Class.name, Class.length, describe(Class, "name"), describe(Class, "length"), describe(Class, "prototype"), Object.getPrototypeOf(Class) === (parent ? globalThis[parent] : Function.prototype)],
		["wc", "function", name, length, "c", "c", "", true]);
	is(name + ".prototype", () => {
		const p = Class.prototype;
		return [describe(p, "constructor"), p.constructor === Class, p[Symbol.toStringTag], describe(p, Symbol.toStringTag), Object.getPrototypeOf(p) === (name === "DOMException" ? Error.prototype : parent ? globalThis[parent].prototype : Object.prototype), String(Object.prototype.toString.call(p))];
	}, ["wc", true, name, "c", true, `[object ${name}]`]);
	throws(name + " without new", TypeError, () => Class());
	if (arity === "-") throws("new " + name, TypeError, () => new Class());
	else if (length > 0) throws("new " + name + " without its arguments", TypeError, () => new Class());
	for (const member of body.split(" ")) {
		const [, fixed, key, params, constant, settable, promised] = /^(\*?)(\w+)(?:\((\d)\)|#(\d+))?(=?)(!?)$/.exec(member);
		if (constant) is(`${name}.${key}`, () => [Class[key], Class.prototype[key], describe(Class, key), describe(Class.prototype, key)], [Number(constant), Number(constant), "e", "e"]);
		else if (params) operation(name, fixed ? Class : Class.prototype, key, Number(params), promised, fixed);
		else attribute(name, Class, key, settable, promised);
	}
}

// ---- the global scope

for (const [key, length] of [["atob", 1], ["btoa", 1], ["clearInterval", 0], ["clearTimeout", 0], ["fetch", 1], ["queueMicrotask", 1], ["reportError", 1], ["setInterval", 1], ["setTimeout", 1], ["structuredClone", 1], ["addEventListener", 2], ["removeEventListener", 2], ["dispatchEvent", 1]]) {
	is(key, () => { const f = globalThis[key]; return [typeof f, f.name, f.length, "prototype" in f, Object.hasOwn(globalThis, key) && describe(globalThis, key).replace("missing", "")]; }, ["function", key, length, false, "wec"]);
	if (length > 0 && key !== "fetch") throws(key + " without arguments", TypeError, () => globalThis[key]());
	if (key !== "fetch") throws("new " + key, TypeError, () => new globalThis[key]("x", () => {}));
}
throws("fetch without arguments", TypeError, () => fetch());
is("fetch returns a promise in any case", () => { const p = fetch(); p.catch(() => {}); return p instanceof Promise; }, true);
for (const key of ["crypto", "performance", "navigator", "caches", "self"]) is("global " + key, () => [typeof globalThis[key], key in globalThis, globalThis[key] === globalThis[key]], ["object", true, true]);
is("tags of the objects", () => [crypto, crypto.subtle, performance, navigator, caches, globalThis].map((o) => Object.prototype.toString.call(o)), ["[object Crypto]", "[object SubtleCrypto]", "[object Performance]", "[object Navigator]", "[object CacheStorage]", "[object ServiceWorkerGlobalScope]"]);
is("the global object and its classes", () => [globalThis instanceof WorkerGlobalScope, globalThis instanceof ServiceWorkerGlobalScope], [true, true]);
is("the global object inherits", () => [globalThis instanceof EventTarget, globalThis.constructor === ServiceWorkerGlobalScope], [true, true]);

// ---- iterators

for (const [name, make] of [["Headers", () => new Headers({ a: "1" })], ["URLSearchParams", () => new URLSearchParams("a=1")], ["FormData", () => { const f = new FormData(); f.append("a", "1"); return f; }]]) {
	is(`${name} is iterable`, () => { const p = globalThis[name].prototype; return [p[Symbol.iterator] === p.entries, describe(p, Symbol.iterator), p[Symbol.iterator].name]; }, [true, "wc", "entries"]);
	is(`iterators of ${name}`, () => {
		const it = make().entries(), p = Object.getPrototypeOf(it), root = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
		return [Object.getPrototypeOf(p) === root, Object.getOwnPropertyNames(p), describe(p, "next"), p.next.length, p.next.name, p[Symbol.toStringTag], describe(p, Symbol.toStringTag), it[Symbol.iterator]() === it, Object.keys(it), p === Object.getPrototypeOf(make().keys())];
	}, [true, ["next"], "wec", 0, "next", name + " Iterator", "c", true, [], true]);
	throws(`next of ${name} on another object`, TypeError, () => make().entries().next.call({}));
	throws(`forEach of ${name} without a function`, TypeError, () => make().forEach({}));
	is(`forEach of ${name}`, () => { const o = make(), out = [], self = {}; o.forEach(function (v, k, all) { out.push(v, k, all === o, this === self); }, self); return out; }, ["1", "a", true, true]);
	is(`an iterator of ${name} that ended stays so`, () => { const o = make(), it = o.keys(); return [it.next(), it.next(), (o.append("b", "2"), it.next())]; }, [{ value: "a", done: false }, { value: undefined, done: true }, { value: "b", done: false }]);
}
is("the asynchronous iterator of streams", () => {
	const p = ReadableStream.prototype, it = new ReadableStream().values(), ip = Object.getPrototypeOf(it);
	const root = Object.getPrototypeOf(ip);
	return [p[Symbol.asyncIterator] === p.values, describe(p, Symbol.asyncIterator), Object.getOwnPropertyNames(ip).sort(), describe(ip, "next"), describe(ip, "return"), ip.next.length, ip.return.length, root[Symbol.asyncIterator].call(it) === it, Object.getOwnPropertyNames(root), ip.next.name, ip.return.name];
}, [true, "wc", ["next", "return"], "wec", "wec", 0, 1, true, [], "next", "return"]);
is("streams iterate as async generators do", async () => {
	async function* g() {}
	return Object.getPrototypeOf(Object.getPrototypeOf(new ReadableStream().values())) === Object.getPrototypeOf(Object.getPrototypeOf(g.prototype));
}, true);
is("next and return of another object reject", async () => {
	const it = new ReadableStream().values();
	return [await refusal(it.next), await refusal(it.return)];
}, ["rejects TypeError", "rejects TypeError"]);

// ---- classes can be extended, and objects keep their class

for (const [name, ...args] of [["EventTarget"], ["Headers"], ["URL", "http://a"], ["URLSearchParams"], ["Blob"], ["File", [], "f"], ["FormData"], ["Request", "http://a"], ["Response"], ["ReadableStream"], ["WritableStream"], ["TransformStream"], ["TextEncoder"], ["TextDecoder"], ["Event", "x"], ["AbortController"], ["MessageChannel"], ["DOMException"], ["URLPattern"]]) {
	is("a subclass of " + name, () => {
		class Sub extends globalThis[name] { get extra() { return 1; } }
		const o = new Sub(...args);
		return [o instanceof Sub, o instanceof globalThis[name], o.extra, Object.prototype.toString.call(o)];
	}, [true, true, 1, `[object ${name}]`]);
	is("Reflect.construct of " + name, () => {
		function Other() {}
		return Object.getPrototypeOf(Reflect.construct(globalThis[name], args, Other)) === Other.prototype;
	}, true);
}

// ---- console is a namespace

is("console", () => { const p = Object.getPrototypeOf(console); return [describe(globalThis, "console"), Object.prototype.toString.call(console), Object.getPrototypeOf(p) === Object.prototype, Object.getOwnPropertyNames(p), typeof console.constructor === "function" && console.constructor === Object]; }, ["wc", "[object console]", true, [], true]);
for (const key of ["assert", "clear", "count", "countReset", "debug", "dir", "dirxml", "error", "group", "groupCollapsed", "groupEnd", "info", "log", "table", "time", "timeEnd", "timeLog", "trace", "warn"]) is("console." + key, () => [typeof console[key], console[key].name, console[key].length, describe(console, key), "prototype" in console[key]], ["function", key, 0, "wec", false]);
is("console's methods need no this", () => { const { count, assert } = console; return [count("detached"), assert(true)]; }, [undefined, undefined]);
for (const key of ["count", "countReset", "time", "timeLog", "timeEnd"]) throws(`console.${key} converts its label`, RangeError, () => console[key]({ toString() { throw new RangeError(); } }));
