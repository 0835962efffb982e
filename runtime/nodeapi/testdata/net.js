const n = require("net"); return ["127.0.0.1", "1.2.3", "01.2.3.4", "256.1.1.1", "::1", "::ffff:1.2.3.4", "fe80::1%eth0", "1::2::3", "", "x", undefined].map((a) => [a, n.isIP(a), n.isIPv4(a), n.isIPv6(a)]);

const { SocketAddress } = require("net"); const a = new SocketAddress({ address: "10.0.0.1", port: 80 }), b = new SocketAddress({ family: "ipv6" }); return [a.address, a.port, a.family, a.flowlabel, b.address, b.family, new SocketAddress().address];

new (require("net").SocketAddress)({ address: "x" })

new (require("net").SocketAddress)({ family: "ipv5" })

new (require("net").SocketAddress)({ port: 70000 })

const { BlockList } = require("net"); const b = new BlockList(); b.addAddress("1.2.3.4"); b.addRange("10.0.0.1", "10.0.0.10"); b.addSubnet("192.168.0.0", 16); b.addSubnet("8592:757c:efae:4e45::", 64, "ipv6"); return [b.rules, ["1.2.3.4", "1.2.3.5", "10.0.0.5", "10.0.0.11", "192.168.200.1", "x"].map((a) => b.check(a)), b.check("8592:757c:efae:4e45:f::", "ipv6"), b.check("::ffff:1.2.3.4", "ipv6")];

new (require("net").BlockList)().addAddress(1)

new (require("net").BlockList)().addSubnet("1.2.3.4", 33)

try { new (require("net").BlockList)().addRange("1.2.3.5", "1.2.3.4"); } catch (e) { return [e.code, e.name]; };

const s = new (require("net").Socket)(); return [s instanceof require("stream").Duplex, s.destroyed, s.setNoDelay() === s, s.setTimeout(5) === s, s.connecting];

const t = require("tls"), cert = { subject: { CN: "a.com" }, subjectaltname: "DNS:*.example.com, DNS:example.org, IP Address:1.2.3.4" }; return ["a.example.com", "a.b.example.com", "example.org", "1.2.3.4", "1.2.3.5", "example.com"].map((h) => { const e = t.checkServerIdentity(h, cert); return e && [e.code, e.message]; });

const t = require("tls"); return [t.checkServerIdentity("a.com", { subject: { CN: "a.com" } }), t.checkServerIdentity("a.com", { subject: {} }).message];

const o = {}; require("tls").convertALPNProtocols(["h2", "http/1.1"], o); return o.ALPNProtocols.toString("latin1");

const t = require("tls"); return [t.DEFAULT_MIN_VERSION, t.DEFAULT_MAX_VERSION, t.CLIENT_RENEG_LIMIT, new t.TLSSocket().encrypted];
