package lint

import (
	"fmt"
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var unqualifiedName = Rule{
	Code:  "unqualified-name-in-view",
	Title: "a relation without its schema in a view",
	Why: "Which table is meant depends on the search path of the session that creates the view, and sessions differ: " +
		"Flyway, a person and redraft may bind the same text to different tables (r_search_path).",
	Severity: diag.Warning,
	Check:    checkUnqualifiedName,
}

// checkUnqualifiedName leaves the engine's own relations alone: they are found whatever the search path is.
func checkUnqualifiedName(in *Input) []Finding {
	var found []Finding
	for d := range definitions(in.Database) {
		if d.late {
			continue
		}
		names := slices.DeleteFunc(in.unqualified(d), model.Name.IsSystem)
		if len(names) > 0 {
			found = append(found, Finding{
				Object:  d.id,
				Summary: fmt.Sprintf("%s reads %s without a schema", d.id, joinNames(names)),
				Hint:    d.qualifiedHint(names[0]),
			})
		}
	}
	return found
}
