// Modules that exist so that packages which import them load. What they could not
// do on the platform either throws when it is called.
(function (native) {
	"use strict";
	const { refuser } = native.require("internal/refuse");
	const EventEmitter = native.require("events");
	const { codes, validators } = native.require("internal/errors");
	const nothing = () => {};

	const child_process = () => {
		const r = refuser("child_process", "a Worker cannot start processes. Call another Worker, or a service over HTTP");
		const checked = (name, check) => {
			const refuse = r.method(name);
			return Object.defineProperty((...args) => {
				check(...args);
				return refuse();
			}, "name", { value: name });
		};
		const optional = (value, check, name) => { if (value !== undefined && value !== null) check(value, name); };
		return {
			...r.methods("_forkChild execFile execFileSync execSync spawn"),
			ChildProcess: r.class("ChildProcess", EventEmitter, { kill: () => false, send: () => false, disconnect: nothing, ref: nothing, unref: nothing }),
			exec: checked("exec", (command, options, callback) => {
				validators.string(command, "command");
				optional(options, validators.object, "options");
				optional(callback, validators.callable, "callback");
			}),
			fork: checked("fork", (path, args, options) => {
				if (args !== undefined && args !== null && typeof args !== "object") validators.array(args, "args");
				optional(options, validators.object, "options");
			}),
			spawnSync: checked("spawnSync", (command) => validators.string(command, "command")),
		};
	};

	const cluster = () => {
		const r = refuser("cluster", "a Worker cannot start processes. The platform runs as many copies of a Worker as it needs");
		class Worker extends EventEmitter {
			constructor() {
				super();
				this.id = 0;
			}
			get process() { return globalThis.process; }
			get exitedAfterDisconnect() { return false; }
			isConnected() { return false; }
			isDead() { return true; }
			send() { return false; }
			kill() {}
			destroy() {}
			disconnect() { return this; }
		}
		return Object.assign(new EventEmitter(), {
			isWorker: false, isMaster: true, isPrimary: true, Worker, workers: {}, settings: {}, SCHED_NONE: 1, SCHED_RR: 2, schedulingPolicy: 2,
			...r.methods("setupPrimary setupMaster fork disconnect"),
		});
	};

	const dgram = () => {
		const r = refuser("dgram", "a Worker has no UDP sockets. Use fetch, or a queue");
		return { ...r.methods("_createSocketHandle createSocket"), Socket: r.class("Socket", EventEmitter) };
	};

	const domain = () => {
		class Domain extends EventEmitter {
			constructor() {
				super();
				this.members = [];
			}
			add(emitter) { this.members.push(emitter); }
			remove(emitter) { this.members = this.members.filter((m) => m !== emitter); }
			run(fn, ...args) { return Reflect.apply(fn, this, args); }
			bind(fn) { return (...args) => this.run(fn, ...args); }
			intercept(fn) {
				return (error, ...args) => {
					if (error) this.emit("error", error);
					else this.run(fn, ...args);
				};
			}
			enter() {}
			exit() {}
		}
		return { _stack: [], Domain, createDomain: () => new Domain(), create: () => new Domain(), active: null };
	};

	const http2 = () => {
		const r = refuser("http2", "a Worker speaks HTTP through fetch and its fetch handler only. Use those, or node:http");
		return {
			...r.methods("connect createServer createSecureServer performServerHandshake"),
			constants: {}, sensitiveHeaders: Symbol("nodejs.http2.sensitiveHeaders"),
			getDefaultSettings: () => ({}), getPackedSettings: () => native.require("buffer").Buffer.alloc(0), getUnpackedSettings: () => ({}),
			Http2ServerRequest: r.class("Http2ServerRequest"), Http2ServerResponse: r.class("Http2ServerResponse"),
		};
	};

	const inspector = () => {
		const r = refuser("inspector", "the engine has no inspector. Use console.log");
		return {
			...r.methods("open waitForDebugger"), close: nothing, url: () => undefined, console: globalThis.console,
			Session: r.class("Session", EventEmitter, r.methods("connect connectToMainThread disconnect post")),
			Network: r.methods("requestWillBeSent dataReceived responseReceived loadingFinished loadingFailed"),
		};
	};

	const readline = () => {
		const r = refuser("readline", "a Worker has no terminal to read from. Read request.body or a stream instead");
		return {
			...r.methods("createInterface emitKeypressEvents"), Interface: r.class("Interface", EventEmitter),
			clearLine: () => false, clearScreenDown: () => false, cursorTo: () => false, moveCursor: () => false,
			get promises() { return exports.readline_promises; },
		};
	};
	const readline_promises = () => {
		const r = refuser("readline/promises", "a Worker has no terminal to read from. Read request.body or a stream instead");
		return { ...r.methods("createInterface"), Interface: r.class("Interface", EventEmitter), Readline: r.class("Readline") };
	};

	const repl = () => {
		const r = refuser("repl", "a Worker has no terminal");
		return {
			...r.methods("start writer isValidSyntax"), REPLServer: r.class("REPLServer", EventEmitter), Recoverable: r.class("Recoverable", SyntaxError),
			REPL_MODE_SLOPPY: Symbol("repl-sloppy"), REPL_MODE_STRICT: Symbol("repl-strict"),
			get builtinModules() { return native.require("module").builtinModules; },
		};
	};

	const sqlite = () => {
		const r = refuser("sqlite", "a Worker has no database files. Use a D1 binding on the platform");
		return { DatabaseSync: r.class("DatabaseSync"), StatementSync: r.class("StatementSync"), Session: r.class("Session"), backup: r.method("backup"), constants: {} };
	};

	const trace_events = () => {
		const r = refuser("trace_events", "the engine records no trace events. Use console.log");
		return { ...r.methods("createTracing"), getEnabledCategories: () => "" };
	};

	const tty = () => {
		const r = refuser("tty", "a Worker has no terminal. Use console.log, or process.stdout");
		return { isatty: () => false, ReadStream: r.class("ReadStream", EventEmitter), WriteStream: r.class("WriteStream", EventEmitter) };
	};

	const vm = () => {
		const r = refuser("vm", "a Worker cannot run code that was not bundled. Import it instead");
		return {
			...r.methods("createContext createScript runInContext runInNewContext runInThisContext compileFunction measureMemory"),
			Script: r.class("Script", Object, r.methods("runInThisContext runInContext runInNewContext createCachedData")),
			isContext(object) {
				if (object === null || typeof object !== "object") throw codes.ERR_INVALID_ARG_TYPE("object", "Object", object);
				return false;
			},
			constants: Object.freeze({
				__proto__: null, USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol("vm_dynamic_import_main_context_default"), DONT_CONTEXTIFY: Symbol("vm_context_no_contextify"),
			}),
		};
	};

	const zeros = (names) => Object.fromEntries(names.split(" ").map((name) => [name, 0]));
	const v8 = () => {
		const r = refuser("v8", "the engine here is not V8, and the platform does not offer this either");
		const serializer = r.methods("writeHeader writeValue releaseBuffer transferArrayBuffer writeUint32 writeUint64 writeDouble writeRawBytes");
		const deserializer = r.methods("readHeader readValue transferArrayBuffer getWireFormatVersion readUint32 readUint64 readDouble readRawBytes");
		const Serializer = r.class("Serializer", Object, serializer), Deserializer = r.class("Deserializer", Object, deserializer);
		return {
			...r.methods("getHeapSnapshot setFlagsFromString deserialize serialize takeCoverage stopCoverage writeHeapSnapshot queryObjects setHeapSnapshotNearHeapLimit isStringOneByteRepresentation"),
			Serializer, Deserializer, DefaultSerializer: r.class("DefaultSerializer", Serializer), DefaultDeserializer: r.class("DefaultDeserializer", Deserializer),
			GCProfiler: class GCProfiler { start() { r.method("GCProfiler.start")(); } stop() { r.method("GCProfiler.stop")(); } },
			cachedDataVersionTag: () => 0,
			getHeapStatistics: () => zeros("total_heap_size total_heap_size_executable total_physical_size total_available_size used_heap_size heap_size_limit " +
				"malloced_memory peak_malloced_memory does_zap_garbage number_of_native_contexts number_of_detached_contexts total_global_handles_size used_global_handles_size external_memory"),
			getHeapSpaceStatistics: () => [],
			getHeapCodeStatistics: () => zeros("code_and_metadata_size bytecode_and_metadata_size external_script_source_size cpu_profiler_metadata_size"),
			promiseHooks: r.methods("createHook onInit onBefore onAfter onSettled"),
			startupSnapshot: { ...r.methods("addSerializeCallback addDeserializeCallback setDeserializeMainFunction"), isBuildingSnapshot: () => false },
		};
	};

	const wasi = () => ({ WASI: refuser("wasi", "the platform has no WASI. Import a WebAssembly module that needs none").class("WASI") });

	const worker_threads = () => {
		const r = refuser("worker_threads", "a Worker cannot start threads. Call another Worker, or send to a queue");
		const data = new Map();
		const out = {
			isMainThread: true, isInternalThread: false, threadId: 0, parentPort: null, workerData: null, resourceLimits: {},
			SHARE_ENV: Symbol.for("nodejs.worker_threads.SHARE_ENV"),
			Worker: r.class("Worker", EventEmitter), BroadcastChannel: r.class("BroadcastChannel"), postMessageToThread: r.method("postMessageToThread"),
			getEnvironmentData: (key) => data.get(key),
			setEnvironmentData: (key, value) => {
				if (value === undefined) data.delete(key);
				else data.set(key, value);
			},
			isMarkedAsUntransferable: () => false, markAsUntransferable: nothing, markAsUncloneable: nothing,
			moveMessagePortToContext: r.method("moveMessagePortToContext"), receiveMessageOnPort: () => undefined,
		};
		for (const name of ["MessageChannel", "MessagePort"]) Object.defineProperty(out, name, { enumerable: true, get: () => globalThis[name] });
		return out;
	};

	const stream_wrap = () => refuser("_stream_wrap", "streams are not wrapped for sockets here. Use node:stream").class("StreamWrap", native.require("stream").Duplex);

	const exports = {};
	for (const [name, make] of Object.entries({
		child_process, cluster, dgram, domain, http2, inspector, readline, readline_promises, repl, sqlite, stream_wrap, trace_events, tty, vm, v8, wasi, worker_threads,
	})) {
		let made;
		Object.defineProperty(exports, name, { enumerable: true, get() { return made === undefined ? made = make() : made; } });
	}
	return exports;
})
