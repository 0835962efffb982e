package nodeapi

import (
	"strings"
	"testing"
)

func TestRefusalsNameThemselves(t *testing.T) {
	for _, c := range []struct{ call, want string }{
		{`require("child_process").spawn("ls")`, "ERR_METHOD_NOT_IMPLEMENTED The child_process.spawn method is not implemented: a Worker cannot start processes. Call another Worker, or a service over HTTP"},
		{`require("child_process").exec(1)`, `ERR_INVALID_ARG_TYPE The "command" argument must be of type string. Received type number (1)`},
		{`new (require("worker_threads").Worker)("x.js")`, "ERR_METHOD_NOT_IMPLEMENTED The worker_threads.Worker method is not implemented: a Worker cannot start threads. Call another Worker, or send to a queue"},
		{`require("vm").runInThisContext("1")`, "ERR_METHOD_NOT_IMPLEMENTED The vm.runInThisContext method is not implemented: a Worker cannot run code that was not bundled. Import it instead"},
		{`require("v8").serialize({})`, "ERR_METHOD_NOT_IMPLEMENTED The v8.serialize method is not implemented: the engine here is not V8, and the platform does not offer this either"},
		{`require("readline").createInterface()`, "ERR_METHOD_NOT_IMPLEMENTED The readline.createInterface method is not implemented: a Worker has no terminal to read from. Read request.body or a stream instead"},
		{`new (require("node:sqlite").DatabaseSync)(":memory:")`, "ERR_METHOD_NOT_IMPLEMENTED The sqlite.DatabaseSync method is not implemented: a Worker has no database files. Use a D1 binding on the platform"},
		{`new (require("dgram").Socket)()`, "ERR_METHOD_NOT_IMPLEMENTED The dgram.Socket method is not implemented: a Worker has no UDP sockets. Use fetch, or a queue"},
		{`require("node:test")("name", () => {})`, "ERR_METHOD_NOT_IMPLEMENTED The test.test method is not implemented: a Worker runs no tests. Run them with Node, or start paddock from them"},
		{`process.exit(1)`, "ERR_METHOD_NOT_IMPLEMENTED The process.exit method is not implemented: it has no process of its own to end"},
	} {
		expect(t, `try { `+c.call+`; emit("nothing thrown") } catch (e) { emit(e.code + " " + e.message) }`, c.want)
	}
}

func TestHostedModules(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{`const os = require("os"); emit([os.EOL, os.platform(), os.hostname(), os.tmpdir(), os.cpus().length, os.constants.errno.ENOENT, os.constants.signals.SIGTERM, os.type(), os.arch() + ""])`, "\n,linux,localhost,/tmp/,0,2,15,Linux,x64"},
		{`const w = require("worker_threads"); w.setEnvironmentData("a", 1); emit([w.isMainThread, w.threadId, w.parentPort, w.workerData, w.getEnvironmentData("a")])`, "true,0,,,1"},
		{`const c = require("cluster"); emit([c.isPrimary, c.isWorker, typeof c.on])`, "true,false,function"},
		{`const p = require("perf_hooks"); emit(p.performance === performance)`, "true"},
		{`emit(require("console") === console); const { Console } = require("console"); let text = ""; const c = new Console({ stdout: { write: (s) => { text += s } } }); c.log("%d", 1); c.group("in"); c.error({ a: 1 }); c.groupEnd(); c.count(); emit(text)`, "true\n1\nin\n  { a: 1 }\ndefault: 1\n"},
		{`emit(require("sys") === require("util")); emit(require("constants").ENOENT + require("constants").O_RDWR)`, "true\n4"},
		{`emit([require("tty").isatty(1), require("v8").getHeapStatistics().used_heap_size, require("vm").isContext({})])`, "false,0,false"},
		{`class MyWorker extends require("worker_threads").Worker {} emit(typeof MyWorker); const d = require("domain").create(); emit(d.run((x) => x + 1, 1))`, "function\n2"},
		{`const t = require("timers"); const item = { _onTimeout: () => emit("idle") }; t.enroll(item, 5); t.active(item); const gone = { _onTimeout: () => emit("gone") }; t.enroll(gone, 5); t.active(gone); t.unenroll(gone); await new Promise((r) => setTimeout(r, 20))`, "idle"},
		{`require("fs").writeFileSync("/tmp/.env", "MODE=kept\nNEW=\"from file\""); process.loadEnvFile("/tmp/.env"); emit([process.env.MODE, process.env.NEW])`, "test,from file"},
		{`const e = require("util")._errnoException(-2, "open", "/x"); emit([e.message, e.code, e.errno, e.syscall])`, "open ENOENT /x,ENOENT,-2,open"},
		{`emit([require("constants").RSA_PKCS1_PADDING, require("_stream_readable") === require("stream").Readable, require("_stream_wrap").name])`, "1,true,StreamWrap"},
	} {
		expect(t, c.body, c.want)
	}
}

