package state

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestPrepareHidesOnlyItsOwnFolder(t *testing.T) {
	project := t.TempDir()
	dir := Default(project)
	for range 2 { // a second run finds what the first made
		if err := Prepare(dir); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(filepath.Join(project, ".paddock", ".gitignore"))
	if err != nil || string(text) != "*\n" {
		t.Errorf(".gitignore holds %q, %v", text, err)
	}

	elsewhere := filepath.Join(t.TempDir(), "mine", "state")
	if err := Prepare(elsewhere); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(elsewhere), ".gitignore")); err == nil {
		t.Error("a .gitignore was written into a folder of the user's")
	}
}

func TestOneHolderAtATime(t *testing.T) {
	dir := t.TempDir()
	first, err := Acquire(dir, Holder{PID: 41, Command: "dev"})
	if err != nil {
		t.Fatal(err)
	}
	want := Holder{PID: 41, Command: "dev", URL: "http://127.0.0.1:8787"}
	if err := first.Announce(want); err != nil {
		t.Fatal(err)
	}
	_, err = Acquire(dir, Holder{PID: 42, Command: "dev"})
	var held *HeldError
	if !errors.As(err, &held) || held.Holder != want {
		t.Fatalf("the second got %v, want to be told of %v", err, want)
	}
	for _, part := range []string{dir, "41", want.URL} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not say %q", err, part)
		}
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	second, err := Acquire(dir, Holder{PID: 42, Command: "reset"})
	if err != nil {
		t.Fatal(err)
	}
	second.Release()
}

func TestNobodyElseReadsTheToken(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files there have no modes")
	}
	for _, older := range []bool{false, true} {
		dir := t.TempDir()
		path := filepath.Join(dir, "lock")
		if older {
			if err := os.WriteFile(path, nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		l, err := Acquire(dir, Holder{PID: 7, Command: "dev"})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Release()
		want := Holder{PID: 7, Command: "dev", URL: "http://127.0.0.1:8787", Token: "hush"}
		if err := l.Announce(want); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("an older file %v: the mode is %v, %v", older, info.Mode(), err)
		}
		_, err = Acquire(dir, Holder{PID: 8, Command: "dev"})
		var held *HeldError
		if !errors.As(err, &held) || held.Holder != want {
			t.Errorf("got %v, want to be told of %v", err, want)
		}
		if strings.Contains(err.Error(), "hush") {
			t.Errorf("%q tells the token", err)
		}
	}
}

func TestUnfinishedNameIsNobody(t *testing.T) {
	dir := t.TempDir()
	l, err := Acquire(dir, Holder{PID: 7, Command: "dev"})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Release()
	if err := os.Truncate(filepath.Join(dir, "lock"), 5); err != nil {
		t.Fatal(err)
	}
	_, err = Acquire(dir, Holder{PID: 8, Command: "dev"})
	var held *HeldError
	if !errors.As(err, &held) || held.Holder != (Holder{}) {
		t.Fatalf("got %v, want a holder without a name", err)
	}
}
