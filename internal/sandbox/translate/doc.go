// Package translate turns what a client sends to Redshift into what PostgreSQL takes: each statement becomes one
// PostgreSQL statement that does the same and keeps, in the tables of schema pg_redshift, what PostgreSQL has no place
// for.
//
// It reads statements with package parser, switches over the nodes of parser/ast (one file a family) and leaves queries
// to package dialect. What Redshift refuses becomes a statement that fails with Redshift's message, so that the
// transaction it stands in fails too. What must be looked up first (is the column a sort key?) is looked up by functions
// in sql/, in the server, in the same round trip.
//
// The package connects to nothing and keeps nothing between two calls: what it must know is in Session.
package translate
