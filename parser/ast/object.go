package ast

import "github.com/redraft/redraft/model"

// CreateSchema is CREATE SCHEMA; Elements are the statements that may be written inside it.
type CreateSchema struct {
	Base
	IfNotExists bool
	Name        Ident // the owner's name when only AUTHORIZATION was written
	Owner       Ident
	Quota       *Quota
	Elements    []Statement
}

// Quota is a schema's quota in megabytes; 0 is UNLIMITED.
type Quota struct {
	Span
	MB int64
}

// AlterSchema is ALTER SCHEMA; exactly one of the pointers and names is set.
type AlterSchema struct {
	Base
	Name    Ident
	NewName Ident
	Owner   Ident
	Quota   *Quota
}

// DropSchema is DROP SCHEMA.
type DropSchema struct {
	Base
	IfExists             bool
	Names                []Ident
	DropExternalDatabase bool
	Cascade              bool
}

// CreateView is CREATE [OR REPLACE] VIEW.
type CreateView struct {
	Base
	OrReplace   bool
	Temporary   bool // a name that begins with #
	Name        Name
	Columns     []Ident
	Query       Query
	NoBinding   bool
	RenamedFrom Ident // directive "renamed from"
}

// CreateMaterializedView is CREATE MATERIALIZED VIEW.
type CreateMaterializedView struct {
	Base
	IfNotExists bool
	Name        Name
	NoBackup    bool
	Layout      Layout
	AutoRefresh bool
	Query       Query
}

// CreateFunction is CREATE FUNCTION in SQL or Python, or CREATE EXTERNAL FUNCTION.
type CreateFunction struct {
	Base
	OrReplace  bool
	Name       Name
	Args       []Argument
	Returns    Type
	Volatility model.Volatility // VOLATILE when not written
	Language   string           // sql, plpythonu or exfunc
	Body       string           // between the quotes
	BodySpan   Span
	External   *model.External
}

// CreateProcedure is CREATE PROCEDURE.
type CreateProcedure struct {
	Base
	OrReplace       bool
	Name            Name
	Args            []Argument
	NonAtomic       bool
	Body            string
	BodySpan        Span
	SecurityDefiner bool
	Settings        []model.Setting
}

// AlterRoutine is ALTER FUNCTION or ALTER PROCEDURE; NewName or Owner is set.
type AlterRoutine struct {
	Base
	Routine RoutineRef
	NewName Ident
	Owner   Ident
}

// DropRoutine is DROP FUNCTION or DROP PROCEDURE.
type DropRoutine struct {
	Base
	IfExists bool
	Routines []RoutineRef
	Cascade  bool
}

// RoutineRef names a function or procedure; HasArgs is false when the parentheses were left out.
type RoutineRef struct {
	Kind    model.Kind
	Name    Name
	Args    []Argument
	HasArgs bool
}

// Comment is COMMENT ON … IS …; Text is empty for NULL.
type Comment struct {
	Base
	Kind       model.Kind // kind written: table, view, materialized view, schema, database, function, procedure
	Name       Name       // the relation for a column or constraint
	Args       []Argument // routines only
	Column     Ident
	Constraint Ident
	Text       string
}

// Grant is GRANT or REVOKE of privileges on objects whose grants are planned: databases, schemas, tables and views with
// their columns, functions, procedures and languages.
type Grant struct {
	Base
	Revoke     bool
	OptionFor  bool // REVOKE GRANT OPTION FOR
	All        bool // ALL [PRIVILEGES]
	AllColumns []Ident
	Privileges []GrantPrivilege
	On         GrantTarget
	To         []GrantGrantee
}

// GrantPrivilege is a privilege, with the columns it is limited to.
type GrantPrivilege struct {
	Span
	Name    model.Privilege // upper case; TEMP is TEMPORARY
	Columns []Ident
}

// GrantTarget is what a privilege is on: names of one kind, routines, or everything of a kind in some schemas.
type GrantTarget struct {
	Span
	// Kind is KindTable for all relations.
	Kind      model.Kind
	Names     []Name
	Routines  []RoutineRef
	InSchemas []Ident // ON ALL TABLES|FUNCTIONS|PROCEDURES IN SCHEMA …
}

// GrantGrantee is who gets or loses a privilege.
type GrantGrantee struct {
	Span
	Grantee model.Grantee
	Option  bool // WITH GRANT OPTION
}

// AlterDefaultPrivileges is ALTER DEFAULT PRIVILEGES; Objects is TABLES, FUNCTIONS or PROCEDURES.
type AlterDefaultPrivileges struct {
	Base
	ForUsers   []Ident
	InSchemas  []Ident
	Revoke     bool
	OptionFor  bool
	All        bool
	Privileges []GrantPrivilege
	Objects    string
	To         []GrantGrantee
}
