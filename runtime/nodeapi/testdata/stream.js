const { Readable } = require("stream"); const r = Readable.from(["a", "b", "c"]), out = []; r.on("data", (c) => out.push(c)); await new Promise((done) => r.on("end", done)); return [out, r.readableEnded, r.destroyed];

const { Readable } = require("stream"); let n = 0; const r = new Readable({ read() { this.push(n < 3 ? String(n++) : null); } }); const out = []; const it = r[Symbol.asyncIterator](); for (let s; !(s = await it.next()).done;) out.push(s.value.toString()); return [out.join(""), r.destroyed];

const { Writable } = require("stream"); const log = []; const w = new Writable({ write(c, e, cb) { log.push([c.toString(), e]); setTimeout(cb, 1); }, final(cb) { log.push("final"); cb(); } }); w.on("finish", () => log.push("finish")); w.on("close", () => log.push("close")); log.push(w.write("a")); w.write(Buffer.from("b"), () => log.push("cb b")); w.end("c", () => log.push("end cb")); await new Promise((r) => w.on("close", r)); return [log, w.writableFinished, w.destroyed];

const { Transform, Readable, pipeline } = require("stream"); const up = new Transform({ transform(c, e, cb) { cb(null, c.toString().toUpperCase()); }, flush(cb) { this.push("!"); cb(); } }); const out = []; up.on("data", (c) => out.push(c.toString())); return await new Promise((r) => pipeline(Readable.from(["a", "b"]), up, (e) => r([e, out])));

const { PassThrough } = require("stream"); const p = new PassThrough(), q = new PassThrough(), out = []; p.pipe(q); q.on("data", (c) => out.push(String(c))); p.write("x"); p.end("y"); await new Promise((r) => q.on("end", r)); return out;

const { Writable } = require("stream"); const w = new Writable({ write(c, e, cb) { cb(); } }); w.end(); const e = await new Promise((r) => { w.on("error", r); w.write("x"); }); return [e.code, e.message];

const { Writable } = require("stream"); new Writable({ write() {} }).write(null);

const { Writable } = require("stream"); new Writable({ write() {} }).write(5);

const { Writable } = require("stream"); const w = new Writable({ write(c, e, cb) { cb(new Error("disk full")); } }); const log = []; w.on("error", (e) => log.push(e.message)); w.on("close", () => log.push("close")); w.write("x", (e) => log.push("cb " + e.message)); await new Promise((r) => setTimeout(r, 5)); return [log, w.errored.message];

const { Readable } = require("stream"); const r = new Readable({ read() {} }); const log = []; r.on("error", (e) => log.push(e.message)); r.on("close", () => log.push("close")); r.destroy(new Error("gone")); r.destroy(new Error("again")); await new Promise((r) => setTimeout(r, 5)); return [log, r.destroyed, r.push("x")];

const { Readable } = require("stream"); const r = new Readable({ read() {}, highWaterMark: 4 }); const out = [r.push("ab"), r.push("cd"), r.readableLength, r.read(3).toString(), r.read(3), r.read(1).toString()]; r.push(null); return [out, r.readableHighWaterMark];

const { Readable } = require("stream"); const r = new Readable({ read() {} }), log = []; r.on("readable", () => { let c; while ((c = r.read()) !== null) log.push(c.toString()); }); r.on("end", () => log.push("end")); r.push("a"); r.push("b"); await new Promise((x) => setTimeout(x, 2)); r.push("c"); r.push(null); await new Promise((x) => setTimeout(x, 2)); return log;

const { Readable } = require("stream"); const r = Readable.from([Buffer.from([0xe2, 0x82]), Buffer.from([0xac])]); const s = new Readable({ read() {} }); s.setEncoding("utf8"); s.push(Buffer.from([0xe2, 0x82])); s.push(Buffer.from([0xac, 0x61])); s.push(null); const out = []; s.on("data", (c) => out.push(c)); await new Promise((x) => s.on("end", x)); r.destroy(); return out;

const { pipeline } = require("stream/promises"); const { Readable, Writable, Transform } = require("stream"); const out = []; await pipeline(Readable.from([1, 2, 3]), new Transform({ objectMode: true, transform(c, e, cb) { cb(null, c * 2); } }), new Writable({ objectMode: true, write(c, e, cb) { out.push(c); cb(); } })); return out;

const { pipeline } = require("stream/promises"); const { Readable, Writable, Transform } = require("stream"); const w = new Writable({ write(c, e, cb) { cb(); } }); w.on("error", () => {}); try { await pipeline(Readable.from(["a"]), new Transform({ transform(c, e, cb) { cb(new Error("mid")); } }), w); } catch (e) { return [e.message, w.destroyed]; };

const { finished, Readable, Writable } = require("stream"); const r = Readable.from(["a"]); const w = new Writable({ write() {} }); const out = []; const p = new Promise((x) => finished(r, (e) => x(e))); r.resume(); out.push(await p); const q = new Promise((x) => finished(w, (e) => x(e.code))); w.destroy(); out.push(await q); return out;

