const lines = [];
const text = (v) => {
	if (typeof v === "string") return JSON.stringify(v);
	if (typeof v === "function") return "function " + v.name;
	if (typeof v === "symbol") return String(v);
	if (v === null || typeof v !== "object") return Object.is(v, -0) ? "-0" : String(v);
	if (v instanceof RegExp) return String(v);
	const named = (keys) => keys.map((k) => String(k) + ": " + text(v[k]));
	if (Array.isArray(v)) return "[" + [...Array.from(v, text), ...named(Reflect.ownKeys(v).filter((k) => k !== "length" && !/^\d+$/.test(String(k))))].join(", ") + "]";
	return "{" + named(Reflect.ownKeys(v)).join(", ") + "}";
};
const show = (...values) => { lines.push(values.map(text).join(" ")); };
// name shows what kind of error fn throws, where the words are the engine's own.
const name = (fn) => { try { show(fn()); } catch (e) { show(e.name); } };
const run = (fn) => {
	try { fn(); } catch (e) { lines.push(`${e.name}: ${e.message}`); }
	return lines;
};
