package webapi

import "testing"

func TestReadableStream(t *testing.T) {
	cases{
		{"pull order", `let n = 0; const s = new ReadableStream({pull(c) { c.enqueue(++n); if (n === 3) c.close() }}, {highWaterMark: 0});
			const r = s.getReader(); const out = []; for (;;) { const {value, done} = await r.read(); if (done) break; out.push(value) } console.log(out.join())`, "1,2,3"},
		{"queue and size", `let c; const s = new ReadableStream({start(x) { c = x }}, {highWaterMark: 5, size: (v) => v}); c.enqueue(2); console.log(c.desiredSize); c.enqueue(4); console.log(c.desiredSize)`, "3\n-1"},
		{"error", `const s = new ReadableStream({start(c) { c.error(new Error("no")) }}); await s.getReader().read()`, "threw Error: no"},
		{"start throws", `new ReadableStream({start() { throw new RangeError("x") }})`, "threw RangeError: x"},
		{"cancel", `const s = new ReadableStream({cancel(r) { console.log("cancel", r) }}); await s.cancel("why"); console.log((await s.getReader().read()).done)`, "cancel why\ntrue"},
		{"locked", `const s = new ReadableStream(); s.getReader(); console.log(s.locked); s.getReader()`, "true\nthrew TypeError: This ReadableStream is currently locked to a reader."},
		{"release rejects reads", `const s = new ReadableStream(); const r = s.getReader(); const p = r.read(); r.releaseLock(); try { await p } catch (e) { console.log(e instanceof TypeError, s.locked) }`, "true false"},
		{"closed", `let c; const s = new ReadableStream({start(x) { c = x }}); const r = s.getReader(); console.log(r.closed === r.closed); c.close(); await r.closed; console.log("closed")`, "true\nclosed"},
		{"values", `const s = ReadableStream.from(["a", "b"]); const it = s.values(); console.log((await it.next()).value, (await it.next()).value, (await it.next()).done)`, "a b true"},
		{"async iterable", `const s = new ReadableStream({start(c) { c.enqueue(1); c.close() }}); const it = s[Symbol.asyncIterator ?? Symbol.for("Symbol.asyncIterator")](); console.log((await it.next()).value, it[Symbol.asyncIterator ?? Symbol.for("Symbol.asyncIterator")]() === it)`, "1 true"},
		{"iterator return cancels", `const s = new ReadableStream({cancel(r) { console.log("cancel", r) }}); const it = s.values(); const r = await it.return("bye"); console.log(r.value, r.done, s.locked)`, "cancel bye\nbye true false"},
		{"tee", `const [a, b] = ReadableStream.from([1, 2]).tee(); const all = async (s) => { const out = [], r = s.getReader(); for (;;) { const x = await r.read(); if (x.done) return out.join(); out.push(x.value) } };
			console.log(await all(a), await all(b))`, "1,2 1,2"},
		{"tee of bytes", `const [a, b] = new Response("abc").body.tee(); const x = await a.getReader({mode: "byob"}).read(new Uint8Array(2)); console.log(x.value.join(), await new Response(b).text())`, "97,98 abc"},
		{"tee cancel", `const [a, b] = new ReadableStream({cancel(r) { console.log(JSON.stringify(r)) }}).tee(); a.cancel(1); await b.cancel(2)`, "[1,2]"},
		{"byob", `const s = new ReadableStream({type: "bytes", pull(c) { const v = c.byobRequest.view; v[0] = 7; v[1] = 8; c.byobRequest.respond(2) }});
			const {value, done} = await s.getReader({mode: "byob"}).read(new Uint8Array(4)); console.log(value.join(), value.byteLength, value.buffer.byteLength, done)`, "7,8 2 4 false"},
		{"byob detaches", `const s = new ReadableStream({type: "bytes", start(c) { c.enqueue(new Uint8Array([1, 2, 3])) }}); const b = new Uint8Array(2); const x = await s.getReader({mode: "byob"}).read(b); console.log(b.byteLength, x.value.join())`, "0 1,2"},
		{"byob min", `const s = new ReadableStream({type: "bytes", start(c) { c.enqueue(new Uint8Array([1])); c.enqueue(new Uint8Array([2, 3])) }}); const x = await s.getReader({mode: "byob"}).read(new Uint8Array(8), {min: 3}); console.log(x.value.join())`, "1,2,3"},
		{"byob elements", `const s = new ReadableStream({type: "bytes", start(c) { c.enqueue(new Uint8Array([1, 0, 2])); c.enqueue(new Uint8Array([0])); c.close() }}); const r = s.getReader({mode: "byob"}); const x = await r.read(new Uint16Array(2)); console.log(x.value.constructor.name, x.value.join())`, "Uint16Array 1,2"},
		{"byob close", `let c; const s = new ReadableStream({type: "bytes", start(x) { c = x }}); const p = s.getReader({mode: "byob"}).read(new Uint8Array(2)); c.close(); c.byobRequest.respond(0); const x = await p; console.log(x.done, x.value.byteLength)`, "true 0"},
		{"auto allocate", `const s = new ReadableStream({type: "bytes", autoAllocateChunkSize: 4, pull(c) { const v = c.byobRequest.view; v[0] = v.byteLength; c.byobRequest.respond(1) }}); console.log((await s.getReader().read()).value.join())`, "4"},
		{"byte stream of nothing", `new ReadableStream({type: "bytes", start(c) { c.enqueue(new Uint8Array(0)) }})`, "threw TypeError: A chunk must not be empty."},
		{"byob of a default stream", `new ReadableStream().getReader({mode: "byob"})`, "threw TypeError: This ReadableStream does not support BYOB reads."},
		{"from async", `let n = 0; const s = ReadableStream.from({[Symbol.asyncIterator ?? Symbol.for("Symbol.asyncIterator")]() { return {next: async () => ({value: n, done: n++ > 1}), return(r) { console.log("return", r); return {} }} }}); const r = s.getReader(); console.log((await r.read()).value, (await r.read()).value); await r.cancel("stop"); `, "0 1\nreturn stop"},
		{"classes", `console.log(String(new ReadableStream()), ReadableStream.length, Object.keys(ReadableStream.prototype).sort().join()); try { new ReadableStreamDefaultController() } catch (e) { console.log(e.message) }`, "[object ReadableStream] 0 cancel,getReader,locked,pipeThrough,pipeTo,tee,values\nIllegal constructor"},
		{"strategies", `console.log(new CountQueuingStrategy({highWaterMark: 3}).highWaterMark, new ByteLengthQueuingStrategy({highWaterMark: 1}).size(new Uint8Array(5)), new CountQueuingStrategy({highWaterMark: 1}).size())`, "3 5 1"},
	}.run(t)
}

