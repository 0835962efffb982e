package regexps

import (
	"testing"

	"github.com/dop251/goja"
)

// benchmarks are what common code does with expressions.
var benchmarks = []struct{ name, setup, body string }{
	{"Email", `const re = /^[a-zA-Z0-9.!#$%&'*+\/=?^_{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/`, `re.test("someone.important@mail.example.com")`},
	{"URLSplit", `const re = /^(?:([^:\/?#]+):)?(?:\/\/([^\/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/`, `re.exec("https://example.com/a/b/c?d=e&f=g#h")`},
	{"ReplaceFunction", `const s = "a-b-c-d-e-f-g-h".repeat(10)`, `s.replace(/-([a-z])/g, (m, c) => c.toUpperCase())`},
	{"ReplaceTemplate", `const s = "camelCaseNamesAreFunny".repeat(5)`, `s.replace(/([a-z])([A-Z])/g, "$1_$2")`},
	{"EscapeHTML", `const s = "<p class=\"x\">Fish & chips</p>".repeat(10)`, `s.replace(/[&<>"]/g, "-")`},
	{"Words100KB", `const s = "The quick brown fox jumps over the lazy dog. ".repeat(2300)`, `s.match(/\b\w+\b/g).length`},
	{"Wide100KB", `const s = "Größe, Höhe und Länge: 漢字. ".repeat(3600)`, `s.match(/\w+/g).length`},
	{"Split", `const s = "one, two,three ,four , five".repeat(10)`, `s.split(/\s*,\s*/)`},
	{"NamedDate", `const re = /(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)/u`, `re.exec("on 2024-05-06 or so").groups.y`},
	{"Lookbehind", `const re = /(?<=\$)\d+(?:\.\d\d)?/g`, `"costs $42.50 or $7, not 12".match(re)`},
	{"TestLiteral", ``, `/^\/api\/v\d+\/users\/([^\/]+)$/.test("/api/v1/users/42")`},
	{"NotFound100KB", `const s = "abcdefghij".repeat(10000)`, `/needle/.test(s)`},
	{"Trim", `const s = "   some text   "`, `s.replace(/^\s+|\s+$/g, "")`},
}

func BenchmarkRegExp(b *testing.B) {
	for _, bench := range benchmarks {
		for _, engine := range []string{"ours", "goja"} {
			b.Run(bench.name+"/"+engine, func(b *testing.B) {
				vm := goja.New()
				if engine == "ours" {
					must(Install(vm, Options{}))
				}
				v, err := vm.RunString(`(() => { ` + bench.setup + `; return (n) => { for (let i = 0; i < n; i++) ` + bench.body + `; } })()`)
				if err != nil {
					b.Fatal(err)
				}
				run, _ := goja.AssertFunction(v)
				b.ReportAllocs()
				b.ResetTimer()
				if _, err := run(goja.Undefined(), vm.ToValue(b.N)); err != nil {
					b.Fatal(err)
				}
			})
		}
	}
}

func BenchmarkInstall(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		must(Install(goja.New(), Options{}))
	}
}

func BenchmarkBare(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		vm := goja.New()
		vm.Get("RegExp").ToObject(vm).Get("prototype")
		vm.Get("String").ToObject(vm).Get("prototype")
	}
}
