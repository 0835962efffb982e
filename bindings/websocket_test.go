package bindings

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

func dialWorker(t *testing.T, w *httpWorld, o *websocket.DialOptions) (*websocket.Conn, context.Context) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	t.Cleanup(cancel)
	conn, _, err := websocket.Dial(ctx, w.server.URL, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.CloseNow() })
	return conn, ctx
}

func expectText(t *testing.T, ctx context.Context, conn *websocket.Conn, want string) {
	t.Helper()
	typ, data, err := conn.Read(ctx)
	if err != nil || typ != websocket.MessageText || string(data) != want {
		t.Fatalf("read %v %q, %v; want %q", typ, data, err, want)
	}
}

const echo = `{fetch(request) {
	if (request.headers.get("upgrade") !== "websocket") return new Response("plain");
	const [client, server] = Object.values(new WebSocketPair());
	server.binaryType = "arraybuffer";
	server.accept();
	server.send("hello");
	server.addEventListener("message", (e) => {
		if (e.data === "bye") { server.close(4001, "as asked"); return; }
		server.send(typeof e.data === "string" ? "got " + e.data : new Uint8Array(e.data).map((x) => x + 1));
	});
	server.addEventListener("close", (e) => console.log("closed", e.code, e.reason, e.wasClean, server.readyState));
	server.addEventListener("error", (e) => console.log("error"));
	return new Response(null, {status: 101, webSocket: client, headers: {"sec-websocket-protocol": "b", "x-own": "1"}});
}}`

func TestWebSocketServer(t *testing.T) {
	w := newHTTPWorld(t, "", echo)
	conn, ctx := dialWorker(t, w, &websocket.DialOptions{Subprotocols: []string{"a", "b"}})
	if conn.Subprotocol() != "b" {
		t.Errorf("protocol %q", conn.Subprotocol())
	}
	expectText(t, ctx, conn, "hello")
	conn.Write(ctx, websocket.MessageText, []byte("ä"))
	expectText(t, ctx, conn, "got ä")
	conn.Write(ctx, websocket.MessageBinary, []byte{1, 2})
	if typ, data, err := conn.Read(ctx); err != nil || typ != websocket.MessageBinary || string(data) != "\x02\x03" {
		t.Fatalf("%v %q %v", typ, data, err)
	}
	if err := conn.Close(4000, "done"); err != nil {
		t.Error(err)
	}
	w.waitFor("closed 4000 done true 3")
}

func TestWebSocketServerCloses(t *testing.T) {
	w := newHTTPWorld(t, "", echo)
	conn, ctx := dialWorker(t, w, nil)
	expectText(t, ctx, conn, "hello")
	conn.Write(ctx, websocket.MessageText, []byte("bye"))
	_, _, err := conn.Read(ctx)
	var closed websocket.CloseError
	if !errors.As(err, &closed) || closed.Code != 4001 || closed.Reason != "as asked" {
		t.Fatal(err)
	}
	w.waitFor("closed 4001 as asked true 3")
}

func TestWebSocketClientVanishes(t *testing.T) {
	w := newHTTPWorld(t, "", echo)
	conn, ctx := dialWorker(t, w, nil)
	expectText(t, ctx, conn, "hello")
	conn.CloseNow()
	w.waitFor("error")
	w.waitFor("closed 1006  false 3")
}

func TestWebSocketDiesWithItsIsolate(t *testing.T) {
	w := newHTTPWorld(t, "", echo)
	conn, ctx := dialWorker(t, w, nil)
	expectText(t, ctx, conn, "hello")
	w.iso.Kill(errors.New("replaced"))
	if _, _, err := conn.Read(ctx); err == nil {
		t.Error("the connection outlived its isolate")
	}
}

