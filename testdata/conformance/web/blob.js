import { all, is, throws } from "../harness.js";

const text = (parts, options) => new Blob(parts, options).text();

// ---- the constructor

is("an empty Blob", async () => { const b = new Blob(); return [b.size, b.type, await b.text(), (await b.arrayBuffer()).byteLength, (await b.bytes()).length]; }, [0, "", "", 0, 0]);
all("the text of", (parts) => text(parts), [undefined, ""], [[], ""], [["a", "b"], "ab"], [[1, null, undefined, true, {}], "1nullundefinedtrue[object Object]"], [["é😀"], "é😀"], [["a\ud800b"], "a\ufffdb"], [["\ud83d", "\ude00"], "\ufffd\ufffd"], [[new Uint8Array([65, 66])], "AB"], [[new Uint8Array([65, 66]).buffer], "AB"], [[new DataView(new Uint8Array([65, 66, 67]).buffer, 1, 1)], "B"], [[new Uint16Array([0x4241])], "AB"], [[new Uint8Array([65, 66, 67]).subarray(1, 2)], "B"], [[["x", "y"]], "x,y"], [[new String("s")], "s"], [["\ufeffa"], "a"], [["a\ufeff"], "a\ufeff"], [["a\r\nb\nc\rd"], "a\r\nb\nc\rd"]);
is("a Blob of Blobs", async () => text([new Blob(["a"]), "b", new File(["c"], "f"), new Blob(["def"]).slice(1)]), "abcef");
is("any iterable", async () => [await text(new Set(["a", "b"])), await text(new Uint8Array([1, 2])), await text(new String("xy")), await text({ [Symbol.iterator]: function* () { yield "g"; } }), await text(Object.assign(() => {}, { [Symbol.iterator]: function* () { yield "f"; } }))], ["ab", "12", "xy", "g", "f"]);
for (const [name, v] of [["null", null], ["text", "x"], ["a number", 1], ["true", true], ["an object", {}], ["a function", () => {}], ["a symbol", Symbol()], ["a date", new Date(0)], ["a Blob", new Blob()], ["a buffer", new ArrayBuffer(1)]]) throws("a Blob of " + name, TypeError, () => new Blob(v));
throws("a part that is a symbol", TypeError, () => new Blob([Symbol()]));
throws("a part that throws", RangeError, () => new Blob([{ toString() { throw new RangeError(); } }]));
is("bytes are copied", async () => { const u = new Uint8Array([65]), b = new Blob([u]); u[0] = 66; return b.text(); }, "A");
is("bytes are copied after all parts are converted", async () => { const u = new Uint8Array([65]), b = new Blob([u, { toString() { u[0] = 66; return "x"; } }]); return b.text(); }, "Bx");
is("a part that empties the list", async () => { const list = [{ toString() { list.length = 0; return "a"; } }, "b"]; return text(list); }, "a");
is("a detached buffer is empty", async () => { const u = new Uint8Array([65]); structuredClone(u.buffer, { transfer: [u.buffer] }); return [new Blob([u]).size, new Blob([u.buffer]).size]; }, [0, 0]);
is("parts come before options, endings before type", () => { const log = []; new Blob([{ toString() { log.push("part"); return ""; } }], { get type() { log.push("type"); return ""; }, get endings() { log.push("endings"); } }); return log; }, ["part", "endings", "type"]);
all("the type", (type) => new Blob([], { type }).type, [undefined, ""], [null, "null"], ["", ""], ["a/b", "a/b"], ["A/B", "a/b"], ["a/b;C=\"D\"", "a/b;c=\"d\""], ["é/x", ""], ["a\tb", ""], ["a\x7f", ""], [" x ", " x "], ["te(xt/plain", "te(xt/plain"], [5, "5"], ["\u212A", ""], ["null", "null"]);
for (const bad of [5, "x", true, Symbol()]) throws("options " + String(bad), TypeError, () => new Blob([], bad));
is("options that are missing", () => [null, undefined, {}, [], () => {}].map((o) => new Blob([], o).type), ["", "", "", "", ""]);
all("endings native", (s) => text([s], { endings: "native" }), ["a\r\nb", "a\nb"], ["a\rb", "a\nb"], ["a\n\rb", "a\n\nb"], ["\r\n\r\n", "\n\n"], ["a\r", "a\n"]);
is("endings are those of strings alone", async () => [await text([new Uint8Array([13, 10])], { endings: "native" }), await text(["\r", "\n"], { endings: "native" }), await text(["\r\n"], { endings: "transparent" })], ["\r\n", "\n\n", "\r\n"]);
for (const bad of [null, "", "x", "Native"]) throws("endings " + JSON.stringify(bad), TypeError, () => new Blob([], { endings: bad }));

// ---- slice

