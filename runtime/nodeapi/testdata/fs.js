// Each case works in a folder of its own, D. t tells what a call gives or throws.
globalThis.fs = require("fs"); globalThis.D = () => { const d = fs.mkdtempSync("/tmp/paddock-"); const say = (x) => JSON.parse(JSON.stringify(x === undefined ? null : x).replaceAll(d, "D")); const t = (f) => { try { return say(f()); } catch (e) { return say([e.name, e.code, e.syscall, e.errno, e.message, e.path, e.dest].filter((x) => x !== undefined)); } }; return { d, t, say }; }; return typeof D;

const { d, t } = D(), f = d + "/a.txt"; return [t(() => fs.writeFileSync(f, "héllo")), t(() => fs.readFileSync(f, "utf8")), fs.readFileSync(f), fs.readFileSync(f, { encoding: "hex" }), t(() => fs.appendFileSync(f, "!")), fs.readFileSync(f, "latin1"), fs.existsSync(f), fs.existsSync(d + "/b"), fs.existsSync(1)];

const { d, t } = D(); return [t(() => fs.readFileSync(d + "/no")), t(() => fs.readFileSync(d)), t(() => fs.readFileSync(d + "/no/no")), t(() => fs.writeFileSync(d, "x")), t(() => fs.writeFileSync(d + "/no/f", "x")), t(() => fs.readFileSync(d + "/no", "nope"))];

const { d, t } = D(), f = d + "/f"; fs.writeFileSync(f, "x"); return [t(() => fs.readFileSync(f + "/")), t(() => fs.readFileSync(f + "/x")), t(() => fs.readdirSync(f)), t(() => fs.rmdirSync(f)), t(() => fs.mkdirSync(f)), t(() => fs.readlinkSync(f)), t(() => fs.opendirSync(f).path)];

const { t } = D(); return [t(() => fs.readFileSync()), t(() => fs.readFileSync({})), t(() => fs.readFileSync("a\0b")), t(() => fs.readFileSync(99999)), t(() => fs.openSync("x", "nope")), t(() => fs.openSync("x", "rx")), t(() => fs.closeSync("x")), t(() => fs.closeSync(-1)), t(() => fs.writeFileSync("x", 1)), t(() => fs.readFileSync("/tmp/x", 5)), t(() => fs.mkdirSync("/tmp/q/q", { recursive: 1 }))];

const { d, t } = D(); return [t(() => fs.mkdirSync(d + "/a")), t(() => fs.mkdirSync(d + "/a")), t(() => fs.mkdirSync(d + "/x/y")), t(() => fs.mkdirSync(d + "/x/y/z", { recursive: true })), t(() => fs.mkdirSync(d + "/x/y", { recursive: true })), fs.readdirSync(d), fs.readdirSync(d, { recursive: true }).sort(), fs.readdirSync(d, { withFileTypes: true }).map((e) => [e.name, e.isDirectory(), e.isFile(), e.parentPath === d]), fs.readdirSync(d, "buffer")];

const { d, t } = D(); fs.mkdirSync(d + "/a/b", { recursive: true }); fs.writeFileSync(d + "/a/f", "x"); return [t(() => fs.rmdirSync(d + "/a")), t(() => fs.unlinkSync(d + "/a/b").x), t(() => fs.rmSync(d + "/no")), t(() => fs.rmSync(d + "/no", { force: true })), t(() => fs.rmSync(d + "/a", { recursive: true })), fs.readdirSync(d), t(() => fs.unlinkSync(d + "/no")), t(() => fs.rmdirSync(d + "/no"))];

const { d, t } = D(); fs.mkdirSync(d + "/a"); const r = t(() => fs.rmSync(d + "/a")); return r.slice(0, 5);

const { d } = D(), f = d + "/f"; fs.writeFileSync(f, "hello"); const s = fs.statSync(f), x = fs.statSync(d), b = fs.statSync(f, { bigint: true }); return [s.size, s.isFile(), s.isDirectory(), s.isSymbolicLink(), s.nlink, x.isDirectory(), x.isFile(), b.size, typeof b.mtimeNs, s.mtime instanceof Date, s instanceof fs.Stats, (s.mode & fs.constants.S_IFMT) === fs.constants.S_IFREG];

