const t = require("timers"), log = []; const a = t.setTimeout((x) => log.push(x), 1, "a"); const b = t.setTimeout(() => log.push("never"), 1); t.clearTimeout(b); const c = t.setInterval(() => { log.push("i"); if (log.length > 3) t.clearInterval(c); }, 1); await new Promise((r) => setTimeout(r, 30)); return [log, typeof a, typeof a.ref, a.unref() === a, typeof +a];

const t = require("timers/promises"); return [await t.setTimeout(1, "v"), await t.setImmediate("i"), await t.setTimeout()];

const t = require("timers/promises"); const c = new AbortController(); setTimeout(() => c.abort(), 1); await t.setTimeout(1000, 0, { signal: c.signal });

const t = require("timers/promises"); await t.setTimeout(1000, 0, { signal: AbortSignal.abort() });

const t = require("timers/promises"), out = []; const it = t.setInterval(1, "x"); out.push(await it.next(), await it.next()); out.push(await it.return()); return out;

const t = require("timers/promises"); return [await t.scheduler.wait(1), await t.scheduler.yield()];

require("timers").setTimeout("x")

const { promisify } = require("util"); return [promisify(require("timers").setTimeout) === require("timers/promises").setTimeout, require("timers").promises === require("timers/promises")];

const t = require("timers/promises"); await t.setTimeout(1, 0, { signal: "x" });

const { setTimeout: t } = require("timers/promises"); return [await t(1, "v"), await require("timers/promises").setImmediate("i"), await require("timers/promises").scheduler.wait(1)];

const { setTimeout: t } = require("timers/promises"); const ac = new AbortController(); const p = t(1000, null, { signal: ac.signal }); ac.abort(); return await p.catch((e) => [e.name, e.code]);

await require("timers/promises").setTimeout(1, null, { signal: 1 })

const { setInterval: i } = require("timers/promises"); const it = i(1, "tick"); const a = [await it.next(), await it.next(), await it.return()]; return a;

const t = require("timers"); const x = t.setTimeout(() => {}, 1000); const r = [x.hasRef(), x.unref().hasRef(), x.ref().hasRef(), typeof +x, typeof x[Symbol.toPrimitive]()]; t.clearTimeout(x); const y = t.setTimeout(() => {}, 1000); clearTimeout(+y); t.clearTimeout(undefined); t.clearTimeout(null); return r;

require("timers").setImmediate()

const out = []; setTimeout(() => out.push("t0"), 0); setImmediate(() => out.push("imm")); Promise.resolve().then(() => out.push("micro")); await new Promise((r) => setTimeout(r, 5)); return out.sort();
