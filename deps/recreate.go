package deps

import (
	"cmp"
	"maps"
	"slices"

	"github.com/redraft/redraft/model"
)

// Item is something that is dropped and created again: an object, or a foreign key of a table that itself stays.
type Item struct {
	ID model.ID `json:"object"`
	// Constraint is the foreign key of the table ID that goes and comes back; nil when the object itself does.
	Constraint *model.Constraint `json:"constraint,omitempty"`
	// Bound is true when the engine refuses the drop while the item stands. An item that is not bound still works
	// afterwards, if what it reads comes back under the same names.
	Bound bool `json:"bound"`
}

// Recreation is what it takes to drop an object and create it again.
type Recreation struct {
	Drops   []Item `json:"drops"`   // in order
	Creates []Item `json:"creates"` // in order
	// Untouched are the edges of routines and copies that name what is recreated: nothing has to be done for them, and
	// nothing would say when they break.
	Untouched []Edge `json:"untouched,omitempty"`
}

// Recreate returns what must go, and come back, when an object is dropped and created: all views over it, late-binding
// and materialized ones included, and the foreign keys of other tables that refer to it. A schema takes along what
// stands in it. An object that the model does not hold has no dependents.
func Recreate(db *model.Database, g *Graph, id model.ID) Recreation {
	set := g.affected(id)
	ids := []model.ID{id}
	for _, n := range slices.Sorted(maps.Keys(set)) {
		if g.ids[n] != id {
			ids = append(ids, g.ids[n])
		}
	}
	item := func(id model.ID) Item { return Item{ID: id, Bound: set[g.number[id]]} }
	keys := g.keysInto(db, set)
	r := Recreation{Drops: slices.Clone(keys), Untouched: g.untouched(set)}
	for _, id := range g.DropOrder(ids) {
		r.Drops = append(r.Drops, item(id))
	}
	for _, id := range g.CreateOrder(ids) {
		r.Creates = append(r.Creates, item(id))
	}
	r.Creates = append(r.Creates, keys...)
	return r
}

// affected returns the objects that go together, each with whether a way of bound edges leads to it.
func (g *Graph) affected(id model.ID) map[int32]bool {
	set := make(map[int32]bool)
	var queue []int32
	// An object that turns out to be bound after all is looked at again, for what hangs on it is then bound too.
	take := func(n int32, bound bool) {
		if was, has := set[n]; !has || bound && !was {
			set[n] = bound
			queue = append(queue, n)
		}
	}
	if n, ok := g.number[id]; ok {
		take(n, true)
	}
	for _, member := range g.Members(id) {
		take(g.number[member.From], true)
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, a := range g.neededBy.of(queue[0]) {
			if isView(g.ids[a.from].Kind) {
				take(a.from, a.bound && set[queue[0]])
			}
		}
	}
	return set
}

func isView(k model.Kind) bool { return k == model.KindView || k == model.KindMaterializedView }

// outside returns the edges that lead into the set from objects that stay, in ID order of these.
func (g *Graph) outside(set map[int32]bool) []arc {
	var arcs []arc
	for _, n := range slices.Sorted(maps.Keys(set)) {
		for _, a := range g.neededBy.of(n) {
			if _, goes := set[a.from]; !goes {
				arcs = append(arcs, a)
			}
		}
	}
	slices.SortStableFunc(arcs, func(a, b arc) int { return cmp.Compare(a.from, b.from) })
	return arcs
}

// keysInto returns the foreign keys of tables that stay, into tables that go: DROP TABLE refuses while they exist
// (r_DROP_TABLE).
func (g *Graph) keysInto(db *model.Database, set map[int32]bool) []Item {
	var items []Item
	for _, a := range g.outside(set) {
		table, ok := db.Tables.Get(g.ids[a.from])
		if !ok || a.reason != References {
			continue
		}
		for i, c := range table.Constraints {
			if c.Kind == model.ForeignKey && c.RefTable == g.ids[a.to] {
				items = append(items, Item{ID: table.ID, Constraint: &table.Constraints[i], Bound: true})
			}
		}
	}
	return items
}

func (g *Graph) untouched(set map[int32]bool) []Edge {
	var edges []Edge
	for _, a := range g.outside(set) {
		if a.reason != References {
			edges = append(edges, g.edge(a))
		}
	}
	return edges
}
