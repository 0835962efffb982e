package weburl

import "testing"

// What the standard makes of hosts; "" is a failure.
func TestHosts(t *testing.T) {
	for host, want := range map[string]string{
		"A_B.Example": "a_b.example", "a_é.x": "xn--a_-cja.x", "münchen.de": "xn--mnchen-3ya.de", "MÜNCHEN.de": "xn--mnchen-3ya.de",
		"xn--mnchen-3ya.DE": "xn--mnchen-3ya.de", "m%C3%BCnchen.de": "xn--mnchen-3ya.de", "faß.de": "xn--fa-hia.de", "faẞ.de": "xn--fa-hia.de",
		"a。b": "a.b", "a..é": "a..xn--9ca", "é.": "xn--9ca.", "１.2": "1.0.0.2", "é.1": "", "xn--a": "", "xn--": "", "xn--xn---epa": "",
		"a／é": "", "é b": "", "é%00": "", "é^": "", "é|": "", "א.a": "xn--4db.a", "אa": "", "0à.א": "", "a\u200cb": "", "क्\u200c": "xn--11b6iv14e",
		"international-6162": "international-6162", "INTERNATIONAL-é": "xn--international--okb", "a\u00adb": "ab", "\u00ad": "", "%E9": "", "-é-": "xn-----bja",
		"[::1]": "[::1]", "[é]": "", "é:80": "xn--9ca", "~é!$&'()*+,;=": "xn--~!$&'()*+,;=-beb",
	} {
		got := ""
		if u, err := Parse("http://" + host + "/"); err == nil {
			got = u.Hostname()
		}
		if got != want {
			t.Errorf("%q gave %q, not %q", host, got, want)
		}
	}
	if u, err := Parse("x://É_%41"); err != nil || u.Hostname() != "%C3%89_%41" {
		t.Errorf("another scheme's host: %v, %v", u, err)
	}
}
