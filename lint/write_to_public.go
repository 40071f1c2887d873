package lint

import (
	"fmt"
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

var writeToPublic = Rule{
	Code:  "write-granted-to-public",
	Title: "everybody may change something",
	Why: "PUBLIC is every user of the database, those of tomorrow included; a single REVOKE from one user does not " +
		"help against it (r_GRANT).",
	Severity: diag.Warning,
	Check:    checkWriteToPublic,
}

// harmless are the privileges that change nothing. EXECUTE on functions is everybody's from the beginning (r_GRANT).
var harmless = []model.Privilege{"SELECT", "USAGE", "EXECUTE", "TEMPORARY", "REFERENCES"}

func checkWriteToPublic(in *Input) []Finding {
	var found []Finding
	for file, grant := range statements[*ast.Grant](in.Scripts) {
		for _, to := range grant.To {
			if grant.Revoke || to.Grantee.Kind != model.ToPublic {
				continue
			}
			if what := writing(grant); what != "" {
				found = append(found, Finding{
					File: file, Span: to.Span,
					Summary: fmt.Sprintf("%s is granted to PUBLIC", what),
					Hint:    "grant it to a role",
				})
			}
		}
	}
	return found
}

// writing returns the first privilege that lets its holder change something. ALL is harmless where it means EXECUTE or
// USAGE alone.
func writing(grant *ast.Grant) string {
	if grant.All {
		for _, p := range model.AllPrivileges(grant.On.Kind) {
			if !slices.Contains(harmless, p) {
				return "ALL"
			}
		}
		return ""
	}
	for _, p := range grant.Privileges {
		if !slices.Contains(harmless, p.Name) {
			return string(p.Name)
		}
	}
	return ""
}
