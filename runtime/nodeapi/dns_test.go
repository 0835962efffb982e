package nodeapi

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"paddock/runtime"
	"paddock/runtime/webapi"
)

// resolver answers questions as DNS over HTTPS does.
type resolver struct{}

func (resolver) RoundTrip(r *http.Request) (*http.Response, error) {
	answers := map[string]string{
		"a.test A":                 `{"Status":0,"Answer":[{"name":"a.test","type":5,"TTL":9,"data":"b.test."},{"name":"b.test","type":1,"TTL":60,"data":"1.2.3.4"},{"name":"b.test","type":1,"TTL":60,"data":"1.2.3.5"}]}`,
		"a.test AAAA":              `{"Status":0,"Answer":[{"type":28,"TTL":30,"data":"2001:db8::1"}]}`,
		"a.test CNAME":             `{"Status":0,"Answer":[{"type":5,"TTL":1,"data":"b.test."}]}`,
		"a.test MX":                `{"Status":0,"Answer":[{"type":15,"TTL":1,"data":"10 mail.a.test."}]}`,
		"a.test TXT":               `{"Status":0,"Answer":[{"type":16,"TTL":1,"data":"\"one\" \"two \\\"x\\\"\""}]}`,
		"a.test SRV":               `{"Status":0,"Answer":[{"type":33,"TTL":1,"data":"1 2 443 host.a.test."}]}`,
		"a.test SOA":               `{"Status":0,"Answer":[{"type":6,"TTL":1,"data":"ns.a.test. admin.a.test. 1 2 3 4 5"}]}`,
		"a.test CAA":               `{"Status":0,"Answer":[{"type":257,"TTL":1,"data":"0 issue \"ca.test\""}]}`,
		"a.test NAPTR":             `{"Status":0,"Answer":[{"type":35,"TTL":1,"data":"100 10 \"U\" \"SIP\" \"!x!\" ."}]}`,
		"_443._tcp.a.test TLSA":    `{"Status":0,"Answer":[{"type":52,"TTL":1,"data":"3 1 1 AABB"}]}`,
		"a.test NS":                `{"Status":0}`,
		"4.3.2.1.in-addr.arpa PTR": `{"Status":0,"Answer":[{"type":12,"TTL":1,"data":"a.test."}]}`,
		"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR": `{"Status":0,"Answer":[{"type":12,"TTL":1,"data":"six.test."}]}`,
	}
	answer, ok := answers[r.URL.Query().Get("name")+" "+r.URL.Query().Get("type")]
	if !ok || r.Header.Get("Accept") != "application/dns-json" {
		answer = `{"Status":3}`
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(answer)), Request: r}, nil
}

func TestDNS(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{`emit(await dns.promises.resolve4("a.test")); emit(JSON.stringify(await dns.promises.resolve4("a.test", { ttl: true })))`, `1.2.3.4,1.2.3.5` + "\n" + `[{"ttl":60,"address":"1.2.3.4"},{"ttl":60,"address":"1.2.3.5"}]`},
		{`emit(await dns.promises.resolve6("a.test")); emit(await dns.promises.resolveCname("a.test"))`, "2001:db8::1\nb.test"},
		{`emit(JSON.stringify([await dns.promises.resolveMx("a.test"), await dns.promises.resolveTxt("a.test"), await dns.promises.resolveSrv("a.test")]))`,
			`[[{"exchange":"mail.a.test","priority":10}],[["one","two \"x\""]],[{"name":"host.a.test","port":443,"priority":1,"weight":2}]]`},
		{`emit(JSON.stringify([await dns.promises.resolveSoa("a.test"), await dns.promises.resolveCaa("a.test"), await dns.promises.resolveNaptr("a.test")]))`,
			`[{"nsname":"ns.a.test","hostmaster":"admin.a.test","serial":1,"refresh":2,"retry":3,"expire":4,"minttl":5},[{"critical":0,"issue":"ca.test"}],[{"flags":"U","service":"SIP","regexp":"!x!","replacement":"","order":100,"preference":10}]]`},
		{`emit(await dns.promises.reverse("1.2.3.4")); emit(await dns.promises.reverse("2001:db8::1"))`, "a.test\nsix.test"},
		{`const [r] = await dns.promises.resolveTlsa("_443._tcp.a.test"); emit([r.certUsage, r.selector, r.match, Buffer.from(r.data).toString("hex")])`, "3,1,1,aabb"},
		{`for (const f of ["resolve4", "resolveNs"]) try { await dns.promises[f](f === "resolve4" ? "no.test" : "a.test") } catch (e) { emit([e.code, e.message, e.syscall, e.hostname]) }`, "ENOTFOUND,queryA ENOTFOUND no.test,queryA,no.test\nENODATA,queryNs ENODATA a.test,queryNs,a.test"},
		{`dns.resolve4("a.test", (e, v) => emit([e, v])); await new Promise((r) => setTimeout(r, 5)); new dns.Resolver().resolveMx("no.test", (e) => emit(e.code)); await new Promise((r) => setTimeout(r, 5))`, ",1.2.3.4,1.2.3.5\nENOTFOUND"},
		{`for (const f of [() => dns.lookup("a"), () => dns.resolve4(1, () => {}), () => dns.resolve4("a")]) try { f() } catch (e) { emit(e.code) }`, "ERR_INVALID_ARG_TYPE\nERR_INVALID_ARG_TYPE\nERR_INVALID_ARG_TYPE"},
	} {
		got := said(t, `const dns = require("dns"); `+c.body, func(o *runtime.Options) { o.Setup[0] = webapi.Install(webapi.Options{Fetch: resolver{}}) })
		if got != c.want {
			t.Errorf("%s\ngot:  %s\nwant: %s", c.body, got, c.want)
		}
	}
}
