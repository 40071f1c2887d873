package graph

import "slices"

// Reached is a node and the least number of edges that lead to it.
type Reached[N comparable] struct {
	Node  N
	Depth int
}

// After returns everything that comes after any of the nodes, near ones first and then in the order of compare. The
// nodes themselves are left out, even when a cycle leads back to them; nodes that the graph does not hold lead
// nowhere.
func (g *Graph[N]) After(nodes ...N) []Reached[N] { return g.reach(g.rank().after, nodes) }

// Before returns everything that comes before any of the nodes, as After does.
func (g *Graph[N]) Before(nodes ...N) []Reached[N] { return g.reach(g.rank().before, nodes) }

func (g *Graph[N]) reach(neighbours adjacency, nodes []N) []Reached[N] {
	r := g.rank()
	seen := make(map[int32]bool, len(nodes)) // a map: most closures are small, whatever the size of the graph
	var wave []int32
	for _, n := range nodes {
		if number, ok := g.number[n]; ok && !seen[r.rankOf[number]] {
			seen[r.rankOf[number]] = true
			wave = append(wave, r.rankOf[number])
		}
	}
	var found []Reached[N]
	for depth := 1; len(wave) > 0; depth++ {
		wave = nextWave(neighbours, wave, seen)
		for _, node := range wave {
			found = append(found, Reached[N]{r.nodes[node], depth})
		}
	}
	return found
}

// nextWave returns the unseen neighbours of a wave, ascending.
func nextWave(neighbours adjacency, wave []int32, seen map[int32]bool) []int32 {
	var next []int32
	for _, node := range wave {
		for _, n := range neighbours.of(node) {
			if !seen[n] {
				seen[n] = true
				next = append(next, n)
			}
		}
	}
	slices.Sort(next)
	return next
}
