const { mock } = require("node:test"); const f = mock.fn((a, b) => a + b); const r = f(1, 2); return [r, f.mock.callCount(), f.mock.calls[0].arguments, f.mock.calls[0].result, f.mock.calls[0].error, f.mock.calls[0].this];

const { mock } = require("node:test"); const f = mock.fn(); return [f(1), f.mock.callCount(), f.mock.resetCalls(), f.mock.callCount()];

const { mock } = require("node:test"); const f = mock.fn(() => { throw new Error("x"); }); try { f(); } catch (e) { return [e === f.mock.calls[0].error, f.mock.calls[0].result]; };

const { mock } = require("node:test"); const f = mock.fn((x) => x, (x) => x * 2, { times: 2 }); const a = [f(1), f(1), f(1)]; f.mock.mockImplementation((x) => -x); a.push(f(1)); f.mock.mockImplementationOnce(() => "once"); a.push(f(1), f(1)); f.mock.mockImplementationOnce(() => "seventh", 7); a.push(f(1), f(1), f(1)); return a;

const { mock } = require("node:test"); const o = { v: 3, get() { return this.v; } }; const m = mock.method(o, "get", function () { return this.v * 10; }); const out = [o.get(), m.mock.callCount(), o.get.mock === m.mock]; m.mock.restore(); return [...out, o.get(), "mock" in o.get];

const { mock } = require("node:test"); class A { go() { return 1; } } const a = new A(); mock.method(a, "go"); const out = [a.go(), a.go.mock.callCount(), Object.hasOwn(a, "go")]; mock.restoreAll(); return [...out, Object.hasOwn(a, "go"), a.go()];

const { mock } = require("node:test"); const o = { get x() { return 1; }, set x(v) { this.y = v; } }; const g = mock.getter(o, "x", () => 5), out = [o.x, g.mock.callCount()]; mock.reset(); out.push(o.x); const s = mock.setter(o, "x", function (v) { this.z = v; }); o.x = 4; out.push(o.z, s.mock.callCount(), o.y); mock.reset(); return out;

const { mock } = require("node:test"); return mock.method({}, "no");

const { mock } = require("node:test"); return mock.method(1, "no");

const { mock } = require("node:test"); return mock.fn(5);

const { mock } = require("node:test"); const F = mock.fn(function (x) { this.x = x; }); const o = new F(4); return [o.x, F.mock.callCount(), F.mock.calls[0].this === o];
