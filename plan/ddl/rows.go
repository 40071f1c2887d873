package ddl

import (
	"strings"

	"github.com/redraft/redraft/model"
)

// Lock locks relations until the transaction ends.
func Lock(ids ...model.ID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = QualifiedName(id)
	}
	return "LOCK TABLE " + strings.Join(names, ", ")
}

// Assignment says what a column of the new table gets from the old one: Expr is SQL over the old table's columns.
type Assignment struct{ Column, Expr string }

// CopyRows copies all rows of a table into another, column by column.
func CopyRows(from, to model.ID, columns []Assignment) string {
	names, values := make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		names[i], values[i] = Quote(c.Column), c.Expr
	}
	const separator = ",\n    "
	return "INSERT INTO " + QualifiedName(to) + " (\n    " + strings.Join(names, separator) + "\n)\nSELECT\n    " +
		strings.Join(values, separator) + "\nFROM " + QualifiedName(from)
}

// CompareRowCounts returns a query that fails with a division by zero when two tables do not hold the same number of
// rows, which is how a script stops there. Both numbers come from the tables, so that no planner can divide ahead of
// time.
func CompareRowCounts(a, b model.ID) string {
	return "SELECT 1 / CASE WHEN o.n = c.n THEN 1 ELSE 0 END AS same_row_count\n" +
		"FROM (SELECT COUNT(*) AS n FROM " + QualifiedName(a) + ") o\n" +
		"CROSS JOIN (SELECT COUNT(*) AS n FROM " + QualifiedName(b) + ") c"
}

// Cast returns the expression that turns a column's values into another type when rows are copied into a table.
//
// A CAST to char or varchar cuts what is too long without a word (r_Examples_with_character_types), while storing a
// value that is too long is an error (r_Character_types). So between texts nothing is written, and other values are
// cast to a text that holds them: what does not fit stops the copy. A boolean cannot be cast to a text at all
// (dbt-labs/dbt-utils#1016). Decimals need a CAST to gain precision, and no CAST ever cuts their whole part
// (r_Type_conversion).
func Cast(column string, from, to model.DataType) string {
	name := Quote(column)
	switch {
	case isText(from) && isText(to), from.Name == to.Name && from.Name != model.Numeric, from == to:
		return name
	case isText(to) && from.Name == model.Boolean:
		return "CASE WHEN " + name + " THEN 'true' WHEN NOT " + name + " THEN 'false' END"
	case isText(to):
		to.Name, to.Length = model.Varchar, max(to.Length, printedLength(from))
	}
	return "CAST(" + name + " AS " + to.String() + ")"
}

func isText(t model.DataType) bool { return t.Name == model.Char || t.Name == model.Varchar }

// printedLength is a length that holds every value of a type as text, or the longest there is.
func printedLength(t model.DataType) int {
	switch t.Name {
	case model.Super, model.Varbyte, model.Geometry, model.Geography, model.HLLSketch:
		return 65535
	}
	return 256
}
