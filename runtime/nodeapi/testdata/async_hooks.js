const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); return [s.getStore(), s.run(1, () => s.getStore()), s.run(1, (a, b) => [a, b, s.exit(() => s.getStore()), s.run(2, () => s.getStore()), s.getStore()], "a", "b"), s.getStore()];

const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); return await s.run({ id: 1 }, async () => { const out = [s.getStore()]; await null; out.push(s.getStore()); await new Promise((r) => setTimeout(r, 1)); out.push(s.getStore()); await new Promise((r) => process.nextTick(r)); out.push(s.getStore()); await new Promise((r) => setImmediate(() => { out.push(s.getStore()); r(); })); queueMicrotask(() => out.push(s.getStore())); await null; await null; return out; });

const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(), log = []; await Promise.all([1, 2, 3].map((n) => s.run(n, async () => { await new Promise((r) => setTimeout(r, 4 - n)); log.push([n, s.getStore()]); }))); return log;

const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(), log = []; const f = async () => { s.enterWith("in"); log.push(s.getStore()); await null; log.push(s.getStore()); }; await f(); return log;

const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); return s.run(1, () => { s.disable(); const off = s.getStore(); s.enterWith(2); return [off, s.getStore()]; });

const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); const bound = s.run("b", () => S.bind(() => s.getStore())), snap = s.run("s", () => S.snapshot()); return s.run("other", () => [bound(), snap(() => s.getStore()), snap((a, b) => a + b, 1, 2), s.getStore()]);

const { AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); try { s.run(1, () => { throw new TypeError("through"); }); } catch (e) { return [e.message, s.getStore()]; };

const { AsyncResource: R, AsyncLocalStorage: S } = require("async_hooks"); const s = new S(); const r = s.run("r", () => new R("Thing")); return [r.runInAsyncScope(function (a) { return [s.getStore(), this.x, a]; }, { x: 1 }, 2), r.bind(() => s.getStore())(), r.bind(function () { return this; }, "t").length, typeof r.asyncId(), s.run("q", () => R.bind(() => s.getStore()))(), r.emitDestroy() === r];

const { AsyncResource: R } = require("async_hooks"); new R(5);

const { AsyncResource: R } = require("async_hooks"); new R("x").bind(5);

const { AsyncLocalStorage: S } = require("async_hooks"); S.bind(5);

const { createHook } = require("async_hooks"); const h = createHook({ init() {} }); return [h.enable() === h, h.disable() === h];

const { AsyncLocalStorage: S } = require("async_hooks"); const a = new S(), b = new S(); return a.run(1, () => b.run(2, () => [a.getStore(), b.getStore(), a.exit(() => [a.getStore(), b.getStore()])]));
