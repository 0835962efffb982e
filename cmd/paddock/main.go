// Command paddock runs queue Workers on the developer's machine. This package
// is the only place that touches flags, signals and the terminal; what the
// commands do is done by the other packages.
package main

import (
	"crypto/rand"
	"encoding/binary"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/mattn/go-isatty"

	"paddock/internal/clock"
	"paddock/runtime"
)

// longestMatch bounds one match of a regular expression: the CPU limit that an
// invocation has unless its configuration sets another.
const longestMatch = 30 * time.Second

func main() {
	runtime.LimitRegexps(longestMatch)
	signals := make(chan os.Signal, 4)
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	a := &app{
		env:        os.LookupEnv,
		dir:        dir,
		stdin:      os.Stdin,
		stdout:     os.Stdout,
		stderr:     os.Stderr,
		isTerminal: isTerminal,
		signals:    signals,
		listen:     func() { signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP) },
		clock:      clock.Real(),
		seed:       seed,
		pid:        os.Getpid(),
	}
	os.Exit(a.run(os.Args[1:]))
}

// isTerminal reports whether a stream is somebody's screen or keyboard.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// seed draws what everything random in a session derives from.
func seed() uint64 {
	var b [8]byte
	rand.Read(b[:]) // never fails
	return binary.LittleEndian.Uint64(b[:])
}
