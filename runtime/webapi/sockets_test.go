package webapi

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"paddock/internal/tcptest"
	"paddock/runtime"
)

// withSockets lets the script open TCP connections.
func withSockets(roots *x509.CertPool) func(*runtime.Options) {
	return func(o *runtime.Options) {
		o.Setup[0] = Install(Options{Dial: (&net.Dialer{}).DialContext, Roots: roots, StructuredClone: clone})
	}
}

const socketPrelude = `const { connect } = builtins("cloudflare:sockets"), enc = new TextEncoder(), dec = new TextDecoder();
	const all = async (s) => { const r = s.getReader(); let out = ""; for (;;) { const { value, done } = await r.read(); if (done) return out; out += dec.decode(value, { stream: true }); } };
	const send = async (s, text) => { const w = s.getWriter(); await w.write(enc.encode(text)); w.releaseLock(); };
	const how = (p) => p.then((v) => "fine " + JSON.stringify(v), (e) => e.name + ": " + e.message);
	`

func echo(c net.Conn) {
	io.Copy(c, c)
}

// greet answers one line.
func greet(c net.Conn) {
	line, _ := bufio.NewReader(c).ReadString('\n')
	fmt.Fprintf(c, "hello %s", line)
}

func TestSockets(t *testing.T) {
	cert, roots := tcptest.Certificate(t)
	addresses := strings.NewReplacer(
		"ECHO", tcptest.Listen(t, echo),
		"GREET", tcptest.Listen(t, greet),
		"RESET", tcptest.Listen(t, func(c net.Conn) {
			bufio.NewReader(c).ReadString('\n')
			c.(*net.TCPConn).SetLinger(0)
		}),
		"SECURE", tcptest.Listen(t, func(c net.Conn) { greet(tls.Server(c, &tls.Config{Certificates: []tls.Certificate{cert}})) }),
		"UPGRADE", tcptest.Listen(t, func(c net.Conn) {
			if line, _ := bufio.NewReader(io.LimitReader(c, 9)).ReadString('\n'); line != "STARTTLS\n" {
				return
			}
			io.WriteString(c, "S")
			greet(tls.Server(c, &tls.Config{Certificates: []tls.Certificate{cert}}))
		}),
		"LATE", tcptest.Listen(t, func(c net.Conn) {
			io.WriteString(c, "first")
			io.Copy(io.Discard, c)
			io.WriteString(c, " never")
		}),
		"COUNT", tcptest.Listen(t, func(c net.Conn) {
			n, _ := io.Copy(io.Discard, c)
			fmt.Fprint(c, n)
		}),
		"CLOSED", closedPort(t),
	)
	for _, tc := range socketCases {
		t.Run(tc.name, func(t *testing.T) {
			if got := run(t, socketPrelude+addresses.Replace(tc.body), withSockets(roots)); addresses.Replace(tc.want) != got {
				t.Errorf("%s\ngot:  %s\nwant: %s", tc.body, got, tc.want)
			}
		})
	}
}

// closedPort is an address where nobody listens.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

