Buffer.from("héllo wörld €😀")

[Buffer.from("a") instanceof Uint8Array, Buffer.from("a") instanceof Buffer, Buffer.isBuffer(new Uint8Array(1)), Buffer("ab"), new Buffer("ab"), Buffer.name, new Buffer(3).length]

["utf8", "utf-8", "UTF8", "hex", "base64", "base64url", "ascii", "latin1", "binary", "ucs2", "ucs-2", "utf16le", "UTF-16LE"].map((e) => Buffer.from("héllo wörld €😀").toString(e))

["utf8", "hex", "base64", "base64url", "ascii", "latin1", "utf16le"].map((e) => Buffer.from("616263f1-_+/zz==", e))

["YWJj", "YWJj\n", "YW Jj", "YWI=", "YWI", "YQ==", "YQ", "Y", "", "=", "-_-_", "+/+/", "YWJj=ZGVm", "!!YQ"].map((s) => Buffer.from(s, "base64"))

["abc", "abxx12", "0g", "ABCDEF", "", "a"].map((s) => Buffer.from(s, "hex"))

[[0xc3], [0xe2, 0x82], [0xe2, 0x82, 0xac, 0xff], [0xf0, 0x9f, 0x98], [0xf0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf5, 0x80], [0x61, 0x80, 0x62], [0xe0, 0x9f, 0x41], [0xef, 0xbb, 0xbf, 0x41]].map((b) => Buffer.from(b).toString())

["a\ud800b", "\udc00", "\ud83d\ude00"].map((s) => [Buffer.from(s), Buffer.from(s, "utf16le"), Buffer.from(s, "utf16le").toString("utf16le") === s])

Buffer.from([1, 2, 300, -1, 3.7, "4", NaN])

[Buffer.from(new Uint16Array([1, 256])), Buffer.from(new Uint16Array([1, 256]).buffer), Buffer.from(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2), Buffer.from({ length: 2, 0: 7, 1: 8 }), Buffer.from(new String("x")), Buffer.from({ type: "Buffer", data: [1, 2] }), Buffer.from(Buffer.from("copy"))]

Buffer.from(5)

Buffer.from(null)

Buffer.from(undefined)

Buffer.from({})

Buffer.from(Symbol("x"))

Buffer.from(new ArrayBuffer(4), 5)

Buffer.from(new ArrayBuffer(4), 1, 5)

Buffer.from("x", "nope")

Buffer.from({ [Symbol.toPrimitive]() { return "prim"; } })

[Buffer.alloc(3), Buffer.alloc(5, "ab"), Buffer.alloc(5, 1), Buffer.alloc(5, "YWI=", "base64"), Buffer.alloc(4, Buffer.from("xyz")), Buffer.allocUnsafe(4).length, Buffer.allocUnsafeSlow(2).length, Buffer.alloc(3, "")]

Buffer.alloc("5")

[Buffer.byteLength("€"), Buffer.byteLength("abcd", "hex"), Buffer.byteLength("YWJj", "base64"), Buffer.byteLength("YQ==", "base64"), Buffer.byteLength("ab", "utf16le"), Buffer.byteLength("é", "latin1"), Buffer.byteLength(new ArrayBuffer(7)), Buffer.byteLength("x", "nope")]

Buffer.byteLength(5)

[Buffer.compare(Buffer.from("a"), Buffer.from("b")), Buffer.compare(Buffer.from("b"), Buffer.from("a")), Buffer.compare(Buffer.from("a"), Buffer.from("a")), Buffer.compare(Buffer.from("a"), Buffer.from("ab"))]

Buffer.compare("a", Buffer.from("b"))

[Buffer.concat([Buffer.from("a"), Buffer.from("bc")]), Buffer.concat([Buffer.from("abc"), new Uint8Array([1])], 2), Buffer.concat([Buffer.from("a")], 3), Buffer.concat([])]

Buffer.concat("a")

Buffer.concat([Buffer.from("a"), "b"])

["utf8", "UTF-8", "hex", "nope", "", undefined, "binary"].map((e) => Buffer.isEncoding(e))

const b = Buffer.from("0123456789"); return [b.slice(2, 5).toString(), b.slice(-3).toString(), b.slice(5, 2), b.subarray(1, -1).toString(), b.slice(20), b.slice("2", "4").toString(), b.slice(1.9, 3.1).toString(), b.slice(2).buffer === b.buffer];