all("slice", (...args) => new Blob(["0123456789"]).slice(...args).text(), ["0123456789"], [2, "23456789"], [2, 4, "23"], [-3, "789"], [-3, -1, "78"], [5, 3, ""], [0, 100, "0123456789"], [-100, 2, "01"], [20, ""], [undefined, 3, "012"], [null, 3, "012"], [3, null, ""], [NaN, 2, "01"], ["1", "3", "12"], [1.4, 3, "12"], [Infinity, ""], [-Infinity, 2, "01"], [0, Infinity, "0123456789"], [1.5, "23456789"], [2.5, "23456789"], [-0.5, "0123456789"]);
is("slice has its own type", () => { const b = new Blob(["x"], { type: "a/b" }); return [b.slice().type, b.slice(0, 1, "C/D").type, b.slice(0, 1, "é").type, b.slice(0, 1, null).type, b.slice(0, 1, undefined).type]; }, ["", "c/d", "", "null", ""]);
is("slice of slice", async () => new Blob(["abcdef"]).slice(1, 5).slice(1, -1).text(), "cd");
is("slice of a File is a Blob", () => { const s = new File(["x"], "f").slice(); return [s instanceof Blob, s instanceof File]; }, [true, false]);

// ---- reading

is("arrayBuffer gives another each time", async () => { const b = new Blob(["ab"]), x = await b.arrayBuffer(), y = await b.arrayBuffer(); new Uint8Array(x)[0] = 0; return [x !== y, await b.text(), x instanceof ArrayBuffer]; }, [true, "ab", true]);
is("bytes gives a Uint8Array", async () => { const u = await new Blob(["ab"]).bytes(); return [u.constructor === Uint8Array, u]; }, [true, new Uint8Array([97, 98])]);
is("text repairs", async () => new Blob([new Uint8Array([0xff, 65, 0xe2, 0x82])]).text(), "\ufffdA\ufffd");
is("stream", async () => { const s = new Blob(["abc"]).stream(); const r = s instanceof ReadableStream; const chunks = await Array.fromAsync(s); return [r, chunks.every((c) => c instanceof Uint8Array), chunks.map((c) => c.length).reduce((a, b) => a + b)]; }, [true, true, 3]);
is("stream of nothing", async () => Array.fromAsync(new Blob().stream()), []);
is("stream can be read into buffers", async () => { const r = new Blob(["abc"]).stream().getReader({ mode: "byob" }), { value } = await r.read(new Uint8Array(2)), { value: rest } = await r.read(new Uint8Array(2)), end = await r.read(new Uint8Array(2)); return [value, rest, end]; }, [new Uint8Array([97, 98]), new Uint8Array([99]), { value: new Uint8Array(0), done: true }]);
is("stream can be had many times", async () => { const b = new Blob(["x"]); b.stream(); const s = b.stream(); await s.cancel(); return new Response(b.stream()).text(); }, "x");
is("a stream's chunks are copies", async () => { const b = new Blob(["ab"]), { value } = await b.stream().getReader().read(); value[0] = 0; return b.text(); }, "ab");
is("size counts bytes", () => new Blob(["é😀"]).size, 6);
is("a large Blob", async () => { const b = new Blob([new Uint8Array(300000), "x"]); let n = 0; for await (const c of b.stream()) n += c.length; return [b.size, n, await b.slice(-1).text()]; }, [300001, 300001, "x"]);

// ---- File

is("File", async () => { const f = new File(["ab"], "n.txt", { type: "A/B", lastModified: 5 }); return [f.name, f.type, f.size, f.lastModified, await f.text(), f instanceof Blob, Object.prototype.toString.call(f)]; }, ["n.txt", "a/b", 2, 5, "ab", true, "[object File]"]);
all("the name", (n) => new File([], n).name, ["", ""], ["a/b", "a/b"], ["a:b\\c", "a:b\\c"], [null, "null"], [undefined, "undefined"], [5, "5"], ["\ud800", "\ufffd"], [["x", "y"], "x,y"]);
all("lastModified", (lastModified) => new File([], "f", { lastModified }).lastModified, [0, 0], [-1, -1], [1.9, 1], [-1.9, -1], ["7", 7], [null, 0], [NaN, 0], [Infinity, 0], [new Date(9), 9], [{}, 0], [true, 1]);
is("lastModified is now", () => { const t = Date.now(), f = new File([], "f"), g = new File([], "f", { lastModified: undefined }); return [f.lastModified - t < 1000, g.lastModified - t < 1000, f.lastModified >= t]; }, [true, true, true]);
throws("lastModified of a BigInt", TypeError, () => new File([], "f", { lastModified: 1n }));
throws("a File without a name", TypeError, () => new File([]));
for (const [name, v] of [["null", null], ["undefined", undefined], ["text", "x"], ["an object", {}]]) throws("a File of " + name, TypeError, () => new File(v, "f"));
throws("a name that is a symbol", TypeError, () => new File([], Symbol()));
is("members of a File's options are read in order", () => { const log = []; new File([], "f", new Proxy({}, { get(_, k) { log.push(k); } })); return log; }, ["endings", "type", "lastModified"]);
is("a File of a File", async () => { const f = new File(["x"], "a", { type: "t/u" }), g = new File([f], "b"); return [g.name, g.type, await g.text()]; }, ["b", "", "x"]);
