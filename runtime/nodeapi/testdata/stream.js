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

// The order of events, and what flows when.
const { Readable } = require("stream"); const order = []; const r = new Readable({ read() {} }); for (const e of ["data", "end", "close", "pause", "resume", "readable"]) if (e !== "readable") r.on(e, () => order.push(e)); r.push("a"); r.push("b"); r.push(null); order.push("sync"); await new Promise((f) => r.on("close", f)); return order;

const { Readable } = require("stream"); const order = []; const r = new Readable({ read() {} }); r.on("readable", () => { let c; while ((c = r.read()) !== null) order.push(c.toString()); order.push("readable"); }); r.on("end", () => order.push("end")); r.push("ab"); r.push("cd"); setTimeout(() => { r.push("ef"); r.push(null); }, 5); await new Promise((f) => r.on("close", f)); return order;

const { Readable } = require("stream"); const r = Readable.from(["a", "b", "c"]); const out = []; r.on("data", (c) => { out.push(c); r.pause(); setTimeout(() => { out.push("resume"); r.resume(); }, 2); }); await new Promise((f) => r.on("end", f)); return [out, r.readableFlowing, r.isPaused(), r.readableEnded, r.destroyed];

const { Readable } = require("stream"); const r = new Readable({ highWaterMark: 3, read() {} }); return [r.push("a"), r.push("bc"), r.push("d"), r.readableLength, r.readableHighWaterMark, r.read(2).toString(), r.readableLength, r.read(10), r.read().toString(), r.readableFlowing];

const { Readable } = require("stream"); const r = new Readable({ read() {} }); r.push("one"); r.unshift("zero "); r.push(null); return [(await r.toArray()).join("|"), r.readableDidRead, r.readableAborted];

const { Readable } = require("stream"); const r = new Readable({ read() {} }); const seen = new Promise((f) => r.on("error", f)); r.push(null); r.push("late"); const e = await seen; return [e.code, e.message];

const { Readable } = require("stream"); const r = new Readable({ read() {} }); const seen = new Promise((f) => r.on("error", f)); r.push(1); const e = await seen; return [e.code, e.message];

const { Readable } = require("stream"); const r = new Readable(); const seen = new Promise((f) => r.on("error", f)); r.resume(); const e = await seen; return [e.code, e.message];

const { Readable } = require("stream"); const r = new Readable({ read() {}, encoding: "utf8" }); const b = Buffer.from("é€"); const out = []; r.on("data", (c) => out.push(c)); r.push(b.subarray(0, 1)); r.push(b.subarray(1, 3)); r.push(b.subarray(3)); r.push(null); await new Promise((f) => r.on("end", f)); return [out, r.readableEncoding];

const { Readable } = require("stream"); const r = new Readable({ objectMode: true, read() {} }); r.push(0); r.push(""); r.push(false); r.push({ a: 1 }); r.push(null); return [await r.toArray(), r.readableObjectMode];

const { Writable } = require("stream"); const order = []; const w = new Writable({ highWaterMark: 3, write(c, e, cb) { order.push("write " + c); setTimeout(cb, 1); } }); for (const e of ["drain", "finish", "close"]) w.on(e, () => order.push(e)); order.push(w.write("ab", () => order.push("cb ab")), w.writableNeedDrain, w.write("cd", () => order.push("cb cd")), w.writableNeedDrain, w.writableLength); await new Promise((f) => w.on("drain", f)); w.end("e", () => order.push("end cb")); order.push(w.writableEnded, w.writableFinished); await new Promise((f) => w.on("close", f)); return [order, w.writableFinished, w.destroyed];

const { Writable } = require("stream"); const order = []; const w = new Writable({ write(c, e, cb) { order.push("w" + c); cb(); }, writev(list, cb) { order.push(list.map((l) => l.chunk.toString() + l.encoding)); cb(); }, decodeStrings: false }); w.cork(); w.write("a"); w.write("b", "latin1"); w.uncork(); w.write("c"); w.end(); await new Promise((f) => w.on("finish", f)); return [order, w.writableCorked];

