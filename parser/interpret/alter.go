package interpret

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// alterTable takes ALTER TABLE, which also renames views and hands them to other owners (r_ALTER_TABLE).
func (in *interpreter) alterTable(s *ast.AlterTable) {
	if in.isTemporary(s.Name) {
		return
	}
	id, ok := in.relation(s.Name)
	if !ok {
		return
	}
	for _, action := range s.Actions {
		if !in.alterRelation(id, action) {
			return
		}
		if rename, ok := action.(*ast.RenameTo); ok {
			id.Name = rename.NewName.Name
		}
	}
}

// alterRelation takes the actions that every relation has, and hands the rest to the kind.
func (in *interpreter) alterRelation(id model.ID, action ast.AlterAction) bool {
	switch a := action.(type) {
	case *ast.OwnerTo:
		in.setOwner(id, a.Owner.Name)
		return true
	case *ast.RenameTo:
		return in.renameRelation(id, a)
	case *ast.AlterRowSecurity:
		in.noteRowSecurity(id, a)
		return true
	case *ast.AppendFrom:
		return true // moves rows only (r_ALTER_TABLE_APPEND)
	}
	switch id.Kind {
	case model.KindTable:
		table, _ := in.db.Tables.Get(id)
		table = table.Clone()
		if !in.alterTableAction(table, action) {
			return false
		}
		in.put(table)
	case model.KindMaterializedView:
		return in.alterMaterialized(id, action)
	case model.KindExternalTable, model.KindExternalView:
		in.noteAlter(id)
	default:
		in.fail(action.Bounds(), "wrong-kind", "this action is for tables, and "+id.String()+" is not one",
			"a view takes RENAME TO and OWNER TO only; drop and create it to change it")
		return false
	}
	return true
}

// alterTableAction changes a clone of the table; it returns false when Redshift would refuse.
func (in *interpreter) alterTableAction(table *model.Table, action ast.AlterAction) bool {
	switch a := action.(type) {
	case *ast.AddConstraint:
		return in.alterAddConstraint(table, a)
	case *ast.DropConstraint:
		return in.alterDropConstraint(table, a)
	case *ast.RenameColumn:
		return in.alterRenameColumn(table, a)
	case *ast.AlterColumnType:
		return in.alterColumnType(table, a)
	case *ast.AlterColumnEncode:
		return in.alterColumnEncode(table, a)
	case *ast.AlterDistribution:
		return in.alterDistribution(table, a)
	case *ast.AlterSortKey:
		return in.alterSortKey(table, a)
	case *ast.AlterEncodeAuto:
		return in.alterEncodeAuto(table, a)
	case *ast.AddColumn:
		return in.alterAddColumn(table, a)
	case *ast.DropColumn:
		return in.alterDropColumn(table, a)
	}
	in.fail(action.Bounds(), "wrong-kind", "this action is not for tables", "")
	return false
}

func (in *interpreter) setOwner(id model.ID, owner string) {
	if object, ok := in.db.Object(id); ok {
		in.put(model.WithOwner(object, owner))
	}
}

func (in *interpreter) renameRelation(id model.ID, a *ast.RenameTo) bool {
	if id.Kind == model.KindMaterializedView || id.Kind == model.KindExternalTable {
		in.fail(a.Bounds(), "cannot-rename", id.String()+" cannot be renamed",
			"Redshift renames tables and views only; drop it and create it under the new name")
		return false
	}
	renamed := id
	renamed.Name = a.NewName.Name
	if present, exists := in.db.Relation(model.Name{Schema: renamed.Schema, Name: renamed.Name}); exists {
		in.taken(present, a.NewName.Span)
		return false
	}
	in.rename(id, renamed, a.Bounds())
	return true
}

func (in *interpreter) missingColumn(table *model.Table, column ast.Ident) {
	columns := make([]string, len(table.Columns))
	for i, c := range table.Columns {
		columns[i] = c.Name
	}
	in.fail(column.Span, "missing-column", "column "+column.Name+" does not exist in "+table.ID.String(),
		listHint(column.Name, columns))
}

func (in *interpreter) alterAddConstraint(table *model.Table, a *ast.AddConstraint) bool {
	if a.Constraint.Kind == model.PrimaryKey {
		for _, column := range a.Constraint.Columns {
			if c := table.Column(column.Name); c != nil && !c.NotNull {
				in.fail(column.Span, "nullable-primary-key", "column "+c.Name+" may be null, so it cannot be part of a primary key",
					"ADD PRIMARY KEY takes NOT NULL columns only, and NOT NULL cannot be added to a column")
				return false
			}
		}
	}
	before := len(table.Constraints)
	in.addConstraint(table, a.Constraint)
	return len(table.Constraints) > before
}

