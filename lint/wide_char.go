package lint

import (
	"fmt"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var wideChar = Rule{
	Code:  "wide-char",
	Title: "a long CHAR column",
	Why: "CHAR is filled with blanks to its full length wherever it is processed, and refuses every character outside " +
		"of ASCII; VARCHAR does neither (r_Character_types).",
	Severity: diag.Warning,
	Check:    checkWideChar,
}

// longestCode is the longest text of fixed length in common use: a SHA-256 in hexadecimal.
const longestCode = 64

func checkWideChar(in *Input) []Finding {
	var found []Finding
	for id, table := range in.Database.Tables.All() {
		for _, c := range table.Columns {
			if c.Type.Name == model.Char && c.Type.Length > longestCode {
				found = append(found, Finding{
					Object: id, Column: c.Name,
					Summary: fmt.Sprintf("column %s of %s is CHAR(%d)", c.Name, id, c.Type.Length),
					Hint:    fmt.Sprintf("VARCHAR(%d) takes any character and only the room it needs", c.Type.Length),
				})
			}
		}
	}
	return found
}
