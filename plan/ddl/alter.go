package ddl

import "github.com/redraft/redraft/model"

// alterTable begins ALTER TABLE, which also serves views.
func alterTable(id model.ID) string { return "ALTER TABLE " + QualifiedName(id) + " " }

// alterLayout begins the statement that changes a distribution or a sort key: materialized views have one of their own.
func alterLayout(id model.ID) string {
	if id.Kind == model.KindMaterializedView {
		return "ALTER MATERIALIZED VIEW " + QualifiedName(id) + " "
	}
	return alterTable(id)
}

// RenameTable gives a table or view another name in its schema.
func RenameTable(id model.ID, name string) string { return alterTable(id) + "RENAME TO " + Quote(name) }

// AddColumn adds a column at the end of a table. An encoding that the engine would fill in again is left out.
func AddColumn(id model.ID, c model.Column) string {
	text := alterTable(id) + "ADD COLUMN " + Quote(c.Name) + " " + c.Type.String() + columnValue(c)
	if !refilled(c, false) {
		text += encode(c.Encoding)
	}
	if c.NotNull {
		text += " NOT NULL"
	}
	if c.Collation != model.CollateUnspecified {
		text += " COLLATE " + c.Collation.String()
	}
	return text
}

// DropColumn drops a column.
func DropColumn(id model.ID, column string) string {
	return alterTable(id) + "DROP COLUMN " + Quote(column)
}

// RenameColumn gives a column another name.
func RenameColumn(id model.ID, from, to string) string {
	return alterTable(id) + "RENAME COLUMN " + Quote(from) + " TO " + Quote(to)
}

// AlterColumnType changes a column's type.
func AlterColumnType(id model.ID, column string, to model.DataType) string {
	return alterTable(id) + "ALTER COLUMN " + Quote(column) + " TYPE " + to.String()
}

// AlterColumnEncode changes a column's encoding.
func AlterColumnEncode(id model.ID, column string, to model.Encoding) string {
	return alterTable(id) + "ALTER COLUMN " + Quote(column) + encode(to)
}

// AlterEncodeAuto lets the engine choose all encodings of a table.
func AlterEncodeAuto(id model.ID) string { return alterTable(id) + "ALTER ENCODE AUTO" }

// AlterDistribution changes how the rows of a table or materialized view are spread. Unspecified is written as what the
// engine does when nothing is said.
func AlterDistribution(id model.ID, d model.Distribution) string {
	silent := model.DistAuto
	if id.Kind == model.KindMaterializedView {
		silent = model.DistEven
	}
	d = d.Declared(silent)
	text := alterLayout(id) + "ALTER DISTSTYLE " + d.Style.String()
	if d.Style == model.DistKey {
		text += " DISTKEY " + Quote(d.Key)
	}
	return text
}

// AlterSortKey changes the sort key of a table or materialized view. Unspecified is written as what the engine does
// when nothing is said. There is no ALTER to an interleaved key; its text is what a person would mean and the engine
// refuses.
func AlterSortKey(id model.ID, k model.SortKey) string {
	silent := model.SortAuto
	if id.Kind == model.KindMaterializedView {
		silent = model.SortNone
	}
	text := alterLayout(id) + "ALTER "
	switch k = k.Declared(silent); k.Style {
	case model.SortCompound:
		return text + "SORTKEY " + nameList(k.Columns)
	case model.SortInterleaved:
		return text + "INTERLEAVED SORTKEY " + nameList(k.Columns)
	}
	return text + "SORTKEY " + k.Style.String()
}

// AddConstraint adds a key to a table.
func AddConstraint(id model.ID, c model.Constraint) string {
	return alterTable(id) + "ADD " + constraint(c)
}

// DropConstraint drops a key by its name.
func DropConstraint(id model.ID, name string) string {
	return alterTable(id) + "DROP CONSTRAINT " + Quote(name)
}

// AlterAutoRefresh switches the automatic refresh of a materialized view.
func AlterAutoRefresh(id model.ID, on bool) string {
	return "ALTER MATERIALIZED VIEW " + QualifiedName(id) + " AUTO REFRESH " + yesNo(on)
}

func yesNo(on bool) string {
	if on {
		return "YES"
	}
	return "NO"
}
