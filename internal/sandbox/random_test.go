package sandbox_test

import (
	"context"
	"flag"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"pgregory.net/rapid"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/internal/modelgen"
	"github.com/redraft/redraft/internal/sandbox"
	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
	"github.com/redraft/redraft/internal/sandbox/translate"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/plan"
	"github.com/redraft/redraft/plan/ddl"
)

// principals are all users, groups and roles that random models name.
func principals() []string {
	var statements []string
	for _, user := range []string{"loader", "ana", "Ana María", "etl-service", "IAMR:ops", "user"} {
		statements = append(statements, `CREATE USER "`+user+`" PASSWORD DISABLE`)
	}
	for _, name := range []string{"readers", "writers", "Data Team", "role"} {
		statements = append(statements, `CREATE GROUP "`+name+`"`, `CREATE ROLE "`+name+`"`)
	}
	return statements
}

// lawSandbox is a sandbox of its own, for the principals of random models are the whole server's.
func lawSandbox(t *testing.T, checks string) *sandbox.Sandbox {
	t.Helper()
	sb, err := sandbox.Start(context.Background(), sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sb.Close() })
	run(t, connect(t, sb.URL()), principals()...)
	if wanted := flag.Lookup("rapid.checks"); !given(wanted) {
		before := wanted.Value.String()
		t.Cleanup(func() { wanted.Value.Set(before) })
		if err := wanted.Value.Set(checks); err != nil {
			t.Fatal(err)
		}
	}
	return sb
}

// law plays with one random model.
type law struct {
	*rapid.T
	conn *pgconn.PgConn
}

func (l law) run(statement string) {
	if _, err := l.conn.Exec(context.Background(), statement).ReadAll(); err != nil {
		l.Fatalf("%v\n%s", err, statement)
	}
}

// openLaw connects to a database of the law's own, with the names of the model in it.
func openLaw(rt *rapid.T, sb *sandbox.Sandbox) law {
	conn, err := pgconn.Connect(context.Background(), sandboxtest.NewDatabase(rt, sb))
	if err != nil {
		rt.Fatal(err)
	}
	rt.Cleanup(func() { conn.Close(context.Background()) })
	l := law{rt, conn}
	l.run("SET " + translate.CaseSetting + " TO true")
	return l
}

// draw draws a model, or several versions of one, without what PostgreSQL does not take.
func draw(rt *rapid.T, edits int) []*modelgen.World {
	worlds := []*modelgen.World{modelgen.Draw(rt, modelgen.Medium())}
	if edits > 0 {
		worlds = append(worlds, worlds[0].Mutate(rt, edits))
	}
	for _, w := range worlds {
		if clash(w.DB) {
			rt.Skip("a function and a procedure have one name, which PostgreSQL does not take; see docs/sandbox.md")
		}
	}
	return worlds
}

// Random models are made of what Redshift's manual allows, by a generator that knows nothing of the sandbox: a statement
// that is refused is a mistake of one of the two.
func TestLawEveryStatementOfARandomModelRuns(t *testing.T) {
	sb := lawSandbox(t, "15")
	fixSeed(t)
	rapid.Check(t, func(rt *rapid.T) {
		world := draw(rt, 0)[0]
		l := openLaw(rt, sb)
		for _, s := range world.Statements() {
			l.run(s)
		}
	})
}

// So are plans between them: what redraft holds to be possible must be possible on an engine that it did not write.
func TestLawEveryPlanBetweenRandomModelsRuns(t *testing.T) {
	sb := lawSandbox(t, "10")
	syntax, meaning := parser.Options{CaseSensitive: true}, interpret.Options{Analyzer: query.NewAnalyzer()}
	declare := func(w *modelgen.World) *model.Database {
		file, findings := parser.Parse("drawn.sql", []byte(ddl.Script(w.Statements())), syntax)
		result, more := interpret.Declare([]*ast.File{file}, meaning)
		if err := append(findings, more...).Err(); err != nil {
			t.Fatal(err)
		}
		return result.Database
	}
	fixSeed(t)
	rapid.Check(t, func(rt *rapid.T) {
		worlds := draw(rt, 4)
		p, err := plan.Make(declare(worlds[0]), declare(worlds[1]), plan.Options{
			Renames: diff.Renames{Objects: worlds[1].RenamedObjects, Columns: worlds[1].RenamedColumns},
			Prove:   plan.ProveWith(syntax, meaning), Reads: plan.ReadsWith(meaning),
		})
		if err != nil {
			rt.Fatal(err)
		}
		l := openLaw(rt, sb)
		for _, s := range worlds[0].Statements() {
			l.run(s)
		}
		for _, group := range p.Groups {
			if group.Transactional {
				l.run("BEGIN")
			}
			for _, step := range group.Steps {
				for _, s := range p.Steps[step-1].Statements {
					l.run(s)
				}
			}
			if group.Transactional {
				l.run("COMMIT")
			}
		}
	})
}

// clash reports whether a function and a procedure have the same name and arguments.
func clash(db *model.Database) bool {
	for _, id := range db.Procedures.IDs() {
		id.Kind = model.KindFunction
		if db.Has(id) {
			return true
		}
	}
	return false
}

// given reports whether a flag stands on the command line.
func given(wanted *flag.Flag) (found bool) {
	flag.Visit(func(f *flag.Flag) { found = found || f.Name == wanted.Name })
	return found
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
