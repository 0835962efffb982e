// One case a line; what Node 20 shows for it stands in recorded.txt. A line
// may be a comment. `show` gives text; a case that throws shows its error.

// exec and its result
show(/a(b)?(c)/.exec("xacx"))
show(/(?<y>\d+)-(?<m>\d+)?/.exec("2024-"))
show(Object.getPrototypeOf(/(?<y>a)/.exec("a").groups))
show(Reflect.ownKeys(/(?<y>a)/d.exec("a")))
show(/a(b)?(?<c>c)/d.exec("xac").indices, /a(?<c>c)/d.exec("xac").indices.groups)
show(/a/.exec("b"), /a/.test("a"), /undefined/.test(), /null/.exec(null).index)
show(Object.getOwnPropertyDescriptor(/a/.exec("a"), "index"))
name(() => RegExp.prototype.exec.call({}, "a"))
show(RegExp.prototype.test.call({ exec: (s) => s === "x" ? {} : null }, "x"))
show(RegExp.prototype.test.call({ exec: () => 1 }, "x"))
name(() => RegExp.prototype.test.call(1, "x"))
// lastIndex
{ const r = /a/g; show(r.exec("aXa").index, r.lastIndex, r.exec("aXa").index, r.lastIndex, r.exec("aXa"), r.lastIndex) }
{ const r = /a/y; show(r.test("ba"), r.lastIndex); r.lastIndex = 1; show(r.test("ba"), r.lastIndex) }
{ const r = /a/; r.lastIndex = 5; show(r.test("a"), r.lastIndex) }
{ const r = /a/g; r.lastIndex = 5; show(r.test("a"), r.lastIndex) }
{ const r = /a/g; r.lastIndex = -3; show(r.test("a"), r.lastIndex) }
{ const r = /a/g; r.lastIndex = { valueOf() { return 1.9 } }; show(r.exec("aa").index) }
{ const r = /a/g; r.lastIndex = "1"; show(r.exec("aa").index, r.lastIndex) }
{ const r = Object.freeze(/a/g); name(() => r.exec("a")) }
{ const r = Object.freeze(/a/); show(r.exec("a").index) }
{ const r = /\udf06/u; r.lastIndex = 1; show(r.exec("\ud834\udf06")) }
{ const r = /./gu; r.lastIndex = 1; show(r.exec("\ud834\udf06").index) }
{ const r = /(?:)/gu; const out = []; for (let n = 0; n < 4; n++) { const m = r.exec("💩a"); out.push(m && m.index, r.lastIndex); r.lastIndex++ } show(out) }
show(Object.getOwnPropertyDescriptor(/a/, "lastIndex"), Reflect.ownKeys(/a/))
// the constructor
show(RegExp.length, RegExp.name, typeof RegExp, Object.getPrototypeOf(RegExp) === Function.prototype)
show(new RegExp().source, String(new RegExp("")), String(RegExp(undefined)), String(RegExp("", "g")))
show(RegExp(/a/g) instanceof RegExp, String(new RegExp(/a/g)), String(new RegExp(/a/g, "i")), String(RegExp(/a/g, undefined)))
{ const r = /a/; show(RegExp(r) === r, new RegExp(r) === r, RegExp(r, "") === r) }
show(new RegExp("/").source, new RegExp("[/]").source, new RegExp("\\/").source, new RegExp("\n\r\u2028").source, new RegExp("a\\\n").source)
show(String(new RegExp("/[/]/", "y")), eval(String(new RegExp("/\n"))).test("/\n"))
show(new RegExp("a", "gg"))
show(new RegExp("a", "uv"))
show(new RegExp("a", "x"))
show(new RegExp("a", null))
show(new RegExp("("))
show(new RegExp("[b-a]", "g"))
show(new RegExp("\\u{1}{", "u"))
show(new RegExp({ [Symbol.match]: true, source: "a", flags: "g", constructor: 1 }).flags)
{ const o = { [Symbol.match]: true, source: "a", flags: "g", constructor: RegExp }; show(RegExp(o) === o) }
{ const r = /a/g; r[Symbol.match] = false; show(RegExp(r) === r, RegExp(r).flags) }
show(String(new RegExp({ toString() { return "x+" } }, { toString() { return "i" } })))
show(new RegExp(Symbol("a")))
show(RegExp.prototype.constructor === RegExp, RegExp[Symbol.species] === RegExp)
{ const d = Object.getOwnPropertyDescriptor(RegExp, "prototype"); show(d.writable, d.enumerable, d.configurable) }
show(Object.getOwnPropertyNames(RegExp.prototype).sort())
show(["exec", "test", "compile", "toString"].map((n) => [RegExp.prototype[n].name, RegExp.prototype[n].length]))
show([Symbol.match, Symbol.matchAll, Symbol.replace, Symbol.search, Symbol.split].map((n) => [RegExp.prototype[n].name, RegExp.prototype[n].length]))
name(() => new RegExp.prototype.exec("a"))
show(Object.prototype.toString.call(/a/), Object.prototype.toString.call(RegExp.prototype), Object.prototype.toString.call(new RegExp("a")))
show(typeof new RegExp("a"), new RegExp("a") instanceof RegExp, new RegExp("a").constructor === RegExp, RegExp.prototype.isPrototypeOf(/a/))
{ const f = () => /a/; show(f() === f()) }
// flags and source
show(new RegExp("a", "dgimsuy").flags, /a/v.flags, /a/.flags)
show(/a/dgimsy.hasIndices, /a/v.unicodeSets, /a/u.unicode, /a/y.sticky, /a/s.dotAll, /a/m.multiline, /a/i.ignoreCase, /a/g.global, /a/.global)
show(["hasIndices", "global", "ignoreCase", "multiline", "dotAll", "unicode", "unicodeSets", "sticky", "source", "flags"].map((n) => { const d = Object.getOwnPropertyDescriptor(RegExp.prototype, n); return [d.get.name, d.set, d.enumerable, d.configurable, RegExp.prototype[n]] }))
show(Object.getOwnPropertyDescriptor(RegExp.prototype, "hasIndices").get.call({}))
show(Object.getOwnPropertyDescriptor(RegExp.prototype, "flags").get.call(1))
show(Object.getOwnPropertyDescriptor(RegExp.prototype, "flags").get.call({ global: 1, unicodeSets: "x", sticky: 0 }))
show(RegExp.prototype.toString.call({ source: "a", flags: "b" }), RegExp.prototype.toString.call(RegExp.prototype))
name(() => RegExp.prototype.toString.call(1))
show(String(/a\/b[/]/g), `${/\n/}`, /a\nb/.source)
// compile
{ const r = /a/g; r.lastIndex = 2; show(r.compile("b", "i") === r, String(r), r.lastIndex, r.test("B"), r.global, r.ignoreCase) }
{ const r = /a/; r.compile(/x/y); show(String(r), r.sticky) }
{ const r = /a/; show(r.compile(/x/, "g")) }
{ const r = /a/; r.compile(); show(String(r)) }
{ const r = /a/; try { r.compile("(") } catch (e) { show(e.name, String(r)) } }
name(() => RegExp.prototype.compile.call({}, "a"))
// match
show("abcabc".match(/b/g), "abc".match(/x/g), "abc".match(/b/).index, "abc".match("b").index, "a.c".match("."), "abc".match())
show("💩💩".match(/(?:)/gu).length, "💩💩".match(/(?:)/g).length, "".match(/a*/g), "aab".match(/a*?/g))
{ const r = /a/g; r.lastIndex = 2; show("aaa".match(r), r.lastIndex) }
{ const r = /a/gy; show("aaba".match(r), r.lastIndex) }
show("abc".match({ [Symbol.match]: (s) => s + "!" }))
{ const r = /a/g; let n = 0; r.exec = function (s) { return n++ < 2 ? { 0: n === 1 ? "x" : "" } : null }; show("abc".match(r), r.lastIndex) }
{ const r = /a/; Object.defineProperty(r, "flags", { value: "g" }); r.exec = () => null; show("a".match(r)) }
show(RegExp.prototype[Symbol.match].call(1, "a"))
show(String.prototype.match.call(null, /a/))
show("1".match.call(12, /2/).index)
show("aXbX".match(new RegExp("(?<n>x)", "i")).groups.n)
// matchAll
show([..."a1b2".matchAll(/([a-z])(\d)/g)].map((m) => [m[0], m[1], m.index]))
show([..."aaa".matchAll("a")].length, [..."💩".matchAll(/(?:)/gu)].length)
show("a".matchAll(/a/))
show("a".matchAll({ [Symbol.match]: true, flags: "" }))
{ const i = "ab".matchAll(/./g); show(Object.prototype.toString.call(i), i[Symbol.iterator]() === i, i.next(), i.next().value[0], i.next(), i.next()) }
{ const r = /a/g; r.lastIndex = 1; show([..."aaa".matchAll(r)].map((m) => m.index), r.lastIndex) }
show([...RegExp.prototype[Symbol.matchAll].call(/a/, "aa")].length)
{ const p = Object.getPrototypeOf("".matchAll(/a/g)); show(p.next.name, p.next.length, Object.getOwnPropertyNames(p), p[Symbol.toStringTag]) }
{ const p = Object.getPrototypeOf("".matchAll(/a/g)); name(() => p.next.call({})) }
{ const it = "aab".matchAll(/(?<x>a)/dg); show([...it].map((m) => [m.groups.x, m.indices.groups.x])) }
// replace
show("abc".replace(/b/, "[$&]"), "abc".replace(/b/, "[$`|$']"), "abc".replace(/(b)(c)/, "$2$1$3$0$$"), "abc".replace(/b/, "$"), "abc".replace(/b/, "$1"))
show("abcabc".replace(/b/g, "x"), "aaa".replace(/a/y, "b"), "baa".replace(/a/y, "b"), "aab".replace(/a/gy, "x"), "abc".replace(/x/, "y"))
show("ab".replace(/(?<x>a)(?<y>b)/, "$<y>$<x>$<z>$<"), "ab".replace(/(a)(b)/, "$<x>"), "ab".replace(/(?<x>a)/, "$<x"))
show("abcdefghijkl".replace(/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/, "$11-$10-$12-$01-$011-$99"))
show("abc".replace(/(b)(x)?/, (...a) => JSON.stringify(a)), "abc".replace(/(?<n>b)/, (...a) => JSON.stringify(a)))
show("abc".replace(/b/g, () => undefined), "abc".replace(/b/g, () => "$&"), "abc".replace(/b/g, null))
show("💩".replace(/(?:)/gu, "-"), "💩".replace(/(?:)/g, "-").length, "aé💩".replace(/é/, "$'$`"), "naïve".replace(/ï/g, "i"))
{ const r = /a/g; r.lastIndex = 2; show("aaa".replace(r, "b"), r.lastIndex) }
{ const r = /a/y; r.lastIndex = 1; show("aaa".replace(r, "b"), r.lastIndex) }
{ const r = /a/y; r.lastIndex = 1; show("aba".replace(r, "b"), r.lastIndex) }
{ const r = /a/; r.exec = () => ({ 0: "xy", 1: undefined, length: 3, 2: 7, index: 1.5, groups: { n: 1 } }); show("abcd".replace(r, "[$&|$1|$2|$<n>|$3]"), "abcd".replace(r, (...a) => JSON.stringify(a))) }
{ const r = /a/; r.exec = () => ({ 0: "x", index: 99 }); show("ab".replace(r, "y")) }
{ const r = /a/g; const s = []; show("aba".replace(r, (m, i) => { s.push(r.lastIndex); r.lastIndex = 9; return i }), s, r.lastIndex) }
{ const r = Object.freeze(/a/g); name(() => "a".replace(r, "b")) }
show("aXbX".replaceAll(/x/gi, "-"), "abc".replaceAll("b", "$&$&"))
show("a".replaceAll(/a/, "b"))
name(() => RegExp.prototype[Symbol.replace].call(1))
show("abc".replace(/(?<a>b)/, "$<a>$<constructor>"), "a-b".replace(/(\w)-(\w)/, "$2-$1"))
show("aaa".replace(/a/g, (() => { let n = 0; return () => n++ })()))
// search
{ const r = /b/g; r.lastIndex = 3; show("abc".search(r), r.lastIndex, "abc".search(/x/), "abc".search("c"), "abc".search(), "ab".search(/b/y)) }
show(RegExp.prototype[Symbol.search].call({ lastIndex: 4, exec() { return { index: "i" + this.lastIndex } } }, "a"))
show(RegExp.prototype[Symbol.search].call(1, "a"))
// split
show("a,b,c".split(/,/), "abc".split(/(?:)/), "a1b2c".split(/(\d)/), "abc".split(/b/y), "".split(/a/), "".split(/(?:)/), "ab".split(/(x)?/))
show("a,b,c".split(/,/, 2), "a1b2c".split(/(\d)/, 2), "abc".split(/b/, 0), "a,b".split(/,/, -1), "abab".split(/(?=b)/), "aXbx".split(/x/i))
show("💩a".split(/(?:)/u), "💩a".split(/(?:)/).length, "A<B>bold</B>and".split(/<(\/)?([^<>]+)>/), "test".split(/(?:)/, 3), "\n".split(/^/m))
show("aaa".split(/a/), "abc".split(/$/), "abc".split(/^/), "abc".split(/c/), "a  b".split(/\s*/), "a b".split(/ /y))
{ class R extends RegExp { constructor(p, f) { super(p, f); R.seen = [String(p), f] } }; show("a-b".split(new R("-", "i")), R.seen) }
{ const r = /-/; r.constructor = { [Symbol.species]: function (p, f) { return { exec: () => null, flags: f } } }; show("a-b".split(r)) }
{ const r = /-/; r.constructor = undefined; show("a-b".split(r)) }
{ const r = /-/; r.constructor = 1; show("a-b".split(r)) }
{ const r = /-/; r.constructor = { [Symbol.species]: null }; show("a-b".split(r)) }
// classes
{ class R extends RegExp { exec(s) { const m = super.exec(s); if (m) m[0] = m[0] + "!"; return m } }; const r = new R("a", "g"); show(r instanceof R, r instanceof RegExp, "aba".match(r), "aba".replace(r, "[$&]"), r.test("a"), Object.prototype.toString.call(r)) }
{ class R extends RegExp { constructor(x) { super(x, "g"); this.y = 1 } }; const r = new R("a"); show(r.y, r.flags, r.source, R[Symbol.species] === R, "aa".replace(r, "b")) }
{ function F() { return Reflect.construct(RegExp, ["x", "g"], F) } F.prototype = Object.create(RegExp.prototype); const r = new F(); show(r instanceof F, r.test("x"), String(r)) }
{ const o = Object.create(/a/); name(() => o.test("a")) }
{ const p = new Proxy(/a/, {}); name(() => p.test("a")) }
{ const p = new Proxy(/a/g, {}); show(Object.prototype.toString.call(p), "x".startsWith(p)) }
show("a".startsWith(/a/))
{ const r = /a/; r[Symbol.match] = false; show("/a/".startsWith(r), "x/a/".includes(r)) }
// changed prototypes
{ const e = RegExp.prototype.exec; let n = 0; RegExp.prototype.exec = function (s) { n++; return e.call(this, s) }; try { show("aba".replace(/a/g, "x"), /a/.test("a"), "a".match(/a/g), "a-b".split(/-/), [..."a".matchAll(/a/g)].length, n) } finally { RegExp.prototype.exec = e } }
{ const d = Object.getOwnPropertyDescriptor(RegExp.prototype, "global"); Object.defineProperty(RegExp.prototype, "global", { get() { return true }, configurable: true }); try { show(/a/.flags, /a/g.exec("a").index) } finally { Object.defineProperty(RegExp.prototype, "global", d) } }
{ const m = RegExp.prototype[Symbol.match]; delete RegExp.prototype[Symbol.match]; try { show("a".match(/a/)) } catch (e) { show(e.name) } finally { Object.defineProperty(RegExp.prototype, Symbol.match, { value: m, writable: true, configurable: true }) } }
// legacy properties: RegExp.$1 and its like
{ /(\d+)-(\w)?/.exec("on 12-x!"); show(RegExp.$1, RegExp.$2, RegExp.$3, RegExp.lastMatch, RegExp["$&"], RegExp.leftContext, RegExp["$`"], RegExp.rightContext, RegExp["$'"], RegExp.lastParen, RegExp["$+"], RegExp.input, RegExp.$_) }
{ "ab".replace(/(b)/, () => ""); /z/.test("q"); show(RegExp.$1, RegExp.lastMatch); RegExp.input = 5; show(RegExp.$_) }
