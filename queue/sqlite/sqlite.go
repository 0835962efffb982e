// Package sqlite keeps queues in one SQLite file. It knows tables, pragmas and
// what a crash leaves behind; it knows nothing of batching, retries or
// consumers.
package sqlite

import "paddock/queue"

// Options change how a store is opened.
type Options struct {
	// NoSync leaves the moment of writing to the operating system: for tests
	// and for state that need not outlive the process.
	NoSync bool
}

// Open opens the queues in folder dir, creating the file where there is none.
// Only one store may have a folder open; the caller sees to that.
func Open(dir string, o Options) (queue.Store, error) { panic("to be filled in") }

// OpenTemp opens an empty store in a folder of its own that Close removes.
func OpenTemp() (queue.Store, error) { panic("to be filled in") }
