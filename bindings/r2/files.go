package r2

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// unfinished ends the name of a file whose content is not all there.
const unfinished = ".part"

// files is the folder of the bodies that are too large for the database. Files
// are named by numbers that only grow, and never change once they have their
// name. Its methods may be called from any goroutine.
type files struct {
	dir    string
	noSync bool

	mu     sync.Mutex
	last   int64
	held   map[int64]int  // readers of a file
	doomed map[int64]bool // to be removed after its last reader
}

// openFiles reads which files there are, and returns the numbers of those that
// were there before. What a crash left unfinished goes.
func openFiles(dir string, noSync bool) (*files, []int64, error) {
	f := &files{dir: dir, noSync: noSync, held: map[int64]int{}, doomed: map[int64]bool{}}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("list the bodies of objects: %w", err)
	}
	var found []int64
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), unfinished) {
			os.Remove(filepath.Join(dir, e.Name())) // tried again at the next start
			continue
		}
		n, err := strconv.ParseInt(e.Name(), 16, 64)
		if err != nil || e.Name() != name(n) {
			continue // not ours
		}
		found = append(found, n)
		f.last = max(f.last, n)
	}
	return f, found, nil
}

func name(n int64) string { return fmt.Sprintf("%012x", n) }

func (f *files) path(n int64) string { return filepath.Join(f.dir, name(n)) }

// create begins a new file.
func (f *files) create() (*newFile, error) {
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return nil, fmt.Errorf("keep the bodies of objects: %w", err)
	}
	f.mu.Lock()
	f.last++
	n := f.last
	f.mu.Unlock()
	file, err := os.OpenFile(f.path(n)+unfinished, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, fmt.Errorf("keep the body of an object: %w", err)
	}
	return &newFile{File: file, files: f, number: n}, nil
}

// A newFile is written, and then kept or dropped.
type newFile struct {
	*os.File
	files  *files
	number int64
}

// keep gives the file its name, once all of it is on disk.
func (n *newFile) keep() error {
	var err error
	if !n.files.noSync {
		err = n.Sync()
	}
	err = errors.Join(err, n.Close())
	if err == nil {
		err = os.Rename(n.files.path(n.number)+unfinished, n.files.path(n.number))
	}
	if err == nil && !n.files.noSync {
		err = syncDir(n.files.dir)
	}
	if err != nil {
		return fmt.Errorf("keep the body of an object: %w", err)
	}
	return nil
}

func (n *newFile) drop() {
	n.Close()
	os.Remove(n.files.path(n.number) + unfinished) // swept at the next start, if need be
}

// syncDir makes the names in a folder durable, where folders can be synced.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// hold keeps a file there until release.
func (f *files) hold(n int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.held[n]++
}

// release ends one hold.
func (f *files) release(n int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.held[n]--; f.held[n] > 0 {
		return
	}
	delete(f.held, n)
	if f.doomed[n] {
		delete(f.doomed, n)
		os.Remove(f.path(n))
	}
}

// remove deletes files that nothing in the database names any more, those that
// are being read after their last reader. What cannot be deleted is swept at the
// next start.
func (f *files) remove(list []int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, n := range list {
		if f.held[n] > 0 {
			f.doomed[n] = true
			continue
		}
		os.Remove(f.path(n))
	}
}
