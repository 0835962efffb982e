package kv_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"paddock/bindings"
	"paddock/bindings/database"
	"paddock/bindings/kv"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
)

// world is a store on a virtual clock.
type world struct {
	*kv.Store
	t     testing.TB
	path  string
	db    *database.Database
	sched *mailbox.Scheduler
	clock *clock.Virtual
}

func open(t testing.TB, path string) *world {
	t.Helper()
	w := &world{t: t, path: path, clock: clock.NewVirtual(time.Unix(1_000_000, 0))}
	w.sched = mailbox.NewScheduler(w.clock, 1)
	var err error
	if w.db, err = database.Open(path, w.sched, kv.Upgrades(), database.Options{NoSync: true}); err != nil {
		t.Fatal(err)
	}
	w.Store = kv.New(w.db, w.clock)
	return w
}

func (w *world) settle() {
	w.t.Helper()
	if err := w.sched.Settle(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) close() {
	w.db.End()
	w.settle()
}

func (w *world) put(k kv.Keeper, key, value string, o kv.PutOptions) error {
	told := errors.New("not told")
	k.Put("ns", key, kv.Bytes([]byte(value)), o, func(err error) { told = err })
	w.settle()
	return told
}

func (w *world) get(k kv.Keeper, key string) *kv.Entry {
	w.t.Helper()
	var found *kv.Entry
	k.Get("ns", key, func(e *kv.Entry, err error) {
		if err != nil {
			w.t.Error(err)
		}
		found = e
	})
	w.settle()
	return found
}

func (w *world) list(k kv.Keeper, o kv.ListOptions) kv.Page {
	w.t.Helper()
	var page kv.Page
	k.List("ns", o, func(p kv.Page, err error) {
		if err != nil {
			w.t.Error(err)
		}
		page = p
	})
	w.settle()
	return page
}

// rows counts the rows of a table.
func (w *world) rows(table string) int {
	w.t.Helper()
	n := -1
	w.db.Do(func(tx *sql.Tx) error { return tx.QueryRow("SELECT count(*) FROM " + table).Scan(&n) }, func(error) {})
	w.settle()
	return n
}

func names(p kv.Page) string {
	var all []string
	for _, k := range p.Keys {
		all = append(all, k.Name)
	}
	return strings.Join(all, " ")
}

func TestLongValuesLieInPieces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kv.db")
	w := open(t, path)
	long := bytes.Repeat([]byte("0123456789abcdef"), 3<<16)
	long = append(long, "the end"...)
	v, err := kv.ReadValue(iotest.OneByteReader(bytes.NewReader(long[:100])))
	if err != nil || v.Size() != 100 {
		t.Fatalf("read %d bytes: %v", v.Size(), err)
	}
	for _, given := range []*kv.Value{kv.Bytes(bytes.Clone(long)), read(t, long)} {
		stored := errors.New("not told")
		w.Put("ns", "long", given, kv.PutOptions{}, func(err error) { stored = err })
		w.settle()
		if stored != nil {
			t.Fatal(stored)
		}
		if n := w.rows("piece"); n != 4 {
			t.Errorf("%d pieces", n)
		}
		if e := w.get(w, "long"); !bytes.Equal(e.Value, long) {
			t.Errorf("%d bytes came back of %d", len(e.Value), len(long))
		}
	}
	w.close()
	w = open(t, path)
	defer w.close()
	if e := w.get(w, "long"); !bytes.Equal(e.Value, long) {
		t.Errorf("after a restart %d bytes came back of %d", len(e.Value), len(long))
	}
	w.Delete("ns", "long", func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	w.settle()
	if n := w.rows("piece"); n != 0 {
		t.Errorf("%d pieces are left of what was deleted", n)
	}
}

func read(t *testing.T, data []byte) *kv.Value {
	t.Helper()
	v, err := kv.ReadValue(io.LimitReader(bytes.NewReader(data), int64(len(data))))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTooLongValuesAreNotKept(t *testing.T) {
	v, err := kv.ReadValue(io.LimitReader(zeros{}, kv.MaxValue+1))
	var refusal *kv.Refusal
	if !errors.As(err, &refusal) || refusal.Status != 413 {
		t.Errorf("read %d bytes: %v", v.Size(), err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestWhatExpiredIsSwept(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "kv.db"))
	defer w.close()
	ttl := int64(60)
	for n := range 50 {
		if err := w.put(w, fmt.Sprint(n), "x", kv.PutOptions{TTL: &ttl}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.sched.Advance(context.Background(), time.Minute); err != nil {
		t.Fatal(err)
	}
	if e := w.get(w, "1"); e != nil {
		t.Errorf("an expired entry was read: %+v", e)
	}
	for n := range 3 {
		if err := w.put(w, "fresh", "x", kv.PutOptions{}); err != nil {
			t.Fatal(err)
		}
		if left, want := w.rows("entry"), 1+max(0, 50-20*(n+1)); left != want {
			t.Errorf("after %d writes %d entries are left, not %d", n+1, left, want)
		}
	}
	if n := w.rows("piece"); n != 1 {
		t.Errorf("%d pieces are left", n)
	}
}

// record collects effects.
func record(perform bool, into *[]bindings.Effect) bindings.Capture {
	return bindings.Capture{Perform: perform, Begin: func() func(bindings.Effect) {
		return func(e bindings.Effect) { *into = append(*into, e) }
	}}
}

func TestHeldBackWritesAreSeenByTheScriptAlone(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "kv.db"))
	defer w.close()
	for _, key := range []string{"a", "b", "c", "d"} {
		if err := w.put(w, key, "real", kv.PutOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	var effects []bindings.Effect
	real := &kv.Namespace{Binding: "KV", ID: "ns", Keeper: w.Store, Clock: w.clock}
	k := real.Captured(record(false, &effects)).(*kv.Namespace).Keeper
	ttl, short := int64(90), int64(5)
	if err := w.put(k, "b", "mine", kv.PutOptions{TTL: &ttl, Metadata: "[1]"}); err != nil {
		t.Fatal(err)
	}
	if err := w.put(k, "bb", "\xff\x00", kv.PutOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := w.put(k, "x", "refused", kv.PutOptions{TTL: &short}); err == nil {
		t.Error("a refusal of the store was not given")
	}
	k.Delete("ns", "c", func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	if e := w.get(k, "b"); e == nil || string(e.Value) != "mine" || e.Metadata != "[1]" || e.Expiration != 1_000_090 {
		t.Errorf("the script reads %+v", e)
	}
	if e := w.get(k, "c"); e != nil {
		t.Errorf("the script reads what it deleted: %+v", e)
	}
	k.GetAll("ns", []string{"a", "b", "c"}, func(all []*kv.Entry, err error) {
		if err != nil || string(all[0].Value) != "real" || string(all[1].Value) != "mine" || all[2] != nil {
			t.Errorf("the script reads %+v, %v", all, err)
		}
	})
	w.settle()
	if p := w.list(k, kv.ListOptions{}); names(p) != "a b bb d" || !p.Complete {
		t.Errorf("the script lists %q", names(p))
	}
	var paged []string
	for cursor := ""; ; {
		p := w.list(k, kv.ListOptions{Limit: 2, Cursor: cursor})
		paged = append(paged, names(p))
		if cursor = p.Cursor; p.Complete {
			break
		}
	}
	if got := strings.Join(strings.Fields(strings.Join(paged, " ")), " "); got != "a b bb d" {
		t.Errorf("the script lists page by page %q", paged)
	}
	if e := w.get(w, "b"); string(e.Value) != "real" {
		t.Errorf("the store has %q", e.Value)
	}
	if p := w.list(w, kv.ListOptions{}); names(p) != "a b c d" {
		t.Errorf("the store lists %q", names(p))
	}
	var told []string
	for _, e := range effects {
		told = append(told, fmt.Sprintf("%s %s %s: %q %v %s", e.Binding, e.Kind, e.Target, e.Text, e.Performed, e.Error))
	}
	want := []string{
		`KV put b: "mine  (expires in 90 s)  (metadata [1])" false `,
		`KV put bb: "2 bytes" false `,
		`KV put x: "refused" false 400 Invalid expiration_ttl of 5. Expiration TTL must be at least 60.`,
		`KV delete c: "c" false `,
	}
	if strings.Join(told, "\n") != strings.Join(want, "\n") {
		t.Errorf("the effects are\n%s", strings.Join(told, "\n"))
	}
}

func TestPerformedWritesAreTold(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "kv.db"))
	defer w.close()
	var effects []bindings.Effect
	real := &kv.Namespace{Binding: "KV", ID: "ns", Keeper: w.Store, Clock: w.clock}
	k := real.Captured(record(true, &effects)).(*kv.Namespace).Keeper
	if err := w.put(k, "a", "x", kv.PutOptions{}); err != nil {
		t.Fatal(err)
	}
	k.Delete("ns", "b", func(error) {})
	if e := w.get(w, "a"); e == nil || string(e.Value) != "x" {
		t.Errorf("the store has %+v", e)
	}
	if len(effects) != 2 || !effects[0].Performed || !effects[1].Performed {
		t.Errorf("the effects are %+v", effects)
	}
}

// TestListsOfHeldBackWrites compares what a watched binding lists, page by page,
// with what it should.
func TestListsOfHeldBackWrites(t *testing.T) {
	for seed := range uint64(30) {
		random := rand.New(rand.NewPCG(seed, 1))
		w := open(t, filepath.Join(t.TempDir(), "kv.db"))
		var effects []bindings.Effect
		real := &kv.Namespace{Binding: "KV", ID: "ns", Keeper: w.Store, Clock: w.clock}
		k := real.Captured(record(false, &effects)).(*kv.Namespace).Keeper
		want := map[string]bool{}
		for n := range 60 {
			key := string([]byte{"ab"[random.IntN(2)], byte('0' + random.IntN(10))})
			if n < 20 {
				if err := w.put(w, key, "x", kv.PutOptions{}); err != nil {
					t.Fatal(err)
				}
				want[key] = true
			} else if want[key] = random.IntN(2) == 0; want[key] {
				if err := w.put(k, key, "x", kv.PutOptions{}); err != nil {
					t.Fatal(err)
				}
			} else {
				k.Delete("ns", key, func(error) {})
			}
		}
		o := kv.ListOptions{Prefix: []string{"", "a", "b"}[random.IntN(3)], Limit: 1 + random.Int64N(6)}
		var expected, got []string
		for key, there := range want {
			if there && strings.HasPrefix(key, o.Prefix) {
				expected = append(expected, key)
			}
		}
		slices.Sort(expected)
		for {
			p := w.list(k, o)
			if int64(len(p.Keys)) > o.Limit {
				t.Errorf("%d keys of at most %d", len(p.Keys), o.Limit)
			}
			got = append(got, strings.Fields(names(p))...)
			if o.Cursor = p.Cursor; p.Complete {
				break
			}
		}
		if !slices.Equal(got, expected) {
			t.Errorf("seed %d, %+v: listed %v, not %v", seed, o, got, expected)
		}
		w.close()
	}
}

// FuzzList compares what is listed by a prefix, two keys at a time, with what
// Go's own comparison of texts finds.
func FuzzList(f *testing.F) {
	f.Add("a\x00b|a|ab|b", "a")
	f.Add("\u00e9|e|\U0001F600|\uffff|z", "\u00e9")
	f.Add("a|b", "")
	f.Add("\xff\xff|\xff|a", "\xff")
	w := open(f, filepath.Join(f.TempDir(), "kv.db"))
	f.Fuzz(func(t *testing.T, all, prefix string) {
		w.t = t
		want := map[string]bool{}
		for _, key := range strings.Split(all, "|") {
			if kv.CheckKey(key) != nil {
				continue
			}
			if err := w.put(w, key, "x", kv.PutOptions{}); err != nil {
				t.Fatal(err)
			}
			want[key] = true
		}
		var expected []string
		for _, key := range slices.Sorted(maps.Keys(want)) {
			if strings.HasPrefix(key, prefix) {
				expected = append(expected, key)
			}
		}
		var got []string
		for o := (kv.ListOptions{Prefix: prefix, Limit: 2}); len(prefix) <= kv.MaxKey; {
			p := w.list(w, o)
			for _, k := range p.Keys {
				got = append(got, k.Name)
			}
			if o.Cursor = p.Cursor; p.Complete {
				break
			}
		}
		if len(prefix) <= kv.MaxKey && !slices.Equal(got, expected) {
			t.Errorf("%q lists %q, not %q", prefix, got, expected)
		}
		for key := range want {
			w.Delete("ns", key, func(error) {})
		}
		w.settle()
	})
}
