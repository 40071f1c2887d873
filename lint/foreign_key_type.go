package lint

import (
	"fmt"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var foreignKeyType = Rule{
	Code:  "foreign-key-type",
	Title: "a foreign key of another type than its parent",
	Why: "Redshift takes the key, for it never checks one, but every join has to cast, and rows of equal values are no " +
		"longer distributed together (r_CREATE_TABLE_NEW, t_Defining_constraints).",
	Severity: diag.Warning,
	Check:    checkForeignKeyType,
}

func checkForeignKeyType(in *Input) []Finding {
	var found []Finding
	for id, table := range in.Database.Tables.All() {
		for _, c := range table.Constraints {
			parent, ok := in.Database.Tables.Get(c.RefTable)
			if c.Kind != model.ForeignKey || !ok || len(c.Columns) != len(c.RefColumns) {
				continue
			}
			for i := range c.Columns {
				own, other := table.Column(c.Columns[i]), parent.Column(c.RefColumns[i])
				if own == nil || other == nil || sameSort(own.Type, other.Type) {
					continue
				}
				found = append(found, Finding{
					Object: id, Column: own.Name,
					Summary: fmt.Sprintf("column %s of %s is %s, but refers to %s of %s, which is %s",
						own.Name, id, own.Type, other.Name, parent.ID, other.Type),
					Hint: "give both columns one type",
				})
			}
		}
	}
	return found
}

// sameSort reports whether values of two types compare without a cast. The length of a text and the precision of a
// number do not matter.
func sameSort(a, b model.DataType) bool {
	if a.IsZero() || b.IsZero() {
		return true
	}
	return a.Name == b.Name && a.Scale == b.Scale
}
