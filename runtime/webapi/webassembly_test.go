package webapi

import (
	"strings"
	"testing"
	"time"

	"paddock/runtime"
)

// assembler is enough of one to write the modules below by hand.
const assembler = `
	const text = (s) => [s.length, ...new TextEncoder().encode(s)];
	const vec = (...items) => [items.length, ...items.flat()];
	const section = (id, ...items) => { const b = vec(...items); return [id, b.length, ...b] };
	const module = (...sections) => new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()]);
	const I32 = 0x7f, I64 = 0x7e, F32 = 0x7d, F64 = 0x7c, FUNC = 0x70, EXTERN = 0x6f;
	const type = (params, results) => [0x60, ...vec(...params), ...vec(...results)];
	const code = (...ops) => { const b = [0, ...ops, 0x0b]; return [b.length, ...b] };
	const types = (...t) => section(1, ...t), imports = (...i) => section(2, ...i), functions = (...f) => section(3, ...f), tables = (...t) => section(4, ...t), memories = (...m) => section(5, ...m), globals = (...g) => section(6, ...g), exports = (...e) => section(7, ...e), codes = (...c) => section(10, ...c);
	const ex = (name, kind, index) => [...text(name), kind, index];
	const im = (from, name, kind, ...rest) => [...text(from), ...text(name), kind, ...rest];
	const make = (bytes, im) => new WebAssembly.Instance(new WebAssembly.Module(bytes), im).exports;
	const fails = (f) => { try { f(); return "fine" } catch (e) { return e.name + ": " + e.message } };
	const adder = module(types(type([I32, I32], [I32])), functions(0), exports(ex("add", 0, 0)), codes(code(0x20, 0, 0x20, 1, 0x6a)));
	const memory = module(types(type([I32, I32], []), type([I32], [I32])), functions(0, 1, 1), memories([1, 1, 4]), exports(ex("memory", 2, 0), ex("set", 0, 0), ex("get", 0, 1), ex("grow", 0, 2)), codes(code(0x20, 0, 0x20, 1, 0x3a, 0, 0), code(0x20, 0, 0x2d, 0, 0), code(0x20, 0, 0x40, 0)));
	const caller = module(types(type([I32], [I32])), imports(im("env", "f", 0, 0)), functions(0), exports(ex("g", 0, 1)), codes(code(0x20, 0, 0x10, 0)));
	`

