package plan_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/plan"
)

// TestCorpusAHistoryArrivesAtItsLastScript reads a history whose last script drops everything and makes it anew: in
// Flyway's order it arrives at what that script alone declares. The way there from the state before it proves, or is
// refused for a reason.
func TestCorpusAHistoryArrivesAtItsLastScript(t *testing.T) {
	files := corpusHistory(t, "squadov-flyway")
	options := settings()
	recorded, findings := interpret.Replay(files, options)
	if findings.HasErrors() {
		t.Fatal(findings)
	}
	last := files[len(files)-1]
	desired, findings := interpret.Declare([]*ast.File{last}, options)
	if findings.HasErrors() {
		t.Fatal(findings)
	}
	if drops := findings.Count(diag.Warning); drops != 2 {
		t.Errorf("the script drops two tables, and %d warnings say so", drops)
	}
	if recorded.Database.Tables.Len() != 2 || !recorded.Database.Equal(desired.Database) {
		t.Errorf("the history arrives at\n%s\nand its last script says\n%s", dump(recorded.Database), dump(desired.Database))
	}

	before, findings := interpret.Replay(files[:len(files)-1], options)
	if findings.HasErrors() {
		t.Fatal(findings)
	}
	made, err := plan.Make(before.Database, desired.Database, plan.Options{
		Places: desired.Origins, Prove: plan.ProveWith(parser.Options{}, options), Reads: plan.ReadsWith(options),
	})
	if err != nil {
		t.Fatal(err)
	}
	if made.Empty() {
		t.Error("the last script changes types, and the plan is empty")
	}
}

// corpusHistory reads a folder of the corpus as Flyway does.
func corpusHistory(t *testing.T, name string) []*ast.File {
	t.Helper()
	root := os.Getenv("REDRAFT_CORPUS")
	if root == "" {
		t.Skip("REDRAFT_CORPUS names no folder with SQL of others")
	}
	folder, findings := migrations.Read(os.DirFS(filepath.Join(root, name)), ".", migrations.DefaultConfig())
	if findings.HasErrors() {
		t.Fatal(findings)
	}
	if len(folder.Migrations) < 2 {
		t.Fatalf("%d migrations are no history", len(folder.Migrations))
	}
	files := make([]*ast.File, len(folder.Migrations))
	for i, m := range folder.Migrations {
		file, list := parser.Parse(m.Script, m.Content, parser.Options{})
		if list.HasErrors() {
			t.Fatal(list)
		}
		files[i] = file
	}
	return files
}
