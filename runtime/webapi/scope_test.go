package webapi

import "testing"

func TestScope(t *testing.T) {
	cases{
		{"self", `return [self === globalThis, navigator.userAgent, String(navigator)].join()`, "true,Cloudflare-Workers,[object Navigator]"},
		{"reportError", `reportError(new TypeError("told"))`, "uncaught TypeError: told"},
		{"structuredClone", `const o = {a: [1]}; const c = structuredClone(o); return [c !== o, c.a[0]].join()`, "true,1"},
		{"structuredClone of a function", `try { structuredClone(() => {}) } catch (e) { return e.message }`, "() => {} could not be cloned."},
		{"scheduler", `const t = Date.now(); await scheduler.wait(50); return Date.now() - t`, "50"},
		{"scheduler aborted", `const c = new AbortController(); setTimeout(() => c.abort("stop"), 5); const t = Date.now();
			try { await scheduler.wait(50, {signal: c.signal}) } catch (e) { return [e, Date.now() - t].join() }`, "stop,5"},
		{"no GoError", `return typeof GoError`, "undefined"},
	}.run(t)
}

func TestPerformance(t *testing.T) {
	cases{
		{"now", `const a = performance.now(); await scheduler.wait(5); return [performance.timeOrigin, performance.now() - a, Date.now() === performance.now()].join()`, "0,5,true"},
		{"mark and measure", `performance.mark("a"); await scheduler.wait(7); performance.mark("b", {detail: {x: 1}}); const m = performance.measure("m", "a", "b");
			return [m.duration, m.entryType, performance.getEntries().length, performance.getEntriesByName("b")[0].detail.x].join()`, "7,measure,3,1"},
		{"unknown mark", `try { performance.measure("m", "none") } catch (e) { return e.name }`, "SyntaxError"},
		{"clear", `performance.mark("a"); performance.clearMarks(); return performance.getEntriesByType("mark").length`, "0"},
	}.run(t)
}
