package lint

import (
	"fmt"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

var truncateInChangeset = Rule{
	Code:  "truncate-in-changeset",
	Title: "TRUNCATE in a changeset",
	Why: "It deletes all rows and commits at once, the statements before it included: when the changeset fails later, " +
		"there is no way back, and Flyway does not know how far it came (r_TRUNCATE).",
	Severity: diag.Warning,
	Check:    checkTruncate,
}

func checkTruncate(in *Input) []Finding {
	var found []Finding
	for file, s := range statements[*ast.Truncate](in.Changesets) {
		found = append(found, Finding{
			File: file, Span: s.Span,
			Summary: fmt.Sprintf("TRUNCATE of %s commits the changeset halfway", written(s.Target)),
			Hint:    "use DELETE, or put the TRUNCATE into a changeset of its own",
		})
	}
	return found
}

// written returns a name as it stands in a statement.
func written(n ast.Name) string {
	if n.Schema == "" {
		return n.Name
	}
	return n.Schema + "." + n.Name
}
