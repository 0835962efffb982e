import { is, throws } from "../harness.js";

const task = () => new Promise((ok) => setTimeout(ok, 0));

// ---- AbortController

is("a controller's signal is one object", () => { const c = new AbortController(); return [c.signal === c.signal, c.signal instanceof AbortSignal, c.signal.aborted, c.signal.reason]; }, [true, true, false, undefined]);
is("abort gives a reason of its own", () => { const c = new AbortController(); c.abort(); return [c.signal.reason.name, c.signal.reason.code, c.signal.reason instanceof DOMException, c.signal.reason === c.signal.reason]; }, ["AbortError", 20, true, true]);
for (const [name, reason] of [["null", null], ["false", false], ["text", "x"], ["an object", { a: 1 }], ["zero", 0]]) is("abort with " + name, () => { const c = new AbortController(); c.abort(reason); return [c.signal.aborted, c.signal.reason]; }, [true, reason]);
is("abort with undefined", () => { const c = new AbortController(); c.abort(undefined); return c.signal.reason.name; }, "AbortError");
is("the first reason stays", () => { const c = new AbortController(); c.abort(1); c.abort(2); return c.signal.reason; }, 1);
is("abort returns nothing and fires once, at once", () => { const c = new AbortController(), log = []; c.signal.addEventListener("abort", () => log.push("abort")); log.push(c.abort(), "after"); c.abort(); return log; }, ["abort", undefined, "after"]);
is("the abort event", () => { const c = new AbortController(); let e; c.signal.onabort = (x) => { e = x; }; c.abort(); return [e.type, e.isTrusted, e.bubbles, e.cancelable, e.target === c.signal, e.constructor === Event]; }, ["abort", true, false, false, true, true]);
is("aborted is true within listeners", () => { const c = new AbortController(), log = []; c.signal.addEventListener("abort", () => log.push(c.signal.aborted, c.signal.reason)); c.abort(7); return log; }, [true, 7]);
is("abort within a listener does nothing more", () => { const c = new AbortController(), log = []; c.signal.addEventListener("abort", () => { log.push(1); c.abort(2); }); c.abort(1); return [log, c.signal.reason]; }, [[1], 1]);
is("a signal's onabort keeps its place", () => { const c = new AbortController(), log = []; c.signal.onabort = () => log.push("old"); c.signal.addEventListener("abort", () => log.push("l")); c.signal.onabort = () => log.push("new"); c.abort(); return log; }, ["new", "l"]);
is("onabort takes functions and objects only", () => { const { signal } = new AbortController(), o = {}, out = []; for (const v of [5, "x", undefined, null]) { signal.onabort = v; out.push(signal.onabort); } signal.onabort = o; out.push(signal.onabort === o); return out; }, [null, null, null, null, true]);

// ---- AbortSignal

is("throwIfAborted of a live signal", () => new AbortController().signal.throwIfAborted(), undefined);
is("throwIfAborted throws the reason itself", () => { const r = {}; try { AbortSignal.abort(r).throwIfAborted(); } catch (e) { return e === r; } }, true);
is("throwIfAborted throws undefined's stand-in", () => { try { AbortSignal.abort(undefined).throwIfAborted(); } catch (e) { return e.name; } }, "AbortError");
is("AbortSignal.abort", () => { const s = AbortSignal.abort(), t = AbortSignal.abort(null); return [s.aborted, s.reason.name, t.aborted, t.reason, s instanceof AbortSignal]; }, [true, "AbortError", true, null, true]);
is("an aborted signal fires no event any more", async () => { let n = 0; const s = AbortSignal.abort(); s.onabort = () => n++; await task(); return n; }, 0);
is("AbortSignal.timeout", async () => { const s = AbortSignal.timeout(0), log = []; s.onabort = (e) => log.push(e.isTrusted); const before = s.aborted; await scheduler.wait(5); return [before, s.aborted, s.reason.name, s.reason.code, s.reason instanceof DOMException, log]; }, [false, true, "TimeoutError", 23, true, [true]]);
for (const bad of [-1, NaN, Infinity, 2 ** 53, "x", undefined, {}]) throws("AbortSignal.timeout(" + String(bad) + ")", TypeError, () => AbortSignal.timeout(bad));
throws("AbortSignal.timeout of a BigInt", TypeError, () => AbortSignal.timeout(1n));
is("AbortSignal.timeout converts", () => [AbortSignal.timeout("5").aborted, AbortSignal.timeout(null).aborted, AbortSignal.timeout(1.9).aborted, AbortSignal.timeout(-0.5).aborted], [false, false, false, false]);
is("time-outs of signals and timers keep their order", async () => { const log = []; AbortSignal.timeout(2).onabort = () => log.push("signal"); setTimeout(() => log.push("timer"), 2); AbortSignal.timeout(1).onabort = () => log.push("first"); await scheduler.wait(10); return log; }, ["first", "signal", "timer"]);

// ---- AbortSignal.any

