package bundle

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
)

func TestMend(t *testing.T) {
	for code, want := range map[string]string{
		"class A {\n  get = 1;\n  static set;\n}":                                                       "class A {\n  \"get\" = 1;\n  static \"set\";\n}",
		"try {\n} catch (e) {\n  f(e);\n}":                                                              "try {\n} catch (e) { __paddock_caught(e);\n  f(e);\n}",
		"try {\n} catch {\n}":                                                                           "try {\n} catch {\n}",
		"try {\n} catch ({ a: [b] }) {\n  f(b);\n}":                                                     "try {\n} catch (__paddock_e) { let { a: [b] } = __paddock_caught(__paddock_e);\n  f(b);\n}",
		"p.catch((e) => e);\nclass A {\n  catch(e) {\n  }\n}":                                           "p.catch((e) => e);\nclass A {\n  catch(e) {\n  }\n}",
		"function f() {\n  return arguments[0];\n}":                                                     "function f() {\n  return arguments[0];\n}",
		"function f() {\n  return () => arguments[0];\n}":                                               "function f() { let __paddock_arguments = arguments;\n  return () => __paddock_arguments[0];\n}",
		"function f(a = () => arguments) {\n}":                                                          "function f(a = () => arguments) { () => arguments;\n}",
		"class A extends B {\n  a = super.b;\n  c = 1;\n}":                                              "class A extends B {\n  a = (() => super.b)();\n  c = 1;\n}",
		"eval(a, b);\no = { eval(x) {\n} };\no.eval(1);":                                                "eval(...__paddock_source(true, eval, a, b));\no = { eval(x) {\n} };\no.eval(1);",
		"function* f() {\n  yield* __yieldStar(a);\n}":                                                  "function* f() {\n  yield*            (a);\n}",
		"function f() {\n  return __asyncGenerator(this, null, function* () {\n    return a;\n  });\n}": "function f() {\n  return __asyncGenerator(f, new.target, this, null, function* () {\n    return yield new __await( a);\n  });\n} __asyncGenerator.define(f);",
		"a = { arguments: 1 };\nb = `${/}/}`;":                                                          "a = { arguments: 1 };\nb = `${/}/}`;",
	} {
		if got, _, _ := mend(code, true); got != want {
			t.Errorf("%s\ngot:  %s\nwant: %s", code, got, want)
		}
	}
}

// FuzzMend looks for scripts that the engine understands until they are mended.
func FuzzMend(f *testing.F) {
	for _, s := range []string{
		"try { x } catch ({ a = /[}]/ }) { (() => { try {} catch (e) {} })() }", "class A { get; catch() {} static async = `${{}}` }",
		"function f() { if (a) { arguments } return () => { arguments = 1 } }", "a = b / c / d; x = a ? /}/ : `}`; for (;;) /{/.test(x)",
		"async function* g() { yield* super.x; }", "class A extends B { a = super.b; static c = super.d(() => { return super.e }); }",
		"eval(a ? eval : (x, y)); class A { eval() { for (x of eval('1')) { } } }", "x = { async *a() { return super[b] ??= 1 } }; async function* f() { return () => { return 1 } }",
		"function f(a = () => arguments, b = { m() { return arguments } }) { return () => arguments } for await (const x of y) { z: for await ([x.y] of q) continue z }", "class B extends A { async *m() { yield super.m(1); try {} catch { arguments } } }",
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
