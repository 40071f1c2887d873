package ddl

import (
	"strings"

	"github.com/redraft/redraft/model"
)

// CreateView returns CREATE VIEW, or CREATE OR REPLACE VIEW. The query stands as it was written.
func CreateView(v *model.View, replace bool) string {
	text := create("VIEW", replace) + QualifiedName(v.ID)
	if len(v.Columns) > 0 {
		text += " " + nameList(v.Columns)
	}
	query := closed(v.Query.Text)
	if v.NoBinding {
		query = strings.TrimSuffix(query, "\n") + "\nWITH NO SCHEMA BINDING"
	}
	return text + " AS\n" + query
}

// create returns CREATE or CREATE OR REPLACE, the word and a blank.
func create(word string, replace bool) string {
	if replace {
		return "CREATE OR REPLACE " + word + " "
	}
	return "CREATE " + word + " "
}

// CreateMaterializedView returns CREATE MATERIALIZED VIEW, with its clauses in the order that the grammar wants. The
// AUTO styles cannot be said here: CreateMaterializedViewStatements adds them.
func CreateMaterializedView(v *model.MaterializedView) string {
	var clauses []string
	if v.NoBackup {
		clauses = append(clauses, "BACKUP NO")
	}
	clauses = append(clauses, materializedLayout(v)...)
	if v.AutoRefresh {
		clauses = append(clauses, "AUTO REFRESH YES")
	}
	head := "CREATE MATERIALIZED VIEW " + QualifiedName(v.ID)
	if len(clauses) == 0 {
		return head + " AS\n" + closed(v.Query.Text)
	}
	return head + "\n" + strings.Join(clauses, "\n") + "\nAS\n" + closed(v.Query.Text)
}

// materializedLayout leaves out the AUTO styles, for which materialized-view-create-sql-command has no words.
func materializedLayout(v *model.MaterializedView) []string {
	d, k := v.Distribution, v.SortKey
	if d.Style == model.DistAuto {
		d = model.Distribution{}
	}
	if k.Style == model.SortAuto {
		k = model.SortKey{}
	}
	return layout(d, k)
}

// CreateMaterializedViewStatements returns CREATE MATERIALIZED VIEW and the ALTERs for the AUTO styles, which only they
// can set (r_ALTER_MATERIALIZED_VIEW).
func CreateMaterializedViewStatements(v *model.MaterializedView) []string {
	statements := []string{CreateMaterializedView(v)}
	if v.Distribution.Style == model.DistAuto {
		statements = append(statements, AlterDistribution(v.ID, v.Distribution))
	}
	if v.SortKey.Style == model.SortAuto {
		statements = append(statements, AlterSortKey(v.ID, v.SortKey))
	}
	return statements
}