func TestWebAssembly(t *testing.T) {
	tests := cases{
		{"add", `const {add} = make(adder); return [add(2, 3), add(0x7fffffff, 1), add("4", 1.9), add(2 ** 32 + 1), add.name, add.length, typeof add].join()`, "5,-2147483648,5,1,0,2,function"},
		{"instantiate", `const {module: m, instance} = await WebAssembly.instantiate(adder); const second = await WebAssembly.instantiate(await WebAssembly.compile(adder.buffer)); return [m instanceof WebAssembly.Module, instance instanceof WebAssembly.Instance, instance.exports.add(1, 1), second.exports.add(2, 2), Object.isFrozen(instance.exports), Object.getPrototypeOf(instance.exports)].join()`, "true,true,2,4,true,"},
		{"numbers", `const id = (t) => make(module(types(type([t], [t])), functions(0), exports(ex("f", 0, 0)), codes(code(0x20, 0)))).f; return [id(I64)(-5n), id(I64)(2n ** 64n + 7n), typeof id(I64)(1n), id(F32)(0.1), id(F64)(0.1), Object.is(id(F64)(-0), -0), id(F64)(), fails(() => id(I64)(1)), fails(() => id(I32)(Symbol()))].join()`,
			"-5,7,bigint,0.10000000149011612,0.1,true,NaN,TypeError: Cannot convert 1 to a BigInt,TypeError: Cannot convert a Symbol value to a number"},
		{"references", `const id = make(module(types(type([EXTERN], [EXTERN])), functions(0), exports(ex("f", 0, 0)), codes(code(0x20, 0)))).f; const o = {}; return [id(o) === o, id("s"), id(undefined), id(null), id(5)].join()`, "true,s,,,5"},
		{"several results", `const f = make(module(types(type([I32, I64], [I64, I32])), functions(0), exports(ex("f", 0, 0)), codes(code(0x20, 1, 0x20, 0)))).f; return f(1, 2n).map((x) => typeof x + x).join()`, "bigint2,number1"},
		{"imports", `const {g} = make(caller, {env: {f: (x) => { console.log(x); return x * 2 }}}); return g(21)`, "21\n42"},
		{"import throws", `const error = new RangeError("mine"); const {g} = make(caller, {env: {f() { throw error }}}); try { g(1) } catch (e) { return e === error }`, "true"},
		{"import calls back", `let depth = 0; const e = make(caller, {env: {f: (x) => x > 0 ? e.g(x - 1) + 1 : 0}}); return e.g(20)`, "20"},
		{"import errors", `return [fails(() => make(caller)), fails(() => make(caller, {})), fails(() => make(caller, {env: {}})), fails(() => make(caller, 5))].join(" | ")`,
			`TypeError: WebAssembly.Instance(): Imports argument must be present and must be an object | TypeError: WebAssembly.Instance(): Import #0 "env": module is not an object or function | LinkError: WebAssembly.Instance(): Import #0 "env" "f": function import requires a callable | TypeError: WebAssembly.Instance(): Argument 1 must be an object`},
		{"memory both ways", `const m = make(memory), view = new Uint8Array(m.memory.buffer); m.set(3, 200); view[4] = 7; return [m.memory.buffer.byteLength, view[3], m.get(4), m.memory.buffer === m.memory.buffer, m.memory instanceof WebAssembly.Memory].join()`, "65536,200,7,true,true"},
		{"growing from outside", `const m = make(memory), old = m.memory.buffer; m.set(0, 9); const before = m.memory.grow(2); return [before, old.byteLength, m.memory.buffer.byteLength, new Uint8Array(m.memory.buffer)[0], fails(() => m.memory.grow(5))].join()`, "1,0,196608,9,RangeError: WebAssembly.Memory.grow(): Maximum memory size exceeded"},
		{"growing from inside", `const m = make(memory), old = m.memory.buffer, view = new Uint8Array(old); const before = m.grow(1); return [before, old.byteLength, view.length, m.memory.buffer.byteLength, m.grow(99)].join()`, "1,0,0,131072,-1"},
		{"a memory of the script", `const mem = new WebAssembly.Memory({initial: 1, maximum: 2}); const importing = module(types(type([I32], [I32])), imports(im("env", "m", 2, 0, 1)), functions(0), exports(ex("get", 0, 0), ex("same", 2, 0)), codes(code(0x20, 0, 0x2d, 0, 0))); const a = make(importing, {env: {m: mem}}), b = make(importing, {env: {m: mem}}); new Uint8Array(mem.buffer)[5] = 42; return [a.get(5), b.get(5), a.same === mem, String(mem)].join()`, "42,42,true,[object WebAssembly.Memory]"},
		{"a memory of another instance", `const first = make(memory); const second = make(module(types(type([I32], [I32])), imports(im("a", "memory", 2, 0, 1)), functions(0), exports(ex("get", 0, 0)), codes(code(0x20, 0, 0x2d, 0, 0))), {a: first}); first.set(8, 77); return second.get(8)`, "77"},
		{"a function of another instance", `return make(caller, {env: {f: make(module(types(type([I32], [I32])), functions(0), exports(ex("f", 0, 0)), codes(code(0x20, 0, 0x41, 10, 0x6c)))).f}}).g(4)`, "40"},
		{"memory errors", `const M = (d) => fails(() => new WebAssembly.Memory(d)).split(":")[0]; return [M(), M({}), M({initial: 2, maximum: 1}), M({initial: 70000}), M({initial: "x"}), M({initial: 40000}), M({initial: 1, shared: true, maximum: 2})].join()`, "TypeError,TypeError,RangeError,RangeError,TypeError,RangeError,TypeError"},
		{"globals", `const g = new WebAssembly.Global({value: "i32", mutable: true}, 5); const m = make(module(types(type([], [I32])), imports(im("e", "g", 3, I32, 1), im("e", "c", 3, I64, 0)), functions(0), exports(ex("get", 0, 0), ex("g", 3, 0), ex("c", 3, 1)), codes(code(0x23, 0))), {e: {g, c: 9n}}); g.value = 8; return [m.get(), m.g === g, m.c.value, m.c.valueOf(), fails(() => { m.c.value = 1n }), new WebAssembly.Global({value: "f64"}).value, new WebAssembly.Global({value: "i64"}, -3n).value, new WebAssembly.Global({value: "externref"}, "r").value].join()`,
			"8,true,9,9,TypeError: set WebAssembly.Global.value: Can't set the value of an immutable global.,0,-3,r"},
		{"global errors", `const one = module(imports(im("e", "g", 3, I32, 0))); return [() => make(one, {e: {g: "x"}}), () => make(one, {e: {g: 1n}}), () => make(one, {e: {g: new WebAssembly.Global({value: "i32", mutable: true}, 1)}}), () => new WebAssembly.Global({value: "x"})].map((f) => fails(f).split(":")[0]).join()`, "LinkError,LinkError,LinkError,TypeError"},
		{"tables of values", `const t = new WebAssembly.Table({element: "externref", initial: 2}); t.set(0, "a"); const grew = t.grow(2, t); return [t.length, grew, t.get(0), t.get(1), t.get(3) === t, fails(() => t.get(4)), fails(() => t.set(9, 1))].join()`, "4,2,a,,true,RangeError: WebAssembly.Table.get(): invalid index 4 into externref table of size 4,RangeError: WebAssembly.Table.set(): invalid index 9 into externref table of size 4"},
		{"tables of functions", `const m = make(module(types(type([I32], [I32]), type([], [I32])), functions(0, 1), tables([FUNC, 0, 3]), exports(ex("t", 1, 0), ex("double", 0, 0)), section(9, [0, 0x41, 1, 0x0b, ...vec(0, 1)]), codes(code(0x20, 0, 0x41, 2, 0x6c), code(0x41, 7)))); const {t} = m; const seven = t.get(2); const out = [t.length, t.get(0), t.get(1)(21), seven(), t.get(2) === seven]; t.set(0, m.double); out.push(t.get(0) === m.double, t.get(0)(4)); t.set(2, null); out.push(t.get(2), fails(() => t.set(1, () => {})).split(":")[0]); return out.join()`,
			"3,,42,7,true,true,8,,TypeError"},
		{"a table of the script", `const table = new WebAssembly.Table({element: "anyfunc", initial: 1}); const m = make(module(types(type([I32], [I32]), type([I32], [I32])), imports(im("e", "t", 1, FUNC, 0, 1)), functions(0, 1), exports(ex("inc", 0, 0), ex("call", 0, 1)), codes(code(0x20, 0, 0x41, 1, 0x6a), code(0x20, 0, 0x41, 0, 0x11, 0, 0))), {e: {t: table}}); const empty = fails(() => m.call(1)); table.set(0, m.inc); return [empty, m.call(1)].join()`, "RuntimeError: table index is out of bounds,2"},
		{"traps", `const trap = (...ops) => { try { make(module(types(type([], [])), functions(0), memories([0, 1]), exports(ex("f", 0, 0)), codes(code(...ops)))).f() } catch (e) { return [e instanceof WebAssembly.RuntimeError, e instanceof Error, e.name, e.message].join() } }; return [trap(0), trap(0x41, 1, 0x41, 0, 0x6d, 0x1a), trap(0x41, 0x7f, 0x28, 0, 0, 0x1a)].join(" | ")`,
			"true,true,RuntimeError,unreachable | true,true,RuntimeError,divide by zero | true,true,RuntimeError,memory access out of bounds"},
		{"endless recursion", `const {f} = make(module(types(type([], [])), functions(0), exports(ex("f", 0, 0)), codes(code(0x10, 0)))); return fails(f)`, "RangeError: Maximum call stack size exceeded"},
		{"start", `const log = []; make(module(types(type([], [])), imports(im("e", "f", 0, 0)), functions(0), section(8, []).slice(0, 1).concat([1, 1]), codes(code(0x10, 0))), {e: {f: () => log.push("started")}}); return log.join()`, "started"},
		{"what a module has", `const m = new WebAssembly.Module(module(types(type([], [])), imports(im("e", "f", 0, 0), im("e", "m", 2, 0, 1)), functions(0), exports(ex("x", 0, 1), ex("mem", 2, 0)), codes(code()), [0, 6, ...text("own"), 1, 2]));
			return [JSON.stringify(WebAssembly.Module.imports(m)), JSON.stringify(WebAssembly.Module.exports(m)), WebAssembly.Module.customSections(m, "own").map((b) => [...new Uint8Array(b)]).join(), WebAssembly.Module.customSections(m, "no").length].join(" ")`,
			`[{"module":"e","name":"f","kind":"function"},{"module":"e","name":"m","kind":"memory"}] [{"name":"x","kind":"function"},{"name":"mem","kind":"memory"}] 1,2 0`},
		{"broken modules", `const bad = new Uint8Array([1, 2, 3]); return [WebAssembly.validate(adder), WebAssembly.validate(bad), fails(() => new WebAssembly.Module(bad)).split(":")[0], fails(() => new WebAssembly.Module("x")).split(":")[0], await WebAssembly.compile(bad).catch((e) => e instanceof WebAssembly.CompileError), fails(() => new WebAssembly.Instance({})).split(":")[0]].join()`, "true,false,CompileError,TypeError,true,TypeError"},
		{"shape", `return [String(WebAssembly), String(new WebAssembly.Module(adder)), WebAssembly.Memory.length, Object.keys(WebAssembly).join("+"), new WebAssembly.LinkError("m").message, "message" in new WebAssembly.RuntimeError(), WebAssembly.RuntimeError.name, fails(() => WebAssembly.Memory.prototype.grow.call({}, 1))].join()`, "[object WebAssembly],[object WebAssembly.Module],1,validate+compile+instantiate,m,true,RuntimeError,TypeError: Illegal invocation"},
	}
	for n := range tests {
		tests[n].body = assembler + tests[n].body
	}
	tests.run(t)
}

func TestWebAssemblyIsStopped(t *testing.T) {
	loop := assembler + `const {f} = make(module(types(type([], [])), functions(0), exports(ex("f", 0, 0)), codes(code(0x03, 0x40, 0x0c, 0, 0x0b))));
		try { f() } catch (e) { console.log("caught") }`
	began := time.Now()
	got := run(t, loop, func(o *runtime.Options) { o.Limits.CPU = 100 * time.Millisecond })
	if !strings.Contains(got, "exceeded the CPU time limit") || strings.Contains(got, "caught") {
		t.Error(got)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Error("it took", took)
	}
}

// BenchmarkWebAssemblyCalls is a million calls of a function that adds.
func BenchmarkWebAssemblyCalls(b *testing.B) {
	for b.Loop() {
		run(b, assembler+`const {add} = make(adder); let n = 0; for (let k = 0; k < 1e5; k++) n = add(n, 1); return n`)
	}
}
