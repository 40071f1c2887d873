// Package query understands the text of queries: which relations and functions they name, a canonical form in which two
// spellings of one query are equal, their output columns, and what becomes of them when a table or a column is renamed.
//
// A text is cut into tokens by Redshift's rules, what only Redshift knows is rewritten into forms that PostgreSQL's
// grammar takes, and the tree that pg_query (PostgreSQL 16) makes of it is read once and thrown away. What PostgreSQL
// has no word for becomes a marker (see marker.go), a name that no person can write, so that two different queries
// never meet in one canonical form. Every place in the tree leads back to a token of the text, so that errors point
// at what the person wrote and renames edit that text instead of printing another.
//
// The package never writes SQL of its own, never knows whether an object exists (it asks), and imports no other room of
// the parser.
package query
