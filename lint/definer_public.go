package lint

import (
	"fmt"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var definerPublic = Rule{
	Code:  "security-definer-public",
	Title: "a SECURITY DEFINER procedure that everybody may call",
	Why: "Everybody then does with its owner's rights what its arguments allow; the manual says to grant EXECUTE to " +
		"certain users and never to PUBLIC (stored-procedure-security-and-privileges).",
	Severity: diag.Warning,
	Check:    checkDefinerPublic,
}

func checkDefinerPublic(in *Input) []Finding {
	var found []Finding
	for id, p := range in.Database.Procedures.All() {
		execute := model.Grant{On: id, Privilege: "EXECUTE", To: model.Public}
		if p.SecurityDefiner && in.Database.Grants.Has(execute) {
			found = append(found, Finding{
				Object:  id,
				Summary: fmt.Sprintf("%s is SECURITY DEFINER, and PUBLIC may execute it", id),
				Hint:    "grant EXECUTE to the roles that need it",
			})
		}
	}
	return found
}
