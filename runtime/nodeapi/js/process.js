(function (native) {
	"use strict";
	const { codes, validators, make } = native.require("internal/errors");
	const { nextTick } = native.require("internal/tasks");
	const EventEmitter = native.require("events");

	class process extends EventEmitter {
		get [Symbol.toStringTag]() { return "process"; }
	}
	const self = new process();

	// The environment takes text only, as an operating system's does.
	const textOf = (value) => {
		if (typeof value === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
		return `${value}`;
	};
	let env;
	const newEnv = () => new Proxy(native.env(), {
		set(target, key, value) {
			target[textOf(key)] = textOf(value);
			return true;
		},
		defineProperty(target, key, property) {
			if ("value" in property) property = { ...property, value: textOf(property.value) };
			return Reflect.defineProperty(target, key, property);
		},
	});

	const elapsed = () => {
		const [seconds, nanoseconds] = native.elapsed();
		return [seconds, nanoseconds];
	};
	const hrtime = (since) => {
		let [seconds, nanoseconds] = elapsed();
		if (since === undefined) return [seconds, nanoseconds];
		validators.array(since, "time");
		if (since.length !== 2) throw codes.ERR_OUT_OF_RANGE("time", 2, since.length);
		seconds -= since[0];
		nanoseconds -= since[1];
		return nanoseconds < 0 ? [seconds - 1, nanoseconds + 1e9] : [seconds, nanoseconds];
	};
	hrtime.bigint = () => {
		const [seconds, nanoseconds] = elapsed();
		return BigInt(seconds) * 1000000000n + BigInt(nanoseconds);
	};

	// output is a stream whose lines go to the log; what has no end yet follows soon.
	const output = (level, fd) => {
		const { Writable } = native.require("stream");
		let text = "", waiting = false;
		const flush = () => {
			waiting = false;
			if (text !== "") native.log(level, text);
			text = "";
		};
		const stream = new Writable({
			decodeStrings: false,
			write(chunk, encoding, callback) {
				text += typeof chunk === "string" ? chunk : native.require("buffer").Buffer.from(chunk).toString();
				const end = text.lastIndexOf("\n");
				if (end >= 0) {
					native.log(level, text.slice(0, end));
					text = text.slice(end + 1);
				}
				if (text !== "" && !waiting) {
					waiting = true;
					nextTick(flush);
				}
				callback();
			},
		});
		// It outlives whatever is piped to it.
		stream.end = function (chunk, encoding, callback) {
			if (typeof chunk === "function") [chunk, callback] = [undefined, chunk];
			else if (typeof encoding === "function") [encoding, callback] = [undefined, encoding];
			if (chunk !== undefined && chunk !== null) this.write(chunk, encoding);
			if (callback) nextTick(callback);
			return this;
		};
		stream.destroy = function () { return this; };
		return Object.assign(stream, { fd, isTTY: undefined, columns: 80, _type: "pipe", getColorDepth() { return 1; }, hasColors() { return false; } });
	};

	const emitWarning = (warning, type, code, ctor) => {
		let detail;
		if (type !== null && typeof type === "object") ({ type, code, detail } = type);
		else if (typeof type === "function") type = undefined;
		if (typeof code === "function") code = undefined;
		if (typeof warning === "string") {
			const text = warning;
			warning = new Error(text);
			warning.name = String(type || "Warning");
			if (code !== undefined) warning.code = code;
			if (detail !== undefined) warning.detail = detail;
		} else if (!(warning instanceof Error)) {
			throw codes.ERR_INVALID_ARG_TYPE("warning", ["Error", "string"], warning);
		}
		if (warning.name === "DeprecationWarning" && self.noDeprecation) return;
		if (warning.name === "DeprecationWarning" && self.throwDeprecation) {
			nextTick(() => { throw warning; });
			return;
		}
		nextTick(() => {
			const label = warning.code ? `[${warning.code}] ` : "";
			native.log("warn", `${label}${warning.name}: ${warning.message}${warning.detail ? `\n${warning.detail}` : ""}`);
			self.emit("warning", warning);
		});
	};

	const impossible = (name, why) => () => {
		throw make(Error, "ERR_METHOD_NOT_IMPLEMENTED", `The process.${name} method is not implemented: ${why}`);
	};
	const memory = () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 });
	const node = "22.19.0"; // whose modules these are modelled on
	const cpu = () => {
		const [seconds, nanoseconds] = elapsed();
		return { user: seconds * 1e6 + Math.floor(nanoseconds / 1e3), system: 0 };
	};
	let folder = "/bundle";
	const members = {
		title: "paddock", version: `v${node}`, versions: { node, paddock: "0" },
		arch: "x64", platform: "linux", release: { name: "node", lts: true },
		argv: ["paddock"], argv0: "paddock", execArgv: [], execPath: "", exitCode: undefined,
		pid: 1, ppid: 0, debugPort: 0, config: {}, features: {
			inspector: false, debug: false, uv: false, ipv6: true, openssl_is_boringssl: true, tls_alpn: true, tls_sni: true, tls_ocsp: true,
			tls: true, cached_builtins: true, require_module: false, typescript: false,
		}, noDeprecation: false, throwDeprecation: false,
		allowedNodeEnvironmentFlags: new Set(),
		nextTick, emitWarning, hrtime,
		cwd: () => folder,
		chdir(path) {
			validators.string(path, "directory");
			const full = native.require("path").resolve(path);
			const stat = native.require("fs").statSync(full, { throwIfNoEntry: false });
			const code = stat === undefined ? "ENOENT" : stat.isDirectory() ? undefined : "ENOTDIR";
			if (code !== undefined) {
				const text = code === "ENOENT" ? "no such file or directory" : "not a directory";
				throw Object.assign(new Error(`${code}: ${text}, chdir '${path}'`), { errno: code === "ENOENT" ? -2 : -20, code, syscall: "chdir", path });
			}
			folder = full;
		},
		assert(ok, message = "assertion error") { if (!ok) throw make(Error, "ERR_ASSERTION", message); },
		channel: null, connected: false, send: impossible("send", "there is no other process"),
		permission: { has: () => true },
		finalization: { register() {}, registerBeforeExit() {}, unregister() {} },
		ref() {}, unref() {},
		umask: () => 0o22,
		uptime: () => {
			const [seconds, nanoseconds] = elapsed();
			return seconds + nanoseconds / 1e9;
		},
		memoryUsage: Object.assign(memory, { rss: () => 0 }),
		cpuUsage: cpu,
		resourceUsage: () => ({ userCPUTime: cpu().user, systemCPUTime: 0, maxRSS: 0 }),
		availableMemory: () => 128 * 1024 * 1024,
		constrainedMemory: () => 128 * 1024 * 1024,
		getuid: () => 0, geteuid: () => 0, getgid: () => 0, getegid: () => 0, getgroups: () => [0],
		getActiveResourcesInfo: () => [],
		setSourceMapsEnabled() {},
		setUncaughtExceptionCaptureCallback() {},
		hasUncaughtExceptionCaptureCallback: () => false,
		getBuiltinModule(id) {
			validators.string(id, "id");
			return native.builtin(id);
		},
		domain: null, mainModule: undefined, moduleLoadList: [], report: {}, sourceMapsEnabled: false, _exiting: false,
		loadEnvFile(path = ".env") {
			const values = native.require("util").parseEnv(native.require("fs").readFileSync(path, "utf8"));
			for (const name of Object.keys(values)) if (self.env[name] === undefined) self.env[name] = values[name];
		},
		_getActiveHandles: () => [], _getActiveRequests: () => [], _rawDebug: (...args) => native.log("error", native.require("util").format(...args)),
		setuid: impossible("setuid", "it has no user"), seteuid: impossible("seteuid", "it has no user"), setgid: impossible("setgid", "it has no group"),
		setegid: impossible("setegid", "it has no group"), setgroups: impossible("setgroups", "it has no groups"), initgroups: impossible("initgroups", "it has no groups"),
		threadCpuUsage: impossible("threadCpuUsage", "there is one thread, whose time process.cpuUsage() tells"),
		execve: impossible("execve", "it has no process of its own to replace"), traceDeprecation: false,
		getSourceMapsSupport: () => ({ enabled: false, nodeModules: false, generatedCode: false }),
		openStdin: () => self.stdin,
		exit: impossible("exit", "it has no process of its own to end"),
		reallyExit: impossible("reallyExit", "it has no process of its own to end"),
		abort: impossible("abort", "it has no process of its own to end"),
		kill: impossible("kill", "there are no other processes"),
		binding: impossible("binding", "there are no bindings of Node's to the system"),
		dlopen: impossible("dlopen", "native add-ons cannot be loaded"),
	};
	Object.assign(self, members);
	Object.defineProperty(self, "env", {
		enumerable: true, configurable: true,
		get() { return env === undefined ? env = newEnv() : env; },
		set(value) { env = value; },
	});
	for (const [name, level, fd] of [["stdout", "log", 1], ["stderr", "error", 2]]) {
		let stream;
		Object.defineProperty(self, name, {
			enumerable: true, configurable: true,
			get() { return stream === undefined ? stream = output(level, fd) : stream; },
		});
	}
	let stdin;
	Object.defineProperty(self, "stdin", {
		enumerable: true, configurable: true,
		get() {
			if (stdin === undefined) {
				const { Readable } = native.require("stream");
				stdin = Object.assign(new Readable({ read() { this.push(null); } }), { fd: 0, isTTY: false });
			}
			return stdin;
		},
	});

	// Errors that nothing handled arrive as events of the global scope.
	const bridges = {
		unhandledRejection: ["unhandledrejection", (event) => {
			event.preventDefault();
			self.emit("unhandledRejection", event.reason, event.promise);
		}],
		rejectionHandled: ["rejectionhandled", (event) => { self.emit("rejectionHandled", event.promise); }],
		uncaughtException: ["error", (event) => {
			event.preventDefault();
			self.emit("uncaughtException", event.error, "uncaughtException");
		}],
	};
	self.on("newListener", (type) => {
		const bridge = bridges[type];
		if (bridge && self.listenerCount(type) === 0 && typeof globalThis.addEventListener === "function") globalThis.addEventListener(...bridge);
	});
	self.on("removeListener", (type) => {
		const bridge = bridges[type];
		if (bridge && self.listenerCount(type) === 0 && typeof globalThis.removeEventListener === "function") globalThis.removeEventListener(...bridge);
	});
	return self;
})