// The answer of a Worker is refused when the client asked for no upgrade.
func TestWebSocketUninvited(t *testing.T) {
	w := newHTTPWorld(t, "", `{fetch() {
		const [client, server] = Object.values(new WebSocketPair());
		server.accept();
		server.addEventListener("close", (e) => console.log("closed", e.code));
		return new Response(null, {status: 101, webSocket: client});
	}}`)
	res, err := http.Get(w.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusUpgradeRequired {
		t.Errorf("status %d", res.StatusCode)
	}
	w.waitFor("closed 1006")
}

// remote is a WebSocket server that is not ours.
func remote(t *testing.T) string {
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/refuse" {
			rw.WriteHeader(403)
			rw.Write([]byte(strings.Repeat("no", 4096)))
			return
		}
		conn, err := websocket.Accept(rw, r, &websocket.AcceptOptions{Subprotocols: []string{"two"}})
		if err != nil {
			return
		}
		defer conn.CloseNow()
		conn.Write(r.Context(), websocket.MessageText, []byte("welcome "+r.Header.Get("X-Test")))
		for {
			typ, data, err := conn.Read(r.Context())
			if err != nil {
				return
			}
			if string(data) == "end" {
				conn.Close(4005, "over")
				return
			}
			conn.Write(r.Context(), typ, data)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestWebSocketOut(t *testing.T) {
	url := remote(t)
	ws := "ws" + strings.TrimPrefix(url, "http")
	for _, c := range []struct{ name, body, want string }{
		{"client", `const s = new WebSocket("WS/x", ["one", "two"]); s.binaryType = "arraybuffer"; const log = [s.readyState];
			s.onopen = () => { log.push("open", s.readyState, s.protocol); s.send("a"); s.send(new Uint8Array([7])); s.send(new Blob(["b"])); s.send("end") };
			s.onmessage = (e) => log.push(typeof e.data === "string" ? e.data : [...new Uint8Array(e.data)].join());
			await new Promise((done) => s.onclose = (e) => { log.push(e.code, e.reason, e.wasClean, s.readyState); done() }); return new Response(log.join("|"))`,
			"0|open|1|two|welcome |a|7|[object Blob]|4005|over|true|3"},
		{"blobs", `const s = new WebSocket("WS/x"); s.onopen = () => s.send(new Uint8Array([104, 105]));
			return new Response(await new Promise((done) => s.onmessage = (e) => { if (e.data instanceof Blob) done(e.data) }))`, "hi"},
		{"closing", `const s = new WebSocket("WS/x"); await new Promise((done) => s.onopen = done); s.close(4321, "bye"); const state = s.readyState;
			const e = await new Promise((done) => s.onclose = done); return new Response([state, e.code, e.reason, e.wasClean].join())`, "2,4321,bye,true"},
		{"refused", `const s = new WebSocket("WS/refuse"); const log = []; s.onerror = (e) => log.push(e.message.includes("403")); await new Promise((done) => s.onclose = (e) => { log.push(e.code, e.wasClean, s.readyState); done() }); return new Response(log.join())`, "true,1006,false,3"},
		{"fetch", `const r = await fetch("HTTP/x", {headers: {upgrade: "websocket", "x-test": "me"}}); const s = r.webSocket; s.accept();
			const first = await new Promise((done) => s.onmessage = (e) => done(e.data)); s.close(); return new Response([r.status, r.body, first].join("|"))`, "101||welcome me"},
		{"fetch refused", `const r = await fetch("HTTP/refuse", {headers: {upgrade: "websocket"}}); return new Response([r.status, r.webSocket, (await r.text()).length].join("|"))`, "403||8192"},
	} {
		body := strings.NewReplacer("WS/", ws+"/", "HTTP/", url+"/").Replace(c.body)
		w := newHTTPWorld(t, "", "{async fetch(request) {"+body+"}}")
		if _, got := w.do("GET", "/", ""); got != c.want {
			t.Errorf("%s\ngot:  %s\nwant: %s", c.name, got, c.want)
		}
	}
}

// A Worker may hand on a socket that it fetched, without touching it.
func TestWebSocketProxy(t *testing.T) {
	w := newHTTPWorld(t, "", `{fetch(request) { return fetch("`+remote(t)+`", request) }}`)
	conn, ctx := dialWorker(t, w, &websocket.DialOptions{HTTPHeader: http.Header{"X-Test": {"proxied"}}})
	expectText(t, ctx, conn, "welcome proxied")
	conn.Write(ctx, websocket.MessageText, []byte("x"))
	expectText(t, ctx, conn, "x")
	conn.Write(ctx, websocket.MessageText, []byte("end"))
	_, _, err := conn.Read(ctx)
	if websocket.CloseStatus(err) != 4005 {
		t.Error(err)
	}
}
