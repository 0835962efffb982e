import { is, throws } from "../harness.js";

is("let has a scope of its own in each turn of a loop", () => { const f = []; for (let n = 0; n < 3; n++) f.push(() => n); return f.map((g) => g()); }, [0, 1, 2]);
is("a change in the body is seen by the closure of that turn", () => { const f = []; for (let n = 0; n < 4; n++) { f.push(() => n); n++; } return f.map((g) => g()); }, [1, 3]);
is("const in for-of and for-in", () => { const f = []; for (const x of [1, 2]) f.push(() => x); for (const k in { a: 1 }) f.push(() => k); return f.map((g) => g()); }, [1, 2, "a"]);
is("var is hoisted", () => { const before = v; var v = 1; return [before, v]; }, [undefined, 1]);
is("functions are hoisted", () => { return f(); function f() { return 1; } }, 1);
is("functions in blocks have their scope", () => { { function f() { return 1; } } return typeof f; }, "undefined");
is("labels", () => { const out = []; outer: for (let a = 0; a < 3; a++) { for (let b = 0; b < 3; b++) { if (b === 1) continue outer; if (a === 2) break outer; out.push([a, b]); } } return out; }, [[0, 0], [1, 0]]);
is("a label on a block", () => { let n = 0; a: { n = 1; break a; n = 2; } return n; }, 1);
is("do-while runs once", () => { let n = 0; do n++; while (false) return n; }, 1);
is("switch falls through", () => { const out = []; switch (2) { case 1: out.push(1); case 2: out.push(2); case 3: out.push(3); break; default: out.push(4); } return out; }, [2, 3]);
is("switch with the default in the middle", () => { const f = (v) => { const out = []; switch (v) { case 1: out.push(1); default: out.push("d"); case 2: out.push(2); } return out; }; return [f(1), f(2), f(9)]; }, [[1, "d", 2], [2], ["d", 2]]);
is("switch compares strictly", () => { switch ("1") { case 1: return "number"; case "1": return "string"; } }, "string");
is("finally runs after return", () => { const log = []; const f = () => { try { return log.push("try"); } finally { log.push("finally"); } }; f(); return log; }, ["try", "finally"]);
is("return in finally wins", () => (() => { try { throw 1; } finally { return 2; } })(), 2);
is("break in finally drops the error", () => { for (;;) { try { throw 1; } finally { break; } } return "on"; }, "on");
is("the value of return is taken before finally", () => (() => { let n = 1; try { return n; } finally { n = 2; } })(), 1);
is("catch without a binding", () => { try { throw 1; } catch { return "caught"; } }, "caught");
is("catch destructures", () => { try { throw { a: 1, b: [2] }; } catch ({ a, b: [c] }) { return [a, c]; } }, [1, 2]);
is("what is thrown may be anything", () => { const out = []; for (const v of [1, null, undefined, "s"]) try { throw v; } catch (e) { out.push(e); } return out; }, [1, null, undefined, "s"]);
is("an error in catch passes finally", () => { const log = []; try { try { throw 1; } catch (e) { throw 2; } finally { log.push("f"); } } catch (e) { log.push(e); } return log; }, ["f", 2]);
is("for-of closes its iterator on break", () => { let closed = 0; const it = { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { closed++; return {}; } }) }; for (const x of it) break; return closed; }, 1);
is("for-of closes its iterator on a throw, whose error wins", () => { const it = { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { throw "from return"; } }) }; try { for (const x of it) throw "body"; } catch (e) { return e; } }, "body");
is("for-of does not close what ended", () => { let closed = 0; const it = { [Symbol.iterator]: () => ({ next: () => ({ done: true }), return() { closed++; return {}; } }) }; for (const x of it); return closed; }, 0);
throws("the result of return must be an object", TypeError, () => { for (const x of { [Symbol.iterator]: () => ({ next: () => ({}), return: () => 1 }) }) break; });
throws("for-of of what is not iterable", TypeError, () => { for (const x of {}); });
throws("a result of next must be an object", TypeError, () => { for (const x of { [Symbol.iterator]: () => ({ next: () => 1 }) }); });
is("for-of takes next once", () => { let n = 0, left = 3; const it = { [Symbol.iterator]: () => ({ get next() { n++; return () => ({ done: left-- === 0 }); } }) }; for (const x of it); return n; }, 1);
is("for-of over what grows", () => { const a = [1]; const out = []; for (const x of a) { out.push(x); if (a.length < 3) a.push(x + 1); } return out; }, [1, 2, 3]);
is("for-in goes up the prototypes", () => { const out = []; for (const k in Object.create({ b: 1, a: 1 }, { a: { value: 1, enumerable: false }, c: { value: 1, enumerable: true } })) out.push(k); return out; }, ["c", "b"]);
is("for-in of null does nothing", () => { for (const k in null) return "turn"; for (const k in undefined) return "turn"; return "none"; }, "none");
is("for-in of a string", () => { const out = []; for (const k in "ab") out.push(k); return out; }, ["0", "1"]);
is("for-in skips what is deleted meanwhile", () => { const o = { a: 1, b: 1, c: 1 }, out = []; for (const k in o) { out.push(k); delete o.b; } return out; }, ["a", "c"]);
is("for without parts", () => { let n = 0; for (;;) if (++n === 3) return n; }, 3);
is("var in a loop is shared", () => { var f = []; for (var n = 0; n < 2; n++) f.push(() => n); return f.map((g) => g()); }, [2, 2]);
is("destructuring in for-of", () => { const out = []; for (const [k, { v = 5 }] of Object.entries({ a: { v: 1 }, b: {} })) out.push(k + v); return out; }, ["a1", "b5"]);
is("using disposes in reverse", () => { const log = []; const r = (n) => ({ [Symbol.dispose]() { log.push(n); } }); { using a = r(1), b = r(2); using c = null; log.push("body"); } return log; }, ["body", 2, 1]);
is("using disposes when the block throws", () => { const log = []; try { using a = { [Symbol.dispose]() { log.push("d"); } }; throw "x"; } catch (e) { log.push(e); } return log; }, ["d", "x"]);
is("two errors become a SuppressedError", () => { try { using a = { [Symbol.dispose]() { throw 2; } }; throw 1; } catch (e) { return [e.name, e.error, e.suppressed]; } }, ["SuppressedError", 2, 1]);
throws("using asks for a dispose method", TypeError, () => { using a = {}; });
is("await using waits", async () => { const log = []; { await using a = { async [Symbol.asyncDispose]() { await null; log.push("d"); } }; log.push("b"); } log.push("after"); return log; }, ["b", "d", "after"]);
is("await using takes Symbol.dispose too", async () => { const log = []; { await using a = { [Symbol.dispose]() { log.push("d"); } }; } return log; }, ["d"]);
is("using in for-of", () => { const log = []; for (using r of [1, 2].map((n) => ({ [Symbol.dispose]() { log.push(n); } }))) log.push("b"); return log; }, ["b", 1, "b", 2]);
is("eval and arguments are plain parameters of sloppy libraries", () => typeof globalThis.eval, "function");
is("empty statements", () => { ;;; if (1); else; return 1; }, 1);
is("semicolons are inserted", () => { let a = 1
let b = a
++b
return [a, b] }, [1, 2]);
is("a return ends at the line", () => (() => { return
1; })(), undefined);
is("a directive makes no difference to a module", () => { "use strict"; return 1; }, 1);
