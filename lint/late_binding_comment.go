package lint

import (
	"fmt"

	"github.com/redraft/redraft/model/diag"
)

var lateBindingColumnComment = Rule{
	Code:  "comment-on-late-binding-column",
	Title: "a comment on a column of a late-binding view",
	Why: "The catalog holds no columns of a late-binding view, so that a comment on one has nothing to hang on " +
		"(PG_GET_LATE_BINDING_VIEW_COLS; docs/evidence.md).",
	Severity: diag.Warning,
	Check:    checkLateBindingColumnComment,
}

func checkLateBindingColumnComment(in *Input) []Finding {
	var found []Finding
	for id, view := range in.Database.Views.All() {
		if view.NoBinding && len(view.ColumnComments) > 0 {
			found = append(found, Finding{
				Object:  id,
				Summary: fmt.Sprintf("%s binds late, but its column %s has a comment", id, view.ColumnComments[0].Column),
				Hint:    "comment on the view, or on the columns of the tables that it reads",
			})
		}
	}
	return found
}
