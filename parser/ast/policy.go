package ast

import "github.com/redraft/redraft/model"

// CreatePolicy is CREATE RLS POLICY and CREATE MASKING POLICY; its ID says which.
type CreatePolicy struct {
	UnplannedBase
	Name    Name
	Columns []PolicyColumn
	Alias   Ident // what Using calls the relation; row-level security only
	Using   Expr
}

// PolicyColumn is a column that a policy looks at, with the type that it expects.
type PolicyColumn struct {
	Span
	Name Ident
	Type Type
}

// AlterPolicy is ALTER RLS POLICY and ALTER MASKING POLICY.
type AlterPolicy struct {
	UnplannedBase
	Name  Name
	Using Expr
}

// AttachPolicy is ATTACH and DETACH of a policy; its effect says which. Its targets are one ID for each table and
// grantee.
type AttachPolicy struct {
	UnplannedBase
	Policy   Name
	Tables   []Name
	Columns  []string // masking policies only: columns, or paths into SUPER columns
	Inputs   []string
	Grantees []model.Grantee
	Priority int64
}
