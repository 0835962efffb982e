package dev

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"paddock/bindings/analytics"
	"paddock/bindings/secretsstore"
	"paddock/config"
	"paddock/internal/mailbox"
)

// A QueryResult is what a query over the datasets of Analytics Engine found.
type QueryResult struct {
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
	More    bool     `json:"more"` // there were more rows than are shown
}

// AnalyticsQuery runs a query that changes nothing. Each dataset is a table of
// its name.
func (i *Inspector) AnalyticsQuery(ctx context.Context, query string) (any, error) {
	store, err := i.Stores.Analytics()
	if err != nil {
		return nil, err
	}
	bound := i.bound(func(b config.Binding) (string, bool) {
		set, ok := b.Settings.(config.Analytics)
		return set.Dataset, ok
	})
	for _, dataset := range sortedKeys(bound) {
		if err := mailbox.AwaitDone(ctx, func(done func(error)) { store.Show(dataset, done) }); err != nil {
			return nil, err
		}
	}
	table, err := mailbox.Await(ctx, func(done func(analytics.Table, error)) { store.Query(ctx, query, done) })
	if err != nil {
		return nil, err
	}
	out := QueryResult{Columns: table.Columns, Rows: table.Rows, More: table.More}
	if out.Rows == nil {
		out.Rows = [][]any{}
	}
	return out, nil
}

// A KnownSecret is a secret as the inspector shows it, without its value.
type KnownSecret struct {
	secretsstore.ID
	BoundTo []BoundTo `json:"bound_to"`
	From    string    `json:"from"` // FromFile, FromStore or "" for one without a value
}

// Where the value of a secret comes from.
const (
	FromFile  = "file"  // .dev.vars or .env
	FromStore = "store" // what was set
)

// Secrets lists the secrets that are bound, or set.
func (i *Inspector) Secrets(ctx context.Context) (any, error) {
	store, err := i.Stores.Secrets()
	if err != nil {
		return nil, err
	}
	kept, err := mailbox.Await(ctx, store.List)
	if err != nil {
		return nil, err
	}
	all := i.boundSecrets()
	for _, id := range kept {
		n := slices.IndexFunc(all, func(s KnownSecret) bool { return s.ID == id })
		if n < 0 {
			all = append(all, KnownSecret{ID: id, From: FromStore})
		} else if all[n].From == "" {
			all[n].From = FromStore
		}
	}
	slices.SortFunc(all, func(a, b KnownSecret) int { return strings.Compare(a.Store+"\x00"+a.Name, b.Store+"\x00"+b.Name) })
	return all, nil
}

// boundSecrets lists the secrets that configurations bind.
func (i *Inspector) boundSecrets() []KnownSecret {
	all := []KnownSecret{}
	for _, p := range i.Projects {
		cfg, _ := p.Load() // what can be read is enough
		for _, b := range cfg.Bindings {
			set, ok := b.Settings.(config.StoredSecret)
			if !ok {
				continue
			}
			id := secretsstore.ID{Store: set.Store, Name: set.Name}
			n := slices.IndexFunc(all, func(s KnownSecret) bool { return s.ID == id })
			if n < 0 {
				n, all = len(all), append(all, KnownSecret{ID: id})
			}
			all[n].BoundTo = append(all[n].BoundTo, BoundTo{cfg.Name, b.Binding})
			if set.Given {
				all[n].From = FromFile
			}
		}
	}
	return all
}

// secretID finds out which secret is meant by a name, or by a binding.
func (i *Inspector) secretID(store, name string) (secretsstore.ID, error) {
	if name == "" {
		return secretsstore.ID{}, &invalidName{"a secret has a name"}
	}
	if store != "" {
		return secretsstore.ID{Store: store, Name: name}, nil
	}
	var stores []string
	var found []secretsstore.ID
	for _, s := range i.boundSecrets() {
		if !slices.Contains(stores, s.Store) {
			stores = append(stores, s.Store)
		}
		if s.Name == name || slices.ContainsFunc(s.BoundTo, func(b BoundTo) bool { return b.Binding == name }) {
			found = append(found, s.ID)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) == 0 && len(stores) == 1:
		return secretsstore.ID{Store: stores[0], Name: name}, nil
	case len(stores) == 0:
		return secretsstore.ID{}, &invalidName{fmt.Sprintf("no configuration binds the secret %q: name its store with --store", name)}
	}
	return secretsstore.ID{}, &invalidName{fmt.Sprintf("in which store is %q? Name one with --store: %s", name, strings.Join(stores, ", "))}
}

// invalidName is an error about a name that does not say what is meant.
type invalidName struct{ text string }

func (e *invalidName) Error() string { return e.text }
func (e *invalidName) Invalid() bool { return true }

// SecretSet writes a secret, and returns which one it was.
func (i *Inspector) SecretSet(ctx context.Context, in, name, value string) (any, error) {
	store, id, err := i.secret(in, name)
	if err != nil {
		return nil, err
	}
	return id, mailbox.AwaitDone(ctx, func(done func(error)) { store.Set(id, value, done) })
}

// SecretDelete removes a secret, and returns which one it was.
func (i *Inspector) SecretDelete(ctx context.Context, in, name string) (any, error) {
	store, id, err := i.secret(in, name)
	if err != nil {
		return nil, err
	}
	found, err := mailbox.Await(ctx, func(done func(bool, error)) { store.Delete(id, done) })
	if err == nil && !found {
		err = &notFound{fmt.Sprintf("the secret %q of the store %q is not set", id.Name, id.Store)}
	}
	return id, err
}

func (i *Inspector) secret(in, name string) (*secretsstore.Store, secretsstore.ID, error) {
	id, err := i.secretID(in, name)
	if err != nil {
		return nil, id, err
	}
	store, err := i.Stores.Secrets()
	return store, id, err
}
