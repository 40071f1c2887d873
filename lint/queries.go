package lint

import (
	"iter"
	"strings"

	"github.com/redraft/redraft/model"
)

// definition is the query of a view, a late-binding or a materialized one.
type definition struct {
	id    model.ID
	query model.Query
	late  bool
}

// definitions yields the queries of all views.
func definitions(db *model.Database) iter.Seq[definition] {
	return func(yield func(definition) bool) {
		for id, v := range db.Views.All() {
			if !yield(definition{id, v.Query, v.NoBinding}) {
				return
			}
		}
		for id, v := range db.MaterializedViews.All() {
			if !yield(definition{id, v.Query, false}) {
				return
			}
		}
	}
}

// unqualified returns the relations that the query names without a schema.
func (in *Input) unqualified(d definition) []model.Name {
	if in.Analyzer == nil {
		return nil
	}
	// Without anybody who knows the schemas, names stay as they are written.
	read, err := in.Analyzer.Query(d.query.Text, nil)
	if err != nil {
		return nil
	}
	var names []model.Name
	for _, name := range read.Relations {
		if name.Schema == "" {
			names = append(names, name)
		}
	}
	return names
}

// qualifiedHint says which relation of the model an unqualified name was found to be.
func (d definition) qualifiedHint(name model.Name) string {
	for _, full := range d.query.Relations {
		if full.Name == name.Name && full.Schema != "" {
			return "write " + full.String()
		}
	}
	return "write the schema in front of it"
}

func joinNames(names []model.Name) string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = n.String()
	}
	return strings.Join(list, ", ")
}
