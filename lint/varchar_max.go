package lint

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var varcharMax = Rule{
	Code:  "varchar-max",
	Title: "columns of the greatest length",
	Why: "Compression hides the length on disk, but intermediate results in temporary tables are not compressed: " +
		"columns wider than their values use memory and temporary disk space (c_best-practices-smallest-column-size).",
	Severity: diag.Info,
	Check:    checkVarcharMax,
}

// longest is what VARCHAR(MAX) means in a table (r_Character_types).
const longest = 65535

// checkVarcharMax reports a table once, at its first such column: whoever writes one on purpose often writes several.
func checkVarcharMax(in *Input) []Finding {
	var found []Finding
	for id, table := range in.Database.Tables.All() {
		var wide []string
		for _, c := range table.Columns {
			if c.Type.Name == model.Varchar && c.Type.Length == longest {
				wide = append(wide, c.Name)
			}
		}
		if len(wide) == 0 {
			continue
		}
		found = append(found, Finding{
			Object: id, Column: wide[0],
			Summary: fmt.Sprintf("%s holds VARCHAR(%d): %s", id, longest, strings.Join(wide, ", ")),
			Hint:    "write the length that the values need; for documents, SUPER holds more and is parsed once",
		})
	}
	return found
}
