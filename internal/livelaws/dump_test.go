package livelaws

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/plan"
	"github.com/redraft/redraft/plan/ddl"
)

// TestLawOfTheExamplesDump builds the example and demands that nothing differs, in either direction.
func TestLawOfTheExamplesDump(t *testing.T) {
	t.Parallel()
	s := newStation(t, parser.Options{Placeholders: examplePlaceholders})
	db := s.model(t, readScripts(t, os.DirFS(filepath.Join(exampleRoot, "absolute")))).Database
	built, failures, err := s.construct(t.Context(), db)
	if err != nil || len(failures) > 0 {
		t.Fatalf("%v %v", err, failures)
	}
	if err := s.demandNoDifference(t.Context(), built); err != nil {
		t.Fatal(err)
	}
}

// corpusVariable names the environment variable that says where SQL of others is.
const corpusVariable = "REDRAFT_CORPUS"

// TestLawOfTheCorpusDumps builds what each folder of the corpus declares and demands that nothing differs, in either
// direction. Objects that the server refuses are listed.
func TestLawOfTheCorpusDumps(t *testing.T) {
	t.Parallel()
	root := os.Getenv(corpusVariable)
	if root == "" {
		t.Skip(corpusVariable + " names no folder with SQL of others")
	}
	folders, err := os.ReadDir(root)
	if err != nil || len(folders) == 0 {
		t.Fatalf("%d folders: %v", len(folders), err)
	}
	known := readReasons(t, "testdata/corpus-known.txt")
	total, made := 0, 0
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		s := newStation(t, parser.Options{KeepPlaceholders: true})
		db, err := s.collect(os.DirFS(root), folder.Name())
		if err != nil {
			t.Fatal(err)
		}
		wanted := objects(db)
		built, failures, err := s.construct(t.Context(), db)
		if err != nil {
			t.Fatalf("%s: %v", folder.Name(), err)
		}
		total, made = total+wanted, made+objects(built)
		t.Logf("%-20s %4d objects, %4d built", folder.Name(), wanted, objects(built))
		for _, name := range slices.Sorted(maps.Keys(failures)) {
			known.settle(t, folder.Name()+" "+name, failures[name])
		}
		known.settle(t, folder.Name(), s.demandNoDifference(t.Context(), built))
	}
	t.Logf("%d of %d objects (%.1f %%) are built and show no difference", made, total, 100*float64(made)/float64(total))
	known.demandUsed(t, true)
}

// collect reads the planned objects of all files of a folder; where two files make the same object the first one counts,
// and statements that are not understood are passed over.
func (s *station) collect(root fs.FS, folder string) (*model.Database, error) {
	all := &model.Database{}
	err := fs.WalkDir(root, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.EqualFold(path.Ext(name), ".sql") {
			return err
		}
		content, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, _ := parser.Parse(name, content, s.syntax)
		db, _ := interpret.Apply(withSchemas(file), file, s.meaning)
		for object := range db.Objects() {
			id := object.Identity()
			_, taken := all.Relation(model.Name{Schema: id.Schema, Name: id.Name})
			if id.Kind.Planned() && !db.Unplanned.Has(id) && isWhole(object) && !all.Has(id) && !(id.Kind.IsRelation() && taken) {
				all.Put(object)
				for _, g := range db.Grants.On(id) {
					all.Grants.Add(g)
				}
			}
		}
		return nil
	})
	return all, err
}

// withSchemas returns a database that has every schema a file's statements make something in: most files rely on others.
func withSchemas(file *ast.File) *model.Database {
	db, _ := interpret.Replay(nil, interpret.Options{})
	for _, statement := range file.Statements {
		var name ast.Name
		switch s := statement.(type) {
		case *ast.CreateTable:
			name = s.Name
		case *ast.CreateView:
			name = s.Name
		case *ast.CreateMaterializedView:
			name = s.Name
		case *ast.CreateFunction:
			name = s.Name
		case *ast.CreateProcedure:
			name = s.Name
		}
		if name.Schema != "" && !db.Database.Has(model.SchemaID(name.Schema)) {
			db.Database.Put(&model.Schema{ID: model.SchemaID(name.Schema)})
		}
	}
	return db.Database
}

// isWhole reports whether all columns and types of an object are known: a CREATE TABLE AS over tables that the file does not
// make leaves them open.
func isWhole(object model.Object) bool {
	table, ok := object.(*model.Table)
	return !ok || len(table.Columns) > 0 && !slices.ContainsFunc(table.Columns, func(c model.Column) bool { return c.Type.IsZero() })
}

func objects(db *model.Database) int {
	n := 0
	for object := range db.Objects() {
		if object.Identity().Kind != model.KindSchema && object.Identity().Kind.Planned() {
			n++
		}
	}
	return n
}

// construct makes the objects of a model one by one, what is needed first, and returns the part of it that the server took,
// and why it did not take the rest.
func (s *station) construct(ctx context.Context, db *model.Database) (*model.Database, map[string]error, error) {
	if err := errors.Join(s.open(ctx), s.server.introduce(ctx, db)); err != nil {
		return nil, nil, err
	}
	db = s.here(db)
	built, failures := db.Clone(), make(map[string]error)
	var ids []model.ID
	for object := range db.Objects() {
		switch id := object.Identity(); id.Kind {
		case model.KindUser, model.KindGroup, model.KindRole:
		default:
			ids = append(ids, id)
		}
	}
	ids = deps.Build(db).CreateOrder(ids)
	for id := range db.Grants.Objects() {
		if !db.Has(id) {
			ids = append(ids, id)
		}
	}
	for _, id := range ids {
		statements := ddl.Object(db, id)
		if !db.Unplanned.Has(id) { // those may not be in a transaction
			statements = append(append([]string{"BEGIN"}, statements...), "COMMIT")
		}
		if err := s.runAll(ctx, statements); err != nil {
			failures[id.String()] = err
			built.Delete(id)
			built.Grants.Clear(id)
		}
	}
	return built, failures, nil
}

// demandNoDifference plans from the server to the scripts and back, and demands that there is nothing to do.
func (s *station) demandNoDifference(ctx context.Context, db *model.Database) error {
	live, err := s.read(ctx)
	if err != nil {
		return err
	}
	there, back := s.options(), s.options()
	back.KeepUnmanaged, back.ToUnmanaged = false, true
	p, err := plan.Make(live, db, there)
	if err != nil {
		return fmt.Errorf("from the server to the scripts: %w", err)
	}
	q, err := plan.Make(db, live, back)
	if err != nil {
		return fmt.Errorf("from the scripts to the server: %w", err)
	}
	if !p.Empty() || !q.Empty() {
		return fmt.Errorf("from the server to the scripts:\n%sfrom the scripts to the server:\n%s", summary(p), summary(q))
	}
	return nil
}