const { Writable } = require("stream"); const w = new Writable({ write(c, e, cb) { cb(); } }); const seen = new Promise((f) => w.on("error", f)); w.end(); w.write("late"); const e = await seen; return [e.code, e.message, w.destroyed];

const { Writable } = require("stream"); const w = new Writable({ write(c, e, cb) { cb(); } }); return [(() => { try { w.write(null); } catch (e) { return [e.code, e.message]; } })(), (() => { try { w.write(1); } catch (e) { return [e.code, e.message]; } })(), (() => { try { w.write("x", "nope"); } catch (e) { return [e.code, e.message]; } })()];

const { Writable } = require("stream"); const w = new Writable({ write(c, e, cb) { cb(new Error("bad")); } }); const order = []; w.on("error", (e) => order.push("error " + e.message)); w.on("close", () => order.push("close")); w.write("a", (e) => order.push("cb " + e.message)); w.write("b", (e) => order.push("cb2 " + e.code + e.message)); await new Promise((f) => w.on("close", f)); return [order, w.errored.message, w.writableAborted];

const { Writable } = require("stream"); const w = new Writable(); const seen = new Promise((f) => w.on("error", f)); w.write("x"); const e = await seen; return [e.code, e.message];

const { Writable } = require("stream"); const order = []; const w = new Writable({ write(c, e, cb) { cb(); }, final(cb) { order.push("final"); setTimeout(cb, 2); }, destroy(e, cb) { order.push("destroy"); cb(e); } }); for (const e of ["prefinish", "finish", "close"]) w.on(e, () => order.push(e)); w.end("x"); await new Promise((f) => w.on("close", f)); return order;

const { Writable } = require("stream"); const w = new Writable({ write(c, e, cb) { cb(); }, final(cb) { cb(new Error("no end")); } }); const e = await new Promise((f) => w.on("error", f).end()); return e.message;

const { Writable } = require("stream"); const w = new Writable({ write(c, e, cb) { cb(); } }); w.destroy(); const codes = []; w.on("error", (e) => codes.push(e.code)); w.write("x", (e) => codes.push("cb " + e.code)); w.end((e) => codes.push("end " + (e && e.code))); await new Promise((f) => setTimeout(f, 5)); return codes;

const { Transform } = require("stream"); const t = new Transform({ transform(c, e, cb) { this.push(c.toString().toUpperCase()); cb(null, "!"); }, flush(cb) { cb(null, "end"); } }); t.write("a"); t.write("b"); t.end(); return (await t.toArray()).join("");

const { Transform } = require("stream"); const t = new Transform({ transform(c, e, cb) { cb(new Error("t")); } }); const order = []; t.on("error", (e) => order.push(e.message)); t.on("close", () => order.push("close")); t.write("x"); t.resume(); await new Promise((f) => t.on("close", f)); return order;

const { Transform } = require("stream"); const t = new Transform(); return await new Promise((f) => { t.on("error", (e) => f([e.code, e.message])); t.write("x"); });

const { Duplex } = require("stream"); const got = []; const d = new Duplex({ read() { this.push("r"); this.push(null); }, write(c, e, cb) { got.push(c.toString()); cb(); } }); d.end("w"); for (const c of await d.toArray()) got.push(c.toString()); return [got, d.allowHalfOpen];

const { Duplex } = require("stream"); const d = new Duplex({ allowHalfOpen: false, read() {}, write(c, e, cb) { cb(); } }); const order = []; for (const e of ["end", "finish", "close"]) d.on(e, () => order.push(e)); d.resume(); d.push(null); await new Promise((f) => d.on("close", f)); return order;

const { PassThrough } = require("stream"); const a = new PassThrough(), b = new PassThrough(), order = []; b.on("pipe", (s) => order.push("pipe", s === a)); b.on("unpipe", (s) => order.push("unpipe", s === a)); a.pipe(b); a.write("x"); await new Promise((f) => setTimeout(f, 1)); a.unpipe(b); order.push(b.read().toString(), a.readableFlowing); return order;

