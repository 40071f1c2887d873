package introspect_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/introspect"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/plan/ddl"
)

var update = flag.Bool("update", false, "write the cases' models anew")

// recorded answers each query with the rows that a case holds for it.
type recorded struct {
	t       *testing.T
	headers map[string]string // the first line of a query → its file
	rows    map[string]string
}

func newRecorded(t *testing.T, archive *txtar.Archive) recorded {
	r := recorded{t: t, headers: make(map[string]string), rows: make(map[string]string)}
	files, err := filepath.Glob("sql/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no queries: %v", err)
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(text), "\n")
		r.headers[first] = strings.TrimSuffix(filepath.Base(path), ".sql")
	}
	for _, f := range archive.Files {
		r.rows[f.Name] = string(f.Data)
	}
	return r
}

// Query hands over the rows of a section: one a line, values between bars, nothing for NULL, ” for an empty text.
func (r recorded) Query(_ context.Context, sql string, each func(row []*string) error) error {
	first, _, _ := strings.Cut(sql, "\n")
	file, ok := r.headers[first]
	if !ok && !strings.HasPrefix(sql, "SET LOCAL") {
		r.t.Fatalf("an unknown query is sent: %s", sql)
	}
	for line := range strings.Lines(r.rows[file]) {
		var row []*string
		for value := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "|") {
			value = strings.ReplaceAll(strings.TrimSpace(value), `\n`, "\n")
			switch value {
			case "":
				row = append(row, nil)
			case "''":
				value = ""
				fallthrough
			default:
				row = append(row, &value)
			}
		}
		if err := each(row); err != nil {
			return err
		}
	}
	return nil
}

// allIDs returns what a model holds, what is needed first; behind it what carries grants and is no object.
func allIDs(db *model.Database) []model.ID {
	var ids []model.ID
	for object := range db.Objects() {
		ids = append(ids, object.Identity())
	}
	ids = deps.Build(db).CreateOrder(ids)
	for id := range db.Grants.Objects() {
		if !db.Has(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// show writes a model as the statements that make it.
func show(db *model.Database) string {
	var b strings.Builder
	for _, id := range allIDs(db) {
		b.WriteString("-- " + id.String() + "\n" + ddl.Script(ddl.Object(db, id)))
	}
	return b.String()
}

func showNotes(notes diag.List) string {
	var b strings.Builder
	for _, n := range notes {
		b.WriteString(n.Summary + "\n    " + n.Hint + "\n")
	}
	return b.String()
}

// TestRows reads each case of testdata/rows: the rows of the catalog, the model and the notes.
func TestRows(t *testing.T) {
	files, err := filepath.Glob("testdata/rows/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			reader := newRecorded(t, archive)
			db, notes, err := introspect.Read(t.Context(), reader, introspect.Options{
				HistoryTable: model.Name{Schema: "public", Name: "flyway_schema_history"},
				Schemas:      strings.Fields(reader.rows["schemas"]),
			})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{"model": show(db), "notes": showNotes(notes)}
			for _, section := range []string{"model", "notes"} {
				if want := reader.rows[section]; got[section] != want && !*update {
					t.Errorf("%s: got\n%swant\n%s", section, got[section], want)
				}
			}
			if *update {
				writeCase(t, path, archive, got)
			}
		})
	}
}

func writeCase(t *testing.T, path string, archive *txtar.Archive, got map[string]string) {
	t.Helper()
	var files []txtar.File
	for _, f := range archive.Files {
		if _, made := got[f.Name]; !made {
			files = append(files, f)
		}
	}
	for _, section := range []string{"model", "notes"} {
		if got[section] != "" {
			files = append(files, txtar.File{Name: section, Data: []byte(got[section])})
		}
	}
	archive.Files = files
	if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
