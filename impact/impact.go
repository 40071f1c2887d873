// Package impact tells what a change of the data model does to the queries that work on it: which of them break, and which
// merely read or write what changes.
//
// It owns what of a change a query can notice, and how far that reaches through views. What a query reads it is told by
// lineage and etl; it reads no text, changes no model and prints nothing.
package impact

import (
	"cmp"
	"slices"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/etl"
	"github.com/redraft/redraft/lineage"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

// Change is what happens to a column, by its name before, or to a whole relation when the column has no name.
type Change struct {
	Column lineage.Column
	What   string // in a few words: "type integer → bigint"
}

// Touch is a place in a script, or a view, that reads or writes what changes.
type Touch struct {
	// Pos is the place in a script; of a view it is where the view was written.
	Pos diag.Position
	// View is the view; zero for a place in a script.
	View model.ID
	// Column is what stands there: the changed column itself, or a view's that is made of it.
	Column lineage.Column
	// Because is what changes.
	Because Change
}

// Changes returns what queries can notice of the way from one model to another, in order.
func Changes(from, to *model.Database, renames diff.Renames) []Change {
	var changes []Change
	add := func(id model.ID, column, what string) {
		if id.Kind.IsRelation() {
			name := model.Name{Schema: id.Schema, Name: id.Name}
			changes = append(changes, Change{lineage.Column{Relation: name, Name: column}, what})
		}
	}
	for _, change := range diff.Compare(from, to, renames) {
		id := change.Object()
		if was, renamed := renames.Objects[id]; renamed {
			id = was
		}
		switch c := change.(type) {
		case diff.DropObject:
			add(id, "", "dropped")
		case diff.RenameObject:
			add(c.From, "", "renamed to "+c.ID.QualifiedName())
		case diff.DropColumn:
			add(id, c.Column.Name, "dropped")
		case diff.RenameColumn:
			add(id, c.From, "renamed to "+c.To)
		case diff.AlterColumnType:
			add(id, before(renames, c.ID, c.Column), "type "+c.From.String()+" → "+c.To.String())
		case diff.SetQuery:
			add(id, "", "another query")
		}
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(a.Column.Compare(b.Column), cmp.Compare(a.What, b.What))
	})
	return slices.Compact(changes)
}

// before returns what a column was called.
func before(renames diff.Renames, table model.ID, column string) string {
	if was, renamed := renames.Columns[table][column]; renamed {
		return was
	}
	return column
}

// Before is the state from which a change starts, as far as queries go.
type Before struct {
	Database *model.Database
	// Graph holds the columns of the database, and References the places of the scripts that name them.
	Graph      *lineage.Graph
	References []etl.Reference
	// Places tells where views were written.
	Places func(model.ID) diag.Position
}

// Touches returns where changes are noticed: in views by the graph of columns, in scripts by their references. A view that
// is changed itself is not touched.
func (b Before) Touches(changes []Change) []Touch {
	reach := b.reach(changes)
	var touches []Touch
	for column, because := range reach.columns {
		if _, changed := reach.whole[column.Relation]; changed {
			continue
		}
		if id, ok := b.Database.Relation(column.Relation); ok && id.Kind != model.KindTable {
			touches = append(touches, Touch{b.Places(id), id, column, because})
		}
	}
	for _, r := range b.References {
		column := lineage.Column{Relation: r.Relation, Name: r.Column}
		because, found := reach.whole[r.Relation]
		if !found {
			because, found = reach.columns[column]
		}
		if found {
			touches = append(touches, Touch{Pos: r.Pos, Column: column, Because: because})
		}
	}
	slices.SortFunc(touches, Touch.compare)
	return slices.Compact(touches)
}

// reach is how far changes go: whole relations, and columns with those that are made of them.
type reach struct {
	whole   map[model.Name]Change
	columns map[lineage.Column]Change
}

func (b Before) reach(changes []Change) reach {
	r := reach{make(map[model.Name]Change), make(map[lineage.Column]Change)}
	for _, change := range changes {
		if change.Column.Name == "" {
			r.whole[change.Column.Relation] = change
			continue
		}
		for column := range b.Graph.Tree(change.Column, lineage.Up, 0).Reached() {
			if _, known := r.columns[column]; !known {
				r.columns[column] = change
			}
		}
	}
	return r
}

// compare puts views first, then places.
func (t Touch) compare(o Touch) int {
	return cmp.Or(t.View.Compare(o.View), t.Pos.Compare(o.Pos), t.Column.Compare(o.Column),
		t.Because.Column.Compare(o.Because.Column))
}

// Broken returns the errors that are there with the change and were not there before it.
func Broken(before, after diag.List) diag.List {
	known := make(map[finding]bool)
	for _, d := range before {
		known[finding{d.Code, d.Pos, d.Summary}] = true
	}
	var broken diag.List
	for _, d := range after {
		if d.Severity == diag.Error && !known[finding{d.Code, d.Pos, d.Summary}] {
			broken = append(broken, d)
		}
	}
	return broken
}

// finding is what makes two findings the same.
type finding struct {
	code    diag.Code
	pos     diag.Position
	summary string
}