const { finished } = require("stream/promises"); const { Readable } = require("stream"); const r = new Readable({ read() {} }); setTimeout(() => r.destroy(new TypeError("late")), 1); await finished(r);

const { Readable } = require("stream"); return [await Readable.from([1, 2, 3, 4]).filter((x) => x % 2).map((x) => x * 10).toArray(), await Readable.from([1, 2, 3]).reduce((a, b) => a + b), await Readable.from([1, 2, 3]).some((x) => x > 2), await Readable.from([1, 2, 3]).every((x) => x > 2), await Readable.from([1, 2, 3]).find((x) => x > 1), await Readable.from([1, 2, 3]).take(2).toArray(), await Readable.from([1, 2, 3]).drop(2).toArray(), await Readable.from([1, 2]).flatMap((x) => [x, x]).toArray()];

const { Duplex } = require("stream"); const out = []; const d = new Duplex({ read() { this.push("r"); this.push(null); }, write(c, e, cb) { out.push(String(c)); cb(); } }); d.on("data", (c) => out.push("data " + c)); d.write("w"); d.end(); await new Promise((r) => d.on("close", r)); return [out, d instanceof require("stream").Readable, d instanceof require("stream").Writable, d.readable, d.writable];

const s = require("stream"); function Old(o) { s.Transform.call(this, o); } require("util").inherits(Old, s.Transform); Old.prototype._transform = function (c, e, cb) { this.push("<" + c + ">"); cb(); }; const o = new Old(), out = []; o.on("data", (c) => out.push(String(c))); o.end("x"); await new Promise((r) => o.on("end", r)); return [out, o instanceof s, typeof s.Stream, s.Stream === s];

const { Writable } = require("stream"); const log = []; const w = new Writable({ writev(chunks, cb) { log.push(chunks.map((c) => c.chunk.toString())); cb(); } }); w.cork(); w.write("a"); w.write("b"); w.uncork(); w.end(); await new Promise((r) => w.on("finish", r)); return log;

const { Writable } = require("stream"); const w = new Writable({ highWaterMark: 3, write(c, e, cb) { setTimeout(cb, 1); } }); const log = [w.write("ab"), w.write("cd"), w.writableNeedDrain, w.writableLength]; await new Promise((r) => w.on("drain", r)); return [log, w.writableLength];

const { Readable, addAbortSignal } = require("stream"); const c = new AbortController(); const r = addAbortSignal(c.signal, new Readable({ read() {} })); const p = new Promise((x) => r.on("error", (e) => x([e.name, e.code]))); c.abort(); return await p;

const { Readable } = require("stream"); const r = new Readable({ construct(cb) { setTimeout(cb, 1); }, read() { this.push("late"); this.push(null); } }); return (await r.toArray()).map(String);

const { Readable } = require("stream"); const e = await new Promise((x) => { const r = new Readable(); r.on("error", x); r.read(); }); return [e.code, e.message];

const { Readable } = require("stream"); const r = new Readable({ read() {} }); r.push(null); const e = await new Promise((x) => { r.on("error", x); r.push("more"); }); return [e.code, e.message];

const c = require("stream/consumers"), { Readable } = require("stream"); return [await c.text(Readable.from(["a", "é"])), await c.json(Readable.from(['{"a":', "1}"])), (await c.buffer(Readable.from([Buffer.from("x")]))).toString(), (await c.arrayBuffer(Readable.from(["abc"]))).byteLength];

const { Readable } = require("stream"); const r = Readable.from((function* () { yield 1; yield 2; throw new RangeError("gen"); })()); const out = []; try { for (const it = r[Symbol.asyncIterator](); ;) { const s = await it.next(); if (s.done) break; out.push(s.value); } } catch (e) { out.push(e.message); } return out;

const { Readable } = require("stream"); const r = new Readable({ read() {} }), log = []; r.push("1"); r.pause(); r.on("data", (c) => log.push(String(c))); await new Promise((x) => setTimeout(x, 1)); log.push(r.isPaused()); r.resume(); await new Promise((x) => setTimeout(x, 1)); return [log, r.readableFlowing];

const { getDefaultHighWaterMark } = require("stream"); return [getDefaultHighWaterMark(true), require("stream").promises === require("stream/promises")];

const { pipeline } = require("stream/promises"); const { Readable } = require("stream"); return await pipeline(Readable.from([1, 2, 3]), async (source) => { let sum = 0; const it = source[Symbol.asyncIterator](); for (let r; !(r = await it.next()).done;) sum += r.value; return sum; });

const { compose, pipeline, PassThrough, Readable } = require("stream"); const c = new AbortController(); const p = require("stream/promises").pipeline(new Readable({ read() {} }), new PassThrough(), { signal: c.signal }); setTimeout(() => c.abort(), 1); await p;
