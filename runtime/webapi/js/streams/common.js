// The files of this directory share one scope. A public object is a thin shell
// around a record with the internal slots; the algorithms work on the records.
const { publish, need, illegal, dictionary } = native.idl;
const TOKEN = {};
const asyncIterator = Symbol.asyncIterator ?? Symbol.for("Symbol.asyncIterator");
const noop = () => {};
const microtask = queueMicrotask;
const isObject = (v) => v !== null && (typeof v === "object" || typeof v === "function");
const nothing = () => undefined;

const deferred = () => {
	const d = { promise: null, resolve: null, reject: null };
	d.promise = new Promise((resolve, reject) => { d.resolve = resolve; d.reject = reject; });
	return d;
};
const resolved = (v) => { const d = deferred(); d.resolve(v); return d; };
const rejected = (e) => { const d = deferred(); d.reject(e); handled(d.promise); return d; };
const { then: chain } = Promise.prototype;

// after is then, whatever a script makes of Promise.prototype.
const after = (promise, ok, fail = undefined) => chain.call(promise, ok, fail);
const handled = (promise) => { after(promise, undefined, noop); };

// react follows a value that may be a promise.
const react = (value, ok, fail) => { after(Promise.resolve(value), ok, fail); };

// attempt calls fn and returns a promise of what comes of it.
const attempt = (fn) => {
	try {
		return Promise.resolve(fn());
	} catch (e) {
		return Promise.reject(e);
	}
};

class Queue {
	constructor() { this.clear(); }
	get length() { return this.items.length - this.head; }
	push(item) { this.items.push(item); }
	peek() { return this.items[this.head]; }
	shift() {
		const item = this.items[this.head];
		this.items[this.head++] = undefined;
		if (this.head > 32 && this.head * 2 > this.items.length) {
			this.items = this.items.slice(this.head);
			this.head = 0;
		}
		return item;
	}
	clear() {
		this.items = [];
		this.head = 0;
	}
}

// ---- strategies

const method = (object, name, what) => {
	const fn = object[name];
	if (fn === undefined) return undefined;
	if (typeof fn !== "function") throw new TypeError(`${what}.${name} is not a function.`);
	return fn;
};

const strategyOf = (strategy, what) => {
	const s = dictionary(strategy, `${what}: the strategy`), { highWaterMark } = s;
	return { highWaterMark: highWaterMark === undefined ? undefined : +highWaterMark, size: method(s, "size", "strategy") };
};

const markOf = (strategy, fallback) => {
	const mark = strategy.highWaterMark;
	if (mark === undefined) return fallback;
	if (Number.isNaN(mark) || mark < 0) throw new RangeError("Invalid highWaterMark");
	return mark;
};

const sizeOf = (strategy) => {
	const size = strategy.size;
	return size === undefined ? () => 1 : (chunk) => size.call(undefined, chunk);
};

const checkSize = (size) => {
	const n = +size;
	if (Number.isNaN(n) || n < 0 || n === Infinity) throw new RangeError("The size of a chunk must be a finite number that is not negative.");
	return n;
};

const strategyMark = (init, name) => {
	if (init === null || (typeof init !== "object" && typeof init !== "function")) {
		throw new TypeError(`Failed to construct '${name}': parameter 1 is not an object.`);
	}
	const { highWaterMark } = init;
	if (highWaterMark === undefined) throw new TypeError(`Failed to construct '${name}': required member highWaterMark is undefined.`);
	return +highWaterMark;
};

const byteLengthSize = { size(chunk) { return chunk.byteLength; } }.size;
const countSize = { size() { return 1; } }.size;

class ByteLengthQueuingStrategy {
	#mark;
	constructor(init) {
		need(arguments, 1, "constructor of 'ByteLengthQueuingStrategy'");
		this.#mark = strategyMark(init, "ByteLengthQueuingStrategy");
	}
	get highWaterMark() { return #mark in this ? this.#mark : illegal(); }
	get size() { return #mark in this ? byteLengthSize : illegal(); }
}

class CountQueuingStrategy {
	#mark;
	constructor(init) {
		need(arguments, 1, "constructor of 'CountQueuingStrategy'");
		this.#mark = strategyMark(init, "CountQueuingStrategy");
	}
	get highWaterMark() { return #mark in this ? this.#mark : illegal(); }
	get size() { return #mark in this ? countSize : illegal(); }
}

publish(ByteLengthQueuingStrategy, "ByteLengthQueuingStrategy");
publish(CountQueuingStrategy, "CountQueuingStrategy");

// ---- bytes

const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const isView = (v) => ArrayBuffer.isView(v);

// enforced converts an argument that must be within the range of its type.
const enforced = (v, what) => {
	const n = Math.trunc(+v);
	if (!(n >= 0 && n <= Number.MAX_SAFE_INTEGER)) throw new TypeError(`${what} is out of range.`);
	return n;
};

// classOf returns the constructor of a view and the size of its elements.
const classOf = (view) => {
	const name = tagOf.call(view);
	return name === undefined ? [DataView, 1] : [globalThis[name], globalThis[name].BYTES_PER_ELEMENT];
};
const asBytes = (v) => {
	if (v instanceof Uint8Array) return v;
	if (isView(v)) return new Uint8Array(v.buffer, v.byteOffset, v.byteLength);
	if (v instanceof ArrayBuffer) return new Uint8Array(v);
	return null;
};
