package project

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

// guessed is the type that stands for one that nothing tells. It is what most columns of a warehouse are, and a person is
// asked to look.
var guessed = model.DataType{Name: model.Varchar, Length: 256}

// WithGuesses returns a model that can be written: a column whose type the history does not tell, as after CREATE TABLE
// AS, gets one, with a warning, and so does an external function of which a cluster does not tell where it runs. A table
// of which no column is known cannot be written, which is an error.
func WithGuesses(m *Model) (*model.Database, diag.List) {
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
	return db, append(findings, guessEndpoints(m, db)...)
}

// guessed endpoint and role of an external function, of which a catalog does not tell where it runs.
var somewhere = model.External{
	Service: "LAMBDA", Endpoint: "unknown", IAMRole: "default", RetryTimeout: 20000, MaxBatchRows: 2147483647, MaxBatchSize: 5 << 20,
}

// guessEndpoints gives external functions that a cluster holds a place that can be written, with a warning. A plan takes the
// script's word for it.
func guessEndpoints(m *Model, db *model.Database) (findings diag.List) {
	for id, f := range m.Database.Functions.All() {
		if !f.Untold.Has(model.UntoldExternal) || f.External == nil || f.External.Service != "" {
			continue
		}
		filled := f.Clone()
		filled.External = &somewhere
		db.Functions.Put(filled)
		findings = append(findings, m.Origins.Diagnose(diag.Warning, "endpoint-guessed", id,
			"the cluster does not tell where "+id.String()+" runs; it is written as LAMBDA 'unknown'",
			"put the name of the Lambda function and its role into the script"))
	}
	return findings
}
