package webapi

import "testing"

func TestTimers(t *testing.T) {
	cases{
		{"order and arguments", `const out = []; await new Promise((r) => { setTimeout((...a) => out.push(...a), 20, "b", 1); setTimeout(() => out.push("a"), 10);
			setTimeout(() => out.push("c"), 20); setTimeout(r, 30) }); return out.join()`, "a,b,1,c"},
		{"ids", `const a = setTimeout(() => {}), b = setTimeout(() => {}); const r = [typeof a, b > a].join(); clearTimeout(a); clearTimeout(b); clearTimeout(); clearTimeout("x"); return r`, "number,true"},
		{"interval", `let n = 0; await new Promise((r) => { const id = setInterval(() => { if (++n === 3) { clearInterval(id); r() } }, 10) }); return n`, "3"},
		{"clear", `let hit = 0; clearTimeout(setTimeout(() => hit++, 1)); clearImmediate(setImmediate(() => hit++)); await new Promise((r) => setTimeout(r, 9)); return hit`, "0"},
		{"immediate", `return await new Promise((r) => setImmediate(r, "now"))`, "now"},
		{"odd delays", `const t = Date.now(); for (const d of [undefined, null, -5, NaN, "3", {}]) await new Promise((r) => setTimeout(r, d)); return Date.now() - t`, "3"},
		{"throwing", `setTimeout(() => { throw new Error("late") }, 1); await new Promise((r) => setTimeout(r, 5)); return "on"`, "uncaught Error: late\non"},
		{"not a function", `try { setTimeout("code", 1) } catch (e) { return e.name }`, "TypeError"},
		{"microtask", `const out = []; queueMicrotask(() => out.push(1)); out.push(0); await null; await null; return out.join()`, "0,1"},
		{"throwing microtask", `queueMicrotask(() => { throw new Error("micro") }); await null; await null; return "on"`, "uncaught Error: micro\non"},
		{"names", `return [setTimeout.name, queueMicrotask.name].join()`, "setTimeout,queueMicrotask"},
	}.run(t)
}
