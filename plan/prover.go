package plan

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/interpret"
)

// ReadsWith returns the reader that resolves queries with the project's own settings.
func ReadsWith(meaning interpret.Options) func(*model.Database) Reader {
	return func(db *model.Database) Reader { return interpret.NewReader(db, meaning) }
}

// ProveWith returns the prover that reads SQL with the project's own settings: the same parser and interpreter that read
// its scripts. Placeholders are text here, for a plan holds none.
func ProveWith(syntax parser.Options, meaning interpret.Options) Prover {
	syntax.Placeholders, syntax.KeepPlaceholders = nil, true
	return func(from *model.Database, script string) (*model.Database, diag.List) {
		file, findings := parser.ParseText(diag.NewSource("plan", script), syntax)
		if findings.HasErrors() {
			return from, findings
		}
		result, more := interpret.Apply(from, file, meaning)
		return result, append(findings, more...)
	}
}

// Binder returns a view's query in the form in which what somebody wrote and what a server made of it are equal, and a
// looser one without casts that a server makes by itself; false when the model does not tell what the query's names mean.
type Binder func(db *model.Database, view *model.View) (form, loose string, ok bool)

// BindWith returns the binder with the project's own settings.
func BindWith(meaning interpret.Options) Binder {
	return func(db *model.Database, view *model.View) (form, loose string, ok bool) {
		bound, ok := interpret.Bind(db, view, meaning)
		return bound.Form, bound.Loose, ok
	}
}
