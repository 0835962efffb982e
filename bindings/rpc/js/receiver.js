// ---- the side that is called

const reservedEverywhere = ["dup", "constructor"];
const reservedOnEntrypoints = ["fetch", "connect", "alarm", "webSocketMessage", "webSocketClose", "webSocketError", ...reservedEverywhere];

const missing = (name) => { throw new TypeError(`The RPC receiver does not implement the method "${name}".`); };

// step returns a property as the caller may see it: own properties of plain
// objects and functions, those of the class of anything else.
const step = (object, name, instance, reserved) => {
	if (reserved.includes(name)) throw new TypeError(`'${name}' is a reserved method and cannot be called over RPC.`);
	if (instance) return own(object, name) ? object[name] : missing(name);
	if (own(object, name)) missing(name);
	const value = object[name];
	return value === objectPrototype[name] ? missing(name) : value;
};

// stubbable tells whether an object can be called from elsewhere: undefined when
// not, else whether its own properties can be reached.
const stubbable = (o) => {
	if (typeof o !== "function" && (typeof o !== "object" || o === null)) return undefined;
	const proto = Object.getPrototypeOf(o);
	if (proto === objectPrototype) return true;
	if (o instanceof RpcTarget) return false;
	return typeof o === "function" ? true : undefined;
};

// descend follows a path. It returns the value and what it is a property of.
const descend = (object, path, instance, reserved) => {
	let self = object, value = object;
	for (const [n, name] of path.entries()) {
		self = value;
		value = step(self, name, instance, reserved);
		reserved = reservedEverywhere;
		if (n + 1 === path.length) break;
		if (recordOf(value) !== undefined) instance = false;
		else if ((instance = stubbable(value)) === undefined) missing(name);
	}
	return [value, self];
};

// reach carries out a pipelined call on a result that has arrived.
const reach = (value, path, args) => {
	const remote = recordOf(value) !== undefined;
	const instance = remote ? false : stubbable(value);
	if (instance === undefined) {
		if (path.length > 0) missing(path[0]);
		throw new TypeError("The result is not a function.");
	}
	const [target, self] = descend(value, path, instance, reservedEverywhere);
	if (args === undefined) return target;
	if (typeof target !== "function") throw new TypeError(`"${path.join(".")}" is not a function.`);
	return Reflect.apply(target, path.length === 0 ? undefined : self, args);
};

// A handler that is no class gets one argument, env and ctx.
const handlerArguments = (fn, name, args, [env, ctx]) => {
	if (fn.length > 3) {
		throw new TypeError(`Cannot call handler function "${name}" over RPC because it has the wrong number of arguments. A simple function handler can only be called over RPC if it has exactly the arguments (arg, env, ctx), where only the first argument comes from the client. To support multi-argument RPC functions, use class-based syntax (extending WorkerEntrypoint) instead.`);
	}
	if (args.length !== 1) {
		throw new TypeError(`Attempted to call RPC function "${name}" with the wrong number of arguments. When calling a top-level handler function that is not declared as part of a class, you must always send exactly one argument. In order to support variable numbers of arguments, the server must use class-based syntax (extending WorkerEntrypoint) instead.`);
	}
	return [args[0], env, ctx];
};

// serve carries out a call that came from elsewhere, and returns a promise of
// the frozen result. kind says what the target is: "class" (the instance of an
// entrypoint), "handlers" (an entrypoint that is a plain object; extra is [env,
// ctx]), "instance" (own properties count) or "target".
const serve = async (target, kind, path, payload, extra) => {
	const group = [];
	try {
		const entrypoint = kind === "class" || kind === "handlers";
		const [value, self] = descend(target, path, kind === "handlers" || kind === "instance", entrypoint ? reservedOnEntrypoints : reservedEverywhere);
		if (payload === null) return native.freeze(...parcel(await value));
		if (typeof value !== "function") throw new TypeError(`"${path.join(".")}" is not a function.`);
		let args = open(payload, group);
		if (kind === "handlers") args = handlerArguments(value, path.join("."), args, extra);
		return native.freeze(...parcel(await Reflect.apply(value, path.length === 0 ? undefined : self, args)));
	} finally {
		for (const stub of group) dispose(stub);
	}
};

// parcel takes the disposer off a plain object: the caller gets one of its own.
const parcel = (value) => {
	if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== objectPrototype) return [value, undefined];
	const disposer = value[Symbol.dispose];
	return [value, typeof disposer === "function" ? () => { disposer.call(value); } : undefined];
};
