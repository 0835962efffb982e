const dc = require("diagnostics_channel"), log = []; const f = (m, n) => log.push([m, n]); dc.subscribe("c", f); const c = dc.channel("c"); c.publish(1); const had = [c.hasSubscribers, dc.hasSubscribers("c")]; const off = dc.unsubscribe("c", f); c.publish(2); return [log, had, off, c.hasSubscribers, dc.channel("c") === c, c.name, dc.unsubscribe("c", f)];

const dc = require("diagnostics_channel"), log = []; const t = dc.tracingChannel("t"); t.subscribe({ start: (m) => log.push("start"), end: (m) => log.push(["end", m.result]), error: (m) => log.push(m.error.message), asyncStart: () => log.push("asyncStart"), asyncEnd: (m) => log.push(["asyncEnd", m.result]) }); const r = t.traceSync((a) => a + 1, { x: 1 }, null, 1); const p = await t.tracePromise(async (a) => a + 2, {}, null, 1); const cb = await new Promise((done) => t.traceCallback((a, f) => f(null, a + 3), -1, {}, null, 1, (e, v) => done(v))); try { t.traceSync(() => { throw new Error("x"); }); } catch {} return [r, p, cb, log];

const dc = require("diagnostics_channel"); const { AsyncLocalStorage } = require("async_hooks"); const s = new AsyncLocalStorage(), c = dc.channel("s"); c.bindStore(s, (m) => m.id); return [c.runStores({ id: 5 }, (a) => [a, s.getStore()], null, 1), c.unbindStore(s), c.runStores({ id: 6 }, () => s.getStore())];

require("diagnostics_channel").channel(5)

const dc = require("diagnostics_channel"); const c = dc.channel("x"), out = []; const f = (m, n) => out.push([m, n]); c.subscribe(f); c.publish(1); dc.subscribe("x", f); c.publish(2); const r = [c.hasSubscribers, dc.hasSubscribers("x"), c.unsubscribe(f), dc.unsubscribe("x", f), dc.unsubscribe("x", f), c.hasSubscribers, dc.channel("x") === c, c.name]; return [...r, out];

require("diagnostics_channel").channel(null)

require("diagnostics_channel").channel("y").subscribe(1)

const dc = require("diagnostics_channel"); const t = dc.tracingChannel("t"), out = []; t.subscribe({ start: (m) => out.push("start " + m.v), end: (m) => out.push("end " + m.result), asyncStart: () => out.push("asyncStart"), asyncEnd: (m) => out.push("asyncEnd " + m.result), error: (m) => out.push("error " + m.error.message) }); t.traceSync((a) => a + 1, { v: 1 }, null, 1); try { t.traceSync(() => { throw new Error("x"); }, { v: 2 }); } catch (e) { out.push(e.message); } await t.tracePromise(async (a) => a * 2, { v: 3 }, null, 2); await t.tracePromise(async () => { throw new Error("p"); }, { v: 4 }).catch(() => {}); await new Promise((r) => t.traceCallback((cb) => setTimeout(() => cb(null, 9), 1), 0, { v: 5 }, null, () => { out.push("cb"); r(); })); return out;

const dc = require("diagnostics_channel"), { AsyncLocalStorage } = require("async_hooks"); const c = dc.channel("store"), s = new AsyncLocalStorage(); c.bindStore(s, (x) => x * 2); return [c.runStores(21, function (a) { return [s.getStore(), a, this.t]; }, { t: 1 }, "arg"), s.getStore(), c.unbindStore(s), c.unbindStore(s)];
