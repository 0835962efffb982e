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

Buffer.alloc(-1)

Buffer.alloc("5")

Buffer.alloc(NaN)

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
