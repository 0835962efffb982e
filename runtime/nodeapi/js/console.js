// The console of the isolate, with what Node's has besides.
(function (native) {
	"use strict";
	const { refuser } = native.require("internal/refuse");
	const util = native.require("util");
	const r = refuser("console", "there is no debugger to attach to. Use console.log");
	const process = native.require("process");

	// A Console writes to streams that it is given.
	function Console(options, stderr, ignoreErrors = true) {
		if (!new.target) return Reflect.construct(Console, [options, stderr, ignoreErrors]);
		if (!options || typeof options.write === "function") options = { stdout: options, stderr, ignoreErrors };
		const { stdout, stderr: err = stdout, inspectOptions, groupIndentation = 2 } = options;
		for (const [name, stream] of [["stdout", stdout], ["stderr", err]]) {
			if (!stream || typeof stream.write !== "function") {
				throw Object.assign(new TypeError(`Console expects a writable stream instance for ${name}`), { code: "ERR_CONSOLE_WRITABLE_STREAM" });
			}
		}
		const counts = new Map(), times = new Map();
		let indent = "";
		const write = (stream, text) => { stream.write(`${indent}${text.replace(/\n/g, `\n${indent}`)}\n`); };
		const format = (args) => inspectOptions ? util.formatWithOptions(inspectOptions, ...args) : util.format(...args);
		const log = (...args) => write(stdout, format(args));
		const warn = (...args) => write(err, format(args));
		const elapsed = (label) => `${label}: ${(performance.now() - times.get(label)).toFixed(3)}ms`;
		const group = (...args) => {
			if (args.length > 0) log(...args);
			indent += " ".repeat(groupIndentation);
		};
		const missing = (kind, label) => process.emitWarning(`${kind} '${label}' does not exist`);
		Object.assign(this, {
			log, info: log, debug: log, dirxml: log, warn, error: warn,
			dir: (value, how) => write(stdout, util.inspect(value, { customInspect: false, ...inspectOptions, ...how })),
			assert(ok, ...args) {
				if (ok) return;
				if (typeof args[0] === "string") args[0] = `Assertion failed: ${args[0]}`;
				else args.unshift("Assertion failed");
				warn(...args);
			},
			trace: (...args) => warn(new Error(format(args)).stack.replace(/^Error/, "Trace")),
			clear() {},
			count(label = "default") {
				counts.set(`${label}`, (counts.get(`${label}`) || 0) + 1);
				log(`${label}: ${counts.get(`${label}`)}`);
			},
			countReset(label = "default") {
				if (!counts.delete(`${label}`)) missing("Count for", label);
			},
			group, groupCollapsed: group,
			groupEnd() { indent = indent.slice(0, Math.max(0, indent.length - groupIndentation)); },
			time(label = "default") {
				if (times.has(`${label}`)) process.emitWarning(`Label '${label}' already exists for console.time()`);
				else times.set(`${label}`, performance.now());
			},
			timeLog(label = "default", ...args) {
				if (times.has(`${label}`)) log(elapsed(`${label}`), ...args);
				else missing("No such label", label);
			},
			timeEnd(label = "default") {
				if (!times.has(`${label}`)) {
					missing("No such label", label);
					return;
				}
				log(elapsed(`${label}`));
				times.delete(`${label}`);
			},
			table(data, columns) {
				const text = native.table(data, columns);
				if (text === undefined) log(data);
				else write(stdout, text);
			},
			profile() {}, profileEnd() {}, timeStamp() {},
			context: r.method("context"), createTask: r.method("createTask"),
		});
	}
	const global = globalThis.console;
	Object.defineProperty(Console, Symbol.hasInstance, { value: (value) => value === global || Object.prototype.isPrototypeOf.call(Console.prototype, value) });
	const more = { Console, context: r.method("context"), createTask: r.method("createTask"), profile() {}, profileEnd() {}, timeStamp() {}, _stdout: process.stdout, _stderr: process.stderr, _times: new Map(), _ignoreErrors: true, _stdoutErrorHandler() {}, _stderrErrorHandler() {} };
	for (const [name, value] of Object.entries(more)) if (global[name] === undefined) Object.defineProperty(global, name, { value, writable: true, configurable: true, enumerable: !name.startsWith("_") });
	return global;
})
