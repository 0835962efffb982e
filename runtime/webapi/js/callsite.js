(function () {
	"use strict";
	// What Error.prepareStackTrace gets of each call, in V8's shape. The engine
	// knows names and places only.
	class CallSite {
		#function; #file; #line; #column;
		constructor(name, file, line, column) {
			this.#function = name;
			this.#file = file;
			this.#line = line;
			this.#column = column;
		}
		getThis() { return undefined; }
		getTypeName() { return null; }
		getFunction() { return undefined; }
		getFunctionName() { return this.#function === "" ? null : this.#function; }
		getMethodName() { return null; }
		getFileName() { return this.#file; }
		getLineNumber() { return this.#line; }
		getColumnNumber() { return this.#column; }
		getEnclosingLineNumber() { return this.#line; }
		getEnclosingColumnNumber() { return this.#column; }
		getPosition() { return 0; }
		getEvalOrigin() { return undefined; }
		getScriptNameOrSourceURL() { return this.#file; }
		getScriptHash() { return ""; }
		getPromiseIndex() { return null; }
		isToplevel() { return true; }
		isEval() { return false; }
		isNative() { return false; }
		isConstructor() { return false; }
		isAsync() { return false; }
		isPromiseAll() { return false; }
		toString() {
			const place = `${this.#file}:${this.#line}:${this.#column}`;
			return this.#function === "" ? place : `${this.#function} (${place})`;
		}
	}
	return { CallSite };
})