const { d, t } = D(); return [t(() => fs.statSync(d + "/no")), t(() => fs.lstatSync(d + "/no")), fs.statSync(d + "/no", { throwIfNoEntry: false }), t(() => fs.accessSync(d)), t(() => fs.accessSync(d + "/no"))];

const { d, t, say } = D(), f = d + "/f"; fs.writeFileSync(f, "x"); fs.symlinkSync(f, d + "/l"); fs.symlinkSync("f", d + "/r"); return [fs.readFileSync(d + "/l", "utf8"), fs.readFileSync(d + "/r", "utf8"), t(() => fs.readlinkSync(d + "/l")), fs.readlinkSync(d + "/r"), fs.lstatSync(d + "/l").isSymbolicLink(), fs.statSync(d + "/l").isSymbolicLink(), t(() => fs.realpathSync(d + "/l")), t(() => fs.symlinkSync("a", d + "/l")), t(() => { fs.unlinkSync(d + "/l"); return fs.readdirSync(d); })];

const { d, t } = D(); fs.symlinkSync("b", d + "/a"); fs.symlinkSync("a", d + "/b"); return [t(() => fs.readFileSync(d + "/a")), t(() => fs.realpathSync.native(d + "/no"))];

const { d, t } = D(), f = d + "/f"; fs.writeFileSync(f, "x"); fs.linkSync(f, d + "/g"); fs.writeFileSync(d + "/g", "changed"); return [fs.readFileSync(f, "utf8"), fs.statSync(f).nlink, t(() => fs.linkSync(f, d + "/g")), t(() => fs.linkSync(d + "/no", d + "/h"))];

const { d, t } = D(), f = d + "/f"; fs.writeFileSync(f, "x"); fs.mkdirSync(d + "/dir"); fs.writeFileSync(d + "/dir/in", "y"); return [t(() => fs.renameSync(f, d + "/g")), fs.readdirSync(d), t(() => fs.renameSync(d + "/no", d + "/h")), t(() => fs.renameSync(d + "/g", d + "/dir")), t(() => fs.renameSync(d + "/dir", d + "/g")), t(() => fs.renameSync(d + "/dir", d + "/dir/sub")), t(() => fs.renameSync(d + "/dir", d + "/moved")), fs.readdirSync(d + "/moved")];

const { d, t } = D(), f = d + "/f"; fs.writeFileSync(f, "x"); return [t(() => fs.copyFileSync(f, d + "/g")), fs.readFileSync(d + "/g", "utf8"), t(() => fs.copyFileSync(f, d + "/g", fs.constants.COPYFILE_EXCL)), t(() => fs.copyFileSync(d + "/no", d + "/h"))];

const { d } = D(); fs.mkdirSync(d + "/a/b", { recursive: true }); fs.writeFileSync(d + "/a/b/f", "x"); fs.cpSync(d + "/a", d + "/c", { recursive: true }); return [fs.readdirSync(d + "/c/b"), fs.readFileSync(d + "/c/b/f", "utf8")];

const { d, t } = D(), f = d + "/f", fd = fs.openSync(f, "w+"); const b = Buffer.alloc(5); const out = [fs.writeSync(fd, "hello "), fs.writeSync(fd, Buffer.from("world")), fs.writeSync(fd, "J", 0), fs.readSync(fd, b, 0, 5, 0), b.toString(), fs.readSync(fd, b), fs.fstatSync(fd).size, fs.readFileSync(f, "utf8")]; fs.ftruncateSync(fd, 3); out.push(fs.readFileSync(f, "utf8")); fs.closeSync(fd); return [...out, t(() => fs.closeSync(fd)), t(() => fs.fstatSync(fd))];

