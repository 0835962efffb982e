package secretsstore_test

import (
	"path/filepath"
	"strings"
	"testing"

	"paddock/bindings/database"
	"paddock/bindings/secretsstore"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
)

func open(t testing.TB, path string) (*secretsstore.Store, *database.Database) {
	t.Helper()
	db, err := database.Open(path, mailbox.Real(clock.Real()), secretsstore.Upgrades(), database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return secretsstore.New(db), db
}

// done waits for a callback.
func done(t testing.TB, call func(func(error))) error {
	t.Helper()
	told := make(chan error, 1)
	call(func(err error) { told <- err })
	return <-told
}

func get(t testing.TB, s *secretsstore.Store, id secretsstore.ID) (string, bool) {
	t.Helper()
	type answer struct {
		value string
		found bool
	}
	told := make(chan answer, 1)
	s.Get(id, func(value string, found bool, err error) {
		if err != nil {
			t.Error(err)
		}
		told <- answer{value, found}
	})
	a := <-told
	return a.value, a.found
}

func TestSecretsOutliveTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.db")
	s, db := open(t, path)
	one, other := secretsstore.ID{Store: "s", Name: "one"}, secretsstore.ID{Store: "t", Name: "one"}
	for _, value := range []string{"first", "second", ""} {
		if err := done(t, func(f func(error)) { s.Set(one, value, f) }); err != nil {
			t.Fatal(err)
		}
		if got, found := get(t, s, one); got != value || !found {
			t.Errorf("%q was set, %q is there: %v", value, got, found)
		}
	}
	if _, found := get(t, s, other); found {
		t.Error("a secret of another store is there")
	}
	if err := done(t, func(f func(error)) { s.Set(one, strings.Repeat("x", secretsstore.MaxValue+1), f) }); err == nil {
		t.Error("a long value was taken")
	}
	if err := done(t, func(f func(error)) { s.Set(other, "kept", f) }); err != nil {
		t.Fatal(err)
	}
	db.Close()
	s, db = open(t, path)
	defer db.Close()
	if got, found := get(t, s, other); got != "kept" || !found {
		t.Errorf("after a restart %q is there: %v", got, found)
	}
	for _, want := range []bool{true, false} {
		told := make(chan bool, 1)
		s.Delete(other, func(found bool, err error) { told <- found && err == nil })
		if got := <-told; got != want {
			t.Errorf("deleted: %v, not %v", got, want)
		}
	}
	ids := make(chan []secretsstore.ID, 1)
	s.List(func(all []secretsstore.ID, err error) { ids <- all })
	if all := <-ids; len(all) != 1 || all[0] != one {
		t.Errorf("left are %v", all)
	}
}

func BenchmarkGet(b *testing.B) {
	s, db := open(b, filepath.Join(b.TempDir(), "secrets.db"))
	defer db.Close()
	id := secretsstore.ID{Store: "s", Name: "one"}
	if err := done(b, func(f func(error)) { s.Set(id, "x", f) }); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		get(b, s, id)
	}
}
