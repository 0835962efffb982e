const dc = require("diagnostics_channel"), log = []; const f = (m, n) => log.push([m, n]); dc.subscribe("c", f); const c = dc.channel("c"); c.publish(1); const had = [c.hasSubscribers, dc.hasSubscribers("c")]; const off = dc.unsubscribe("c", f); c.publish(2); return [log, had, off, c.hasSubscribers, dc.channel("c") === c, c.name, dc.unsubscribe("c", f)];

const dc = require("diagnostics_channel"), log = []; const t = dc.tracingChannel("t"); t.subscribe({ start: (m) => log.push("start"), end: (m) => log.push(["end", m.result]), error: (m) => log.push(m.error.message), asyncStart: () => log.push("asyncStart"), asyncEnd: (m) => log.push(["asyncEnd", m.result]) }); const r = t.traceSync((a) => a + 1, { x: 1 }, null, 1); const p = await t.tracePromise(async (a) => a + 2, {}, null, 1); const cb = await new Promise((done) => t.traceCallback((a, f) => f(null, a + 3), -1, {}, null, 1, (e, v) => done(v))); try { t.traceSync(() => { throw new Error("x"); }); } catch {} return [r, p, cb, log];

const dc = require("diagnostics_channel"); const { AsyncLocalStorage } = require("async_hooks"); const s = new AsyncLocalStorage(), c = dc.channel("s"); c.bindStore(s, (m) => m.id); return [c.runStores({ id: 5 }, (a) => [a, s.getStore()], null, 1), c.unbindStore(s), c.runStores({ id: 6 }, () => s.getStore())];

require("diagnostics_channel").channel(5)
