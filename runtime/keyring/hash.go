package keyring

import (
	"crypto"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"crypto/subtle"
	"hash"
	"reflect"
	"strings"

	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
	//lint:ignore SA1019 node:crypto has it, and scripts use it for what exists
	"golang.org/x/crypto/ripemd160"
)

// A Hash is a kind of digest.
type Hash struct {
	Name  string // as Node calls it, such as "sha256"
	New   func() hash.Hash
	id    crypto.Hash              // 0 for those that sign nothing
	sized func(size int) hash.Hash // for those that give as much as is asked for
}

// Size returns the length of the digest in bytes.
func (h *Hash) Size() int { return h.New().Size() }

// BlockSize returns the length of a block in bytes: that of a full HMAC key.
func (h *Hash) BlockSize() int { return h.New().BlockSize() }

// Sum returns the digest of data.
func (h *Hash) Sum(data []byte) []byte {
	d := h.New()
	d.Write(data)
	return d.Sum(nil)
}

// HMAC returns the keyed digest of data.
func (h *Hash) HMAC(key, data []byte) []byte {
	d := hmac.New(h.New, key)
	d.Write(data)
	return d.Sum(nil)
}

// Sized starts a digest of size bytes, and returns false when this hash has one
// length only and it is another.
func (h *Hash) Sized(size int) (hash.Hash, bool) {
	if h.sized != nil && size <= LargestResult {
		return h.sized(size), true
	}
	d := h.New()
	return d, d.Size() == size
}

// hashes are in the order in which HashNames lists them.
var hashes = []*Hash{
	{Name: "blake2b512", New: func() hash.Hash { d, _ := blake2b.New512(nil); return d }},
	{Name: "blake2s256", New: func() hash.Hash { d, _ := blake2s.New256(nil); return d }},
	{Name: "md5", New: md5.New, id: crypto.MD5},
	{Name: "md5-sha1", New: func() hash.Hash { return &pair{md5.New(), sha1.New()} }, id: crypto.MD5SHA1},
	{Name: "ripemd160", New: ripemd160.New, id: crypto.RIPEMD160},
	{Name: "sha1", New: sha1.New, id: crypto.SHA1},
	{Name: "sha224", New: sha256.New224, id: crypto.SHA224},
	{Name: "sha256", New: sha256.New, id: crypto.SHA256},
	{Name: "sha3-224", New: func() hash.Hash { return sha3.New224() }, id: crypto.SHA3_224},
	{Name: "sha3-256", New: func() hash.Hash { return sha3.New256() }, id: crypto.SHA3_256},
	{Name: "sha3-384", New: func() hash.Hash { return sha3.New384() }, id: crypto.SHA3_384},
	{Name: "sha3-512", New: func() hash.Hash { return sha3.New512() }, id: crypto.SHA3_512},
	{Name: "sha384", New: sha512.New384, id: crypto.SHA384},
	{Name: "sha512", New: sha512.New, id: crypto.SHA512},
	{Name: "sha512-224", New: sha512.New512_224, id: crypto.SHA512_224},
	{Name: "sha512-256", New: sha512.New512_256, id: crypto.SHA512_256},
	{Name: "shake128", New: func() hash.Hash { return &shake{sha3.NewSHAKE128(), 16} }, sized: func(n int) hash.Hash { return &shake{sha3.NewSHAKE128(), n} }},
	{Name: "shake256", New: func() hash.Hash { return &shake{sha3.NewSHAKE256(), 32} }, sized: func(n int) hash.Hash { return &shake{sha3.NewSHAKE256(), n} }},
}

// aliases are the other names, in lower case.
var aliases = map[string]string{
	"sha-1": "sha1", "sha-224": "sha224", "sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512",
	"sha2-224": "sha224", "sha2-256": "sha256", "sha2-384": "sha384", "sha2-512": "sha512",
	"sha2-512/224": "sha512-224", "sha2-512/256": "sha512-256", "sha-512/224": "sha512-224", "sha-512/256": "sha512-256",
	"ripemd": "ripemd160", "rmd160": "ripemd160", "ripemd-160": "ripemd160", "ssl3-md5": "md5", "ssl3-sha1": "sha1",
	"blake2b-512": "blake2b512", "blake2s-256": "blake2s256", "shake-128": "shake128", "shake-256": "shake256",
	"sha512-224withrsaencryption": "sha512-224", "sha512-256withrsaencryption": "sha512-256", "ripemd160withrsa": "ripemd160",
}

var byName = func() map[string]*Hash {
	m := map[string]*Hash{}
	for _, h := range hashes {
		m[h.Name] = h
		m["rsa-"+h.Name] = h
		m[h.Name+"withrsaencryption"] = h
	}
	for alias, name := range aliases {
		m[alias] = m[name]
	}
	m["rsa-sha1-2"] = m["sha1"]
	return m
}()

// HashNamed finds a hash by any of its names, in any case.
func HashNamed(name string) (*Hash, bool) {
	h, ok := byName[strings.ToLower(name)]
	return h, ok
}

// HashNames lists the names that Node gives the hashes.
func HashNames() []string {
	var out []string
	for _, h := range hashes {
		out = append(out, h.Name)
	}
	return out
}

// CloneHash copies the state of a digest.
func CloneHash(h hash.Hash) hash.Hash {
	if c, ok := h.(hash.Cloner); ok {
		if d, err := c.Clone(); err == nil {
			return d
		}
	}
	// What is left are structs of arrays and numbers, for which a copy is a clone.
	from := reflect.ValueOf(h).Elem()
	to := reflect.New(from.Type())
	to.Elem().Set(from)
	return to.Interface().(hash.Hash)
}

// TimingSafeEqual compares without telling by its time where the two differ.
func TimingSafeEqual(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// shake is a SHAKE with a digest of a fixed length.
type shake struct {
	*sha3.SHAKE
	size int
}

func (s *shake) Size() int { return s.size }

func (s *shake) Sum(b []byte) []byte {
	c := *s.SHAKE
	out := make([]byte, s.size)
	c.Read(out)
	return append(b, out...)
}

func (s *shake) Clone() (hash.Cloner, error) {
	c := *s.SHAKE
	return &shake{&c, s.size}, nil
}

// pair is two digests one after the other.
type pair struct{ a, b hash.Hash }

func (p *pair) Write(data []byte) (int, error) { p.a.Write(data); return p.b.Write(data) }
func (p *pair) Sum(b []byte) []byte            { return p.b.Sum(p.a.Sum(b)) }
func (p *pair) Reset()                         { p.a.Reset(); p.b.Reset() }
func (p *pair) Size() int                      { return p.a.Size() + p.b.Size() }
func (p *pair) BlockSize() int                 { return p.a.BlockSize() }
func (p *pair) Clone() (hash.Cloner, error) {
	return &pair{CloneHash(p.a), CloneHash(p.b)}, nil
}

// StartHMAC starts a keyed digest.
func (h *Hash) StartHMAC(key []byte) hash.Hash { return hmac.New(h.New, key) }
