package dev

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"paddock/bindings/d1"
	"paddock/config"
)

// Databases operates on the D1 databases that Workers are bound to. Its methods
// may be called from any goroutine but those of mailboxes: they wait.
type Databases struct {
	Stores *Stores
	// Configs returns the configurations of the Workers.
	Configs func() []*config.Config
}

// A DatabaseUse is one binding of a database. Its JSON is what the API answers.
type DatabaseUse struct {
	Worker  string `json:"worker"`
	Binding string `json:"binding"`
	Name    string `json:"database_name"`
	ID      string `json:"database_id"`

	cfg *config.Config
	set config.D1
}

// List lists every binding of a database.
func (d *Databases) List() (any, error) {
	uses := d.uses()
	if uses == nil {
		uses = []DatabaseUse{}
	}
	return uses, nil
}

func (d *Databases) uses() []DatabaseUse {
	var all []DatabaseUse
	for _, cfg := range d.Configs() {
		for _, b := range cfg.Bindings {
			if set, ok := b.Settings.(config.D1); ok {
				all = append(all, DatabaseUse{cfg.Name, b.Binding, set.Name, set.ID, cfg, set})
			}
		}
	}
	return all
}

// find returns the database that a binding, a name or an id means.
func (d *Databases) find(key string) (*DatabaseUse, error) {
	var found *DatabaseUse
	var known []string
	for _, u := range d.uses() {
		known = append(known, u.String())
		if key != u.ID && key != u.Name && key != u.Binding {
			continue
		}
		if found != nil && found.ID != u.ID {
			return nil, &operandError{false, fmt.Sprintf("%q means several databases, %s and %s: give the id of one", key, found, &u)}
		}
		if found == nil {
			found = &u
		}
	}
	switch {
	case found != nil:
		return found, nil
	case known == nil:
		return nil, &operandError{true, "no Worker here has a D1 database: add d1_databases to its configuration"}
	}
	return nil, &operandError{true, fmt.Sprintf("there is no D1 database %q: there are %s", key, strings.Join(known, ", "))}
}

// String names a binding of a database to people.
func (u *DatabaseUse) String() string {
	text := fmt.Sprintf("env.%s of %s", u.Binding, u.Worker)
	if u.Name != "" {
		return u.Name + " (" + text + ")"
	}
	return text
}

// An operandError says what is wrong with what somebody asked for.
type operandError struct {
	missing bool
	text    string
}

func (e *operandError) Error() string { return e.text }

// NotFound tells that what was asked for does not exist.
func (e *operandError) NotFound() bool { return e.missing }

// Invalid tells that the question makes no sense.
func (e *operandError) Invalid() bool { return !e.missing }

// invalid makes an error of SQL's the caller's.
func invalid(err error) error {
	var refused *d1.Error
	if errors.As(err, &refused) {
		return &operandError{false, err.Error()}
	}
	return err
}

// Query runs a script in one transaction, and returns the result of each of its
// statements.
func (d *Databases) Query(ctx context.Context, key, script string) (any, error) {
	u, err := d.find(key)
	if err != nil {
		return nil, err
	}
	db, err := d.Stores.D1(u.ID)
	if err != nil {
		return nil, err
	}
	statements := d1.WithoutTransaction(d1.Split(script))
	if len(statements) == 0 {
		return nil, &operandError{false, "there is no SQL statement in it"}
	}
	var list []d1.Statement
	for _, s := range statements {
		list = append(list, d1.Statement{SQL: s})
	}
	results, err := db.Wait(ctx, list)
	var refused *d1.Error
	if errors.As(err, &refused) && len(statements) > 1 {
		err = fmt.Errorf("statement %d of %d: %w. Nothing of it was done", refused.At+1, len(statements), err)
	}
	if err != nil {
		return nil, invalid(err)
	}
	return results, nil
}
