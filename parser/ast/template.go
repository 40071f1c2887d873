package ast

// CreateTemplate is CREATE TEMPLATE … FOR COPY.
type CreateTemplate struct {
	UnplannedBase
	Name Name
}

// AlterTemplate is ALTER TEMPLATE; NewName and Owner are zero when its parameters are altered.
type AlterTemplate struct {
	UnplannedBase
	Name    Name
	NewName Ident
	Owner   Ident
}
