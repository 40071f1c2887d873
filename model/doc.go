// Package model holds the nouns of a Redshift database: identities, data types, schemas, tables, views, routines and
// grants, as plain values that can be compared.
//
// It owns what two databases must agree on to be the same (see Database.Equal and Database.Fingerprint). It never reads
// SQL, never writes SQL, knows no order of execution, no position in a file and no cluster, and imports the standard
// library only.
//
// Objects are immutable once they are put into a Database: to change one, Clone it, change the copy and Put that. Two
// databases may therefore share objects, and Database.Clone is cheap.
package model
