// node:module: the module system, as far as a bundle leaves anything to it.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { refuser } = native.require("internal/refuse");
	const r = refuser("module", "all of a Worker's modules are bundled before it runs. Import what you need");
	const builtinModules = Object.freeze(native.builtins());

	const createRequire = (path) => {
		const from = `${path}`;
		if (!from.startsWith("/") && !from.startsWith("file:")) {
			throw codes.ERR_INVALID_ARG_VALUE("filename", from, "must be a file URL object, file URL string, or absolute path string");
		}
		const require = (id) => {
			validators.string(id, "id");
			if (id === "") throw codes.ERR_INVALID_ARG_VALUE("id", id, "must be a non-empty string");
			return native.load(id);
		};
		require.resolve = (id) => {
			validators.string(id, "request");
			if (!isBuiltin(id)) native.load(id); // which throws
			return id;
		};
		require.resolve.paths = (id) => isBuiltin(id) ? null : [];
		require.cache = Object.create(null);
		require.extensions = extensions;
		require.main = undefined;
		return require;
	};
	const isBuiltin = (id) => typeof id === "string" && native.isBuiltin(id);
	const extensions = Object.fromEntries(["js", "json", "node"].map((name) => [`.${name}`, r.method(`_extensions.${name}`)]));

	function Module(id = "", parent = undefined) {
		if (!new.target) return new Module(id, parent);
		Object.assign(this, { id, path: ".", exports: {}, filename: null, loaded: false, children: [], paths: [] });
	}
	Object.assign(Module.prototype, r.methods("load require _compile"));
	Object.assign(Module, {
		...r.methods("register registerHooks runMain syncBuiltinESMExports wrap stripTypeScriptTypes setSourceMapsSupport findPackageJSON " +
			"_debug _findPath _initPaths _load _preloadModules _resolveFilename _resolveLookupPaths _nodeModulePaths"),
		SourceMap: r.class("SourceMap"), findSourceMap: () => undefined,
		enableCompileCache() {}, flushCompileCache() {}, getCompileCacheDir: () => undefined,
		getSourceMapsSupport: () => Object.freeze({ __proto__: null, enabled: false, nodeModules: false, generatedCode: false }),
		constants: Object.freeze({ __proto__: null, compileCacheStatus: Object.freeze({ __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 }) }),
		globalPaths: [], _cache: Object.create(null), _pathCache: Object.create(null), _extensions: extensions,
		createRequire, builtinModules, isBuiltin, Module,
	});
	return Module;
})
