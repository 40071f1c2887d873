package ast

// CreateUser is CREATE USER. The password is no part of it; PasswordDisabled says that there is none.
type CreateUser struct {
	UnplannedBase
	Name             Ident
	Groups           []Ident
	PasswordDisabled bool
	Superuser        bool // CREATEUSER, which makes a superuser (r_CREATE_USER)
	CreateDatabase   bool
}

// AlterUser is ALTER USER; NewName is zero unless it renames.
type AlterUser struct {
	UnplannedBase
	Name    Ident
	NewName Ident
}

// CreateGroup is CREATE GROUP.
type CreateGroup struct {
	UnplannedBase
	Name  Ident
	Users []Ident
}

// AlterGroup is ALTER GROUP; one of the three is set.
type AlterGroup struct {
	UnplannedBase
	Name    Ident
	Add     []Ident
	Remove  []Ident
	NewName Ident
}

// CreateRole is CREATE ROLE.
type CreateRole struct {
	UnplannedBase
	Name       Ident
	ExternalID string
}

// AlterRole is ALTER ROLE; what is not altered is empty.
type AlterRole struct {
	UnplannedBase
	Name       Ident
	NewName    Ident
	Owner      Ident
	ExternalID string
}
