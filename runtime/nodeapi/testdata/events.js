const E = require("events"); const e = new E(), log = []; e.on("a", (...x) => log.push(["on", ...x])); e.once("a", (x) => log.push(["once", x])); e.prependListener("a", () => log.push("first")); e.emit("a", 1, 2); e.emit("a", 3); return [log, e.emit("none"), e.emit("a")];

const E = require("node:events"); return [E === E.EventEmitter, E.defaultMaxListeners, typeof E.once, typeof E.on, E.errorMonitor, E.captureRejectionSymbol, E.usingDomains];

const E = require("events"); new E().emit("error", new TypeError("boom"));

const E = require("events"); new E().emit("error", { a: 1 });

const E = require("events"); new E().emit("error", "text");

const E = require("events"); new E().emit("error");

const E = require("events"); const e = new E(), log = []; e.on(E.errorMonitor, (x) => log.push("monitor " + x.message)); e.on("error", (x) => log.push("error " + x.message)); e.emit("error", new Error("x")); return log;

const E = require("events"); new E().on("a", 5);

const E = require("events"); new E().once("a");

const E = require("events"); const e = new E(), f = () => {}; e.on("a", f); e.once("a", f); e.on(Symbol.for("s"), f); return [e.listeners("a").map((x) => x === f), e.rawListeners("a").map((x) => x === f), e.rawListeners("a")[1].listener === f, e.listenerCount("a"), e.listenerCount("b"), e.listenerCount("a", f), e.eventNames(), E.listenerCount(e, "a"), E.getEventListeners(e, "a").length];

const E = require("events"); const e = new E(), log = []; e.on("newListener", (n) => log.push("new " + String(n))); e.on("removeListener", (n) => log.push("gone " + String(n))); const f = () => {}; e.on("x", f); e.once("y", f); e.emit("y"); e.off("x", f); e.off("x", f); return log;

const E = require("events"); const e = new E(), log = []; const f = () => log.push("f"), g = () => { log.push("g"); e.off("a", f); e.on("a", () => log.push("late")); }; e.on("a", g); e.on("a", f); e.emit("a"); e.emit("a"); return log;

const E = require("events"); const e = new E(); e.on("a", () => {}); e.on("b", () => {}); e.removeAllListeners("a"); const one = e.eventNames(); e.removeAllListeners(); return [one, e.eventNames(), e.removeAllListeners("zzz") === e];

const E = require("events"); const e = new E(), log = []; e.on("removeListener", (n) => log.push(n)); e.on("a", () => {}); e.on("a", () => {}); e.on("b", () => {}); e.removeAllListeners(); return [log, e.eventNames()];

const E = require("events"); const e = new E(); return [e.getMaxListeners(), e.setMaxListeners(3) === e, e.getMaxListeners(), E.getMaxListeners(e)];

const E = require("events"); new E().setMaxListeners(-1);

const E = require("events"); new E().setMaxListeners("x");

const E = require("events"); function Old() { E.call(this); } Old.prototype = Object.create(E.prototype); const o = new Old(), log = []; o.on("a", function (x) { log.push(this === o, x); }); o.emit("a", 1); class New extends E {} new New().on("a", () => {}); return [log, o instanceof E, new New() instanceof E];

const { once, EventEmitter } = require("events"); const e = new EventEmitter(); setTimeout(() => e.emit("a", 1, 2), 1); return [await once(e, "a"), e.listenerCount("a"), e.listenerCount("error")];

const { once, EventEmitter } = require("events"); const e = new EventEmitter(); setTimeout(() => e.emit("error", new RangeError("bad")), 1); return await once(e, "a");

const { once, EventEmitter } = require("events"); const e = new EventEmitter(); setTimeout(() => e.emit("error", new RangeError("bad")), 1); return String(await once(e, "error"));

const { once, EventEmitter } = require("events"); const c = new AbortController(); setTimeout(() => c.abort(), 1); return await once(new EventEmitter(), "a", { signal: c.signal });

const { once } = require("events"); const t = new EventTarget(); setTimeout(() => t.dispatchEvent(new Event("x")), 1); const [ev] = await once(t, "x"); return ev.type;

