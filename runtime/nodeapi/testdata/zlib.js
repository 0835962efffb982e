// Every format there and back.
const z = require("zlib"), text = "hello ".repeat(500); const out = []; for (const [a, b] of [["gzipSync", "gunzipSync"], ["deflateSync", "inflateSync"], ["deflateRawSync", "inflateRawSync"], ["brotliCompressSync", "brotliDecompressSync"], ["gzipSync", "unzipSync"], ["deflateSync", "unzipSync"]]) { const packed = z[a](text); out.push(packed.length < 100, Buffer.isBuffer(packed), z[b](packed).toString() === text); } return out;

const z = require("zlib"), { promisify } = require("util"); const out = []; for (const [a, b] of [["gzip", "gunzip"], ["deflate", "inflate"], ["deflateRaw", "inflateRaw"], ["brotliCompress", "brotliDecompress"], ["gzip", "unzip"]]) out.push((await promisify(z[b])(await promisify(z[a])("some text"))).toString()); return out;

const z = require("zlib"); const order = []; const p = new Promise((r) => z.gzip("x", (e, b) => { order.push("callback", e, z.gunzipSync(b).toString()); r(); })); order.push("sync"); await null; order.push("microtask"); await p; return order;

const z = require("zlib"); return [-1, 0, 1, 2, 5, 6, 9].map((level) => [z.deflateSync("a", { level }).subarray(0, 2).toString("hex"), z.gzipSync("a", { level }).subarray(0, 10).toString("hex")]);

const z = require("zlib"); return [z.deflateSync("", { windowBits: 9 }).subarray(0, 2).toString("hex"), z.gzipSync("").subarray(-8).toString("hex"), z.deflateSync("abc").subarray(-4).toString("hex"), z.gzipSync("abc").subarray(-8).toString("hex")];

const z = require("zlib"); return z.inflateSync(Buffer.from("eJzLSM3JyQcABiwCFQ==", "base64")).toString();

const z = require("zlib"); return z.gunzipSync(Buffer.from("1f8b0800000000000003cb48cdc9c9070086a6103605000000", "hex")).toString();

const z = require("zlib"); return z.brotliDecompressSync(Buffer.from("CwSAaGVsbG8hIQM=", "base64")).length;

// Several members, and what follows the end.
const z = require("zlib"); return z.gunzipSync(Buffer.concat([z.gzipSync("one"), z.gzipSync("two")])).toString();

const z = require("zlib"); return z.gunzipSync(Buffer.concat([z.gzipSync("one"), Buffer.from([1, 2, 3])])).toString();

const z = require("zlib"); return z.inflateSync(Buffer.concat([z.deflateSync("one"), Buffer.from([1, 2, 3])])).toString();

const z = require("zlib"); return z.inflateRawSync(Buffer.concat([z.deflateRawSync("one"), Buffer.alloc(9)])).toString();

// Dictionaries.
const z = require("zlib"), dictionary = Buffer.from("some shared words"); const packed = z.deflateSync("shared words, some", { dictionary }); return [packed.subarray(0, 6).toString("hex"), z.inflateSync(packed, { dictionary }).toString()];

const z = require("zlib"), dictionary = Buffer.from("some shared words"); return z.inflateRawSync(z.deflateRawSync("shared words", { dictionary }), { dictionary }).toString();

require("zlib").inflateSync(require("zlib").deflateSync("x", { dictionary: Buffer.from("a") }))

require("zlib").inflateSync(require("zlib").deflateSync("x", { dictionary: Buffer.from("a") }), { dictionary: Buffer.from("b") })

// Broken data.
require("zlib").inflateSync(Buffer.from("hello"))

require("zlib").gunzipSync(Buffer.from("hello"))

require("zlib").unzipSync(Buffer.from("hello"))

require("zlib").inflateSync(Buffer.from([0x79, 0x95]))

require("zlib").gunzipSync(Buffer.from([0x1f, 0x8b, 7, 0, 0, 0, 0, 0, 0, 0, 0]))

require("zlib").gunzipSync(require("zlib").gzipSync("hello").subarray(0, 12))

require("zlib").gunzipSync(Buffer.alloc(0))

require("zlib").inflateSync(require("zlib").deflateSync("hello").subarray(0, -2))

const z = require("zlib"), b = z.deflateSync("hello"); b[b.length - 1] ^= 1; return z.inflateSync(b);

const z = require("zlib"), b = z.gzipSync("hello"); b[b.length - 6] ^= 1; return z.gunzipSync(b);

require("zlib").brotliDecompressSync(require("zlib").brotliCompressSync("hello hello").subarray(0, 5))

const z = require("zlib"); try { z.inflateSync(Buffer.from("hello")); } catch (e) { return [e.errno, e.code, Object.keys(e).sort(), e.constructor === Error]; };

const z = require("zlib"); return await new Promise((r) => z.inflate(Buffer.from("hello"), (e, v) => r([e.code, e.message, v])));

const z = require("zlib"); return z.gunzipSync(z.gzipSync("hello world").subarray(0, 18), { finishFlush: z.constants.Z_SYNC_FLUSH }).toString().length > 0;

// Arguments.
require("zlib").gzipSync()

require("zlib").gzipSync(1)

require("zlib").gzipSync({})

require("zlib").gzip("x")

require("zlib").gzip(1, () => {})

const z = require("zlib"); return [z.gzipSync(new ArrayBuffer(3)), z.gzipSync(new Uint16Array(3)), z.gzipSync(new DataView(new ArrayBuffer(3)))].map((b) => z.gunzipSync(b).length);

