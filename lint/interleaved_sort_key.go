package lint

import (
	"fmt"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var interleavedSortKey = Rule{
	Code:  "interleaved-sort-key",
	Title: "an interleaved sort key",
	Why: "It decays with every load until VACUUM REINDEX writes the table again, is no match for automatic table " +
		"optimization, and forbids ALTER of encodings and distribution: later changes need the whole table rebuilt " +
		"(t_Sorting_data, r_ALTER_TABLE).",
	Severity: diag.Warning,
	Check:    checkInterleavedSortKey,
}

func checkInterleavedSortKey(in *Input) []Finding {
	var found []Finding
	for id, table := range in.Database.Tables.All() {
		if table.SortKey.Style == model.SortInterleaved {
			found = append(found, Finding{
				Object:  id,
				Summary: fmt.Sprintf("%s has an interleaved sort key", id),
				Hint:    "use COMPOUND SORTKEY with the column most often filtered first, or SORTKEY AUTO",
			})
		}
	}
	return found
}
