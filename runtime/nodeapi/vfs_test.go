package nodeapi

import (
	"slices"
	"testing"
)

func TestFilesInMemory(t *testing.T) {
	const begin = `const fs = require("fs"); const t = (f) => { try { return f(); } catch (e) { return e.code; } };
	`
	for _, c := range []struct{ body, want string }{
		{`emit(fs.readdirSync("/")); emit(fs.readdirSync("/dev")); emit(fs.readdirSync("/tmp").length); emit(fs.readdirSync("/bundle").length)`, "bundle,dev,tmp\nfull,null,random,zero\n0\n0"},
		{`emit([t(() => fs.writeFileSync("/bundle/x", "")), t(() => fs.writeFileSync("/x", "")), t(() => fs.mkdirSync("/dev/x")), t(() => fs.rmSync("/bundle", { recursive: true })), t(() => fs.rmdirSync("/tmp"))])`, "EPERM,EPERM,EPERM,EPERM,EPERM"},
		{`emit([t(() => fs.readFileSync("/etc/passwd")), t(() => fs.readFileSync("/proc/self/environ")), t(() => fs.readFileSync("go.mod")), t(() => fs.readFileSync("../../../etc/passwd"))])`, "ENOENT,ENOENT,ENOENT,ENOENT"},
		{`emit([t(() => fs.writeFileSync("/tmp/" + "d/".repeat(60), "")), t(() => fs.readFileSync("/tmp/" + "a".repeat(5000)))])`, "ENAMETOOLONG,ENAMETOOLONG"},
		{`fs.writeFileSync("/tmp/f", "x"); emit(t(() => fs.truncateSync("/tmp/f", 200 * 1024 * 1024))); const fd = fs.openSync("/tmp/f", "r+"); emit(t(() => fs.writeSync(fd, "x", 2 ** 40)))`, "EFBIG\nEFBIG"},
		{`const big = Buffer.alloc(30 * 1024 * 1024); emit([1, 2, 3, 4, 5].map((n) => t(() => fs.writeFileSync("/tmp/" + n, big)))); fs.rmSync("/tmp/1"); fs.mkdirSync("/tmp/d"); emit(t(() => fs.writeFileSync("/tmp/d/6", big))); fs.rmSync("/tmp/d", { recursive: true }); emit(t(() => fs.writeFileSync("/tmp/7", big)))`, ",,,,ENOSPC\nundefined\nundefined"},
		{`const s = fs.statSync("/tmp"); emit([s.mtimeMs, s.mtime.toISOString()])`, "0,1970-01-01T00:00:00.000Z"},
		{`emit(t(() => fs.watch("/tmp")))`, "ERR_METHOD_NOT_IMPLEMENTED"},
	} {
		expect(t, begin+c.body, c.want)
	}
}

// Files in /tmp last as long as the invocation that wrote them.
func TestTemporaryFilesBelongToTheInvocation(t *testing.T) {
	const script = `const fs = require("fs"); emit(fs.existsSync("/tmp/mark")); fs.writeFileSync("/tmp/mark", "x"); await null; await new Promise((r) => setTimeout(r, 5)); emit(fs.existsSync("/tmp/mark"))`
	var got []string
	runTimes(t, 2, script, func(s string) { got = append(got, s) })
	if !slices.Equal(got, []string{"false", "true", "false", "true"}) {
		t.Error(got)
	}
}
