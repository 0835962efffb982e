package r2

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"io"
	"net/http"
)

// An algorithm is one that a checksum can be given of.
type algorithm struct {
	name string // as in the options of a put
	word string // as in an error
	make func() hash.Hash
}

func algorithms() []algorithm {
	return []algorithm{
		{"md5", "MD5", md5.New}, {"sha1", "SHA-1", sha1.New}, {"sha256", "SHA-256", sha256.New},
		{"sha384", "SHA-384", sha512.New384}, {"sha512", "SHA-512", sha512.New},
	}
}

// A digester computes the checksums of what is written to it: MD5, which every
// object has, and at most one more.
type digester struct {
	hashes map[string]hash.Hash
	out    io.Writer
}

func newDigester(more string) *digester {
	d := &digester{hashes: map[string]hash.Hash{}}
	var all []io.Writer
	for _, a := range algorithms() {
		if a.name == "md5" || a.name == more {
			h := a.make()
			d.hashes[a.name] = h
			all = append(all, h)
		}
	}
	d.out = io.MultiWriter(all...)
	return d
}

func (d *digester) Write(p []byte) (int, error) { return d.out.Write(p) }

// sums returns the checksums, hexadecimal, by name.
func (d *digester) sums() map[string]string {
	out := map[string]string{}
	for name, h := range d.hashes {
		out[name] = hex.EncodeToString(h.Sum(nil))
	}
	return out
}

// verify refuses a body whose checksum is not the one that was given.
func verify(name, given string, sums map[string]string) error {
	if name == "" || given == sums[name] {
		return nil
	}
	for _, a := range algorithms() {
		if a.name == name {
			return refuse(http.StatusBadRequest, codeBadDigest,
				"The %[1]s checksum you specified did not match what we received.\nYou provided a %[1]s checksum with value: %[2]s\nActual %[1]s was: %[3]s", a.word, given, sums[name])
		}
	}
	return refuse(http.StatusBadRequest, codeArgument, "There is no checksum %q.", name)
}
