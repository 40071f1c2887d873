package interpret

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// listHint names what is spelt like a name, or all that is there.
func listHint(name string, present []string) string {
	if near := diag.Nearest(name, present); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "?"
	}
	if len(present) == 0 {
		return "there is none"
	}
	const shown = 12
	if len(present) > shown {
		return "it has " + strings.Join(present[:shown], ", ") + ", …"
	}
	return "it has " + strings.Join(present, ", ")
}

// alterAddColumn takes what ADD COLUMN can define (r_ALTER_TABLE, ADD COLUMN).
func (in *interpreter) alterAddColumn(table *model.Table, a *ast.AddColumn) bool {
	def := a.Column
	switch {
	case table.Column(def.Name.Name) != nil:
		in.fail(def.Name.Span, "duplicate-column", "column "+def.Name.Name+" exists in "+table.ID.String()+" already", "")
		return false
	case def.Identity != nil || def.DistKey || def.SortKey || def.Unique || def.PrimaryKey || def.References != nil:
		in.fail(a.Bounds(), "add-column-limits", "an added column cannot be an identity, a key or part of the layout",
			"add a plain column, then ALTER the key or sort key; an identity needs a new table")
		return false
	case def.NotNull && defaultOf(def).IsZero():
		in.fail(def.Span, "not-null-without-default", "an added NOT NULL column needs a default that is not null",
			"existing rows would have no value: add DEFAULT …, or leave NOT NULL out")
		return false
	}
	column := model.Column{
		Name: def.Name.Name, Type: def.Type.Data, NotNull: def.NotNull, Collation: def.Collation, Default: defaultOf(def),
	}
	if !table.EncodeAuto {
		column.Encoding = def.Encoding
		if column.Encoding == "" {
			column.Encoding, column.EncodingFilled = model.DefaultEncoding(column.Type, false), true
		}
	}
	table.Columns = append(table.Columns, column)
	in.madeColumn(table.ID, def.Name)
	return true
}

func (in *interpreter) alterDropColumn(table *model.Table, a *ast.DropColumn) bool {
	name := a.Column.Name
	switch {
	case table.Column(name) == nil:
		in.missingColumn(table, a.Column)
		return false
	case len(table.Columns) == 1:
		in.fail(a.Column.Span, "last-column", "the last column of a table cannot be dropped", "drop the table instead")
		return false
	case table.Distribution.Key == name:
		in.fail(a.Column.Span, "distkey-column", "cannot drop distkey column "+name, "alter the distribution first")
		return false
	case table.SortKey.HasColumn(name):
		in.fail(a.Column.Span, "sortkey-column", "cannot drop sortkey column "+name, "alter the sort key first")
		return false
	}
	if !in.releaseColumn(table, a) {
		return false
	}
	table.Columns = slices.DeleteFunc(table.Columns, func(c model.Column) bool { return c.Name == name })
	for _, g := range slices.Clone(in.db.Grants.On(table.ID)) {
		if g.Column == name {
			in.db.Grants.Remove(g)
		}
	}
	return true
}

// releaseColumn drops, or under RESTRICT objects to, the keys over a column and the regular views that read it
// (r_ALTER_TABLE, DROP COLUMN). Where a view's columns are not known, a cascade is reported.
func (in *interpreter) releaseColumn(table *model.Table, a *ast.DropColumn) bool {
	over := func(c model.Constraint) bool { return slices.Contains(c.Columns, a.Column.Name) }
	for at := slices.IndexFunc(table.Constraints, over); at >= 0; at = slices.IndexFunc(table.Constraints, over) {
		c := table.Constraints[at]
		if !a.Cascade {
			in.fail(a.Column.Span, "depended-on", "column "+a.Column.Name+" is part of a "+strings.ToLower(c.Kind.String()),
				"drop the constraint first")
			return false
		}
		if !in.releaseKey(table, c, true, a.Column.Span) {
			return false
		}
	}
	users, unsure := in.usersOfColumn(table.ID, a.Column.Name)
	switch {
	case !a.Cascade && len(users) > 0:
		in.fail(a.Column.Span, "depended-on", "column "+a.Column.Name+" is read by "+qualifiedNames(users), "drop the views first")
		return false
	case a.Cascade && len(unsure) > 0:
		in.warn(a.Bounds(), "cascade-unknown", "CASCADE also drops the views that use the column, and which of "+
			qualifiedNames(unsure)+" do is not known", "drop the views by name before the column")
	}
	for _, id := range in.closure(users) {
		in.dropObject(id)
	}
	return true
}

func (in *interpreter) boundViews(id model.ID) []model.ID {
	return slices.DeleteFunc(in.bonds.usersOf(id), func(u model.ID) bool { return u.Kind == model.KindTable })
}

