package cachestore

import (
	"bytes"
	"net/http"
	"reflect"
	"testing"
	"time"

	"paddock/runtime/webapi"
)

func entry(body string) *webapi.CachedResponse {
	now := time.UnixMilli(1e12)
	return &webapi.CachedResponse{Status: 200, StatusText: "OK", Header: http.Header{"A": {"1", "2"}}, Body: []byte(body), Stored: now, Expires: now.Add(time.Hour)}
}

func TestStores(t *testing.T) {
	disk := Open(t.TempDir())
	defer disk.Close()
	for name, s := range map[string]webapi.CacheStore{"disk": disk, "memory": NewMemory()} {
		t.Run(name, func(t *testing.T) { conform(t, s) })
	}
}

// conform is what every store must do.
func conform(t *testing.T, s webapi.CacheStore) {
	get := func(cache, url, want string) {
		t.Helper()
		r, err := s.Get(cache, url)
		switch {
		case err != nil:
			t.Fatal(err)
		case want == "" && r != nil:
			t.Errorf("%s %s: %q is there", cache, url, r.Body)
		case want != "" && (r == nil || string(r.Body) != want):
			t.Errorf("%s %s: %v, want %s", cache, url, r, want)
		}
	}
	get("", "u", "")
	for _, put := range [][3]string{{"", "u", "one"}, {"x", "u", "two"}, {"", "u", "three"}} {
		if err := s.Put(put[0], put[1], entry(put[2])); err != nil {
			t.Fatal(err)
		}
	}
	get("", "u", "three")
	get("x", "u", "two")
	r, _ := s.Get("", "u")
	if want := entry("three"); !reflect.DeepEqual(r.Header, want.Header) || r.Status != 200 || !r.Expires.Equal(want.Expires) || !r.Stored.Equal(want.Stored) {
		t.Errorf("%+v", r)
	}
	for n, want := range []bool{true, false} {
		if found, err := s.Delete("", "u"); err != nil || found != want {
			t.Errorf("delete %d: %v %v", n, found, err)
		}
	}
	get("", "u", "")
	get("x", "u", "two")
	none := entry("")
	none.Body = nil
	if err := s.Put("", "n", none); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Get("", "n"); err != nil || r.Body != nil {
		t.Errorf("no body became %v, %v", r, err)
	}
}

func TestKeptAcrossOpens(t *testing.T) {
	dir := t.TempDir()
	for n := range 2 {
		s := Open(dir)
		if n == 0 {
			s.Put("", "u", entry("kept"))
		} else if r, err := s.Get("", "u"); err != nil || r == nil || !bytes.Equal(r.Body, []byte("kept")) {
			t.Error(r, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := Remove(dir); err != nil {
		t.Fatal(err)
	}
	s := Open(dir)
	defer s.Close()
	if r, _ := s.Get("", "u"); r != nil {
		t.Error("removed, and still there")
	}
}

func TestExpiredEntriesGo(t *testing.T) {
	s := Open(t.TempDir())
	defer s.Close()
	s.Put("", "old", entry("x"))
	later := entry("y")
	later.Stored = later.Stored.Add(2 * time.Hour)
	later.Expires = later.Stored.Add(time.Hour)
	if err := s.Put("", "new", later); err != nil {
		t.Fatal(err)
	}
	if r, _ := s.Get("", "old"); r != nil {
		t.Error("an expired entry was kept")
	}
	if r, _ := s.Get("", "new"); r == nil {
		t.Error("the new entry is gone")
	}
}
