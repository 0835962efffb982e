package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A Holder says who uses a state folder.
type Holder struct {
	PID     int    `json:"pid"`
	Command string `json:"command"`         // such as "dev"
	URL     string `json:"url,omitempty"`   // where it listens; "" while it does not
	Token   string `json:"token,omitempty"` // what its API asks for; "" when any token will do
}

// String describes the holder to people.
func (h Holder) String() string {
	if h.PID == 0 {
		return "another paddock"
	}
	text := fmt.Sprintf("paddock %s (process %d", h.Command, h.PID)
	if h.URL != "" {
		text += ", " + h.URL
	}
	return text + ")"
}

// A HeldError says that somebody else uses the folder.
type HeldError struct {
	Dir    string
	Holder Holder // zero when it has not yet written its name
}

func (e *HeldError) Error() string { return fmt.Sprintf("%s is in use by %s", e.Dir, e.Holder) }

// A Lock holds a state folder until Release, or until the process ends in
// whatever way: the operating system keeps it.
type Lock struct{ f *os.File }

// Acquire takes the folder, which must exist, for h. When somebody else has it
// the error is a *HeldError.
func Acquire(dir string, h Holder) (*Lock, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, lockMode)
	if err != nil {
		return nil, fmt.Errorf("lock the state folder: %w", err)
	}
	if err := tryLock(f); err != nil {
		defer f.Close()
		if errors.Is(err, errLocked) {
			return nil, &HeldError{Dir: dir, Holder: readHolder(f)}
		}
		return nil, fmt.Errorf("lock the state folder %s: %w", dir, err)
	}
	l := &Lock{f: f}
	if err := l.Announce(h); err != nil {
		l.Release()
		return nil, err
	}
	return l, nil
}

// lockMode keeps the token from other users.
const lockMode = 0o600

// Announce tells others who holds the folder, and where it listens. The
// newline at the end says that the text is whole. A token is written only where
// nobody but the user of the process can read it.
func (l *Lock) Announce(h Holder) error {
	if h.Token != "" {
		// The file may be an older one.
		if err := l.f.Chmod(lockMode); err != nil {
			return fmt.Errorf("keep the token in the lock file from others: %w", err)
		}
	}
	text, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("write the lock file: %w", err)
	}
	if err = l.f.Truncate(0); err == nil {
		_, err = l.f.WriteAt(append(text, '\n'), 0)
	}
	if err != nil {
		return fmt.Errorf("write the lock file: %w", err)
	}
	return nil
}

// Release gives the folder back. The file stays: removing it would let two
// processes each lock a file of that name.
func (l *Lock) Release() error {
	return errors.Join(l.f.Truncate(0), l.f.Close())
}

// readHolder reads what the holder wrote; zero when it is just writing.
func readHolder(f *os.File) Holder {
	const longest = 4096
	text, err := io.ReadAll(io.NewSectionReader(f, 0, longest))
	if err != nil || len(text) == 0 || text[len(text)-1] != '\n' {
		return Holder{}
	}
	var h Holder
	if json.Unmarshal(text, &h) != nil {
		return Holder{}
	}
	return h
}
