package bundle

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
)

func TestMend(t *testing.T) {
	for code, want := range map[string]string{
		"function f(a = () => arguments) {\n}":                                                          "function f(a = () => arguments) { () => arguments;\n}",
		"class A extends B {\n  a = super.b;\n  c = 1;\n}":                                              "class A extends B {\n  a = (() => super.b)();\n  c = 1;\n}",
		"eval(a, b);\no = { eval(x) {\n} };\no.eval(1);":                                                "eval(...__paddock_source(true, eval, a, b));\no = { eval(x) {\n} };\no.eval(1);",
		"function* f() {\n  yield* __yieldStar(a);\n}":                                                  "function* f() {\n  yield* __yieldStar.sync(a);\n}",
		"function f() {\n  return __asyncGenerator(this, null, function* () {\n    return a;\n  });\n}": "function f() {\n  return __asyncGenerator(f, new.target, this, null, function* () {\n    return yield new __await( a);\n  });\n} __asyncGenerator.define(f);",
		"class A {\n  get = 1;\n  static set;\n}":                                                       "class A {\n  \"get\" = 1;\n  static \"set\";\n}",
		"try {\n} catch (e) {\n  f(e);\n}":                                                              "try {\n} catch (e) { __paddock_caught(e);\n  f(e);\n}",
		"try {\n} catch {\n}":                                                                           "try {\n} catch {\n}",
		"try {\n} catch ({ a: [b] }) {\n  f(b);\n}":                                                     "try {\n} catch (__paddock_e) { let { a: [b] } = __paddock_caught(__paddock_e);\n  f(b);\n}",
		"p.catch((e) => e);\nclass A {\n  catch(e) {\n  }\n}":                                           "p.catch((e) => e);\nclass A {\n  catch(e) {\n  }\n}",
		"function f() {\n  return arguments[0];\n}":                                                     "function f() {\n  return arguments[0];\n}",
		"function f() {\n  return () => arguments[0];\n}":                                               "function f() { let __paddock_arguments = arguments;\n  return () => __paddock_arguments[0];\n}",
		"let s = \"\";\nfor (;;) {\n  s += f(x ? 1 : 2) + `<${y}>\n`;\n}":                               "let s = \"\";\nfor (;;) {\n  " + grows("s", "f(x ? 1 : 2) + `<${y}>\\n`") + "s += f(x ? 1 : 2) + `<${y}>\n`;\n}",
		"var s = `a`;\nlist.map((x) => s += x, 1);":                                                     "var s = `a`;\nlist.map((x) => " + grows("s", "x") + "s += x, 1);",
		"let s = '';\ndo {\n  f(y ? s += a?.b ?? c : s += await d);\n} while (1);":                      "let s = '';\ndo {\n  f(y ? " + grows("s", "a?.b ?? c ") + "s += a?.b ?? c : " + grows("s", "await d") + "s += await d);\n} while (1);",
		"let s = '';\nfor await (const x of y)\n  s += `${s += 1}`;":                                    "let s = '';\nfor await (const x of y)\n  " + grows("s", "`${s += 1}`") + "s += `${s += 1}`;",
		"let s = '';\nfunction f() {\n  if (x) s += y;\n}":                                              "let s = '';\nfunction f() {\n  if (x) " + grows("s", "y") + "s += y;\n}",
		"let s = '';\ns += x;\nif (s) {\n  s += y;\n}\nfor (;;) {\n  let t = '';\n  t += 1;\n}":         "let s = '';\ns += x;\nif (s) {\n  s += y;\n}\nfor (;;) {\n  let t = '';\n  t += 1;\n}",
		"let s = '', n = 1;\nfor (;;) {\n  s += ((x) => x)(1);\n  s += tag`a`;\n  s += /a/.source;\n  o.s += 1;\n  n += 1;\n  s -= 1;\n  s += `a\\\nb`;\n}": "let s = '', n = 1;\nfor (;;) {\n  s += ((x) => x)(1);\n  s += tag`a`;\n  s += /a/.source;\n  o.s += 1;\n  n += 1;\n  s -= 1;\n  s += `a\\\nb`;\n}",
		"var { a: [b = 1, c] = [] } = d;":                        "var { a: [...{ 0: b = 1, 1:  c }] = [] } = d;",
		"f = (a, [b = [c = 1], , [d = 2] = [], e, ] = []) => b;": "f = (a, [...{ 0: b = [c = 1],   2:  [...{ 0: d = 2 }] = [], 3:  e,  }] = []) => b;",
		"({ [a = 1]: [{ b: [c = 1] }] = [] } = d);":              "({ [a = 1]: [{ b: [...{ 0: c = 1 }] }] = [] } = d);",
		"[a = 1] = b;\nx = [a = 1];\ny = { z: [a = 1] };":        "[a = 1] = b;\nx = [a = 1];\ny = { z: [a = 1] };",
		"({ a: [b = 1, ...c] = [] } = d);":                       "({ a: [b = 1, ...c] = [] } = d);",
		"({ a: [b[c = 1], d = 1] = [] } = e);":                   "({ a: [...{ 0: b[c = 1], 1:  d = 1 }] = [] } = e);",
		"a = { arguments: 1 };\nb = `${/}/}`;":                   "a = { arguments: 1 };\nb = `${/}/}`;",
	} {
		if got, _, _ := mend(code, true); got != want {
			t.Errorf("%s\ngot:  %s\nwant: %s", code, got, want)
		}
	}
}

func grows(name, added string) string {
	return name + `?.length > 4095 ? ` + name + ` = __paddock_builtins("paddock:text").append(` + name + ", " + added + ") : "
}

// FuzzMend looks for scripts that the engine understands until they are mended.
func FuzzMend(f *testing.F) {
	for _, s := range []string{
		"try { x } catch ({ a = /[}]/ }) { (() => { try {} catch (e) {} })() }", "class A { get; catch() {} static async = `${{}}` }",
		"function f() { if (a) { arguments } return () => { arguments = 1 } }", "a = b / c / d; x = a ? /}/ : `}`; for (;;) /{/.test(x)",
		"async function* g() { yield* super.x; }", "class A extends B { a = super.b; static c = super.d(() => { return super.e }); }",
		"eval(a ? eval : (x, y)); class A { eval() { for (x of eval('1')) { } } }", "x = { async *a() { return super[b] ??= 1 } }; async function* f() { return () => { return 1 } }",
		"function f(a = () => arguments, b = { m() { return arguments } }) { return () => arguments } for await (const x of y) { z: for await ([x.y] of q) continue z }", "class B extends A { async *m() { yield super.m(1); try {} catch { arguments } } }",
		"let s = ''; for (const x of y) s += x ? `${s += 1}\n` : s += 2, s += `${{}}`; f((x) => s += (s += x)[0] ?? 1)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, code string) {
		out := api.Transform(code, api.TransformOptions{Format: api.FormatESModule, Target: api.ESNext, Supported: lowered(), Charset: api.CharsetUTF8})
		text := string(out.Code)
		if len(out.Errors) > 0 || strings.Contains(text, "import") || strings.Contains(text, "export") || strings.Contains(text, "__paddock") || !compiles(text) {
			t.Skip()
		}
		if mended, _, _ := mend(text, true); !compiles(mended) {
			t.Errorf("%q becomes\n%s", text, mended)
		}
	})
}

// compiles reports whether the engine takes the code; some valid code makes it
// panic.
func compiles(code string) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	_, err := goja.Compile("", "(async function () {\"use strict\";\n"+code+"\n})", false)
	return err == nil
}