func TestModuleSystem(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{`emit(typeof globalThis.require + typeof globalThis.module)`, "undefinedundefined"},
		{`const m = require("module"), r = m.createRequire("/bundle/worker.js"); emit([r("node:fs") === require("fs"), r("path") === require("node:path"), r.resolve("node:path"), m === m.Module])`, "true,true,node:path,true"},
		{`const m = require("module"); emit([m.isBuiltin("fs"), m.isBuiltin("node:fs"), m.isBuiltin("sqlite"), m.isBuiltin("node:sqlite"), m.isBuiltin("lodash"), m.isBuiltin(1)])`, "true,true,false,true,false,false"},
		{`const { builtinModules: b } = require("module"); emit([b.includes("fs/promises"), b.includes("sqlite"), b.some((n) => n.startsWith("node:")), Object.isFrozen(b)])`, "true,false,false,true"},
		{`emit([process.getBuiltinModule("fs") === require("fs"), process.getBuiltinModule("nothing")])`, "true,"},
		{`const r = require("module").createRequire("file:///bundle/worker.js"); for (const id of ["node:nothing", "./x.js", "/etc/passwd", "lodash", "../../etc/passwd", "sqlite"]) { try { r(id); emit("found " + id) } catch (e) { emit(e.code + " " + e.message.slice(0, 41)) } }`,
			"ERR_UNKNOWN_BUILTIN_MODULE No such built-in module: node:nothing\nMODULE_NOT_FOUND Cannot find module './x.js': at run time \nMODULE_NOT_FOUND Cannot find module '/etc/passwd': at run \n" +
				"MODULE_NOT_FOUND Cannot find module 'lodash': at run time \nMODULE_NOT_FOUND Cannot find module '../../etc/passwd': at\nMODULE_NOT_FOUND Cannot find module 'sqlite': at run time "},
		{`try { require("module").createRequire("worker.js") } catch (e) { emit(e.code) }`, "ERR_INVALID_ARG_VALUE"},
		{`const r = require("module").createRequire("/x.js"); for (const id of [1, ""]) { try { r(id) } catch (e) { emit(e.code) } }`, "ERR_INVALID_ARG_TYPE\nERR_INVALID_ARG_VALUE"},
		{`require("path").marked = 1; emit([require("node:path").marked, process.getBuiltinModule("path").marked])`, "1,1"},
	} {
		expect(t, c.body, c.want)
	}
}

func TestNothingOfTheHostIsReachable(t *testing.T) {
	got := said(t, `const r = require("module").createRequire("/worker.js");
		for (const id of ["/proc/self/environ", "./host.go", "../../go.mod", "/etc/hosts", "host.go"]) { try { r(id); emit("reached " + id) } catch (e) {} }`)
	if strings.Contains(got, "reached") {
		t.Error(got)
	}
}

// The engine does not say whose the call of an awaited thenable's then is. It has
// the one context at work, if there is one; before the first await, and where there
// are several, it has none rather than another's.
func TestContextOfThenables(t *testing.T) {
	const begin = `const { AsyncLocalStorage } = require("async_hooks"); const s = new AsyncLocalStorage(), sleep = (n) => new Promise((r) => setTimeout(r, n));
		const lazy = { then(ok) { ok(s.getStore()) } };
	`
	expect(t, begin+`emit(await s.run("a", async () => [await lazy ?? "none", await Promise.resolve().then(() => lazy), (await Promise.all([lazy]))[0], s.getStore()]))`, "none,a,a,a")
	expect(t, begin+`emit(await s.run("a", async () => { await sleep(1); const x = await lazy; await sleep(1); return [x, await lazy] }))`, "a,a")
	expect(t, begin+`emit(await Promise.all(["a", "b"].map((name) => s.run(name, async () => { await sleep(1); return [await lazy ?? "none", s.getStore()] }))))`, "a,a,b,b")
	expect(t, begin+`emit(await Promise.all(["a", "b"].map((name) => s.run(name, async () => [await lazy ?? "none", s.getStore()]))))`, "none,a,none,b")
	expect(t, begin+`emit(await lazy ?? "none"); s.run("a", () => {}); await sleep(1); emit(await lazy ?? "none")`, "none\nnone")
}
