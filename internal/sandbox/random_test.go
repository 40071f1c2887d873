package sandbox_test

import (
	"context"
	"flag"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"pgregory.net/rapid"

	"github.com/redraft/redraft/internal/modelgen"
	"github.com/redraft/redraft/internal/sandbox"
	"github.com/redraft/redraft/internal/sandbox/sandboxtest"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
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

// Random models are made of what Redshift's manual allows, by a generator that knows nothing of the sandbox: a statement
// that is refused is a mistake of one of the two.
func TestLawEveryStatementOfARandomModelRuns(t *testing.T) {
	sb, err := sandbox.Start(context.Background(), sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sb.Close() })
	admin := connect(t, sb.URL())
	run(t, admin, principals()...)
	analyzer := query.NewAnalyzer()
	options := modelgen.Medium()
	options.Analyze = func(text string) (model.Query, error) {
		return analyzer.Query(text, func(string) string { return "public" })
	}
	checks := flag.Lookup("rapid.checks")
	if !given(checks) {
		if err := checks.Value.Set("20"); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		world := modelgen.Draw(rt, options)
		if clash(world.DB) {
			rt.Skip("a function and a procedure have one name, which PostgreSQL does not take; see docs/sandbox.md")
		}
		url := sandboxtest.NewDatabase(rt, sb)
		ctx := context.Background()
		conn, err := pgconn.Connect(ctx, url)
		if err != nil {
			rt.Fatal(err)
		}
		defer conn.Close(ctx)
		for _, s := range world.Statements() {
			if _, err := conn.Exec(ctx, s).ReadAll(); err != nil {
				rt.Fatalf("%v\n%s", err, s)
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
