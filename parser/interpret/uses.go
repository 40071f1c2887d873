package interpret

import (
	"slices"

	"github.com/redraft/redraft/model"
)

// Reader tells which columns the views of one model read.
type Reader struct{ in *interpreter }

// NewReader returns the reader for a model, which must not change while it is in use.
func NewReader(db *model.Database, options Options) Reader {
	return Reader{newInterpreter(db, options)}
}

// Reads returns the columns that a regular view reads, by relation, in the order of their names; false when that is not
// wholly known. A star makes it unknown, for it stands for the columns that there were when the view was made.
func (r Reader) Reads(view model.ID) (map[model.Name][]string, bool) { return r.in.reads(view) }

// Output returns the output columns of a regular view under the names that it gives them; false when their names or types are
// not certain.
func (r Reader) Output(id model.ID) ([]model.Column, bool) {
	view, ok := r.in.db.Views.Get(id)
	if !ok || len(r.in.options.Analyzer.Stars(view.Query.Text, r.in.qualify())) > 0 {
		return nil, false
	}
	if _, ok := r.in.catalog().resolve(view.Query.Text); !ok {
		return nil, false
	}
	relation := r.in.catalog().columns(model.Name{Schema: id.Schema, Name: id.Name})
	for _, c := range relation.Columns {
		if c.Name == "" || !c.Certain() {
			return nil, false
		}
	}
	return exact(relation.Columns), !relation.Open
}

func (in *interpreter) reads(id model.ID) (map[model.Name][]string, bool) {
	view, ok := in.db.Views.Get(id)
	if !ok || view.Query.Text == "" || len(in.options.Analyzer.Stars(view.Query.Text, in.qualify())) > 0 {
		return nil, false
	}
	result, ok := in.catalog().resolve(view.Query.Text)
	if !ok {
		return nil, false
	}
	reads := make(map[model.Name][]string)
	for _, use := range result.Uses {
		if use.Column == "" || use.Star {
			return nil, false
		}
		reads[use.Relation] = append(reads[use.Relation], use.Column)
	}
	for name, columns := range reads {
		slices.Sort(columns)
		reads[name] = slices.Compact(columns)
	}
	return reads, true
}

// usersOfColumn returns the regular views that are bound to a column of a table, and those of which that is not known.
func (in *interpreter) usersOfColumn(table model.ID, column string) (users, unsure []model.ID) {
	for _, id := range in.boundViews(table) {
		reads, known := in.reads(id)
		switch {
		case !known:
			unsure = append(unsure, id)
		case slices.Contains(reads[model.Name{Schema: table.Schema, Name: table.Name}], column):
			users = append(users, id)
		}
	}
	return users, unsure
}
