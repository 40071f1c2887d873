package ast

// CreateDatabase is CREATE DATABASE.
type CreateDatabase struct {
	UnplannedBase
	Name  Ident
	Owner Ident
	// Source is datashare, arn or integration, and From is which one; both are empty for a database of one's own.
	Source string
	From   string
}

// AlterDatabase is ALTER DATABASE; NewName and Owner are zero when something else is altered.
type AlterDatabase struct {
	UnplannedBase
	Name    Ident
	NewName Ident
	Owner   Ident
}
