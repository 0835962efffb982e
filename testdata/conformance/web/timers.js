import { is, throws } from "../harness.js";

const wait = (ms) => scheduler.wait(ms);

// ---- setTimeout and setInterval

is("a timer runs after what runs now, and after microtasks", async () => { const log = []; setTimeout(() => log.push("timer")); queueMicrotask(() => log.push("micro")); log.push("now"); await wait(1); return log; }, ["now", "micro", "timer"]);
is("a timer gets its arguments, and the global object for this", async () => { let got; setTimeout(function (...args) { got = [this === globalThis || this === undefined, args]; }, 0, 1, "b", null); await wait(1); return got; }, [true, [1, "b", null]]);
is("an interval gets its arguments each time", async () => { const log = []; const id = setInterval((a, b) => { if (log.push(a + b) === 3) clearInterval(id); }, 1, "x", "y"); await wait(20); return log; }, ["xy", "xy", "xy"]);
is("the order is that of the delays, then of the calls", async () => { const log = []; for (const [d, n] of [[5, "e"], [1, "b"], [3, "c"], [1, "b2"], [3, "c2"], [0, "a"]]) setTimeout(() => log.push(n), d); await wait(10); return log; }, ["a", "b", "b2", "c", "c2", "e"]);
is("delays that are no number are none", async () => { const log = []; for (const d of [undefined, null, "x", NaN, {}, [], -5, -Infinity, "0", false]) setTimeout(() => log.push(String(d)), d); await wait(1); return log.length; }, 10);
is("a delay is converted", async () => { const log = []; setTimeout(() => log.push("2"), { valueOf: () => 2 }); setTimeout(() => log.push("1"), "1"); await wait(5); return log; }, ["1", "2"]);
throws("a delay that throws", RangeError, () => setTimeout(() => {}, { valueOf() { throw new RangeError(); } }));
throws("a delay that is a symbol", TypeError, () => setTimeout(() => {}, Symbol()));
throws("a delay that is a BigInt", TypeError, () => setTimeout(() => {}, 1n));
is("ids are positive integers that differ", () => { const ids = [setTimeout(() => {}), setTimeout(() => {}), setInterval(() => {}, 9)]; ids.forEach(clearTimeout); return [ids.every((id) => Number.isInteger(id) && id > 0), new Set(ids).size]; }, [true, 3]);
is("clearTimeout takes intervals and the other way round", async () => { let n = 0; clearInterval(setTimeout(() => n++, 1)); clearTimeout(setInterval(() => n++, 1)); await wait(5); return n; }, 0);
is("clear converts its argument", async () => { let n = 0; clearTimeout(String(setTimeout(() => n++, 1))); clearTimeout({ valueOf: () => 0 }); await wait(5); return n; }, 0);
for (const v of [undefined, null, 0, -1, 1e9, NaN, "x", {}]) is("clearTimeout(" + String(v) + ")", () => clearTimeout(v), undefined);
is("a timer cleared by one due at the same time", async () => { const log = []; let b; setTimeout(() => { log.push("a"); clearTimeout(b); }, 1); b = setTimeout(() => log.push("b"), 1); await wait(5); return log; }, ["a"]);
is("a timer that clears itself", async () => { let n = 0; const id = setTimeout(() => { n++; clearTimeout(id); }, 1); await wait(5); return n; }, 1);
is("an interval cleared within itself", async () => { let n = 0; const id = setInterval(() => { n++; clearInterval(id); }, 1); await wait(9); return n; }, 1);
is("timers made by timers", async () => { const log = []; setTimeout(() => { log.push(1); setTimeout(() => log.push(3), 0); queueMicrotask(() => log.push(2)); }, 0); await wait(20); return log; }, [1, 2, 3]);
is("microtasks run between timers", async () => { const log = []; setTimeout(() => { log.push(1); Promise.resolve().then(() => log.push(2)); }, 0); setTimeout(() => log.push(3), 0); await wait(2); return log; }, [1, 2, 3]);
is("a timer that throws stops neither others nor its interval", async () => { const log = []; const ignore = (e) => e.preventDefault(); addEventListener("error", ignore); const id = setInterval(() => { log.push("i"); if (log.length > 3) clearInterval(id); throw new Error("thrown by a timer"); }, 1); setTimeout(() => log.push("t"), 1); await wait(20); removeEventListener("error", ignore); return log; }, ["i", "t", "i", "i"]);
is("nested timers grow in time, never shrink", async () => { let depth = 0; await new Promise((ok) => { const next = () => { if (++depth === 10) ok(); else setTimeout(next, 0); }; next(); }); return depth; }, 10);
is("an async callback is allowed", async () => { let x = 0; setTimeout(async () => { await null; x = 1; }, 0); await wait(2); return x; }, 1);
for (const f of ["setTimeout", "setInterval"]) for (const [name, v] of [["text", "1"], ["nothing", undefined], ["null", null], ["an object", {}], ["a number", 1]]) throws(f + " of " + name, TypeError, () => globalThis[f](v, 1));
is("delays are whole milliseconds", async () => { const log = []; setTimeout(() => log.push("1.9"), 1.9); setTimeout(() => log.push("1"), 1); await wait(5); return log; }, ["1.9", "1"]);
is("setTimeout and Date agree", async () => { const t = Date.now(); await wait(30); return Date.now() - t >= 30; }, true);
is("setImmediate comes before a timer and after microtasks", async () => { const log = []; setImmediate((x) => log.push(x), "i"); queueMicrotask(() => log.push("m")); await wait(1); return log; }, ["m", "i"]);

