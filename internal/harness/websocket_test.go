package harness

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// A WebSocket reaches a Worker through the front of a session, and follows the
// Worker's compatibility date.
func TestWebSocketThroughTheFront(t *testing.T) {
	for date, want := range map[string]string{"2026-01-01": "arraybuffer", "2026-05-01": "blob"} {
		w := New(t, Options{Real: true, Files: map[string]string{
			"wrangler.toml": "name = \"w\"\nmain = \"index.js\"\ncompatibility_date = \"" + date + "\"\n",
			"index.js": `export default { fetch() {
				const [client, server] = Object.values(new WebSocketPair());
				server.accept();
				server.addEventListener("message", (e) => server.send(e.data + " " + server.binaryType));
				return new Response(null, { status: 101, webSocket: client });
			} }`,
		}})
		server := httptest.NewServer(w.Handler(0))
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		conn, _, err := websocket.Dial(ctx, server.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.Write(ctx, websocket.MessageText, []byte("hi")); err != nil {
			t.Fatal(err)
		}
		if _, data, err := conn.Read(ctx); err != nil || string(data) != "hi "+want {
			t.Errorf("%s: %q, %v", date, data, err)
		}
		if err := conn.Close(websocket.StatusNormalClosure, ""); err != nil {
			t.Error(err)
		}
		cancel()
		server.Close()
	}
}

// A listener that throws ends its connection, and the Worker's side hears why.
func TestWebSocketListenerThrows(t *testing.T) {
	w := New(t, Options{Real: true, Files: map[string]string{
		"wrangler.toml": "name = \"w\"\nmain = \"index.js\"\ncompatibility_date = \"2026-11-01\"\n",
		"index.js": `export default { fetch() {
			const [client, server] = Object.values(new WebSocketPair());
			server.accept();
			server.addEventListener("message", (e) => { if (e.data === "bad") throw new Error("mine"); server.send("fine"); });
			server.addEventListener("error", (e) => console.log("told", e.message, server.readyState));
			return new Response(null, { status: 101, webSocket: client });
		} }`,
	}})
	server := httptest.NewServer(w.Handler(0))
	defer server.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	say := func(text string) {
		t.Helper()
		if err := conn.Write(ctx, websocket.MessageText, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	say("good")
	if _, data, err := conn.Read(ctx); err != nil || string(data) != "fine" {
		t.Errorf("%q, %v", data, err)
	}
	say("bad")
	if _, data, err := conn.Read(ctx); err == nil || ctx.Err() != nil {
		t.Errorf("the connection lives on: %q, %v", data, err)
	}
	w.Settle()
	if got := strings.Join(w.Logs(), "\n"); !strings.Contains(got, "told Uncaught Error: mine 3") {
		t.Error(got)
	}
}
