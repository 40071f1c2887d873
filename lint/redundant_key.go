package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var redundantKey = Rule{
	Code:  "redundant-key",
	Title: "two keys over the same columns",
	Why: "A UNIQUE constraint must cover other columns than every other UNIQUE or PRIMARY KEY of its table " +
		"(r_CREATE_TABLE_NEW); the second key says nothing that the first does not say.",
	Severity: diag.Warning,
	Check:    checkRedundantKey,
}

func checkRedundantKey(in *Input) []Finding {
	var found []Finding
	for id, table := range in.Database.Tables.All() {
		first := make(map[string]model.Constraint)
		for _, c := range table.Constraints {
			if c.Kind == model.ForeignKey {
				continue
			}
			columns := fmt.Sprintf("%q", slices.Sorted(slices.Values(c.Columns)))
			other, had := first[columns]
			if !had {
				first[columns] = c
				continue
			}
			found = append(found, Finding{
				Object: id,
				Summary: fmt.Sprintf("%s has a %s and a %s over (%s)", id, other.Kind, c.Kind,
					strings.Join(c.Columns, ", ")),
				Hint: "keep the PRIMARY KEY where there is one, else either of the two",
			})
		}
	}
	return found
}
