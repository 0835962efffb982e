package dev

import (
	"strings"
	"time"

	"paddock/bindings"
	"paddock/bindings/analytics"
	"paddock/bindings/ratelimit"
	"paddock/bindings/secretsstore"
	"paddock/config"
)

// Analytics returns the store of all datasets.
func (s *Stores) Analytics() (*analytics.Store, error) {
	db, err := s.Database("analytics", analytics.Upgrades())
	if err != nil {
		return nil, err
	}
	return analytics.New(db, s.exec.Clock()), nil
}

// Secrets returns the store of all secrets that no file has.
func (s *Stores) Secrets() (*secretsstore.Store, error) {
	db, err := s.Database("secrets", secretsstore.Upgrades())
	if err != nil {
		return nil, err
	}
	return secretsstore.New(db), nil
}

func (s surroundings) limiter(binding string, set config.RateLimit) bindings.Binding {
	return &ratelimit.Limiter{Binding: binding, Namespace: set.Namespace, Limit: set.Limit, Period: set.Period, Counters: s.stores.limits}
}

func (s surroundings) dataset(binding string, set config.Analytics) (bindings.Binding, error) {
	store, err := s.stores.Analytics()
	if err != nil {
		return nil, err
	}
	return &analytics.Dataset{Binding: binding, Dataset: set.Dataset, Writer: store}, nil
}

func (s surroundings) secret(binding string, set config.StoredSecret) (bindings.Binding, error) {
	store, err := s.stores.Secrets()
	if err != nil {
		return nil, err
	}
	secret := &secretsstore.Secret{Binding: binding, ID: secretsstore.ID{Store: set.Store, Name: set.Name}, Store: store}
	if set.Given {
		secret.Given = &set.Value
	}
	return secret, nil
}

// version is which version of a Worker runs: that of a generation.
type version struct {
	hash string // of the code and the configuration, in hex
	made time.Time
}

// metadata is what a script is told of it. The same files have the same id.
func (v version) metadata() map[string]any {
	h := v.hash + strings.Repeat("0", 32) // which is long enough, whatever comes
	return map[string]any{
		"id":        h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:32],
		"tag":       "",
		"timestamp": v.made.UTC().Format("2006-01-02T15:04:05.000Z"),
	}
}
