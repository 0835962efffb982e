package config

// D1 is what a binding of a D1 database is told.
type D1 struct {
	// ID says which database it is. Without an id of the platform's it is the
	// database's name, or else the binding's.
	ID   string
	Name string // of the database, "" for none
	// MigrationsDir is where the migrations lie, seen from the configuration.
	MigrationsDir string
	// MigrationsPattern, if not "", says which files are migrations, seen from the
	// configuration. Otherwise those in the folder that end in .sql are.
	MigrationsPattern string
	// MigrationsTable is the table that notes what was applied.
	MigrationsTable string
}

// The defaults of the official tool.
const (
	DefaultMigrationsDir   = "migrations"
	DefaultMigrationsTable = "d1_migrations"
)

// Label names the database to people.
func (d D1) Label() string {
	if d.Name != "" {
		return d.Name
	}
	return d.ID
}

// d1 reads the settings of a D1 database.
func (v view) d1() any {
	v.unknown("binding", "database_name", "database_id", "preview_database_id", "migrations_dir", "migrations_table", "migrations_pattern",
		"database_internal_env", "remote", "experimental_remote")
	if v.boolean("remote") {
		v.warn(v.node.field("remote"), "remote", "databases are always local here, so this has no effect", "")
	}
	d := D1{
		Name:              v.str("database_name"),
		MigrationsDir:     first(v.str("migrations_dir"), DefaultMigrationsDir),
		MigrationsPattern: v.str("migrations_pattern"),
		MigrationsTable:   first(v.str("migrations_table"), DefaultMigrationsTable),
	}
	d.ID = first(v.str("preview_database_id"), v.str("database_id"), d.Name, v.str("binding"))
	return d
}

// first returns the first text that is not empty.
func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}
