package interpret_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	sql "github.com/redraft/redraft/parser"
	syntax "github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/plan/ddl"
)

var update = flag.Bool("update", false, "write the cases' models and findings anew")

const casesFolder = "testdata/*.txtar"

// TestCases folds the files of every case and compares the model, as SQL, and the findings, as a person reads them. Files
// called declare/… are absolute scripts; others are a history in the order in which they stand.
func TestCases(t *testing.T) {
	for _, path := range caseFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { runCase(t, path) })
	}
}

func caseFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(casesFolder)
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return files
}

func runCase(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fold := interpret.Replay
	var files []*syntax.File
	var findings diag.List
	kept := archive.Files[:0:0]
	want := make(map[string]string)
	for _, f := range archive.Files {
		if !strings.HasSuffix(f.Name, ".sql") {
			want[f.Name] = string(f.Data)
			continue
		}
		if strings.HasPrefix(f.Name, "declare/") {
			fold = interpret.Declare
		}
		file, list := sql.Parse(f.Name, f.Data, sql.Options{})
		files, findings, kept = append(files, file), append(findings, list...), append(kept, f)
	}
	result, more := fold(files, interpret.Options{Analyzer: query.NewAnalyzer()})
	got := map[string]string{"model": printModel(result.Database), "findings": printFindings(append(findings, more...))}
	if want["model"] == got["model"] && want["findings"] == got["findings"] {
		return
	}
	if !*update {
		t.Fatalf("differs (run with -update to accept it):\n--- want\n%s%s--- got\n%s%s", want["model"], want["findings"], got["model"], got["findings"])
	}
	for _, name := range []string{"model", "findings"} {
		kept = append(kept, txtar.File{Name: name, Data: []byte(got[name])})
	}
	archive.Files = kept
	if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// printModel prints all objects, and what is granted on what is no object of the model.
func printModel(db *model.Database) string {
	var statements []string
	for object := range db.Objects() {
		statements = append(statements, ddl.Object(db, object.Identity())...)
	}
	for id := range db.Grants.Objects() {
		if !db.Has(id) {
			statements = append(statements, ddl.Object(db, id)...)
		}
	}
	return strings.Join(append(statements, ""), ";\n")
}

// printFindings prints findings with the place, the line, a caret, the hint and other places.
func printFindings(list diag.List) string {
	var b strings.Builder
	for _, d := range list.Sort() {
		fmt.Fprintln(&b, d.Error())
		if d.Pos.Line > 0 {
			fmt.Fprintf(&b, "    %s\n    %s%s\n", d.Snippet, strings.Repeat(" ", d.Pos.Column-1), strings.Repeat("^", d.Width))
		}
		if d.Hint != "" {
			fmt.Fprintf(&b, "    hint: %s\n", d.Hint)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&b, "    %s: %s\n", r.Pos, r.Message)
		}
	}
	return b.String()
}

// TestEveryCodeHasACase demands that each code with which the package reports a finding is seen in a case.
func TestEveryCodeHasACase(t *testing.T) {
	var findings strings.Builder
	for _, path := range caseFiles(t) {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name == "findings" {
				findings.Write(f.Data)
			}
		}
	}
	codes := reportedCodes(t)
	if len(codes) < 30 {
		t.Fatalf("only %d codes found in the source: %v", len(codes), codes)
	}
	for _, code := range codes {
		if !strings.Contains(findings.String(), "["+code+"]\n") {
			t.Errorf("no case shows %s", code)
		}
	}
}

var kebab = regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)

// reportedCodes returns the words in kebab case that the package's source hands to a function or assigns.
func reportedCodes(t *testing.T) []string {
	t.Helper()
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if word, err := strconv.Unquote(lit.Value); err == nil && kebab.MatchString(word) {
					codes = append(codes, word)
				}
			}
			return true
		})
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
