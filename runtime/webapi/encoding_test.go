package webapi

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTextEncoder(t *testing.T) {
	cases{
		{"encode", `const b = new TextEncoder().encode("aé€😀"); return [b instanceof Uint8Array, b.length, ...b].join()`, "true,10,97,195,169,226,130,172,240,159,152,128"},
		{"lone surrogate", `return [...new TextEncoder().encode("\ud83d")].join()`, "239,191,189"},
		{"defaults", `const e = new TextEncoder(); return [e.encoding, e.encode().length, e.encode(undefined).length, String(e)].join()`, "utf-8,0,0,[object TextEncoder]"},
		{"encodeInto", `const b = new Uint8Array(5); const r = new TextEncoder().encodeInto("a😀é", b); return [r.read, r.written, ...b].join()`, "3,5,97,240,159,152,128"},
		{"encodeInto a view", `const b = new Uint8Array(6); new TextEncoder().encodeInto("xyz", b.subarray(2, 4)); return [...b].join()`, "0,0,120,121,0,0"},
		{"brand", `try { TextEncoder.prototype.encode.call({}) } catch (e) { return e.message }`, "Illegal invocation"},
	}.run(t)
}

func TestTextDecoder(t *testing.T) {
	cases{
		{"decode", `return new TextDecoder().decode(new Uint8Array([97, 195, 169, 226, 130, 172]))`, "aé€"},
		{"kinds of input", `const u = new Uint8Array([120, 97, 98, 99]); const d = new TextDecoder(); return [d.decode(u.buffer), d.decode(u.subarray(1, 3)), d.decode(new DataView(u.buffer, 2)), d.decode()].join()`, "xabc,ab,bc,"},
		{"not bytes", `try { new TextDecoder().decode("text") } catch (e) { return e.name }`, "TypeError"},
		{"stream", `const d = new TextDecoder(), b = new TextEncoder().encode("a😀é"); let s = ""; for (const x of b) s += d.decode(new Uint8Array([x]), {stream: true}); return s + d.decode()`, "a😀é"},
		{"stream cut off", `const d = new TextDecoder(); return d.decode(new Uint8Array([0xf0, 0x9f]), {stream: true}) + d.decode() + d.decode(new Uint8Array([65]))`, "\ufffdA"},
		{"replacement", `return new TextDecoder().decode(new Uint8Array([0xff, 65, 0xe2, 0x82, 66, 0xf0, 0x80, 0xed, 0xa0, 0x80]))`, "\ufffdA\ufffdB\ufffd\ufffd\ufffd\ufffd\ufffd"},
		{"fatal", `const d = new TextDecoder("utf-8", {fatal: true}); try { d.decode(new Uint8Array([0xff])) } catch (e) { return [e.name, d.fatal, d.decode(new Uint8Array([65]))].join() }`, "TypeError,true,A"},
		{"byte order mark", `const b = new Uint8Array([0xef, 0xbb, 0xbf, 65]); return [new TextDecoder().decode(b).length, new TextDecoder("utf8", {ignoreBOM: true}).decode(b).length].join()`, "1,2"},
		{"byte order mark in pieces", `const d = new TextDecoder(); return [0xef, 0xbb, 0xbf, 65].map((x) => d.decode(new Uint8Array([x]), {stream: true})).join("").length`, "1"},
		{"labels", `return ["UTF-8", " utf8 ", "unicode-1-1-utf-8", "latin1", "ascii", "sjis", "gbk", "utf-16", "windows-1251", "x-user-defined", "iso-8859-8-i", "euc-kr", "big5", "koi8-r"].map((l) => new TextDecoder(l).encoding).join()`,
			"utf-8,utf-8,utf-8,windows-1252,windows-1252,shift_jis,gbk,utf-16le,windows-1251,x-user-defined,iso-8859-8-i,euc-kr,big5,koi8-r"},
		{"unknown label", `try { new TextDecoder("nonsense") } catch (e) { return e.name }`, "RangeError"},
		{"replacement label", `try { new TextDecoder("hz-gb-2312") } catch (e) { return e.name }`, "RangeError"},
		{"utf-16", `const d = new TextDecoder("utf-16"); return d.decode(new Uint8Array([0xff, 0xfe, 0x3d, 0xd8, 0x00]), {stream: true}) + d.decode(new Uint8Array([0xde, 65, 0]), {stream: true}) + d.decode()`, "😀A"},
		{"utf-16 broken", `return [new TextDecoder("utf-16be").decode(new Uint8Array([0xd8, 0x3d, 0, 65])), new TextDecoder("utf-16le").decode(new Uint8Array([65, 0, 66]))].join()`, "\ufffdA,A\ufffd"},
		{"legacy", `return [new TextDecoder("shift_jis").decode(new Uint8Array([0x93, 0xfa])), new TextDecoder("windows-1252").decode(new Uint8Array([0x80])), new TextDecoder("koi8-r").decode(new Uint8Array([0xc1]))].join()`, "日,€,а"},
		{"legacy stream", `const d = new TextDecoder("shift_jis"); return d.decode(new Uint8Array([0x93]), {stream: true}) + d.decode(new Uint8Array([0xfa]), {stream: true}) + d.decode()`, "日"},
	}.run(t)
}

func TestBase64(t *testing.T) {
	cases{
		{"both ways", `return [btoa("hé\0"), atob("aOkA") === "hé\0", btoa(""), atob("")].join()`, "aOkA,true,,"},
		{"forgiving", `return [atob(" Y W \n=="), atob("YQ"), atob("YWI=")].join()`, "a,a,ab"},
		{"not latin1", `try { btoa("€") } catch (e) { return [e.name, e.code, e instanceof DOMException].join() }`, "InvalidCharacterError,5,true"},
		{"invalid", `return ["a", "ab=", "a===", "YQ=", "*", "=", "YQ==x"].map((s) => { try { atob(s); return "fine" } catch (e) { return e.code } }).join()`, "5,5,5,5,5,5,5"},
		{"null", `return [btoa(null), atob(null).length].join()`, "bnVsbA==,3"},
	}.run(t)
}

// TestStreamedDecoding cuts bytes anywhere: the text must not depend on it.
func TestStreamedDecoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		label := rapid.SampledFrom([]string{"utf-8", "utf-16le", "utf-16be", "shift_jis", "windows-1252"}).Draw(t, "label")
		data := rapid.SliceOf(rapid.SampledFrom([]byte{0, 0x41, 0x80, 0xbf, 0xc3, 0xe2, 0x82, 0xf0, 0x9f, 0xd8, 0xdc, 0xed, 0xa0, 0xff, 0xef, 0xbb, 0xfe})).Draw(t, "data")
		whole, err := newTextDecoder(label, false, false).decode(data, false)
		if err != nil {
			t.Fatal(err)
		}
		d := newTextDecoder(label, false, false)
		pieces := ""
		for rest := data; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			s, err := d.decode(rest[:n], true)
			if err != nil {
				t.Fatal(err)
			}
			pieces += s
			rest = rest[n:]
		}
		s, _ := d.decode(nil, false)
		if pieces += s; pieces != whole {
			t.Fatalf("%q in pieces, %q at once", pieces, whole)
		}
	})
}
