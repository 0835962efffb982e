package webapi

import "testing"

// Globals wait in two ways: behind the global object, or, for scripts that may
// look at it as an object, as accessors of it. What a script can tell is the same.
func TestGlobalsWait(t *testing.T) {
	both := cases{
		{"types", `return [typeof URL, typeof Map, typeof setTimeout, typeof nothing, typeof undefined, typeof NaN].join()`, "function,function,function,undefined,undefined,number"},
		{"in", `return ["URL" in globalThis, "TypeError" in globalThis, "nothing" in globalThis, "GoError" in globalThis].join()`, "true,true,false,false"},
		{"assigned", `const old = URL; globalThis.URL = 5; const five = URL; URL = old; return [five, URL === old, globalThis.URL === old].join()`, "5,true,true"},
		{"assigned before use", `globalThis.Headers = 7; return Headers`, "7"},
		{"unknown", `try { return nothing } catch (e) { return [e.name, e instanceof ReferenceError].join() }`, "ReferenceError,true"},
		{"the same twice", `return [Map === globalThis.Map, Error === self.Error, Object.is(Promise, Promise)].join()`, "true,true,true"},
		{"extended built-ins", `return [typeof Object.groupBy, typeof Promise.try, typeof Array.fromAsync, typeof new Map().getOrInsert, typeof Symbol.asyncIterator, typeof Math.f16round, typeof JSON.parse].join()`, "function,function,function,function,symbol,function,function"},
		{"errors of the engine", `try { null.x } catch (e) { return [e instanceof TypeError, e.constructor === TypeError, Object.is(TypeError.prototype.constructor, TypeError), e instanceof Error].join() }`, "true,true,true,true"},
		{"a rejection's class", `return Promise.any([]).catch((e) => [e instanceof AggregateError, e.constructor === AggregateError].join())`, "true,true"},
		{"enumerable", `const names = []; for (const n in globalThis) names.push(n); return [names.includes("addEventListener"), names.includes("URL")].join()`, "true,false"},
		{"subclass", `class E extends RangeError {} const e = new E("x"); return [e instanceof RangeError, e instanceof Error, String(e)].join()`, "true,true,RangeError: x"},
		{"buffers", `const b = new ArrayBuffer(4); return [b.resizable, b.transfer(8).byteLength, b.detached].join()`, "false,8,true"},
		{"a buffer without its class", `const b = await new Response("ab").arrayBuffer(); return [b.maxByteLength, b.resizable].join()`, "2,false"},
		{"old accessors", `const o = {}; o.__defineGetter__("x", () => 1); return o.x`, "1"},
	}
	t.Run("behind", func(t *testing.T) { both.run(t) })
	t.Run("reflective", func(t *testing.T) {
		for _, c := range both {
			if got := run(t, "globalThis.hasOwnProperty;"+c.body); got != c.want {
				t.Errorf("%s\ngot:  %s\nwant: %s", c.body, got, c.want)
			}
		}
	})
	cases{
		{"own properties", `const d = Object.getOwnPropertyDescriptor(globalThis, "URL"); return [Object.hasOwn(globalThis, "URL"), d.enumerable, d.configurable, Object.getOwnPropertyNames(globalThis).includes("fetch")].join()`, "true,false,true,true"},
		{"deleted", `delete globalThis.URL; return [typeof URL, "URL" in globalThis].join()`, "undefined,false"},
	}.run(t)
}
