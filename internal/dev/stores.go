package dev

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"paddock/bindings/d1"
	"paddock/bindings/database"
	"paddock/bindings/ratelimit"
	"paddock/internal/mailbox"
)

// Stores are the databases of the state bindings: each is opened when the first
// Worker needs it, shared by all, and outlives every generation. The methods
// may be called from any goroutine.
type Stores struct {
	exec   mailbox.Executor
	limits *ratelimit.Counters // in memory only

	mu     sync.Mutex
	dir    string // "" until a temporary folder is made
	temp   bool
	memory bool // no files
	open   map[string]*database.Database
	d1     map[string]*d1.Database // by id
	closed bool

	r2 r2Store
}

// NewStores returns the stores in a folder, which is made when it is needed;
// "" stands for a temporary one, which Close removes.
func NewStores(dir string, exec mailbox.Executor) *Stores {
	return &Stores{exec: exec, limits: ratelimit.New(exec.Clock()), dir: dir, temp: dir == "",
		open: map[string]*database.Database{}, d1: map[string]*d1.Database{}}
}

// NewMemoryStores returns stores that keep everything in memory: they vanish with
// Close.
func NewMemoryStores(exec mailbox.Executor) *Stores {
	s := NewStores("", exec)
	s.memory = true
	return s
}

// inMemory is what SQLite takes for a file that is none.
const inMemory = ":memory:"

// Database opens the database of that name, once. upgrades make its tables: see
// database.Open.
func (s *Stores) Database(name string, upgrades []string) (*database.Database, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.open[name]; d != nil {
		return d, nil
	}
	path, err := s.file(name + ".db")
	if err != nil {
		return nil, err
	}
	d, err := database.Open(path, s.exec, upgrades, database.Options{NoSync: s.temp})
	if err != nil {
		return nil, err
	}
	s.open[name] = d
	return d, nil
}

// Exists reports whether anything was opened, and returns the folder then.
func (s *Stores) Exists() (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dir, s.dir != "" && !s.closed
}

// file returns where the database of that file name is kept.
func (s *Stores) file(name string) (string, error) {
	if s.memory && !s.closed {
		return inMemory, nil
	}
	dir, err := s.folder()
	return filepath.Join(dir, name), err
}

// Folder returns the folder, for what is kept in files of its own.
func (s *Stores) Folder() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.folder()
}

func (s *Stores) folder() (string, error) {
	if s.closed {
		return "", database.ErrClosed
	}
	var err error
	if s.dir == "" {
		s.dir, err = os.MkdirTemp("", "paddock-bindings-")
	} else {
		err = os.MkdirAll(s.dir, 0o755)
	}
	if err != nil {
		return "", fmt.Errorf("keep the state of bindings: %w", err)
	}
	return s.dir, nil
}

// Close closes every database, and waits for it.
func (s *Stores) Close() error {
	s.r2.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	var all []error
	for _, d := range s.open {
		all = append(all, d.Close())
	}
	for _, d := range s.d1 {
		all = append(all, d.Close())
	}
	clear(s.open)
	clear(s.d1)
	if s.temp && s.dir != "" {
		all = append(all, os.RemoveAll(s.dir))
	}
	return errors.Join(all...)
}
