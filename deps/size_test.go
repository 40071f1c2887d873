package deps

import (
	"fmt"
	"testing"

	"github.com/redraft/redraft/model"
)

// warehouse returns a model of about that many objects: a third are tables with a key to an earlier table, the rest
// views over two tables and an earlier view, one in ten of them late-binding.
func warehouse(objects int) *model.Database {
	db := &model.Database{}
	for s := range 20 {
		db.Put(&model.Schema{ID: model.SchemaID(fmt.Sprintf("schema_%d", s))})
	}
	tables := objects / 3
	table := func(i int) model.Name {
		return model.Name{Schema: fmt.Sprintf("schema_%d", i%20), Name: fmt.Sprintf("table_%d", i)}
	}
	view := func(i int) model.Name {
		return model.Name{Schema: fmt.Sprintf("schema_%d", i%20), Name: fmt.Sprintf("view_%d", i)}
	}
	for i := range tables {
		name := table(i)
		db.Put(makeTable(model.TableID(name.Schema, name.Name), map[string][]model.Name{"references": {table(i / 2)}}))
	}
	for i := range objects - tables {
		reads := []model.Name{table(i % tables), table(i * 7 % tables)}
		if i > 0 {
			reads = append(reads, view(i*9/10))
		}
		name := view(i)
		db.Put(&model.View{
			ID:        model.ID{Kind: model.KindView, Schema: name.Schema, Name: name.Name},
			Query:     model.Query{Relations: reads, Functions: []model.Name{{Name: "count"}, {Name: "sum"}}},
			NoBinding: i%10 == 0,
		})
	}
	return db
}

func BenchmarkBuild(b *testing.B) {
	for _, objects := range []int{1_000, 10_000, 100_000} {
		db := warehouse(objects)
		b.Run(fmt.Sprintf("objects=%d", objects), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Build(db)
			}
		})
	}
}

func BenchmarkRecreate(b *testing.B) {
	db := warehouse(100_000)
	g := Build(db)
	id := model.TableID("schema_0", "table_30000")
	b.ReportAllocs()
	for b.Loop() {
		Recreate(db, g, id)
	}
}

func TestADeepChainOverflowsNothing(t *testing.T) {
	const depth = 100_000
	db := &model.Database{}
	name := func(i int) model.Name { return model.Name{Schema: "s", Name: fmt.Sprintf("v%06d", i)} }
	for i := range depth {
		id := model.ID{Kind: model.KindView, Schema: "s", Name: name(i).Name}
		db.Put(&model.View{ID: id, Query: model.Query{Relations: []model.Name{name(i + 1)}}})
	}
	db.Put(&model.Table{ID: model.TableID("s", name(depth).Name)})
	g := Build(db)
	bottom := model.TableID("s", name(depth).Name)
	if n := len(g.AllNeededBy(bottom)); n != depth {
		t.Errorf("%d objects need the table at the bottom, want %d", n, depth)
	}
	if n := len(Recreate(db, g, bottom).Drops); n != depth+1 {
		t.Errorf("%d objects are dropped, want %d", n, depth+1)
	}
	levels := 0
	for node := Tree(g, bottom, Up, 0); len(node.Children) == 1; node = node.Children[0] {
		levels++
	}
	if levels != depth {
		t.Errorf("the tree has %d levels, want %d", levels, depth)
	}
}
