// Making.
return [Buffer.from([1, 256, -1, 1.9, "3", NaN]), Buffer.from("abc", "utf16le"), Buffer.from("zz", "hex"), Buffer.from("abc", "hex"), Buffer.from("YQ", "base64"), Buffer.from("Y-_Q==", "base64"), Buffer.from("é", "latin1"), Buffer.from("é", "ascii"), Buffer.from("\ud800x"), Buffer.from(new Uint16Array([1, 257])), Buffer.from({ length: 2, 0: 5 }), Buffer.from({ type: "Buffer", data: [7] }), Buffer.from(Object("str")), Buffer.from({ [Symbol.toPrimitive]: () => "prim" }), Buffer.from({ valueOf: () => "val" }), Buffer.from(new ArrayBuffer(3)), Buffer.from(new ArrayBuffer(8), 2, 3).length, Buffer.of(1, 2, 3)];

Buffer.from(5)

Buffer.from(null)

Buffer.from(undefined)

Buffer.from({})

Buffer.from(Symbol())

Buffer.from("a", "nope")

Buffer.from(new ArrayBuffer(2), 3)

Buffer.from(new ArrayBuffer(2), 0, 3)

Buffer.alloc(-1)

Buffer.alloc("5")

Buffer.alloc(2, "a", "nope")

Buffer.alloc(1e15)

Buffer.allocUnsafe(NaN)

return [Buffer.alloc(3), Buffer.alloc(5, "ab"), Buffer.alloc(3, 0x101), Buffer.alloc(4, "YQ", "base64"), Buffer.alloc(3, ""), Buffer.alloc(4, Buffer.from([1, 2])), Buffer.alloc(2, new Uint8Array([9])), Buffer.allocUnsafe(4).length, Buffer.allocUnsafeSlow(3).length, new Buffer(3).length, Buffer("x").length];

return [Buffer.concat([]), Buffer.concat([Buffer.from("a"), new Uint8Array([98])]), Buffer.concat([Buffer.from("abc")], 2), Buffer.concat([Buffer.from("a")], 4), Buffer.isBuffer(Buffer.alloc(0)), Buffer.isBuffer(new Uint8Array()), Buffer.isEncoding("UTF-8"), Buffer.isEncoding("nope"), Buffer.isEncoding(""), Buffer.isEncoding(), Buffer.isEncoding("BINARY"), Buffer.byteLength("é€😀"), Buffer.byteLength("abcd", "hex"), Buffer.byteLength("YQ==", "base64"), Buffer.byteLength("YQ", "base64url"), Buffer.byteLength("ab", "ucs2"), Buffer.byteLength(new ArrayBuffer(5)), Buffer.compare(Buffer.from("a"), Buffer.from("b")), Buffer.poolSize];

Buffer.concat("x")

Buffer.concat([1])

Buffer.byteLength(1)

Buffer.compare(1, 2)

// Text.
const b = Buffer.from("héllo wörld €😀"); return ["utf8", "hex", "base64", "base64url", "latin1", "ascii", "utf16le", "ucs-2", "binary"].map((e) => b.toString(e)).concat([b.toString("utf8", 1, 4), b.toString(undefined, -5, 3), b.toString("hex", 100), b.toString("utf8", 3, 1), `${b}`, JSON.stringify(b).slice(0, 40), b.toLocaleString === b.toString]);

Buffer.from("a").toString("nope")

return [Buffer.from([0xff, 0x61]).toString(), Buffer.from([0xc3]).toString(), Buffer.from([0xe2, 0x82]).toString(), Buffer.from([0xf0, 0x9f, 0x98]).toString(), Buffer.from([0xed, 0xa0, 0x80]).toString(), Buffer.from([0xef, 0xbb, 0xbf, 0x61]).toString().length];

const b = Buffer.alloc(8); return [b.write("abc"), b.write("xyz", 6), b, b.write("ff00", 1, "hex"), b.write("é€", 0, 4), b, b.write("q", 3, 1, "latin1"), b.write("zz", 2, 0), b.latin1Write("é", 0), b.utf8Write("€", 1), b.hexWrite("aabb", 4), b.ucs2Write("a", 6), b, b.utf8Slice(1, 4), b.hexSlice(0, 2), b.latin1Slice(0, 1), b.asciiSlice(0, 1), b.base64Slice(0, 3), b.ucs2Slice(6, 8)];

