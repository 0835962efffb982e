package webapi

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"paddock/runtime"
)

func TestMessageChannel(t *testing.T) {
	const failing = `const name = (f) => { try { f(); return "fine" } catch (e) { return e.name } };
		`
	cases{
		{"there and back", `const {port1, port2} = new MessageChannel(); port2.onmessage = (e) => { console.log(e.data.a, e.isTrusted, e.ports.length, e.target === port2); port2.postMessage("back") };
			await new Promise((done) => { port1.onmessage = (e) => { console.log(e.data); done() }; port1.postMessage({a: 1}) })`, "1 true 0 true\nback"},
		{"in order, not at once", `const {port1, port2} = new MessageChannel(); port1.postMessage(1); port1.postMessage(2); port2.onmessage = (e) => console.log(e.data); console.log("first"); await scheduler.wait(1)`, "first\n1\n2"},
		{"waits for start", `const {port1, port2} = new MessageChannel(); port1.postMessage(1); port2.addEventListener("message", (e) => console.log(e.data)); await scheduler.wait(1); console.log("not yet"); port2.start(); await scheduler.wait(1)`, "not yet\n1"},
		{"delivered after the handler", `const {port1, port2} = new MessageChannel(); port2.onmessage = (e) => console.log(e.data); port1.postMessage("late")`, "late"},
		{"transfer of a port", `const a = new MessageChannel(), b = new MessageChannel(); b.port2.onmessage = (e) => { console.log(e.ports.length, e.data.p === e.ports[0]); e.ports[0].postMessage("through") };
			a.port1.onmessage = (e) => console.log(e.data); b.port1.postMessage({p: a.port2}, [a.port2]); await scheduler.wait(1)`, "1 true\nthrough"},
		{"transfer of a buffer", `const {port1, port2} = new MessageChannel(), buffer = new ArrayBuffer(4); port2.onmessage = (e) => console.log(e.data.byteLength); port1.postMessage(buffer, {transfer: [buffer]}); console.log(buffer.byteLength); await scheduler.wait(1)`, "0\n4"},
		{"queued messages travel", `const a = new MessageChannel(); a.port1.postMessage("kept"); const moved = structuredClone(a.port2, {transfer: [a.port2]}); moved.onmessage = (e) => console.log(e.data); await scheduler.wait(1)`, "kept"},
		{"close", `const {port1, port2} = new MessageChannel(); port2.onmessage = (e) => console.log(e.data); port2.onclose = () => console.log("closed"); port1.postMessage(1); port1.close(); port1.postMessage(2); await scheduler.wait(1)`, "1\nclosed"},
		{"refusals", failing + `const {port1, port2} = new MessageChannel(); return [name(() => port1.postMessage(port1)), name(() => port1.postMessage(1, [port1])), name(() => port1.postMessage(1, [{}])), name(() => port1.postMessage(() => {})), name(() => port1.postMessage()), name(() => port1.postMessage(1, 5)), name(() => new MessagePort()), name(() => MessagePort.prototype.start.call({})), name(() => port1.postMessage(1, [port2, port2]))].join()`,
			"DataCloneError,DataCloneError,DataCloneError,DataCloneError,TypeError,TypeError,TypeError,TypeError,DataCloneError"},
		{"a port moves once", failing + `const {port1} = new MessageChannel(); structuredClone(null, {transfer: [port1]}); return name(() => structuredClone(null, {transfer: [port1]}))`, "DataCloneError"},
		{"class", `const c = new MessageChannel(); return [String(c), String(c.port1), c.port1 instanceof EventTarget, c.port1.onmessage, "onmessageerror" in c.port1].join()`, "[object MessageChannel],[object MessagePort],true,,true"},
	}.run(t)
}

