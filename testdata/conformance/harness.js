// What the case files use. A case has a name and one assertion; it may be async.
const cases = [];

/** is asks that f gives, or its promise fulfils with, what show shows like want. */
export function is(name, f, want) { cases.push({ name, f, want: show(want) }); }

/** throws asks that f throws, or its promise rejects with, an error called so: a name, or a class. */
export function throws(name, want, f) {
	cases.push({
		name, want: "throws " + (typeof want === "string" ? want : want.name),
		f: async () => { throw await rejection(f); }, thrown: true,
	});
}

/** all makes a case of each row: the arguments of f, then what it gives. */
export function all(name, f, ...rows) {
	for (const row of rows) {
		const args = row.slice(0, -1);
		is(`${name}(${args.map(show).join(", ")})`, () => f(...args), row.at(-1));
	}
}

/** members asks that an object has each method, with its number of parameters, as built-ins are. */
export function members(name, object, lengths) {
	for (const [key, length] of Object.entries(lengths)) {
		is(`${name}.${key} is a method of ${length}`, () => {
			const d = Object.getOwnPropertyDescriptor(object, key);
			return [typeof d.value, d.value.length, d.value.name, d.writable, d.enumerable, d.configurable];
		}, ["function", length, key, true, false, true]);
	}
}

async function rejection(f) {
	try {
		await f();
	} catch (e) {
		return { thrown: e };
	}
	return { thrown: null };
}

const nameOf = (e) => e === null ? "nothing" : typeof e === "object" && "name" in e ? e.name : show(e);

/** show tells values apart that are not the same, and gives those that look alike the same text. */
export function show(v, depth = 0) {
	if (typeof v === "string") return JSON.stringify(v);
	if (Object.is(v, -0)) return "-0";
	if (typeof v === "bigint") return v + "n";
	if (typeof v === "function") return "function " + v.name;
	if (typeof v !== "object" || v === null) return String(v);
	if (depth > 6) return "…";
	const list = (items) => [...items].map((item) => show(item, depth + 1)).join(", ");
	if (Array.isArray(v)) {
		const items = [];
		for (let n = 0; n < v.length; n++) items.push(n in v ? show(v[n], depth + 1) : "hole");
		return "[" + items.join(", ") + "]";
	}
	if (v instanceof Error || v instanceof DOMException) return v.name + ": " + v.message;
	if (ArrayBuffer.isView(v) && !(v instanceof DataView)) return v.constructor.name + "[" + list(v) + "]";
	if (v instanceof ArrayBuffer) return "ArrayBuffer[" + list(new Uint8Array(v)) + "]";
	if (v instanceof Map) return "Map{" + list(v) + "}";
	if (v instanceof Set) return "Set{" + list(v) + "}";
	if (v instanceof Date) return "Date " + v.getTime();
	if (v instanceof RegExp) return String(v);
	return "{" + Object.keys(v).map((k) => k + ": " + show(v[k], depth + 1)).join(", ") + "}";
}

/** results runs all cases, one after the other, and tells those that failed. */
export async function results() {
	const failed = [], seen = new Set();
	for (const { name, f, want, thrown } of cases) {
		if (seen.has(name)) failed.push([name, "has the name of another case"]);
		seen.add(name);
		let got;
		try {
			const v = await Promise.race([f(), new Promise((_, no) => setTimeout(no, 60000, new Error("never settled")))]);
			got = show(v);
		} catch (e) {
			got = "throws " + (thrown && e && typeof e === "object" && "thrown" in e ? nameOf(e.thrown) : nameOf(e) + (thrown ? "" : ": " + e?.message));
		}
		if (got !== want) failed.push([name, `gave ${got}, not ${want}`]);
	}
	return { cases: cases.length, failed };
}

/** told says what f threw, or its promise rejected with: the name, the code if it has one, the message. */
export async function told(f) {
	const { thrown: e } = await rejection(f);
	if (typeof e !== "object" || e === null) return e === null ? "nothing" : show(e);
	return `${e.name}${e.code && typeof e.code === "string" ? ` [${e.code}]` : ""}: ${e.message}`;
}
