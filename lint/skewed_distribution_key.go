package lint

import (
	"fmt"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var skewedDistributionKey = Rule{
	Code:  "skewed-distribution-key",
	Title: "a distribution key with few values",
	Why: "All rows of one value lie on one slice. A boolean has two values, so that two slices hold the table; with a " +
		"date, a query for some days works on a few slices while the others wait (c_best-practices-best-dist-key, " +
		"t_Distributing_data).",
	Severity: diag.Warning,
	Check:    checkSkewedDistributionKey,
}

func checkSkewedDistributionKey(in *Input) []Finding {
	var found []Finding
	for id, table := range in.Database.Tables.All() {
		key := table.Column(table.Distribution.Key)
		if table.Distribution.Style != model.DistKey || key == nil ||
			key.Type.Name != model.Boolean && key.Type.Name != model.Date {
			continue
		}
		found = append(found, Finding{
			Object: id, Column: key.Name,
			Summary: fmt.Sprintf("%s is distributed by %s, a %s", id, key.Name, key.Type),
			Hint:    "choose the column that large joins use and that has many values, or DISTSTYLE AUTO",
		})
	}
	return found
}
