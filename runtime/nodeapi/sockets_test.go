package nodeapi

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"paddock/internal/tcptest"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

// greet answers one line.
func greet(c net.Conn) {
	line, _ := bufio.NewReader(c).ReadString('\n')
	fmt.Fprintf(c, "hello %s", line)
}

const socketPrelude = `const net = require("net"), tls = require("tls");
	const port = (address) => +address.split(":")[1];
	const heard = (socket) => new Promise((resolve, reject) => { let text = ""; socket.setEncoding("utf8").on("data", (s) => { text += s; }).on("end", () => resolve(text.trim())).on("error", reject); });
	const closed = (socket) => new Promise((resolve) => { let error = null; socket.on("error", (e) => { error = (e.code ?? e.name) + ": " + e.message; }).on("close", (had) => resolve([had, error].join())); });
	const event = (socket, name) => new Promise((resolve) => socket.once(name, (...args) => resolve(args)));
	const thrown = (f) => { try { f(); return "fine"; } catch (e) { return (e.code ?? e.name) + ": " + e.message; } };
	`

func TestSockets(t *testing.T) {
	cert, roots := tcptest.Certificate(t)
	secured := func(c net.Conn) net.Conn { return tls.Server(c, &tls.Config{Certificates: []tls.Certificate{cert}}) }
	addresses := strings.NewReplacer(
		"GREET", tcptest.Listen(t, greet),
		"ECHO", tcptest.Listen(t, func(c net.Conn) { io.Copy(c, c) }),
		"FIRST", tcptest.Listen(t, func(c net.Conn) {
			io.WriteString(c, "welcome")
			io.Copy(io.Discard, c)
		}),
		"SECURE", tcptest.Listen(t, func(c net.Conn) { greet(secured(c)) }),
		"UPGRADE", tcptest.Listen(t, func(c net.Conn) {
			if line, _ := bufio.NewReader(io.LimitReader(c, 9)).ReadString('\n'); line == "STARTTLS\n" {
				greet(secured(c))
			}
		}),
		"CLOSED", closedPort(t),
	)
	over := func(o *runtime.Options) {
		o.Setup[0] = webapi.Install(webapi.Options{Dial: (&net.Dialer{}).DialContext, Roots: roots})
	}
	for _, tc := range socketCases {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			runScript(t, socketPrelude+addresses.Replace(tc.body), func(s string) { got = append(got, s) }, over)
			if strings.Join(got, "\n") != tc.want {
				t.Errorf("%s\ngot:  %s\nwant: %s", tc.body, strings.Join(got, "\n"), tc.want)
			}
		})
	}
}