func TestWritableStream(t *testing.T) {
	cases{
		{"order", `const w = new WritableStream({async write(c) { console.log("write", c) }, close() { console.log("close") }}).getWriter(); w.write(1); w.write(2); await w.close(); console.log(await w.closed)`, "write 1\nwrite 2\nclose\nundefined"},
		{"backpressure", `let go; const s = new WritableStream({write() { return new Promise((r) => go = r) }}); const w = s.getWriter(); await w.ready; console.log(w.desiredSize); w.write(1); console.log(w.desiredSize); const p = w.ready.then(() => console.log("ready")); await 0; go(); await p`, "1\n0\nready"},
		{"abort", `const s = new WritableStream({abort(r) { console.log("abort", r) }}); const w = s.getWriter(); await w.abort("why"); try { await w.closed } catch (e) { console.log(e) } try { await w.write(1) } catch (e) { console.log(e) }`, "abort why\nwhy\nwhy"},
		{"write fails", `const w = new WritableStream({write() { throw new Error("no") }}).getWriter(); try { await w.write(1) } catch (e) { console.log(e.message) } try { await w.write(2) } catch (e) { console.log("again", e.message) } w.closed.catch(() => {}); w.ready.catch(() => {})`, "no\nagain no"},
		{"closing twice", `const w = new WritableStream().getWriter(); await w.close(); await w.close()`, "threw TypeError: This WritableStream has been closed."},
		{"signal", `let c; const s = new WritableStream({start(x) { c = x }}); await s.abort("r"); console.log(c.signal.aborted, c.signal.reason)`, "true r"},
		{"release", `const s = new WritableStream(), w = s.getWriter(); w.releaseLock(); console.log(s.locked); await w.write(1)`, "false\nthrew TypeError: This WritableStream writer has been released."},
	}.run(t)
}

