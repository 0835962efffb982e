package webapi

import "testing"

func TestMIMETypes(t *testing.T) {
	for in, want := range map[string]string{
		"text/html": "text/html", " TEXT/Html ; Charset=GBK ": "text/html;charset=GBK", "text/html;charset=gbk(": `text/html;charset="gbk("`,
		"text/html;a=1;a=2": "text/html;a=1", "text/html;;;;charset=gbk": "text/html;charset=gbk", `text/html;charset="gbk`: "text/html;charset=gbk",
		`text/html;charset="g\"k"`: `text/html;charset="g\"k"`, `text/html;charset=""`: `text/html;charset=""`, "text/html;charset=": "text/html",
		"text/html;x": "text/html", "text/html;charset = gbk": "text/html", `text/html;x="a";y=b`: "text/html;x=a;y=b", `text/html;x="a"junk;y=b`: "text/html;x=a;y=b",
		"text/html;a\u0100=1": "text/html", "text/html;a=\u0100": "text/html", "text": "", "/html": "", "text/": "", "te xt/html": "", "": "",
		"text/html, text/plain": "text/plain", "text/html;charset=a, text/html": "text/html;charset=a", "text/html;charset=a, */*": "text/html;charset=a",
		"text/html;charset=a, text/plain": "text/plain", `text/html;a=",", x`: `text/html;a=","`,
	} {
		if got := bodyMIME(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	cases{
		{"blob", `return (await new Response("x", {headers: {"content-type": "TEXT/HTML ; Charset=X"}}).blob()).type`, "text/html;charset=X"},
		{"data", `return (await fetch("data:text/html ;Charset=x;base64,aGk=")).headers.get("content-type")`, "text/html;charset=x"},
	}.run(t)
}

func TestConversions(t *testing.T) {
	cases{
		{"byte order mark", `return [(await new Response("\ufeffx").text()).length, (await new Response("\ufeff[1]").json())[0]].join()`, "1,1"},
		{"holes of code pages", `return [new TextDecoder("windows-1252").decode(new Uint8Array([0x81, 0x80])), new TextDecoder("windows-1253").decode(new Uint8Array([0xaa]))].join().split("").map((c) => c.charCodeAt(0).toString(16)).join()`, "81,20ac,2c,fffd"},
		{"options of structuredClone", `return [[1, 5], [1, {transfer: [1]}], [1, {transfer: 5}], [1, null]].map((a) => { try { return structuredClone(...a) } catch (e) { return e.name } }).join()`, "TypeError,TypeError,TypeError,1"},
		{"global scope", `return [self instanceof ServiceWorkerGlobalScope, String(globalThis), {} instanceof WorkerGlobalScope].join()`, "true,[object ServiceWorkerGlobalScope],false"},
		{"iterated values", `const p = Promise.resolve(1); const it = {[Symbol.asyncIterator]() { return {next: () => ({value: p, done: false})} }}; return (await ReadableStream.from(it).getReader().read()).value === p`, "true"},
	}.run(t)
}

// Every member of every class checks what it is called on, and is shaped as Web
// IDL says.
func TestBrands(t *testing.T) {
	const language = `/Error$|^(Object|Function|Array|String|Number|Boolean|Symbol|BigInt|Date|RegExp|Map|Set|WeakMap|WeakSet|WeakRef|Promise|Proxy|ArrayBuffer|DataView|.*Array|Iterator|FinalizationRegistry|.*Stack)$/`
	cases{{"all", `const bad = [], classes = Object.getOwnPropertyNames(globalThis).filter((n) => /^[A-Z]/.test(n) && typeof globalThis[n] === "function" && !` + language + `.test(n));
		const attempt = async (f, what) => { try { const v = f(); if (!(v instanceof Promise)) return what + " returned"; return await v.then(() => what + " resolved", (e) => e instanceof TypeError ? "" : what + e.name) } catch (e) { return e instanceof TypeError ? "" : what + " " + e.name } };
		for (const n of classes) {
			const C = globalThis[n], p = C.prototype, g = Object.getOwnPropertyDescriptor(globalThis, n);
			if (C.name !== n || p[Symbol.toStringTag] !== n || p.constructor !== C) bad.push(n + " is named " + C.name + ", " + p[Symbol.toStringTag]);
			if (g.enumerable || !g.writable || !g.configurable || Object.getOwnPropertyDescriptor(C, "prototype").writable) bad.push(n + " flags");
			bad.push(await attempt(() => C(), n));
			for (const k of Object.getOwnPropertyNames(p)) {
				const d = Object.getOwnPropertyDescriptor(p, k), what = n + "." + k;
				if (/^[A-Z]|^constructor$/.test(k)) continue; // Crypto carries a class
				if (!d.enumerable) bad.push(what + " is not enumerable");
				if (d.get) bad.push(d.get.name === "get " + k ? await attempt(() => d.get.call({}), what) : what + " has a getter named " + d.get.name);
				else if (typeof d.value === "function") bad.push(await attempt(() => d.value.call({}, {}, {}, {}), what + "()"));
			}
		}
		return classes.length > 55 ? bad.filter(Boolean).join("\n") || "fine" : classes.length`, "fine"}}.run(t)
}
