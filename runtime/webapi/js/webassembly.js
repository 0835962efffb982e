(function (native) {
	"use strict";
	const { publish, illegal } = native.idl;
	const TOKEN = {};

	// ---- errors

	const errorClass = (name) => {
		const Class = {
			[name]: function (message, options) {
				const error = Reflect.construct(Error, [message, options], new.target ?? Class);
				if (message === undefined) delete error.message;
				return error;
			},
		}[name];
		Object.setPrototypeOf(Class, Error);
		Class.prototype = Object.create(Error.prototype, {
			constructor: { value: Class, writable: true, configurable: true },
			name: { value: name, writable: true, configurable: true },
			message: { value: "", writable: true, configurable: true },
		});
		Object.defineProperty(Class, "prototype", { writable: false, enumerable: false });
		Object.defineProperty(Class, "length", { value: 1, configurable: true });
		return Class;
	};
	const errors = { CompileError: errorClass("CompileError"), LinkError: errorClass("LinkError"), RuntimeError: errorClass("RuntimeError") };
	native.setUp((name, message) => new errors[name](message), (v) => BigInt.asIntN(64, v));

	// ---- conversions

	const bytesOf = (source, what, more = "") => {
		if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return source;
		throw new TypeError(`${what}: Argument 0 must be a buffer source${more}`);
	};

	const uint32 = (value, what) => {
		const n = Number(value);
		if (!Number.isFinite(n)) throw new TypeError(`${what} must be convertible to a valid number`);
		if (Math.trunc(n) < 0) throw new TypeError(`${what} must be non-negative`);
		if (Math.trunc(n) > 0xffffffff) throw new TypeError(`${what} must be in the unsigned long range`);
		return Math.trunc(n);
	};

	const descriptor = (value, what, kind) => {
		if (value === null || (typeof value !== "object" && typeof value !== "function")) {
			throw new TypeError(`${what}: Argument 0 must be a ${kind} descriptor`);
		}
		return value;
	};

	// limits reads the members initial and maximum.
	const limits = (d, most, what) => {
		const maximum = d.maximum === undefined ? undefined : uint32(d.maximum, `${what}: Property 'maximum'`);
		const from = d.initial;
		if (from === undefined) throw new TypeError(`${what}: Property 'initial' is required`);
		const initial = uint32(from, `${what}: Property 'initial'`);
		if (initial > most) throw new RangeError(`${what}: Property 'initial': value ${initial} is above the upper bound ${most}`);
		if (maximum !== undefined && maximum < initial) throw new RangeError(`${what}: Property 'maximum': value ${maximum} is below the lower bound ${initial}`);
		return [initial, maximum === undefined ? undefined : Math.min(maximum, most)];
	};

	// ---- classes

	let moduleOf, isModule;
	class Module {
		#key;
		constructor(bytes, key = undefined) {
			this.#key = bytes === TOKEN ? key : native.compile(bytesOf(bytes, "WebAssembly.Module()"));
		}
		static imports(module) {
			return native.imports(moduleOf(module, "WebAssembly.Module.imports()")).map(([module, name, kind]) => ({ module, name, kind }));
		}
		static exports(module) {
			return native.exports(moduleOf(module, "WebAssembly.Module.exports()")).map(([name, kind]) => ({ name, kind }));
		}
		static customSections(module, name) {
			const key = moduleOf(module, "WebAssembly.Module.customSections()");
			if (name === undefined) throw new TypeError("WebAssembly.Module.customSections(): Argument 1 is required");
			return native.customSections(key, `${name}`);
		}
		static {
			isModule = (o) => typeof o === "object" && o !== null && #key in o;
			moduleOf = (o, what) => {
				if (!isModule(o)) throw new TypeError(`${what}: Argument 0 must be a WebAssembly.Module`);
				return o.#key;
			};
		}
	}

	let exportsOf;
	class Instance {
		#exports;
		constructor(module, imports = undefined) {
			this.#exports = module === TOKEN ? imports : instantiateModule(moduleOf(module, "WebAssembly.Instance()"), imports, "WebAssembly.Instance()");
		}
		get exports() { return exportsOf(this); }
		static { exportsOf = (o) => typeof o === "object" && o !== null && #exports in o ? o.#exports : illegal(); }
	}

	let memoryOf, isMemory;
	class Memory {
		#key;
		constructor(options, key = undefined) {
			if (options === TOKEN) {
				this.#key = key;
				objects.set(key, this);
				return;
			}
			const d = descriptor(options, "WebAssembly.Memory()", "memory");
			const [initial, maximum] = limits(d, 65536, "WebAssembly.Memory()");
			if (d.shared) {
				throw new TypeError(maximum === undefined ? "WebAssembly.Memory(): If shared is true, maximum property should be defined." : "WebAssembly.Memory(): shared memory is not supported");
			}
			this.#key = native.newMemory(initial, maximum);
			objects.set(this.#key, this);
		}
		get buffer() { return native.buffer(memoryOf(this)); }
		grow(delta) {
			const key = memoryOf(this);
			return native.growMemory(key, uint32(delta, "WebAssembly.Memory.grow(): Argument 0"));
		}
		static {
			isMemory = (o) => typeof o === "object" && o !== null && #key in o;
			memoryOf = (o) => isMemory(o) ? o.#key : illegal();
		}
	}

	let tableOf, isTable;
	class Table {
		#key;
		constructor(options, value = undefined) {
			if (options === TOKEN) {
				this.#key = value;
				objects.set(value, this);
				return;
			}
			const d = descriptor(options, "WebAssembly.Table()", "table"), element = `${d.element}`;
			if (element !== "anyfunc" && element !== "externref" && element !== "funcref") {
				throw new TypeError("WebAssembly.Table(): Descriptor property 'element' must be a WebAssembly reference type");
			}
			const [initial, maximum] = limits(d, 10000000, "WebAssembly.Table()");
			if (element !== "externref" && value !== undefined && value !== null && !native.isFunction(value)) {
				throw new TypeError(`WebAssembly.Table(): Argument 2 must be undefined or a value of type compatible with the type of the new table: ${NO_FUNCTION}.`);
			}
			this.#key = native.newTable(element, initial, maximum);
			objects.set(this.#key, this);
			const given = arguments.length > 1 ? value : element === "externref" ? undefined : null;
			if (given === null || given === undefined && element !== "externref") return;
			for (let n = 0; n < initial; n++) native.setTable(this.#key, n, given);
		}
		get length() { return native.tableLength(tableOf(this)); }
		get(index) {
			const key = tableOf(this);
			return native.getTable(key, inside(key, index, "get"));
		}
		set(index, value = undefined) {
			const key = tableOf(this);
			const at = inside(key, index, "set");
			native.setTable(key, at, arguments.length < 2 && !native.isExtern(key) ? null : value);
		}
		grow(delta, value = undefined) {
			const key = tableOf(this);
			if (arguments.length < 2 && !native.isExtern(key)) value = null;
			return native.growTable(key, uint32(delta, "WebAssembly.Table.grow(): Argument 0"), value);
		}
		static {
			isTable = (o) => typeof o === "object" && o !== null && #key in o;
			tableOf = (o) => isTable(o) ? o.#key : illegal();
		}
	}

	const inside = (key, index, method) => {
		const what = `WebAssembly.Table.${method}()`, at = uint32(index, `${what}: Argument 0`), length = native.tableLength(key);
		if (at >= length) throw new RangeError(`${what}: invalid index ${at} into ${native.isExtern(key) ? "externref" : "funcref"} table of size ${length}`);
		return at;
	};

	const NO_FUNCTION = "function-typed object must be null (if nullable) or a Wasm function object";
	const TYPES = ["i32", "i64", "f32", "f64", "externref", "anyfunc", "funcref"];
	let globalOf, isGlobal;
	class Global {
		#key;
		constructor(options, value = undefined) {
			if (options === TOKEN) {
				this.#key = value;
				objects.set(value, this);
				return;
			}
			const d = descriptor(options, "WebAssembly.Global()", "global"), mutable = Boolean(d.mutable), type = `${d.value}`;
			if (type === "v128") throw new TypeError("WebAssembly.Global(): A global of type 'v128' cannot be created in JavaScript");
			if (!TYPES.includes(type)) throw new TypeError("WebAssembly.Global(): Descriptor property 'value' must be a WebAssembly type");
			if ((type === "anyfunc" || type === "funcref") && value !== undefined && value !== null) throw new TypeError(`WebAssembly.Global(): ${NO_FUNCTION}`);
			this.#key = native.newGlobal(type, mutable, value);
			objects.set(this.#key, this);
		}
		get value() { return native.getGlobal(globalOf(this)); }
		set value(value) { native.setGlobal(globalOf(this), value); }
		valueOf() { return native.getGlobal(globalOf(this)); }
		static {
			isGlobal = (o) => typeof o === "object" && o !== null && #key in o;
			globalOf = (o) => isGlobal(o) ? o.#key : illegal();
		}
	}

	// ---- instances

	// What Go holds has one object in JavaScript.
	const objects = new WeakMap();
	const CLASSES = { memory: Memory, table: Table, global: Global };
	const show = (kind, key) => kind === "function" ? key : objects.get(key) ?? new CLASSES[kind](TOKEN, key);

	const importOf = (module, n, [from, name, kind, type, mutable], value, caller) => {
		const what = `${caller}: Import #${n} "${from}" "${name}"`;
		const fail = (text) => { throw new errors.LinkError(`${what}: ${text}`); };
		switch (kind) {
		case "function":
			if (typeof value !== "function") fail("function import requires a callable");
			return value;
		case "memory":
			if (!isMemory(value)) fail("memory import must be a WebAssembly.Memory object");
			return memoryOf(value);
		case "table":
			if (!isTable(value)) fail("table import requires a WebAssembly.Table");
			return tableOf(value);
		case "global":
			if (isGlobal(value)) {
				const key = globalOf(value), [own, changes] = native.globalType(key);
				if (changes !== mutable) fail("imported global does not match the expected mutability");
				if (own !== type) fail("imported global does not match the expected type");
				return key;
			}
			return native.importGlobal(module, n, value);
		}
		return fail(`an import of the kind ${kind} is not supported`);
	};

	const instantiateModule = (module, imports, what) => {
		const wanted = native.imports(module);
		if (imports !== undefined && (imports === null || (typeof imports !== "object" && typeof imports !== "function"))) {
			throw new TypeError(`${what}: Argument 1 must be an object`);
		}
		if (wanted.length > 0 && imports === undefined) {
			throw new TypeError(`${what}: Imports argument must be present and must be an object`);
		}
		const given = wanted.map((item, n) => {
			const from = imports[item[0]];
			if (from === null || (typeof from !== "object" && typeof from !== "function")) {
				throw new TypeError(`${what}: Import #${n} "${item[0]}": module is not an object or function`);
			}
			return importOf(module, n, item, from[item[1]], what);
		});
		const exports = Object.create(null);
		for (const [name, kind, key] of native.instantiate(module, given)) {
			Object.defineProperty(exports, name, { value: show(kind, key), enumerable: true });
		}
		return Object.freeze(exports);
	};

	// ---- the namespace

	const members = {
		validate(bytes) {
			return native.validate(bytesOf(bytes, "WebAssembly.validate()"));
		},
		async compile(bytes) {
			return new Module(bytesOf(bytes, "WebAssembly.compile()"));
		},
		async instantiate(source, imports = undefined) {
			const what = "WebAssembly.instantiate()";
			if (isModule(source)) return new Instance(TOKEN, instantiateModule(moduleOf(source, what), imports, what));
			const module = new Module(bytesOf(source, what, " or a WebAssembly.Module object"));
			return { module, instance: new Instance(TOKEN, instantiateModule(moduleOf(module, what), imports, what)) };
		},
	};
	Object.defineProperty(members.instantiate, "length", { value: 1, configurable: true });

	const WebAssembly = {};
	for (const [name, Class] of Object.entries({ Module, Instance, Memory, Table, Global })) {
		publish(Class, `WebAssembly.${name}`);
		Object.defineProperty(Class, "length", { value: 1, configurable: true });
		Object.defineProperty(WebAssembly, name, { value: Class, writable: true, configurable: true });
	}
	for (const [name, Class] of Object.entries(errors)) Object.defineProperty(WebAssembly, name, { value: Class, writable: true, configurable: true });
	for (const [name, fn] of Object.entries(members)) Object.defineProperty(WebAssembly, name, { value: fn, writable: true, enumerable: true, configurable: true });
	Object.defineProperty(WebAssembly, Symbol.toStringTag, { value: "WebAssembly", configurable: true });
	native.idl.copyable((o) => {
		if (!isModule(o)) return undefined;
		const key = moduleOf(o);
		return () => new Module(TOKEN, key);
	});
	return { WebAssembly };
})
