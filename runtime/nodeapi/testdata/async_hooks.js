const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); return [s.getStore(), s.run(1, () => s.getStore()), s.run(1, (a, b) => [a, b, s.exit(() => s.getStore()), s.run(2, () => s.getStore()), s.getStore()], "a", "b"), s.getStore()];

const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); return await s.run({ id: 1 }, async () => { const out = [s.getStore()]; await null; out.push(s.getStore()); await new Promise((r) => setTimeout(r, 1)); out.push(s.getStore()); await new Promise((r) => process.nextTick(r)); out.push(s.getStore()); await new Promise((r) => setImmediate(() => { out.push(s.getStore()); r(); })); queueMicrotask(() => out.push(s.getStore())); await null; await null; return out; });

const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(), log = []; await Promise.all([1, 2, 3].map((n) => s.run(n, async () => { await new Promise((r) => setTimeout(r, 4 - n)); log.push([n, s.getStore()]); }))); return log;

const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); const bound = s.run("b", () => S.bind(() => s.getStore())), snap = s.run("s", () => S.snapshot()); return s.run("other", () => [bound(), snap(() => s.getStore()), snap((a, b) => a + b, 1, 2), s.getStore()]);

const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); try { s.run(1, () => { throw new TypeError("through"); }); } catch (e) { return [e.message, s.getStore()]; };

const { AsyncResource: R, AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); const r = s.run("r", () => new R("Thing")); return [r.runInAsyncScope(function (a) { return [s.getStore(), this.x, a]; }, { x: 1 }, 2), r.bind(() => s.getStore())(), r.bind(function () { return this; }, "t").length, typeof r.asyncId(), s.run("q", () => R.bind(() => s.getStore()))(), r.emitDestroy() === r];

const { AsyncResource: R } = require("async_hooks"); new R(5);

const { AsyncResource: R } = require("async_hooks"); new R("x").bind(5);

const { AsyncLocalStorage: S } = require("async_hooks"); S.bind(5);

const { createHook } = require("async_hooks"); const h = createHook({ init() {} }); return [h.enable() === h, h.disable() === h];

const { AsyncLocalStorage: S } = require("async_hooks"); const a = new S(), b = new S(); return a.run(1, () => b.run(2, () => [a.getStore(), b.getStore(), a.exit(() => [a.getStore(), b.getStore()])]));

// The context follows whatever runs later.
globalThis.ALS = require("async_hooks").AsyncLocalStorage; globalThis.sleep = (n) => new Promise((r) => setTimeout(r, n)); return typeof ALS;

const s = new ALS(); return await s.run("a", async () => { await null; const x = s.getStore(); await sleep(1); return [x, s.getStore(), await s.run("b", async () => { await sleep(1); return s.getStore(); }), s.getStore()]; });

const s = new ALS(); const out = []; await s.run("x", () => Promise.all([new Promise((r) => setTimeout(() => { out.push("timeout", s.getStore()); r(); }, 1)), new Promise((r) => setImmediate(() => { out.push("immediate", s.getStore()); r(); })), new Promise((r) => queueMicrotask(() => { out.push("micro", s.getStore()); r(); })), Promise.resolve().then(() => out.push("then", s.getStore())), Promise.reject().catch(() => out.push("catch", s.getStore())), Promise.resolve().finally(() => out.push("finally", s.getStore()))])); return [out, s.getStore()];

const s = new ALS(); const p = s.run("made", () => Promise.resolve(1)); return await s.run("then", () => p.then(() => s.getStore()));

const s = new ALS(); let resolve; const p = new Promise((r) => { resolve = r; }); const q = s.run("waiter", () => p.then(() => s.getStore())); s.run("resolver", () => resolve()); return await q;

const s = new ALS(); const t = { then(ok) { ok(s.getStore()); } }; return await s.run("thenable", async () => [await t, s.getStore()]);

