(function (native) {
	"use strict";
	const { publish, iterable, need, illegal, pairsOf } = native.idl;
	const inspectSymbol = Symbol.for("nodejs.util.inspect.custom");
	const inspectable = (Class, inspect) =>
		Object.defineProperty(Class.prototype, inspectSymbol, { value: inspect, writable: true, configurable: true });

	// The list of pairs is Go's. A URL's own parameters write through to it.
	const OF_URL = {};
	let listOf, isParams, newParams;

	class URLSearchParams {
		#list; #update = null;
		constructor(init = undefined, list = undefined, update = undefined) {
			if (init === OF_URL) {
				this.#list = list;
				this.#update = update;
				return;
			}
			this.#list = native.newList();
			if (init === undefined) return;
			if (init !== null && (typeof init === "object" || typeof init === "function")) {
				if (isParams(init) && init[Symbol.iterator] === URLSearchParams.prototype.entries) {
					native.copyList(this.#list, listOf(init));
				} else {
					// Keys of a record may become the same name, whose last value then counts.
					const record = init[Symbol.iterator] === undefined || init[Symbol.iterator] === null;
					const add = record ? native.set : native.append;
					pairsOf(init, "Failed to construct 'URLSearchParams'", (name, value) => add(this.#list, name, value));
				}
				return;
			}
			init = `${init}`;
			native.parseList(this.#list, init[0] === "?" ? init.slice(1) : init);
		}
		get size() { return native.size(listOf(this)); }
		append(name, value) {
			const list = listOf(this);
			need(arguments, 2, "'append' on 'URLSearchParams'");
			native.append(list, `${name}`, `${value}`);
			this.#changed();
		}
		delete(name, value = undefined) {
			const list = listOf(this);
			need(arguments, 1, "'delete' on 'URLSearchParams'");
			native.remove(list, `${name}`, value === undefined ? value : `${value}`);
			this.#changed();
		}
		get(name) {
			const list = listOf(this);
			need(arguments, 1, "'get' on 'URLSearchParams'");
			return native.get(list, `${name}`);
		}
		getAll(name) {
			const list = listOf(this);
			need(arguments, 1, "'getAll' on 'URLSearchParams'");
			return native.getAll(list, `${name}`);
		}
		has(name, value = undefined) {
			const list = listOf(this);
			need(arguments, 1, "'has' on 'URLSearchParams'");
			return native.has(list, `${name}`, value === undefined ? value : `${value}`);
		}
		set(name, value) {
			const list = listOf(this);
			need(arguments, 2, "'set' on 'URLSearchParams'");
			native.set(list, `${name}`, `${value}`);
			this.#changed();
		}
		sort() {
			native.sort(listOf(this));
			this.#changed();
		}
		toString() { return native.serialize(listOf(this)); }
		#changed() { if (this.#update !== null) this.#update(); }
		static {
			isParams = (o) => typeof o === "object" && o !== null && #list in o;
			listOf = (o) => isParams(o) ? o.#list : illegal();
			newParams = (list, update) => new URLSearchParams(OF_URL, list, update);
		}
	}
	publish(URLSearchParams, "URLSearchParams");
	iterable(URLSearchParams, "URLSearchParams", (o) => native.pairs(listOf(o)));
	inspectable(URLSearchParams, function (depth, options, inspect) {
		if (!isParams(this)) return "URLSearchParams {}";
		if (depth !== null && depth < 0) return options.stylize("[Object]", "special");
		const items = native.pairs(listOf(this)).map(([name, value]) => `${inspect(name, options)} => ${inspect(value, options)}`);
		const line = items.join(", ");
		if (items.length === 0) return "URLSearchParams {}";
		return line.length + 20 > options.breakLength ? `URLSearchParams {\n  ${items.join(",\n  ")} }` : `URLSearchParams { ${line} }`;
	});

	let urlOf;

	class URL {
		#url; #params = undefined;
		constructor(url, base = undefined) {
			need(arguments, 1, "constructor of 'URL'");
			this.#url = native.parse(`${url}`, base === undefined ? base : `${base}`, true);
		}
		get href() { return native.href(urlOf(this)); }
		set href(value) {
			native.replace(urlOf(this), `${value}`);
			this.#reload();
		}
		get origin() { return native.origin(urlOf(this)); }
		get search() { return native.field(urlOf(this), "search"); }
		set search(value) {
			native.setField(urlOf(this), "search", `${value}`);
			this.#reload();
		}
		get searchParams() {
			const url = urlOf(this);
			if (this.#params === undefined) {
				const list = native.newList();
				native.parseList(list, native.query(url));
				this.#params = newParams(list, () => native.setField(url, "search", native.serialize(list)));
			}
			return this.#params;
		}
		toString() { return native.href(urlOf(this)); }
		toJSON() { return native.href(urlOf(this)); }
		#reload() { if (this.#params !== undefined) native.parseList(listOf(this.#params), native.query(this.#url)); }
		static canParse(url, base = undefined) {
			need(arguments, 1, "'canParse' on 'URL'");
			return native.parse(`${url}`, base === undefined ? base : `${base}`, false) !== null;
		}
		static parse(url, base = undefined) {
			need(arguments, 1, "'parse' on 'URL'");
			url = `${url}`;
			if (base !== undefined) base = `${base}`;
			return native.parse(url, base, false) === null ? null : new URL(url, base);
		}
		static { urlOf = (o) => typeof o === "object" && o !== null && #url in o ? o.#url : illegal(); }
	}
	for (const name of ["protocol", "username", "password", "host", "hostname", "port", "pathname", "hash"]) {
		Object.defineProperty(URL.prototype, name, {
			...Object.getOwnPropertyDescriptor({
				get [name]() { return native.field(urlOf(this), name); },
				set [name](value) { native.setField(urlOf(this), name, `${value}`); },
			}, name),
			configurable: true,
		});
	}
	publish(URL, "URL");
	inspectable(URL, function (depth, options, inspect) {
		const shown = {};
		for (const name of ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "searchParams", "hash"]) {
			shown[name] = this[name];
		}
		return `URL ${inspect(shown, options)}`;
	});

	return { URL, URLSearchParams };
})
