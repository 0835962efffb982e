// node:fs over the files in memory.
(function (native) {
	"use strict";
	const { codes } = native.require("internal/errors");
	const { setImmediate } = native.require("timers");
	const { operations: sync } = native.require("internal/fs-sync");
	const { Stats, Dirent, Dir } = native.require("internal/fs-values");
	const constants = native.require("internal/fs-constants");
	const { refuser } = native.require("internal/refuse");
	const promisified = Symbol.for("nodejs.util.promisify.custom");

	const exports = { ...sync };
	// What Node calls back with besides the result.
	const also = { read: (args) => [args[1]], write: (args) => [args[1]], readv: (args) => [args[1]], writev: (args) => [args[1]] };
	const labels = { read: ["bytesRead", "buffer"], write: ["bytesWritten", "buffer"], readv: ["bytesRead", "buffers"], writev: ["bytesWritten", "buffers"] };
	for (const full of Object.keys(sync)) {
		const name = full.slice(0, -"Sync".length), operation = sync[full];
		if (name === "exists") continue;
		exports[name] = { [name](...args) {
			let callback;
			while (callback === undefined && args.length > 1) callback = args.pop();
			if (typeof callback !== "function") throw codes.ERR_INVALID_ARG_TYPE("cb", "function", callback);
			let results;
			try {
				results = [null, operation(...args), ...(also[name] ? also[name](args) : [])];
			} catch (error) {
				if (`${error.code}`.startsWith("ERR_") && error.name !== "SystemError") throw error;
				results = [error];
			}
			setImmediate(() => callback(...results));
		} }[name];
		if (also[name]) {
			Object.defineProperty(exports[name], promisified, {
				value: async (...args) => ({ [labels[name][0]]: operation(...args), [labels[name][1]]: args[1] }),
			});
		}
	}
	exports.realpath.native = exports.realpath;
	exports.exists = (path, callback) => {
		if (typeof callback !== "function") throw codes.ERR_INVALID_ARG_TYPE("cb", "function", callback);
		const found = sync.existsSync(path);
		setImmediate(() => callback(found));
	};
	Object.defineProperty(exports.exists, promisified, { value: async (path) => sync.existsSync(path) });
	exports.globSync = (pattern, options) => native.require("internal/fs-glob").globSync(pattern, options);
	exports.glob = (pattern, options, callback) => {
		if (typeof options === "function") [callback, options] = [options, undefined];
		if (typeof callback !== "function") throw codes.ERR_INVALID_ARG_TYPE("callback", "function", callback);
		const found = exports.globSync(pattern, options);
		setImmediate(() => callback(null, found));
	};
	exports.mkdtempDisposableSync = (prefix, options) => {
		const path = sync.mkdtempSync(prefix, options), remove = () => sync.rmSync(path, { recursive: true, force: true });
		return { path, remove, [native.require("internal/tasks").dispose]: remove };
	};
	exports.openAsBlob = async (path, options = {}) => new globalThis.Blob([sync.readFileSync(path)], options);
	Object.assign(exports, refuser("fs", "nothing changes files but the Worker itself. Look again instead").methods("watch watchFile unwatchFile"),
		{ Stats, Dirent, Dir, constants, F_OK: constants.F_OK, R_OK: constants.R_OK, W_OK: constants.W_OK, X_OK: constants.X_OK });
	const streams = () => native.require("internal/fs-streams");
	exports.createReadStream = (path, options) => new (streams().ReadStream)(path, options);
	exports.createWriteStream = (path, options) => new (streams().WriteStream)(path, options);
	for (const [name, of] of [["ReadStream", "ReadStream"], ["WriteStream", "WriteStream"], ["FileReadStream", "ReadStream"], ["FileWriteStream", "WriteStream"]]) {
		Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => streams()[of] });
	}
	Object.defineProperty(exports, "promises", { enumerable: true, configurable: true, get: () => native.require("internal/fs-promises") });
	return exports;
})