const { PassThrough, Readable } = require("stream"); const a = Readable.from(["a", "b"]), b = new PassThrough(); a.pipe(b, { end: false }); let text = ""; b.on("data", (c) => { text += c; }); await new Promise((f) => a.on("end", f)); await new Promise((f) => setTimeout(f, 2)); return [text, b.writableEnded];

const { Readable } = require("stream"); const r = new Readable({ read() {} }), order = []; r.on("error", (e) => order.push(e.message)); r.on("close", () => order.push("close")); r.destroy(new Error("x")); order.push(r.destroyed, r.closed); await new Promise((f) => r.on("close", f)); r.destroy(new Error("y")); return [order, r.errored.message, r.closed, r.readableAborted, r.read()];

const { Readable } = require("stream"); const r = new Readable({ read() {}, emitClose: false, autoDestroy: false }); let closed = false; r.on("close", () => { closed = true; }); r.push(null); r.resume(); await new Promise((f) => r.on("end", f)); await new Promise((f) => setTimeout(f, 2)); return [closed, r.destroyed];

const { Readable } = require("stream"); const order = []; const r = new Readable({ construct(cb) { order.push("construct"); setTimeout(cb, 2); }, read() { order.push("read"); this.push(null); }, destroy(e, cb) { order.push("destroy"); cb(e); } }); r.resume(); order.push("sync"); await new Promise((f) => r.on("close", f)); return order;

const { finished, PassThrough } = require("stream"); const p = new PassThrough(), out = []; finished(p, (e) => out.push(e && e.code)); p.destroy(); await new Promise((f) => setTimeout(f, 2)); const q = new PassThrough(); const undo = finished(q, () => out.push("never")); undo(); q.end(); q.resume(); await new Promise((f) => setTimeout(f, 2)); const s = new PassThrough(); finished(s, { readable: false }, (e) => out.push("written", e)); s.end(); await new Promise((f) => setTimeout(f, 2)); return out;

const { pipeline, Readable, Transform, Writable } = require("stream"); const out = []; await new Promise((f) => pipeline(Readable.from(["a", "b"]), new Transform({ transform(c, e, cb) { cb(null, c + "1"); } }), new Writable({ write(c, e, cb) { out.push(c.toString()); cb(); } }), (e) => { out.push(e); f(); })); return out;

const { pipeline, Readable, Writable } = require("stream"); const r = Readable.from(["a"]), w = new Writable({ write(c, e, cb) { cb(new Error("w")); } }); return await new Promise((f) => pipeline(r, w, (e) => f([e.message, r.destroyed, w.destroyed])));

const { pipeline } = require("stream/promises"), { Readable } = require("stream"); return await pipeline(Readable.from(["a", "b"]), async (source) => { let t = ""; const i = source[Symbol.asyncIterator](); for (let r; !(r = await i.next()).done;) t += r.value; return t + "!"; });

const { pipeline } = require("stream/promises"), { PassThrough } = require("stream"); const ac = new AbortController(); const p = pipeline(new PassThrough(), new PassThrough(), { signal: ac.signal }); ac.abort(); return await p.catch((e) => [e.name, e.code]);

require("stream").pipeline()

require("stream").pipeline(new (require("stream").PassThrough)(), () => {})

const { Readable } = require("stream"); const r = Readable.from([1, 2, 3, 4, 5, 6]); return await r.filter((x) => x % 2 === 0).map(async (x) => x * 10).toArray();

const { Readable } = require("stream"); const from = () => Readable.from([1, 2, 3, 4]); return [await from().take(2).toArray(), await from().drop(2).toArray(), await from().some((x) => x > 3), await from().every((x) => x > 3), await from().find((x) => x > 2), await from().reduce((a, b) => a + b), await from().reduce((a, b) => a + b, 10), await from().flatMap((x) => [x, x]).toArray(), await from().asIndexedPairs().toArray()];

