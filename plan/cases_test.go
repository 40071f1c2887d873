package plan_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/plan"
)

var update = flag.Bool("update", false, "write the cases' plans anew")

// settings are what the cases are read with.
func settings() interpret.Options { return interpret.Options{Analyzer: query.NewAnalyzer()} }

// declare reads one text as absolute scripts; a finding of its own is a mistake in the case.
func declare(t testing.TB, name, text string, options interpret.Options) interpret.Result {
	t.Helper()
	file, findings := parser.Parse(name, []byte(text), parser.Options{})
	result, more := interpret.Declare([]*ast.File{file}, options)
	for _, f := range slices.Concat(findings, more) {
		if f.Severity == diag.Error {
			t.Fatalf("the case itself is wrong: %v", f)
		}
	}
	return result
}

// replay reads one text as a history, for states that no absolute script can say.
func replay(t testing.TB, name, text string, options interpret.Options) *model.Database {
	t.Helper()
	file, findings := parser.Parse(name, []byte(text), parser.Options{})
	result, more := interpret.Replay([]*ast.File{file}, options)
	if all := slices.Concat(findings, more); all.HasErrors() {
		t.Fatalf("the case itself is wrong: %v", all)
	}
	return result.Database
}

// TestCases plans every case of testdata/cases from one model to the other and compares what a reviewer would read. With a
// section server-text the views of from.sql are what a server wrote down of them.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.ToSlash(strings.TrimPrefix(path, filepath.FromSlash("testdata/cases/"))), ".txtar")
		t.Run(name, func(t *testing.T) { runCase(t, path) })
	}
}

func runCase(t *testing.T, path string) {
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(content)
	section := func(name string) string {
		for _, f := range archive.Files {
			if f.Name == name {
				return string(f.Data)
			}
		}
		return ""
	}
	options := settings()
	from := declare(t, "from.sql", section("from.sql"), options).Database
	if history := section("history.sql"); history != "" {
		from = replay(t, "history.sql", history, options)
	}
	bind := plan.Binder(nil)
	if section("server-text") != "" {
		bind = plan.BindWith(options)
		for _, view := range from.Views.All() {
			view.Untold |= model.UntoldText
		}
	}
	to := declare(t, "to.sql", section("to.sql"), options)
	made, err := plan.Make(from, to.Database, plan.Options{
		Renames: to.Renames, Places: to.Origins, Prove: plan.ProveWith(parser.Options{}, options), Reads: plan.ReadsWith(options),
		KeepUnmanaged: section("keep-unmanaged") != "", Bind: bind,
	})
	if err != nil {
		t.Fatal(err)
	}
	checkCase(t, path, archive, section("plan"), show(made))
}

func checkCase(t *testing.T, path string, archive *txtar.Archive, want, got string) {
	t.Helper()
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("the plan differs (run with -update to accept it):\n--- want\n%s--- got\n%s", want, got)
	}
	var kept []txtar.File
	for _, f := range archive.Files {
		if f.Name != "plan" {
			kept = append(kept, f)
		}
	}
	kept = append(kept, txtar.File{Name: "plan", Data: []byte(got)})
	archive.Files = kept
	if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// show prints a plan as the cases record it.
func show(p *plan.Plan) string {
	var b strings.Builder
	for _, r := range p.Refusals {
		fmt.Fprintf(&b, "refused: %s, %s\n    %s: %s\n    instead: %s\n", r.Object, r.Change, r.Pos, r.Reason, r.Way)
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "note [%s] %s: %s\n", n.Code, n.Object, n.Text)
	}
	if p.Empty() {
		b.WriteString("nothing to do\n")
	}
	for i, g := range p.Groups {
		kind := "transaction"
		if !g.Transactional {
			kind = "by itself"
		}
		fmt.Fprintf(&b, "group %d, %s\n", i+1, kind)
		for _, number := range g.Steps {
			showStep(&b, p.Steps[number-1])
		}
	}
	return b.String()
}

func showStep(b *strings.Builder, s plan.Step) {
	fmt.Fprintf(b, "  %d. %s [%s]\n", s.Number, s.Title, s.Strategy)
	fmt.Fprintf(b, "     because: %s\n", s.Reason)
	for _, h := range s.Hazards {
		fmt.Fprintf(b, "     hazard %s: %s\n", h.Code, h.Detail)
	}
	for _, e := range s.Needs {
		fmt.Fprintf(b, "     after %d: %s\n", e.Step, e.Rule)
	}
	for _, statement := range s.Statements {
		fmt.Fprintf(b, "     | %s;\n", strings.ReplaceAll(statement, "\n", "\n     | "))
	}
}