// ---- queueMicrotask and reportError

is("microtasks keep their order with promises", async () => { const log = []; queueMicrotask(() => log.push(1)); Promise.resolve().then(() => log.push(2)); queueMicrotask(() => log.push(3)); await wait(0); return log; }, [1, 2, 3]);
is("a microtask queued by a microtask runs before a timer", async () => { const log = []; setTimeout(() => log.push("t")); queueMicrotask(() => queueMicrotask(() => log.push("m"))); await wait(1); return log; }, ["m", "t"]);
is("queueMicrotask passes no arguments and returns nothing", async () => { let n; const r = queueMicrotask(function () { n = arguments.length; }, 1, 2); await null; return [r, n]; }, [undefined, 0]);
for (const [name, v] of [["nothing", undefined], ["text", "x"], ["null", null], ["an object", { handleEvent() {} }]]) throws("queueMicrotask of " + name, TypeError, () => queueMicrotask(v));
const reported = async (act) => { const log = []; const listen = (e) => { e.preventDefault(); log.push(e); }; addEventListener("error", listen); try { await act(); await wait(1); } finally { removeEventListener("error", listen); } return log; };
is("an exception of a microtask is reported", async () => { const e = new RangeError("in a microtask"), log = await reported(() => queueMicrotask(() => { throw e; })); return [log.length, log[0].error === e, log[0].type, log[0] instanceof ErrorEvent, log[0].isTrusted, log[0].cancelable, log[0].message.includes("in a microtask")]; }, [1, true, "error", true, true, true, true]);
is("reportError fires at once", () => { let got; const f = (e) => { got = e; e.preventDefault(); }; addEventListener("error", f); const x = {}; reportError(x); removeEventListener("error", f); return got.error === x; }, true);
for (const [name, v] of [["undefined", undefined], ["null", null], ["text", "oops"], ["a number", 3]]) is("reportError of " + name, async () => (await reported(() => reportError(v))).map((e) => [e.error, typeof e.message, typeof e.filename, typeof e.lineno]), [[v, "string", "string", "number"]]);
is("reportError tells where", async () => { const [e] = await reported(() => reportError(new Error("where"))); return [e.filename !== "", e.lineno > 0, e.colno > 0]; }, [true, true, true]);
is("reportError does not run getters of the value", async () => { let n = 0; await reported(() => reportError({ get message() { n++; return "m"; } })); return n <= 1; }, true);
throws("reportError of nothing", TypeError, () => reportError());
is("an exception of a listener is reported, and dispatch goes on", async () => { const t = new EventTarget(); let ran = false, back; const log = await reported(() => { t.addEventListener("x", () => { throw new Error("in a listener"); }); t.addEventListener("x", () => { ran = true; }); back = t.dispatchEvent(new Event("x")); }); return [log.length, log[0].error.message, ran, back]; }, [1, "in a listener", true, true]);
is("a listener for errors that throws is told once", async () => { let n = 0; const bad = () => { n++; throw new Error("in the error listener"); }; const silent = (e) => e.preventDefault(); addEventListener("error", bad); addEventListener("error", silent); reportError(1); removeEventListener("error", bad); removeEventListener("error", silent); return n; }, 1);

// ---- unhandled rejections

is("an unhandled rejection is an event", async () => { const log = []; const f = (e) => { e.preventDefault(); log.push(e); }; addEventListener("unhandledrejection", f); const reason = { r: 1 }, p = Promise.reject(reason); await wait(2); removeEventListener("unhandledrejection", f); return [log.length, log[0] instanceof PromiseRejectionEvent, log[0].promise === p, log[0].reason === reason, log[0].cancelable, log[0].isTrusted]; }, [1, true, true, true, true, true]);
is("one that is handled in time is none", async () => { let n = 0; const f = (e) => { e.preventDefault(); n++; }; addEventListener("unhandledrejection", f); const p = Promise.reject(1); queueMicrotask(() => p.catch(() => {})); await wait(2); removeEventListener("unhandledrejection", f); return n; }, 0);
is("one that is handled late is told", async () => { const log = []; const f = (e) => { e.preventDefault(); log.push(e.type); }; addEventListener("unhandledrejection", f); addEventListener("rejectionhandled", f); const p = Promise.reject(1); await wait(2); p.catch(() => {}); await wait(2); removeEventListener("unhandledrejection", f); removeEventListener("rejectionhandled", f); return log; }, ["unhandledrejection", "rejectionhandled"]);

