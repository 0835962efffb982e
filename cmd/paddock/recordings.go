package main

import (
	crand "crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"paddock/bindings"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/recording"
)

// recordingsFile is where the recorded batches lie between runs, in the state
// folder.
const recordingsFile = "batches.json"

// readRecordings adds what an earlier run recorded. There need be nothing.
func readRecordings(dir string, into *recording.Recorder) error {
	f, err := os.Open(filepath.Join(dir, recordingsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the recorded batches: %w", err)
	}
	defer f.Close()
	if err := into.Read(f); err != nil {
		return fmt.Errorf("%w (in %s)", err, f.Name())
	}
	return nil
}

// writeRecordings replaces the file as a whole, or leaves it as it was.
func writeRecordings(dir string, r *recording.Recorder) error {
	if len(r.List()) == 0 {
		return nil
	}
	f, err := os.CreateTemp(dir, recordingsFile+".*")
	if err != nil {
		return fmt.Errorf("write the recorded batches: %w", err)
	}
	defer os.Remove(f.Name()) // once it has been renamed there is nothing to remove
	err = errors.Join(r.Write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, recordingsFile))
	}
	if err != nil {
		return fmt.Errorf("write the recorded batches: %w", err)
	}
	return nil
}

// removeRecordings deletes the file, if there is one.
func removeRecordings(dir string) error {
	err := os.Remove(filepath.Join(dir, recordingsFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete the recorded batches: %w", err)
	}
	return nil
}

// replayer runs recorded batches again, with the Workers of the projects and
// effects, where they are to happen, on the queues given.
func (a *app) replayer(all []project, queues bindings.Sender, recorder func() (*recording.Recorder, error)) *dev.Replayer {
	r := &dev.Replayer{Recorder: recorder, Trial: a.trial(queues)}
	for _, p := range all {
		r.Projects = append(r.Projects, dev.Project{Load: p.load})
	}
	return r
}

func (a *app) trial(queues bindings.Sender) dev.Trial {
	return dev.Trial{Clock: a.clock, CPU: clock.Real(), Entropy: crand.Reader, Fetch: outgoing(), Queues: queues}
}

// storedReplayer is the replayer over a state folder that nothing runs on. It
// reads the folder's recordings when they are first asked for.
func (a *app) storedReplayer(dir string, all []project, queues bindings.Sender) *dev.Replayer {
	r := a.replayer(all, queues, sync.OnceValues(func() (*recording.Recorder, error) {
		recorder := recording.New(recording.Options{Clock: a.clock})
		return recorder, readRecordings(dir, recorder)
	}))
	r.Trial.Command = true // nothing else runs it
	return r
}
