package livelaws

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/redraft/redraft/migrations"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
)

const exampleRoot = "../../examples/survey-panel"

// examplePlaceholders are those of the example's redraft.yaml.
var examplePlaceholders = map[string]string{"etl_role": "survey_etl", "reporting_group": "reporting_readers"}

// TestLawOfTheExample travels from the example to what each edit of its demonstration makes of it, and from every state
// of its history to its absolute scripts.
func TestLawOfTheExample(t *testing.T) {
	t.Parallel()
	s := newStation(t, parser.Options{Placeholders: examplePlaceholders})
	known := readReasons(t, "testdata/example-known.txt")
	count := newTally()
	scripts := readScripts(t, os.DirFS(filepath.Join(exampleRoot, "absolute")))
	absolute := s.model(t, scripts)
	try := func(name string, j journey) {
		t.Run(name, func(t *testing.T) {
			result, err := s.travel(t.Context(), j)
			known.settle(t, name, err)
			count.add(result, err)
		})
	}
	before := absolute
	edits, err := filepath.Glob(filepath.Join(exampleRoot, "demo/edits/*"))
	if err != nil || len(edits) == 0 {
		t.Fatalf("no edits: %v", err)
	}
	for _, edit := range edits {
		scripts = maps.Clone(scripts)
		maps.Copy(scripts, readScripts(t, os.DirFS(filepath.Join(edit, "absolute"))))
		after := s.model(t, scripts)
		try("edit "+filepath.Base(edit), between(before, after))
		before = after
	}
	history := s.history(t, os.DirFS(filepath.Join(exampleRoot, "incremental")))
	for n := range history {
		recorded, findings := interpret.Replay(history[:n+1], s.meaning)
		if findings.HasErrors() {
			t.Fatal(findings)
		}
		try(fmt.Sprintf("history up to %d of %d", n+1, len(history)), between(recorded, absolute))
	}
	count.report(t)
	known.demandUsed(t, count.total == len(edits)+len(history))
}

func between(from, to interpret.Result) journey {
	return journey{from: from.Database, to: to.Database, renames: to.Renames, places: to.Origins}
}

// readScripts reads the .sql files of a folder, by path.
func readScripts(t *testing.T, root fs.FS) map[string]string {
	t.Helper()
	scripts := make(map[string]string)
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".sql") {
			return err
		}
		content, err := fs.ReadFile(root, path)
		scripts[path] = string(content)
		return err
	})
	if err != nil || len(scripts) == 0 {
		t.Fatalf("%d scripts: %v", len(scripts), err)
	}
	return scripts
}

// model reads absolute scripts.
func (s *station) model(t *testing.T, scripts map[string]string) interpret.Result {
	t.Helper()
	var files []*ast.File
	for _, name := range slices.Sorted(maps.Keys(scripts)) {
		file, findings := parser.Parse(name, []byte(scripts[name]), s.syntax)
		if findings.HasErrors() {
			t.Fatal(findings)
		}
		files = append(files, file)
	}
	result, findings := interpret.Declare(files, s.meaning)
	if findings.HasErrors() {
		t.Fatal(findings)
	}
	return result
}

// history reads the versioned changesets of a folder in their order.
func (s *station) history(t *testing.T, root fs.FS) []*ast.File {
	t.Helper()
	folder, findings := migrations.Read(root, ".", migrations.DefaultConfig())
	if findings.HasErrors() {
		t.Fatal(findings)
	}
	var files []*ast.File
	for _, m := range folder.Migrations {
		if m.Name.Kind != migrations.Versioned {
			continue
		}
		file, findings := parser.Parse(m.Script, []byte(m.Text), s.syntax)
		if findings.HasErrors() {
			t.Fatal(findings)
		}
		files = append(files, file)
	}
	if len(files) == 0 {
		t.Fatal("there is no history")
	}
	return files
}
