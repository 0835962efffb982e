package webapi

import "testing"

func TestDOMException(t *testing.T) {
	cases{
		{"fields", `const e = new DOMException("m", "AbortError"); return [e.name, e.message, e.code, e instanceof Error, e instanceof DOMException, String(e), Object.prototype.toString.call(e), Object.keys(e)].join()`,
			"AbortError,m,20,true,true,AbortError: m,[object DOMException],"},
		{"defaults", `const e = new DOMException(); return [e.name, e.message === "", e.code].join()`, "Error,true,0"},
		{"options", `const e = new DOMException("m", {name: "DataCloneError", cause: 1}); return [e.name, e.code, e.cause].join()`, "DataCloneError,25,1"},
		{"stack", `return new DOMException("m", "X").stack.split("\n")[0]`, "X: m"},
		{"constants", `return [DOMException.ABORT_ERR, DOMException.prototype.DATA_CLONE_ERR, Object.getPrototypeOf(DOMException) === Function.prototype].join()`, "20,25,true"},
		{"brand", `try { DOMException.prototype.name } catch (e) { return String(e) }`, "TypeError: Illegal invocation"},
		{"subclass", `class A extends DOMException {}; const a = new A("x", "Y"); return [a instanceof A, a.name].join()`, "true,Y"},
	}.run(t)
}

func TestEvents(t *testing.T) {
	cases{
		{"order", `const t = new EventTarget(), out = [];
			t.addEventListener("x", () => out.push("bubble"));
			t.addEventListener("x", () => out.push("capture"), true);
			t.addEventListener("x", {handleEvent(e) { out.push(this === h, e.eventPhase) }});
			const h = {handleEvent(e) { out.push(this === h, e.target === t) }}; t.addEventListener("x", h);
			t.dispatchEvent(new Event("x")); return out.join()`, "capture,bubble,false,2,true,true"},
		{"once and duplicates", `const t = new EventTarget(); let n = 0; const f = () => n++;
			t.addEventListener("x", f, {once: true}); t.addEventListener("x", f); t.addEventListener("x", f, true);
			t.dispatchEvent(new Event("x")); t.dispatchEvent(new Event("x")); return n`, "3"},
		{"signal", `const t = new EventTarget(), c = new AbortController(); let n = 0;
			t.addEventListener("x", () => n++, {signal: c.signal}); t.dispatchEvent(new Event("x")); c.abort();
			t.dispatchEvent(new Event("x")); t.addEventListener("x", () => n++, {signal: c.signal}); t.dispatchEvent(new Event("x")); return n`, "1"},
		{"passive", `const t = new EventTarget(); t.addEventListener("x", (e) => e.preventDefault(), {passive: true});
			return t.dispatchEvent(new Event("x", {cancelable: true}))`, "true"},
		{"cancel", `const t = new EventTarget(); t.addEventListener("x", (e) => e.preventDefault());
			return [t.dispatchEvent(new Event("x", {cancelable: true})), t.dispatchEvent(new Event("x"))].join()`, "false,true"},
		{"stop", `const t = new EventTarget(), out = []; t.addEventListener("x", (e) => { out.push(1); e.stopImmediatePropagation() });
			t.addEventListener("x", () => out.push(2)); t.dispatchEvent(new Event("x")); return out.join()`, "1"},
		{"throwing listener", `const t = new EventTarget(); t.addEventListener("x", () => { throw new Error("in listener") });
			t.addEventListener("x", () => { let x = 1 }); t.dispatchEvent(new Event("x")); return "on"`, "uncaught Error: in listener\non"},
		{"redispatch", `const t = new EventTarget(); t.addEventListener("x", (e) => { try { t.dispatchEvent(e) } catch (x) { r = x.name } }); let r;
			t.dispatchEvent(new Event("x")); return r`, "InvalidStateError"},
		{"subclass", `class T extends EventTarget { #p = 5; constructor() { super() } get p() { return this.#p } } const t = new T();
			let got; t.addEventListener("x", function (e) { got = [this === t, e.detail].join() }); t.dispatchEvent(new CustomEvent("x", {detail: 7})); return got + t.p`, "true,75"},
		{"not an event", `try { new EventTarget().dispatchEvent({type: "x"}) } catch (e) { return e.name }`, "TypeError"},
		{"illegal", `try { Event.prototype.type } catch (e) { return String(e) }`, "TypeError: Illegal invocation"},
		{"tags", `return [new Event("a"), new CustomEvent("b"), new EventTarget(), new AbortController().signal].map(String).join()`,
			"[object Event],[object CustomEvent],[object EventTarget],[object AbortSignal]"},
		{"no own state", `return Object.keys({...new Event("x")}).concat(Reflect.ownKeys(new EventTarget())).join()`, "isTrusted"},
		{"error event", `const e = new ErrorEvent("error", {message: "m", error: 1, lineno: 3}); return [e.message, e.error, e.lineno, e.filename === ""].join()`, "m,1,3,true"},
		{"extendable", `try { new ExtendableEvent("x").waitUntil(Promise.resolve()); return "ok" } catch (e) { return e.name }`, "ok"},
	}.run(t)
}

