const t = require("timers"), log = []; const a = t.setTimeout((x) => log.push(x), 1, "a"); const b = t.setTimeout(() => log.push("never"), 1); t.clearTimeout(b); const c = t.setInterval(() => { log.push("i"); if (log.length > 3) t.clearInterval(c); }, 1); await new Promise((r) => setTimeout(r, 30)); return [log, typeof a, typeof a.ref, a.unref() === a, typeof +a];

const t = require("timers/promises"); return [await t.setTimeout(1, "v"), await t.setImmediate("i"), await t.setTimeout()];

const t = require("timers/promises"); const c = new AbortController(); setTimeout(() => c.abort(), 1); await t.setTimeout(1000, 0, { signal: c.signal });

const t = require("timers/promises"); await t.setTimeout(1000, 0, { signal: AbortSignal.abort() });

const t = require("timers/promises"), out = []; const it = t.setInterval(1, "x"); out.push(await it.next(), await it.next()); out.push(await it.return()); return out;

const t = require("timers/promises"); return [await t.scheduler.wait(1), await t.scheduler.yield()];

require("timers").setTimeout("x")

const { promisify } = require("util"); return [promisify(require("timers").setTimeout) === require("timers/promises").setTimeout, require("timers").promises === require("timers/promises")];

const t = require("timers/promises"); await t.setTimeout(1, 0, { signal: "x" });
