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
	"paddock/internal/journal"
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

// unfinished is what the file is called while it is being written. Whoever
// writes holds the state folder, so one name is enough.
const unfinished = recordingsFile + ".new"

// writeRecordings replaces the file as a whole, or leaves it as it was.
func writeRecordings(dir string, r *recording.Recorder) error {
	path := filepath.Join(dir, unfinished)
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the recorded batches: %w", err)
	}
	err = errors.Join(r.Write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(path, filepath.Join(dir, recordingsFile))
	}
	if err != nil {
		os.Remove(path)
		return fmt.Errorf("write the recorded batches: %w", err)
	}
	return nil
}

// removeRecordings deletes the file, if there is one.
func removeRecordings(dir string) error {
	for _, name := range []string{recordingsFile, unfinished} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete the recorded batches: %w", err)
		}
	}
	return nil
}

// recordings are those of this run and of the ones before, which are read when
// they are first needed: a start need not wait for them.
func (r *running) recordings() *recording.Recorder {
	r.readOnce.Do(func() {
		if r.dir == "" {
			return
		}
		if err := readRecordings(r.dir, r.recorder); err != nil {
			r.journal.Append(journal.Entry{Kind: journal.Notice, Level: journal.Warn, Text: err.Error() + ": they cannot be replayed, and make room for new ones"})
		}
	})
	return r.recorder
}

// keepRecordings writes the recorded batches down. That it fails must not keep
// anything else from ending well.
func (r *running) keepRecordings() {
	if r.dir == "" || len(r.recorder.List()) == 0 {
		return
	}
	if err := writeRecordings(r.dir, r.recordings()); err != nil {
		fmt.Fprintf(r.a.stderr, "%s %v: the messages are safe, but the last batches cannot be replayed\n", r.a.style(r.a.stderr).Yellow("warning:"), err)
	}
}

// replayer runs recorded batches again, with the Workers of the projects and
// effects, where they are to happen, on the queues given.
func (a *app) replayer(all []project, queues bindings.Sender, stores *dev.Stores, recorder func() (*recording.Recorder, error)) *dev.Replayer {
	r := &dev.Replayer{Recorder: recorder, Trial: a.trial(queues, stores)}
	for _, p := range all {
		r.Projects = append(r.Projects, dev.Project{Load: p.load})
	}
	return r
}

// inspector shows what the bindings of the projects keep.
func inspector(all []project, stores *dev.Stores) *dev.Inspector {
	i := &dev.Inspector{Stores: stores}
	for _, p := range all {
		i.Projects = append(i.Projects, dev.Project{Load: p.load})
	}
	return i
}

func (a *app) trial(queues bindings.Sender, stores *dev.Stores) dev.Trial {
	return dev.Trial{Clock: a.clock, CPU: clock.Real(), Entropy: crand.Reader, Fetch: outgoing(), Dial: dialer(), Queues: queues, Stores: stores}
}

// storedReplayer is the replayer over a state folder that nothing runs on. It
// reads the folder's recordings when they are first asked for.
func (a *app) storedReplayer(dir string, all []project, queues bindings.Sender, stores *dev.Stores) *dev.Replayer {
	r := a.replayer(all, queues, stores, sync.OnceValues(func() (*recording.Recorder, error) {
		recorder := recording.New(recording.Options{Clock: a.clock})
		return recorder, readRecordings(dir, recorder)
	}))
	r.Trial.Command = true // nothing else runs it
	return r
}
