//go:build unix

package state

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// errLocked says that another process, or another Lock of this one, has it.
var errLocked = errors.New("locked")

func tryLock(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EWOULDBLOCK):
			return errLocked
		default:
			return err
		}
	}
}
