package keyring

import (
	"bytes"
	"encoding/hex"
	"testing"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func named(t testing.TB, name string) *Hash {
	t.Helper()
	h, ok := HashNamed(name)
	if !ok {
		t.Fatal("no hash " + name)
	}
	return h
}

func want(t *testing.T, what string, got []byte, err error, hexWant string) {
	t.Helper()
	if err != nil || hex.EncodeToString(got) != hexWant {
		t.Errorf("%s: got %x, %v, want %s", what, got, err, hexWant)
	}
}

func TestHashVectors(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"md5", "abc", "900150983cd24fb0d6963f7d28e17f72"},
		{"SHA-1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
		{"SHA-256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"SHA-384", "abc", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"},
		{"sha3-256", "", "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"},
		{"RIPEMD160", "", "9c1185a5c5e9fc54612808977ee8f548b2258d31"},
		{"shake128", "", "7f9c2ba4e88f827d616045507605853e"},
		{"md5-sha1", "abc", "900150983cd24fb0d6963f7d28e17f72a9993e364706816aba3e25717850c26c9cd0d89d"},
	} {
		want(t, tt.name, named(t, tt.name).Sum([]byte(tt.data)), nil, tt.want)
	}
	// RFC 4231, case 2
	want(t, "hmac", named(t, "sha256").HMAC([]byte("Jefe"), []byte("what do ya want for nothing?")), nil,
		"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
}

func TestHashesCopy(t *testing.T) {
	for _, name := range HashNames() {
		h := named(t, name).New()
		h.Write([]byte("ab"))
		c := CloneHash(h)
		h.Write([]byte("x"))
		c.Write([]byte("c"))
		if !bytes.Equal(c.Sum(nil), named(t, name).Sum([]byte("abc"))) || !bytes.Equal(h.Sum(nil), named(t, name).Sum([]byte("abx"))) {
			t.Errorf("%s: a copy and its original are not apart", name)
		}
	}
}

func TestAESVectors(t *testing.T) {
	// The test cases 4 and 5 of the specification of GCM.
	key := unhex(t, "feffe9928665731c6d6a8f9467308308")
	plain := unhex(t, "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
	more := unhex(t, "feedfacedeadbeeffeedfacedeadbeefabaddad2")
	for iv, sealed := range map[string]string{
		"cafebabefacedbaddecaf888": "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e0915bc94fbc3221a5db94fae95ae7121a47",
		"cafebabefacedbad":         "61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c742373806900e49f24b22b097544d4896b424989b5e1ebac0f07c23f45983612d2e79e3b0785561be14aaca2fccb",
	} {
		got, err := SealGCM(key, unhex(t, iv), plain, more, 16)
		want(t, "gcm", got, err, sealed)
		for _, tag := range []int{4, 8, 12, 15, 16} {
			short, err := SealGCM(key, unhex(t, iv), plain, more, tag)
			if err != nil || !bytes.Equal(short, got[:len(plain)+tag]) {
				t.Errorf("a tag of %d bytes is not the beginning of the whole one", tag)
			}
			back, err := OpenGCM(key, unhex(t, iv), short, more, tag)
			want(t, "gcm back", back, err, hex.EncodeToString(plain))
			short[len(short)-1] ^= 1
			if _, err := OpenGCM(key, unhex(t, iv), short, more, tag); err == nil {
				t.Errorf("a wrong tag of %d bytes was taken", tag)
			}
		}
	}
	// NIST SP 800-38A, F.2.1 and F.5.1
	key, block := unhex(t, "2b7e151628aed2a6abf7158809cf4f3c"), unhex(t, "6bc1bee22e409f96e93d7e117393172a")
	got, err := EncryptCBC(key, unhex(t, "000102030405060708090a0b0c0d0e0f"), block)
	want(t, "cbc", got[:16], err, "7649abac8119b246cee98e9b12e9197d")
	got, err = CTR(key, unhex(t, "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"), block, 64)
	want(t, "ctr", got, err, "874d6191b620e3261bef6864990db6ce")
	// RFC 3394, 4.1
	kek := unhex(t, "000102030405060708090a0b0c0d0e0f")
	got, err = WrapKW(kek, unhex(t, "00112233445566778899aabbccddeeff"))
	want(t, "kw", got, err, "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5")
	got, err = UnwrapKW(kek, got)
	want(t, "kw back", got, err, "00112233445566778899aabbccddeeff")
}

func TestDerivationVectors(t *testing.T) {
	// RFC 5869, A.1
	got, err := HKDF(named(t, "sha256"), bytes.Repeat([]byte{0x0b}, 22), unhex(t, "000102030405060708090a0b0c"), unhex(t, "f0f1f2f3f4f5f6f7f8f9"), 42)
	want(t, "hkdf", got, err, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
	// RFC 6070
	got, err = PBKDF2(named(t, "sha1"), []byte("password"), []byte("salt"), 1, 20)
	want(t, "pbkdf2", got, err, "0c60c80f961f0e71f3a9b524af6012062fe037a6")
	got, err = PBKDF2(named(t, "sha1"), []byte("password"), []byte("salt"), 4096, 20)
	want(t, "pbkdf2", got, err, "4b007901b765489abead49d926f721d065a429c1")
	// RFC 7914, 12
	got, err = Scrypt([]byte("password"), []byte("NaCl"), 1024, 8, 16, 64)
	want(t, "scrypt", got, err, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
}

func TestCurveVectors(t *testing.T) {
	// RFC 6979, A.2.5
	k, err := ECPrivate("P-256", unhex(t, "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := k.SignECDSA(named(t, "sha256"), []byte("sample"))
	want(t, "ecdsa", got, err, "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8")
	// RFC 8032, 7.1, test 1
	k, err = OKPPrivate(Ed25519, unhex(t, "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
	if err != nil {
		t.Fatal(err)
	}
	got, err = k.SignEd25519(nil)
	want(t, "ed25519", got, err, "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")
	// RFC 7748, 6.1
	k, err = OKPPrivate(X25519, unhex(t, "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := OKPPublic(X25519, unhex(t, "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"))
	if err != nil {
		t.Fatal(err)
	}
	got, err = k.Agree(p)
	want(t, "x25519", got, err, "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")
}

func TestSmallOrderPointsAreRefused(t *testing.T) {
	// With the neutral element as key and as R, and 0 as s, the equation of
	// verification holds for every message.
	one := append([]byte{1}, make([]byte, 31)...)
	k, err := OKPPublic(Ed25519, one)
	if err != nil {
		t.Fatal(err)
	}
	if k.VerifyEd25519(append(bytes.Clone(one), make([]byte, 32)...), []byte("anything")) {
		t.Error("a signature by a point of small order was taken")
	}
}
