package lint

import (
	"strings"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

var cascadeInChangeset = Rule{
	Code:  "cascade-in-changeset",
	Title: "CASCADE in a changeset",
	Why: "It drops views, foreign keys and what hangs on them without naming one; nothing brings them back, and what " +
		"is dropped differs from cluster to cluster (r_DROP_TABLE, r_ALTER_TABLE).",
	Severity: diag.Warning,
	Check:    checkCascade,
}

func checkCascade(in *Input) []Finding {
	var found []Finding
	add := func(file *ast.File, span ast.Span, what string) {
		found = append(found, Finding{
			File: file, Span: span,
			Summary: what + " CASCADE drops dependents that nobody named",
			Hint:    "drop them by name first; redraft deps lists them in order",
		})
	}
	for file, s := range statements[ast.Statement](in.Changesets) {
		switch s := s.(type) {
		case *ast.DropRelation:
			if s.Cascade {
				add(file, s.Span, "DROP "+strings.ToUpper(s.Kind.String()))
			}
		case *ast.DropSchema:
			if s.Cascade {
				add(file, s.Span, "DROP SCHEMA")
			}
		case *ast.DropRoutine:
			if s.Cascade {
				add(file, s.Span, "DROP FUNCTION") // DROP PROCEDURE has no CASCADE (r_DROP_PROCEDURE)
			}
		case *ast.AlterTable:
			for _, action := range s.Actions {
				if cascades(action) {
					add(file, action.Bounds(), "ALTER TABLE …")
				}
			}
		}
	}
	return found
}

func cascades(action ast.AlterAction) bool {
	switch a := action.(type) {
	case *ast.DropColumn:
		return a.Cascade
	case *ast.DropConstraint:
		return a.Cascade
	}
	return false
}
