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
	found, err := s.differences(t.Context(), built)
	if err != nil || len(found) > 0 {
		t.Fatalf("%v %v", err, found)
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
		found, err := s.differences(t.Context(), built)
		known.settle(t, folder.Name(), err)
		equal := objects(built) - len(found)
		if err != nil {
			equal = 0
		}
		total, made = total+wanted, made+equal
		t.Logf("%-20s %4d objects, %4d built, %4d show no difference", folder.Name(), wanted, objects(built), equal)
		maps.Copy(failures, found)
		for _, name := range slices.Sorted(maps.Keys(failures)) {
			known.settle(t, folder.Name()+" "+name, failures[name])
		}
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
			if id.Kind.Planned() && !db.Unplanned.Has(id) && isWhole(object) && !all.Has(id) && (!id.Kind.IsRelation() || !taken) {
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

// isWhole reports whether all columns and types of an object are known, those of its keys among them: a CREATE TABLE AS over
// tables that the file does not make leaves them open, and samples of syntax name columns that are not there.
func isWhole(object model.Object) bool {
	table, ok := object.(*model.Table)
	if !ok {
		return true
	}
	named := slices.Clone(table.SortKey.Columns)
	if table.Distribution.Key != "" {
		named = append(named, table.Distribution.Key)
	}
	unknown := func(c model.Column) bool { return c.Type.IsZero() }
	missing := func(name string) bool { return table.Column(name) == nil }
	return len(table.Columns) > 0 && !slices.ContainsFunc(table.Columns, unknown) && !slices.ContainsFunc(named, missing)
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

// differences plans from the server to the scripts and back, and returns what there is to do, by object.
func (s *station) differences(ctx context.Context, db *model.Database) (map[string]error, error) {
	live, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	there, back := s.options(), s.options()
	back.KeepUnmanaged, back.ToUnmanaged = false, true
	found := make(map[string]error)
	for _, way := range []struct {
		name     string
		from, to *model.Database
		options  plan.Options
	}{{"from the server to the scripts", live, db, there}, {"from the scripts to the server", db, live, back}} {
		p, err := plan.Make(way.from, way.to, way.options)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", way.name, err)
		}
		for _, r := range p.Refusals {
			found[r.Object.String()] = fmt.Errorf("%s: refused: %s: %s", way.name, r.Change, r.Reason)
		}
		for _, o := range p.Objects {
			if !o.Dependent {
				found[o.ID.String()] = fmt.Errorf("%s: %s", way.name, strings.Join(o.Changes, "; "))
			}
		}
	}
	return found, nil
}
