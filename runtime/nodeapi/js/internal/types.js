// util.types: what a value is, by what it is made of.
(function (native) {
	"use strict";
	const { classOf, proxyParts } = native;
	const typedTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
	const is = (...names) => (value) => names.includes(classOf(value));
	const typed = (name) => (value) => ArrayBuffer.isView(value) && typedTag.call(value) === name;
	const boxes = (method) => (value) => {
		if (value === null || typeof value !== "object") return false;
		try {
			method.call(value);
			return true;
		} catch {
			return false;
		}
	};
	// Functions and iterators of one kind share a tag that scripts leave alone.
	const tagged = (type, tag) => (value) => typeof value === type && value !== null && Object.prototype.toString.call(value) === `[object ${tag}]`;
	const isArrayBuffer = boxes(Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get);
	const isSymbolObject = boxes(Symbol.prototype.valueOf), isBigIntObject = boxes(BigInt.prototype.valueOf);
	const isView = ArrayBuffer.isView;
	const types = {
		isExternal: () => false,
		isModuleNamespaceObject: () => false,
		isDate: is("Date"),
		isArgumentsObject: is("Arguments"),
		isBigIntObject,
		isBooleanObject: is("Boolean"),
		isNumberObject: is("Number"),
		isStringObject: is("String"),
		isSymbolObject,
		isBoxedPrimitive: (value) => is("Boolean", "Number", "String")(value) || isSymbolObject(value) || isBigIntObject(value),
		isNativeError: is("Error", "AggregateError"),
		isRegExp: is("RegExp"),
		isAsyncFunction: tagged("function", "AsyncFunction"),
		isGeneratorFunction: tagged("function", "GeneratorFunction"),
		isGeneratorObject: tagged("object", "Generator"),
		isPromise: is("Promise"),
		isMap: boxes(Object.getOwnPropertyDescriptor(Map.prototype, "size").get),
		isSet: boxes(Object.getOwnPropertyDescriptor(Set.prototype, "size").get),
		isMapIterator: tagged("object", "Map Iterator"),
		isSetIterator: tagged("object", "Set Iterator"),
		isWeakMap: boxes(function () { WeakMap.prototype.has.call(this, {}); }),
		isWeakSet: boxes(function () { WeakSet.prototype.has.call(this, {}); }),
		isArrayBuffer,
		isSharedArrayBuffer: () => false,
		isAnyArrayBuffer: isArrayBuffer,
		isDataView: (value) => isView(value) && typedTag.call(value) === undefined,
		isProxy: (value) => proxyParts(value) !== undefined,
		isArrayBufferView: isView,
		isTypedArray: (value) => isView(value) && typedTag.call(value) !== undefined,
		isCryptoKey: (value) => typeof globalThis.CryptoKey === "function" && value instanceof globalThis.CryptoKey,
		isKeyObject: () => false,
		isEventTarget: (value) => typeof globalThis.EventTarget === "function" && value instanceof globalThis.EventTarget,
	};
	for (const name of ["Uint8Array", "Uint8ClampedArray", "Uint16Array", "Uint32Array", "Int8Array", "Int16Array", "Int32Array",
		"Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"]) {
		types[`is${name}`] = typed(name);
	}
	return types;
})
