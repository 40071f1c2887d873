package lint

import (
	"fmt"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

var grantToUser = Rule{
	Code:  "grant-to-user",
	Title: "a privilege for a single user",
	Why: "A user who leaves cannot be dropped while grants name them, and the next one starts without; a role or a " +
		"group keeps the model free of people (r_DROP_USER, r_roles-managing).",
	Severity: diag.Info,
	Check:    checkGrantToUser,
}

// checkGrantToUser reports each user once, at the first grant. A grant option is left alone: nobody but a user can hold
// one (r_GRANT, WITH GRANT OPTION).
func checkGrantToUser(in *Input) []Finding {
	var found []Finding
	seen := make(map[model.Grantee]bool)
	for file, grant := range statements[*ast.Grant](in.Scripts) {
		for _, to := range grant.To {
			if grant.Revoke || to.Grantee.Kind != model.ToUser || to.Option || seen[to.Grantee] {
				continue
			}
			seen[to.Grantee] = true
			found = append(found, Finding{
				File: file, Span: to.Span,
				Summary: fmt.Sprintf("privileges are granted to %s", to.Grantee),
				Hint:    "grant them to a role, and the role to the user",
			})
		}
	}
	return found
}
