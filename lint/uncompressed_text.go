package lint

import (
	"fmt"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var uncompressedText = Rule{
	Code:  "uncompressed-text",
	Title: "a long text without compression",
	Why: "ENCODE RAW stores every byte: scans read all of them, and one named encoding also ends ENCODE AUTO for the " +
		"whole table (c_Compression_encodings, t_Compressing_data_on_disk).",
	Severity: diag.Warning,
	Check:    checkUncompressedText,
}

// longText is a length from which a text column is likely to weigh more than the rest of a row.
const longText = 256

// checkUncompressedText looks at encodings that somebody wrote; sort key columns are RAW for a reason.
func checkUncompressedText(in *Input) []Finding {
	var found []Finding
	for id, table := range in.Database.Tables.All() {
		for _, c := range table.Columns {
			if c.Encoding != model.EncodeRaw || c.EncodingFilled || c.Type.Name != model.Varchar ||
				c.Type.Length < longText || table.SortKey.HasColumn(c.Name) {
				continue
			}
			found = append(found, Finding{
				Object: id, Column: c.Name,
				Summary: fmt.Sprintf("column %s of %s is %s with ENCODE RAW", c.Name, id, c.Type),
				Hint:    "leave the encodings of the table to the engine, or write ENCODE ZSTD",
			})
		}
	}
	return found
}
