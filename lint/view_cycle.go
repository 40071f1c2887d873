package lint

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

var viewCycle = Rule{
	Code:  "view-cycle",
	Title: "views that read each other in a circle",
	Why: "A late-binding view is created whatever it names, so that a circle is built without complaint; every query " +
		"of one of its views then fails (r_CREATE_VIEW).",
	Severity: diag.Error,
	Check:    checkViewCycle,
}

// checkViewCycle leaves circles without a view alone: procedures may call each other, and foreign keys may cross.
func checkViewCycle(in *Input) []Finding {
	var found []Finding
	for _, cycle := range in.Graph.Cycles() {
		names := make([]string, 0, len(cycle)+1)
		views := 0
		for _, id := range cycle {
			names = append(names, id.QualifiedName())
			if id.Kind == model.KindView || id.Kind == model.KindMaterializedView {
				views++
			}
		}
		if views == 0 {
			continue
		}
		found = append(found, Finding{
			Object:  cycle[0],
			Summary: "these views need each other: " + strings.Join(append(names, names[0]), " → "),
			Hint:    "let one of them read the tables behind the next",
		})
	}
	return found
}
