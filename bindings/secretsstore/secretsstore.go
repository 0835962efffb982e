// Package secretsstore is the platform's Secrets Store on one machine: secrets
// by store and name, and the binding through which a script reads one. It knows
// nothing of files with secrets; what they have is passed in.
package secretsstore

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/bindings/database"
	"paddock/runtime"
)

// A Store keeps the secrets of all stores. Its methods may be called from any
// goroutine; done is called once, on the database's, and must not block.
type Store struct{ db *database.Database }

// New returns the store over a database that was opened with Upgrades.
func New(db *database.Database) *Store { return &Store{db} }

// Upgrades lead from each version of the database to the next.
func Upgrades() []string {
	return []string{`
CREATE TABLE secret (
	store TEXT NOT NULL,
	name  TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (store, name)
) WITHOUT ROWID;`}
}

// An ID names a secret.
type ID struct {
	Store string `json:"store_id"`
	Name  string `json:"name"`
}

// MaxValue bounds a secret, in bytes, as the platform does.
const MaxValue = 1024

// Get reads a secret; found tells whether it is there.
func (s *Store) Get(id ID, done func(value string, found bool, err error)) {
	value, found := "", false
	s.db.Do(func(tx *sql.Tx) error {
		err := tx.QueryRow("SELECT value FROM secret WHERE store = ? AND name = ?", id.Store, id.Name).Scan(&value)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		found = err == nil
		return err
	}, func(err error) { done(value, found, err) })
}

// Set writes a secret.
func (s *Store) Set(id ID, value string, done func(error)) {
	if len(value) > MaxValue {
		done(&Refusal{fmt.Sprintf("a secret has at most %d bytes, not %d", MaxValue, len(value))})
		return
	}
	s.db.Do(func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO secret VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", id.Store, id.Name, value)
		return err
	}, done)
}

// A Refusal says what is wrong with a secret.
type Refusal struct{ text string }

func (r *Refusal) Error() string { return r.text }

// Invalid says that the caller is at fault.
func (r *Refusal) Invalid() bool { return true }

// Delete removes a secret, and tells whether it was there.
func (s *Store) Delete(id ID, done func(found bool, err error)) {
	var n int64
	s.db.Do(func(tx *sql.Tx) error {
		r, err := tx.Exec("DELETE FROM secret WHERE store = ? AND name = ?", id.Store, id.Name)
		if err == nil {
			n, err = r.RowsAffected()
		}
		return err
	}, func(err error) { done(n > 0, err) })
}

// List lists the secrets without their values.
func (s *Store) List(done func([]ID, error)) {
	var all []ID
	s.db.Do(func(tx *sql.Tx) error {
		rows, err := tx.Query("SELECT store, name FROM secret ORDER BY store, name")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id ID
			if err := rows.Scan(&id.Store, &id.Name); err != nil {
				return err
			}
			all = append(all, id)
		}
		return rows.Err()
	}, func(err error) { done(all, err) })
}

// A Secret is the binding env.NAME of a secret.
type Secret struct {
	Binding string
	ID      ID
	Given   *string // what a file beside the configuration has; nil for nothing
	Store   *Store
}

// Name returns the property of env.
func (s *Secret) Name() string { return s.Binding }

// Captured returns the binding itself: reading has no effect.
func (s *Secret) Captured(bindings.Capture) bindings.Binding { return s }

// library has the class, whose instances know their Secret.
var library = runtime.NewLibrary("secretsstore.js", `(function (native) {
	"use strict";
	class SecretsStoreSecret {
		#secret;
		constructor(secret) { this.#secret = secret; }
		async get() {
			if (typeof this !== "object" || this === null || !(#secret in this)) throw new TypeError("Illegal invocation");
			return native.get(this.#secret);
		}
	}
	Object.defineProperty(SecretsStoreSecret.prototype, Symbol.toStringTag, { value: "SecretsStoreSecret", configurable: true });
	return { make: (secret) => new SecretsStoreSecret(secret) };
})`, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("get", func(c goja.FunctionCall) goja.Value { return c.Argument(0).Export().(*Secret).get(i) })
})

// Bind makes the object.
func (s *Secret) Bind(i *runtime.Isolate) (goja.Value, error) {
	make, _ := goja.AssertFunction(library.Load(i).Get("make"))
	return i.Call(make, nil, i.VM().ToValue(s))
}

func (s *Secret) get(i *runtime.Isolate) goja.Value {
	promise, ticket := i.Promise("secret get " + s.ID.Name)
	if s.Given != nil {
		ticket.Answer(func(vm *goja.Runtime) (goja.Value, error) { return vm.ToValue(*s.Given), nil })
		return promise
	}
	s.Store.Get(s.ID, func(value string, found bool, err error) {
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			switch {
			case err != nil:
				return nil, fmt.Errorf("read the secret %q: %w", s.ID.Name, err)
			case !found:
				return nil, fmt.Errorf("Secret %q not found. Set it with: paddock secrets-store set %s VALUE, or write %s=… into .dev.vars", s.ID.Name, s.ID.Name, s.ID.Name)
			}
			return vm.ToValue(value), nil
		})
	})
	return promise
}
