package lint

import (
	"fmt"

	"github.com/redraft/redraft/model/diag"
)

var lateBindingUnqualified = Rule{
	Code:  "late-binding-view-unqualified",
	Title: "a relation without its schema in a late-binding view",
	Why: "Redshift refuses WITH NO SCHEMA BINDING unless every relation is written with its schema, the engine's own " +
		"included (r_CREATE_VIEW; for the latter, github.com/dbt-labs/redshift/pull/27).",
	Severity: diag.Error,
	Check:    checkLateBindingUnqualified,
}

func checkLateBindingUnqualified(in *Input) []Finding {
	var found []Finding
	for d := range definitions(in.Database) {
		if !d.late {
			continue
		}
		if names := in.unqualified(d); len(names) > 0 {
			found = append(found, Finding{
				Object:  d.id,
				Summary: fmt.Sprintf("late-binding %s reads %s without a schema", d.id, joinNames(names)),
				Hint:    d.qualifiedHint(names[0]),
			})
		}
	}
	return found
}
