// Package clock is time as a value that somebody passes in. It knows the real
// clock and a virtual one that moves only when it is told to. It knows nothing
// of who waits for it; package mailbox drives the virtual clock.
package clock

import "time"

// A Clock tells the time and calls back later. Everything in paddock that
// needs time is given one.
type Clock interface {
	// Now returns the current time of this clock.
	Now() time.Time
	// AfterFunc calls f once, d from now. f runs on a goroutine of the clock
	// and must not block; it usually posts to a mailbox. A d of zero or less
	// means as soon as possible.
	AfterFunc(d time.Duration, f func()) Timer
	// Hold says that work outside this world (network, files) is under way:
	// a virtual clock does not move until the matching Release.
	Hold()
	// Release ends one Hold.
	Release()
}

// A Timer is a pending call of AfterFunc.
type Timer interface {
	// Stop prevents the call and reports whether it came in time to do so.
	Stop() bool
}

// Real returns the machine's clock. Hold and Release do nothing on it.
func Real() Clock { return real{} }

type real struct{}

func (real) Now() time.Time { return time.Now() }

func (real) AfterFunc(d time.Duration, f func()) Timer { return time.AfterFunc(d, f) }

func (real) Hold()    {}
func (real) Release() {}
