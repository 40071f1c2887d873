package ast

// CreateLibrary is CREATE LIBRARY. The keys to its source are no part of it.
type CreateLibrary struct {
	UnplannedBase
	Name     Ident
	Language string
	Source   string // an https or s3 address
}
