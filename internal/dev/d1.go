package dev

import (
	"crypto/sha256"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"regexp"

	"paddock/bindings"
	"paddock/bindings/d1"
	"paddock/config"
	"paddock/internal/clock"
)

// D1 opens the D1 database of that id, once.
func (s *Stores) D1(id string) (*d1.Database, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.d1[id]; d != nil {
		return d, nil
	}
	path, err := s.file(d1File(id))
	if err != nil {
		return nil, err
	}
	sum := fnv.New64a()
	sum.Write([]byte(id))
	d, err := d1.Open(path, d1.Options{
		Exec:   s.exec,
		CPU:    clock.Real(),
		Rand:   rand.New(rand.NewPCG(sum.Sum64(), uint64(s.exec.Clock().Now().UnixNano()))),
		NoSync: s.temp,
	})
	if err != nil {
		return nil, err
	}
	s.d1[id] = d
	return d, nil
}

// plainID is an id that can name a file on every system. Letters are small, as
// some systems do not tell large ones apart.
var plainID = regexp.MustCompile(`^[a-z0-9_-]{1,64}$`)

// d1File names the file of a database after its id.
func d1File(id string) string {
	if !plainID.MatchString(id) {
		id = fmt.Sprintf("=%x", sha256.Sum256([]byte(id)))[:33]
	}
	return "d1-" + id + ".db"
}

// d1 makes the binding of a D1 database.
func (s surroundings) d1(name string, set config.D1) (bindings.Binding, error) {
	db, err := s.stores.D1(set.ID)
	if err != nil {
		return nil, err
	}
	return &d1.Binding{Binding: name, Database: db, Label: set.Label()}, nil
}
