package deps

import (
	"cmp"
	"slices"

	"github.com/redraft/redraft/internal/graph"
	"github.com/redraft/redraft/model"
)

// compareForCreation decides where no dependency does: who may own comes before what is owned, schemas come before what
// stands in them, and the rest is in ID order.
func (g *Graph) compareForCreation(a, b int32) int {
	return cmp.Or(cmp.Compare(precedence(g.ids[a].Kind), precedence(g.ids[b].Kind)), cmp.Compare(a, b))
}

// precedence puts the kinds that need no object of the others first, so that no edge must say so for every object.
func precedence(k model.Kind) int {
	switch k {
	case model.KindDatabase, model.KindUser, model.KindGroup, model.KindRole, model.KindIdentityProvider:
		return 0
	case model.KindSchema, model.KindExternalSchema:
		return 1
	}
	return 2
}

// positions returns each object's place in the order of creation.
func (g *Graph) positions() []int32 {
	order, err := g.ordered.Order()
	if err != nil {
		order = g.untangle(g.ordered.Components(), unbound)
	}
	position := make([]int32, len(order))
	for place, n := range order {
		position[n] = int32(place)
	}
	return position
}

// strength says how much an edge counts for the order: on a cycle the weak ones give way.
type strength uint8

const (
	unbound strength = iota // nothing refuses: the name is looked up later
	key                     // a foreign key can be added when both tables stand
	bound                   // CREATE is refused while the other object is missing
)

func (a arc) strength() strength {
	switch {
	case !a.bound:
		return unbound
	case a.reason == References:
		return key
	}
	return bound
}

// untangle orders the objects of each component by those of its edges that are stronger than the weakest, and so on
// until no cycle is left. Bound edges alone make none: the engine would have refused the last object of it.
func (g *Graph) untangle(components [][]int32, weakest strength) []int32 {
	var order []int32
	for _, members := range components {
		if len(members) == 1 || weakest == bound {
			order = append(order, members...)
			continue
		}
		order = append(order, g.untangle(g.within(members, weakest+1).Components(), weakest+1)...)
	}
	return order
}

// within returns the graph of some objects with the edges of at least that strength.
func (g *Graph) within(members []int32, least strength) *graph.Graph[int32] {
	part := graph.New(g.compareForCreation)
	inside := make(map[int32]bool, len(members))
	for _, n := range members {
		inside[n] = true
		part.AddNode(n)
	}
	for _, n := range members {
		for _, a := range g.needs.of(n) {
			if inside[a.to] && a.from != a.to && a.strength() >= least {
				part.AddEdge(a.to, a.from)
			}
		}
	}
	return part
}

// CreateOrder returns the objects in an order in which they can be created: what others need first, also when they
// need it through objects that are not in the list. Objects that the model does not hold come last. On a cycle, what
// the engine binds counts first, then foreign keys, then names in bodies.
func (g *Graph) CreateOrder(ids []model.ID) []model.ID {
	return slices.SortedStableFunc(slices.Values(ids), g.compareCreation)
}

// DropOrder returns the objects in an order in which they can be dropped without CASCADE: CreateOrder backwards.
func (g *Graph) DropOrder(ids []model.ID) []model.ID {
	return slices.SortedStableFunc(slices.Values(ids), func(a, b model.ID) int { return g.compareCreation(b, a) })
}

func (g *Graph) compareCreation(a, b model.ID) int {
	x, hasX := g.number[a]
	y, hasY := g.number[b]
	switch {
	case hasX && hasY:
		return cmp.Compare(g.position[x], g.position[y])
	case !hasX && !hasY:
		return a.Compare(b)
	case hasX:
		return -1
	}
	return 1
}

// Cycles returns a shortest cycle of every knot of objects that need each other, each object needing the next, and
// every routine that calls itself; in ID order of their smallest objects. Late-binding views, bodies of routines and
// foreign keys can make them; for routines and keys they are no mistake.
func (g *Graph) Cycles() [][]model.ID {
	var cycles [][]int32
	for _, cycle := range g.ordered.Cycles() {
		slices.Reverse(cycle[1:]) // the graph leads from what is needed to the dependant
		cycles = append(cycles, cycle)
	}
	for _, a := range g.needs.arcs {
		if a.from == a.to {
			cycles = append(cycles, []int32{a.from})
		}
	}
	slices.SortFunc(cycles, slices.Compare[[]int32])
	named := make([][]model.ID, len(cycles))
	for i, cycle := range cycles {
		for _, n := range cycle {
			named[i] = append(named[i], g.ids[n])
		}
	}
	return named
}
