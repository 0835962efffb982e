// The files of this directory share one scope. What a script holds of another
// isolate is a function object with a record: a stub (of an object that lives
// there), a service, a property of either, or the promise of a call.
const records = new WeakMap();
const recordOf = (o) => (typeof o === "object" && o !== null) || typeof o === "function" ? records.get(o) : undefined;
const illegal = () => { throw new TypeError("Illegal invocation"); };
const objectPrototype = Object.prototype;
const own = (o, key) => objectPrototype.hasOwnProperty.call(o, key);
const handled = (promise) => { promise.then(undefined, () => {}); };

// wildcard ends the prototype chains of what is remote: any name leads on.
const wildcard = (skip) => new Proxy(Object.create(null), {
	get(_, key, receiver) {
		if (typeof key !== "string" || key in objectPrototype) return Reflect.get(objectPrototype, key, receiver);
		return skip.includes(key) ? undefined : property(receiver, key);
	},
	has: () => false,
	getPrototypeOf: () => objectPrototype,
	setPrototypeOf: () => false,
});

// callable makes a function object of a class, without the properties of one.
const callable = (Class, record) => {
	const f = (...args) => call(f, args);
	delete f.name;
	delete f.length;
	Object.setPrototypeOf(f, Class.prototype);
	records.set(f, record);
	return f;
};

// call sends a call, or without args asks for the value, and returns a promise.
const send = (o, args) => {
	const path = [];
	let record = records.get(o) ?? illegal();
	for (; record.kind === "property"; record = records.get(record.parent)) path.unshift(record.name);
	if (record.kind === "promise") return record.promise.then((value) => reach(value, path, args));
	return new Promise((resolve, reject) => {
		native.call(record.key, path, args).then((payload) => resolve(open(payload, null)), reject);
	});
};

const call = (f, args) => callable(RpcPromise, { kind: "promise", promise: send(f, args) });

const property = (parent, name) => callable(RpcProperty, { kind: "property", parent, name });

const thenable = {
	then(ok, fail) { return settle(this).then(ok, fail); },
	catch(fail) { return settle(this).catch(fail); },
	finally(done) { return settle(this).finally(done); },
};
const settle = (o) => {
	const record = records.get(o) ?? illegal();
	return record.kind === "promise" ? record.promise : send(o, undefined);
};

// RpcTarget marks the classes whose instances stay where they are and are called.
class RpcTarget {}

// RpcStub is what stands for a function or an RpcTarget of somebody else.
class RpcStub {
	constructor(target) {
		if (new.target === undefined) illegal();
		const instance = stubbable(target);
		if (instance === undefined) {
			throw new TypeError("RpcStubs can only wrap plain objects, functions, and RpcTarget derivatives.");
		}
		return makeStub(native.lend(target, instance), null);
	}
	dup() {
		const record = records.get(this);
		if (record === undefined || record.kind !== "stub") illegal();
		return makeStub(native.duplicate(record.key), null);
	}
	[Symbol.dispose]() {
		const record = records.get(this);
		if (record === undefined || record.kind !== "stub") illegal();
		native.release(record.key);
	}
}

class RpcPromise {
	constructor() { illegal(); }
	// Disposing a promise disposes what it leads to.
	[Symbol.dispose]() {
		const record = records.get(this);
		if (record === undefined || record.kind !== "promise") illegal();
		record.promise.then(dispose, () => {});
	}
}

class RpcProperty {
	constructor() { illegal(); }
}

const finish = (Class, name, more, skip) => {
	for (const key of Object.keys(more)) {
		Object.defineProperty(Class.prototype, key, { value: more[key], writable: true, configurable: true });
	}
	Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
	Object.setPrototypeOf(Class.prototype, wildcard(skip));
};
finish(RpcStub, "RpcStub", {}, ["then"]);
finish(RpcPromise, "RpcPromise", thenable, []);
finish(RpcProperty, "RpcProperty", thenable, []);

// makeStub makes a stub; group, if not null, collects it.
const makeStub = (key, group) => {
	const stub = callable(RpcStub, { kind: "stub", key });
	if (group !== null) group.push(stub);
	return stub;
};

const dispose = (o) => {
	if (recordOf(o)?.kind === "stub") RpcStub.prototype[Symbol.dispose].call(o);
	else if (typeof o === "object" && o !== null && typeof o[Symbol.dispose] === "function") o[Symbol.dispose]();
};
