package interpret_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/plan/ddl"
)

// TestCorpusObjectsPrintAndReadTheSame replays every file of the SQL that others wrote and prints each object that comes of
// it: read again, the text must print the same.
func TestCorpusObjectsPrintAndReadTheSame(t *testing.T) {
	root := os.Getenv("REDRAFT_CORPUS")
	if root == "" {
		t.Skip("REDRAFT_CORPUS names no folder with SQL of others")
	}
	options := interpret.Options{Analyzer: query.NewAnalyzer()}
	objects := make(map[string]int)
	total := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.EqualFold(filepath.Ext(path), ".sql") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path)
		folder, _, _ := strings.Cut(filepath.ToSlash(name), "/")
		file, _ := parser.Parse(name, content, parser.Options{KeepPlaceholders: true})
		db, findings := interpret.Apply(withSchemas(file), file, options)
		for object := range db.Objects() {
			if object.Identity().Kind.Planned() && isWhole(object) {
				roundTrip(t, name, db, object.Identity(), options, findings)
				objects[folder]++
				total++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder, n := range objects {
		t.Logf("%-20s %5d objects", folder, n)
	}
	if total < 1000 {
		t.Errorf("only %d objects came of the corpus: the test looks at too little", total)
	}
}

// isWhole reports whether all columns and types of an object are known: a CREATE TABLE AS over tables that the file does not
// make leaves them open.
func isWhole(object model.Object) bool {
	table, ok := object.(*model.Table)
	if !ok {
		return true
	}
	for _, c := range table.Columns {
		if c.Type.IsZero() {
			return false
		}
	}
	return len(table.Columns) > 0
}

// withSchemas returns a database that has every schema a file names: most files of the corpus rely on others.
func withSchemas(file *ast.File) *model.Database {
	db := &model.Database{}
	add := func(name ast.Name) {
		if name.Schema != "" {
			db.Schemas.Put(&model.Schema{ID: model.SchemaID(name.Schema)})
		}
	}
	db.Schemas.Put(&model.Schema{ID: model.SchemaID("public")})
	for _, s := range file.Statements {
		switch s := s.(type) {
		case *ast.CreateTable:
			add(s.Name)
		case *ast.CreateTableAs:
			add(s.Name)
		case *ast.CreateView:
			add(s.Name)
		case *ast.CreateMaterializedView:
			add(s.Name)
		case *ast.CreateFunction:
			add(s.Name)
		case *ast.CreateProcedure:
			add(s.Name)
		}
	}
	return db
}

func roundTrip(t *testing.T, file string, db *model.Database, id model.ID, options interpret.Options, known diag.List) {
	t.Helper()
	printed := ddl.Script(ddl.Object(db, id))
	if schema, ok := db.Schemas.Get(id); ok && schema.ID.Name == "public" {
		return // cannot be created (r_CREATE_SCHEMA)
	}
	without := db.Clone()
	without.Delete(id)
	read, findings := parser.Parse(file+" printed", []byte(printed), parser.Options{KeepPlaceholders: true})
	again, more := interpret.Apply(without, read, options)
	for _, f := range append(findings, more...) {
		// Files of the corpus read tables that other files make: what was wrong the first time is wrong again.
		again := slices.ContainsFunc(known, func(k diag.Diagnostic) bool { return k.Code == f.Code })
		if f.Severity == diag.Error && !again {
			t.Errorf("%s: %s: %v\n%s", file, id, f, printed)
			return
		}
	}
	if second := ddl.Script(ddl.Object(again, id)); second != printed {
		t.Errorf("%s: %s prints otherwise the second time:\n%s---\n%s", file, id, printed, second)
	}
}
