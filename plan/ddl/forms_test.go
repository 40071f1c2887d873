package ddl_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/plan/ddl"
)

var update = flag.Bool("update", false, "write the golden files anew")

// form is one thing that the package writes: a sentence that says what, and the statements.
type form struct {
	name       string
	statements []string
}

func one(name, statement string) form { return form{name, []string{statement}} }

// theme is a golden file: its name and the forms in it.
type theme struct {
	name  string
	forms []form
}

func themes() []theme {
	return []theme{
		{"names and texts are quoted only where they must be", quotingForms()},
		{"a schema has a quota and an owner", schemaForms()},
		{"create table writes what the model says and nothing else", tableForms()},
		{"encodings are written unless the engine chooses them again", encodingForms()},
		{"alter table changes one thing a statement", alterForms()},
		{"views keep their query as it was written", viewForms()},
		{"functions and procedures keep their body", routineForms()},
		{"comments are set and taken away", commentForms()},
		{"privileges are granted and revoked in groups", grantForms()},
		{"rows are copied with stated casts", rowForms()},
		{"an object comes with its comments, owner and privileges", objectForms()},
	}
}

func TestFormsAreAsRecorded(t *testing.T) {
	for _, theme := range themes() {
		t.Run(theme.name, func(t *testing.T) {
			var archive txtar.Archive
			for _, f := range theme.forms {
				archive.Files = append(archive.Files, txtar.File{Name: f.name, Data: []byte(ddl.Script(f.statements))})
			}
			golden(t, filepath.Join("testdata", theme.name+".txtar"), txtar.Format(&archive))
		})
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with -update to write it)", err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs; run with -update and read the difference.\n%s", path,
			firstDifference(string(want), string(got)))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		left, right := "(end)", "(end)"
		if i < len(w) {
			left = w[i]
		}
		if i < len(g) {
			right = g[i]
		}
		if left != right {
			return "first different line:\n  want " + left + "\n  got  " + right
		}
	}
	return ""
}

// TestGoldenFilesAreAllUsed keeps a renamed theme from leaving its old file behind.
func TestGoldenFilesAreAllUsed(t *testing.T) {
	known := make(map[string]bool)
	for _, theme := range themes() {
		known[theme.name+".txtar"] = true
	}
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".txtar") && !known[e.Name()] {
			t.Errorf("testdata/%s belongs to no theme", e.Name())
		}
	}
}
