package nodeapi

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"paddock/runtime"
	"paddock/runtime/webapi"
)

// echo answers requests without a network.
type echo struct{}

func (echo) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	switch r.URL.Path {
	case "/refused":
		return nil, fmt.Errorf("connection refused")
	case "/moved":
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(302)
	case "/cookies":
		w.Header()["Set-Cookie"] = []string{"a=1", "b=2"}
		w.Header()["X-Many"] = []string{"1", "2"}
	default:
		var body []byte
		if r.Body != nil {
			body, _ = io.ReadAll(r.Body)
		}
		w.Header().Set("X-Custom", "yes")
		fmt.Fprintf(w, "%s %s %s %q %q", r.Method, r.URL, body, r.Header.Get("X-Sent"), r.Header.Get("Authorization"))
	}
	return w.Result(), nil
}

// overEcho replaces the globals' fetch by one that echo answers.
func overEcho(o *runtime.Options) { o.Setup[0] = webapi.Install(webapi.Options{Fetch: echo{}}) }

func TestHTTPClient(t *testing.T) {
	const ask = `const http = require("http"), https = require("https");
		const ask = (lib, ...args) => new Promise((resolve, reject) => {
			let body; if (typeof args[args.length - 1] === "string" && args.length > 1) body = args.pop();
			const req = lib.request(...args, (res) => { let text = ""; res.setEncoding("utf8"); res.on("data", (c) => { text += c; }); res.on("end", () => resolve({ res, text, req })); res.on("error", reject); });
			req.on("error", reject); req.end(body);
		});
	`
	for _, c := range []struct{ body, want string }{
		{`const { res, text } = await ask(http, "http://example.com/a?b=c"); emit([res.statusCode, res.statusMessage, res.headers["x-custom"], text, res.complete, res.httpVersion])`,
			`200,OK,yes,GET http://example.com/a?b=c  "" "",true,1.1`},
		{`const { text } = await ask(https, { hostname: "example.com", port: 8443, path: "/p", method: "POST", headers: { "X-Sent": "1" }, auth: "u:p" }, "data"); emit(text)`,
			`POST https://example.com:8443/p data "1" "Basic dTpw"`},
		{`const { text } = await ask(https, new URL("https://example.com/x"), { method: "PUT" }, "é"); emit(text)`, `PUT https://example.com/x é "" ""`},
		{`const { res } = await ask(http, "http://example.com/moved"); emit([res.statusCode, res.headers.location])`, "302,/elsewhere"},
		{`const { res } = await ask(http, "http://example.com/cookies"); emit([JSON.stringify(res.headers["set-cookie"]), res.headers["x-many"], res.rawHeaders.length, res.headersDistinct["set-cookie"].length])`, `["a=1","b=2"],1, 2,6,2`},
		{`const { text } = await ask(http, { host: "example.com", path: "@evil.test/x" }); emit(text); emit((await ask(http, { host: "example.com", path: "//evil.test/x" })).text); emit((await ask(http, { host: "example.com", path: "?a=b" })).text)`,
			`GET http://example.com/@evil.test/x  "" ""` + "\n" + `GET http://example.com//evil.test/x  "" ""` + "\n" + `GET http://example.com/?a=b  "" ""`},
		{`for (const host of ["example.com@evil.test", "example.com/x?", "evil.test#"]) try { await ask(http, { host }) } catch (e) { emit(e.code) } for (const port of ["80/x", 70000, -1]) try { http.request({ port }) } catch (e) { emit(e.code) }`, "ENOTFOUND\nENOTFOUND\nENOTFOUND\nERR_SOCKET_BAD_PORT\nERR_SOCKET_BAD_PORT\nERR_SOCKET_BAD_PORT"},
		{`try { await ask(http, "http://example.com/refused") } catch (e) { emit([e instanceof Error, e.code]) }`, "true,ECONNREFUSED"},
		{`const req = http.get("http://example.com/a"); req.on("error", (e) => emit(e.code)); req.on("close", () => emit("closed")); req.on("abort", () => emit("abort")); req.abort(); await new Promise((r) => setTimeout(r, 5)); emit(req.destroyed)`, "abort\nECONNRESET\nclosed\ntrue"},
		{`const ac = new AbortController(); const req = http.get("http://example.com/a", { signal: ac.signal }); req.on("error", (e) => emit(e.name)); ac.abort(); await new Promise((r) => setTimeout(r, 5))`, "AbortError"},
		{`const order = []; const req = http.request("http://example.com/", { method: "POST" }); for (const e of ["finish", "response", "close"]) req.on(e, () => order.push(e)); req.on("response", (r) => r.resume()); req.write("a"); req.end("b"); await new Promise((r) => req.on("close", r)); emit(order)`, "finish,response,close"},
		{`const { req } = await ask(http, "http://example.com/"); try { req.setHeader("a", "b") } catch (e) { emit(e.code) }`, "ERR_HTTP_HEADERS_SENT"},
	} {
		if got := said(t, ask+c.body, overEcho); got != c.want {
			t.Errorf("%s\ngot:  %s\nwant: %s", c.body, got, c.want)
		}
	}
}