var socketCases = cases{
	{"there and back", `const s = connect("GREET");
		await send(s.writable, "you\n");
		return [await all(s.readable), await how(s.closed), JSON.stringify(await s.opened), s.upgraded, s.secureTransport].join("|")`,
		`hello you
|fine undefined|{"remoteAddress":"GREET"}|false|off`},
	{"an object as the address", `const [hostname, port] = "GREET".split(":"), s = connect({ hostname, port: +port });
		await send(s.writable, "you\n");
		return (await all(s.readable)).trim()`, "hello you"},
	{"the end of writing reaches the server", `const s = connect("COUNT"), w = s.writable.getWriter();
		for (let n = 0; n < 50; n++) w.write(new Uint8Array(100_000));
		await w.close();
		return [await all(s.readable), await how(s.closed)].join("|")`, "5000000|fine undefined"},
	{"read into own buffers", `const s = connect("ECHO", { allowHalfOpen: true });
		await send(s.writable, "abcdef");
		const r = s.readable.getReader({ mode: "byob" });
		const { value } = await r.read(new Uint8Array(4));
		const rest = await r.read(new Uint8Array(9));
		await s.writable.close();
		const end = await r.read(new Uint8Array(1));
		return [dec.decode(value), dec.decode(rest.value), end.done, end.value.byteLength, await how(s.closed)].join()`, "abcd,ef,true,0,fine undefined"},
	{"what the script may write", `const s = connect("GREET"), w = s.writable.getWriter();
		await w.write(new Uint8Array(0));
		await w.write(enc.encode("a").buffer);
		await w.write(new DataView(enc.encode("xb\n").buffer, 1));
		return [(await all(s.readable)).trim(), await how(connect("ECHO").writable.getWriter().write("text"))].join("|")`,
		"hello ab|TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side."},
	{"writing ends with reading", `const s = connect("GREET"), w = s.writable.getWriter();
		await w.write(enc.encode("you\n"));
		await all(s.readable);
		return [await how(w.closed), await how(w.write(enc.encode("more")))].join("|")`,
		"fine undefined|TypeError: This WritableStream has been closed."},
	{"half open", `const s = connect("GREET", { allowHalfOpen: true }), w = s.writable.getWriter();
		await w.write(enc.encode("you\n"));
		await all(s.readable);
		let over = false;
		s.closed.then(() => { over = true; });
		await null;
		const before = [over, w.desiredSize];
		await w.close();
		await s.closed;
		return [...before, over].join()`, "false,1,true"},
	{"close", `const s = connect("LATE"), w = s.writable.getWriter(), r = s.readable.getReader();
		w.write(enc.encode("x"));
		const { value } = await r.read(), closing = s.close();
		const during = [await how(r.read()), await how(w.write(enc.encode("y")))];
		return [dec.decode(value), ...during, await how(closing), await how(s.closed), await how(s.close()), await how(r.read()), await w.closed.catch((e) => e === undefined)].join("|")`,
		"first|TypeError: This ReadableStream belongs to an object that is closing.|TypeError: This WritableStream belongs to an object that is closing.|" +
			`fine undefined|fine undefined|fine undefined|fine {"done":true}|true`},
	{"both sides ended by the script", `const s = connect("LATE");
		await s.opened;
		await s.readable.cancel();
		await s.writable.close();
		return how(s.closed)`, "fine undefined"},
	{"reset", `const s = connect("RESET");
		await send(s.writable, "x\n");
		return [await how(all(s.readable)), await how(s.closed), await how(s.writable.getWriter().closed)].join("|")`,
		"Error: Network connection lost.|Error: Network connection lost.|Error: Network connection lost."},
	{"nobody listens", `const s = connect("CLOSED"), e = await s.opened.catch((e) => e);
		return [e.name, e.message, /refused/.test(e.cause.message), await how(s.closed), await how(s.readable.getReader().read()), await how(s.writable.getWriter().write(enc.encode("x"))), await how(s.close())].join("|")`,
		"Error|proxy request failed, cannot connect to the specified address|true|" + strings.Repeat("Error: proxy request failed, cannot connect to the specified address|", 3) + "fine undefined"},
	{"mail servers", `return how(connect("127.0.0.1:25").opened)`, "Error: Connections to port 25 are prohibited"},
	{"TLS", `const s = connect("SECURE", { secureTransport: "on" });
		await send(s.writable, "you\n");
		return [(await all(s.readable)).trim(), s.secureTransport, await how(s.closed)].join()`, "hello you,on,fine undefined"},
	{"TLS that the server does not speak", `const s = connect("GREET", { secureTransport: "on" });
		return (await how(s.opened)).slice(0, 29)`, "Error: TLS Handshake Failed: "},
	{"TLS later", `const s = connect("UPGRADE", { secureTransport: "starttls" });
		await send(s.writable, "STARTTLS\n");
		const r = s.readable.getReader(), { value } = await r.read();
		r.releaseLock();
		const t = s.startTls();
		await send(t.writable, "you\n");
		return [dec.decode(value), (await all(t.readable)).trim(), s.upgraded, t.upgraded, s.secureTransport, t.secureTransport, await how(s.closed), await how(t.closed), JSON.stringify(await t.opened)].join()`,
		`S,hello you,true,false,starttls,on,fine undefined,fine undefined,{"remoteAddress":"UPGRADE"}`},
	{"TLS later, while the script reads", `const s = connect("UPGRADE", { secureTransport: "starttls" });
		const w = s.writable.getWriter(), r = s.readable.getReader();
		await w.write(enc.encode("STARTTLS\n"));
		await r.read();
		const pending = r.read(), t = s.startTls();
		await send(t.writable, "you\n");
		return [(await all(t.readable)).trim(), await how(pending), await how(r.read()), await how(w.write(enc.encode("x")))].join("|")`,
		`hello you|fine {"done":true}|fine {"done":true}|TypeError: This WritableStream has been closed.`},
	{"TLS later, with what was written before", `const s = connect("UPGRADE", { secureTransport: "starttls" });
		const w = s.writable.getWriter();
		w.write(enc.encode("START"));
		w.write(enc.encode("TLS\n"));
		const r = s.readable.getReader();
		await r.read();
		const t = s.startTls({ expectedServerHostname: "example.com" });
		await send(t.writable, "you\n");
		return (await all(t.readable)).trim()`, "hello you"},
	{"TLS with somebody else", `const s = connect("UPGRADE", { secureTransport: "starttls" });
		await send(s.writable, "STARTTLS\n");
		await s.readable.getReader().read();
		const t = s.startTls({ expectedServerHostname: "other.org" });
		return [/^Error: TLS Handshake Failed: .*other.org/.test(await how(t.opened)), /Failed/.test(await how(t.closed)), /Failed/.test(await how(t.readable.getReader().read()))].join()`, "true,true,true"},
	{"startTls where it cannot be", `const name = (f) => { try { f(); return "fine"; } catch (e) { return e.name + ": " + e.message; } };
		const s = connect("ECHO", { secureTransport: "starttls" });
		s.startTls().opened.catch(() => {});
		return [name(() => s.startTls()), name(() => connect("ECHO").startTls()), name(() => connect("ECHO", { secureTransport: "on" }).startTls())].join("|")`,
		"TypeError: startTls can only be called once.|TypeError: The `secureTransport` socket option must be set to 'starttls' for startTls to be used.|TypeError: Cannot startTls on a TLS socket."},
	{"bad arguments", `const name = (...a) => { try { connect(...a); return "fine"; } catch (e) { return e.name + ": " + e.message; } };
		return [name("localhost"), name(":80"), name("a b:80"), name(""), name({ hostname: "", port: 80 }), name({ hostname: "a/b", port: 80 }), name({ hostname: "a" }),
			name({ hostname: "a", port: 70000 }), name({ hostname: "x".repeat(256), port: 1 }), name("a:1", { secureTransport: "maybe" }), name("a:1", 7)].join("\n")`,
		strings.Join([]string{
			"TypeError: Specified address is missing port.",
			"TypeError: Specified address could not be parsed.",
			"TypeError: Specified address could not be parsed.",
			"TypeError: Specified address is missing hostname.",
			"TypeError: Specified address is empty string, contains unsupported characters or is too long.",
			"TypeError: Specified address is empty string, contains unsupported characters or is too long.",
			"TypeError: The value cannot be converted because it is not an integer.",
			"TypeError: Value out of range. Must be between 0 and 65535 (inclusive).",
			"TypeError: Specified address is empty string, contains unsupported characters or is too long.",
			"TypeError: Unsupported value in secureTransport socket option: maybe",
			"TypeError: The options of connect is not an object."}, "\n")},
	{"backpressure", `const s = connect("ECHO", { highWaterMark: 10 }), w = s.writable.getWriter();
		const first = w.desiredSize;
		w.write(new Uint8Array(4));
		const second = w.desiredSize;
		w.write(new Uint8Array(16));
		const third = w.desiredSize;
		await w.ready;
		return [first, second, third, w.desiredSize > 0, connect("ECHO").writable.getWriter().desiredSize].join()`, "10,6,-10,true,1"},
	{"the class", `const s = connect("ECHO"), P = Object.getPrototypeOf(s);
		const name = (f) => { try { f(); return "fine"; } catch (e) { return e.message; } };
		return [String(s), Object.keys(s).length, s.opened === s.opened, s.readable === s.readable, P.startTls.length, connect.length, connect.name, name(() => new P.constructor()), name(() => P.readable), await how(P.close()), "Socket" in globalThis].join("|")`,
		"[object Socket]|0|true|true|0|2|connect|Illegal constructor|Illegal invocation|TypeError: Illegal invocation|false"},
	{"the body of a response", `const s = connect("GREET");
		await send(s.writable, "you\n");
		return (await new Response(s.readable).text()).trim()`, "hello you"},
}

