package ddl_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/internal/modelgen"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/plan/ddl"
)

// understood parses statements and fails on any remark.
func understood(t *rapid.T, statements []string) {
	script := ddl.Script(statements)
	file, findings := parser.Parse("random.sql", []byte(script), parser.Options{})
	for _, d := range findings {
		t.Fatalf("%v\n%s\n\n%s", d, d.Snippet, script)
	}
	if len(file.Statements) != len(statements) {
		t.Fatalf("%d statements are read as %d\n%s", len(statements), len(file.Statements), script)
	}
}

func TestLawRandomDatabasesAreUnderstood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := modelgen.Draw(t, modelgen.Medium()).Mutate(t, 5)
		understood(t, w.Statements())
	})
}

func TestLawRandomAlterationsAreUnderstood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := modelgen.Draw(t, modelgen.Medium())
		for id, table := range w.DB.Tables.All() {
			understood(t, tableAlterations(id, table))
		}
		for id, v := range w.DB.MaterializedViews.All() {
			understood(t, []string{
				ddl.AlterDistribution(id, v.Distribution), ddl.AlterSortKey(id, v.SortKey), ddl.AlterAutoRefresh(id, true),
			})
		}
		for object := range w.DB.Objects() {
			id := object.Identity()
			understood(t, []string{ddl.Drop(id), ddl.Owner(id, "Ana"), ddl.Comment(id, "")})
		}
	})
}

func tableAlterations(id model.ID, table *model.Table) []string {
	statements := []string{
		ddl.RenameTable(id, id.Name), ddl.AlterEncodeAuto(id), ddl.AlterDistribution(id, table.Distribution),
		ddl.Lock(id, id), ddl.CompareRowCounts(id, id),
	}
	if table.SortKey.Style != model.SortInterleaved { // which no ALTER can make
		statements = append(statements, ddl.AlterSortKey(id, table.SortKey))
	}
	var assignments []ddl.Assignment
	for _, c := range table.Columns {
		if c.Identity == nil {
			statements = append(statements, ddl.AddColumn(id, c))
		}
		statements = append(statements, ddl.DropColumn(id, c.Name), ddl.RenameColumn(id, c.Name, c.Name),
			ddl.AlterColumnEncode(id, c.Name, "zstd"), ddl.AlterColumnType(id, c.Name, varchar(300)))
		for _, to := range table.Columns {
			assignments = append(assignments, ddl.Assignment{Column: to.Name, Expr: ddl.Cast(c.Name, c.Type, to.Type)})
		}
	}
	for _, c := range table.Constraints {
		statements = append(statements, ddl.AddConstraint(id, c), ddl.DropConstraint(id, c.Name+"x"))
	}
	return append(statements, ddl.CopyRows(id, id, assignments))
}
