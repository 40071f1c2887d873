package lint

import (
	"fmt"
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var definerSearchPath = Rule{
	Code:  "security-definer-search-path",
	Title: "a SECURITY DEFINER procedure whose names the caller resolves",
	Why: "It runs with its owner's rights but looks unqualified names up where the caller says: a caller can put " +
		"another table in front of the one that is meant (stored-procedure-security-and-privileges).",
	Severity: diag.Warning,
	Check:    checkDefinerSearchPath,
}

func checkDefinerSearchPath(in *Input) []Finding {
	var found []Finding
	for id, p := range in.Database.Procedures.All() {
		isPath := func(s model.Setting) bool { return s.Name == "search_path" }
		if !p.SecurityDefiner || slices.ContainsFunc(p.Settings, isPath) || in.qualifies(p) {
			continue
		}
		found = append(found, Finding{
			Object:  id,
			Summary: fmt.Sprintf("%s is SECURITY DEFINER and sets no search_path", id),
			Hint:    "write the schema of every relation, or add SET search_path TO schemas that only its owner can write to",
		})
	}
	return found
}

// qualifies reports whether a procedure provably names every relation and procedure with its schema: then no search
// path can lead it astray.
func (in *Input) qualifies(p *model.Procedure) bool {
	if in.Analyzer == nil {
		return false
	}
	use, err := in.Analyzer.Procedure(p.Body, nil)
	if err != nil || use.Dynamic || use.Opaque {
		return false
	}
	bare := func(n model.Name) bool { return n.Schema == "" && !n.IsSystem() }
	return !slices.ContainsFunc(slices.Concat(use.Reads, use.Writes, use.Procedures), bare)
}
