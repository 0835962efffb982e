// Package state knows the folder in which paddock keeps queues between runs:
// where it lies, who holds it, and how others learn that. It does not know
// what is stored there.
package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	home     = ".paddock" // beside the configuration
	folder   = "state"
	lockName = "lock"
)

// Default returns the state folder of a project whose configuration, or bare
// script, lies in dir.
func Default(dir string) string { return filepath.Join(dir, home, folder) }

// Bindings returns where a state folder keeps what belongs to bindings other
// than queues; "" for none.
func Bindings(dir string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "bindings")
}

// Prepare creates a state folder. One in its default place hides itself from
// git.
func Prepare(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("create the state folder: %w", err)
	}
	up := filepath.Dir(dir)
	if filepath.Base(up) != home || filepath.Base(dir) != folder {
		return nil
	}
	ignore := filepath.Join(up, ".gitignore")
	f, err := os.OpenFile(ignore, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("hide the state folder from git: %w", err)
	}
	_, err = f.WriteString("*\n")
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("hide the state folder from git: %w", err)
	}
	return nil
}