const { d, t } = D(), f = d + "/f"; fs.writeFileSync(f, "0123456789"); const fd = fs.openSync(f, "r"), b = Buffer.alloc(4); const out = [fs.readSync(fd, b), b.toString(), fs.readSync(fd, b, { offset: 1, length: 2 }), b.toString(), fs.readSync(fd, b, 0, 4, 8), t(() => fs.writeSync(fd, "x")), t(() => fs.readSync(fd, b, 0, 5)), t(() => fs.readSync(fd, "x"))]; const a = Buffer.alloc(2), c = Buffer.alloc(3); out.push(fs.readvSync(fd, [a, c], 0), a.toString() + c); fs.closeSync(fd); return out;

const { d, t } = D(), f = d + "/f"; return [t(() => fs.openSync(f, "r")), t(() => { fs.closeSync(fs.openSync(f, "wx")); }), t(() => fs.openSync(f, "wx")), t(() => fs.openSync(f, "ax")), t(() => fs.openSync(d, "w")), t(() => fs.openSync(d + "/no/f", "w"))];

const { d } = D(), f = d + "/f", fd = fs.openSync(f, "a"); fs.writeSync(fd, "one"); fs.writeSync(fd, "two", 0); fs.writevSync(fd, [Buffer.from("3"), Buffer.from("4")]); fs.closeSync(fd); return fs.readFileSync(f, "utf8");

const { d, t } = D(), f = d + "/f"; fs.writeFileSync(f, "hello"); fs.truncateSync(f, 2); const a = fs.readFileSync(f, "utf8"); fs.truncateSync(f, 4); const b = fs.readFileSync(f); fs.truncateSync(f); return [a, b, fs.readFileSync(f, "utf8"), t(() => fs.truncateSync(d + "/no"))];

const { d } = D(), f = d + "/f"; fs.writeFileSync(f, "abc", { flag: "a" }); fs.writeFileSync(f, new Uint16Array([0x4141])); fs.writeFileSync(f, "6162", { encoding: "hex", flag: "a" }); return fs.readFileSync(new URL("file://" + f), "utf8");

const { d } = D(), order = []; await new Promise((r) => { fs.writeFile(d + "/f", "x", (e) => { order.push("written", e); fs.readFile(d + "/f", "utf8", (e, v) => { order.push(e, v); r(); }); }); order.push("sync"); }); await new Promise((r) => fs.readFile(d + "/no", (e, v) => { order.push(e.code, v); r(); })); return order;

fs.readFile("x", {}, undefined)

fs.readFile("x")

const { d } = D(), { promisify } = require("util"), f = d + "/f"; fs.writeFileSync(f, "abc"); const fd = fs.openSync(f, "r+"), b = Buffer.alloc(2); const out = [await promisify(fs.read)(fd, b, 0, 2, 0), await promisify(fs.write)(fd, "z"), await promisify(fs.exists)(f), (await promisify(fs.stat)(f)).size]; fs.closeSync(fd); return out;

await new Promise((r) => fs.exists("/tmp/never-there", r))

const { d, say } = D(), p = fs.promises, f = d + "/f"; await p.writeFile(f, "one"); await p.appendFile(f, " two"); const out = [await p.readFile(f, "utf8"), (await p.stat(f)).size, await p.readdir(d), await p.access(f), say(await p.mkdir(d + "/x/y", { recursive: true }))]; await p.rename(f, d + "/g"); await p.copyFile(d + "/g", d + "/h"); await p.unlink(d + "/g"); await p.rm(d + "/x", { recursive: true }); return [...out, await p.readdir(d), fs.promises === require("fs/promises")];

const { d } = D(); return await require("fs/promises").readFile("/tmp/not-there-at-all");

const { d } = D(), h = await fs.promises.open(d + "/f", "w+"); const w = await h.write("hello"), r = await h.read(Buffer.alloc(5), 0, 5, 0), s = await h.stat(); await h.truncate(2); await h.close(); return [w.bytesWritten, r.bytesRead, r.buffer.toString(), s.size, fs.readFileSync(d + "/f", "utf8"), h.fd];