const b = Buffer.from("0123456789"); return [b.toString("utf8", 2), b.toString("utf8", 2, 4), b.toString("utf8", -1, 4), b.toString("utf8", 5, 3), b.toString(undefined, 1, 3), b.toString("hex", 8, 100), b.toString("latin1", "1", "3")];

Buffer.from("a").toString("nope")

const b = Buffer.alloc(10); return [b.write("héé"), b.write("abc", 8), b.write("€€", 5, 4), b.write("zz", 0, "latin1"), b.write("616", 1, "hex"), b.write("ab", 2, 3, "utf16le"), b];

Buffer.alloc(2).write("abc", 3)

Buffer.alloc(2).write(5)

Buffer.alloc(2).write("a", -1)

[Buffer.from("abc").equals(Buffer.from("abc")), Buffer.from("abc").equals(new Uint8Array([97, 98, 99])), Buffer.from("abc").equals(Buffer.from("abd"))]

Buffer.from("abc").equals("abc")

const a = Buffer.from([1, 2, 3, 4, 5]), b = Buffer.from([3, 4, 1]); return [a.compare(b), a.compare(b, 0, 2, 2, 4), a.compare(b, 2), a.compare(b, 0, 0), a.compare(b, 0, 3, 5)];

Buffer.from("abc").compare(Buffer.from("a"), 5)

const a = Buffer.from("hello world"), b = Buffer.alloc(8, "."); return [a.copy(b, 1, 0, 3), b.toString(), a.copy(b), b.toString(), a.copy(b, 6, 6), b.toString(), a.copy(b, 9), a.copy(b, 0, 5, 2)];

Buffer.from("abc").copy(Buffer.alloc(2), 0, 5)

Buffer.from("abc").copy(Buffer.alloc(2), -1)

[Buffer.alloc(6).fill("ab"), Buffer.alloc(6).fill("ab", 2), Buffer.alloc(6).fill("ab", 2, 4), Buffer.alloc(6).fill(0x141), Buffer.alloc(6).fill("é"), Buffer.alloc(6).fill("6162", "hex"), Buffer.alloc(6).fill(Buffer.from("xyz"), 1), Buffer.alloc(4).fill("\u0222"), Buffer.alloc(2).fill(true), Buffer.alloc(3, 9).fill("")]

Buffer.alloc(5).fill("a", 6)

Buffer.alloc(5).fill("zz", "hex")

Buffer.alloc(5).fill("a", 0, 5, "nope")

const b = Buffer.from("this is a buffer"); return [b.indexOf("is"), b.indexOf("is", 3), b.indexOf("is", 6), b.indexOf("buffer"), b.indexOf(97), b.indexOf(99), b.indexOf(Buffer.from("a buffer example")), b.indexOf(Buffer.from("a buffer example").slice(0, 8)), b.indexOf("is", -20), b.indexOf("is", -12), b.indexOf("", 4), b.indexOf("", 99), b.indexOf("is", undefined), b.indexOf("is", {}), b.indexOf("is", null), b.indexOf(99.99), b.indexOf(256 + 97)];

const b = Buffer.from("this buffer is a buffer"); return [b.lastIndexOf("this"), b.lastIndexOf("buffer"), b.lastIndexOf("buffer", 5), b.lastIndexOf("buffer", 4), b.lastIndexOf("buffer", -1), b.lastIndexOf("buffer", -20), b.lastIndexOf("buffer", undefined), b.lastIndexOf("buffer", null), b.lastIndexOf(97), b.lastIndexOf(""), b.lastIndexOf("", 3), b.lastIndexOf("r", -100)];

const b = Buffer.from("\u039a\u0391\u03a3\u03a3\u0395", "utf16le"); return [b.indexOf("\u03a3", 0, "utf16le"), b.indexOf("\u03a3", -4, "utf16le"), b.lastIndexOf("\u03a3", null, "utf16le"), b.lastIndexOf("\u03a3", -5, "utf16le"), b.includes("\u0391", "utf16le"), b.includes("x")];

Buffer.from("abc").indexOf({})

[Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap16(), Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap32(), Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap64()]

