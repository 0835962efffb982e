package state

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// errLocked says that another process, or another Lock of this one, has it.
var errLocked = errors.New("locked")

// tryLock locks one byte far behind the text: Windows would keep others from
// reading what is locked.
func tryLock(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	at := &windows.Overlapped{OffsetHigh: 1 << 30}
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errLocked
	}
	return err
}
