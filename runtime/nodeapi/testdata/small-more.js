// querystring.
const q = require("querystring"); return [q.parse("a=1&b=2&a=3&c&=d&e=%20f+g&h=%zz"), q.parse("a:1;b:2", ";", ":"), q.parse("a=1&b=2&c=3", null, null, { maxKeys: 2 }), q.parse("a=%E4", null, null, { decodeURIComponent: (s) => s.toUpperCase() }), q.parse(""), q.parse("&&a&&"), q.parse("a=b=c"), q.parse(1)];

const q = require("querystring"); return [q.stringify({ a: 1, b: [1, "x y"], c: true, d: null, e: undefined, f: NaN, g: {}, h: 10n, i: "é&=", j: [] }), q.stringify({ a: 1, b: 2 }, ";", ":"), q.stringify({ a: "ü" }, null, null, { encodeURIComponent: (s) => `<${s}>` }), q.stringify(1), q.escape("a b!'()*~é"), q.unescape("a%20b%zz%41"), q.encode === q.stringify, q.decode === q.parse, q.unescapeBuffer("a%41").toString()];

require("querystring").stringify({ a: "\ud800" })

// path.
const p = require("path"); return [p.join("a", "..", "..", "b"), p.join(""), p.join("/a", "/b/", "c/"), p.normalize("/a/./b//../c/"), p.normalize(""), p.resolve("/a", "b", "../c"), p.resolve("/a", "/b"), p.relative("/a/b/c", "/a/d"), p.relative("/a", "/a"), p.relative("/", "/a"), p.dirname("/a/b/"), p.dirname("a"), p.dirname("/"), p.basename("/a/b.txt", ".txt"), p.basename("b.txt", "b.txt"), p.basename("/"), p.extname("a.b.c"), p.extname(".a"), p.extname("a."), p.isAbsolute("/a"), p.isAbsolute("a"), p.parse("/home/u/f.txt"), p.parse("./a"), p.parse("/"), p.format({ dir: "/a", base: "b.c" }), p.format({ root: "/", name: "n", ext: "e" }), p.sep, p.delimiter, p.posix === p, p.win32.win32 === p.win32, p.toNamespacedPath("/a")];

const w = require("path").win32; return [w.join("a", "..", "b\\c"), w.normalize("C:/a/../b"), w.resolve("C:\\a", "..\\b"), w.relative("C:\\a\\b", "C:\\a\\c"), w.dirname("C:\\a\\b"), w.basename("C:\\a\\b.c", ".c"), w.parse("C:\\p\\f.t"), w.isAbsolute("C:/"), w.isAbsolute("C:"), w.isAbsolute("\\\\s"), w.format({ dir: "C:\\a", base: "b" }), w.sep, w.delimiter, w.toNamespacedPath("C:\\a"), w.normalize("\\\\server\\share\\a\\.."), w.join("//server", "share")];

require("path").join(1)

require("path").basename("a", 1)

require("path").parse({})

require("path").format(1)

// punycode.
const p = require("punycode"); return [p.encode("mañana"), p.decode("maana-pta"), p.toASCII("mañana.com"), p.toUnicode("xn--maana-pta.com"), p.ucs2.decode("a😀"), p.ucs2.encode([97, 0x1f600]), p.toASCII("a@é.com")];

require("punycode").decode("\x80")

// string_decoder.
const { StringDecoder } = require("string_decoder"); const d = new StringDecoder("utf8"), out = []; for (const b of Buffer.from("é€😀")) out.push(d.write(Buffer.from([b]))); return [out, d.write(Buffer.from([0xe2])), d.end(), d.end(Buffer.from([0xe2, 0x82])), new StringDecoder().encoding, new StringDecoder("UCS2").encoding, d.lastNeed, d.lastTotal];

const { StringDecoder } = require("string_decoder"); const b = new StringDecoder("base64"); const h = new StringDecoder("hex"); return [b.write(Buffer.from("a")), b.write(Buffer.from("bc")), b.end(), b.end(Buffer.from("d")), h.write(Buffer.from("a")), h.end(), new StringDecoder("latin1").write(Buffer.from([0xe9])), new StringDecoder("utf8").write("text")];

new (require("string_decoder").StringDecoder)("nope")

new (require("string_decoder").StringDecoder)().write(1)

// diagnostics_channel.
const dc = require("diagnostics_channel"); const c = dc.channel("x"), out = []; const f = (m, n) => out.push([m, n]); c.subscribe(f); c.publish(1); dc.subscribe("x", f); c.publish(2); const r = [c.hasSubscribers, dc.hasSubscribers("x"), c.unsubscribe(f), dc.unsubscribe("x", f), dc.unsubscribe("x", f), c.hasSubscribers, dc.channel("x") === c, c.name]; return [...r, out];