const s = new ALS(); class P extends Promise {} return await s.run("sub", async () => { await new P((r) => setTimeout(r, 1)); return s.getStore(); });

const s = new ALS(); return await s.run(1, async () => { try { await Promise.reject(new Error("x")); } catch (e) { return [e.message, s.getStore()]; } });

const s = new ALS(), t = new ALS(); return s.run(1, () => t.run(2, () => [s.getStore(), t.getStore(), s.run(3, () => [s.getStore(), t.getStore()]), s.getStore()]));

const s = new ALS(); try { s.run("x", () => { throw new Error(String(s.getStore())); }); } catch (e) { return [e.message, s.getStore()]; };

const s = new ALS(); return [s.run("a", (x, y) => [x, y, s.getStore()], 1, 2), s.exit((x) => [x, s.getStore()], 5), s.getStore()];

const s = new ALS(); const f = s.run("bound", () => ALS.bind((x) => [x, s.getStore()])); const snap = s.run("snap", () => ALS.snapshot()); return [f(1), s.run("other", () => f(2)), snap(() => s.getStore()), s.run("o", () => snap((x) => [x, s.getStore()], 9))];

const { AsyncResource } = require("async_hooks"); const s = new ALS(); const r = s.run("res", () => new AsyncResource("T")); const o = { m() { return [this === o, s.getStore()]; } }; return [r.runInAsyncScope(() => s.getStore()), r.runInAsyncScope(o.m, o), r.runInAsyncScope((a, b) => a + b, null, 1, 2), r.bind(() => s.getStore())(), r.bind(function () { return this.v; }, { v: 4 })(), AsyncResource.bind(() => s.getStore())(), s.run("st", () => AsyncResource.bind(() => s.getStore()))(), r.bind((a, b) => 1).length, typeof r.asyncId(), typeof r.triggerAsyncId(), r.emitDestroy() === r, r.type];

new (require("async_hooks").AsyncResource)(1)

new (require("async_hooks").AsyncResource)("")

new (require("async_hooks").AsyncResource)("T", { triggerAsyncId: "x" })

new (require("async_hooks").AsyncResource)("T").bind(1)

const s = new ALS(); const E = require("events"), e = new E(); let got; s.run("listener", () => e.on("x", () => { got = s.getStore(); })); s.run("emit", () => e.emit("x")); return got;

const s = new ALS(); const t = new EventTarget(); let got; t.addEventListener("x", () => { got = s.getStore(); }); s.run("dispatch", () => t.dispatchEvent(new Event("x"))); return got;

const s = new ALS(); const { Readable } = require("stream"); return await s.run("stream", async () => { const out = []; for (const c of await Readable.from(["a"]).map(async (x) => { await sleep(1); return x + s.getStore(); }).toArray()) out.push(c); return out; });

const s = new ALS(); function* g() { yield s.getStore(); yield s.getStore(); } const i = s.run("g", () => g()); return [i.next().value, s.run("later", () => i.next().value)];

const h = require("async_hooks"); const hook = h.createHook({ init() {} }); return [hook.enable() === hook, hook.disable() === hook, typeof h.executionAsyncId(), typeof h.triggerAsyncId(), typeof h.executionAsyncResource()];

const s = new ALS(); const ac = new AbortController(); let got = []; s.run("add", () => ac.signal.addEventListener("abort", () => got.push(s.getStore()))); s.run("abort", () => ac.abort()); return got;

const s = new ALS(); return await s.run("int", () => new Promise((r) => { let n = 0; const out = []; const i = setInterval(() => { out.push(s.getStore()); if (++n === 2) { clearInterval(i); r(out); } }, 1); }));

const s = new ALS(); return await s.run("thenable", async () => { const lazy = { then(ok) { setTimeout(() => ok(s.getStore()), 1); } }; const x = await lazy; return [x, s.getStore(), await Promise.resolve(lazy), await Promise.all([lazy]), s.getStore()]; });
