import { all, is, throws } from "../harness.js";

const bytes = (...b) => new Uint8Array(b);
all("TextEncoder.encode", (s) => new TextEncoder().encode(s), ["é😀", bytes(195, 169, 240, 159, 152, 128)], ["\ud83d", bytes(239, 191, 189)], [undefined, bytes()], ["", bytes()]);
is("encode of null is text", () => new TextEncoder().encode(null), bytes(110, 117, 108, 108));
all("encodeInto", (s, n) => { const u = new Uint8Array(n); return [new TextEncoder().encodeInto(s, u), u]; }, ["aé", 2, [{ read: 1, written: 1 }, bytes(97, 0)]], ["😀", 4, [{ read: 2, written: 4 }, bytes(240, 159, 152, 128)]], ["", 0, [{ read: 0, written: 0 }, bytes()]]);
all("decode", (...b) => new TextDecoder().decode(bytes(...b)), [0xef, 0xbb, 0xbf, 65, "A"], [0xff, "\ufffd"], [0xe2, 0x82, "\ufffd"], [0xf0, 0x90, 65, "\ufffdA"], [0xc0, 0x80, "\ufffd\ufffd"], [0xed, 0xa0, 0x80, "\ufffd\ufffd\ufffd"], [0xf4, 0x90, 0x80, 0x80, "\ufffd\ufffd\ufffd\ufffd"]);
is("ignoreBOM keeps the mark", () => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes(0xef, 0xbb, 0xbf)), "\ufeff");
throws("fatal", TypeError, () => new TextDecoder("utf-8", { fatal: true }).decode(bytes(0xff)));
throws("an unknown label", RangeError, () => new TextDecoder("x"));
is("the options are shown", () => { const d = new TextDecoder("LATIN1", { fatal: true }); return [d.encoding, d.fatal, d.ignoreBOM, new TextEncoder().encoding]; }, ["windows-1252", true, false, "utf-8"]);
is("stream keeps what is incomplete", () => { const d = new TextDecoder(); return [d.decode(bytes(0xe2), { stream: true }), d.decode(bytes(0x82), { stream: true }), d.decode(bytes(0xac))]; }, ["", "", "€"]);
is("a stream flushes", () => { const d = new TextDecoder(); d.decode(bytes(0xe2), { stream: true }); return [d.decode(), d.decode(bytes(65))]; }, ["\ufffd", "A"]);
is("what is decoded may be any view", () => { const b = bytes(1, 65, 66, 2).buffer; return [new TextDecoder().decode(new DataView(b, 1, 2)), new TextDecoder().decode(b.slice(1, 2)), new TextDecoder().decode(new Uint16Array(bytes(65, 66).buffer))]; }, ["AB", "A", "AB"]);
throws("decode of text", TypeError, () => new TextDecoder().decode("a"));
all("labels", (l) => new TextDecoder(l).encoding, ["utf8", "utf-8"], ["ascii", "windows-1252"], ["sjis", "shift_jis"], ["utf-16", "utf-16le"], ["euc-kr", "euc-kr"], ["\tUTF-8\n", "utf-8"], ["gb2312", "gbk"], ["big5-hkscs", "big5"], ["cp1251", "windows-1251"], ["koi8", "koi8-r"]);
all("legacy", (l, ...b) => new TextDecoder(l).decode(bytes(...b)), ["windows-1252", 0x80, 0xe9, "€é"], ["shift_jis", 0x82, 0xa0, "あ"], ["euc-jp", 0xa4, 0xa2, "あ"], ["gbk", 0xc4, 0xe3, "你"], ["big5", 0xa7, 0x41, "你"], ["euc-kr", 0xb0, 0xa1, "가"], ["utf-16le", 0x3d, 0xd8, 0x00, 0xde, "😀"], ["utf-16be", 0x00, 0x41, "A"], ["windows-1251", 0xcf, "П"], ["koi8-r", 0xf0, "П"], ["iso-8859-2", 0xb1, "ą"]);
all("btoa", btoa, ["", ""], ["a", "YQ=="], ["\xff\xfe", "//4="], [null, "bnVsbA=="]);
all("atob", atob, ["YQ==", "a"], ["YQ", "a"], [" Y Q = = ", "a"], ["", ""], ["//4=", "\xff\xfe"]);
throws("btoa of wide characters", "InvalidCharacterError", () => btoa("é€"));
for (const bad of ["a", "=", "YQ=", "a*==", "YQ==="]) throws("atob(" + bad + ")", "InvalidCharacterError", () => atob(bad));
throws("btoa without an argument", TypeError, () => btoa());
is("the stream classes", async () => { const t = new TextEncoderStream(), w = t.writable.getWriter(); w.write("é"); w.close(); return [t.encoding, await new Response(t.readable.pipeThrough(new TextDecoderStream())).text].length; }, 2);

