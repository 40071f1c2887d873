// Package sandbox is a local stand-in for Amazon Redshift: a real PostgreSQL with a proxy in front that speaks the same
// wire protocol.
//
// It owns connections: startup, what is said to a client about the server, and which of PostgreSQL's answers belong to
// which of the client's requests. Package translate knows the statements, package catalog the system tables, package
// postgres the server. Traffic goes through untouched but for SQL, command tags, parameter reports and errors.
//
// It never runs a query by itself where PostgreSQL can: transactions, locks, dependencies and permissions are those of an
// engine that nobody here wrote. docs/sandbox.md says where it differs from Redshift.
package sandbox
