package lint

import (
	"fmt"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var mutableFunction = Rule{
	Code:  "mutable-function-in-materialized-view",
	Title: "a materialized view over a mutable function",
	Why: "Its rows hold the value of the last refresh, every refresh computes the whole view anew, and the engine " +
		"always calls it stale (materialized-view-refresh-sql-command, r_STV_MV_INFO).",
	Severity: diag.Warning,
	Check:    checkMutableFunction,
}

// checkMutableFunction leaves views with AUTO REFRESH to auto-refresh-refused.
func checkMutableFunction(in *Input) []Finding {
	var found []Finding
	for id, view := range in.Database.MaterializedViews.All() {
		name := mutableCall(in, view)
		if name == "" || view.AutoRefresh {
			continue
		}
		found = append(found, Finding{
			Object:  id,
			Summary: fmt.Sprintf("%s calls %s, whose result changes between refreshes", id, name),
			Hint:    "filter by the present time where the materialized view is read",
		})
	}
	return found
}

// mutable are the functions of the engine whose result depends on more than their arguments (Date_functions_header,
// r_RANDOM). SYSDATE, CURRENT_DATE and their like are words of the grammar, which a query's functions do not name.
var mutable = map[string]bool{"getdate": true, "now": true, "timeofday": true, "random": true}

// mutableCall returns a mutable function that the view calls, of the engine or the team's own; empty when there is
// none.
func mutableCall(in *Input, view *model.MaterializedView) string {
	for _, name := range view.Query.Functions {
		if (name.Schema == "" || name.Schema == "pg_catalog") && mutable[name.Name] {
			return name.Name
		}
	}
	for _, e := range in.Graph.Needs(view.ID) {
		if f, ok := in.Database.Functions.Get(e.To); ok && e.Reason == deps.Calls && f.Volatility == model.Volatile {
			return f.ID.String()
		}
	}
	return ""
}
