// Writes recorded.json: what Node makes of the expressions and texts in
// cases.json, each [area, source, flags, texts…]. With a seed as argument it
// writes as many random cases as the second argument says to standard output.
import { readFileSync, writeFileSync } from "node:fs";

const here = new URL("./", import.meta.url);
const units = (s) => /^[\x00-\x7f]*$/.test(s) ? s : [...Array(s.length).keys()].map((i) => s.charCodeAt(i));

function record([area, source, flags, ...texts]) {
	const out = { area, source: units(source), flags };
	let re;
	try {
		re = new RegExp(source, flags.includes("d") ? flags : flags + "d");
	} catch (error) {
		out.error = error.message.replace(/.*: /s, "");
		return out;
	}
	out.groups = {};
	out.results = texts.map((text) => {
		re.lastIndex = 0;
		const all = [];
		// Two matches in a row show what an expression that is global does.
		for (let n = 0; n < (/[gy]/.test(flags) ? 3 : 1); n++) {
			const m = re.exec(text);
			if (m === null) {
				all.push(null);
				break;
			}
			if (m.indices.groups) out.groups = Object.keys(m.indices.groups);
			all.push([...m.indices].map((x) => x ?? null));
			if (m[0] === "") break;
		}
		return { text: units(text), matches: all };
	});
	out.groups = Array.isArray(out.groups) ? out.groups : [];
	return out;
}

// random makes expressions from small pieces, so that most mean something.
function random(seed, count) {
	let state = seed >>> 0;
	const next = (n) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 4294967296 * n); };
	const pick = (list) => list[next(list.length)];
	const text = () => Array.from({ length: next(9) }, () => pick(["a", "b", "c", "A", "B", "1", "_", " ", "\n", "-", "é", "É", "ſ", "K", "😀", "\ud83d", "\ude00", "ab"])).join("");
	const cases = [];
	for (let n = 0; n < count; n++) {
		const flags = ["i", "m", "s", pick(["u", "v", "", ""]), pick(["g", "y", "", ""])].filter(() => next(3) === 0).join("");
		let groups = 0;
		const atom = (depth) => {
			switch (next(depth > 3 ? 9 : 16)) {
				case 0: case 1: case 2: return pick(["a", "b", "c", "B", "1", " ", "é", "😀", "k", "s"]);
				case 3: return pick([".", "\\w", "\\d", "\\s", "\\W", "\\D", "\\S"]);
				case 4: return pick(["[ab]", "[^a]", "[a-c]", "[\\w-]", "[^\\d]", "[]", "[é-ö]", "[😀]", "[A-Z_]", "[\\s\\S]"]);
				case 5: return pick(["^", "$", "\\b", "\\B"]);
				case 6: return "\\" + (1 + next(3));
				case 7: return pick(["\\u0061", "\\x41", "\\n", "\\-", "\\/", "\\0", "\\c", "\\k", "{", "]", "\\8", "\\cA", "\\u{61}", "\\p{Lu}", "\\P{L}", "\\u", "x{", "{2}"]);
				case 8: return "ab";
				case 9: case 10: groups++; return "(" + either(depth + 1) + ")";
				case 11: return "(?:" + either(depth + 1) + ")";
				case 12: return "(?" + pick(["=", "!"]) + either(depth + 1) + ")";
				case 13: return "(?<" + pick(["=", "!"]) + either(depth + 1) + ")";
				case 14: groups++; return `(?<n${groups}>` + either(depth + 1) + ")";
				default: return "(" + either(depth + 1) + ")";
			}
		};
		const term = (depth) => atom(depth) + (next(3) === 0 ? pick(["*", "+", "?", "{2}", "{0,2}", "{1,}", "*?", "+?", "??", "{1,2}?", "{0}", "{2,3}"]) : "");
		const sequence = (depth) => Array.from({ length: next(4) }, () => term(depth)).join("");
		const either = (depth) => Array.from({ length: 1 + (next(3) === 0 ? 1 + next(2) : 0) }, () => sequence(depth)).join("|");
		// V8 takes [^] under v for less than everything, so it is not made.
		cases.push(["random", either(0), flags, text(), text(), text(), text()]);
	}
	return cases;
}

if (process.argv.length > 2) {
	process.stdout.write(JSON.stringify(random(Number(process.argv[2]), Number(process.argv[3])).map(record)));
} else {
	const cases = JSON.parse(readFileSync(new URL("cases.json", here), "utf8"));
	const all = [...cases, ...random(1, 400)].map(record);
	writeFileSync(new URL("recorded.json", here), "[\n" + all.map((c) => JSON.stringify(c)).join(",\n") + "\n]\n");
}
