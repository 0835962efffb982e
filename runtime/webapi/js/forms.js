(function (native) {
	"use strict";
	const { publish, iterable, need, illegal, dictionary, sequence } = native.idl;
	const TOKEN = {};

	// ---- Blob

	let blobState, isBlob, fileState, isFile;

	const typeOf = (type) => /^[\x20-\x7e]*$/.test(type) ? type.toLowerCase() : "";

	const joined = (parts, endings) => {
		return native.concat(parts.map((part) => {
			if (typeof part !== "string") return part;
			return native.encode(endings === "native" ? part.replace(/\r\n?/g, "\n") : part);
		}));
	};

	// partsOf converts what a Blob is made of; nothing is copied yet.
	const partsOf = (parts, what) => sequence(parts, `Failed to construct '${what}': parameter 1`, (part) => {
		if (isBlob(part)) return blobState(part).bytes;
		return part instanceof ArrayBuffer || ArrayBuffer.isView(part) ? part : `${part}`;
	});

	const bagOf = (options, what) => {
		const bag = dictionary(options, `Failed to construct '${what}': the options bag`);
		const endings = bag.endings === undefined ? "transparent" : `${bag.endings}`;
		if (endings !== "transparent" && endings !== "native") {
			throw new TypeError(`Failed to construct '${what}': ${endings} is not a valid value of endings.`);
		}
		const { type } = bag;
		return { endings, type: type === undefined ? "" : typeOf(`${type}`), bag };
	};

	// round goes to the nearest integer, and from the middle to the even one.
	const round = (n) => {
		const low = Math.floor(n), over = n - low;
		return over < 0.5 || over === 0.5 && low % 2 === 0 ? low : low + 1;
	};
	const clamp = (v, size, fallback) => {
		if (v === undefined) return fallback;
		const n = round(+v) || 0;
		return n < 0 ? Math.max(size + n, 0) : Math.min(n, size);
	};

	class Blob {
		#s;
		constructor(parts = undefined, options = undefined) {
			if (parts === TOKEN) {
				this.#s = options;
				return;
			}
			const list = parts === undefined ? [] : partsOf(parts, "Blob"), { endings, type } = bagOf(options, "Blob");
			this.#s = { bytes: joined(list, endings), type };
		}
		get size() { return blobState(this).bytes.byteLength; }
		get type() { return blobState(this).type; }
		slice(start = undefined, end = undefined, type = undefined) {
			const { bytes } = blobState(this), size = bytes.byteLength;
			const from = clamp(start, size, 0), to = clamp(end, size, size);
			return new Blob(TOKEN, { bytes: bytes.slice(from, Math.max(from, to)), type: type === undefined ? "" : typeOf(`${type}`) });
		}
		async arrayBuffer() { return native.copy(blobState(this).bytes); }
		async bytes() { return new Uint8Array(native.copy(blobState(this).bytes)); }
		async text() { return native.decode(blobState(this).bytes); }
		stream() { return native.streams().fromBytes(native.copy(blobState(this).bytes)); }
		static {
			isBlob = (o) => typeof o === "object" && o !== null && #s in o;
			blobState = (o) => isBlob(o) ? o.#s : illegal();
		}
	}

	const integer = (v) => {
		const n = Math.trunc(+v);
		return Number.isFinite(n) ? n + 0 : 0;
	};

	class File extends Blob {
		#f;
		constructor(parts, name, options = undefined) {
			if (parts === TOKEN) {
				super(TOKEN, options);
				this.#f = name;
				return;
			}
			need(arguments, 2, "constructor of 'File'");
			const list = partsOf(parts, "File");
			name = native.wellFormed(`${name}`);
			const { endings, type, bag } = bagOf(options, "File"), { lastModified } = bag;
			super(TOKEN, { bytes: joined(list, endings), type });
			this.#f = { name, time: lastModified === undefined ? Date.now() : integer(lastModified) };
		}
		get name() { return fileState(this).name; }
		get lastModified() { return fileState(this).time; }
		static {
			isFile = (o) => typeof o === "object" && o !== null && #f in o;
			fileState = (o) => isFile(o) ? o.#f : illegal();
		}
	}

	publish(Blob, "Blob");
	publish(File, "File");

	const makeBlob = (bytes, type) => new Blob(TOKEN, { bytes, type });
	const makeFile = (bytes, type, name) => new File(TOKEN, { name, time: Date.now() }, { bytes, type });

	// ---- FormData

	let entriesOf, isForm;

	// entry makes the pair that append and set store.
	const entry = (args, what) => {
		need(args, 2, `'${what}' on 'FormData'`);
		const name = native.wellFormed(`${args[0]}`);
		let value = args[1];
		if (!isBlob(value)) {
			if (args.length > 2 && args[2] !== undefined) {
				throw new TypeError(`Failed to execute '${what}' on 'FormData': a file name goes with a Blob only.`);
			}
			return [name, native.wellFormed(`${value}`)];
		}
		const renamed = args.length > 2 && args[2] !== undefined;
		if (!isFile(value) || renamed) {
			const { bytes, type } = blobState(value);
			const file = makeFile(bytes, type, renamed ? native.wellFormed(`${args[2]}`) : "blob");
			if (isFile(value)) fileState(file).time = fileState(value).time;
			value = file;
		}
		return [name, value];
	};

	class FormData {
		#entries = [];
		constructor(form = undefined) {
			if (form !== undefined) throw new TypeError("Failed to construct 'FormData': parameter 1 is not of type 'HTMLFormElement'.");
		}
		append(name, value, filename = undefined) { entriesOf(this).push(entry(arguments, "append")); }
		delete(name) {
			const list = entriesOf(this);
			need(arguments, 1, "'delete' on 'FormData'");
			name = native.wellFormed(`${name}`);
			this.#entries = list.filter((e) => e[0] !== name);
		}
		get(name) {
			const list = entriesOf(this);
			need(arguments, 1, "'get' on 'FormData'");
			name = native.wellFormed(`${name}`);
			const found = list.find((e) => e[0] === name);
			return found === undefined ? null : found[1];
		}
		getAll(name) {
			const list = entriesOf(this);
			need(arguments, 1, "'getAll' on 'FormData'");
			name = native.wellFormed(`${name}`);
			return list.filter((e) => e[0] === name).map((e) => e[1]);
		}
		has(name) {
			const list = entriesOf(this);
			need(arguments, 1, "'has' on 'FormData'");
			name = native.wellFormed(`${name}`);
			return list.some((e) => e[0] === name);
		}
		set(name, value, filename = undefined) {
			const list = entriesOf(this), made = entry(arguments, "set");
			const at = list.findIndex((e) => e[0] === made[0]);
			if (at < 0) list.push(made);
			else this.#entries = list.filter((e, n) => n === at || e[0] !== made[0]).map((e) => e[0] === made[0] ? made : e);
		}
		static {
			isForm = (o) => typeof o === "object" && o !== null && #entries in o;
			entriesOf = (o) => isForm(o) ? o.#entries : illegal();
		}
	}

	// Values are converted by append, so the parameters above only give the
	// methods their shape.
	for (const key of ["append", "set"]) {
		Object.defineProperty(FormData.prototype[key], "length", { value: 2, configurable: true });
	}
	publish(FormData, "FormData");
	iterable(FormData, "FormData", (o) => entriesOf(o));

	// ---- on the wire

	const lines = (text) => text.replace(/\r\n|\r|\n/g, "\r\n");
	const quoted = (text) => text.replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/"/g, "%22");

	const encodeForm = (form) => {
		const boundary = native.boundary(), parts = [];
		for (const [name, value] of entriesOf(form)) {
			const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(lines(name))}"`;
			if (typeof value === "string") {
				parts.push(native.encode(`${head}\r\n\r\n${lines(value)}\r\n`));
				continue;
			}
			const { bytes, type } = blobState(value);
			const file = `${head}; filename="${quoted(fileState(value).name)}"\r\nContent-Type: ${type || "application/octet-stream"}\r\n\r\n`;
			parts.push(native.encode(file), bytes, native.encode("\r\n"));
		}
		parts.push(native.encode(`--${boundary}--\r\n`));
		return { bytes: native.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
	};

	const checkFormType = (type) => {
		if (!native.isFormType(type)) {
			throw new TypeError(`formData() needs a body of type multipart/form-data or application/x-www-form-urlencoded; the Content-Type is ${type === "" ? "missing" : `"${type}"`}.`);
		}
	};

	const parseForm = (bytes, type) => {
		const form = new FormData(), list = entriesOf(form);
		for (const [name, value, filename, kind] of native.parseForm(bytes, type)) {
			list.push([name, filename === undefined ? value : makeFile(value, typeOf(kind), filename)]);
		}
		return form;
	};

	// copyOf makes a structured clone; the bytes are shared, since nothing changes them.
	const copyOf = (o) => {
		if (isFile(o)) return () => new File(TOKEN, { ...fileState(o) }, { ...blobState(o) });
		return isBlob(o) ? () => new Blob(TOKEN, { ...blobState(o) }) : undefined;
	};
	native.idl.copyable(copyOf);

	return {
		Blob, File, FormData, isBlob, isForm, makeBlob, encodeForm, checkFormType, parseForm,
		bytesOf: (blob) => blobState(blob).bytes,
		typeOf: (blob) => blobState(blob).type,
	};
})