// ---- scheduler.wait

is("scheduler.wait gives nothing", () => scheduler.wait(1), undefined);
throws("scheduler.wait without a delay", TypeError, () => scheduler.wait());
is("scheduler.wait with a signal", async () => { const c = new AbortController(); setTimeout(() => c.abort("stop"), 1); try { await scheduler.wait(1000, { signal: c.signal }); } catch (e) { return e; } }, "stop");

// ---- performance

is("performance.now grows and is Date's", async () => { const a = performance.now(); await wait(3); const b = performance.now(); return [b - a >= 3, Math.abs(performance.timeOrigin + b - Date.now()) < 1000]; }, [true, true]);
is("performance.mark", () => { const m = performance.mark("pm", { startTime: 5, detail: { a: [1] } }); performance.clearMarks("pm"); return [m instanceof PerformanceMark, m instanceof PerformanceEntry, m.name, m.entryType, m.startTime, m.duration, m.detail]; }, [true, true, "pm", "mark", 5, 0, { a: [1] }]);
is("a mark's detail is a copy", () => { const d = { a: 1 }, m = performance.mark("pd", { detail: d }); performance.clearMarks("pd"); return [m.detail !== d, m.detail === m.detail, performance.mark("pn").detail]; }, [true, true, null]);
throws("a mark's detail that cannot be copied", "DataCloneError", () => performance.mark("x", { detail: () => {} }));
throws("a mark with a negative time", TypeError, () => performance.mark("x", { startTime: -1 }));
throws("a mark without a name", TypeError, () => performance.mark());
is("new PerformanceMark is not recorded", () => { new PerformanceMark("alone"); return performance.getEntriesByName("alone").length; }, 0);
is("measures", () => { performance.mark("a1", { startTime: 10 }); performance.mark("a2", { startTime: 25 }); const r = [performance.measure("m1", "a1", "a2"), performance.measure("m2", { start: 3, end: 7 }), performance.measure("m3", { start: "a1", duration: 5 }), performance.measure("m4", { end: 20, duration: 5 }), performance.measure("m5", { start: 1, end: "a2", detail: 8 })].map((m) => [m.startTime, m.duration, m.detail]); performance.clearMarks(); performance.clearMeasures(); return r; }, [[10, 15, null], [3, 4, null], [10, 5, null], [15, 5, null], [1, 24, 8]]);
throws("a measure from an unknown mark", "SyntaxError", () => performance.measure("x", "no such mark"));
throws("a measure with start, end and duration", TypeError, () => performance.measure("x", { start: 1, end: 2, duration: 1 }));
throws("a measure with neither start nor end", TypeError, () => performance.measure("x", { duration: 1 }));
throws("a measure with options and an end", TypeError, () => performance.measure("x", { start: 1 }, "a"));
throws("a measure from a negative time", TypeError, () => performance.measure("x", { start: -1 }));
is("a measure with empty options spans all", () => { const m = performance.measure("x", {}); performance.clearMeasures(); return [m.startTime, m.duration > 0]; }, [0, true]);
is("the last mark of a name counts", () => { performance.mark("t", { startTime: 1 }); performance.mark("t", { startTime: 2 }); const m = performance.measure("x", { start: "t", end: 9 }); performance.clearMarks(); performance.clearMeasures(); return m.startTime; }, 2);
is("entries are sorted by time, and can be picked", () => { performance.mark("b", { startTime: 2 }); performance.mark("a", { startTime: 1 }); performance.measure("c", { start: 0, end: 3 }); const r = [performance.getEntries().map((e) => e.name), performance.getEntriesByType("mark").map((e) => e.name), performance.getEntriesByType("x"), performance.getEntriesByName("a", "mark").length, performance.getEntriesByName("a", "measure").length]; performance.clearMarks("a"); r.push(performance.getEntriesByType("mark").length); performance.clearMarks(); performance.clearMeasures(); return r; }, [["c", "a", "b"], ["a", "b"], [], 1, 0, 1]);
is("toJSON of entries", () => { const m = performance.mark("j", { startTime: 1, detail: 2 }); performance.clearMarks(); return JSON.parse(JSON.stringify(m)); }, { name: "j", entryType: "mark", startTime: 1, duration: 0, detail: 2 });
is("toJSON of performance", () => Object.keys(performance.toJSON()), ["timeOrigin"]);
is("clear returns nothing", () => [performance.clearMarks(), performance.clearMeasures("none")], [undefined, undefined]);
