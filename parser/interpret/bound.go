package interpret

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

// Bind returns the query of a view as a server sees it that has bound the view's names in that model; false when the model
// does not tell what they mean.
func Bind(db *model.Database, view *model.View, options Options) (query.Bound, bool) {
	in := newInterpreter(db, options)
	return options.Analyzer.Bind(view.Query, view.Columns, func(name model.Name) ([]string, bool) {
		columns, ok := in.columnsOf(name)
		return columnNames(columns), ok
	})
}
