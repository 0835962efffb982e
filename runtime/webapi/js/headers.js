(function (native) {
	"use strict";
	const { publish, iterable, need, illegal, pairsOf } = native.idl;

	// The list behind a Headers object is Go's: it validates, combines and sorts.
	const TOKEN = {};
	let listOf, isHeaders;

	class Headers {
		#list;
		constructor(init = undefined, list = undefined) {
			if (init === TOKEN) {
				this.#list = list;
				return;
			}
			this.#list = native.create();
			if (init !== undefined) fill(this.#list, init);
		}
		append(name, value) {
			const list = listOf(this);
			need(arguments, 2, "'append' on 'Headers'");
			native.append(list, `${name}`, `${value}`);
		}
		delete(name) {
			const list = listOf(this);
			need(arguments, 1, "'delete' on 'Headers'");
			native.remove(list, `${name}`);
		}
		get(name) {
			const list = listOf(this);
			need(arguments, 1, "'get' on 'Headers'");
			return native.get(list, `${name}`);
		}
		getAll(name) {
			const list = listOf(this);
			need(arguments, 1, "'getAll' on 'Headers'");
			if (`${name}`.toLowerCase() !== "set-cookie") {
				throw new TypeError('getAll() can only be used with the header name "Set-Cookie".');
			}
			return native.getSetCookie(list);
		}
		getSetCookie() {
			return native.getSetCookie(listOf(this));
		}
		has(name) {
			const list = listOf(this);
			need(arguments, 1, "'has' on 'Headers'");
			return native.has(list, `${name}`);
		}
		set(name, value) {
			const list = listOf(this);
			need(arguments, 2, "'set' on 'Headers'");
			native.set(list, `${name}`, `${value}`);
		}
		static {
			isHeaders = (o) => typeof o === "object" && o !== null && #list in o;
			listOf = (o) => isHeaders(o) ? o.#list : illegal();
		}
	}

	const fill = (list, init) => {
		if (init === null || (typeof init !== "object" && typeof init !== "function")) {
			throw new TypeError("Failed to construct 'Headers': the value is neither a sequence of pairs nor a record.");
		}
		if (isHeaders(init) && init[Symbol.iterator] === Headers.prototype.entries) {
			native.copy(list, listOf(init));
			return;
		}
		pairsOf(init, "Failed to construct 'Headers'", (name, value) => native.append(list, name, value), nameOf);
	};

	const nameOf = (key) => {
		if (/[^\0-\xff]/.test(key)) throw new TypeError(`Failed to construct 'Headers': the name ${JSON.stringify(key)} has characters that are no bytes.`);
		return key;
	};

	publish(Headers, "Headers");
	iterable(Headers, "Headers", (o) => native.sorted(listOf(o)));

	// wrap makes the object of a list; listFor makes the list that an init names.
	const wrap = (list) => new Headers(TOKEN, list);
	const listFor = (init) => {
		const list = native.create();
		if (init !== undefined) fill(list, init);
		return list;
	};
	return { Headers, wrap, listFor, listOf, isHeaders, fill };
})
