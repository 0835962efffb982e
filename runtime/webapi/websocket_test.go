package webapi

import (
	"testing"

	"paddock/runtime"
)

func TestWebSocketPair(t *testing.T) {
	const prelude = `const [a, b] = Object.values(new WebSocketPair()); const name = (f) => { try { f(); return "fine" } catch (e) { return e.name } };
		`
	cases{
		{"messages", prelude + `b.binaryType = "arraybuffer"; a.accept(); b.accept(); b.onmessage = (e) => console.log(e.data, e instanceof MessageEvent); a.send("x"); a.send(new Uint8Array([1]).buffer); console.log("first"); await scheduler.wait(1)`, "first\nx true\nArrayBuffer { [Uint8Contents]: <01>, byteLength: 1 } true"},
		{"wait for accept", prelude + `a.accept(); a.send("kept"); b.onmessage = (e) => console.log(e.data); await scheduler.wait(1); console.log("now"); b.accept(); await scheduler.wait(1)`, "now\nkept"},
		{"close", prelude + `a.accept(); b.accept(); const log = (n, s) => s.onclose = (e) => console.log(n, e.code, e.reason, e.wasClean, s.readyState); log("a", a); log("b", b); a.send("1"); a.close(4000, "r"); console.log(a.readyState); await scheduler.wait(1)`,
			"2\nb 4000 r true 3\na 4000 r true 3"},
		{"close without a code", prelude + `a.accept(); b.accept(); b.onclose = (e) => console.log(e.code, JSON.stringify(e.reason)); a.close(); await scheduler.wait(1)`, `1005 ""`},
		{"half open", prelude + `a.accept(); b.accept({allowHalfOpen: true}); b.onclose = () => { b.send("last"); b.close(4002) }; a.onmessage = (e) => console.log(e.data); a.onclose = (e) => console.log(e.code); a.close(4000); await scheduler.wait(1)`, "last\n4002"},
		{"copies", prelude + `b.binaryType = "arraybuffer"; a.accept(); b.accept(); const u = new Uint8Array([1]); b.onmessage = (e) => console.log(new Uint8Array(e.data)[0]); a.send(u); u[0] = 9; await scheduler.wait(1)`, "1"},
		{"refusals", prelude + `const c = new WebSocketPair()[0]; a.accept(); return [name(() => b.send("x")), name(() => b.close()), name(() => a.close(999)), name(() => a.close(1005)), name(() => a.close(undefined, "x")), name(() => a.close(4000, "x".repeat(124))), name(() => a.send()), name(() => WebSocket.prototype.send.call({}, 1)),
			name(() => new Response(null, {status: 101})), name(() => new Response(null, {status: 200, webSocket: c})), name(() => new Response(null, {status: 101, webSocket: {}})), new Response(null, {status: 101, webSocket: c}).webSocket === c].join()`,
			"TypeError,TypeError,InvalidAccessError,InvalidAccessError,InvalidAccessError,SyntaxError,TypeError,TypeError,RangeError,RangeError,TypeError,true"},
		{"send after close", prelude + `a.accept(); a.close(); return name(() => a.send("x"))`, "TypeError"},
		{"bad URLs", prelude + `return ["nonsense", "ftp://a.b", "ws://a.b#x", "ws://a.b#"].map((u) => name(() => new WebSocket(u))).join() + name(() => new WebSocket("ws://a.b", ["x", "x"])) + name(() => new WebSocket("ws://a.b", "a b"))`, "SyntaxError,SyntaxError,SyntaxError,SyntaxErrorSyntaxErrorSyntaxError"},
		{"no network", `const s = new WebSocket("ws://a.b"); s.onerror = (e) => console.log(e.message); await new Promise((done) => s.onclose = done)`, "connecting a WebSocket to http://a.b/ failed: connecting to http://a.b/ was refused: this Worker runs without a network"},
		{"close while connecting", `const s = new WebSocket("ws://a.b"); s.close(); await new Promise((done) => s.onclose = (e) => { console.log(e.code); done() })`, "1006"},
		{"class", prelude + `return [String(a), String(new WebSocketPair()), WebSocket.OPEN, a.CLOSED, WebSocket.READY_STATE_CLOSING, a.url, a.binaryType, a.extensions, Object.keys(new WebSocketPair()).join("")].join()`, "[object WebSocket],[object WebSocketPair],1,3,2,,blob,,01"},
	}.run(t)
	old := func(o *runtime.Options) {
		o.Setup = []func(*runtime.Isolate) error{Install(Options{StructuredClone: clone, Sockets: Sockets{Buffers: true, HalfOpen: true}})}
	}
	got := run(t, prelude+`a.accept(); b.accept(); console.log(a.binaryType); b.onclose = () => console.log("closing", b.readyState); a.onclose = () => console.log("closed"); a.close(); await scheduler.wait(1); b.close(); await scheduler.wait(1); console.log(b.readyState)`, old)
	if want := "arraybuffer\nclosing 2\nclosed\n3"; got != want {
		t.Errorf("the older ways:\n%s\nwant:\n%s", got, want)
	}
}
