package recording

import (
	"fmt"
	"strings"
)

// Last names the newest batch, wherever the id of one is asked for.
const Last = "last"

// A NotFoundError says that no recorded batch is meant by a key, or several.
type NotFoundError struct {
	Key     string
	Several []string // the ids that begin with it
	Kept    int      // how many batches are recorded
}

func (e *NotFoundError) Error() string {
	switch {
	case len(e.Several) > 0:
		return fmt.Sprintf("%q is the beginning of several batches: %s", e.Key, strings.Join(e.Several, ", "))
	case e.Kept == 0:
		return "no batch is recorded yet"
	}
	return fmt.Sprintf("no batch %q is among the last %d, which are recorded", e.Key, e.Kept)
}

// NotFound marks the error for those who need not know this package.
func (e *NotFoundError) NotFound() bool { return true }

// Find returns the batch with that id, or the only one whose id begins with
// key; Last is the newest.
func (r *Recorder) Find(key string) (*Recording, error) {
	if r == nil {
		return nil, &NotFoundError{Key: key}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := r.byID[key]; e != nil {
		return e.recording(), nil
	}
	missing := &NotFoundError{Key: key, Kept: len(r.all)}
	if key == Last && len(r.all) > 0 {
		return r.all[len(r.all)-1].recording(), nil
	}
	var found *entry
	for _, e := range r.all {
		if key == "" || !strings.HasPrefix(e.id(), key) {
			continue
		}
		found = e
		missing.Several = append(missing.Several, e.id())
	}
	if len(missing.Several) == 1 {
		return found.recording(), nil
	}
	return nil, missing
}