const { on, EventEmitter } = require("events"); const e = new EventEmitter(); setTimeout(() => { e.emit("a", 1); e.emit("a", 2); e.emit("end"); }, 1); const it = on(e, "a", { close: ["end"] }), out = []; for (let r; !(r = await it.next()).done;) out.push(r.value); return [out, e.listenerCount("a")];

const { on, EventEmitter } = require("events"); const e = new EventEmitter(); const it = on(e, "a"); e.emit("a", 1); e.emit("error", new Error("it")); const first = await it.next(); await it.next();

const { EventEmitter } = require("events"); const e = new EventEmitter({ captureRejections: true }); e.on("a", async () => { throw new Error("async"); }); return await new Promise((r) => { e.on("error", (x) => r(x.message)); e.emit("a"); });

const { EventEmitter, captureRejectionSymbol } = require("events"); const e = new EventEmitter({ captureRejections: true }); e.on("a", async () => { throw new Error("async"); }); return await new Promise((r) => { e[captureRejectionSymbol] = (x, name, arg) => r([x.message, name, arg]); e.emit("a", 7); });

const { EventEmitterAsyncResource, EventEmitter } = require("events"); const { AsyncLocalStorage } = require("async_hooks"); const s = new AsyncLocalStorage(); const e = s.run("inside", () => new EventEmitterAsyncResource({ name: "Q" })); let got; e.on("x", () => { got = s.getStore(); }); s.run("outside", () => e.emit("x")); return [got, e instanceof EventEmitter, typeof e.asyncId, e.asyncResource.eventEmitter === e];

const { addAbortListener } = require("events"); const c = new AbortController(), log = []; addAbortListener(c.signal, () => log.push("aborted")); c.abort(); return log;

const E = require("events"); const e = new E(), out = []; e.on("a", function (x, y) { out.push(this === e, x, y); }); e.once("a", () => out.push("once")); e.prependListener("a", () => out.push("first")); e.prependOnceListener("a", () => out.push("very first")); return [e.emit("a", 1, 2), e.emit("a"), e.emit("b"), out, e.listenerCount("a"), e.eventNames()];

const E = require("events"); const e = new E(); const f = () => {}; e.on("x", f); e.once("x", f); e.addListener("y", f); return [e.listeners("x").length, e.rawListeners("x")[1] === f, e.rawListeners("x")[1].listener === f, e.off("x", f).listenerCount("x"), e.removeListener("x", f) === e, e.listenerCount("x"), e.removeAllListeners("y").eventNames(), e.removeAllListeners() === e];

const E = require("events"); const e = new E(), out = []; e.on("newListener", (n, l) => out.push(["new", n, typeof l])); e.on("removeListener", (n) => out.push(["remove", n])); const f = () => {}; e.on("a", f); e.once("a", f); e.off("a", f); e.emit("a"); e.removeAllListeners("a"); return out;

const E = require("events"); new E().emit("error", new TypeError("mine"));

const E = require("events"); const e = new E(), out = []; e.on(E.errorMonitor, (x) => out.push("monitor " + x.message)); e.on("error", (x) => out.push(x.message)); e.emit("error", new Error("m")); return out;

new (require("events"))().on("a", 1)

new (require("events"))().setMaxListeners(-1)

new (require("events"))().setMaxListeners("a")

const E = require("events"); const e = new E(); e.setMaxListeners(3); return [e.getMaxListeners(), E.defaultMaxListeners, E.getMaxListeners(e), new E().getMaxListeners()];

require("events").defaultMaxListeners = -1

const { once, EventEmitter } = require("events"); const e = new EventEmitter(); setTimeout(() => e.emit("x", 1, 2), 1); return [await once(e, "x"), e.listenerCount("x"), e.listenerCount("error")];

const { once, EventEmitter } = require("events"); const e = new EventEmitter(); setTimeout(() => e.emit("error", new Error("fail")), 1); return await once(e, "x").catch((x) => x.message);

const { once, EventEmitter } = require("events"); const e = new EventEmitter(); setTimeout(() => e.emit("error", 5), 1); return await once(e, "error");

const { once, EventEmitter } = require("events"); const ac = new AbortController(), e = new EventEmitter(); const p = once(e, "x", { signal: ac.signal }); ac.abort(); return await p.catch((x) => [x.name, x.code, e.listenerCount("x")]);

