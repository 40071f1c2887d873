package ddl_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/internal/modelgen"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/plan/ddl"
)

// withQueries are options whose views carry the canonical forms that the interpreter finds.
func withQueries(analyzer *query.Analyzer) modelgen.Options {
	o := modelgen.Medium()
	o.Analyze = func(text string) (model.Query, error) {
		return analyzer.Query(text, func(string) string { return "public" })
	}
	return o
}

// TestLawRandomDatabasesComeBack is the law that writer and reader share: what is written means what was meant, both as
// absolute scripts, whose order does not count, and as a history, whose order does. Written again, it is the same text.
func TestLawRandomDatabasesComeBack(t *testing.T) {
	analyzer := query.NewAnalyzer()
	options := interpret.Options{Analyzer: analyzer}
	readings := map[string]func([]*ast.File, interpret.Options) (interpret.Result, diag.List){
		"declared": interpret.Declare, "replayed": interpret.Replay,
	}
	rapid.Check(t, func(t *rapid.T) {
		w := modelgen.Draw(t, withQueries(analyzer)).Mutate(t, 4)
		script := ddl.Script(w.Statements())
		file, findings := parser.Parse("random.sql", []byte(script), parser.Options{})
		if len(findings) > 0 {
			t.Fatalf("%v\n%s", findings, script)
		}
		for name, read := range readings {
			result, findings := read([]*ast.File{file}, options)
			for _, d := range findings {
				t.Errorf("%s: %v", name, d)
			}
			if !result.Database.Equal(w.DB) {
				t.Fatalf("%s: what comes back differs:\n%s\n\n%s", name, differences(w.DB, result.Database), script)
			}
			if again := scriptOf(w.DB, result.Database); again != scriptOf(w.DB, w.DB) {
				difference := firstDifference(scriptOf(w.DB, w.DB), again)
				t.Fatalf("%s: written again it is another text: %s\n\n%s", name, difference, script)
			}
		}
	})
}

// scriptOf writes the objects of one database, and the privileges on them, as another holds them.
func scriptOf(list, db *model.Database) string {
	var statements []string
	for object := range list.Objects() {
		statements = append(statements, ddl.Object(db, object.Identity())...)
	}
	return ddl.Script(statements)
}

// differences shows the objects that are not the same.
func differences(want, got *model.Database) string {
	var b strings.Builder
	for object := range want.Objects() {
		id := object.Identity()
		other, ok := got.Object(id)
		if !ok || !model.Same(object, other) {
			b.WriteString("want\n" + ddl.Script(ddl.Object(want, id)) + "\ngot\n" + ddl.Script(ddl.Object(got, id)) + "\n")
		}
	}
	for id := range want.Grants.Objects() {
		for _, g := range want.Grants.On(id) {
			if !got.Grants.Has(g) {
				b.WriteString("missing: " + ddl.Grant([]model.Grant{g}) + "\n")
			}
		}
	}
	for id := range got.Grants.Objects() {
		for _, g := range got.Grants.On(id) {
			if !want.Grants.Has(g) {
				b.WriteString("too much: " + ddl.Grant([]model.Grant{g}) + "\n")
			}
		}
	}
	return b.String()
}