Buffer.from([1, 2, 3]).swap16()

Buffer.from([1, 2, 3]).swap32()

JSON.stringify(Buffer.from("ab"))

const b = Buffer.from([0xff, 0xfe, 0x80, 0x01, 0x7f, 0x00, 0xab, 0xcd]); return [b.readUInt8(0), b.readInt8(0), b.readUInt16LE(0), b.readUInt16BE(0), b.readInt16LE(0), b.readInt16BE(0), b.readUInt32LE(0), b.readUInt32BE(0), b.readInt32LE(0), b.readInt32BE(0), b.readFloatLE(0), b.readFloatBE(2), b.readDoubleLE(0), b.readDoubleBE(0), b.readBigUInt64LE(), b.readBigUInt64BE(), b.readBigInt64LE(), b.readBigInt64BE(), b.readUIntLE(0, 6), b.readUIntBE(0, 6), b.readIntLE(0, 6), b.readIntBE(0, 6), b.readIntBE(0, 3), b.readUint8(1), b.readUint16LE(1), b.readUintBE(0, 5)];

const b = Buffer.alloc(16); return [b.writeUInt8(255, 0), b.writeInt8(-1, 1), b.writeUInt16LE(0x1234, 2), b.writeUInt16BE(0x1234, 4), b.writeInt32LE(-2, 6), b.writeUInt32BE(0xdeadbeef, 10), b.writeFloatBE(1.5, 0), b.writeDoubleLE(-0.1, 4), b.writeBigInt64BE(-3n, 8), b.writeBigUInt64LE(5n, 8), b.writeUIntBE(0x123456, 0, 3), b.writeIntLE(-5, 3, 6), b.writeInt16BE(-300, 14), b];

Buffer.alloc(2).readUInt16LE(1)

Buffer.alloc(2).readUInt32LE()

Buffer.alloc(4).readUInt16LE(1.5)

Buffer.alloc(4).readUInt16LE("1")

Buffer.alloc(4).readInt8(-1)

Buffer.alloc(4).readUIntBE(0, 7)

Buffer.alloc(4).readUIntBE(0)

Buffer.alloc(4).writeUInt8(256)

Buffer.alloc(4).writeInt16LE(-40000)

Buffer.alloc(4).writeUInt32LE(2 ** 32)

Buffer.alloc(4).writeInt32LE(2 ** 31)

Buffer.alloc(8).writeBigUInt64LE(2n ** 64n)

Buffer.alloc(8).writeBigInt64LE(5)

Buffer.alloc(4).writeUIntLE(2 ** 24, 0, 3)

[require("buffer").INSPECT_MAX_BYTES, require("buffer").kMaxLength === require("buffer").constants.MAX_LENGTH, typeof require("buffer").kStringMaxLength, Buffer.poolSize, typeof require("buffer").SlowBuffer]

[Buffer.alloc(60), Buffer.alloc(51), Buffer.alloc(0), Object.assign(Buffer.from("a"), { x: 1 })]

const { isUtf8, isAscii, transcode } = require("node:buffer"); return [isUtf8(Buffer.from("é")), isUtf8(Buffer.from([0xff])), isAscii(Buffer.from("a")), isAscii(Buffer.from("é")), transcode(Buffer.from("€é"), "utf8", "latin1"), transcode(Buffer.from("€"), "utf8", "utf16le"), transcode(Buffer.from("€a"), "utf8", "ascii"), transcode(Buffer.from("é", "latin1"), "latin1", "utf8")];

const b = Buffer.from("abc"); return [[...b], [...b.keys()], [...b.entries()], b.map((x) => x + 1), b.filter((x) => x > 97), b.length, b.byteLength, b.at(-1), Array.from(b.values()), b.reverse().toString(), Buffer.of(1, 2), b.parent === b.buffer, b.offset === b.byteOffset];

[Buffer.from("abc").latin1Slice(1), Buffer.from("abc").hexSlice(), Buffer.from("abc").toLocaleString(), Buffer.from("a").inspect()]

[Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1), Buffer.copyBytesFrom(new Uint8Array(0))]

Object.keys(Buffer.from("ab"))

const b = Buffer.from("ab"); return [b.subarray(0, 1) instanceof Buffer, b.subarray(0, 1).toString(), Object.prototype.toString.call(b), `${b}`, b + "c", b.toJSON()];

