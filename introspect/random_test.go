package introspect_test

import (
	"flag"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/internal/modelgen"
	"github.com/redraft/redraft/introspect"
	"github.com/redraft/redraft/model"
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
	read, refused := 0, 0
	defer func() { t.Logf("%d models came back, %d could not be built on the sandbox", read, refused) }()
	fixSeed(t)
	rapid.Check(t, func(rt *rapid.T) {
		world := modelgen.Draw(rt, modelgen.Medium())
		text := ddl.Script(world.Statements())
		file, findings := parser.Parse("drawn.sql", []byte(text), parser.Options{CaseSensitive: true})
		result, more := interpret.Declare([]*ast.File{file}, options)
		if findings.HasErrors() || more.HasErrors() {
			rt.Fatalf("the drawn model is wrong: %v %v\n%s", findings, more, text)
		}
		if hasLongDefault(result.Database) {
			rt.Skip("what becomes of a default that is longer than its column is not known")
		}
		if takesYears(result.Database) {
			rt.Skip("the sandbox has one type of interval, by which routines cannot be told apart")
		}
		s := newStation(rt, analyzer)
		if err := s.conn.Exec(rt.Context(), "SET enable_case_sensitive_identifier TO true"); err != nil {
			rt.Fatalf("%v", err)
		}
		db := s.inDatabase(result.Database)
		if err := s.build(rt, db, options, true); err != nil {
			refused++
			t.Logf("%v", err)
			rt.Skip("the sandbox does not know all of Redshift's statements; what it refuses is not this room's")
		}
		read++
		live, _ := s.read(rt, introspect.Options{CaseSensitive: true})
		demandEqual(rt, withOwners(db, live), live, options, true)
	})
}

// takesYears reports whether a routine takes or returns an INTERVAL YEAR TO MONTH.
func takesYears(db *model.Database) bool {
	years := func(a model.Argument) bool { return a.Type.Name == model.IntervalYearToMonth }
	for _, f := range db.Functions.All() {
		if f.Returns.Name == model.IntervalYearToMonth || slices.ContainsFunc(f.Args, years) {
			return true
		}
	}
	for _, p := range db.Procedures.All() {
		if slices.ContainsFunc(p.Args, years) {
			return true
		}
	}
	return false
}

// hasLongDefault reports whether a column's default does not fit into it.
func hasLongDefault(db *model.Database) bool {
	for _, t := range db.Tables.All() {
		for _, c := range t.Columns {
			sized := c.Type.Name == model.Char || c.Type.Name == model.Varchar
			if sized && len(c.Default.Canonical) > c.Type.Length+len("''") {
				return true
			}
		}
	}
	return false
}

// fixSeed lets a change be judged by the same models each time; -rapid.seed looks at others.
func fixSeed(t *testing.T) {
	t.Helper()
	if seed := flag.Lookup("rapid.seed"); seed != nil && seed.Value.String() == "0" {
		if err := seed.Value.Set("1"); err != nil {
			t.Fatal(err)
		}
	}
}