func TestTransformsAndPipes(t *testing.T) {
	cases{
		{"transform", `const t = new TransformStream({transform(c, x) { x.enqueue(c * 2) }, flush(x) { x.enqueue("end") }}); const out = []; await ReadableStream.from([1, 2]).pipeThrough(t).pipeTo(new WritableStream({write(c) { out.push(c) }})); console.log(out.join())`, "2,4,end"},
		{"default transform", `const t = new TransformStream(); const w = t.writable.getWriter(); w.write("x"); w.close(); const r = t.readable.getReader(); console.log((await r.read()).value, (await r.read()).done)`, "x true"},
		{"transform throws", `const t = new TransformStream({transform() { throw new Error("no") }}); try { await ReadableStream.from([1]).pipeThrough(t).getReader().read() } catch (e) { console.log(e.message) }`, "no"},
		{"terminate", `const t = new TransformStream({transform(c, x) { x.enqueue(c); x.terminate() }}); const w = t.writable.getWriter(); w.write(1).catch(() => {}); const r = t.readable.getReader(); console.log((await r.read()).value, (await r.read()).done); w.closed.catch((e) => console.log(e.name)); w.ready.catch(() => {})`, "1 true\nTypeError"},
		{"cancel", `const t = new TransformStream({cancel(r) { console.log("cancel", r) }}); await t.readable.cancel("why"); try { await t.writable.getWriter().closed } catch (e) { console.log(e) }`, "cancel why\nwhy"},
		{"pipe closes", `const w = new WritableStream({close() { console.log("closed") }}); await ReadableStream.from([]).pipeTo(w); console.log(w.locked)`, "closed\nfalse"},
		{"pipe keeps open", `const w = new WritableStream({close() { console.log("closed") }}); await ReadableStream.from([1]).pipeTo(w, {preventClose: true}); await w.getWriter().close()`, "closed"},
		{"pipe error forward", `const w = new WritableStream({abort(e) { console.log("abort", e) }}); try { await new ReadableStream({start(c) { c.error("bad") }}).pipeTo(w) } catch (e) { console.log("rejected", e) }`, "abort bad\nrejected bad"},
		{"pipe error backward", `const r = new ReadableStream({pull(c) { c.enqueue(1) }, cancel(e) { console.log("cancel", e.message) }}); try { await r.pipeTo(new WritableStream({write() { throw new Error("full") }})) } catch (e) { console.log("rejected", e.message) }`, "cancel full\nrejected full"},
		{"pipe abort", `const a = new AbortController(); const p = new ReadableStream({cancel(e) { console.log("cancel", e) }}).pipeTo(new WritableStream({abort(e) { console.log("abort", e) }}), {signal: a.signal}); a.abort("stop"); try { await p } catch (e) { console.log("rejected", e) }`, "abort stop\ncancel stop\nrejected stop"},
		{"identity", `const {readable, writable} = new IdentityTransformStream(); const w = writable.getWriter(); const p = w.write(new Uint8Array([104, 105])).then(() => w.close()); console.log(await new Response(readable).text()); await p`, "hi"},
		{"identity takes bytes", `const {writable} = new IdentityTransformStream(); const w = writable.getWriter(); w.closed.catch(() => {}); w.ready.catch(() => {}); await w.write("x")`, "threw TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side."},
		{"fixed too short", `const {readable, writable} = new FixedLengthStream(3); const w = writable.getWriter(); w.closed.catch(() => {}); w.ready.catch(() => {}); new Response(readable).text().catch(() => {}); await w.write(new Uint8Array(2)); await w.close()`, "threw TypeError: FixedLengthStream did not see all expected bytes before close()."},
		{"fixed too long", `const {readable, writable} = new FixedLengthStream(1); const w = writable.getWriter(); w.closed.catch(() => {}); w.ready.catch(() => {}); new Response(readable).text().catch(() => {}); await w.write(new Uint8Array(2))`, "threw TypeError: Attempt to write too many bytes through a FixedLengthStream."},
		{"byob through identity", `const {readable, writable} = new IdentityTransformStream(); const w = writable.getWriter(); const p = w.write(new Uint8Array([1, 2, 3])); const r = readable.getReader({mode: "byob"}); console.log((await r.read(new Uint8Array(2))).value.join()); w.close(); console.log((await r.read(new Uint8Array(2))).value.join(), (await r.read(new Uint8Array(2))).done)`, "1,2\n3 true"},
	}.run(t)
}

