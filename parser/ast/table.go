package ast

import "github.com/redraft/redraft/model"

// CreateTable is CREATE TABLE with a list of elements.
type CreateTable struct {
	Base
	Temporary   bool
	IfNotExists bool
	Name        Name
	Elements    []TableElement
	NoBackup    bool
	Layout      Layout
	EncodeAuto  bool
	RenamedFrom Ident // directive "renamed from"
}

// TableElement is what stands between the parentheses of CREATE TABLE: *ColumnDef, *TableConstraint or *LikeTable.
type TableElement interface{ tableElement() }

// ColumnDef is the definition of a column.
type ColumnDef struct {
	Span
	Name        Ident
	Type        Type
	Default     *Expr
	Identity    *model.Identity
	Encoding    model.Encoding
	DistKey     bool
	SortKey     bool
	Collation   model.Collation
	NotNull     bool
	Null        bool // NULL was written
	Unique      bool
	PrimaryKey  bool
	References  *References
	RenamedFrom Ident // directive "renamed from"
}

// References is the target of a foreign key; Columns is empty when the target's primary key is meant.
type References struct {
	Span
	Table   Name
	Columns []Ident
}

// TableConstraint is a table-level constraint.
type TableConstraint struct {
	Span
	Name       Ident // zero when unnamed
	Kind       model.ConstraintKind
	Columns    []Ident
	References *References // foreign keys only
}

// LikeTable is LIKE parent.
type LikeTable struct {
	Span
	Table             Name
	IncludingDefaults bool
}

func (*ColumnDef) tableElement()       {}
func (*TableConstraint) tableElement() {}
func (*LikeTable) tableElement()       {}

// Layout is the distribution and sort words of a table or materialized view; unspecified where nothing was written.
type Layout struct {
	Distribution model.Distribution
	SortKey      model.SortKey
	DistKey      Ident // the place of the DISTKEY column
	SortColumns  []Ident
}

// CreateTableAs is CREATE TABLE … AS query. DistKey may be a column's position, written as a number.
type CreateTableAs struct {
	Base
	Temporary   bool
	IfNotExists bool
	Name        Name
	Columns     []Ident
	NoBackup    bool
	Layout      Layout
	Query       Query
}

// SelectInto is SELECT … INTO table; Query is the whole statement with the INTO clause.
type SelectInto struct {
	Base
	Temporary bool
	Name      Name
	Query     Query
}

// AlterTable is ALTER TABLE with one action, or the several that Redshift lets share a statement. The name may also be
// that of a view or an external table.
type AlterTable struct {
	Base
	Name    Name
	Actions []AlterAction
}

// AlterAction is one action of ALTER TABLE or ALTER MATERIALIZED VIEW.
type AlterAction interface {
	Bounds() Span
	alterAction()
}

// Action is embedded by every AlterAction.
type Action struct{ Span }

func (Action) alterAction() {}

// The actions of ALTER TABLE (r_ALTER_TABLE).
type (
	// AddConstraint is ADD [CONSTRAINT name] key.
	AddConstraint struct {
		Action
		Constraint TableConstraint
	}
	// DropConstraint is DROP CONSTRAINT name.
	DropConstraint struct {
		Action
		Name    Ident
		Cascade bool
	}
	// OwnerTo is OWNER TO user.
	OwnerTo struct {
		Action
		Owner Ident
	}
	// RenameTo is RENAME TO name.
	RenameTo struct {
		Action
		NewName Ident
	}
	// RenameColumn is RENAME [COLUMN] a TO b.
	RenameColumn struct {
		Action
		Column, NewName Ident
	}
	// AlterColumnType is ALTER COLUMN c TYPE t.
	AlterColumnType struct {
		Action
		Column Ident
		Type   Type
	}
	// AlterColumnEncode is ALTER COLUMN c ENCODE e.
	AlterColumnEncode struct {
		Action
		Column   Ident
		Encoding model.Encoding
	}
	// AlterDistribution is ALTER DISTSTYLE … or ALTER DISTKEY c.
	AlterDistribution struct {
		Action
		Distribution model.Distribution
		Key          Ident
	}
	// AlterSortKey is ALTER [COMPOUND] SORTKEY (…), SORTKEY AUTO or SORTKEY NONE.
	AlterSortKey struct {
		Action
		SortKey model.SortKey
		Columns []Ident
	}
	// AlterEncodeAuto is ALTER ENCODE AUTO.
	AlterEncodeAuto struct{ Action }
	// AddColumn is ADD [COLUMN] definition.
	AddColumn struct {
		Action
		Column ColumnDef
	}
	// DropColumn is DROP [COLUMN] c.
	DropColumn struct {
		Action
		Column  Ident
		Cascade bool
	}
	// AppendFrom is APPEND FROM source.
	AppendFrom struct {
		Action
		Source      Name
		IgnoreExtra bool
		FillTarget  bool
	}
	// AlterAutoRefresh is AUTO REFRESH {YES|NO} of a materialized view.
	AlterAutoRefresh struct {
		Action
		On bool
	}
	// AlterRowSecurity is ROW LEVEL SECURITY {ON|OFF} … and MASKING {ON|OFF} FOR DATASHARES.
	AlterRowSecurity struct {
		Action
		Text string // normalised tokens
	}
	// AlterExternal is an action that only external tables take: SET LOCATION, SET FILE FORMAT, SET TABLE PROPERTIES,
	// ADD PARTITION, DROP PARTITION, PARTITION … SET LOCATION.
	AlterExternal struct {
		Action
		Text string // normalised tokens
	}
)

// AlterMaterializedView is ALTER MATERIALIZED VIEW name action.
type AlterMaterializedView struct {
	Base
	Name    Name
	Actions []AlterAction
}

// DropRelation is DROP TABLE, DROP VIEW or DROP MATERIALIZED VIEW; Kind says which word was written.
type DropRelation struct {
	Base
	Kind     model.Kind
	IfExists bool
	Names    []Name
	Cascade  bool
}
