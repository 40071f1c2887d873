package resolve_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	sql "github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

var update = flag.Bool("update", false, "write the cases' results anew")

// TestCases resolves the statements of every case. Of its files, tables.sql is the model, statements.sql is a script whose
// statements are resolved in order, with temporary tables seen by those behind, and result is what was found: the output
// columns, the columns that are used, and the findings with the text that they point at. Each statement's text is shown up to
// its first line end.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases: ", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { runCase(t, path) })
	}
}

func runCase(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var tables, statements, want string
	for _, f := range archive.Files {
		switch f.Name {
		case "tables.sql":
			tables = string(f.Data)
		case "statements.sql":
			statements = string(f.Data)
		case "result":
			want = string(f.Data)
		default:
			t.Fatalf("nobody reads %s", f.Name)
		}
	}
	got := resolveAll(t, tables, statements)
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("differs (run with -update to accept it):\n--- want\n%s--- got\n%s", want, got)
	}
	archive.Files = []txtar.File{
		{Name: "tables.sql", Data: []byte(tables)}, {Name: "statements.sql", Data: []byte(statements)},
		{Name: "result", Data: []byte(got)},
	}
	if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// modelOf reads the model of a case.
func modelOf(t *testing.T, tables string, analyzer *query.Analyzer) *resolve.Model {
	t.Helper()
	file, findings := sql.Parse("tables.sql", []byte(tables), sql.Options{})
	result, more := interpret.Declare([]*ast.File{file}, interpret.Options{Analyzer: analyzer})
	if err := append(findings, more...).Err(); err != nil {
		t.Fatal(err)
	}
	return resolve.NewModel(result.Database, analyzer, []string{"public"})
}

func resolveAll(t *testing.T, tables, statements string) string {
	t.Helper()
	analyzer := query.NewAnalyzer()
	session := resolve.NewSession(modelOf(t, tables, analyzer), []string{"public"})
	file, findings := sql.Parse("statements.sql", []byte(statements), sql.Options{KeepPlaceholders: true})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, s := range file.Statements {
		text := file.Text(s.Bounds())
		use, err := analyzer.Script(text, nil)
		if err != nil {
			t.Fatal(text, err)
		}
		for _, tree := range use.Trees {
			result := resolve.Statement(tree, session, nil)
			show(&b, text, result)
			if tree.Verb == query.Create && tree.Temporary {
				session.MakeTemporary(tree.Target.Path[0].Text, result.Columns, result.Open)
			}
		}
	}
	return b.String()
}

func show(b *strings.Builder, text string, result resolve.Result) {
	first, _, more := strings.Cut(text, "\n")
	if more {
		first += " …"
	}
	fmt.Fprintf(b, "> %s\n", first)
	for _, c := range result.Columns {
		fmt.Fprintf(b, "  %s %s", c.Name, c.Type)
		if len(c.From) > 0 {
			fmt.Fprintf(b, " from %s", refs(c.From))
		}
		b.WriteByte('\n')
	}
	if result.Open {
		b.WriteString("  …\n")
	}
	var uses []string
	for _, u := range result.Uses {
		uses = append(uses, fmt.Sprintf("%s %s", u.Role, ref(u.Ref)))
	}
	if len(uses) > 0 {
		fmt.Fprintf(b, "  uses %s\n", strings.Join(uses, ", "))
	}
	for _, f := range result.Findings {
		fmt.Fprintf(b, "  %s %s at %q: %s", f.Severity, f.Code, text[f.Start:f.End], f.Message)
		if f.Hint != "" {
			fmt.Fprintf(b, "; %s", f.Hint)
		}
		b.WriteByte('\n')
	}
}

func ref(r resolve.Ref) string {
	if r.Column == "" {
		return r.Relation.String() + ".*"
	}
	return r.Relation.String() + "." + r.Column
}

func refs(list []resolve.Ref) string {
	var names []string
	for _, r := range list {
		names = append(names, ref(r))
	}
	return strings.Join(names, ", ")
}
