// What does not need a connection.
const h = require("http"); return [h.METHODS, h.STATUS_CODES, h.maxHeaderSize];

require("http").validateHeaderName("a b")

require("http").validateHeaderName("")

require("http").validateHeaderValue("x", undefined)

require("http").validateHeaderValue("x", "\u0001")

require("http").validateHeaderValue("x", "äöü")

require("http").validateHeaderValue("x", "日本")

require("http").request({ protocol: "https:" })

require("https").request("http://example.com/")

require("http").request({ path: "/a b" })

require("http").request({ method: "A B" })

require("http").request({ method: 1 })

require("http").request({ hostname: 1 })

require("http").request({ headers: { "a b": 1 } })

require("http").request({ headers: { a: undefined } })

const { OutgoingMessage } = require("http"); const m = new OutgoingMessage(); m.setHeader("X-One", 1); m.setHeader("Set-Cookie", ["a=1", "b=2"]); m.appendHeader("x-one", "2"); const out = [m.getHeader("x-ONE"), m.getHeaders(), m.getHeaderNames(), m.hasHeader("X-one"), m.hasHeader("no"), m.headersSent, m.getRawHeaderNames()]; m.removeHeader("X-One"); return [...out, m.getHeaderNames()];

const { OutgoingMessage } = require("http"); const m = new OutgoingMessage(); m.setHeaders(new Map([["A", "1"], ["B", "2"]])); m.setHeaders(new Headers({ c: "3" })); return m.getHeaders();

const { OutgoingMessage } = require("http"); return new OutgoingMessage().setHeader("a b", 1);

const { OutgoingMessage } = require("http"); return new OutgoingMessage().setHeader("a");

const { OutgoingMessage } = require("http"); return new OutgoingMessage().setHeader("a", "x\n");

const { OutgoingMessage } = require("http"); return new OutgoingMessage().getHeader(1);

const { OutgoingMessage } = require("http"); return new OutgoingMessage().setHeaders({});

const h = require("http"), a = new h.Agent({ keepAlive: true, maxSockets: 3 }); return [a.protocol, a.defaultPort, a.keepAlive, a.maxSockets, a.maxFreeSockets, h.globalAgent instanceof h.Agent];

const { Agent, globalAgent } = require("https"); return [new Agent().protocol, new Agent().defaultPort, globalAgent instanceof require("http").Agent];

const { ServerResponse, OutgoingMessage, IncomingMessage, ClientRequest } = require("http"), s = require("stream"); return [ServerResponse.prototype instanceof OutgoingMessage, ClientRequest.prototype instanceof OutgoingMessage, IncomingMessage.prototype instanceof s.Readable];

new (require("http").ServerResponse)({ method: "GET" }).writeHead(99)

new (require("http").ServerResponse)({ method: "GET" }).writeHead(1000)