is("any of an empty list", () => { const s = AbortSignal.any([]); return [s.aborted, s.reason, s instanceof AbortSignal]; }, [false, undefined, true]);
is("any of an aborted one", () => { const s = AbortSignal.any([new AbortController().signal, AbortSignal.abort("a"), AbortSignal.abort("b")]); return [s.aborted, s.reason]; }, [true, "a"]);
is("any gives a new signal, even of one", () => { const { signal } = new AbortController(); return AbortSignal.any([signal]) !== signal; }, true);
is("any follows the first that aborts", () => { const a = new AbortController(), b = new AbortController(), s = AbortSignal.any([a.signal, b.signal]), log = []; s.onabort = () => log.push(s.reason); b.abort(2); a.abort(1); return log; }, [2]);
is("any takes the same signal twice", () => { const a = new AbortController(), s = AbortSignal.any([a.signal, a.signal]); let n = 0; s.onabort = () => n++; a.abort(); return n; }, 1);
is("any of any", () => { const a = new AbortController(), s = AbortSignal.any([AbortSignal.any([a.signal]), AbortSignal.any([AbortSignal.any([a.signal])])]); a.abort(1); return [s.aborted, s.reason]; }, [true, 1]);
is("any takes any iterable", () => AbortSignal.any(new Set([AbortSignal.abort(3)])).reason, 3);
is("all dependents are aborted before the first event", () => { const a = new AbortController(), log = []; const s = AbortSignal.any([a.signal]), t = AbortSignal.any([s]); a.signal.onabort = () => log.push("a", s.aborted, t.aborted); s.onabort = () => log.push("s"); t.onabort = () => log.push("t"); a.abort(); return log; }, ["a", true, true, "s", "t"]);
is("the order of dependents is that of their making", () => { const a = new AbortController(), log = []; for (let n = 0; n < 4; n++) AbortSignal.any([a.signal]).onabort = () => log.push(n); a.abort(); return log; }, [0, 1, 2, 3]);
is("a dependent signal made in a listener is aborted", () => { const a = new AbortController(); let s; a.signal.onabort = () => { s = AbortSignal.any([a.signal]); }; a.abort(9); return [s.aborted, s.reason]; }, [true, 9]);
is("any over a time-out", async () => { const s = AbortSignal.any([AbortSignal.timeout(3), new AbortController().signal]); await scheduler.wait(5); return s.reason.name; }, "TimeoutError");
is("abort within a dependent's listener", () => { const a = new AbortController(), b = new AbortController(), s = AbortSignal.any([a.signal, b.signal]), log = []; s.onabort = () => { log.push("s"); b.abort("b"); }; b.signal.onabort = () => log.push("b"); a.abort("a"); return [log, s.reason, b.signal.reason]; }, [["s", "b"], "a", "b"]);
for (const [name, v] of [["null", null], ["nothing", undefined], ["a number", 1], ["an object", {}], ["a signal", new AbortController().signal], ["a list of others", [{}]], ["a list with null", [null]]]) throws("any of " + name, TypeError, () => AbortSignal.any(v));
is("a signal is no controller's option", () => { const c = new AbortController(); Reflect.set(c.signal, "aborted", true); return c.signal.aborted; }, false);

// ---- what signals stop

