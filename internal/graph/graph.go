// Package graph orders things: a small directed graph with a stable topological order, strongly connected components
// and closures.
//
// It knows nothing of databases. Every answer depends on the nodes and edges alone, never on the order in which they
// were added. Nothing in it recurses, so that a chain of any length is safe.
package graph

import (
	"cmp"
	"slices"
)

// Graph is a directed graph; an edge says which of two nodes comes first. Repeated nodes and edges count once. It is
// not safe for concurrent use.
type Graph[N comparable] struct {
	compare func(a, b N) int
	number  map[N]int32 // in order of insertion
	nodes   []N
	edges   []edge
	ranked  *ranked[N] // nil after an addition
}

type edge struct{ before, after int32 }

// New returns an empty graph. Compare is a total order: it decides between nodes that the edges leave open, and is zero
// for equal nodes only.
func New[N comparable](compare func(a, b N) int) *Graph[N] {
	return &Graph[N]{compare: compare, number: make(map[N]int32)}
}

// AddNode adds a node, if it is new.
func (g *Graph[N]) AddNode(node N) { g.add(node) }

func (g *Graph[N]) add(node N) int32 {
	if n, ok := g.number[node]; ok {
		return n
	}
	n := int32(len(g.nodes))
	g.number[node] = n
	g.nodes = append(g.nodes, node)
	g.ranked = nil
	return n
}

// AddEdge says that one node comes before another, and adds those that are new. An edge from a node to itself is a
// cycle.
func (g *Graph[N]) AddEdge(before, after N) {
	g.edges = append(g.edges, edge{g.add(before), g.add(after)})
	g.ranked = nil
}

// Len returns the number of nodes.
func (g *Graph[N]) Len() int { return len(g.nodes) }

// ranked is the graph with its nodes numbered in the order of compare: comparing nodes is dear, comparing ranks is not.
type ranked[N comparable] struct {
	nodes  []N     // by rank
	rankOf []int32 // from the number of insertion
	after  adjacency
	before adjacency
}

func (g *Graph[N]) rank() *ranked[N] {
	if g.ranked != nil {
		return g.ranked
	}
	n := len(g.nodes)
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(g.compare(g.nodes[a], g.nodes[b]), cmp.Compare(a, b))
	})
	r := &ranked[N]{nodes: make([]N, n), rankOf: make([]int32, n)}
	for rank, number := range order {
		r.nodes[rank] = g.nodes[number]
		r.rankOf[number] = int32(rank)
	}
	edges := make([]edge, len(g.edges))
	for i, e := range g.edges {
		edges[i] = edge{r.rankOf[e.before], r.rankOf[e.after]}
	}
	r.after, r.before = adjacencies(n, edges)
	g.ranked = r
	return r
}

// pick returns the nodes of the ranks.
func (r *ranked[N]) pick(ranks []int32) []N {
	nodes := make([]N, len(ranks))
	for i, rank := range ranks {
		nodes[i] = r.nodes[rank]
	}
	return nodes
}
