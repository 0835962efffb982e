import { all, is, throws } from "../harness.js";

const form = (...entries) => { const f = new FormData(); for (const e of entries) f.append(...e); return f; };
const list = (f) => [...f].map(([k, v]) => [k, typeof v === "string" ? v : [v.name, v.type, v.size]]);

// ---- the list

is("append, get, getAll, has", () => { const f = form(["a", "1"], ["b", "2"], ["a", "3"]); return [f.get("a"), f.getAll("a"), f.has("b"), f.has("z"), f.get("z"), f.getAll("z"), list(f)]; }, ["1", ["1", "3"], true, false, null, [], [["a", "1"], ["b", "2"], ["a", "3"]]]);
is("set keeps the place of the first", () => { const f = form(["a", "1"], ["b", "2"], ["a", "3"], ["c", "4"]); f.set("a", "5"); f.set("d", "6"); return list(f); }, [["a", "5"], ["b", "2"], ["c", "4"], ["d", "6"]]);
is("delete takes all", () => { const f = form(["a", "1"], ["b", "2"], ["a", "3"]); f.delete("a"); f.delete("z"); return list(f); }, [["b", "2"]]);
is("names and values are converted", () => list(form([null, undefined], [5, {}], ["\ud800", "\udc00"], ["x", null])), [["null", "undefined"], ["5", "[object Object]"], ["\ufffd", "\ufffd"], ["x", "null"]]);
is("names that are looked for are converted too", () => { const f = form(["\ud800", "1"], ["null", "2"]); const r = [f.get("\ud800"), f.has("\udfff"), f.getAll("\udc00"), f.get(null)]; f.delete("\ud801"); return [...r, f.has("\ufffd")]; }, ["1", true, ["1"], "2", false]);
is("values stay as they are: no line ends are changed", () => form(["a\n", "x\r\ny\nz"]).get("a\n"), "x\r\ny\nz");
is("a Blob becomes a File", () => { const f = form(["a", new Blob(["x"], { type: "t/u" })]), v = f.get("a"); return [v instanceof File, v.name, v.type, v.size, f.get("a") === v]; }, [true, "blob", "t/u", 1, true]);
is("a File stays itself", () => { const file = new File(["x"], "n"), f = form(["a", file]); return f.get("a") === file; }, true);
is("a file name renames", () => { const file = new File(["x"], "n", { type: "t/u" }), f = form(["a", file, "m"], ["b", new Blob(["y"]), "o"], ["c", file, undefined], ["d", file, ""]); return list(f); }, [["a", ["m", "t/u", 1]], ["b", ["o", "", 1]], ["c", ["n", "t/u", 1]], ["d", ["", "t/u", 1]]]);
is("set with a Blob and a name", () => { const f = form(["a", "1"]); f.set("a", new Blob(["x"]), "n"); return list(f); }, [["a", ["n", "", 1]]]);
for (const [name, f] of [["append with a name and no Blob", () => new FormData().append("a", "b", "c")], ["set with a name and no Blob", () => new FormData().set("a", {}, "c")], ["append of one", () => new FormData().append("a")], ["set of one", () => new FormData().set("a")], ["append of a symbol", () => new FormData().append("a", Symbol())], ["get of nothing", () => new FormData().get()], ["has of nothing", () => new FormData().has()], ["delete of nothing", () => new FormData().delete()], ["getAll of nothing", () => new FormData().getAll()], ["FormData of null", () => new FormData(null)], ["FormData of an object", () => new FormData({})], ["FormData of text", () => new FormData("a=b")]]) throws(name, TypeError, f);
is("FormData of undefined", () => list(new FormData(undefined)), []);
is("methods return nothing", () => { const f = new FormData(); return [f.append("a", "b"), f.set("a", "c"), f.delete("a")]; }, [undefined, undefined, undefined]);
is("iteration is live", () => { const f = form(["a", "1"], ["b", "2"], ["c", "3"]), out = []; for (const [k] of f) { out.push(k); if (k === "a") f.delete("b"); } return out; }, ["a", "c"]);
is("iteration sees what is appended", () => { const f = form(["a", "1"]), out = []; for (const [k] of f) { out.push(k); if (out.length < 3) f.append("n" + out.length, ""); } return out; }, ["a", "n1", "n2"]);
is("keys, values and entries", () => { const f = form(["a", "1"], ["b", "2"]); return [[...f.keys()], [...f.values()], [...f.entries()]]; }, [["a", "b"], ["1", "2"], [["a", "1"], ["b", "2"]]]);

