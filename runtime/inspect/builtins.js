(function () {
	"use strict";
	const call = Function.prototype.call;
	const bind = (method) => call.bind(method);
	const getter = (object, key) => bind(Object.getOwnPropertyDescriptor(object, key).get);

	const TypedArray = Object.getPrototypeOf(Uint8Array);
	const { getOwnPropertyDescriptor } = Object;
	const mapEach = bind(Map.prototype.forEach), setEach = bind(Set.prototype.forEach);
	const typedTag = getter(TypedArray.prototype, Symbol.toStringTag);
	const probes = {
		DataView: getter(DataView.prototype, "byteOffset"),
		WeakMap: (o) => bind(WeakMap.prototype.has)(o, {}),
		WeakSet: (o) => bind(WeakSet.prototype.has)(o, {}),
		Symbol: bind(Symbol.prototype.valueOf),
		BigInt: bind(BigInt.prototype.valueOf),
	};
	const valueOf = { String: bind(String.prototype.valueOf), Number: bind(Number.prototype.valueOf), Boolean: bind(Boolean.prototype.valueOf), Symbol: probes.Symbol, BigInt: probes.BigInt };
	const getTime = bind(Date.prototype.getTime), dateText = bind(Date.prototype.toString), dateISO = bind(Date.prototype.toISOString);

	const protos = {
		Object: Object.prototype, TypedArray: TypedArray.prototype, DataView: DataView.prototype,
		WeakMap: WeakMap.prototype, WeakSet: WeakSet.prototype, Symbol: Symbol.prototype, BigInt: BigInt.prototype,
		Async: Object.getPrototypeOf(async () => {}), Generator: Object.getPrototypeOf(function* () {}),
	};

	return {
		protos,
		custom: Symbol.for("nodejs.util.inspect.custom"),
		describe: getOwnPropertyDescriptor,
		typedArray: typedTag,
		entries: (map) => { const out = []; mapEach(map, (value, key) => { out.push(key, value); }); return out; },
		values: (set) => { const out = []; setEach(set, (value) => { out.push(value); }); return out; },
		source: bind(Function.prototype.toString),
		// boxed answers whether an object is of a class, or what it boxes.
		boxed: (o, name, value) => {
			if (value) return valueOf[name](o);
			try { probes[name](o); return true; } catch { return false; }
		},
		iso: (date) => Number.isNaN(getTime(date)) ? dateText(date) : dateISO(date),
		has: bind(Object.prototype.hasOwnProperty),
		isEnumerable: bind(Object.prototype.propertyIsEnumerable),
	};
})