func TestHTTPServer(t *testing.T) {
	const serve = `const http = require("http"), { httpServerHandler, handleAsNodeRequest } = require("cloudflare:node");
		const show = async (r) => { r = await r; return [r.status, r.statusText, r.headers.get("content-type"), await r.text()].join("|"); };
	`
	for _, c := range []struct{ body, want string }{
		{`const s = http.createServer((req, res) => { res.writeHead(201, { "Content-Type": "text/x" }); res.end(req.method + " " + req.url + " " + req.headers.host) }); emit(await show(httpServerHandler(s).fetch(new Request("http://h.example/p?q=1")))); emit(s.listening)`,
			"201|Created|text/x|GET /p?q=1 h.example\ntrue"},
		{`http.createServer((req, res) => { res.write("one "); setTimeout(() => { res.write("two "); res.end("three") }, 5) }).listen(8080); emit(await show(handleAsNodeRequest(8080, new Request("http://h/"))))`, "200|OK||one two three"},
		{`http.createServer(async (req, res) => { let text = ""; for (let r, i = req[Symbol.asyncIterator](); !(r = await i.next()).done;) text += r.value; res.statusCode = 202; res.end("got " + text) }).listen(8080); emit(await show(httpServerHandler({ port: 8080 }).fetch(new Request("http://h/", { method: "POST", body: "hello" }))))`, "202|Accepted||got hello"},
		{`const s = http.createServer((req, res) => { res.setHeader("Set-Cookie", ["a", "b"]); res.writeHead(204); res.end() }); const r = await httpServerHandler(s).fetch(new Request("http://h/")); emit([r.status, r.body, r.headers.getSetCookie()])`, "204,,a,b"},
		{`const s = http.createServer((req, res) => { res.on("error", () => {}); res.write("x"); res.destroy(new Error("broken")) }); const r = await httpServerHandler(s).fetch(new Request("http://h/")); try { await r.text() } catch (e) { emit(e.message) }`, "broken"},
		{`const s = http.createServer((req, res) => res.destroy()); try { await httpServerHandler(s).fetch(new Request("http://h/")) } catch (e) { emit(e.code) }`, "ECONNRESET"},
		{`const s = http.createServer(() => {}); s.listen(1234, () => emit("listening " + s.address().port)); await null; await null; try { http.createServer().listen(1234) } catch (e) { emit(e.code) } try { s.listen(5) } catch (e) { emit(e.code) } s.close((e) => emit("closed " + e)); await null; await null; emit(s.listening); try { await handleAsNodeRequest(1234, new Request("http://h/")) } catch (e) { emit(e.message) }`,
			"listening 1234\nEADDRINUSE\nERR_SERVER_ALREADY_LISTEN\nclosed undefined\nfalse\nNo HTTP server listens to port 1234: call server.listen(1234) at the top level first"},
		{`const s = http.createServer((req, res) => { res.end("a"); try { res.setHeader("x", "y") } catch (e) { emit(e.code) } }); emit(await show(httpServerHandler(s).fetch(new Request("http://h/"))))`, "ERR_HTTP_HEADERS_SENT\n200|OK||a"},
	} {
		if got := said(t, serve+c.body); got != c.want {
			t.Errorf("%s\ngot:  %s\nwant: %s", c.body, got, c.want)
		}
	}
}
