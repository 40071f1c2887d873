package introspect_test

import (
	"flag"
	"testing"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/internal/modelgen"
	"github.com/redraft/redraft/introspect"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/plan/ddl"
)

// fewChecks is how many models are drawn when the command line does not say (-rapid.checks): each is a database of its own.
const fewChecks = "20"

func checks(t *testing.T) {
	t.Helper()
	set := false
	flag.Visit(func(f *flag.Flag) { set = set || f.Name == "rapid.checks" })
	if !set {
		if err := flag.Set("rapid.checks", fewChecks); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLawRandomModelsComeBack builds random models on the sandbox, reads them back, and demands that nothing differs in
// either direction.
func TestLawRandomModelsComeBack(t *testing.T) {
	checks(t)
	analyzer := query.NewAnalyzer()
	analyzer.CaseSensitive = true
	options := interpret.Options{Analyzer: analyzer}
	rapid.Check(t, func(rt *rapid.T) {
		world := modelgen.Draw(rt, modelgen.Medium())
		text := ddl.Script(world.Statements())
		file, findings := parser.Parse("drawn.sql", []byte(text), parser.Options{CaseSensitive: true})
		result, more := interpret.Declare([]*ast.File{file}, options)
		if findings.HasErrors() || more.HasErrors() {
			rt.Fatalf("the drawn model is wrong: %v %v\n%s", findings, more, text)
		}
		s := newStation(rt, analyzer)
		if err := s.conn.Exec(rt.Context(), "SET enable_case_sensitive_identifier TO true"); err != nil {
			rt.Fatalf("%v", err)
		}
		db := s.inDatabase(result.Database)
		s.build(rt, db, options, true)
		live, _ := s.read(rt, introspect.Options{CaseSensitive: true})
		demandEqual(rt, withOwners(db, live), live, options, true)
	})
}
