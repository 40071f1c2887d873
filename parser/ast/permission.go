package ast

// OtherGrant is GRANT and REVOKE of what no plan grants yet: roles, system permissions, ASSUMEROLE, scoped permissions,
// and permissions on external objects, datashares, models, COPY jobs, templates and policies.
//
// Its targets are one ID for each permission, object and grantee, named alike in GRANT and REVOKE. Its effect is to
// create, to drop, or to alter when REVOKE … OPTION FOR takes only the right to pass the permission on.
type OtherGrant struct {
	UnplannedBase
	Permissions []string // "usage", "role analyst", "create model", folded
	Objects     []string // "datashare sales"; empty where the permission is on nothing
	Grantees    []string // "user ana", "namespace '…'"
	WithOption  bool     // GRANT OPTION or ADMIN OPTION
}

// DropUnplanned is DROP of objects that no plan changes yet; its IDs say which.
type DropUnplanned struct {
	UnplannedBase
	Names   []Name
	Cascade bool
	Force   bool
}
