package nodeapi

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// hosted are the modules whose matter is the host. They are importable, as on the
// platform: some do what can be done without one, and others throw, naming
// themselves, when a function of theirs is called.
var hosted = map[string]alias{
	"child_process":       "stubs.child_process",
	"cluster":             "stubs.cluster",
	"console":             "",
	"constants":           "",
	"dgram":               "stubs.dgram",
	"dns":                 "",
	"dns/promises":        "dns.promises",
	"domain":              "stubs.domain",
	"_http_agent":         "http",
	"_http_client":        "http",
	"_http_common":        "http",
	"_http_incoming":      "http",
	"_http_outgoing":      "http",
	"_http_server":        "http",
	"fs":                  "",
	"fs/promises":         "fs.promises",
	"http":                "",
	"https":               "",
	"http2":               "stubs.http2",
	"inspector":           "stubs.inspector",
	"inspector/promises":  "stubs.inspector",
	"module":              "",
	"net":                 "",
	"_stream_wrap":        "stubs.stream_wrap",
	"test":                "",
	"tls":                 "",
	"_tls_common":         "tls",
	"_tls_wrap":           "tls",
	"_stream_duplex":      "stream.Duplex",
	"_stream_passthrough": "stream.PassThrough",
	"_stream_readable":    "stream.Readable",
	"_stream_transform":   "stream.Transform",
	"_stream_writable":    "stream.Writable",
	"os":                  "",
	"perf_hooks":          "",
	"readline":            "stubs.readline",
	"readline/promises":   "stubs.readline_promises",
	"repl":                "stubs.repl",
	"sqlite":              "stubs.sqlite",
	"sys":                 "util.",
	"trace_events":        "stubs.trace_events",
	"tty":                 "stubs.tty",
	"v8":                  "stubs.v8",
	"vm":                  "stubs.vm",
	"wasi":                "stubs.wasi",
	"worker_threads":      "stubs.worker_threads",
}

// prefixOnly are the modules that need "node:", as those that Node got last do.
var prefixOnly = map[string]bool{"sqlite": true, "test": true}

// find returns where the module of that name, without "node:", is.
func find(name string) (alias, bool) {
	if a, ok := public[name]; ok {
		return a, true
	}
	a, ok := hosted[name]
	return a, ok
}

// moduleNatives are what node:module asks of the registry.
func moduleNatives(i *runtime.Isolate, o *goja.Object) {
	vm, s := i.VM(), stateOf(i)
	set(o, map[string]native{
		"load":      func(c goja.FunctionCall) goja.Value { return s.modules.load(c.Argument(0).String()) },
		"isBuiltin": func(c goja.FunctionCall) goja.Value { return vm.ToValue(isNode(c.Argument(0).String())) },
		"builtins": func(goja.FunctionCall) goja.Value {
			names := slices.DeleteFunc(Names(), func(n string) bool { return strings.HasPrefix(n, "node:") })
			list := make([]any, len(names))
			for n, name := range names {
				list[n] = name
			}
			return vm.NewArray(list...)
		},
	})
}