// Making.
return [Buffer.from([1, 256, -1, 1.9, "3", NaN]), Buffer.from("abc", "utf16le"), Buffer.from("zz", "hex"), Buffer.from("abc", "hex"), Buffer.from("YQ", "base64"), Buffer.from("Y-_Q==", "base64"), Buffer.from("é", "latin1"), Buffer.from("é", "ascii"), Buffer.from("\ud800x"), Buffer.from(new Uint16Array([1, 257])), Buffer.from({ length: 2, 0: 5 }), Buffer.from({ type: "Buffer", data: [7] }), Buffer.from(Object("str")), Buffer.from({ [Symbol.toPrimitive]: () => "prim" }), Buffer.from({ valueOf: () => "val" }), Buffer.from(new ArrayBuffer(3)), Buffer.from(new ArrayBuffer(8), 2, 3).length, Buffer.of(1, 2, 3)];

Buffer.from(Symbol())

Buffer.from("a", "nope")

Buffer.from(new ArrayBuffer(2), 3)

Buffer.from(new ArrayBuffer(2), 0, 3)

Buffer.alloc(2, "a", "nope")

return [Buffer.alloc(3), Buffer.alloc(5, "ab"), Buffer.alloc(3, 0x101), Buffer.alloc(4, "YQ", "base64"), Buffer.alloc(3, ""), Buffer.alloc(4, Buffer.from([1, 2])), Buffer.alloc(2, new Uint8Array([9])), Buffer.allocUnsafe(4).length, Buffer.allocUnsafeSlow(3).length, new Buffer(3).length, Buffer("x").length];

return [Buffer.concat([]), Buffer.concat([Buffer.from("a"), new Uint8Array([98])]), Buffer.concat([Buffer.from("abc")], 2), Buffer.concat([Buffer.from("a")], 4), Buffer.isBuffer(Buffer.alloc(0)), Buffer.isBuffer(new Uint8Array()), Buffer.isEncoding("UTF-8"), Buffer.isEncoding("nope"), Buffer.isEncoding(""), Buffer.isEncoding(), Buffer.isEncoding("BINARY"), Buffer.byteLength("é€😀"), Buffer.byteLength("abcd", "hex"), Buffer.byteLength("YQ==", "base64"), Buffer.byteLength("YQ", "base64url"), Buffer.byteLength("ab", "ucs2"), Buffer.byteLength(new ArrayBuffer(5)), Buffer.compare(Buffer.from("a"), Buffer.from("b")), Buffer.poolSize];

Buffer.concat("x")

Buffer.concat([1])

Buffer.byteLength(1)

Buffer.compare(1, 2)

// Text.
const b = Buffer.from("héllo wörld €😀"); return ["utf8", "hex", "base64", "base64url", "latin1", "ascii", "utf16le", "ucs-2", "binary"].map((e) => b.toString(e)).concat([b.toString("utf8", 1, 4), b.toString(undefined, -5, 3), b.toString("hex", 100), b.toString("utf8", 3, 1), `${b}`, JSON.stringify(b).slice(0, 40), b.toLocaleString === b.toString]);

return [Buffer.from([0xff, 0x61]).toString(), Buffer.from([0xc3]).toString(), Buffer.from([0xe2, 0x82]).toString(), Buffer.from([0xf0, 0x9f, 0x98]).toString(), Buffer.from([0xed, 0xa0, 0x80]).toString(), Buffer.from([0xef, 0xbb, 0xbf, 0x61]).toString().length];

const b = Buffer.alloc(8); return [b.write("abc"), b.write("xyz", 6), b, b.write("ff00", 1, "hex"), b.write("é€", 0, 4), b, b.write("q", 3, 1, "latin1"), b.write("zz", 2, 0), b.latin1Write("é", 0), b.utf8Write("€", 1), b.hexWrite("aabb", 4), b.ucs2Write("a", 6), b, b.utf8Slice(1, 4), b.hexSlice(0, 2), b.latin1Slice(0, 1), b.asciiSlice(0, 1), b.base64Slice(0, 3), b.ucs2Slice(6, 8)];

Buffer.alloc(2).write("a", 3)

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
