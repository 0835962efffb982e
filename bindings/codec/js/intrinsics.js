// What the codec needs of the language's built-ins, taken before a script can
// change them.
(() => {
  const getter = (o, name) => Object.getOwnPropertyDescriptor(o, name).get;
  const TypedArray = Object.getPrototypeOf(Int8Array);
  return {
    parse: JSON.parse,
    stringify: JSON.stringify,
    ownKeys: Reflect.ownKeys,
    get: Reflect.get,
    define: Reflect.defineProperty,
    descriptor: Reflect.getOwnPropertyDescriptor,
    isEnumerable: Object.prototype.propertyIsEnumerable,
    objectToString: Object.prototype.toString,
    errorToString: Error.prototype.toString,
    functionToString: Function.prototype.toString,
    arrayValues: Array.prototype[Symbol.iterator],
    getTime: Date.prototype.getTime,
    mapForEach: Map.prototype.forEach,
    mapSet: Map.prototype.set,
    setForEach: Set.prototype.forEach,
    setAdd: Set.prototype.add,
    weakMapHas: WeakMap.prototype.has,
    weakSetHas: WeakSet.prototype.has,
    iterators: [
      [][Symbol.iterator](), ""[Symbol.iterator](), new Map().entries(), new Set().values(), "".matchAll(/x/g), (function* () {}).prototype,
    ].map((o) => Object.getPrototypeOf(o)),
    numberValueOf: Number.prototype.valueOf,
    stringValueOf: String.prototype.valueOf,
    booleanValueOf: Boolean.prototype.valueOf,
    bigintValueOf: BigInt.prototype.valueOf,
    symbolValueOf: Symbol.prototype.valueOf,
    bufferLength: getter(ArrayBuffer.prototype, "byteLength"),
    viewName: getter(TypedArray.prototype, Symbol.toStringTag),
    viewBuffer: getter(TypedArray.prototype, "buffer"),
    viewOffset: getter(TypedArray.prototype, "byteOffset"),
    viewLength: getter(TypedArray.prototype, "byteLength"),
    dataBuffer: getter(DataView.prototype, "buffer"),
    dataOffset: getter(DataView.prototype, "byteOffset"),
    dataLength: getter(DataView.prototype, "byteLength"),
    regexpSource: getter(RegExp.prototype, "source"),
    regexpFlags: getter(RegExp.prototype, "flags"),
    objectPrototype: Object.prototype,
    constructors: {
      Date, RegExp, Map, Set, DataView,
      Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
      Float32Array, Float64Array, BigInt64Array, BigUint64Array,
      Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
    },
  };
})()
