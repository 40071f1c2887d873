package lint

import (
	"fmt"

	"github.com/redraft/redraft/model/diag"
)

var pythonFunction = Rule{
	Code:  "python-function",
	Title: "a function in Python",
	Why: "From patch 198 (November 2025) on, Redshift creates no new Python functions, so that these scripts no longer " +
		"build an empty database; after 30 June 2026 it stops to run those that exist (the notice on every page of " +
		"the manual, for example udf-creating-a-scalar-udf).",
	Severity: diag.Warning,
	Check:    checkPythonFunction,
}

func checkPythonFunction(in *Input) []Finding {
	var found []Finding
	for id, f := range in.Database.Functions.All() {
		if f.Language == "plpythonu" {
			found = append(found, Finding{
				Object:  id,
				Summary: fmt.Sprintf("%s is written in Python, which Redshift supports no longer than 30 June 2026", id),
				Hint:    "write it in SQL, or as a Lambda function with CREATE EXTERNAL FUNCTION",
			})
		}
	}
	return found
}
