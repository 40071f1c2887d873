package ast

// CreateDatashare is CREATE DATASHARE.
type CreateDatashare struct {
	UnplannedBase
	Name               Ident
	PubliclyAccessible bool
	ManagedByADX       bool // AWS Data Exchange
}

// AlterDatashare is ALTER DATASHARE. ADD and REMOVE fill one of the lists; SET fills none.
type AlterDatashare struct {
	UnplannedBase
	Name           Ident
	Remove         bool
	Tables         []Name // and views
	Schemas        []Ident
	Functions      []RoutineRef
	AllTablesIn    []Ident
	AllFunctionsIn []Ident
}
