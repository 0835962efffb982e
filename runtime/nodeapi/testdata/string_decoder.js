const { StringDecoder: D } = require("string_decoder"); const out = []; for (const enc of ["utf8", "base64", "base64url", "hex", "latin1", "ascii"]) { const d = new D(enc); const parts = []; for (const b of Buffer.from("a€😀é", enc === "utf16le" ? enc : "utf8")) parts.push(d.write(Buffer.from([b]))); parts.push(d.end()); out.push([enc, parts.filter(Boolean)]); } return out;

const { StringDecoder: D } = require("string_decoder"); const d = new D("utf8"); return [d.write(Buffer.from([0xe2, 0x82])), d.end(), d.write(Buffer.from([0xac])), d.end(Buffer.from([0xc3])), d.write(Buffer.from([0xff, 0xe2])), d.end(), d.encoding];

const { StringDecoder: D } = require("string_decoder"); const d = new D("utf8"); return [d.write(Buffer.from([0xf0, 0x9f])), d.write(Buffer.from([0x41])), d.end(), d.write(Buffer.from([0xed, 0xa0])), d.end(), d.write("text")];

new (require("string_decoder").StringDecoder)("nope")

new (require("string_decoder").StringDecoder)().write(5)

const { StringDecoder: D } = require("string_decoder"); const d = new D("utf16le"), b = Buffer.from("a😀é", "utf16le"); return [d.write(b.subarray(0, 3)), d.write(b.subarray(3, 5)), d.write(b.subarray(5)), d.end()];

const { StringDecoder } = require("string_decoder"); const d = new StringDecoder("utf8"), out = []; for (const b of Buffer.from("é€😀")) out.push(d.write(Buffer.from([b]))); return [out, d.write(Buffer.from([0xe2])), d.end(), d.end(Buffer.from([0xe2, 0x82])), new StringDecoder().encoding, new StringDecoder("UCS2").encoding, d.lastNeed, d.lastTotal];

const { StringDecoder } = require("string_decoder"); const b = new StringDecoder("base64"); const h = new StringDecoder("hex"); return [b.write(Buffer.from("a")), b.write(Buffer.from("bc")), b.end(), b.end(Buffer.from("d")), h.write(Buffer.from("a")), h.end(), new StringDecoder("latin1").write(Buffer.from([0xe9])), new StringDecoder("utf8").write("text")];

new (require("string_decoder").StringDecoder)().write(1)