// ---- labels

const labels = {
	"utf-8": ["unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "utf-8", "utf8", "x-unicode20utf8"],
	"ibm866": ["866", "cp866", "csibm866", "ibm866"],
	"iso-8859-2": ["csisolatin2", "iso-8859-2", "iso-ir-101", "iso8859-2", "iso88592", "iso_8859-2", "iso_8859-2:1987", "l2", "latin2"],
	"iso-8859-3": ["csisolatin3", "iso-8859-3", "iso-ir-109", "l3", "latin3"], "iso-8859-4": ["csisolatin4", "iso-ir-110", "latin4"],
	"iso-8859-5": ["csisolatincyrillic", "cyrillic", "iso-ir-144"], "iso-8859-6": ["arabic", "asmo-708", "csiso88596e", "csiso88596i", "ecma-114", "iso-8859-6-e", "iso-8859-6-i"],
	"iso-8859-7": ["csisolatingreek", "ecma-118", "elot_928", "greek", "greek8", "sun_eu_greek"], "iso-8859-8": ["csiso88598e", "csisolatinhebrew", "hebrew", "iso-8859-8-e", "visual"], "iso-8859-8-i": ["csiso88598i", "iso-8859-8-i", "logical"],
	"iso-8859-10": ["csisolatin6", "iso-ir-157", "l6", "latin6"], "iso-8859-13": ["iso-8859-13", "iso885913"], "iso-8859-14": ["iso-8859-14"], "iso-8859-15": ["csisolatin9", "iso-8859-15", "iso_8859-15", "l9"], "iso-8859-16": ["iso-8859-16"],
	"koi8-r": ["cskoi8r", "koi", "koi8", "koi8-r", "koi8_r"], "koi8-u": ["koi8-ru", "koi8-u"], "macintosh": ["csmacintosh", "mac", "macintosh", "x-mac-roman"],
	"windows-874": ["dos-874", "iso-8859-11", "tis-620"], "windows-1250": ["cp1250", "x-cp1250"], "windows-1251": ["cp1251", "x-cp1251"],
	"windows-1252": ["ansi_x3.4-1968", "ascii", "cp1252", "cp819", "csisolatin1", "ibm819", "iso-8859-1", "iso-ir-100", "l1", "latin1", "us-ascii", "x-cp1252"],
	"windows-1253": ["cp1253"], "windows-1254": ["csisolatin5", "iso-8859-9", "l5", "latin5"], "windows-1255": ["cp1255"], "windows-1256": ["cp1256"], "windows-1257": ["cp1257"], "windows-1258": ["cp1258"], "x-mac-cyrillic": ["x-mac-cyrillic", "x-mac-ukrainian"],
	"gbk": ["chinese", "csgb2312", "csiso58gb231280", "gb2312", "gb_2312", "gb_2312-80", "gbk", "iso-ir-58", "x-gbk"], "gb18030": ["gb18030"], "big5": ["big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5"],
	"euc-jp": ["cseucpkdfmtjapanese", "euc-jp", "x-euc-jp"], "iso-2022-jp": ["csiso2022jp", "iso-2022-jp"], "shift_jis": ["csshiftjis", "ms932", "ms_kanji", "shift-jis", "shift_jis", "sjis", "windows-31j", "x-sjis"],
	"euc-kr": ["cseuckr", "csksc56011987", "euc-kr", "iso-ir-149", "korean", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "windows-949"],
	"utf-16be": ["unicodefffe", "utf-16be"], "utf-16le": ["csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff", "utf-16", "utf-16le"], "x-user-defined": ["x-user-defined"],
};
for (const [name, list] of Object.entries(labels)) is("the labels of " + name, () => list.flatMap((l) => [l, l.toUpperCase(), `\t\n\f\r ${l} `]).filter((l) => new TextDecoder(l).encoding !== name), []);
for (const label of ["replacement", "iso-2022-kr", "hz-gb-2312", "iso-2022-cn", "csiso2022kr", "utf-7", "utf-32", "", " ", "utf-8\u00a0", "\vutf-8", "utf-8\0", "ut f-8", "windows1252", "cp437"]) throws("the label " + JSON.stringify(label), RangeError, () => new TextDecoder(label));
is("a stream's labels are the same", () => [new TextDecoderStream("LATIN1").encoding, new TextDecoderStream().encoding], ["windows-1252", "utf-8"]);
throws("a stream's unknown label", RangeError, () => new TextDecoderStream("x"));
throws("a stream's label replacement", RangeError, () => new TextDecoderStream("replacement"));

// ---- conversions of arguments

is("the arguments of the decoder", () => [undefined, null, {}, { fatal: 1, ignoreBOM: "x" }, { fatal: null }].map((o) => { const d = new TextDecoder("utf-8", o); return [d.fatal, d.ignoreBOM]; }), [[false, false], [false, false], [false, false], [true, true], [false, false]]);
for (const bad of [5, "x", true, Symbol()]) throws("options " + String(bad), TypeError, () => new TextDecoder("utf-8", bad));
throws("a label that is a symbol", TypeError, () => new TextDecoder(Symbol()));
throws("a label null", RangeError, () => new TextDecoder(null));
for (const bad of [null, 5, "x", [1], {}, true]) throws("decode of " + JSON.stringify(bad), TypeError, () => new TextDecoder().decode(bad));
is("decode of nothing", () => [new TextDecoder().decode(), new TextDecoder().decode(undefined), new TextDecoder().decode(undefined, {}), new TextDecoder().decode(new ArrayBuffer(0), null)], ["", "", "", ""]);
is("decode of a detached buffer", () => { const b = new Uint8Array([65]); structuredClone(b.buffer, { transfer: [b.buffer] }); return [new TextDecoder().decode(b), new TextDecoder().decode(b.buffer)]; }, ["", ""]);
is("every kind of view", () => [Int8Array, Uint8ClampedArray, Int16Array, Uint32Array, Float64Array, BigInt64Array, DataView].map((C) => new TextDecoder().decode(new C(bytes(97, 98, 99, 100, 101, 102, 103, 104).buffer))), Array(7).fill("abcdefgh"));
is("encode converts", () => [undefined, null, 5, { toString: () => "o" }].map((v) => new TextEncoder().encode(v).length), [0, 4, 1, 1]);
throws("encode of a symbol", TypeError, () => new TextEncoder().encode(Symbol()));
is("encode gives a fresh array of its own", () => { const e = new TextEncoder(), a = e.encode("ab"), b = e.encode("ab"); return [a.buffer !== b.buffer, a.byteOffset, a.buffer.byteLength, a.constructor === Uint8Array]; }, [true, 0, 2, true]);
all("encode of surrogates", (s) => [...new TextEncoder().encode(s)], ["\ud800", [239, 191, 189]], ["\udc00\ud800", [239, 191, 189, 239, 191, 189]], ["a\ud800b", [97, 239, 191, 189, 98]], ["\ud83d\ude00", [240, 159, 152, 128]], ["\u07ff\u0800\uffff", [223, 191, 224, 160, 128, 239, 191, 191]]);
const into = (s, n, offset = 0) => { const u = new Uint8Array(n + offset).fill(9), v = u.subarray(offset); return [new TextEncoder().encodeInto(s, v), [...u]]; };
all("encodeInto of", into, ["\ud800", 3, 0, [{ read: 1, written: 3 }, [239, 191, 189]]], ["a\ud83d", 2, 0, [{ read: 1, written: 1 }, [97, 9]]], ["\u{1f600}b", 5, 0, [{ read: 3, written: 5 }, [240, 159, 152, 128, 98]]], ["\u{1f600}b", 3, 0, [{ read: 0, written: 0 }, [9, 9, 9]]], ["é", 1, 0, [{ read: 0, written: 0 }, [9]]], ["abc", 2, 1, [{ read: 2, written: 2 }, [9, 97, 98]]], ["\udc00\ud800", 6, 0, [{ read: 2, written: 6 }, [239, 191, 189, 239, 191, 189]]], ["ab€c", 4, 0, [{ read: 2, written: 2 }, [97, 98, 9, 9]]]);
is("encodeInto a detached array", () => { const u = new Uint8Array(3); structuredClone(u.buffer, { transfer: [u.buffer] }); return new TextEncoder().encodeInto("a", u); }, { read: 0, written: 0 });
for (const [name, v] of [["a buffer", new ArrayBuffer(1)], ["a DataView", new DataView(new ArrayBuffer(1))], ["an Int8Array", new Int8Array(1)], ["a clamped array", new Uint8ClampedArray(1)], ["a list", [1]], ["null", null]]) throws("encodeInto " + name, TypeError, () => new TextEncoder().encodeInto("a", v));

// ---- UTF-8

const utf8 = (...b) => new TextDecoder().decode(bytes(...b));
all("utf-8 of", utf8, [0xc2, "\ufffd"], [0xe0, 0x80, 0x80, "\ufffd\ufffd\ufffd"], [0xe0, 0xa0, "\ufffd"], [0xf0, 0x90, 0x80, "\ufffd"], [0xf0, 0x80, 0x80, 0x80, "\ufffd\ufffd\ufffd\ufffd"], [0xf5, 0x80, "\ufffd\ufffd"], [0xfe, "\ufffd"], [0x80, 0x41, "\ufffdA"], [0xe1, 0xa0, 0xc0, 0x41, "\ufffd\ufffdA"], [0xf1, 0x80, 0x41, 0x80, "\ufffdA\ufffd"], [0xed, 0x9f, 0xbf, "\ud7ff"], [0xee, 0x80, 0x80, "\ue000"], [0xf4, 0x8f, 0xbf, 0xbf, "\u{10ffff}"], [0, "\0"], [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, "\ufeff"], [65, 0xef, 0xbb, 0xbf, "A\ufeff"], [0xef, 0xbb, "\ufffd"]);
const fed = (label, options, ...chunks) => { const d = new TextDecoder(label, options); return chunks.map((c, n) => d.decode(bytes(...c), { stream: n < chunks.length - 1 })); };
is("a character in four pieces", () => fed("utf-8", {}, [0xf0], [0x9f], [0x98], [0x80]), ["", "", "", "😀"]);
is("a broken character in pieces", () => fed("utf-8", {}, [0xf0, 0x9f], [0x41], []), ["", "\ufffdA", ""]);
is("a mark in pieces", () => fed("utf-8", {}, [0xef], [0xbb], [0xbf, 65], [0xef, 0xbb, 0xbf]), ["", "", "A", "\ufeff"]);
is("a mark in pieces that is kept", () => fed("utf-8", { ignoreBOM: true }, [0xef], [0xbb], [0xbf, 65]), ["", "", "\ufeffA"]);
is("what begins as a mark and is none", () => fed("utf-8", {}, [0xef], [0xbb], [65]), ["", "", "\ufffdA"]);
is("an empty chunk does not end the wait for a mark", () => fed("utf-8", {}, [], [0xef, 0xbb, 0xbf, 65]), ["", "A"]);
is("each use strips a mark anew", () => { const d = new TextDecoder(), b = bytes(0xef, 0xbb, 0xbf, 65); return [d.decode(b), d.decode(b)]; }, ["A", "A"]);
is("the rest comes with the last call", () => fed("utf-8", {}, [65, 0xe2, 0x82], []), ["A", "\ufffd"]);
is("a decoder that failed starts afresh", () => { const d = new TextDecoder("utf-8", { fatal: true }), out = []; for (const b of [bytes(0xff), bytes(65)]) try { out.push(d.decode(b)); } catch (e) { out.push(e.name); } return out; }, ["TypeError", "A"]);
throws("fatal, and cut short", TypeError, () => new TextDecoder("utf-8", { fatal: true }).decode(bytes(0xe2, 0x82)));
is("fatal, and waiting", () => { const d = new TextDecoder("utf-8", { fatal: true }); return [d.decode(bytes(0xe2, 0x82), { stream: true }), d.decode(bytes(0xac))]; }, ["", "€"]);
throws("fatal, and cut short after waiting", TypeError, () => { const d = new TextDecoder("utf-8", { fatal: true }); d.decode(bytes(0xe2, 0x82), { stream: true }); d.decode(); });
for (const b of [[0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xe1, 0x80]]) throws("fatal utf-8 of " + b, TypeError, () => new TextDecoder("utf-8", { fatal: true }).decode(bytes(...b)));

// ---- UTF-16

const le = (...b) => new TextDecoder("utf-16le").decode(bytes(...b));
all("utf-16le of", le, [0xff, 0xfe, 65, 0, "A"], [65, 0, 66, "A\ufffd"], [0, 0xd8, "\ufffd"], [0, 0xd8, 65, 0, "\ufffdA"], [0, 0xdc, "\ufffd"], [0, 0xd8, 0, 0xd8, 0, 0xdc, "\ufffd\ud800\udc00"], [0x3d, 0xd8, 0, 0xde, "😀"], [0xfe, 0xff, "\ufffe"], [0, 0xd8, 0, "\ufffd"]);
is("utf-16be", () => [new TextDecoder("utf-16be").decode(bytes(0xfe, 0xff, 0, 65)), new TextDecoder("utf-16be").decode(bytes(0xff, 0xfe)), new TextDecoder("utf-16be", { ignoreBOM: true }).decode(bytes(0xfe, 0xff))], ["A", "\ufffe", "\ufeff"]);
is("utf-16 in single bytes", () => fed("utf-16le", {}, [0x3d], [0xd8], [0], [0xde], [65], [0]), ["", "", "", "😀", "", "A"]);
is("utf-16, half a pair and then another character", () => fed("utf-16le", {}, [0x3d, 0xd8], [65, 0], []), ["", "\ufffdA", ""]);
is("utf-16, half a pair at the end", () => fed("utf-16le", {}, [0x3d, 0xd8], []), ["", "\ufffd"]);
is("utf-16, half a pair and a byte at the end", () => fed("utf-16le", {}, [0x3d, 0xd8, 1], []), ["", "\ufffd"]);
for (const b of [[0], [0, 0xd8], [0, 0xdc], [0, 0xd8, 65, 0]]) throws("fatal utf-16 of " + b, TypeError, () => new TextDecoder("utf-16le", { fatal: true }).decode(bytes(...b)));

// ---- encodings of single bytes

const table = (label) => new TextDecoder(label).decode(Uint8Array.from({ length: 128 }, (_, n) => n + 128));
is("latin1 is windows-1252", () => [table("latin1").slice(0, 32), table("latin1").slice(32) === String.fromCharCode(...Array.from({ length: 96 }, (_, n) => n + 160))], ["€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ", true]);
is("x-user-defined", () => [table("x-user-defined").charCodeAt(0), table("x-user-defined").charCodeAt(127)], [0xf780, 0xf7ff]);
all("a byte of", (label, b) => new TextDecoder(label).decode(bytes(b)), ["iso-8859-2", 0x80, "\x80"], ["iso-8859-3", 0xa5, "\ufffd"], ["iso-8859-5", 0xa1, "Ё"], ["iso-8859-6", 0xa1, "\ufffd"], ["iso-8859-6", 0xc7, "ا"], ["iso-8859-7", 0xa4, "€"], ["iso-8859-7", 0xaa, "ͺ"], ["iso-8859-7", 0xae, "\ufffd"], ["iso-8859-8", 0xe0, "א"], ["iso-8859-8", 0xfd, "\u200e"], ["iso-8859-8", 0xa1, "\ufffd"], ["iso-8859-8-i", 0xe0, "א"], ["iso-8859-10", 0xbd, "―"], ["iso-8859-14", 0xa1, "Ḃ"], ["iso-8859-15", 0xa4, "€"], ["iso-8859-16", 0xa4, "€"], ["ibm866", 0x80, "А"], ["ibm866", 0xff, "\u00a0"], ["koi8-u", 0xa4, "є"], ["koi8-u", 0xae, "ў"], ["koi8-u", 0xbe, "Ў"], ["macintosh", 0xdb, "€"], ["macintosh", 0xf0, "\uf8ff"], ["windows-874", 0x80, "€"], ["windows-874", 0xa1, "ก"], ["windows-874", 0xdb, "\ufffd"], ["windows-874", 0x81, "\x81"], ["windows-1253", 0xaa, "\ufffd"], ["windows-1253", 0xd2, "\ufffd"], ["windows-1253", 0x81, "\x81"], ["windows-1254", 0xd0, "Ğ"], ["windows-1255", 0xd9, "\ufffd"], ["windows-1255", 0xca, "ֺ"], ["windows-1256", 0xc7, "ا"], ["windows-1257", 0xa1, "\ufffd"], ["windows-1257", 0x8d, "¨"], ["windows-1258", 0xd2, "\u0309"], ["x-mac-cyrillic", 0xff, "€"], ["x-mac-cyrillic", 0xa2, "Ґ"]);
throws("fatal, and a byte without a meaning", TypeError, () => new TextDecoder("iso-8859-6", { fatal: true }).decode(bytes(0xa1)));
throws("fatal, and a byte without a meaning in a code page", TypeError, () => new TextDecoder("windows-1253", { fatal: true }).decode(bytes(0xaa)));
is("fatal, and a control character in a hole", () => new TextDecoder("windows-1252", { fatal: true }).decode(bytes(0x81)), "\x81");
is("single bytes have no mark", () => new TextDecoder("windows-1252").decode(bytes(0xef, 0xbb, 0xbf)), "ï»¿");

// ---- encodings of several bytes

all("decoding", (label, ...b) => new TextDecoder(label).decode(bytes(...b)),
	["gbk", 0x80, "€"], ["gbk", 0xff, "\ufffd"], ["gbk", 0x81, 0x20, "\ufffd "], ["gbk", 0x81, "\ufffd"], ["gbk", 0x81, 0x30, 0x81, 0x30, "\x80"], ["gbk", 0xa1, 0xa1, "\u3000"], ["gbk", 0x81, 0x40, "丂"],
	["gb18030", 0x81, 0x30, 0x81, 0x30, "\x80"], ["gb18030", 0x90, 0x30, 0x81, 0x30, "\u{10000}"], ["gb18030", 0xe3, 0x32, 0x9a, 0x35, "\u{10ffff}"], ["gb18030", 0xe3, 0x32, 0x9a, 0x36, "\ufffd"], ["gb18030", 0x84, 0x31, 0xa4, 0x39, "\uffff"], ["gb18030", 0x84, 0x31, 0xa5, 0x30, "\ufffd"], ["gb18030", 0xfe, 0x59, "\u9fb4"], ["gb18030", 0xa6, 0xd9, "\ufe10"], ["gb18030", 0xfe, 0x51, "\ue816"], ["gb18030", 0xfe, 0x91, "\ue855"], ["gb18030", 0xd7, 0xfe, "\ue814"], ["gb18030", 0xaa, 0xa1, "\ue000"], ["gb18030", 0xfe, 0xfe, "\ue4c5"], ["gb18030", 0xa1, 0x40, "\ue4c6"], ["gb18030", 0xa3, 0xa0, "\u3000"], ["gb18030", 0xa7, 0xa0, "\ue765"], ["gb18030", 0x81, 0x35, 0xf4, 0x37, "\ue7c7"], ["gb18030", 0x81, 0x30, 0x41, "\ufffd0A"], ["gb18030", 0x81, 0x30, 0x81, 0x41, "\ufffd0丄"], ["gb18030", 0xa8, 0xbc, "ḿ"], ["gb18030", 0x80, "€"], ["gb18030", 0xa2, 0xe3, "€"],
	["big5", 0xa4, 0x40, "一"], ["big5", 0x88, 0x62, "\u00ca\u0304"], ["big5", 0x88, 0xa3, "\u00ea\u0304"], ["big5", 0x87, 0x40, "䏰"], ["big5", 0x80, "\ufffd"], ["big5", 0xff, "\ufffd"], ["big5", 0xa1, 0x7f, "\ufffd\x7f"], ["big5", 0xa1, 0xff, "\ufffd"], ["big5", 0xa1, "\ufffd"], ["big5", 0x81, 0x40, "\ufffd@"], ["big5", 0xa4, 0xa4, "中"],
	["euc-jp", 0x8e, 0xb1, "ｱ"], ["euc-jp", 0x8f, 0xa2, 0xaf, "˘"], ["euc-jp", 0xa4, "\ufffd"], ["euc-jp", 0xa4, 0x41, "\ufffdA"], ["euc-jp", 0xff, "\ufffd"], ["euc-jp", 0x8e, 0xff, "\ufffd"], ["euc-jp", 0x8f, 0xa2, 0x41, "\ufffdA"], ["euc-jp", 0x8e, 0x41, "\ufffdA"], ["euc-jp", 0xa1, 0xa1, "\u3000"], ["euc-jp", 0x80, "\ufffd"], ["euc-jp", 0xad, 0xa1, "①"],
	["shift_jis", 0xb1, "ｱ"], ["shift_jis", 0x5c, "\\"], ["shift_jis", 0x7e, "~"], ["shift_jis", 0x80, "\x80"], ["shift_jis", 0xa0, "\ufffd"], ["shift_jis", 0xfd, "\ufffd"], ["shift_jis", 0x81, 0x41, "、"], ["shift_jis", 0x81, 0x20, "\ufffd "], ["shift_jis", 0x81, "\ufffd"], ["shift_jis", 0xf0, 0x40, "\ue000"], ["shift_jis", 0xf9, 0xfc, "\ue757"], ["shift_jis", 0x87, 0x40, "①"], ["shift_jis", 0x85, 0x40, "\ufffd@"], ["shift_jis", 0xfa, 0x40, "ⅰ"],
	["euc-kr", 0x81, 0x41, "갂"], ["euc-kr", 0xff, "\ufffd"], ["euc-kr", 0x80, "\ufffd"], ["euc-kr", 0xc8, 0x41, "\ufffdA"], ["euc-kr", 0xa1, 0xa1, "\u3000"], ["euc-kr", 0xa1, "\ufffd"], ["euc-kr", 0xa2, 0xe6, "€"],
	["iso-2022-jp", 0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42, 0x41, "あA"], ["iso-2022-jp", 0x1b, 0x28, 0x4a, 0x5c, 0x7e, "¥‾"], ["iso-2022-jp", 0x1b, 0x28, 0x49, 0x31, "ｱ"], ["iso-2022-jp", 0x1b, 0x24, 0x40, 0x24, 0x22, "あ"], ["iso-2022-jp", 0x80, "\ufffd"], ["iso-2022-jp", 0x0e, "\ufffd"], ["iso-2022-jp", 0x1b, "\ufffd"], ["iso-2022-jp", 0x1b, 0x41, "\ufffdA"], ["iso-2022-jp", 0x1b, 0x24, "\ufffd$"], ["iso-2022-jp", 0x1b, 0x28, 0x42, 0x1b, 0x28, 0x42, 0x41, "\ufffdA"], ["iso-2022-jp", 0x1b, 0x24, 0x42, 0x24, "\ufffd"], ["iso-2022-jp", 0x1b, 0x24, 0x42, 0x21, 0x0a, "\ufffd"],
);
is("several bytes in pieces", () => [fed("shift_jis", {}, [0x82], [0xa0]), fed("gb18030", {}, [0x90], [0x30], [0x81], [0x30]), fed("euc-jp", {}, [0x8f], [0xa2], [0xaf]), fed("iso-2022-jp", {}, [0x1b, 0x24], [0x42, 0x24], [0x22]), fed("big5", {}, [0x88], [0x62]), fed("euc-kr", {}, [0xb0], [0xa1])], [["", "あ"], ["", "", "", "\u{10000}"], ["", "", "˘"], ["", "", "あ"], ["", "\u00ca\u0304"], ["", "가"]]);
is("several bytes, cut short", () => [fed("shift_jis", {}, [0x82], []), fed("gbk", {}, [0x81, 0x30], []), fed("euc-kr", {}, [65, 0xb0], [])], [["", "\ufffd"], ["", "\ufffd"], ["A", "\ufffd"]]);
is("a decoder of several bytes starts afresh", () => { const d = new TextDecoder("iso-2022-jp"); return [d.decode(bytes(0x1b, 0x24, 0x42, 0x24, 0x22)), d.decode(bytes(0x24, 0x22))]; }, ["あ", '$"']);
for (const [label, ...b] of [["gbk", 0xff], ["big5", 0x81, 0x40], ["euc-jp", 0xa4], ["shift_jis", 0xa0], ["euc-kr", 0xc8, 0x41], ["iso-2022-jp", 0x80], ["gb18030", 0x84, 0x31, 0xa5, 0x30]]) throws("fatal " + label + " of " + b, TypeError, () => new TextDecoder(label, { fatal: true }).decode(bytes(...b)));

// ---- atob and btoa

all("atob of", atob, [" \t\n\f\rYQ==", "a"], ["YR==", "a"], ["YWI", "ab"], ["YWI=", "ab"], ["ab", "i"], [12, "\xd7"], [null, "\x9eée"], [NaN, "5£"], [Infinity, "\"wâ\x9e+r"], ["A".repeat(1000), "\0".repeat(750)]);
for (const bad of ["A", "AAAAA", "====", "A=", "AA=", "AAA==", "=AAA", "A A=A", "AA\u00a0AA", "\vAAAA", "AA\0A", "YQ_-", "é", "A\ud800AA", {}, "x", undefined]) throws("atob of " + JSON.stringify(bad), "InvalidCharacterError", () => atob(bad));
all("btoa of", btoa, [undefined, "dW5kZWZpbmVk"], [5, "NQ=="], ["\0\xff", "AP8="], ["\x80", "gA=="], [{}, "W29iamVjdCBPYmplY3Rd"]);
for (const bad of ["\u0100", "\ud800", "a\u{1f600}"]) throws("btoa of " + JSON.stringify(bad), "InvalidCharacterError", () => btoa(bad));

// ---- the streams

const through = async (t, ...chunks) => { const w = t.writable.getWriter(), out = Array.fromAsync(t.readable); const writing = (async () => { for (const c of chunks) await w.write(c); await w.close(); })(); writing.catch(() => {}); return (await Promise.all([out, writing]))[0]; };
is("TextDecoderStream splits where it must", () => through(new TextDecoderStream(), bytes(0xe2), bytes(0x82), bytes(0xac, 65), bytes(0xf0, 0x9f)), ["€A", "\ufffd"]);
is("TextDecoderStream takes buffers and views", () => through(new TextDecoderStream(), bytes(65).buffer, new DataView(bytes(66).buffer), new Uint16Array(bytes(67, 68).buffer)), ["A", "B", "CD"]);
is("TextDecoderStream gives no empty chunk", () => through(new TextDecoderStream(), bytes(), bytes(65), bytes()), ["A"]);
is("TextDecoderStream strips a mark once", () => through(new TextDecoderStream(), bytes(0xef, 0xbb), bytes(0xbf, 65), bytes(0xef, 0xbb, 0xbf)), ["A", "\ufeff"]);
is("TextDecoderStream keeps a mark", () => through(new TextDecoderStream("utf-8", { ignoreBOM: true }), bytes(0xef, 0xbb, 0xbf)), ["\ufeff"]);
is("TextDecoderStream of another encoding", () => through(new TextDecoderStream("shift_jis"), bytes(0x82), bytes(0xa0)), ["あ"]);
throws("TextDecoderStream, fatal", TypeError, () => through(new TextDecoderStream("utf-8", { fatal: true }), bytes(0xff)));
throws("TextDecoderStream, fatal at the end", TypeError, () => through(new TextDecoderStream("utf-8", { fatal: true }), bytes(0xe2)));
for (const [name, v] of [["text", "x"], ["null", null], ["undefined", undefined], ["a list", [65]], ["a number", 1], ["an object", {}]]) throws("TextDecoderStream of " + name, TypeError, () => through(new TextDecoderStream(), v));
is("TextEncoderStream joins pairs", () => through(new TextEncoderStream(), "a\ud83d", "\ude00b"), [bytes(97), bytes(240, 159, 152, 128, 98)]);
is("TextEncoderStream and half pairs", () => through(new TextEncoderStream(), "\ud83d", "a", "\ude00", "\ud83d"), [bytes(239, 191, 189, 97), bytes(239, 191, 189), bytes(239, 191, 189)]);
is("TextEncoderStream and two first halves", () => through(new TextEncoderStream(), "\ud83d", "\ud83d", "\ude00"), [bytes(239, 191, 189), bytes(240, 159, 152, 128)]);
is("TextEncoderStream gives no empty chunk", () => through(new TextEncoderStream(), "", "a", ""), [bytes(97)]);
is("TextEncoderStream converts", () => through(new TextEncoderStream(), 5, null, undefined, { toString: () => "o" }), [bytes(53), bytes(110, 117, 108, 108), bytes(117, 110, 100, 101, 102, 105, 110, 101, 100), bytes(111)]);
throws("TextEncoderStream of a symbol", TypeError, () => through(new TextEncoderStream(), Symbol()));
throws("TextEncoderStream and a conversion that throws", RangeError, () => through(new TextEncoderStream(), { toString() { throw new RangeError(); } }));
is("their members are the same each time", () => { const t = new TextEncoderStream(), d = new TextDecoderStream("utf-16", { fatal: true, ignoreBOM: true }); return [t.readable === t.readable, t.writable instanceof WritableStream, d.fatal, d.ignoreBOM, d.encoding]; }, [true, true, true, true, "utf-16le"]);
is("cancel of the readable side errors the other", async () => { const t = new TextDecoderStream(); await t.readable.cancel("no"); try { await t.writable.getWriter().write(bytes(65)); } catch (e) { return e; } }, "no");
