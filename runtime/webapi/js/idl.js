(function (native) {
	"use strict";

	const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

	// publish gives a class what Web IDL gives an interface: enumerable members
	// and a tag.
	const publish = (Class, name) => {
		for (const owner of [Class.prototype, Class]) {
			for (const key of Object.getOwnPropertyNames(owner)) {
				if (key === "constructor" || owner === Class && (key === "prototype" || key === "name" || key === "length")) continue;
				Object.defineProperty(owner, key, { enumerable: true });
			}
		}
		Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
		native.mark(Class.prototype, name);
		return Class;
	};

	// iterable adds entries, keys, values, forEach and @@iterator. pairs(object)
	// checks the brand and returns the current pairs; iterators are live.
	const iterable = (Class, name, pairs) => {
		class PairIterator {
			#object; #kind; #at = 0;
			constructor(object, kind) { this.#object = object; this.#kind = kind; }
			next() {
				const list = pairs(this.#object);
				if (this.#at >= list.length) return { value: undefined, done: true };
				const pair = list[this.#at++];
				return { value: this.#kind === 2 ? [pair[0], pair[1]] : pair[this.#kind], done: false };
			}
		}
		delete PairIterator.prototype.constructor;
		Object.setPrototypeOf(PairIterator.prototype, IteratorPrototype);
		publish(PairIterator, name + " Iterator");
		const iterator = (object, kind) => { pairs(object); return new PairIterator(object, kind); };
		const methods = {
			entries() { return iterator(this, 2); },
			keys() { return iterator(this, 0); },
			values() { return iterator(this, 1); },
			forEach(callback, thisArg = undefined) {
				pairs(this);
				if (typeof callback !== "function") {
					throw new TypeError(`Failed to execute 'forEach' on '${name}': parameter 1 is not of type 'Function'.`);
				}
				for (let n = 0, list; n < (list = pairs(this)).length; n++) callback.call(thisArg, list[n][1], list[n][0], this);
			},
		};
		for (const key of Object.keys(methods)) {
			Object.defineProperty(Class.prototype, key, { value: methods[key], writable: true, configurable: true, enumerable: true });
		}
		Object.defineProperty(Class.prototype, Symbol.iterator, { value: methods.entries, writable: true, configurable: true });
	};

	// need checks the number of arguments of a method.
	const need = (args, count, what) => {
		if (args.length < count) {
			throw new TypeError(`Failed to execute ${what}: ${count} argument${count === 1 ? "" : "s"} required, but only ${args.length} present.`);
		}
	};

	const illegal = () => { throw new TypeError("Illegal invocation"); };

	// NOTHING has no members, whatever a script does to Object.prototype.
	const NOTHING = Object.freeze(Object.create(null));

	// dictionary checks that a value may be converted to a Web IDL dictionary.
	const dictionary = (value, what) => {
		if (value === undefined || value === null) return NOTHING;
		if (typeof value !== "object" && typeof value !== "function") throw new TypeError(`${what} is not an object.`);
		return value;
	};

	// sequence converts a value to a list, item by item.
	const sequence = (value, what, convert) => {
		const method = value !== null && (typeof value === "object" || typeof value === "function") ? value[Symbol.iterator] : undefined;
		if (typeof method !== "function") throw new TypeError(`${what} is not a sequence.`);
		return Array.from({ [Symbol.iterator]: () => method.call(value) }, (item) => convert(item));
	};

	// pairsOf converts a sequence of pairs or a record, which may be given where
	// Headers, FormData and their kin are made. Everything is converted before any
	// of it is added. keyOf, if given, converts the keys of a record.
	const pairsOf = (init, what, add, keyOf = String) => {
		const all = [], method = init[Symbol.iterator];
		if (method !== undefined && method !== null) {
			if (typeof method !== "function") throw new TypeError(`${what}: the value is not iterable.`);
			for (const item of { [Symbol.iterator]: () => method.call(init) }) {
				if (item === null || typeof item !== "object" && typeof item !== "function") {
					throw new TypeError(`${what}: each item must be a pair of a name and a value.`);
				}
				all.push(Array.from(item, (v) => `${v}`));
			}
			for (const pair of all) {
				if (pair.length !== 2) throw new TypeError(`${what}: each item must be a pair of a name and a value.`);
				add(pair[0], pair[1]);
			}
			return;
		}
		for (const key of Reflect.ownKeys(init)) {
			const property = Reflect.getOwnPropertyDescriptor(init, key);
			if (property === undefined || !property.enumerable) continue;
			if (typeof key === "symbol") throw new TypeError(`${what}: a key of the record is a symbol.`);
			all.push([keyOf(key), `${init[key]}`]);
		}
		for (const [name, value] of all) add(name, value);
	};

	// copyable tells structured cloning of a library's objects. Both functions
	// return what makes the copy of an object, or undefined; takeOf's takes the
	// object's state away from it.
	const copyable = (copyOf, takeOf = undefined) => { native.copyable(copyOf, takeOf); };

	return { copyable, publish, iterable, need, illegal, dictionary, sequence, pairsOf };
})
