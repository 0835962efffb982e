package dev

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"paddock/bindings/d1"
	"paddock/config"
)

// A MigrationState is one migration of a database. Its JSON is what the API
// answers.
type MigrationState struct {
	Name    string `json:"name"`
	Applied bool   `json:"applied"`
	Missing bool   `json:"missing,omitempty"` // it was applied, and has no file any more
}

// Migrations lists the migrations of a database in the order in which they are
// applied.
func (d *Databases) Migrations(ctx context.Context, key string) (any, error) {
	u, err := d.find(key)
	if err != nil {
		return nil, err
	}
	all, err := d.migrations(ctx, u)
	return all, invalid(err)
}

func (d *Databases) migrations(ctx context.Context, u *DatabaseUse) ([]MigrationState, error) {
	db, err := d.Stores.D1(u.ID)
	if err != nil {
		return nil, err
	}
	applied, err := db.Applied(ctx, u.set.MigrationsTable)
	if err != nil {
		return nil, err
	}
	names, err := MigrationNames(u.cfg, u.set)
	if err != nil {
		return nil, err
	}
	all := []MigrationState{}
	for _, name := range applied {
		all = append(all, MigrationState{Name: name, Applied: true, Missing: !slices.Contains(names, name)})
	}
	for _, name := range names {
		if !slices.Contains(applied, name) {
			all = append(all, MigrationState{Name: name})
		}
	}
	return all, nil
}

// Migrate applies what is not applied yet, in order, and stops at the first
// migration that fails. It returns the names of those that were applied.
func (d *Databases) Migrate(ctx context.Context, key string) (any, error) {
	u, err := d.find(key)
	if err != nil {
		return nil, err
	}
	done, err := d.migrate(ctx, u)
	return done, invalid(err)
}

func (d *Databases) migrate(ctx context.Context, u *DatabaseUse) ([]string, error) {
	all, err := d.migrations(ctx, u)
	if err != nil {
		return nil, err
	}
	db, err := d.Stores.D1(u.ID)
	if err != nil {
		return nil, err
	}
	done := []string{}
	for _, m := range all {
		if m.Applied {
			continue
		}
		text, err := os.ReadFile(filepath.Join(migrationsFolder(u.cfg, u.set), filepath.FromSlash(m.Name)))
		if err != nil {
			return done, fmt.Errorf("read a migration: %w", err)
		}
		if err := db.Apply(ctx, d1.Migration{Name: m.Name, SQL: string(text)}, u.set.MigrationsTable); err != nil {
			if len(done) > 0 {
				err = fmt.Errorf("%w. Applied before it: %s", err, strings.Join(done, ", "))
			}
			return done, err
		}
		done = append(done, m.Name)
	}
	return done, nil
}

// Pending is what is to be done to a database.
type Pending struct {
	Database *DatabaseUse
	Names    []string // of migrations, in order
	Applied  bool     // they were applied just now
}

// Prepare finds the migrations that are not applied yet, of every database, and
// applies those of the Workers whose configuration asks for it. Databases
// without migrations are not opened.
func (d *Databases) Prepare(ctx context.Context) ([]Pending, error) {
	var all []Pending
	seen := map[string]bool{}
	for _, u := range d.uses() {
		names, err := MigrationNames(u.cfg, u.set)
		if err != nil {
			return all, err
		}
		if len(names) == 0 || seen[u.ID] {
			continue
		}
		seen[u.ID] = true
		states, err := d.migrations(ctx, &u)
		if err != nil {
			return all, fmt.Errorf("%s: %w", &u, err)
		}
		p := Pending{Database: &u}
		for _, m := range states {
			if !m.Applied {
				p.Names = append(p.Names, m.Name)
			}
		}
		if len(p.Names) > 0 && u.cfg.Paddock.ApplyMigrations {
			p.Applied = true
			if p.Names, err = d.migrate(ctx, &u); err != nil {
				return all, fmt.Errorf("%s: %w", &u, err)
			}
		}
		if len(p.Names) > 0 {
			all = append(all, p)
		}
	}
	return all, nil
}

// migrationsFolder is where the migrations of a database lie.
func migrationsFolder(cfg *config.Config, set config.D1) string {
	if dir := filepath.FromSlash(set.MigrationsDir); filepath.IsAbs(dir) {
		return dir
	}
	return filepath.Join(cfg.Dir, filepath.FromSlash(set.MigrationsDir))
}

// MigrationNames lists the migrations that there are files of, in order, by
// their path in the folder. A folder that does not exist has none.
func MigrationNames(cfg *config.Config, set config.D1) ([]string, error) {
	dir := migrationsFolder(cfg, set)
	pattern := "*.sql"
	if set.MigrationsPattern != "" {
		rel, err := filepath.Rel(dir, filepath.Join(cfg.Dir, filepath.FromSlash(set.MigrationsPattern)))
		if err != nil {
			return nil, fmt.Errorf("migrations_pattern %q: %w", set.MigrationsPattern, err)
		}
		pattern = filepath.ToSlash(rel)
	}
	var names []string
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		if name := filepath.ToSlash(rel); matches(strings.Split(pattern, "/"), strings.Split(name, "/")) {
			names = append(names, name)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	d1.SortMigrations(names)
	return names, nil
}

// matches compares a path with a pattern, part by part; "**" stands for any
// number of parts.
func matches(pattern, name []string) bool {
	switch {
	case len(pattern) == 0:
		return len(name) == 0
	case pattern[0] == "**":
		return matches(pattern[1:], name) || len(name) > 0 && matches(pattern, name[1:])
	case len(name) == 0:
		return false
	}
	ok, err := path.Match(pattern[0], name[0])
	return err == nil && ok && matches(pattern[1:], name[1:])
}