const { Readable } = require("stream"); return await Readable.from([]).reduce((a, b) => a);

const { Readable } = require("stream"); return await Readable.from([1]).take(-1);

Readable = require("stream").Readable, Readable.from(null)

Readable.from([1]).map(1)

const { Readable } = require("stream"); const out = []; await Readable.from([1, 2, 3]).forEach(async (x) => { out.push(x); }); return out;

const { compose, Readable, Transform, PassThrough } = require("stream"); const up = new Transform({ transform(c, e, cb) { cb(null, c.toString().toUpperCase()); } }), bang = new Transform({ transform(c, e, cb) { cb(null, c + "!"); } }); const c = compose(up, bang); c.end("abc"); return (await c.toArray()).join("");

const { Readable, PassThrough, Transform } = require("stream"); const r = Readable.from(["a", "b"]).compose(new Transform({ objectMode: true, transform(c, e, cb) { cb(null, c + c); } })); return await r.toArray();

const { addAbortSignal, Readable } = require("stream"); const ac = new AbortController(), r = addAbortSignal(ac.signal, new Readable({ read() {} })); const seen = new Promise((f) => r.on("error", f)); ac.abort(); const e = await seen; return [e.name, e.code, r.destroyed];

const { Readable } = require("stream"); const r = Readable.from(["x", "y"]); const i = r[Symbol.asyncIterator](); const a = await i.next(); await i.return(); return [a, r.destroyed, await i.next()];

const { Readable } = require("stream"); const r = new Readable({ read() {} }); setTimeout(() => r.destroy(new Error("mid")), 2); r.push("a"); const out = []; try { const i = r[Symbol.asyncIterator](); for (let x; !(x = await i.next()).done;) out.push(x.value.toString()); } catch (e) { out.push(e.message); } return out;

const { Readable } = require("stream"); const r = new Readable({ read() {} }); setTimeout(() => r.destroy(), 2); try { await r.toArray(); return "ended"; } catch (e) { return [e.code, e.message]; };

const { Readable } = require("stream"); const web = Readable.toWeb(Readable.from([Buffer.from("ab"), Buffer.from("c")], { objectMode: false })); const reader = web.getReader(), out = []; for (let x; !(x = await reader.read()).done;) out.push(...x.value); return out;

const { Readable } = require("stream"); const web = new ReadableStream({ start(c) { c.enqueue("a"); c.enqueue("b"); c.close(); } }); return await Readable.fromWeb(web, { objectMode: true }).toArray();

const { Writable } = require("stream"); const got = []; const web = Writable.toWeb(new Writable({ write(c, e, cb) { got.push(c.toString()); cb(); } })); const w = web.getWriter(); await w.write(Buffer.from("x")); await w.write(Buffer.from("y")); await w.close(); return got;

const { Writable } = require("stream"); const got = []; const n = Writable.fromWeb(new WritableStream({ write(c) { got.push(Buffer.from(c).toString()); }, close() { got.push("close"); } })); n.write("a"); n.end("b"); await new Promise((f) => n.on("finish", f)); return got;

const { Duplex } = require("stream"); const t = new TransformStream({ transform(c, k) { k.enqueue(Buffer.from(Buffer.from(c).toString().toUpperCase())); } }); const d = Duplex.fromWeb(t); d.end("abc"); return Buffer.concat(await d.toArray()).toString();

const s = require("stream"); return [s.isReadable(new s.Readable()), s.isErrored(new s.Readable()), s.isDisturbed(new s.Readable()), s.getDefaultHighWaterMark(false), s.getDefaultHighWaterMark(true), s === s.Stream, s.Readable === require("stream").Readable, s.promises === require("stream/promises"), s.Writable.prototype instanceof s.Stream];

const { Writable, Duplex } = require("stream"); class W extends Writable { _write(c, e, cb) { this.got = c.toString(); cb(); } } const w = new W(); w.end("z"); await new Promise((f) => w.on("finish", f)); return [w.got, w instanceof Writable, new Duplex() instanceof Writable, Writable[Symbol.hasInstance](new Duplex())];