Buffer.alloc(2).write("a", 3)

Buffer.alloc(2).write("a", -1)

Buffer.alloc(2).write(1)

// Search and comparison.
const b = Buffer.from("this is a buffer é"); return [b.indexOf("is"), b.indexOf("is", 3), b.indexOf("nope"), b.indexOf(Buffer.from("a")), b.indexOf(97), b.indexOf(97 + 256), b.indexOf("is", -100), b.indexOf(""), b.indexOf("", 100), b.indexOf("é"), b.indexOf("e9", "hex"), b.indexOf("69", 0, "hex"), b.lastIndexOf("is"), b.lastIndexOf("is", 4), b.lastIndexOf("is", -13), b.lastIndexOf(""), b.lastIndexOf("x"), b.lastIndexOf(105), b.includes("buffer"), b.includes("buffer", 12), b.indexOf("b", undefined), b.indexOf("b", null), b.indexOf("b", {}), b.lastIndexOf("b", undefined), b.lastIndexOf("b", null)];

Buffer.from("a").indexOf({})

const a = Buffer.from("abc"), c = Buffer.from("abd"); return [a.equals(Buffer.from("abc")), a.equals(c), a.equals(new Uint8Array([97, 98, 99])), a.compare(c), a.compare(c, 0, 2, 0, 2), c.compare(a), a.compare(Buffer.from("ab")), a.compare(a, 1)];

Buffer.from("a").equals("a")

Buffer.from("a").compare(Buffer.from("b"), 5, 2)

Buffer.from("a").compare("b")

// Copies and views.
const a = Buffer.from("abcdef"), b = Buffer.alloc(4, "."); return [a.copy(b), b.toString(), a.copy(b, 2), b.toString(), a.copy(b, 0, 4), b.toString(), a.copy(b, 1, 0, 2), b.toString(), a.copy(b, 10), a.copy(b, 0, 6), a.copy(a, 2, 0), a.toString()];

Buffer.from("a").copy(Buffer.alloc(1), -1)

Buffer.from("a").copy(Buffer.alloc(1), 0, 5)

Buffer.from("a").copy("x")

const a = Buffer.from("abcdef"); const s = a.subarray(1, 3), t = a.slice(-3, -1); s[0] = 65; return [a.toString(), s.toString(), t.toString(), Buffer.isBuffer(s), s.buffer === a.buffer, s.parent === a.buffer, s.offset === s.byteOffset, a.slice(3, 1).length, a.subarray(-100, 2).toString(), a.map((x) => x + 1).toString(), Buffer.isBuffer(a.map((x) => x)), Buffer.isBuffer(a.filter(() => true)), [...a.entries()].length, [...a.keys()].join(), [...a.values()].length, a.toReversed().constructor.name, a.at(-1)];

const b = Buffer.alloc(5); return [b.fill("abc").toString(), b.fill("é").toString("hex"), b.fill(300)[0], b.fill("x", 1, 3).toString("latin1"), b.fill("6162", "hex").toString(), b.fill(0).fill("", 1).toString("hex"), b.fill(Buffer.from([1, 2])).toString("hex"), b.fill(true)[0], b.fill("a", 0, 0)[0]];

Buffer.alloc(3).fill("a", 0, 5)

Buffer.alloc(3).fill("a", -1)

Buffer.alloc(3).fill("zz", "hex")

Buffer.alloc(3).fill("a", 0, 3, "nope")

Buffer.alloc(3).fill("a", 0, 3, 5)

return [Buffer.from([1, 2, 3, 4]).swap16(), Buffer.from([1, 2, 3, 4]).swap32(), Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap64()];

Buffer.alloc(3).swap16()

Buffer.alloc(6).swap32()

// Numbers.
const b = Buffer.from([0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0]); return [b.readUInt8(1), b.readInt8(4), b.readUInt16LE(), b.readUInt16BE(1), b.readInt16LE(6), b.readInt16BE(6), b.readUInt32LE(), b.readUInt32BE(), b.readInt32LE(4), b.readInt32BE(4), b.readBigUInt64LE(), b.readBigUInt64BE(), b.readBigInt64LE(), b.readBigInt64BE(), b.readUIntLE(0, 6), b.readUIntBE(1, 3), b.readIntLE(4, 3), b.readIntBE(4, 6 - 2), b.readFloatLE(), b.readFloatBE(), b.readDoubleLE(), b.readDoubleBE(), b.readUint8(0), b.readBigUint64LE()];

