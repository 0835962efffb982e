[typeof process.version, process.version[0], typeof process.versions.node, process.platform, process.arch, process.env.NOPE, "NOPE" in process.env, require("process") === process, require("node:process") === process]

process.env.X1 = 5; process.env.U = undefined; const out = [process.env.X1, process.env.U, "X1" in process.env]; delete process.env.X1; return [...out, process.env.X1, Object.keys(process.env).includes("U")];

process.env.S = Symbol("x");

const log = []; process.nextTick((a, b) => log.push([a, b]), 1, 2); log.push("sync"); await new Promise((r) => setTimeout(r, 1)); return log;

process.nextTick("x")

const [s, n] = process.hrtime(); const d = process.hrtime([s, n]); return [typeof s, typeof n, d[0] >= 0, typeof process.hrtime.bigint(), process.uptime() >= 0];

process.hrtime("x")

const log = []; process.once("custom", (x) => log.push(x)); process.emit("custom", 1); process.emit("custom", 2); return [log, process.listenerCount("custom"), process instanceof require("events")];

[Array.isArray(process.argv), Array.isArray(process.execArgv), typeof process.cwd(), typeof process.memoryUsage().heapUsed, typeof process.umask(), Object.prototype.toString.call(process), process.exitCode]

[typeof process.getBuiltinModule, process.stdout.write("") , process.release.name]

[global === globalThis, typeof setImmediate, typeof clearImmediate, typeof Buffer]

const log = []; const i = setImmediate((x) => log.push(x), 1); const j = setImmediate(() => log.push("never")); clearImmediate(j); await new Promise((r) => setTimeout(r, 5)); return [log, i.hasRef(), typeof i];

return [process.version.startsWith("v"), process.versions.node === process.version.slice(1), process.platform, process.arch, Array.isArray(process.argv), typeof process.pid, process.title.length > 0, typeof process.uptime(), process.hrtime().length, typeof process.hrtime.bigint(), Object.keys(process.memoryUsage()).sort(), process.exitCode, typeof process.cwd(), process.execArgv, process.release.name, String(process), Object.prototype.toString.call(process), process === require("process"), process instanceof require("events")];

process.hrtime(1)

process.hrtime([1])

process.nextTick(1)

process.env.A_NEW = 5; process.env.U = undefined; const r = [process.env.A_NEW, process.env.U, "A_NEW" in process.env, Object.keys(process.env).includes("A_NEW"), delete process.env.A_NEW, process.env.A_NEW, process.env.NEVER_SET]; delete process.env.U; return r;

process.env[Symbol("x")] = 1;

const out = []; const f = (w) => out.push([w.name, w.message, w.code]); process.on("warning", f); const saved = process.emitWarning; return [typeof saved, process.listenerCount("warning") >= 1, process.off("warning", f) === process];

return [process.getBuiltinModule("node:path") === require("path"), process.getBuiltinModule("nope")];

process.getBuiltinModule(1)

const d = process.hrtime([0, 0]), b = process.hrtime.bigint(); return [d[0] >= 0, b >= 0n, process.uptime() >= 0];

const out = []; process.nextTick((a, b) => out.push("tick", a, b), 1, 2); out.push("sync"); await new Promise((r) => setTimeout(r, 2)); return out;
