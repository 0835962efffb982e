package dev

import (
	"paddock/bindings"
	"paddock/bindings/kv"
	"paddock/config"
)

// KV returns the store of all KV namespaces.
func (s *Stores) KV() (*kv.Store, error) {
	db, err := s.Database("kv", kv.Upgrades())
	if err != nil {
		return nil, err
	}
	return kv.New(db, s.exec.Clock()), nil
}

func (s surroundings) kv(binding string, set config.KV) (bindings.Binding, error) {
	store, err := s.stores.KV()
	if err != nil {
		return nil, err
	}
	return &kv.Namespace{Binding: binding, ID: set.ID, Keeper: store, Clock: s.stores.exec.Clock()}, nil
}