func TestSocketsWithoutANetwork(t *testing.T) {
	got := run(t, socketPrelude+`return how(connect("db.example:5432").opened)`)
	if want := "Error: connecting to db.example:5432 was refused: this Worker runs without a network"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestSocketsLetTimePass has a read wait for what never comes, in virtual time.
func TestSocketsLetTimePass(t *testing.T) {
	address := tcptest.Listen(t, func(c net.Conn) { io.Copy(io.Discard, c) })
	got := run(t, socketPrelude+`const s = connect("`+address+`"); s.readable.getReader().read();
		await new Promise((resolve) => setTimeout(resolve, 60_000));
		return "a minute later"`, withSockets(nil))
	if got != "a minute later" {
		t.Error(got)
	}
}

func TestSocketsAreOfAHandler(t *testing.T) {
	got := runScript(t, `let said; try { builtins("cloudflare:sockets").connect("a:1") } catch (e) { said = e.message }`, "return said.slice(0, 52)", withSockets(nil))
	if want := "Disallowed operation called within global scope. Asy"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestSocketsEndWithTheInvocation has a handler return while its connection is
// open: the server sees the end.
func TestSocketsEndWithTheInvocation(t *testing.T) {
	ended := make(chan error, 1)
	address := tcptest.Listen(t, func(c net.Conn) {
		_, err := io.Copy(io.Discard, c)
		ended <- err
	})
	got := run(t, socketPrelude+`const s = connect("`+address+`"); await send(s.writable, "x"); s.readable.getReader().read(); return "done"`, withSockets(nil))
	<-ended
	if got != "done" {
		t.Error(got)
	}
}
