// The operating system that the platform shows to scripts: none in particular.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const frozen = (members) => Object.freeze({ __proto__: null, ...members });

	const constantsOf = () => {
		const signals = {};
		"HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS"
			.split(" ").forEach((name, n) => { signals[`SIG${name}`] = n + 1; });
		signals.SIGIOT = signals.SIGABRT;
		signals.SIGPOLL = signals.SIGIO;

		return frozen({
			UV_UDP_REUSEADDR: 4,
			dlopen: frozen({ RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0, RTLD_DEEPBIND: 8 }),
			errno: frozen(native.require("internal/system-errors").errno()), signals: frozen(signals),
			priority: frozen({ PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0, PRIORITY_ABOVE_NORMAL: -7, PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20 }),
		});
	};
	let constants;
	const exports = {
		arch: () => "x64", availableParallelism: () => 1, cpus: () => [], endianness: () => "LE", freemem: () => 0,
		getPriority(pid) {
			if (pid !== undefined) validators.number(pid, "pid");
			return 0;
		},
		homedir: () => "/tmp/", hostname: () => "localhost", loadavg: () => [0, 0, 0], networkInterfaces: () => ({}),
		platform: () => "linux", release: () => "",
		setPriority(pid, priority) {
			validators.number(pid, "pid");
			validators.number(priority, "priority");
		},
		tmpdir: () => "/tmp/", totalmem: () => 0, type: () => "Linux",
		userInfo(options = {}) {
			validators.object(options, "options");
			const { encoding } = options;
			if (encoding !== undefined && encoding !== null && encoding !== "buffer" && !native.require("buffer").Buffer.isEncoding(encoding)) {
				throw codes.ERR_INVALID_ARG_VALUE("options.encoding", encoding, "must be a valid encoding");
			}
			return {};
		},
		uptime: () => 0, version: () => "", machine: () => "x86_64",
	};
	for (const name of ["arch", "availableParallelism", "endianness", "freemem", "homedir", "hostname", "platform", "release", "tmpdir", "totalmem", "type", "uptime", "version", "machine"]) {
		Object.defineProperty(exports[name], Symbol.toPrimitive, { value: () => exports[name]() });
	}
	Object.defineProperty(exports, "constants", { enumerable: true, get() { return constants === undefined ? constants = constantsOf() : constants; } });
	for (const [name, value] of Object.entries({ EOL: "\n", devNull: "/dev/null" })) Object.defineProperty(exports, name, { enumerable: true, value });
	return exports;
})
