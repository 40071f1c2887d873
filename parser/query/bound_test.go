package query

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/redraft/redraft/model"
)

// TestBoundFormsOfServers compares what somebody wrote with what a server made of it: testdata/bound holds the tables
// ("schema.table column, column type", where a type that is not stated is not known), both texts, a column list if there is one, and how they compare.
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
	tables := make(map[model.Name][]model.Column)
	for line := range strings.Lines(parts["tables"]) {
		name, columns, _ := strings.Cut(strings.TrimSpace(line), " ")
		schema, table, _ := strings.Cut(name, ".")
		tables[model.Name{Schema: schema, Name: table}] = columnsCase(t, columns)
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
	return a.Bind(q, list, Catalog{Columns: func(name model.Name) ([]model.Column, bool) {
		columns, ok := tables[name]
		return columns, ok
	}})
}

func columnsCase(t *testing.T, text string) (columns []model.Column) {
	t.Helper()
	for column := range strings.SplitSeq(text, ", ") {
		name, spelling, _ := strings.Cut(column, " ")
		c := model.Column{Name: name}
		if spelling != "" {
			var args []int
			base, list, _ := strings.Cut(strings.TrimSuffix(spelling, ")"), "(")
			for arg := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' }) {
				n, err := strconv.Atoi(arg)
				if err != nil {
					t.Fatal(err)
				}
				args = append(args, n)
			}
			var err error
			if c.Type, err = model.ResolveType(base, args...); err != nil {
				t.Fatal(err)
			}
		}
		columns = append(columns, c)
	}
	return columns
}
