package dev

import (
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"paddock/internal/clock"
)

const (
	// settleTime is how long the files must rest before they are looked at:
	// editors write, rename and remove in quick succession.
	settleTime = 10 * time.Millisecond
	// longestWait bounds the resting, so that something that never stops
	// writing cannot put off a reload for ever.
	longestWait = 500 * time.Millisecond
)

// A watcher tells when the contents of files change. It watches their folders,
// since editors rename over files and delete them; what counts in the end is
// the contents, compared with what they were when the list was set.
type watcher struct {
	clock   clock.Clock
	fs      *fsnotify.Watcher
	changed func(files []string, certain bool)
	done    chan struct{}

	mu      sync.Mutex
	files   map[string]stamp
	trees   []string
	folders map[string]bool // that fsnotify watches
	touched map[string]bool // in trees, since the last look
	stop    func()          // the running timer, or nil
	since   time.Time       // when the present unrest began
	closed  bool
}

// A stamp identifies the contents of a file; the zero stamp is a file that
// is not there.
type stamp struct {
	size int64
	time time.Time
	sum  [sha256.Size]byte
}

// newWatcher starts a watcher. changed is told which files have new contents;
// certain is false when they were only looked at again, because nobody knows
// which contents were read.
func newWatcher(c clock.Clock, changed func(files []string, certain bool)) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{clock: c, fs: notify, changed: changed, done: make(chan struct{}),
		files: map[string]stamp{}, folders: map[string]bool{}, touched: map[string]bool{}}
	go w.run()
	return w, nil
}

// set replaces the list of files, and of folders in which anything counts. A
// file that was modified at or after began, when whoever read it started, is
// looked at again at once.
func (w *watcher) set(files, trees []string, began time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return
	}
	old, again := w.files, false
	w.files = make(map[string]stamp, len(files))
	for _, f := range files {
		was, known := old[f]
		now := look(f, was)
		// Written after the reader began, by the coarse clock of a file
		// system, or moved here meanwhile with its old time: nobody knows
		// which contents were read.
		if now.time.After(began.Add(-coarse)) || known && was.sum != now.sum {
			now, again = stamp{size: -1}, true
		}
		w.files[f] = now
	}
	w.trees = slices.Clone(trees)
	w.follow()
	if again {
		w.stir()
	}
}

const coarse = 10 * time.Millisecond

// look reads the stamp of a file, without reading the contents when size and
// time are those of before.
func look(file string, before stamp) stamp {
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() {
		return stamp{}
	}
	s := stamp{size: info.Size(), time: info.ModTime(), sum: before.sum}
	if s.size == before.size && s.time.Equal(before.time) {
		return s
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return stamp{}
	}
	s.sum = sha256.Sum256(data)
	return s
}

// follow makes fsnotify watch the folders of all files and trees, and for those that
// are not there, the nearest that is. w.mu is held.
func (w *watcher) follow() {
	want := map[string]bool{}
	for f := range w.files {
		want[nearest(filepath.Dir(f))] = true
	}
	for _, root := range w.trees {
		want[nearest(root)] = true
		filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return nil
			}
			if ignored(d.Name()) && path != root {
				return fs.SkipDir
			}
			want[path] = true
			return nil
		})
	}
	for folder := range w.folders {
		if !want[folder] {
			w.fs.Remove(folder)
			delete(w.folders, folder)
		}
	}
	for folder := range want {
		// Adding again is cheap, and needed where a folder was replaced.
		if w.fs.Add(folder) == nil {
			w.folders[folder] = true
		}
	}
}

// nearest is the folder itself, or the nearest above it that exists.
func nearest(folder string) string {
	for {
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			return folder
		}
		up := filepath.Dir(folder)
		if up == folder {
			return folder
		}
		folder = up
	}
}

// ignored names folders inside a watched tree that are not sources.
func ignored(name string) bool {
	return name == "node_modules" || name == ".git" || name == ".paddock"
}

// run owns the fsnotify channels.
func (w *watcher) run() {
	defer close(w.done)
	for {
		select {
		case e, ok := <-w.fs.Events:
			if !ok {
				return
			}
			w.event(e)
		case _, ok := <-w.fs.Errors: // events were lost: look at everything
			if !ok {
				return
			}
			w.mu.Lock()
			w.stir()
			w.mu.Unlock()
		}
	}
}

func (w *watcher) event(e fsnotify.Event) {
	if e.Op == fsnotify.Chmod {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	name := filepath.Clean(e.Name)
	if w.inTree(name) {
		w.touched[name] = true
		w.stir()
		return
	}
	if s, ok := w.files[name]; ok {
		s.time = time.Time{} // read it, whatever its time says
		w.files[name] = s
		w.stir()
		return
	}
	for f := range w.files { // a folder on the way came or went
		if strings.HasPrefix(f, name+string(filepath.Separator)) {
			w.stir()
			return
		}
	}
}

func (w *watcher) inTree(name string) bool {
	for _, root := range w.trees {
		rest, ok := strings.CutPrefix(name, root+string(filepath.Separator))
		if ok && !slices.ContainsFunc(strings.Split(rest, string(filepath.Separator)), ignored) {
			return true
		}
	}
	return false
}

// stir puts off the next look until the files rest. w.mu is held.
func (w *watcher) stir() {
	if w.closed {
		return
	}
	now, wait := w.clock.Now(), settleTime
	if w.stop == nil {
		w.since = now
	} else {
		w.stop()
		wait = min(wait, max(0, longestWait-now.Sub(w.since)))
	}
	t := w.clock.AfterFunc(wait, w.check)
	w.stop = func() { t.Stop() }
}

// check compares every file with its stamp, and tells what is different.
func (w *watcher) check() {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return
	}
	w.stop = nil
	var changed, doubtful []string
	for f, was := range w.files {
		now := look(f, was)
		switch {
		case now.sum == was.sum:
		case was.size < 0:
			doubtful = append(doubtful, f)
		default:
			changed = append(changed, f)
		}
		w.files[f] = now
	}
	for f := range w.touched {
		changed = append(changed, f)
	}
	clear(w.touched)
	w.follow()
	w.mu.Unlock()
	certain := len(changed) > 0
	if !certain {
		changed = doubtful
	}
	if len(changed) > 0 {
		slices.Sort(changed)
		w.changed(slices.Compact(changed), certain)
	}
}

// close stops watching and waits for the watcher's goroutine.
func (w *watcher) close() {
	w.mu.Lock()
	w.closed = true
	if w.stop != nil {
		w.stop()
	}
	w.mu.Unlock()
	w.fs.Close()
	<-w.done
}