// TestSocketsOfAnotherInvocation keeps a socket beyond the invocation that opened it.
func TestSocketsOfAnotherInvocation(t *testing.T) {
	address := tcptest.Listen(t, func(c net.Conn) { io.Copy(c, c) })
	var got []string
	runTimes(t, 2, `const { connect } = require("cloudflare:sockets"), first = globalThis.kept === undefined;
		const s = globalThis.kept ??= connect("`+address+`"), w = s.writable.getWriter(), r = s.readable.getReader();
		try {
			await w.write(new Uint8Array([1]));
			emit((await r.read()).value.length);
		} catch (e) { emit(e.message); }
		w.releaseLock();
		r.releaseLock();`, func(s string) { got = append(got, s) }, func(o *runtime.Options) {
		o.Setup[0] = webapi.Install(webapi.Options{Dial: (&net.Dialer{}).DialContext})
	})
	if want := "1\nNetwork connection lost."; strings.Join(got, "\n") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

var socketCases = []struct{ name, body, want string }{
	{"there and back", `const s = net.connect(port("GREET"), "127.0.0.1"), end = closed(s), text = heard(s);
		emit([s.connecting, s.pending, s.readyState]);
		s.write("you\n");
		await event(s, "connect");
		emit([s.connecting, s.pending, s.readyState, s.remoteAddress, s.remoteFamily, s.remotePort === port("GREET"), s.bytesWritten]);
		emit(await text);
		emit(await end);
		emit([s.readyState, s.destroyed, s.bytesRead, s.bytesWritten, s.remoteAddress])`,
		"true,true,opening\nfalse,false,open,127.0.0.1,IPv4,true,4\nhello you\nfalse,\nclosed,true,10,4,"},
	{"options and callbacks", `await new Promise((resolve) => { const s = net.createConnection({ port: port("GREET"), host: "127.0.0.1", noDelay: true, keepAlive: true }, function () { emit(this === s); s.end("you\n"); s.on("data", (d) => emit([Buffer.isBuffer(d), String(d).trim()])); s.on("close", resolve); }); });`,
		"true\ntrue,hello you"},
	{"many writes and backpressure", `const s = net.connect(port("ECHO"), "127.0.0.1"); let n = 0, full = 0, drained = 0;
		s.on("data", (d) => { n += d.length; }).on("drain", () => { drained++; });
		for (let k = 0; k < 40; k++) if (!s.write(Buffer.alloc(50_000))) full++;
		s.end();
		await event(s, "close");
		emit([n, full > 0, s.bytesRead, s.bytesWritten])`, "2000000,true,2000000,2000000"},
	{"a paused stream reads nothing", `const s = net.connect(port("FIRST"), "127.0.0.1"); s.pause();
		await event(s, "connect");
		await new Promise((resolve) => setTimeout(resolve, 10));
		emit(s.bytesRead);
		s.resume();
		emit(await event(s, "data"));
		s.destroy();`, "0\nwelcome"},
	{"read()", `const s = net.connect(port("FIRST"), "127.0.0.1");
		await event(s, "readable");
		emit([s.read(3), s.read()]);
		s.destroy();
		emit(await event(s, "close"))`, "wel,come\nfalse"},
	{"a buffer of one's own", `const parts = [], buffer = Buffer.alloc(4);
		const s = net.connect({ port: port("FIRST"), host: "127.0.0.1", onread: { buffer, callback(n, b) { parts.push(b.toString("latin1", 0, n)); if (parts.length === 2) s.destroy(); return true; } } });
		await event(s, "close");
		emit(parts)`, "welc,ome"},
	{"half open", `const s = net.connect({ port: port("GREET"), host: "127.0.0.1", allowHalfOpen: true });
		s.write("you\n");
		s.resume();
		await event(s, "end");
		emit([s.writable, s.destroyed]);
		s.end();
		emit(await event(s, "close"))`, "true,false\nfalse"},
	{"nobody listens", `const s = net.connect(port("CLOSED"), "127.0.0.1"), end = closed(s);
		s.on("connectionAttemptFailed", (host) => emit("failed " + host));
		s.write("x", (e) => emit(e.code));
		emit(await end)`, "failed 127.0.0.1\nERR_SOCKET_CLOSED_BEFORE_CONNECTION\ntrue,Error: proxy request failed, cannot connect to the specified address"},
	{"timeouts", `const s = net.connect(port("FIRST"), "127.0.0.1"); s.resume();
		await event(s, "connect");
		await event(s, "data");
		s.pause();
		s.setTimeout(0, () => emit("never"));
		emit([s.setTimeout(0) === s, s.timeout]);
		s.destroy();
		emit(thrown(() => new net.Socket().setTimeout("x")));
		emit(thrown(() => new net.Socket().setTimeout(-1)));
		const idle = new net.Socket(), before = Date.now();
		idle.setTimeout(5000, () => emit("idle for " + (Date.now() - before)));
		await event(idle, "timeout")`,
		"true,0\nERR_INVALID_ARG_TYPE: The \"msecs\" argument must be of type number. Received type string ('x')\n" +
			`ERR_OUT_OF_RANGE: The value of "msecs" is out of range. It must be a non-negative finite number. Received -1` + "\nidle for 5000"},
	{"lookup", `const s = net.connect({ port: port("GREET"), host: "db.example", lookup: (host, options, done) => queueMicrotask(() => done(null, "127.0.0.1", 4)) }); const text = heard(s);
		s.on("lookup", (...a) => emit(a));
		s.end("you\n");
		emit(await text);
		const t = net.connect({ port: 1, host: "db.example", lookup: (host, options, done) => done(Object.assign(new Error("no such host"), { code: "ENOTFOUND" })) });
		emit(await closed(t))`, ",127.0.0.1,4,db.example\nhello you\ntrue,ENOTFOUND: no such host"},
	{"arguments", `const s = () => new net.Socket();
		for (const f of [() => s().connect({}), () => s().connect("/tmp/socket"), () => s().connect(70000), () => s().connect({ port: {} }), () => s().connect({ port: 1, localAddress: "x" }), () => new net.Socket({ objectMode: true }), () => new net.Socket({ fd: 3 }), () => net.createServer(), () => tls.createServer()]) emit(thrown(f).slice(0, 72));
		const t = s(); t.on("error", () => {}); t.connect(port("GREET")); emit(thrown(() => t.connect(1))); t.destroy();`,
		strings.Join([]string{
			`ERR_MISSING_ARGS: The "options" or "port" or "path" argument must be spe`,
			`ERR_INVALID_ARG_VALUE: The argument 'path' is not supported. Received '/`,
			`ERR_SOCKET_BAD_PORT: options.port should be >= 0 and < 65536. Received t`,
			`ERR_INVALID_ARG_TYPE: The "options.port" property must be one of type nu`,
			`ERR_INVALID_IP_ADDRESS: Invalid IP address: x`,
			`ERR_INVALID_ARG_VALUE: The property 'options.objectMode' is not supporte`,
			`ERR_OPTION_NOT_IMPLEMENTED: The options.fd option is not implemented`,
			`ERR_METHOD_NOT_IMPLEMENTED: The net.createServer method is not implement`,
			`ERR_METHOD_NOT_IMPLEMENTED: The tls.createServer method is not implement`,
			`ERR_SOCKET_CONNECTING: Socket is already connecting`}, "\n")},
	{"not connected", `const s = new net.Socket(); s.on("error", () => {}); s.write("x", (e) => emit(e.code)); emit([s.pending, s.readyState, JSON.stringify(s.address())]);`,
		"true,readOnly,{}\nERR_SOCKET_CLOSED"},
	{"an end after the other's", `const s = net.connect(port("GREET"), "127.0.0.1"); s.resume(); s.write("you\n");
		s.on("error", (e) => emit("error " + e.message)).on("finish", () => s.write("more", (e) => emit(e.code)));
		emit(await event(s, "close"))`, "EPIPE\nerror This socket has been ended by the other party\ntrue"},
	{"an abort signal", `const c = new AbortController(), s = net.connect({ port: port("FIRST"), host: "127.0.0.1", signal: c.signal }), end = closed(s);
		await event(s, "connect");
		c.abort();
		emit(await end)`, "true,ABORT_ERR: The operation was aborted"},
	{"TLS", `const s = tls.connect(port("SECURE"), "127.0.0.1", { servername: "example.com" }, () => emit("secure")), text = heard(s);
		emit([s.encrypted, s.authorized, s.secureConnecting, s instanceof net.Socket]);
		s.write("you\n");
		emit(await text);
		emit([s.authorized, s.secureConnecting, s.authorizationError])`, "true,false,true,true\nsecure\nhello you\ntrue,false,"},
	{"TLS over a connected socket", `const s = net.connect(port("UPGRADE"), "127.0.0.1"); s.on("data", () => emit("not here"));
		await event(s, "connect");
		s.write("START"); s.write("TLS"); s.write("\n");
		const t = tls.connect({ socket: s, servername: "example.com" }), text = heard(t);
		t.once("secureConnect", () => t.write("you\n"));
		emit(await text);
		await event(t, "close");
		emit([s.destroyed, t.destroyed])`, "hello you\ntrue,true"},
	{"TLS over a socket that connects", `const s = new net.Socket(), t = tls.connect({ socket: s, servername: "127.0.0.1" }, () => t.write("you\n")), text = heard(t);
		s.connect(port("UPGRADE"), "127.0.0.1", () => s.write("STARTTLS\n"));
		emit(await text)`, "hello you"},
	{"TLS with somebody else", `const s = net.connect(port("UPGRADE"), "127.0.0.1"); s.write("STARTTLS\n");
		emit((await closed(tls.connect({ socket: s, servername: "other.org" }))).replace(/: tls.*/, ""))`, "true,Error: TLS Handshake Failed"},
	{"TLS options", `for (const o of [{ rejectUnauthorized: false }, { ALPNProtocols: ["h2"] }, { requestCert: true }, { checkServerIdentity: 1 }, { secureContext: {} }]) emit(thrown(() => tls.connect({ port: 1, ...o })).slice(0, 60));
		emit(thrown(() => new tls.TLSSocket().getPeerCertificate()).slice(0, 60))`,
		strings.Join([]string{
			"ERR_OPTION_NOT_IMPLEMENTED: The options.rejectUnauthorized o",
			"ERR_OPTION_NOT_IMPLEMENTED: The options.ALPNProtocols option",
			"ERR_OPTION_NOT_IMPLEMENTED: The options.requestCert option i",
			"ERR_INVALID_ARG_TYPE: The \"options.checkServerIdentity\" prop",
			"ERR_TLS_INVALID_CONTEXT: context must be a SecureContext",
			"ERR_METHOD_NOT_IMPLEMENTED: The tls.TLSSocket.getPeerCertifi"}, "\n")},
}