require("zlib").gzipSync("x", { level: 10 })

require("zlib").gzipSync("x", { level: "1" })

require("zlib").gzipSync("x", { level: Infinity })

require("zlib").gzipSync("x", { level: NaN }).length > 0

require("zlib").gzipSync("x", { windowBits: 8 })

require("zlib").deflateSync("x", { windowBits: 16 })

require("zlib").inflateSync("x", { windowBits: 7 })

require("zlib").deflateRawSync("x", { windowBits: 0 })

require("zlib").gzipSync("x", { memLevel: 0 })

require("zlib").gzipSync("x", { strategy: 5 })

require("zlib").gzipSync("x", { chunkSize: 63 })

require("zlib").gzipSync("x", { chunkSize: "a" })

require("zlib").gzipSync("x", { flush: 6 })

require("zlib").gzipSync("x", { finishFlush: -1 })

require("zlib").deflateSync("x", { dictionary: "text" })

require("zlib").deflateSync("x", { dictionary: 1 })

require("zlib").brotliCompressSync("x", { params: { 77: 1 } })

require("zlib").brotliCompressSync("x", { params: { 1: "a" } })

require("zlib").brotliCompressSync("x", { flush: 4 })

const z = require("zlib"); return z.gunzipSync(z.gzipSync(Buffer.alloc(1000)), { maxOutputLength: 100 });

const z = require("zlib"); const { buffer, engine } = z.gzipSync("x", { info: true }); return [z.gunzipSync(buffer).toString(), engine instanceof z.Gzip];

const z = require("zlib"), text = "aaaa".repeat(1000); return [0, 1, 2, 3, 4].map((strategy) => z.inflateSync(z.deflateSync(text, { strategy })).toString() === text);

const z = require("zlib"); return z.brotliDecompressSync(z.brotliCompressSync("text", { params: { [z.constants.BROTLI_PARAM_QUALITY]: 4, [z.constants.BROTLI_PARAM_LGWIN]: 18, [z.constants.BROTLI_PARAM_MODE]: 1, [z.constants.BROTLI_PARAM_SIZE_HINT]: 4 } })).toString();

// crc32.
const z = require("zlib"); return [z.crc32("hello"), z.crc32(Buffer.from("hello")), z.crc32(""), z.crc32("world", z.crc32("hello ")), z.crc32(new Uint16Array([1, 2]))];

require("zlib").crc32(1)

require("zlib").crc32("x", -1)

require("zlib").crc32("x", "y")

// Streams.
const z = require("zlib"), { pipeline } = require("stream/promises"), { Readable, Writable } = require("stream"); let text = ""; await pipeline(Readable.from(["one ", "two ", "three"]), z.createGzip(), z.createGunzip(), new Writable({ write(c, e, cb) { text += c; cb(); } })); return text;

const z = require("zlib"), { pipeline } = require("stream/promises"), { Readable, Writable } = require("stream"); const out = []; for (const [a, b] of [["Deflate", "Inflate"], ["DeflateRaw", "InflateRaw"], ["Gzip", "Unzip"], ["BrotliCompress", "BrotliDecompress"]]) { let text = ""; await pipeline(Readable.from([Buffer.from("x".repeat(100000))]), z["create" + a](), z["create" + b](), new Writable({ write(c, e, cb) { text += c; cb(); } })); out.push(text.length); } return out;

const z = require("zlib"), g = z.createGunzip(); const out = []; g.on("data", (c) => out.push(c.toString())); const ended = new Promise((r) => g.on("end", r)); for (const byte of Buffer.from("1f8b0800000000000003cb48cdc9c9070086a6103605000000", "hex")) g.write(Buffer.from([byte])); g.end(); await ended; return [out.join(""), g.bytesWritten];

const z = require("zlib"), g = z.createGunzip(); g.resume(); const failed = new Promise((r) => g.on("error", r)); g.end("not gzip"); const e = await failed; return [e.code, e.message, g.destroyed];

const z = require("zlib"), g = z.createGunzip(); g.resume(); const failed = new Promise((r) => g.on("error", r)); g.end(z.gzipSync("hello").subarray(0, 10)); const e = await failed; return [e.code, e.message];

const z = require("zlib"), d = z.createDeflate(), i = z.createInflate(); let text = ""; i.on("data", (c) => { text += c; }); d.pipe(i); d.write("first "); await new Promise((r) => d.flush(r)); await new Promise((r) => setTimeout(r, 20)); const before = text; d.end("second"); await new Promise((r) => i.on("end", r)); return [before, text];

const z = require("zlib"), d = z.createDeflate({ level: 0 }), parts = []; d.on("data", (c) => parts.push(c)); d.write("a".repeat(1000)); await new Promise((r) => d.params(9, z.constants.Z_DEFAULT_STRATEGY, r)); d.end("b".repeat(1000)); await new Promise((r) => d.on("end", r)); const all = Buffer.concat(parts); return [all.length > 1000 && all.length < 1200, z.inflateSync(all).length];

require("zlib").createDeflate().params(10, 0)

const z = require("zlib"), d = z.createGzip(); d.write("x"); const closed = new Promise((r) => d.on("close", () => r("closed"))); let called = false; d.close(() => { called = true; }); return [await closed, d.destroyed, called];

const z = require("zlib"); return [new z.Gzip() instanceof z.Gzip, z.Gzip() instanceof z.Gzip, z.createGzip() instanceof require("stream").Transform, z.createGzip().constructor.name];

const z = require("zlib"); z.constants.Z_OK = 7; return z.constants.Z_OK;