func (in *interpreter) alterRenameColumn(table *model.Table, a *ast.RenameColumn) bool {
	old, name := a.Column.Name, a.NewName.Name
	if table.Column(old) == nil {
		in.missingColumn(table, a.Column)
		return false
	}
	if table.Column(name) != nil {
		in.fail(a.NewName.Span, "duplicate-column", "column "+name+" exists in "+table.ID.String()+" already", "")
		return false
	}
	table.RenameColumn(old, name)
	for _, g := range slices.Clone(in.db.Grants.On(table.ID)) {
		if g.Column == old {
			in.db.Grants.Remove(g)
			g.Column = name
			in.db.Grants.Add(g)
		}
	}
	for _, user := range in.bonds.usersOf(table.ID) {
		in.followColumn(user, table, old, name, a)
	}
	return true
}

// followColumn lets bound dependants follow a renamed column: they hold its number, so a view goes on under its own
// output name (r_ALTER_TABLE, RENAME COLUMN).
func (in *interpreter) followColumn(user model.ID, table *model.Table, old, name string, a *ast.RenameColumn) {
	switch user.Kind {
	case model.KindTable:
		child, _ := in.db.Tables.Get(user)
		child = child.Clone()
		for i := range child.Constraints {
			if child.Constraints[i].RefTable == table.ID {
				model.ReplaceName(child.Constraints[i].RefColumns, old, name)
			}
		}
		in.put(child)
	case model.KindView:
		view, _ := in.db.Views.Get(user)
		relation := model.Name{Schema: table.ID.Schema, Name: table.ID.Name}
		columns := func(n model.Name) ([]string, bool) {
			list, ok := in.columnsOf(n)
			return columnNames(list), ok
		}
		query, known, err := in.options.Analyzer.RenameColumn(view.Query, relation, old, name, columns)
		if err != nil || !known {
			in.warn(a.Bounds(), "view-text-unknown", "whether "+user.String()+" uses the renamed column cannot be told",
				"the view goes on working on the cluster; create it again with CREATE OR REPLACE VIEW to say how it reads now")
			return
		}
		view = view.Clone()
		view.Query = query
		in.put(view)
	}
}

func columnNames(columns []model.Column) []string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = c.Name
	}
	return list
}

// resistant are the encodings under which the length of a column cannot be altered (r_ALTER_TABLE, ALTER COLUMN TYPE).
var resistant = []model.Encoding{"bytedict", "runlength", "text255", "text32k"}

// alterColumnType takes another length of a varchar or varbyte; no other type change exists (r_ALTER_TABLE).
func (in *interpreter) alterColumnType(table *model.Table, a *ast.AlterColumnType) bool {
	column := table.Column(a.Column.Name)
	if column == nil {
		in.missingColumn(table, a.Column)
		return false
	}
	from, to := column.Type, a.Type.Data
	inKey := slices.ContainsFunc(table.Constraints, func(c model.Constraint) bool { return slices.Contains(c.Columns, column.Name) })
	switch {
	case from.Name != to.Name || to.Name != model.Varchar && to.Name != model.Varbyte:
		in.fail(a.Type.Span, "type-not-alterable", "column "+column.Name+" is "+from.String()+" and cannot become "+to.String()+" in place",
			"only the length of varchar and varbyte can be altered; other changes need a new table")
		return false
	case slices.Contains(resistant, column.Encoding):
		in.fail(a.Bounds(), "type-not-alterable", "the length of a column with encoding "+string(column.Encoding)+" cannot be altered",
			"alter its encoding first")
		return false
	case inKey:
		in.fail(a.Bounds(), "type-not-alterable", "the length of a key column cannot be altered", "drop the key first and add it after")
		return false
	case !column.Default.IsZero() && to.Length < from.Length:
		in.fail(a.Bounds(), "type-not-alterable", "the length of a column with a default cannot be decreased", "")
		return false
	}
	if !column.Default.IsZero() {
		in.warn(a.Bounds(), "type-with-default", "the manual says that the length of a column with a default cannot be altered",
			"newer clusters accept a greater length; check it on yours")
	}
	column.Type = to
	return true
}

// alterColumnEncode sets an encoding, after which the engine no longer owns the others (r_ALTER_TABLE, ENCODE).
func (in *interpreter) alterColumnEncode(table *model.Table, a *ast.AlterColumnEncode) bool {
	column := table.Column(a.Column.Name)
	if column == nil {
		in.missingColumn(table, a.Column)
		return false
	}
	if table.SortKey.Style == model.SortInterleaved {
		in.fail(a.Bounds(), "interleaved", "encodings of a table with an interleaved sort key cannot be altered", "create the table anew")
		return false
	}
	if !table.EncodeAuto && column.Encoding == a.Encoding {
		in.already(a.Bounds(), "column "+column.Name+" is encoded "+string(a.Encoding)+" already")
		return false
	}
	column.Encoding, column.EncodingFilled = a.Encoding, false
	if table.EncodeAuto {
		table.EncodeAuto = false
		table.FillEncodings()
	}
	return true
}
