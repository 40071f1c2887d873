package lint

import (
	"fmt"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var objectInPublic = Rule{
	Code:  "object-in-public",
	Title: "an object in schema public beside other schemas",
	Why: "An object lands in public when nobody writes a schema; there everybody may create objects, also ones that " +
		"hide others (r_Schemas_and_tables).",
	Severity: diag.Info,
	Check:    checkObjectInPublic,
}

// checkObjectInPublic is silent while public is the only schema: then the team chose to have none.
func checkObjectInPublic(in *Input) []Finding {
	public := model.SchemaID("public")
	if !hasOther(in.Database, public) {
		return nil
	}
	var found []Finding
	for object := range in.Database.Objects() {
		id := object.Identity()
		if id.Schema == public.Name && (id.Kind.IsRelation() || id.Kind.IsRoutine()) {
			found = append(found, Finding{
				Object:  id,
				Summary: fmt.Sprintf("%s lies in schema public", id),
				Hint:    "write the schema it belongs to",
			})
		}
	}
	return found
}

func hasOther(db *model.Database, schema model.ID) bool {
	for id := range db.Schemas.All() {
		if id != schema {
			return true
		}
	}
	return false
}