func TestCodingStreams(t *testing.T) {
	through := `const bytes = async (s) => new Uint8Array(await new Response(s).arrayBuffer());
		const feed = (...parts) => new ReadableStream({start(c) { parts.forEach((p) => c.enqueue(p)); c.close() }});
	`
	cases{
		{"text encoder", through + `console.log((await bytes(feed("a\ud83d", "\ude00", "\ud800").pipeThrough(new TextEncoderStream()))).join())`, "97,240,159,152,128,239,191,189"},
		{"gzip", through + `const z = await bytes(new Blob(["hello ".repeat(1000)]).stream().pipeThrough(new CompressionStream("gzip"))); console.log(z.length < 100, z[0], (await new Response(new Blob([z]).stream().pipeThrough(new DecompressionStream("gzip"))).text()).length)`, "true 31 6000"},
		{"deflate in pieces", through + `for (const f of ["deflate", "deflate-raw", "gzip"]) { const z = await bytes(new Blob(["some text"]).stream().pipeThrough(new CompressionStream(f))); console.log(await new Response(feed(...Array.from(z, (b) => new Uint8Array([b]))).pipeThrough(new DecompressionStream(f))).text()) }`, "some text\nsome text\nsome text"},
		{"truncated", through + `const z = await bytes(new Blob(["some text"]).stream().pipeThrough(new CompressionStream("gzip"))); await bytes(feed(z.subarray(0, 12)).pipeThrough(new DecompressionStream("gzip")))`, "threw TypeError: Decompression failed: the compressed data ends too early"},
		{"trailing", through + `const z = await bytes(new Blob(["x"]).stream().pipeThrough(new CompressionStream("gzip"))); await bytes(feed(z, new Uint8Array([1])).pipeThrough(new DecompressionStream("gzip")))`, "threw TypeError: Decompression failed: there is data after the end of the compressed data"},
		{"garbage", through + `await bytes(feed(new Uint8Array(20)).pipeThrough(new DecompressionStream("gzip")))`, "threw TypeError: Decompression failed: the compressed data has another format"},
		{"format", `new CompressionStream("zip")`, "threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip', not 'zip'."},
	}.run(t)
}

func TestBlobsAndForms(t *testing.T) {
	cases{
		{"blob", `const b = new Blob(["ab", new Uint8Array([99]), new Blob(["d"])], {type: "Text/X"}); console.log(b.size, b.type, await b.text(), await b.slice(1, -1).text(), String(b))`, "4 text/x abcd bc [object Blob]"},
		{"file", `const f = new File(["x"], "n", {lastModified: 5}); console.log(f.name, f.lastModified, f instanceof Blob, f.size)`, "n 5 true 1"},
		{"blob stream", `console.log(await new Response(new Blob(["abc"]).stream()).text(), (await new Blob(["a"]).bytes())[0])`, "abc 97"},
		{"form", `const f = new FormData(); f.append("a", 1); f.append("b", "x"); f.append("a", "2"); f.set("a", "3"); console.log(JSON.stringify([...f]), f.has("b"), f.get("none")); f.delete("b"); console.log([...f.keys()].join())`, `[["a","3"],["b","x"]] true null` + "\na"},
		{"blob in a form", `const f = new FormData(); f.append("a", new Blob(["x"]), "y.txt"); f.append("b", new Blob(["z"])); console.log(f.get("a").name, f.get("b").name, f.get("a") instanceof File)`, "y.txt blob true"},
		{"bad form", `await new Response("nonsense", {headers: {"content-type": "multipart/form-data; boundary=x"}}).formData()`, "threw TypeError: Failed to parse the body as FormData: the multipart body does not have its boundary"},
		{"foreign multipart", `const f = await new Response('--x\r\nContent-Disposition: form-data; name="a%22"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name="f"; filename="a b.txt"\r\n\r\nyy\r\n--x--', {headers: {"content-type": 'multipart/form-data; boundary="x"'}}).formData(); console.log(f.get('a"'), f.get("f").name, f.get("f").type, await f.get("f").text())`, "1 a b.txt text/plain yy"},
	}.run(t)
}