func TestCloneOfPlatformObjects(t *testing.T) {
	cases{
		{"blob and file", `const b = structuredClone({b: new Blob(["x"], {type: "a/b"}), f: new File(["yz"], "n", {type: "c/d", lastModified: 5})}); return [b.b instanceof Blob, b.b.type, await b.b.text(), b.f instanceof File, b.f.name, b.f.lastModified, await b.f.text()].join()`, "true,a/b,x,true,n,5,yz"},
		{"key", `const k = await crypto.subtle.generateKey({name: "HMAC", hash: "SHA-256"}, false, ["sign"]), c = structuredClone(k); return [c !== k, c instanceof CryptoKey, c.extractable, c.usages.join(), (await crypto.subtle.sign("HMAC", c, new Uint8Array(1))).byteLength].join()`, "true,true,false,sign,32"},
		{"same object", `const b = new Blob(["x"]), c = structuredClone([b, b]); return [c[0] === c[1], c[0] !== b].join()`, "true,true"},
		{"DOMException", `const e = structuredClone(new DOMException("m", "DataError")); return [e instanceof DOMException, e.name, e.message, e.code, e.stack.split("\n")[0]].join()`, "true,DataError,m,0,DataError: m"},
		{"streams", `const s = new Response("abc").body; const t = structuredClone(s, {transfer: [s]}); return [s.locked, await new Response(t).text()].join()`, "true,abc"},
		{"transform", `const t = new TransformStream(), u = structuredClone(t, {transfer: [t]}); const w = u.writable.getWriter(); w.write("x"); return [(await u.readable.getReader().read()).value, t.readable.locked, t.writable.locked].join()`, "x,true,true"},
		{"refusals", `return ["new Headers()", "new Request('https://a.b')", "new Response()", "new URL('https://a.b')", "new Event('x')", "new AbortController()", "new ReadableStream()", "new FormData()", "new MessageChannel()", "new (class extends Event {})('x')"].map((code) => { try { structuredClone(eval(code)); return "fine" } catch (e) { return e.name } }).join()`,
			"DataCloneError,DataCloneError,DataCloneError,DataCloneError,DataCloneError,DataCloneError,DataCloneError,DataCloneError,DataCloneError,DataCloneError"},
		{"message", `try { structuredClone(new Headers()) } catch (e) { return e.message }`, `Could not serialize object of type "Headers". This type does not support serialization.`},
		{"a locked stream", `const s = new Response("abc").body; s.getReader(); try { structuredClone(s, {transfer: [s]}) } catch (e) { return e.name }`, "DataCloneError"},
	}.run(t)
}

func TestEventSource(t *testing.T) {
	var seen []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/plain":
			w.Write([]byte("data: x\n\n"))
			return
		case "/gone":
			w.WriteHeader(204)
			return
		}
		seen = append(seen, r.Header.Get("Last-Event-ID")+"|"+r.Header.Get("Accept"))
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
		if len(seen) == 1 {
			w.Write([]byte("\ufeff: comment\nid: 7\nretry: 50\ndata: one\ndata:two\r\rdata: cut"))
			return
		}
		w.Write([]byte("event: named\r\ndata\r\n\r\n"))
	}))
	defer server.Close()
	networked := func(o *runtime.Options) {
		o.Setup = []func(*runtime.Isolate) error{Install(Options{Fetch: http.DefaultTransport, StructuredClone: clone})}
	}
	script := func(body string) string { return strings.ReplaceAll(body, "SERVER", server.URL) }
	got := run(t, script(`const s = new EventSource("SERVER/x"); console.log(s.readyState, s.url === "SERVER/x");
		await new Promise((done) => {
			s.onopen = () => console.log("open", s.readyState);
			s.onmessage = (e) => console.log(JSON.stringify(e.data), e.lastEventId, e.origin === "SERVER");
			s.onerror = () => console.log("error", s.readyState);
			s.addEventListener("named", (e) => { console.log(e.type, JSON.stringify(e.data), e.lastEventId); s.close(); done() });
		}); console.log(s.readyState)`), networked)
	want := "0 true\nopen 1\n\"one\\ntwo\" 7 true\nerror 0\nopen 1\nnamed \"\" 7\n2"
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if len(seen) != 2 || seen[0] != "|text/event-stream" || seen[1] != "7|text/event-stream" {
		t.Errorf("requests: %q", seen)
	}
	for _, c := range []struct{ body, want string }{
		{`const s = new EventSource("SERVER/plain"); await new Promise((done) => s.onerror = done); return s.readyState`, "2"},
		{`const s = new EventSource("SERVER/gone"); return await new Promise((done) => s.onerror = (e) => done(e.message))`, "The response has the status 204, not 200."},
		{`try { new EventSource("nonsense") } catch (e) { return e.name }`, "SyntaxError"},
		{`const s = EventSource.from(new Response("data: a\n\n").body); return await new Promise((done) => s.onmessage = (e) => done(e.data))`, "a"},
		{`return [EventSource.CLOSED, EventSource.prototype.OPEN, String(EventSource.from(new ReadableStream()))].join()`, "2,1,[object EventSource]"},
	} {
		if got := run(t, script(c.body), networked); got != c.want {
			t.Errorf("%s\ngot:  %s\nwant: %s", c.body, got, c.want)
		}
	}
}