const b = Buffer.alloc(8); return [b.writeUInt8(255), b.writeInt8(-1, 1), b.writeUInt16LE(0x1234, 2), b.writeUInt16BE(0x1234, 4), b.writeInt16LE(-2, 6), b.toString("hex"), b.writeUInt32LE(0xdeadbeef), b.writeInt32BE(-5, 4), b.toString("hex"), b.writeBigUInt64LE(0x0102030405060708n), b.toString("hex"), b.writeBigInt64BE(-1n), b.writeUIntBE(0x123456, 1, 3), b.writeIntLE(-2, 4, 3), b.toString("hex"), b.writeFloatLE(1.5), b.writeFloatBE(-1.5, 4), b.toString("hex"), b.writeDoubleLE(Math.PI), b.toString("hex"), b.writeDoubleBE(NaN), b.toString("hex")];

Buffer.alloc(1).readUInt16LE()

Buffer.alloc(2).readUInt8(2)

Buffer.alloc(2).readUInt8(-1)

Buffer.alloc(2).readUInt8(0.5)

Buffer.alloc(2).readUInt8("0")

Buffer.alloc(8).readUIntLE(0, 7)

Buffer.alloc(8).readUIntLE()

Buffer.alloc(8).readIntBE(0)

Buffer.alloc(1).writeUInt8(256)

Buffer.alloc(1).writeInt8(-129)

Buffer.alloc(4).writeUInt32LE(-1)

Buffer.alloc(4).writeInt32LE(2147483648)

Buffer.alloc(8).writeBigUInt64LE(1)

Buffer.alloc(8).writeBigUInt64LE(-1n)

Buffer.alloc(8).writeUIntLE(2 ** 48, 0, 6)

Buffer.alloc(2).writeUInt16LE(1, 1)

Buffer.alloc(0).readDoubleLE()

Buffer.alloc(1).writeUInt8("12") && Buffer.alloc(1).writeUInt8("x")

// The module.
const m = require("buffer"); return [Object.keys(m).sort(), m.constants, m.kMaxLength === m.constants.MAX_LENGTH, m.INSPECT_MAX_BYTES, m.kStringMaxLength];

const { transcode } = require("buffer"); return [transcode(Buffer.from("é€"), "utf8", "latin1"), transcode(Buffer.from("é"), "utf8", "utf16le"), transcode(Buffer.from("e900", "hex"), "ucs2", "utf8"), transcode(Buffer.from("é"), "utf8", "ascii"), transcode(Buffer.from([0xe9]), "latin1", "utf8")];

require("buffer").transcode("x", "utf8", "latin1")

require("buffer").transcode(Buffer.from("x"), "nope", "latin1")

require("buffer").transcode(Buffer.from("x"), "hex", "latin1")

const { atob, btoa, isUtf8, isAscii, Blob, File } = require("buffer"); return [atob("YWI="), btoa("ab"), isUtf8(Buffer.from("é")), isUtf8(Buffer.from([0xff])), isAscii(Buffer.from("a")), isAscii(new Uint8Array([200])), Blob === globalThis.Blob, await new Blob(["a", "b"]).text(), new File(["x"], "n.txt").name];

require("buffer").isUtf8("x")

const b = Buffer.from("abc"); b.x = 1; return [require("util").inspect(b), require("util").inspect(Buffer.alloc(60)), require("util").inspect(Buffer.alloc(0))];

const { SlowBuffer } = require("buffer"); return [SlowBuffer(3).length, Buffer.isBuffer(SlowBuffer(1)), SlowBuffer.length];

class B2 extends Uint8Array {} return [Buffer.from(new B2([1, 2])), Buffer.prototype instanceof Uint8Array, Object.getPrototypeOf(Buffer) === Uint8Array, Buffer.name, Buffer.alloc(1).constructor === Buffer];

const u = new Uint8Array([1, 2, 3]); return [Buffer.prototype.readUInt16BE.call(u, 0), Buffer.prototype.equals.call(u, u), Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1)];