func (in *interpreter) alterDropConstraint(table *model.Table, a *ast.DropConstraint) bool {
	at := in.findConstraint(table, a.Name.Name)
	if at < 0 {
		var present []string
		for _, c := range table.Constraints {
			if c.Name != "" {
				present = append(present, c.Name)
			}
		}
		in.fail(a.Name.Span, "missing-constraint", "constraint "+a.Name.Name+" does not exist on "+table.ID.String(),
			listHint(a.Name.Name, present))
		return false
	}
	return in.releaseKey(table, table.Constraints[at], a.Cascade, a.Name.Span)
}

// releaseKey takes a key from a table and drops, or under RESTRICT objects to, the foreign keys that rely on it, those of
// the table itself among them (r_ALTER_TABLE, DROP CONSTRAINT).
func (in *interpreter) releaseKey(table *model.Table, key model.Constraint, cascade bool, at ast.Span) bool {
	relies := func(c model.Constraint) bool {
		return c.Kind == model.ForeignKey && key.Kind != model.ForeignKey && c.RefTable == table.ID &&
			sameColumns(c.RefColumns, key.Columns)
	}
	for _, child := range in.children(table) {
		if !slices.ContainsFunc(child.Constraints, relies) {
			continue
		}
		if !cascade {
			in.fail(at, "depended-on", "a foreign key of "+child.ID.String()+" relies on this key", "drop that foreign key first")
			return false
		}
		child.Constraints = slices.DeleteFunc(child.Constraints, relies)
		if child != table {
			in.put(child)
		}
	}
	table.Constraints = slices.DeleteFunc(table.Constraints, func(c model.Constraint) bool { return c.SameKey(key) && c.Name == key.Name })
	return true
}

// children returns clones of the tables that refer to a table, and the table itself.
func (in *interpreter) children(table *model.Table) []*model.Table {
	list := []*model.Table{table}
	for _, user := range in.bonds.usersOf(table.ID) {
		if child, ok := in.db.Tables.Get(user); ok {
			list = append(list, child.Clone())
		}
	}
	return list
}

func sameColumns(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func (in *interpreter) alterDistribution(table *model.Table, a *ast.AlterDistribution) bool {
	if a.Distribution.Style == model.DistKey && table.Column(a.Distribution.Key) == nil {
		in.missingColumn(table, a.Key)
		return false
	}
	if table.SortKey.Style == model.SortInterleaved && a.Distribution.Style != model.DistAuto {
		in.fail(a.Bounds(), "interleaved", "the distribution of a table with an interleaved sort key cannot be altered",
			"change the sort key first, or create the table anew")
		return false
	}
	if table.Distribution.Declared(model.DistAuto) == a.Distribution {
		in.already(a.Bounds(), "the distribution of "+table.ID.String()+" is that already")
		return false
	}
	table.Distribution = a.Distribution
	return true
}

// already reports an ALTER to the present value, which Redshift answers with an error ("This table is already …").
func (in *interpreter) already(at ast.Span, summary string) {
	in.fail(at, "already-so", summary, "take the statement out: Redshift answers it with an error")
}

func (in *interpreter) alterSortKey(table *model.Table, a *ast.AlterSortKey) bool {
	for i, name := range a.SortKey.Columns {
		if table.Column(name) == nil {
			in.missingColumn(table, a.Columns[i])
			return false
		}
	}
	present := table.SortKey.Declared(model.SortAuto)
	if present.Style == a.SortKey.Style && slices.Equal(present.Columns, a.SortKey.Columns) {
		in.already(a.Bounds(), "the sort key of "+table.ID.String()+" is that already")
		return false
	}
	table.SortKey = model.SortKey{Style: a.SortKey.Style, Columns: slices.Clone(a.SortKey.Columns)}
	// Where no encoding was stated, another sort key assigns the defaults anew (r_ALTER_TABLE, ALTER SORTKEY).
	table.FillEncodings()
	return true
}

func (in *interpreter) alterEncodeAuto(table *model.Table, a *ast.AlterEncodeAuto) bool {
	if table.EncodeAuto {
		in.already(a.Bounds(), table.ID.String()+" is ENCODE AUTO already")
		return false
	}
	table.EncodeAuto = true
	table.FillEncodings()
	return true
}