require("events").once({}, "x")

const { on, EventEmitter } = require("events"); const e = new EventEmitter(); const i = on(e, "x"); e.emit("x", 1); e.emit("x", 2, 3); setTimeout(() => e.emit("x", 4), 1); return [await i.next(), await i.next(), await i.next(), await i.return(), await i.next(), e.listenerCount("x")];

const { on, EventEmitter } = require("events"); const e = new EventEmitter(); const i = on(e, "x"); const p = i.next(); e.emit("error", new Error("bad")); return [await p.catch((x) => x.message), await i.next()];

const { on, EventEmitter } = require("events"); const e = new EventEmitter(); const i = on(e, "x", { close: ["end"] }); e.emit("x", 1); e.emit("end"); return [await i.next(), await i.next()];

const { on, EventEmitter } = require("events"); const ac = new AbortController(), e = new EventEmitter(); const i = on(e, "x", { signal: ac.signal }); const p = i.next(); ac.abort(); return await p.catch((x) => [x.name, x.code]);

require("events").on({}, "x")

const E = require("events"); const e = new E({ captureRejections: true }); const seen = new Promise((r) => e.on("error", (x) => r(x.message))); e.on("a", async () => { throw new Error("async"); }); e.emit("a"); return await seen;

const E = require("events"); const e = new E({ captureRejections: true }); const seen = new Promise((r) => { e[Symbol.for("nodejs.rejection")] = (err, type, ...args) => r([err.message, type, args]); }); e.on("a", async () => { throw new Error("async"); }); e.emit("a", 7); return await seen;

new (require("events"))({ captureRejections: 1 })

const { getEventListeners, EventEmitter } = require("events"); const e = new EventEmitter(), f = () => {}, t = new EventTarget(); e.on("x", f); t.addEventListener("x", f); return [getEventListeners(e, "x")[0] === f, getEventListeners(t, "x")[0] === f, getEventListeners(t, "y")];

const { addAbortListener } = require("events"); const ac = new AbortController(), out = []; const d = addAbortListener(ac.signal, () => out.push("aborted")); ac.abort(); return [out, typeof d[Symbol.dispose || Symbol.for("Symbol.dispose")] || "function"];

require("events").addAbortListener("x", () => {})

const { EventEmitterAsyncResource } = require("events"); const { AsyncLocalStorage } = require("async_hooks"); const s = new AsyncLocalStorage(); const e = s.run("made", () => new EventEmitterAsyncResource({ name: "Q" })); let got; e.on("x", () => { got = s.getStore(); }); s.run("emitted", () => e.emit("x")); return [got, typeof e.asyncId, typeof e.triggerAsyncId, e.asyncResource.eventEmitter === e];

const E = require("events"); const s = Symbol("s"), e = new E(); e.on(s, () => {}); e.on("z", () => {}); return [e.eventNames(), E.EventEmitter === E, E.listenerCount(e, "z"), typeof E.usingDomains, E.captureRejections, E.captureRejectionSymbol, E.errorMonitor];

const E = require("events"); function Old() { E.call(this); } Object.setPrototypeOf(Old.prototype, E.prototype); const o = new Old(); let n = 0; o.on("a", () => n++); o.emit("a"); class New extends E { constructor() { super(); this.y = 1; } } const w = new New(); w.on("a", () => n++); w.emit("a"); return [n, Object.keys(w)];

const E = require("events"); const e = new E(), out = []; e.on("a", () => { out.push(1); e.off("a", two); }); const two = () => out.push(2); e.on("a", two); e.emit("a"); e.emit("a"); return out;

const E = require("events"); const e = new E(), out = []; e.on("a", () => { out.push(1); throw new Error("stop"); }); e.on("a", () => out.push(2)); try { e.emit("a"); } catch (x) { out.push(x.message); } return out;

const E = require("events"); return [new E().listenerCount("x", () => {}), (() => { const e = new E(), f = () => {}; e.on("x", f); e.on("x", f); return [e.listenerCount("x", f), e.listenerCount("x")]; })()];

const { setMaxListeners, EventEmitter } = require("events"); const e = new EventEmitter(), t = new EventTarget(); setMaxListeners(5, e, t); return [e.getMaxListeners(), require("events").getMaxListeners(t)];