func TestAbort(t *testing.T) {
	cases{
		{"abort", `const c = new AbortController(), out = []; c.signal.onabort = () => out.push("on"); c.signal.addEventListener("abort", (e) => out.push(e.type, e.isTrusted));
			c.abort(); c.abort("again"); out.push(c.signal.aborted, c.signal.reason.name, c.signal.reason.code); return out.join()`, "on,abort,true,true,AbortError,20"},
		{"reason", `const c = new AbortController(); c.abort(7); try { c.signal.throwIfAborted() } catch (e) { return e }`, "7"},
		{"static", `return [AbortSignal.abort().reason.name, AbortSignal.abort("x").reason].join()`, "AbortError,x"},
		{"timeout", `const s = AbortSignal.timeout(50), began = Date.now(); await new Promise((r) => s.onabort = r); return [s.reason.name, Date.now() - began].join()`, "TimeoutError,50"},
		{"timeout range", `try { AbortSignal.timeout(-1) } catch (e) { return e.name }`, "TypeError"},
		{"any", `const a = new AbortController(), b = new AbortController(), s = AbortSignal.any([AbortSignal.any([a.signal]), b.signal]), out = [];
			s.onabort = () => out.push("s"); a.signal.onabort = () => out.push("a", s.aborted); a.abort("r"); out.push(s.reason); b.abort(); return out.join()`, "a,true,s,r"},
		{"any of aborted", `return AbortSignal.any([new AbortController().signal, AbortSignal.abort(3)]).reason`, "3"},
		{"illegal constructor", `try { new AbortSignal() } catch (e) { return String(e) }`, "TypeError: Illegal constructor"},
	}.run(t)
}

func TestGlobalListeners(t *testing.T) {
	cases{
		{"unhandledrejection", `addEventListener("unhandledrejection", (e) => { got = e.reason; e.preventDefault() }); let got;
			Promise.reject(5); await new Promise((r) => setTimeout(r, 1)); return got`, "5"},
		{"reported all the same", `addEventListener("unhandledrejection", () => {}); Promise.reject(new Error("e")); await new Promise((r) => setTimeout(r, 1))`, "unhandled Error: e"},
		{"rejectionhandled", `let got = []; addEventListener("rejectionhandled", (e) => got.push(e.reason, e.promise === p)); const p = Promise.reject(5);
			await new Promise((r) => setTimeout(r, 1)); p.catch(() => {}); await new Promise((r) => setTimeout(r, 1)); return got.join()`, "unhandled 5\n5,true"},
		{"error", `let got; addEventListener("error", (e) => { got = e.message; e.preventDefault() }); setTimeout(() => { throw new TypeError("t") }, 1);
			await new Promise((r) => setTimeout(r, 5)); return got`, "TypeError: t"},
		{"custom", `let n = 0; const f = () => n++; addEventListener("x", f); dispatchEvent(new Event("x")); removeEventListener("x", f); globalThis.dispatchEvent(new Event("x")); return n`, "1"},
	}.run(t)
	if got := runScript(t, `addEventListener("fetch", () => {})`, `return "listened"`); got != "listened" {
		t.Errorf("got %s", got)
	}
}
