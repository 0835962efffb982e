package admin

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"

	"paddock/queue"
)

// A seal turns what names a message of a queue into an opaque id, and back. An
// id is good for the one queue that gave it out, and nobody without the key can
// make one: not that of another message, another delivery, or another queue.
type seal struct{ key []byte }

// The kinds of ids: one is never taken for the other.
const (
	leaseKind = 'L' // one delivery of a message to a puller
	refKind   = 'R' // a message as it lies in the queue
)

// Before coding, an id is its kind, the ref, the lease, and the start of a MAC
// over these and the queue.
const (
	namedBytes  = 1 + 8 + 8
	macBytes    = 16
	sealedBytes = namedBytes + macBytes
)

// coding takes one spelling of every id only.
var coding = base64.RawURLEncoding.Strict()

func (s seal) lease(q string, l queue.LeaseRef) string { return s.close(leaseKind, q, l) }

func (s seal) ref(q string, ref int64) string {
	return s.close(refKind, q, queue.LeaseRef{Ref: ref})
}

func (s seal) openLease(q string, id string) (queue.LeaseRef, bool) {
	return s.open(leaseKind, q, id)
}

func (s seal) openRef(q string, id string) (int64, bool) {
	l, ok := s.open(refKind, q, id)
	return l.Ref, ok
}

func (s seal) close(kind byte, q string, l queue.LeaseRef) string {
	id := append(make([]byte, 0, sealedBytes), kind)
	id = binary.BigEndian.AppendUint64(id, uint64(l.Ref))
	id = binary.BigEndian.AppendUint64(id, uint64(l.Lease))
	return coding.EncodeToString(append(id, s.mac(q, id)...))
}

func (s seal) open(kind byte, q string, id string) (queue.LeaseRef, bool) {
	if len(id) != coding.EncodedLen(sealedBytes) {
		return queue.LeaseRef{}, false
	}
	plain, err := coding.DecodeString(id)
	if err != nil || len(plain) != sealedBytes || plain[0] != kind || !hmac.Equal(plain[namedBytes:], s.mac(q, plain[:namedBytes])) {
		return queue.LeaseRef{}, false
	}
	return queue.LeaseRef{
		Ref:   int64(binary.BigEndian.Uint64(plain[1:])),
		Lease: int64(binary.BigEndian.Uint64(plain[9:])),
	}, true
}

// mac signs for the queue.
func (s seal) mac(queue string, named []byte) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write(named) // of one length, so that nothing can move from it into the name
	m.Write([]byte(queue))
	return m.Sum(nil)[:macBytes]
}