is("a signal takes a listener away", () => { const t = new EventTarget(), c = new AbortController(), log = []; t.addEventListener("x", () => log.push(1), { signal: c.signal }); t.addEventListener("x", () => log.push(2)); t.dispatchEvent(new Event("x")); c.abort(); t.dispatchEvent(new Event("x")); return log; }, [1, 2, 2]);
is("an aborted signal adds no listener", () => { const t = new EventTarget(); let n = 0; t.addEventListener("x", () => n++, { signal: AbortSignal.abort() }); t.dispatchEvent(new Event("x")); return n; }, 0);
is("a signal works with once", () => { const t = new EventTarget(), c = new AbortController(); let n = 0; t.addEventListener("x", () => n++, { signal: c.signal, once: true }); t.dispatchEvent(new Event("x")); t.dispatchEvent(new Event("x")); c.abort(); return n; }, 1);
is("abort within a listener stops those that follow", () => { const t = new EventTarget(), c = new AbortController(), log = []; t.addEventListener("x", () => { log.push(1); c.abort(); }, { signal: c.signal }); t.addEventListener("x", () => log.push(2), { signal: c.signal }); t.dispatchEvent(new Event("x")); return log; }, [1]);
is("one signal for several types and targets", () => { const t = new EventTarget(), u = new EventTarget(), c = new AbortController(); let n = 0; for (const o of [t, u]) for (const type of ["a", "b"]) o.addEventListener(type, () => n++, { signal: c.signal }); c.abort(); for (const o of [t, u]) for (const type of ["a", "b"]) o.dispatchEvent(new Event(type)); return n; }, 0);
for (const bad of [null, 1, {}, "x"]) throws("a listener's signal " + String(bad), TypeError, () => new EventTarget().addEventListener("x", () => {}, { signal: bad }));
throws("a listener's signal is checked without a listener", TypeError, () => new EventTarget().addEventListener("x", null, { signal: null }));
is("a listener re-added after abort works again", () => { const t = new EventTarget(), c = new AbortController(); let n = 0; const f = () => n++; t.addEventListener("x", f, { signal: c.signal }); c.abort(); t.addEventListener("x", f); t.dispatchEvent(new Event("x")); return n; }, 1);
is("the signal of a listener added twice is the first's", () => { const t = new EventTarget(), c = new AbortController(); let n = 0; const f = () => n++; t.addEventListener("x", f); t.addEventListener("x", f, { signal: c.signal }); c.abort(); t.dispatchEvent(new Event("x")); return n; }, 1);
is("fetch with an aborted signal rejects with its reason", async () => { const r = { my: 1 }; try { await fetch("http://echo/", { signal: AbortSignal.abort(r) }); } catch (e) { return e === r; } }, true);
is("fetch of a request whose signal aborted", async () => { const c = new AbortController(), r = new Request("http://echo/", { signal: c.signal }); c.abort("late"); try { await fetch(r); } catch (e) { return e; } }, "late");
is("a pipe stops with the reason", async () => { const c = new AbortController(), log = []; const p = new ReadableStream({ pull() { return new Promise(() => {}); }, cancel(e) { log.push("cancel " + e); } }).pipeTo(new WritableStream({ abort(e) { log.push("abort " + e); } }), { signal: c.signal }); await task(); c.abort("r"); try { await p; } catch (e) { log.push("pipe " + e); } return log; }, ["abort r", "cancel r", "pipe r"]);
is("request.signal is a signal of its own that follows", () => { const c = new AbortController(), r = new Request("http://a", { signal: c.signal }); const own = r.signal !== c.signal; c.abort(4); return [own, r.signal.aborted, r.signal.reason]; }, [true, true, 4]);
is("clone's signal follows too", () => { const c = new AbortController(), r = new Request("http://a", { signal: c.signal }), k = r.clone(); c.abort(4); return [k.signal.aborted, k.signal.reason, k.signal !== r.signal]; }, [true, 4, true]);
is("a request of a request follows it", () => { const c = new AbortController(), r = new Request(new Request("http://a", { signal: c.signal })); c.abort(1); return r.signal.reason; }, 1);
is("signal null cuts the tie", () => { const c = new AbortController(), r = new Request(new Request("http://a", { signal: c.signal }), { signal: null }); c.abort(1); return r.signal.aborted; }, false);
throws("a request's signal that is none", TypeError, () => new Request("http://a", { signal: {} }));
throws("a request's signal that only looks like one", TypeError, () => new Request("http://a", { signal: Object.create(AbortSignal.prototype) }));
throws("a pipe's signal that only looks like one", TypeError, () => new ReadableStream().pipeTo(new WritableStream(), { signal: Object.create(AbortSignal.prototype) }));
throws("a pipe's signal null", TypeError, () => new ReadableStream().pipeTo(new WritableStream(), { signal: null }));
is("reading a body that is aborted", async () => { const c = new AbortController(); const res = await fetch("http://echo/", { signal: c.signal }); c.abort("x"); try { await res.text(); } catch (e) { return e; } }, "x");
is("a stream that reads a body ends with the abort", async () => { const c = new AbortController(), r = await fetch("http://echo/", { signal: c.signal }), reader = r.body.getReader(); c.abort("why"); const out = []; for (const p of [reader.read(), reader.closed]) try { out.push(await p); } catch (e) { out.push(e); } return out; }, ["why", "why"]);
is("so do both streams of a clone", async () => { const c = new AbortController(), r = await fetch("http://echo/", { signal: c.signal }), k = r.clone(); c.abort("why"); const out = []; for (const x of [r, k]) try { out.push(await x.text()); } catch (e) { out.push(e); } return out; }, ["why", "why"]);
is("abort cancels a stream that is being sent", async () => { const c = new AbortController(); let why; const p = fetch("http://echo/", { method: "POST", body: new ReadableStream({ pull() { return new Promise(() => {}); }, cancel(e) { why = e; } }), signal: c.signal }); await null; c.abort("why"); try { await p; } catch (e) { await task(); return [e, why]; } }, ["why", "why"]);
is("an aborted fetch cancels the stream that it would have sent", async () => { let why; const body = new ReadableStream({ cancel(e) { why = e; } }); try { await fetch("http://echo/", { method: "POST", body, signal: AbortSignal.abort("w") }); } catch (e) { return [e, why]; } }, ["w", "w"]);
is("a body that was read whole does not mind the abort", async () => { const c = new AbortController(), r = await fetch("http://echo/", { signal: c.signal }), text = await r.text(); c.abort(); return [text.length > 0, r.bodyUsed]; }, [true, true]);
