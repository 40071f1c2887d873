// Package deps knows who needs whom in a data model: directly and transitively, in both directions, in which order
// objects can be created and dropped, and what has to make way when one of them is recreated.
//
// It owns the rules that turn a model into edges, and which of them the engine itself keeps. It reads the names that
// parser/query found and never looks at SQL; it writes no SQL, changes no model and prints nothing.
package deps

import (
	"maps"
	"slices"

	"github.com/redraft/redraft/internal/graph"
	"github.com/redraft/redraft/model"
)

// Reason says in which way one object needs another.
type Reason uint8

// The reasons; their names read between the dependant and what it needs.
const (
	Reads      Reason = iota + 1 // the query of a view reads a relation
	Calls                        // a view, a default or a routine calls a routine
	References                   // a foreign key
	Names                        // the body of a routine reads or writes a relation
	CopiedFrom                   // CREATE TABLE … LIKE, once
	StandsIn                     // an object and its schema; see Graph.Members
)

// String returns the reason as words of a sentence.
func (r Reason) String() string {
	return [...]string{"", "reads", "calls", "references", "names in its body", "copied from", "stands in"}[r]
}

// MarshalText writes the reason as String does.
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Edge says that one object needs another.
type Edge struct {
	From   model.ID `json:"from"` // the dependant
	To     model.ID `json:"to"`   // what it needs
	Reason Reason   `json:"reason"`
	// Bound is true when the engine records the dependency: it refuses to drop To, or takes From with it by CASCADE.
	// The rest breaks when it is used next.
	Bound bool `json:"bound"`
}

// Unresolved is a name that no object of the model answers to.
type Unresolved struct {
	By     model.ID   `json:"by"`
	Name   model.Name `json:"name"`
	Reason Reason     `json:"reason"`
}

// Reached is an object of a closure and the least number of edges that lead to it.
type Reached struct {
	ID    model.ID `json:"id"`
	Depth int      `json:"depth"`
}

// Graph is the dependencies of one model. It never changes and is safe for concurrent use. An ID that the model does
// not hold needs nothing and is needed by nothing.
type Graph struct {
	// Missing are the names that the model should hold and does not, in ID order; names of the engine's own objects and
	// of what lies in other databases are not among them.
	Missing []Unresolved

	ids      []model.ID // in ID order; an object's number is its place
	number   map[model.ID]int32
	needs    arcList
	neededBy arcList
	ordered  *graph.Graph[int32] // what is needed comes before; an object that needs itself has no edge here
	position []int32             // in the order of creation, by number
}

// arc is an edge between numbers.
type arc struct {
	from, to int32
	reason   Reason
	bound    bool
}

// arcList holds arcs by one of their ends: those of n are arcs[start[n]:start[n+1]].
type arcList struct {
	start []int32
	arcs  []arc
}

func (l arcList) of(n int32) []arc { return l.arcs[l.start[n]:l.start[n+1]] }

// Has reports whether the model holds the object.
func (g *Graph) Has(id model.ID) bool { _, ok := g.number[id]; return ok }

// Needs returns what the object needs, in ID order.
func (g *Graph) Needs(id model.ID) []Edge { return g.edges(g.needs, id) }

// NeededBy returns what needs the object, in ID order.
func (g *Graph) NeededBy(id model.ID) []Edge { return g.edges(g.neededBy, id) }

func (g *Graph) edges(list arcList, id model.ID) []Edge {
	n, ok := g.number[id]
	if !ok {
		return nil
	}
	arcs := list.of(n)
	edges := make([]Edge, len(arcs))
	for i, a := range arcs {
		edges[i] = g.edge(a)
	}
	return edges
}

func (g *Graph) edge(a arc) Edge {
	return Edge{From: g.ids[a.from], To: g.ids[a.to], Reason: a.reason, Bound: a.bound}
}

// AllNeeds returns what the objects need directly and through others, near ones first, then in ID order. The objects
// themselves are left out.
func (g *Graph) AllNeeds(ids ...model.ID) []Reached {
	return g.reached(g.ordered.Before(g.numbers(ids)...))
}

// AllNeededBy returns what needs the objects directly and through others, as AllNeeds does.
func (g *Graph) AllNeededBy(ids ...model.ID) []Reached {
	return g.reached(g.ordered.After(g.numbers(ids)...))
}

func (g *Graph) numbers(ids []model.ID) []int32 {
	var numbers []int32
	for _, id := range ids {
		if n, ok := g.number[id]; ok {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

func (g *Graph) reached(found []graph.Reached[int32]) []Reached {
	reached := make([]Reached, len(found))
	for i, r := range found {
		reached[i] = Reached{g.ids[r.Node], r.Depth}
	}
	return reached
}

// Between returns the edges whose two ends are among the objects, in the order of From, To and Reason.
func (g *Graph) Between(ids []model.ID) []Edge {
	chosen := make(map[int32]bool, len(ids))
	for _, n := range g.numbers(ids) {
		chosen[n] = true
	}
	var edges []Edge
	for _, n := range slices.Sorted(maps.Keys(chosen)) {
		for _, a := range g.needs.of(n) {
			if chosen[a.to] {
				edges = append(edges, g.edge(a))
			}
		}
	}
	return edges
}

// Members returns what stands in a schema, in ID order. These edges are kept apart: every object has one, and no tree
// would be readable with them. DROP SCHEMA without CASCADE refuses while there are any (r_DROP_SCHEMA).
func (g *Graph) Members(schema model.ID) []Edge {
	if schema.Kind != model.KindSchema && schema.Kind != model.KindExternalSchema {
		return nil
	}
	var members []Edge
	for _, id := range g.ids {
		if id.Schema == schema.Name && (id.Kind == model.KindExternalTable) == (schema.Kind == model.KindExternalSchema) {
			members = append(members, Edge{From: id, To: schema, Reason: StandsIn, Bound: true})
		}
	}
	return members
}
