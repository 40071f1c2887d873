package query

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/model"
)

// TestBoundFormsOfServers compares what somebody wrote with what a server made of it: testdata/bound holds the tables
// ("schema.table column, column"), both texts, a column list if there is one, and how they compare.
func TestBoundFormsOfServers(t *testing.T) {
	paths, err := filepath.Glob("testdata/bound/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases: ", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			parts := make(map[string]string)
			for _, f := range archive.Files {
				parts[f.Name] = strings.TrimSpace(string(f.Data))
			}
			written, ok := bindCase(t, parts, parts["written.sql"], parts["names"])
			server, serverOK := bindCase(t, parts, parts["server.sql"], "")
			got := "different"
			switch {
			case !ok || !serverOK:
				got = "unknown"
			case written.Form == server.Form:
				got = "same"
			case written.Loose == server.Loose:
				got = "same but for casts"
			}
			if got != parts["compared"] {
				t.Errorf("they are %s, want %s\n%s\n%s", got, parts["compared"], written.Form, server.Form)
			}
		})
	}
}

func bindCase(t *testing.T, parts map[string]string, text, names string) (Bound, bool) {
	t.Helper()
	tables := make(map[model.Name][]string)
	for line := range strings.Lines(parts["tables"]) {
		name, columns, _ := strings.Cut(strings.TrimSpace(line), " ")
		schema, table, _ := strings.Cut(name, ".")
		tables[model.Name{Schema: schema, Name: table}] = strings.Split(columns, ", ")
	}
	a := NewAnalyzer()
	q, err := a.Query(text, func(string) string { return "core" })
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	if names != "" {
		list = strings.Split(names, ", ")
	}
	return a.Bind(q, list, func(name model.Name) ([]string, bool) { columns, ok := tables[name]; return columns, ok })
}
