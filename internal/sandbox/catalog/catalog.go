// Package catalog makes a PostgreSQL database look like a Redshift one from within: Redshift's system tables and views,
// its functions and types, and the tables in which the stand-in keeps what PostgreSQL has no place for. Everything is
// SQL in the folder sql, laid out after the manual's pages; what a relation holds and which columns it has is written
// there with its evidence.
//
// What PostgreSQL lacks is created in schema pg_catalog, so that it is found qualified or not. What PostgreSQL has with
// other columns is a view of the same name in schema pg_redshift; package dialect redirects names there.
//
// The package never connects to a server: it hands out text.
package catalog

import (
	"embed"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Schema is where the stand-in keeps its own tables and the relations whose names PostgreSQL uses for others.
const Schema = "pg_redshift"

//go:embed sql/*.sql
var files embed.FS

// Script returns the SQL that turns an empty database into one with Redshift's catalogs. A superuser runs it once, with
// allow_system_table_mods on, in the database that others are made from.
func Script() string {
	names, err := fs.Glob(files, "sql/*.sql") // sorted
	if err != nil {
		return "" // only a malformed pattern is an error
	}
	var script strings.Builder
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			continue // the files are part of the program
		}
		script.Write(text)
		script.WriteByte('\n')
	}
	return script.String()
}

// shadowed are the relations of schema pg_redshift that PostgreSQL has too, with other columns or other rows.
var shadowed = map[string]bool{
	"pg_attrdef":       true,
	"pg_attribute":     true,
	"pg_class":         true,
	"pg_constraint":    true,
	"pg_database":      true,
	"pg_default_acl":   true,
	"pg_depend":        true,
	"pg_description":   true,
	"pg_group":         true,
	"pg_index":         true,
	"pg_language":      true,
	"pg_locks":         true,
	"pg_namespace":     true,
	"pg_proc":          true,
	"pg_rewrite":       true,
	"pg_settings":      true,
	"pg_shadow":        true,
	"pg_stat_activity": true,
	"pg_tables":        true,
	"pg_type":          true,
	"pg_user":          true,
	"pg_views":         true,
}

// Shadowed reports whether a catalog relation is one that PostgreSQL has too and that must be read from Schema. The name
// is in lower case and not qualified.
func Shadowed(name string) bool { return shadowed[name] }

// ShadowedNames returns the names that Shadowed knows, sorted.
func ShadowedNames() []string { return slices.Sorted(maps.Keys(shadowed)) }
