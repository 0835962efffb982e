const p = require("punycode"); return [p.encode("mañana"), p.decode("maana-pta"), p.encode("☃-⌘"), p.decode("--dqo34k"), p.toASCII("mañana.com"), p.toASCII("джумла@джpумлатест.bрфa"), p.toUnicode("xn--maana-pta.com"), p.ucs2.decode("a\ud834\udf06"), p.ucs2.encode([0x61, 0x1d306]), p.toASCII("a。b")];

require("punycode").decode("\x80")

const p = require("punycode"); return [p.encode("mañana"), p.decode("maana-pta"), p.toASCII("mañana.com"), p.toUnicode("xn--maana-pta.com"), p.ucs2.decode("a😀"), p.ucs2.encode([97, 0x1f600]), p.toASCII("a@é.com")];
