package lint

import (
	"fmt"
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var compressedSortKey = Rule{
	Code:  "compressed-sort-key",
	Title: "a compressed sort key beside long texts",
	Why: "When the first sort column is compressed much more than the columns beside it, a range of it covers few of " +
		"its blocks and many of theirs; the manual advises to leave it raw in a table with large VARCHAR columns " +
		"(c_best-practices-use-auto-compression).",
	Severity: diag.Info,
	Check:    checkCompressedSortKey,
}

func checkCompressedSortKey(in *Input) []Finding {
	var found []Finding
	for id, table := range in.Database.Tables.All() {
		if table.SortKey.Style != model.SortCompound || len(table.SortKey.Columns) == 0 {
			continue
		}
		first := table.Column(table.SortKey.Columns[0])
		if first == nil || first.EncodingFilled || first.Encoding == "" || first.Encoding == model.EncodeRaw ||
			isLongText(*first) || !slices.ContainsFunc(table.Columns, isLongText) {
			continue
		}
		found = append(found, Finding{
			Object: id, Column: first.Name,
			Summary: fmt.Sprintf("the first sort column %s of %s is compressed with %s", first.Name, id, first.Encoding),
			Hint:    "write ENCODE RAW for it, unless measurements say otherwise",
		})
	}
	return found
}

func isLongText(c model.Column) bool {
	return c.Type.Name == model.Varchar && c.Type.Length >= longText
}