const { Readable, Writable } = require("stream"), util = require("util"); function Old() { Readable.call(this); } util.inherits(Old, Readable); Old.prototype._read = function () { this.push("old"); this.push(null); }; return (await new Old().toArray()).join("");

const { Stream } = require("stream"); const s = new Stream(), d = new (require("events"))(); s.readable = true; d.writable = true; const got = []; d.write = (c) => { got.push(c); return true; }; d.end = () => got.push("end"); s.pipe(d); s.emit("data", "x"); s.emit("end"); return got;

const { Readable } = require("stream"), EE = require("events"); const old = new EE(); old.pause = () => {}; old.resume = () => {}; const r = new Readable().wrap(old); setTimeout(() => { old.emit("data", Buffer.from("w")); old.emit("end"); }, 1); return (await r.toArray()).join("");

const { duplexPair } = require("stream"); const [a, b] = duplexPair(); a.write("ping"); await new Promise((f) => setTimeout(f, 2)); const x = b.read().toString(); b.end("pong"); const y = (await a.toArray()).join(""); return [x, y];

const { text, json, buffer, arrayBuffer } = require("stream/consumers"), { Readable } = require("stream"); return [await text(Readable.from(["a", "b"])), await json(Readable.from(['{"a":', "1}"])), await buffer(Readable.from([Buffer.from("x")])), (await arrayBuffer(Readable.from([Buffer.from("xy")]))).byteLength];

const { PassThrough } = require("stream"); const p = new PassThrough(); p.setDefaultEncoding("hex"); p.write("6162"); return p.read().toString();

require("stream").setDefaultHighWaterMark(false, -1)

new (require("stream").Readable)({ highWaterMark: -1 })

new (require("stream").Writable)({ highWaterMark: "x" })

new (require("stream").Readable)({ encoding: "nope" })

const { Readable } = require("stream"); const r = Readable.from("text"); return [await r.toArray(), r.readableObjectMode];

const { Readable } = require("stream"); return [await Readable.from(Buffer.from("ab")).toArray(), await Readable.from(new Set([1, 2])).toArray(), await Readable.from([Promise.resolve(1), 2]).toArray()];

const { Duplex, PassThrough } = require("stream"); return [(await Duplex.from("abc").toArray()).join(), (await Duplex.from(Promise.resolve("p")).toArray()).join(), Duplex.from(new PassThrough()) instanceof Duplex];

// Several calls of an operator's function at a time.
const { Readable } = require("stream"); let now = 0, most = 0; const out = await Readable.from([30, 10, 20, 5]).map(async (n) => { most = Math.max(most, ++now); await new Promise((r) => setTimeout(r, n)); now--; return n; }, { concurrency: 2 }).toArray(); return [out, most];

const { Readable } = require("stream"); return [await Readable.from([1, 2, 3, 4]).filter(async (n) => n % 2, { concurrency: 3 }).toArray(), await Readable.from([1, 2]).flatMap(async (n) => [n, n], { concurrency: 2 }).toArray()];

require("stream").Readable.from([1]).map((x) => x, { concurrency: 0 })

require("stream").Readable.from([1]).map((x) => x, 5)

const { Readable } = require("stream"); return await Readable.from([1, 2, 3]).map((n) => { if (n === 2) throw new Error("second"); return n; }).toArray().catch((e) => e.message);

const { Readable } = require("stream"); const ac = new AbortController(); const p = Readable.from([1, 2, 3]).map(async (n, { signal }) => { if (n === 2) ac.abort(); return [n, signal instanceof AbortSignal]; }, { signal: ac.signal }).toArray(); return await p.catch((e) => e.name);

const { Readable } = require("stream"); const r = Readable.from([1, 2, 3]); const i = r.iterator({ destroyOnReturn: false }); await i.next(); await i.return(); return [r.destroyed, await r.toArray()];

require("stream").Readable.from([1]).iterator(5)
