package ast

// CreateIdentityProvider is CREATE IDENTITY PROVIDER. Its PARAMETERS hold a client's secret and are no part of it.
type CreateIdentityProvider struct {
	UnplannedBase
	Name      Ident
	Type      string
	Namespace string
}

// AlterIdentityProvider is ALTER IDENTITY PROVIDER.
type AlterIdentityProvider struct {
	UnplannedBase
	Name Ident
}
