package etl

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
)

var update = flag.Bool("update", false, "write the cases' findings anew")

// TestCases checks the files of every case: absolute.sql is the model and is checked itself, other .sql files are ETL scripts;
// findings is what a person reads about them.
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
	p := &project{schema: "public", analyzer: query.NewAnalyzer()}
	kept, want := archive.Files[:0:0], ""
	for _, f := range archive.Files {
		if !strings.HasSuffix(f.Name, ".sql") {
			want = string(f.Data)
			continue
		}
		kept = append(kept, f)
		file, findings := parser.Parse(f.Name, f.Data, parser.Options{})
		if err := findings.Err(); err != nil {
			t.Fatal(err)
		}
		if f.Name == "absolute.sql" {
			p.absolute = append(p.absolute, file)
		} else {
			p.etl = append(p.etl, file)
		}
	}
	result, findings := interpret.Declare(p.absolute, interpret.Options{Analyzer: p.analyzer})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	p.db = result.Database
	got := shown(p)
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("differs (run with -update to accept it):\n--- want\n%s--- got\n%s", want, got)
	}
	archive.Files = append(kept, txtar.File{Name: "findings", Data: []byte(got)})
	if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// shown writes the findings with the line and the caret that a person sees.
func shown(p *project) string {
	var b strings.Builder
	for _, d := range p.check() {
		fmt.Fprintf(&b, "%v\n    %s\n    %s%s\n", d, d.Snippet, strings.Repeat(" ", d.Pos.Column-1), strings.Repeat("^", max(1, d.Width)))
		if d.Hint != "" {
			fmt.Fprintf(&b, "    hint: %s\n", d.Hint)
		}
	}
	return b.String()
}
