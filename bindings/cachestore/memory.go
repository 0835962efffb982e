package cachestore

import (
	"maps"
	"sync"

	"paddock/runtime/webapi"
)

// Memory is a webapi.CacheStore that lasts as long as the process.
type Memory struct {
	mu      sync.Mutex
	entries map[[2]string]*webapi.CachedResponse
}

// NewMemory makes an empty one.
func NewMemory() *Memory { return &Memory{entries: map[[2]string]*webapi.CachedResponse{}} }

// Keep remembers what is in the caches; what it returns puts that back.
func (m *Memory) Keep() (restore func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept := maps.Clone(m.entries)
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.entries = kept
	}
}

// Get returns an entry, or nil.
func (m *Memory) Get(cache, url string) (*webapi.CachedResponse, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.entries[[2]string{cache, url}], nil
}

// Put stores an entry.
func (m *Memory) Put(cache, url string, r *webapi.CachedResponse) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries[[2]string{cache, url}] = r
	return nil
}

// Delete removes an entry and reports whether there was one.
func (m *Memory) Delete(cache, url string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := [2]string{cache, url}
	_, found := m.entries[key]
	delete(m.entries, key)
	return found, nil
}

// Close forgets everything.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.entries)
	return nil
}
