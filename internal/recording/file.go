package recording

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// fileVersion is that of what Write writes.
const fileVersion = 1

type file struct {
	Version int          `json:"version"`
	Batches []*Recording `json:"batches"` // newest first
}

// Write writes every recording as JSON, for Read.
func (r *Recorder) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(file{fileVersion, r.List()}); err != nil {
		return fmt.Errorf("write the recorded batches: %w", err)
	}
	return nil
}

// Read adds what Write wrote, as older than everything recorded so far.
func (r *Recorder) Read(from io.Reader) error {
	var f file
	if err := json.NewDecoder(from).Decode(&f); err != nil {
		return fmt.Errorf("read the recorded batches: %w", err)
	}
	if f.Version != fileVersion {
		return fmt.Errorf("read the recorded batches: they are of version %d, and this paddock knows version %d", f.Version, fileVersion)
	}
	var older []*entry
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, rec := range slices.Backward(f.Batches) {
		if rec == nil || r.byID[rec.Batch] != nil {
			continue
		}
		e := &entry{stored: rec}
		older = append(older, e)
		r.byID[rec.Batch] = e
		r.bytes += e.size()
	}
	r.all = append(older, r.all...)
	r.trim()
	return nil
}
