package modelgen

import (
	"maps"
	"slices"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// Options bound what is drawn. The numbers are the most there can be of a kind; there may be less.
type Options struct {
	Schemas           int
	ExternalSchemas   int // of which plans only take note
	Tables            int
	Columns           int // of one table
	Views             int
	MaterializedViews int
	Functions         int
	Procedures        int
	Grants            int
	// Analyze reads the query of a view, so that its canonical form is the one that the interpreter will find.
	// Without it the text stands for the canonical form.
	Analyze func(text string) (model.Query, error)
	// PlainNames leaves out names that need quotes.
	PlainNames bool
}

// Medium are options for databases in which most rules have something to do and that a person can still read.
func Medium() Options {
	return Options{
		Schemas: 3, ExternalSchemas: 1, Tables: 6, Columns: 7, Views: 5, MaterializedViews: 3, Functions: 3, Procedures: 2,
		Grants: 15,
	}
}

// World is a database with what the generator knows about its queries. It is changed by nobody: Mutate returns another.
type World struct {
	DB *model.Database
	// RenamedObjects and RenamedColumns say what the edits of the last Mutate renamed, new name to old, where both
	// the old name is gone and the new one is there. Columns are found under the new ID of their table.
	RenamedObjects map[model.ID]model.ID
	RenamedColumns map[model.ID]map[string]string

	options Options
	queries map[model.ID]selection
}

// Draw draws a database.
func Draw(t *rapid.T, o Options) *World {
	m := &maker{World: &World{DB: &model.Database{}, options: o, queries: make(map[model.ID]selection)}, t: t}
	m.makeSchemas()
	m.times(o.ExternalSchemas, "external schemas", m.addExternalSchema)
	m.times(o.Functions, "functions", m.addFunction)
	m.times(o.Tables, "tables", m.addTable)
	m.times(o.MaterializedViews, "materialized views", m.addMaterializedView)
	m.times(o.Views, "views", m.addView)
	m.times(o.Procedures, "procedures", m.addProcedure)
	m.times(o.Grants, "grants", m.addGrant)
	return m.World
}

func (w *World) clone() *World {
	c := *w
	c.DB = w.DB.Clone()
	c.queries = maps.Clone(w.queries)
	return &c
}

// Statements returns the SQL that makes the whole database, each object after what it needs. The grants on what no
// object stands for come last.
func (w *World) Statements() []string {
	var statements []string
	done := make(map[model.ID]bool)
	var visit func(id model.ID)
	visit = func(id model.ID) {
		if done[id] || !w.DB.Has(id) {
			return
		}
		done[id] = true
		for _, needed := range w.needs(id) {
			visit(needed)
		}
		statements = append(statements, ddl.Object(w.DB, id)...)
	}
	for _, id := range w.creationOrder() {
		visit(id)
	}
	for id := range w.DB.Grants.Objects() {
		if !w.DB.Has(id) {
			statements = append(statements, ddl.Object(w.DB, id)...)
		}
	}
	return statements
}

// creationOrder lists all IDs with functions before what may call them.
func (w *World) creationOrder() []model.ID {
	return slices.Concat(w.DB.Schemas.IDs(), w.DB.Unplanned.IDs(), w.DB.Functions.IDs(), w.DB.Tables.IDs(), w.DB.MaterializedViews.IDs(),
		w.DB.Views.IDs(), w.DB.Procedures.IDs())
}

// needs returns what must exist before an object, its schema aside.
func (w *World) needs(id model.ID) []model.ID {
	var ids []model.ID
	if table, ok := w.DB.Tables.Get(id); ok {
		for _, c := range table.Constraints {
			if c.Kind == model.ForeignKey && c.RefTable != id {
				ids = append(ids, c.RefTable)
			}
		}
	}
	for _, s := range w.queries[id].sources {
		ids = append(ids, s.relation)
	}
	return ids
}

// reaches reports whether an object needs another, directly or not.
func (w *World) reaches(from, to model.ID) bool {
	if from == to {
		return true
	}
	return slices.ContainsFunc(w.needs(from), func(id model.ID) bool { return w.reaches(id, to) })
}

// output is a column of a table, view or materialized view as its readers see it.
type output struct {
	name     string
	dataType model.DataType
}

// outputs returns the columns of a relation.
func (w *World) outputs(id model.ID) []output {
	var list []output
	if table, ok := w.DB.Tables.Get(id); ok {
		for _, c := range table.Columns {
			list = append(list, output{c.Name, c.Type})
		}
		return list
	}
	for _, item := range w.queries[id].items {
		list = append(list, output{item.name, item.dataType})
	}
	if view, ok := w.DB.Views.Get(id); ok {
		for i, name := range view.Columns {
			list[i].name = name
		}
	}
	return list
}

// maker draws parts of a world.
type maker struct {
	*World
	t   *rapid.T
	was *history // nil while drawing
}

// once reports true in about one of n cases, and never in the smallest example.
func (m *maker) once(n int, label string) bool { return rapid.IntRange(0, n-1).Draw(m.t, label) == n-1 }

// times calls an addition up to n times.
func (m *maker) times(n int, label string, add func() bool) {
	for range rapid.IntRange(0, n).Draw(m.t, label) {
		add()
	}
}

// pick draws one of a list that must not be empty.
func pick[T any](m *maker, label string, list []T) T { return rapid.SampledFrom(list).Draw(m.t, label) }

// some draws up to n different members of a list, in any order.
func some[T any](m *maker, label string, n int, list []T) []T {
	if len(list) == 0 {
		return nil
	}
	shuffled := rapid.Permutation(list).Draw(m.t, label)
	return shuffled[:min(len(list), rapid.IntRange(1, max(1, n)).Draw(m.t, label+" count"))]
}
