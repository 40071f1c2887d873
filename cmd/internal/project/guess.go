package project

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

// guessed is the type that stands for one that nothing tells. It is what most columns of a warehouse are, and a person is
// asked to look.
var guessed = model.DataType{Name: model.Varchar, Length: 256}

// WithGuessedTypes returns a model that can be written: a column whose type the history does not tell, as after CREATE TABLE
// AS, gets one, with a warning. A table of which no column is known cannot be written, which is an error.
func WithGuessedTypes(m *Model) (*model.Database, diag.List) {
	db := m.Database.Clone()
	var findings diag.List
	for id, table := range m.Database.Tables.All() {
		if len(table.Columns) == 0 {
			findings = append(findings, m.Origins.Diagnose(diag.Error, "columns-unknown", id,
				"the columns of "+id.String()+" cannot be told from the changesets",
				"state them in a changeset, or write the absolute scripts by hand"))
			continue
		}
		if !slices.ContainsFunc(table.Columns, func(c model.Column) bool { return c.Type.IsZero() }) {
			continue
		}
		filled := table.Clone()
		for i := range filled.Columns {
			c := &filled.Columns[i]
			if !c.Type.IsZero() {
				continue
			}
			c.Type = guessed
			findings = append(findings, m.Origins.Diagnose(diag.Warning, "type-guessed", id,
				"the type of column "+c.Name+" of "+id.String()+" cannot be told from the changesets; it is written as "+guessed.String(),
				"put the right type into its script; there is still nothing to do, for the history says nothing against it"))
		}
		db.Tables.Put(filled)
	}
	return db, findings
}