require("diagnostics_channel").channel(null)

require("diagnostics_channel").channel("y").subscribe(1)

const dc = require("diagnostics_channel"); const t = dc.tracingChannel("t"), out = []; t.subscribe({ start: (m) => out.push("start " + m.v), end: (m) => out.push("end " + m.result), asyncStart: () => out.push("asyncStart"), asyncEnd: (m) => out.push("asyncEnd " + m.result), error: (m) => out.push("error " + m.error.message) }); t.traceSync((a) => a + 1, { v: 1 }, null, 1); try { t.traceSync(() => { throw new Error("x"); }, { v: 2 }); } catch (e) { out.push(e.message); } await t.tracePromise(async (a) => a * 2, { v: 3 }, null, 2); await t.tracePromise(async () => { throw new Error("p"); }, { v: 4 }).catch(() => {}); await new Promise((r) => t.traceCallback((cb) => setTimeout(() => cb(null, 9), 1), 0, { v: 5 }, null, () => { out.push("cb"); r(); })); return out;

const dc = require("diagnostics_channel"), { AsyncLocalStorage } = require("async_hooks"); const c = dc.channel("store"), s = new AsyncLocalStorage(); c.bindStore(s, (x) => x * 2); return [c.runStores(21, function (a) { return [s.getStore(), a, this.t]; }, { t: 1 }, "arg"), s.getStore(), c.unbindStore(s), c.unbindStore(s)];

// timers.
const { setTimeout: t } = require("timers/promises"); return [await t(1, "v"), await require("timers/promises").setImmediate("i"), await require("timers/promises").scheduler.wait(1)];

const { setTimeout: t } = require("timers/promises"); const ac = new AbortController(); const p = t(1000, null, { signal: ac.signal }); ac.abort(); return await p.catch((e) => [e.name, e.code]);

await require("timers/promises").setTimeout(1, null, { signal: 1 })

const { setInterval: i } = require("timers/promises"); const it = i(1, "tick"); const a = [await it.next(), await it.next(), await it.return()]; return a;

const t = require("timers"); const x = t.setTimeout(() => {}, 1000); const r = [x.hasRef(), x.unref().hasRef(), x.ref().hasRef(), typeof +x, typeof x[Symbol.toPrimitive]()]; t.clearTimeout(x); const y = t.setTimeout(() => {}, 1000); clearTimeout(+y); t.clearTimeout(undefined); t.clearTimeout(null); return r;

require("timers").setTimeout("x")

require("timers").setImmediate()

const out = []; setTimeout(() => out.push("t0"), 0); setImmediate(() => out.push("imm")); Promise.resolve().then(() => out.push("micro")); await new Promise((r) => setTimeout(r, 5)); return out.sort();

// process.
return [process.version.startsWith("v"), process.versions.node === process.version.slice(1), process.platform, process.arch, Array.isArray(process.argv), typeof process.pid, process.title.length > 0, typeof process.uptime(), process.hrtime().length, typeof process.hrtime.bigint(), Object.keys(process.memoryUsage()).sort(), process.exitCode, typeof process.cwd(), process.execArgv, process.release.name, String(process), Object.prototype.toString.call(process), process === require("process"), process instanceof require("events")];

process.hrtime(1)

process.hrtime([1])

process.nextTick(1)

process.env.A_NEW = 5; process.env.U = undefined; const r = [process.env.A_NEW, process.env.U, "A_NEW" in process.env, Object.keys(process.env).includes("A_NEW"), delete process.env.A_NEW, process.env.A_NEW, process.env.NEVER_SET]; delete process.env.U; return r;

process.env[Symbol("x")] = 1;

process.env.S = Symbol("x");

const out = []; const f = (w) => out.push([w.name, w.message, w.code]); process.on("warning", f); const saved = process.emitWarning; return [typeof saved, process.listenerCount("warning") >= 1, process.off("warning", f) === process];

return [process.getBuiltinModule("node:path") === require("path"), process.getBuiltinModule("nope")];

process.getBuiltinModule(1)

const d = process.hrtime([0, 0]), b = process.hrtime.bigint(); return [d[0] >= 0, b >= 0n, process.uptime() >= 0];

const out = []; process.nextTick((a, b) => out.push("tick", a, b), 1, 2); out.push("sync"); await new Promise((r) => setTimeout(r, 2)); return out;