const { d } = D(); await fs.promises.writeFile(d + "/f", require("stream").Readable.from(["x", "y"])); return fs.readFileSync(d + "/f", "utf8");

const { d } = D(), f = d + "/f"; const order = []; await new Promise((r, j) => { const w = fs.createWriteStream(f); for (const e of ["open", "ready", "finish", "close"]) w.on(e, () => { order.push(e); if (e === "close") r(); }); w.on("error", j); w.write("one "); w.end("two"); }); const text = await new Promise((r, j) => { let t = ""; const s = fs.createReadStream(f, "utf8"); s.on("data", (c) => { t += c; }); s.on("close", () => r(t)); s.on("error", j); }); return [order, text];

const { d } = D(), f = d + "/f"; fs.writeFileSync(f, "0123456789"); const read = (o) => new Promise((r, j) => { const parts = []; const s = fs.createReadStream(f, o); s.on("data", (c) => parts.push(c.toString())); s.on("end", () => r([parts, s.bytesRead])); s.on("error", j); }); return [await read({ start: 2, end: 5 }), await read({ start: 8 }), await read({ highWaterMark: 4 }), await read({ end: 0 })];

const { d } = D(); return await new Promise((r) => fs.createReadStream(d + "/no").on("error", (e) => r([e.code, e.syscall])));

const { d } = D(), f = d + "/f"; fs.writeFileSync(f, "0123456789"); await new Promise((r) => { const w = fs.createWriteStream(f, { flags: "r+", start: 3 }); w.on("close", r); w.end("xyz"); }); return fs.readFileSync(f, "utf8");

fs.createReadStream("/tmp/x", { start: 5, end: 2 })

const { d } = D(); fs.mkdirSync(d + "/s"); for (const n of ["a", "b"]) fs.writeFileSync(d + "/" + n, ""); const dir = fs.opendirSync(d), names = []; for (let e; (e = dir.readSync());) names.push(e.name); dir.closeSync(); const out = []; try { dir.readSync(); } catch (e) { out.push(e.code); } const i = (await fs.promises.opendir(d))[Symbol.asyncIterator](); for (let r; !(r = await i.next()).done;) out.push(r.value.name); return [names.sort(), out.sort()];

const { d, say } = D(); const x = fs.mkdtempSync(d + "/pre-"); return [say(x).slice(0, 6), x.length - d.length, fs.statSync(x).isDirectory()];

const { d } = D(); fs.mkdirSync(d + "/a"); fs.writeFileSync(d + "/a/f", "x"); return [fs.readFileSync(d + "/a/../a/./f", "utf8"), fs.readFileSync(d + "//a//f", "utf8"), fs.existsSync(d + "/a/../../../../.."), fs.readFileSync(Buffer.from(d + "/a/f"), "utf8")];

const { d, t } = D(), f = d + "/f"; fs.writeFileSync(f, ""); return [t(() => fs.chmodSync(f, 0o600)), t(() => fs.utimesSync(f, 1, 2)), t(() => fs.chmodSync(d + "/no", 0o600)), t(() => fs.utimesSync(d + "/no", 1, 2))];

return [fs.readFileSync("/dev/null").length, fs.existsSync("/dev/zero"), fs.statSync("/dev/null").isCharacterDevice(), (() => { const fd = fs.openSync("/dev/zero", "r"), b = Buffer.alloc(4, 1); fs.readSync(fd, b); fs.closeSync(fd); return b; })(), (() => { const fd = fs.openSync("/dev/random", "r"), b = Buffer.alloc(16); const n = fs.readSync(fd, b); fs.closeSync(fd); return n; })()];

const b = await fs.openAsBlob((fs.writeFileSync("/tmp/paddock-blob", "blob"), "/tmp/paddock-blob")); const text = await b.text(); fs.unlinkSync("/tmp/paddock-blob"); return [text, b.size];

return [fs.constants.O_CREAT, fs.constants.S_IFDIR, fs.F_OK, fs.R_OK, fs.W_OK, fs.X_OK, fs.constants.COPYFILE_EXCL];
