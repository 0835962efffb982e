(function (native) {
	"use strict";
	const { publish, illegal } = native.idl;

	// The legacy codes, in the order of their constants; "" has no name today.
	const CONSTANTS = [
		["INDEX_SIZE_ERR", "IndexSizeError"], ["DOMSTRING_SIZE_ERR", ""],
		["HIERARCHY_REQUEST_ERR", "HierarchyRequestError"], ["WRONG_DOCUMENT_ERR", "WrongDocumentError"],
		["INVALID_CHARACTER_ERR", "InvalidCharacterError"], ["NO_DATA_ALLOWED_ERR", ""],
		["NO_MODIFICATION_ALLOWED_ERR", "NoModificationAllowedError"], ["NOT_FOUND_ERR", "NotFoundError"],
		["NOT_SUPPORTED_ERR", "NotSupportedError"], ["INUSE_ATTRIBUTE_ERR", "InUseAttributeError"],
		["INVALID_STATE_ERR", "InvalidStateError"], ["SYNTAX_ERR", "SyntaxError"],
		["INVALID_MODIFICATION_ERR", "InvalidModificationError"], ["NAMESPACE_ERR", "NamespaceError"],
		["INVALID_ACCESS_ERR", "InvalidAccessError"], ["VALIDATION_ERR", ""],
		["TYPE_MISMATCH_ERR", "TypeMismatchError"], ["SECURITY_ERR", "SecurityError"],
		["NETWORK_ERR", "NetworkError"], ["ABORT_ERR", "AbortError"],
		["URL_MISMATCH_ERR", "URLMismatchError"], ["QUOTA_EXCEEDED_ERR", "QuotaExceededError"],
		["TIMEOUT_ERR", "TimeoutError"], ["INVALID_NODE_TYPE_ERR", "InvalidNodeTypeError"],
		["DATA_CLONE_ERR", "DataCloneError"],
	];

	// A DOMException is an Error of the engine with fields of ours stamped on it:
	// that gives it a stack, and keeps Function.prototype the parent of its class.
	class State extends (function (object) { return object; }) {
		#name; #message;
		constructor(object, name, message) {
			super(object);
			this.#name = name;
			this.#message = message;
		}
		static name(o) { return typeof o === "object" && o !== null && #name in o ? o.#name : illegal(); }
		static message(o) { return typeof o === "object" && o !== null && #name in o ? o.#message : illegal(); }
		static is(o) { return typeof o === "object" && o !== null && #name in o; }
	}

	class DOMException {
		constructor(message = "", options = "Error") {
			const error = Reflect.construct(Error, [], new.target);
			message = `${message}`;
			let name = options;
			if (typeof options === "object" && options !== null) {
				name = options.name === undefined ? "Error" : options.name;
				if ("cause" in options) {
					Object.defineProperty(error, "cause", { value: options.cause, writable: true, configurable: true });
				}
			}
			name = `${name}`;
			new State(error, name, message);
			const stack = error.stack, end = stack.indexOf("\n");
			error.stack = (message === "" ? name : `${name}: ${message}`) + (end < 0 ? "" : stack.slice(end));
			return error;
		}
		get name() { return State.name(this); }
		get message() { return State.message(this); }
		get code() {
			const name = State.name(this);
			return name === "" ? 0 : CONSTANTS.findIndex((c) => c[1] === name) + 1;
		}
	}
	publish(DOMException, "DOMException");
	Object.setPrototypeOf(DOMException.prototype, Error.prototype);
	CONSTANTS.forEach(([name], n) => {
		for (const owner of [DOMException, DOMException.prototype]) {
			Object.defineProperty(owner, name, { value: n + 1, enumerable: true });
		}
	});

	// copyOf makes a structured clone.
	const copyOf = (o) => {
		if (!State.is(o)) return undefined;
		const { stack } = o, name = State.name(o), message = State.message(o);
		return () => {
			const copy = new DOMException(message, name);
			if (typeof stack === "string") copy.stack = stack;
			return copy;
		};
	};
	native.idl.copyable(copyOf);

	return { DOMException, isDOMException: State.is };
})
