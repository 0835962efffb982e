["/foo/bar//baz/asdf/quux/..", "", ".", "..", "/", "//", "a//b/../c", "./a/", "../../a/..", "/../a", "a/./b/", "./", "///x"].map((p) => require("path").normalize(p))

[["/foo", "bar", "baz/asdf", "quux", ".."], [], [""], ["a", "", "b"], ["a", "../../b"], ["/a", "/b"], [".", "/"], ["", "/x"]].map((p) => require("path").join(...p))

[["/foo/bar", "./baz"], ["/foo/bar", "/tmp/file/"], ["/a", "..", "..", "b"], ["/a/b/", "../c"], ["/"]].map((p) => require("path").resolve(...p))

[["/data/a/b", "/data/c/d"], ["/a", "/a"], ["/a/b/c", "/a"], ["/a", "/a/b"], ["/foo/bar", "/foo/barbaz"], ["/", "/a"], ["/a", "/"], ["/a/b", "/a/b/"]].map(([a, b]) => require("path").relative(a, b))

["/a/b/c.js", "a", "", "/", "/a", "a/b/", "//a", "a//b", "..", "/a/b//"].map((p) => { const path = require("path"); return [path.dirname(p), path.basename(p), path.extname(p), path.isAbsolute(p)]; })

["/home/user/file.txt", "file", "./a/b.tar.gz", "", "/", "/foo", ".bashrc", "a/.x", "..", "a/b/", "a.", "/a/b."].map((p) => require("path").parse(p))

[require("path").basename("a.html", ".html"), require("path").basename("a.html", "html"), require("path").basename(".html", ".html"), require("path").basename("a/b.js/", ".js"), require("path").extname("a.b.c"), require("path").extname(".a.b"), require("path").extname("a."), require("path").extname("...")]

[{ dir: "/a", base: "b.c" }, { root: "/", name: "f", ext: ".t" }, { root: "/", name: "f", ext: "t" }, { name: "n" }, {}, { dir: "/", root: "/", base: "x" }].map((p) => require("path").format(p))

const p = require("path"); return [p.sep, p.delimiter, p.posix === p, p.win32.sep, p.win32.delimiter, require("path/posix") === p.posix, require("path/win32") === p.win32, p.toNamespacedPath("/a")];

require("path").join("a", 5)

require("path").basename(null)

["C:\\temp\\\\foo\\bar\\..\\", "C:////temp\\\\/\\/\\/foo/bar", "\\a\\..\\b", "C:", "C:..\\a", "\\\\server\\share\\a\\..\\b", "", "..\\a", "C:\\", "a/b/../c"].map((p) => require("path").win32.normalize(p))

[["C:\\a", "..", "b"], ["//server", "share"], ["a", "b"], ["C:", "a"], ["\\", "a"]].map((p) => require("path").win32.join(...p))

[["C:\\a\\b", "C:\\a\\c"], ["C:\\a", "D:\\a"], ["C:\\Foo", "c:\\foo\\bar"]].map(([a, b]) => require("path").win32.relative(a, b))

["C:\\path\\dir\\file.txt", "C:\\", "file", "\\\\server\\share\\f.x", "C:a.txt", "\\a"].map((p) => require("path").win32.parse(p))

["C:\\a", "C:a", "\\a", "a", "//s/x", "C:"].map((p) => require("path").win32.isAbsolute(p))

["C:\\a\\b", "C:\\", "a", "C:a", "\\a", "a\\b\\"].map((p) => [require("path").win32.dirname(p), require("path").win32.basename(p)])

[["C:\\a", "..\\b"], ["C:\\a", "D:\\b", "c"], ["C:\\a", "\\b"]].map((p) => require("path").win32.resolve(...p))

const p = require("path"); return [p.join("a", "..", "..", "b"), p.join(""), p.join("/a", "/b/", "c/"), p.normalize("/a/./b//../c/"), p.normalize(""), p.resolve("/a", "b", "../c"), p.resolve("/a", "/b"), p.relative("/a/b/c", "/a/d"), p.relative("/a", "/a"), p.relative("/", "/a"), p.dirname("/a/b/"), p.dirname("a"), p.dirname("/"), p.basename("/a/b.txt", ".txt"), p.basename("b.txt", "b.txt"), p.basename("/"), p.extname("a.b.c"), p.extname(".a"), p.extname("a."), p.isAbsolute("/a"), p.isAbsolute("a"), p.parse("/home/u/f.txt"), p.parse("./a"), p.parse("/"), p.format({ dir: "/a", base: "b.c" }), p.format({ root: "/", name: "n", ext: "e" }), p.sep, p.delimiter, p.posix === p, p.win32.win32 === p.win32, p.toNamespacedPath("/a")];

const w = require("path").win32; return [w.join("a", "..", "b\\c"), w.normalize("C:/a/../b"), w.resolve("C:\\a", "..\\b"), w.relative("C:\\a\\b", "C:\\a\\c"), w.dirname("C:\\a\\b"), w.basename("C:\\a\\b.c", ".c"), w.parse("C:\\p\\f.t"), w.isAbsolute("C:/"), w.isAbsolute("C:"), w.isAbsolute("\\\\s"), w.format({ dir: "C:\\a", base: "b" }), w.sep, w.delimiter, w.toNamespacedPath("C:\\a"), w.normalize("\\\\server\\share\\a\\.."), w.join("//server", "share")];

require("path").join(1)

require("path").basename("a", 1)

require("path").parse({})

require("path").format(1)
