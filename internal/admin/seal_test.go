package admin

import (
	"bytes"
	"testing"

	"paddock/queue"
)

func TestSeal(t *testing.T) {
	s := seal{bytes.Repeat([]byte{7}, 32)}
	for _, l := range []queue.LeaseRef{{Ref: 1, Lease: 2}, {Ref: 1<<62 + 3, Lease: 1 << 62}, {Ref: -1, Lease: -5}, {}} {
		id := s.lease("orders", l)
		if got, ok := s.openLease("orders", id); !ok || got != l {
			t.Errorf("%+v opens as %+v, %v", l, got, ok)
		}
		if _, ok := s.openLease("order", id); ok {
			t.Error("it opens for another queue")
		}
		if _, ok := s.openRef("orders", id); ok {
			t.Error("a lease opens as a ref")
		}
		if _, ok := (seal{bytes.Repeat([]byte{8}, 32)}).openLease("orders", id); ok {
			t.Error("it opens with another key")
		}
		for i := range id {
			if _, ok := s.openLease("orders", flip(id, i)); ok {
				t.Errorf("it opens with letter %d changed", i)
			}
		}
		ref := s.ref("orders", l.Ref)
		if got, ok := s.openRef("orders", ref); !ok || got != l.Ref {
			t.Errorf("ref %d opens as %d, %v", l.Ref, got, ok)
		}
		if _, ok := s.openLease("orders", ref); ok {
			t.Error("a ref opens as a lease")
		}
	}
}

// FuzzSeal holds that only what a seal made opens, and as what it was.
func FuzzSeal(f *testing.F) {
	s := seal{bytes.Repeat([]byte{7}, 32)}
	f.Add("orders", s.lease("orders", queue.LeaseRef{Ref: 5, Lease: 6}), int64(5), int64(6))
	f.Add("q", s.ref("q", 9), int64(9), int64(0))
	f.Add("q", "", int64(-1), int64(1))
	f.Fuzz(func(t *testing.T, q, id string, ref, lease int64) {
		if l, ok := s.openLease(q, id); ok && s.lease(q, l) != id {
			t.Errorf("%q opens as a lease that this seal writes otherwise", id)
		}
		if r, ok := s.openRef(q, id); ok && s.ref(q, r) != id {
			t.Errorf("%q opens as a ref that this seal writes otherwise", id)
		}
		want := queue.LeaseRef{Ref: ref, Lease: lease}
		if got, ok := s.openLease(q, s.lease(q, want)); !ok || got != want {
			t.Errorf("%+v comes back as %+v, %v", want, got, ok)
		}
		if got, ok := s.openRef(q, s.ref(q, ref)); !ok || got != ref {
			t.Errorf("%d comes back as %d, %v", ref, got, ok)
		}
	})
}
