package webapi

import "testing"

func TestErrors(t *testing.T) {
	const top = `const first = (e) => e.stack.split("\n")[0];`
	cases{
		{"words in a rejection", `const f = async () => { await null; undefined.x }; return await f().catch((e) => [e.message, e.stack.split("\n")[0]].join("|"))`,
			"Cannot read properties of undefined (reading 'x')|TypeError: Cannot read properties of undefined (reading 'x')"},
		{"words in a rejection nobody awaited yet", `const p = (async () => { null_ })(); const [r] = await Promise.allSettled([p]); return r.reason.stack.split("\n")[0]`, "ReferenceError: null_ is not defined"},
		{"any", `return await Promise.any([]).catch((e) => e.message)`, "All promises were rejected"},
		{"stack in V8's form", `return /^Error: m\n    at fetch \(file:\/\/\/worker\.js:\d+:\d+\)$/.test(new Error("m").stack)`, "true"},
		{"subclasses", top + `class A extends RangeError { constructor() { super("m") } } A.prototype.name = "A"; const e = new A(); return [first(e), e instanceof RangeError, e.stack.includes("\n    at fetch"), Object.keys(e).length].join()`, "A: m,true,true,0"},
		{"called without new", `return [Error("a").message, TypeError("b") instanceof TypeError].join()`, "a,true"},
		{"limit", `Error.stackTraceLimit = 0; const e = new Error("m"); Error.stackTraceLimit = "x"; return [e.stack, "stack" in new Error()].join()`, "Error: m,false"},
		{"assigned", `const e = new Error("m"); e.stack = 5; const d = Object.create(new Error()); d.stack = 6; return [e.stack, d.stack, Object.hasOwn(d, "stack")].join()`, "5,6,true"},
		{"prepareStackTrace", `Error.prepareStackTrace = (e, sites) => e.message + sites.length + sites[0].getFunctionName() + sites[0].getFileName(); const s = new Error("m").stack; Error.prepareStackTrace = undefined; return s`, "m1fetchfile:///worker.js"},
		{"captureStackTrace leaves out callers", `function outer() { return inner() } function inner() { const o = { name: "N", message: "m" }; Error.captureStackTrace(o, outer); return o } return /^N: m\n    at fetch [^\n]*$/.test(outer().stack)`, "true"},
		{"constructors", `return [Error.length, Error.name, TypeError.__proto__ === Error, Error.prototype.constructor === Error, new TypeError("m", { cause: 1 }).cause, new AggregateError([1], "m").errors[0], Object.prototype.toString.call(new Error())].join()`, "1,Error,true,true,1,1,[object Error]"},
	}.run(t)
}

func BenchmarkNewError(b *testing.B) {
	run(b, `for (let n = 0; n < 1000; n++) new Error("m")`)
	for b.Loop() {
		run(b, `for (let n = 0; n < 10000; n++) new Error("m")`)
	}
}
