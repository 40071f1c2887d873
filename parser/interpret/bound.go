package interpret

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// Bind returns the query of a view as a server sees it that has bound the view's names in that model; false when the model
// does not tell what they mean.
func Bind(db *model.Database, view *model.View, options Options) (query.Bound, bool) {
	in := newInterpreter(db, options)
	return options.Analyzer.Bind(view.Query, view.Columns, query.Catalog{Columns: in.statedColumns, Function: in.functionSchema})
}

// statedColumns returns the columns of a relation with the types that are stated: those of a view come from its text, in which a
// server has written casts that nobody else did, so that two models would not agree.
func (in *interpreter) statedColumns(name model.Name) ([]model.Column, bool) {
	columns, ok := in.columnsOf(name)
	if id, found := in.db.Relation(name); found && (id.Kind == model.KindView || id.Kind == model.KindMaterializedView) {
		for i := range columns {
			columns[i].Type = model.DataType{}
		}
	}
	return columns, ok
}

// functionSchema returns the schema of the function that a name without one means; empty for the engine's own, which come
// before those of the search path.
func (in *interpreter) functionSchema(name string) string {
	if resolve.IsBuiltin(name) {
		return ""
	}
	for _, schema := range in.path {
		if len(in.functionsNamed(model.Name{Schema: schema, Name: name})) > 0 {
			return schema
		}
	}
	return ""
}