// ---- as a body

const sent = async (f) => { const r = new Response(f), b = r.headers.get("content-type").split("boundary=")[1]; return (await r.text()).replaceAll(b, "B"); };
is("what is sent", async () => sent(form(["a", "1"], ["b", "é"])), '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--B\r\nContent-Disposition: form-data; name="b"\r\n\r\né\r\n--B--\r\n');
is("an empty form", async () => sent(form()), "--B--\r\n");
is("files that are sent", async () => sent(form(["f", new File(["x"], "n.txt", { type: "t/u" })], ["g", new Blob(["y"])])), '--B\r\nContent-Disposition: form-data; name="f"; filename="n.txt"\r\nContent-Type: t/u\r\n\r\nx\r\n--B\r\nContent-Disposition: form-data; name="g"; filename="blob"\r\nContent-Type: application/octet-stream\r\n\r\ny\r\n--B--\r\n');
is("names are escaped, and their line ends are made CR LF", async () => sent(form(['a"b\nc\rd\r\ne%22', "v"])), '--B\r\nContent-Disposition: form-data; name="a%22b%0D%0Ac%0D%0Ad%0D%0Ae%22"\r\n\r\nv\r\n--B--\r\n');
is("line ends of values are made CR LF", async () => sent(form(["a", "x\ny\rz\r\nw"])), '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\ny\r\nz\r\nw\r\n--B--\r\n');
is("file names are escaped", async () => (await sent(form(["a", new File([], 'q"\r\né\\')]))).includes('filename="q%22%0D%0Aé\\"'), true);
is("the bytes of files stay", async () => (await sent(form(["a", new File(["x\ny"], "n")]))).includes("\r\n\r\nx\ny\r\n"), true);
is("a boundary is fit for a header, and another each time", () => { const b = () => new Response(form()).headers.get("content-type"), x = b(); return [x !== b(), /^multipart\/form-data; ?boundary=[\w'()+,.\/:=?-]{1,70}$/.test(x)]; }, [true, true]);
is("a form's body is a copy", async () => { const f = form(["a", "1"]), r = new Response(f); f.set("a", "2"); return (await r.formData()).get("a"); }, "1");
is("and back", async () => { const f = await new Response(form(['a"\r\n', "1\r\n2"], ["é", "😀"], ["f", new File([new Uint8Array([0, 255, 13, 10])], 'x"y\nz', { type: "A/b" })], ["a", ""])).formData(); return [list(f), await f.get("f").bytes()]; }, [[['a"\r\n', "1\r\n2"], ["é", "😀"], ["f", ['x"y\nz', "a/b", 4]], ["a", ""]], new Uint8Array([0, 255, 13, 10])]);

// ---- parsing

const parse = async (body, type = "multipart/form-data; boundary=B") => list(await new Response(body, { headers: { "content-type": type } }).formData());
const part = (head, body = "v") => `--B\r\n${head}\r\n\r\n${body}\r\n--B--\r\n`;
const d = 'Content-Disposition: form-data; name="a"';
all("parsing", (body, type) => parse(body, type),
	["--B--\r\n", undefined, []], ["--B--", undefined, []], [part(d), undefined, [["a", "v"]]], [part(d, ""), undefined, [["a", ""]]], [part(d, "x\r\ny"), undefined, [["a", "x\r\ny"]]], [part(d, "--B"), undefined, [["a", "--B"]]], [part(d, "\r\n"), undefined, [["a", "\r\n"]]],
	[part(d.toUpperCase()), undefined, [["A", "v"]]], [part('content-disposition:form-data;name="a"'), undefined, [["a", "v"]]], [part('X-Other: 1\r\n' + d), undefined, [["a", "v"]]], [part(d + "\r\nContent-Type: text/html"), undefined, [["a", "v"]]],
	[part(d + '; filename="f"'), undefined, [["a", ["f", "text/plain", 1]]]], [part(d + '; filename=""'), undefined, [["a", ["", "text/plain", 1]]]], [part(d + '; filename="f"\r\nContent-Type: T/U; x=Y'), undefined, [["a", ["f", "t/u; x=y", 1]]]], [part(d + '; filename="a%22%0D%0Ab%25"'), undefined, [["a", ['a"\r\nb%25', "text/plain", 1]]]], [part(d + '; filename="C:\\dir\\f.txt"'), undefined, [["a", ["C:\\dir\\f.txt", "text/plain", 1]]]],
	[part('Content-Disposition: form-data; name="é"'), undefined, [["é", "v"]]], [part('Content-Disposition: form-data; name=""'), undefined, [["", "v"]]],
	["--B\r\n" + d + "\r\n\r\n1\r\n--B\r\n" + d + "\r\n\r\n2\r\n--B--\r\n", undefined, [["a", "1"], ["a", "2"]]],
	[part(d), 'multipart/form-data; boundary="B"', [["a", "v"]]], [part(d), "MULTIPART/Form-Data; Boundary=B; charset=utf-8", [["a", "v"]]], [part(d), "text/plain, multipart/form-data;boundary=B", [["a", "v"]]], [part(d), "multipart/form-data;boundary=B;boundary=C", [["a", "v"]]],
	["a=1&b=%20+%zz&c", "application/x-www-form-urlencoded", [["a", "1"], ["b", "  %zz"], ["c", ""]]], ["", "application/x-www-form-urlencoded", []], ["a=%ff&\ufeffb=\ufeff", "application/x-www-form-urlencoded;charset=windows-1252", [["a", "\ufffd"], ["\ufeffb", "\ufeff"]]], ["&&=&", "APPLICATION/X-WWW-Form-Urlencoded", [["", ""]]],
);
is("values keep a mark", async () => parse(part(d, "\ufeffv")), [["a", "\ufeffv"]]);
is("values are repaired", async () => { const bytes = new TextEncoder().encode(part(d, "?")); bytes[bytes.indexOf(63)] = 0xff; return parse(bytes); }, [["a", "\ufffd"]]);
for (const [name, body, type] of [["no type", "x", ""], ["another type", "x", "text/plain"], ["a type that is none", "x", "multipart"], ["no boundary", part(d), "multipart/form-data"], ["an empty boundary", part(d), "multipart/form-data; boundary="], ["an empty body", ""], ["another boundary", part(d), "multipart/form-data; boundary=C"], ["text", "x"], ["no end", "--B\r\n" + d + "\r\n\r\nv"], ["no end of the headers", "--B\r\n" + d + "\r\n--B--\r\n"], ["no disposition", part("X: y")], ["no name", part("Content-Disposition: form-data")], ["another disposition", part('Content-Disposition: attachment; name="a"')], ["a header without a colon", part("x\r\n" + d)]]) throws("formData of " + name, TypeError, () => parse(body, type));
is("a body that failed to parse is used up", async () => { const r = new Response("x", { headers: { "content-type": "multipart/form-data; boundary=B" } }); try { await r.formData(); } catch { return r.bodyUsed; } }, true);
throws("formData of no body", TypeError, () => new Response().formData());
is("formData of no body, of a kind that may be empty", async () => list(await new Response(null, { headers: { "content-type": "application/x-www-form-urlencoded" } }).formData()), []);
throws("formData of no body, of many parts", TypeError, () => new Response(null, { headers: { "content-type": "multipart/form-data; boundary=B" } }).formData());
is("formData of URLSearchParams", async () => list(await new Request("http://a", { method: "POST", body: new URLSearchParams("a=1&a=2") }).formData()), [["a", "1"], ["a", "2"]]);
is("formData of a stream", async () => list(await new Response(new Blob([part(d)]).stream(), { headers: { "content-type": "multipart/form-data; boundary=B" } }).formData()), [["a", "v"]]);
is("formData of a clone", async () => { const r = new Response(form(["a", "1"])), c = r.clone(); return [list(await r.formData()), list(await c.formData())]; }, [[["a", "1"]], [["a", "1"]]]);
