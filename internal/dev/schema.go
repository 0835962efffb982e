package dev

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"paddock/bindings/d1"
	"paddock/config"
)

// A Schema is what makes the tables of one D1 database: its migrations, read
// once, to be applied to any number of stores.
type Schema struct {
	ID    string // of the database
	table string
	list  []d1.Migration
}

// Schemas reads the migrations of a Worker's databases; those without any are
// left out.
func (b *Built) Schemas() ([]Schema, error) {
	var all []Schema
	for _, binding := range b.p.cfg.Bindings {
		set, ok := binding.Settings.(config.D1)
		if !ok {
			continue
		}
		names, err := MigrationNames(b.p.cfg, set)
		if err != nil {
			return nil, err
		}
		s := Schema{ID: set.ID, table: set.MigrationsTable}
		for _, name := range names {
			text, err := os.ReadFile(filepath.Join(migrationsFolder(b.p.cfg, set), filepath.FromSlash(name)))
			if err != nil {
				return nil, fmt.Errorf("read a migration: %w", err)
			}
			s.list = append(s.list, d1.Migration{Name: name, SQL: string(text)})
		}
		if len(s.list) > 0 {
			all = append(all, s)
		}
	}
	return all, nil
}

// Apply applies migrations to a database that has none. It may wait.
func (s *Stores) Apply(ctx context.Context, schema Schema) error {
	db, err := s.D1(schema.ID)
	if err != nil {
		return err
	}
	for _, m := range schema.list {
		if err := db.Apply(ctx, m, schema.table); err != nil {
			return err
		}
	}
	return nil
}
