package lint

import (
	"fmt"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var materializedOverView = Rule{
	Code:  "materialized-view-over-view",
	Title: "a materialized view that reads a view",
	Why: "Redshift refuses standard views in the query of a materialized view; tables, external tables and other " +
		"materialized views are taken (materialized-view-create-sql-command).",
	Severity: diag.Error,
	Check:    checkMaterializedOverView,
}

func checkMaterializedOverView(in *Input) []Finding {
	var found []Finding
	for id := range in.Database.MaterializedViews.All() {
		for _, e := range in.Graph.Needs(id) {
			if e.Reason == deps.Reads && e.To.Kind == model.KindView {
				found = append(found, Finding{
					Object:  id,
					Summary: fmt.Sprintf("%s reads %s", id, e.To),
					Hint:    "write the view's query into it, or make the view a materialized one",
				})
			}
		}
	}
	return found
}
