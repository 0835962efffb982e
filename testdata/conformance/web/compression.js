import { is, throws } from "../harness.js";

const bytes = (...b) => new Uint8Array(b);
const text = (s) => new TextEncoder().encode(s);
const collect = async (stream) => { const chunks = await Array.fromAsync(stream); return new Uint8Array(await new Blob(chunks).arrayBuffer()); };
const through = async (t, ...chunks) => { const w = t.writable.getWriter(), out = collect(t.readable); out.catch(() => {}); const writing = (async () => { for (const c of chunks) await w.write(c); await w.close(); })(); writing.catch(() => {}); const result = await out; await writing; return result; };
const pack = (format, ...chunks) => through(new CompressionStream(format), ...chunks);
const unpack = (format, ...chunks) => through(new DecompressionStream(format), ...chunks);
const formats = ["gzip", "deflate", "deflate-raw"];
const known = { gzip: bytes(31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 75, 4, 0, 67, 190, 183, 232, 1, 0, 0, 0), deflate: bytes(120, 156, 75, 4, 0, 0, 98, 0, 98), "deflate-raw": bytes(75, 4, 0) };

for (const format of formats) {
	is(format + ": there and back", async () => new TextDecoder().decode(await unpack(format, await pack(format, text("hello "), text("world")))), "hello world");
	is(format + ": nothing there and back", async () => unpack(format, await pack(format)), bytes());
	is(format + ": what others packed", async () => unpack(format, known[format]), text("a"));
	is(format + ": byte by byte", async () => unpack(format, ...[...known[format]].map((b) => bytes(b))), text("a"));
	is(format + ": empty chunks do not matter", async () => unpack(format, bytes(), known[format], bytes()), text("a"));
	is(format + ": buffers and views", async () => { const b = await pack(format, text("ab").buffer, new DataView(text("cd").buffer), new Uint16Array([0x6665]), new Uint8Array(text("xgy").buffer, 1, 1)); return new TextDecoder().decode(await unpack(format, b.buffer)); }, "abcdefg");
	is(format + ": much", async () => { const big = new Uint8Array(400000).fill(65), packed = await pack(format, big); const out = await unpack(format, packed); return [packed.length < 5000, out.length, out.every((x) => x === 65)]; }, [true, 400000, true]);
	is(format + ": chunks are Uint8Arrays", async () => { const t = new CompressionStream(format), w = t.writable.getWriter(); w.write(text("x")); w.close(); return (await Array.fromAsync(t.readable)).every((c) => c.constructor === Uint8Array && c.length > 0); }, true);
	throws(format + ": cut short", TypeError, () => unpack(format, known[format].slice(0, -1)));
	throws(format + ": nothing at all", TypeError, () => unpack(format));
	throws(format + ": one byte too many", TypeError, () => unpack(format, new Uint8Array([...known[format], 0])));
	throws(format + ": a chunk too many", TypeError, () => unpack(format, known[format], bytes(0)));
	throws(format + ": garbage", TypeError, () => unpack(format, bytes(255, 255, 255, 255, 255)));
	is(format + ": what came before the error", async () => { const t = new DecompressionStream(format), w = t.writable.getWriter(), r = t.readable.getReader(); w.write(known[format]).catch(() => {}); w.write(bytes(0)).catch(() => {}); w.closed.catch(() => {}); const first = await r.read(); try { await r.read(); } catch (e) { return [first.value, e.name]; } }, [text("a"), "TypeError"]);
	is(format + ": both sides fail with one error", async () => { const t = new DecompressionStream(format), w = t.writable.getWriter(), r = t.readable.getReader(); const errors = await Promise.all([w.write(bytes(255, 255, 255, 255, 255)), w.closed, r.read(), r.closed].map((p) => p.catch((e) => e))); return [errors[0] instanceof TypeError, new Set(errors).size]; }, [true, 1]);
	for (const [name, v] of [["text", "x"], ["null", null], ["undefined", undefined], ["a number", 5], ["an object", {}], ["a list", [1]]]) {
		throws(`${format}: packing ${name}`, TypeError, () => pack(format, v));
		throws(`${format}: unpacking ${name}`, TypeError, () => unpack(format, v));
	}
}
throws("a wrong check in gzip", TypeError, () => { const b = known.gzip.slice(); b[13] ^= 1; return unpack("gzip", b); });
throws("a wrong length in gzip", TypeError, () => { const b = known.gzip.slice(); b[17] ^= 1; return unpack("gzip", b); });
throws("a wrong check in zlib", TypeError, () => { const b = known.deflate.slice(); b[8] ^= 1; return unpack("deflate", b); });
throws("a wrong method in gzip", TypeError, () => { const b = known.gzip.slice(); b[2] = 7; return unpack("gzip", b); });
throws("an unknown flag in gzip", TypeError, () => { const b = known.gzip.slice(); b[3] = 0x20; return unpack("gzip", b); });
throws("a wrong check of the header in gzip", TypeError, () => unpack("gzip", bytes(31, 139, 8, 2, 0, 0, 0, 0, 0, 3, 1, 2, 75, 4, 0, 67, 190, 183, 232, 1, 0, 0, 0)));
is("the rest of a gzip header does not matter", async () => { const b = known.gzip.slice(); b[4] = b[7] = 9; b[8] = 2; b[9] = 255; return unpack("gzip", b); }, text("a"));
throws("a wrong window in zlib", TypeError, () => { const b = known.deflate.slice(); b[0] = 0x88; b[1] = 0x1c; return unpack("deflate", b); });
throws("a wrong method in zlib", TypeError, () => { const b = known.deflate.slice(); b[0] = 0x77; b[1] = 0x85; return unpack("deflate", b); });
throws("a wrong header in zlib", TypeError, () => { const b = known.deflate.slice(); b[1] ^= 1; return unpack("deflate", b); });
throws("zlib with a dictionary", TypeError, () => unpack("deflate", bytes(0x78, 0xbb, 0, 0, 0, 1, 75, 4, 0, 0, 98, 0, 98)));
throws("a second member of gzip", TypeError, () => unpack("gzip", new Uint8Array([...known.gzip, ...known.gzip])));
is("gzip with a name, a comment and extra fields", async () => unpack("gzip", bytes(31, 139, 8, 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 1, 2, 110, 0, 99, 0, 75, 4, 0, 67, 190, 183, 232, 1, 0, 0, 0)), text("a"));
is("junk in the chunk of the end: the data first, then the error", async () => { const t = new DecompressionStream("deflate"), w = t.writable.getWriter(), r = t.readable.getReader(); w.write(new Uint8Array([...known.deflate, 0])).catch(() => {}); w.closed.catch(() => {}); const first = await r.read(); try { await r.read(); } catch (e) { return [first.value, e.name]; } }, [text("a"), "TypeError"]);
is("the formats are told apart", async () => { const heads = []; for (const f of formats) heads.push((await pack(f, text("a")))[0]); return [heads[0], heads[1]]; }, [31, 0x78]);
for (const Class of ["CompressionStream", "DecompressionStream"]) {
	for (const bad of [undefined, null, "", "GZIP", "zip", "gzip ", 1, {}]) throws(`${Class} of ${JSON.stringify(bad)}`, TypeError, () => new globalThis[Class](bad));
	is(`${Class} converts its format`, () => new globalThis[Class]({ toString: () => "gzip" }) instanceof globalThis[Class], true);
	is(`${Class} has two sides, always the same`, () => { const t = new globalThis[Class]("gzip"); return [t.readable instanceof ReadableStream, t.writable instanceof WritableStream, t.readable === t.readable, t.writable === t.writable]; }, [true, true, true, true]);
}
is("in pipes", async () => { const s = new Blob(["piped"]).stream().pipeThrough(new CompressionStream("gzip")).pipeThrough(new DecompressionStream("gzip")).pipeThrough(new TextDecoderStream()); return (await Array.fromAsync(s)).join(""); }, "piped");
is("a detached chunk is empty", async () => { const u = text("x"); structuredClone(u.buffer, { transfer: [u.buffer] }); return unpack("gzip", await pack("gzip", u, text("y"))); }, text("y"));
is("chunks are read when they are written", async () => { const u = text("a"), t = new CompressionStream("gzip"), w = t.writable.getWriter(), out = collect(t.readable); await w.write(u); u[0] = 98; await w.close(); return unpack("gzip", await out); }, text("a"));
