package dev

import (
	"time"

	"paddock/internal/clock"
)

// A Watch tells when the contents of files change, for those who rebuild by
// themselves.
type Watch struct{ w *watcher }

// NewWatch starts a watch over nothing; see Set. changed is called on a goroutine
// of the watch, with the files that have new contents.
func NewWatch(c clock.Clock, changed func(files []string)) (*Watch, error) {
	w, err := newWatcher(c, func(files []string, _ bool) { changed(files) })
	if err != nil {
		return nil, err
	}
	return &Watch{w}, nil
}

// Set replaces what is watched: files whose contents matter, and folders in which
// any change does. A file that was written after began is looked at again.
func (w *Watch) Set(files, trees []string, began time.Time) { w.w.set(files, trees, began) }

// Close stops watching.
func (w *Watch) Close() { w.w.close() }
