// Package ddl writes SQL: every statement that redraft shows, saves or runs comes from here, and every name and text in
// it goes through this package's quoting.
//
// It owns spelling: the order of clauses that Redshift takes, quotes, and a layout that reads as a person would write
// it (keywords in upper case, types in lower case, one column a line). It never decides what to do, in which order,
// or whether it is allowed; it knows one object or one fact at a time.
//
// A function returns one statement without its semicolon unless its comment says otherwise. The same input gives the
// same bytes.
package ddl
