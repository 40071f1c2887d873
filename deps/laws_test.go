package deps

import (
	"fmt"
	"slices"
	"testing"

	"github.com/redraft/redraft/model"
	"pgregory.net/rapid"
)

// drawModel draws objects whose edges lead anywhere or, without cycles, to objects drawn before.
func drawModel(t *rapid.T, acyclic bool) []model.Object {
	count := rapid.IntRange(1, 12).Draw(t, "objects")
	var objects []model.Object
	for i := range count {
		kinds := []model.Kind{model.KindTable, model.KindView, model.KindMaterializedView, model.KindProcedure}
		kind := rapid.SampledFrom(kinds).Draw(t, "kind")
		last := count - 1
		if acyclic {
			last = i - 1
		}
		var names []model.Name
		if last >= 0 {
			for _, n := range rapid.SliceOfN(rapid.IntRange(0, last), 0, 4).Draw(t, "needs") {
				names = append(names, model.Name{Schema: "s", Name: fmt.Sprintf("o%d", n)})
			}
		}
		id := model.ID{Kind: kind, Schema: "s", Name: fmt.Sprintf("o%d", i)}
		objects = append(objects, drawnObject(id, names, rapid.Bool().Draw(t, "late")))
	}
	return append(objects, &model.Schema{ID: model.SchemaID("s")})
}

func drawnObject(id model.ID, needs []model.Name, late bool) model.Object {
	switch id.Kind {
	case model.KindTable:
		return makeTable(id, map[string][]model.Name{"references": needs})
	case model.KindView:
		return &model.View{ID: id, Query: model.Query{Relations: needs}, NoBinding: late}
	case model.KindMaterializedView:
		return &model.MaterializedView{ID: id, Query: model.Query{Relations: needs}}
	}
	return &model.Procedure{ID: id, Relations: needs, Procedures: needs}
}

func database(objects []model.Object) *model.Database {
	db := &model.Database{}
	for _, o := range objects {
		db.Put(o)
	}
	return db
}

func TestLawWhatIsNeededIsCreatedFirstAndDroppedLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Build(database(drawModel(t, true)))
		chosen := slices.DeleteFunc(slices.Clone(g.ids), func(model.ID) bool { return rapid.Bool().Draw(t, "leave out") })
		create, drop := g.CreateOrder(chosen), g.DropOrder(chosen)
		for i, id := range create {
			for _, r := range g.AllNeeds(id) {
				if slices.Contains(create[i:], r.ID) {
					t.Fatalf("%s is created before %s, which it needs", id, r.ID)
				}
			}
		}
		slices.Reverse(drop)
		if !slices.Equal(create, drop) {
			t.Fatalf("dropping is not creating backwards:\n%v\n%v", create, drop)
		}
	})
}

func TestLawBoundEdgesHoldOnCyclesToo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Build(database(drawModel(t, false)))
		for _, e := range g.Between(g.ids) {
			if !e.Bound || e.Reason == References || inBoundCycle(g, e) {
				continue
			}
			order := g.CreateOrder([]model.ID{e.From, e.To})
			if e.From != e.To && order[0] != e.To {
				t.Fatalf("%v: %v", e, order)
			}
		}
	})
}

// inBoundCycle reports whether bound edges lead back: no engine would hold such a model, but the generator draws some.
func inBoundCycle(g *Graph, e Edge) bool {
	queue, seen := []model.ID{e.To}, map[model.ID]bool{}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, next := range g.Needs(queue[0]) {
			if next.Bound && next.Reason != References && !seen[next.To] {
				seen[next.To] = true
				queue = append(queue, next.To)
			}
		}
	}
	return seen[e.From]
}

func TestLawClosuresAreTransitiveAndSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Build(database(drawModel(t, false)))
		for _, id := range g.ids {
			all := g.AllNeeds(id)
			holds := func(x model.ID) bool {
				return x == id || slices.ContainsFunc(all, func(r Reached) bool { return r.ID == x })
			}
			for _, e := range g.Needs(id) {
				if !holds(e.To) {
					t.Fatalf("%s needs %s, which its closure lacks", id, e.To)
				}
			}
			for _, r := range all {
				for _, e := range g.Needs(r.ID) {
					if !holds(e.To) {
						t.Fatalf("the closure of %s holds %s but not %s", id, r.ID, e.To)
					}
				}
				if !slices.Contains(g.AllNeededBy(r.ID), Reached{id, r.Depth}) {
					t.Fatalf("%s needs %s, but not the other way round", id, r.ID)
				}
			}
		}
	})
}

func TestLawTheOrderOfInsertionDoesNotCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		objects := drawModel(t, false)
		want := everything(database(objects))
		if got := everything(database(rapid.Permutation(objects).Draw(t, "shuffled"))); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

func everything(db *model.Database) string {
	g := Build(db)
	text := fmt.Sprint(g.Between(g.ids), g.Missing, g.CreateOrder(g.ids), g.Cycles(), DOT(g.ids, g.Between(g.ids)))
	for _, id := range g.ids {
		r := Recreate(db, g, id)
		text += fmt.Sprint(len(r.Drops), r.Creates, r.Untouched)
	}
	return text
}

func TestLawRecreationsAreCompleteAndBalanced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		db := database(drawModel(t, true))
		g := Build(db)
		id := rapid.SampledFrom(g.ids).Draw(t, "object")
		r := Recreate(db, g, id)
		dropped := map[model.ID]bool{}
		for i, item := range r.Drops {
			if item.Constraint == nil {
				dropped[item.ID] = true
			}
			if item.Constraint != nil && i > 0 && r.Drops[i-1].Constraint == nil {
				t.Fatalf("a key goes after an object: %v", r.Drops)
			}
		}
		if len(r.Drops) != len(r.Creates) {
			t.Fatalf("%d drops, %d creates", len(r.Drops), len(r.Creates))
		}
		for _, e := range g.Between(g.ids) {
			if e.Bound && e.Reason != References && dropped[e.To] && !dropped[e.From] {
				t.Fatalf("%s goes, and %s, which is bound to it, stays", e.To, e.From)
			}
		}
	})
}
