package lint

import (
	"fmt"

	"github.com/redraft/redraft/model/diag"
)

var selectStar = Rule{
	Code:  "select-star-in-view",
	Title: "a star over a table in a view",
	Why: "A regular or materialized view expands the star once, when it is created: a column added to the table later " +
		"never shows, while a view created anew has it, so that clusters differ though the scripts do not " +
		"(r_CREATE_VIEW, r_ALTER_TABLE, ADD COLUMN).",
	Severity: diag.Warning,
	Check:    checkSelectStar,
}

// checkSelectStar leaves late-binding views alone: they expand the star whenever they are read.
func checkSelectStar(in *Input) []Finding {
	if in.Analyzer == nil {
		return nil
	}
	var found []Finding
	for d := range definitions(in.Database) {
		if d.late {
			continue
		}
		if relations := in.Analyzer.Stars(d.query.Text, nil); len(relations) > 0 {
			found = append(found, Finding{
				Object:  d.id,
				Summary: fmt.Sprintf("%s takes all columns of %s by a star", d.id, joinNames(relations)),
				Hint:    "name the columns",
			})
		}
	}
	return found
}
