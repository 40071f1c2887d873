package lint

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

var everyRow = Rule{
	Code:  "every-row-changed",
	Title: "UPDATE or DELETE without WHERE in a changeset",
	Why: "It changes every row: often a forgotten condition, and always a full rewrite, for Redshift marks the old " +
		"rows deleted and stores new ones until VACUUM (r_UPDATE, r_DELETE, t_Reclaiming_storage_space202).",
	Severity: diag.Warning,
	Check:    checkEveryRow,
}

// checkEveryRow leaves temporary tables alone: their rows are the session's own.
func checkEveryRow(in *Input) []Finding {
	var found []Finding
	for _, file := range in.Changesets {
		temporary := temporaryTables(file)
		add := func(span ast.Span, target ast.Name, summary string) {
			if target.Schema == "" && (temporary[target.Name] || strings.HasPrefix(target.Name, "#")) {
				return
			}
			found = append(found, Finding{
				File: file, Span: span, Summary: fmt.Sprintf(summary, written(target)),
				Hint: "add a condition; when every row is meant, say so: -- redraft: ignore every-row-changed: reason",
			})
		}
		for _, statement := range file.Statements {
			switch s := statement.(type) {
			case *ast.Update:
				if !s.Where {
					add(s.Span, s.Target, "UPDATE %s has no WHERE and changes every row")
				}
			case *ast.Delete:
				if !s.Where {
					add(s.Span, s.Target, "DELETE FROM %s has no WHERE and deletes every row")
				}
			}
		}
	}
	return found
}

// temporaryTables returns the names of the temporary tables that a file creates.
func temporaryTables(file *ast.File) map[string]bool {
	names := make(map[string]bool)
	for _, statement := range file.Statements {
		switch s := statement.(type) {
		case *ast.CreateTable:
			names[s.Name.Name] = names[s.Name.Name] || s.Temporary
		case *ast.CreateTableAs:
			names[s.Name.Name] = names[s.Name.Name] || s.Temporary
		case *ast.SelectInto:
			names[s.Name.Name] = names[s.Name.Name] || s.Temporary
		}
	}
	return names
}
