package graph

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawing is a graph as rapid draws it.
type drawing struct {
	nodes []int
	edges [][2]int
}

func draw(t *rapid.T) drawing {
	node := rapid.IntRange(0, 12)
	return drawing{
		nodes: rapid.SliceOfN(node, 0, 12).Draw(t, "nodes"),
		edges: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]int {
			return [2]int{node.Draw(t, "before"), node.Draw(t, "after")}
		}), 0, 20).Draw(t, "edges"),
	}
}

func (d drawing) graph() *Graph[int] {
	g := New(cmp.Compare[int])
	for _, n := range d.nodes {
		g.AddNode(n)
	}
	for _, e := range d.edges {
		g.AddEdge(e[0], e[1])
	}
	return g
}

func TestLawTheOrderRespectsEveryEdge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		g := d.graph()
		order, err := g.Order()
		if err != nil {
			t.Skip("a cycle")
		}
		if len(order) != g.Len() {
			t.Fatalf("%d of %d nodes ordered", len(order), g.Len())
		}
		for _, e := range d.edges {
			if slices.Index(order, e[0]) >= slices.Index(order, e[1]) {
				t.Fatalf("edge %v is not respected by %v", e, order)
			}
		}
	})
}

func TestLawTheOrderOfInsertionDoesNotCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		want := describe(d.graph())
		d.nodes = rapid.Permutation(d.nodes).Draw(t, "shuffled nodes")
		d.edges = rapid.Permutation(d.edges).Draw(t, "shuffled edges")
		if got := describe(d.graph()); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	})
}

func describe(g *Graph[int]) string {
	order, err := g.Order()
	return fmt.Sprint(order, err, g.Components(), g.Cycles(), g.After(0, 1), g.Before(0, 1))
}

// reachable is the slow truth: whether a way of at least one edge leads from a to b.
func (d drawing) reachable(a, b int) bool {
	seen := map[int]bool{}
	queue := []int{a}
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		for _, e := range d.edges {
			if e[0] == node && e[1] == b {
				return true
			}
			if e[0] == node && !seen[e[1]] {
				seen[e[1]] = true
				queue = append(queue, e[1])
			}
		}
	}
	return false
}

func TestLawComponentsAreMutualReachability(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		g := d.graph()
		group := map[int]int{}
		total := 0
		for i, members := range g.Components() {
			for _, n := range members {
				group[n] = i
				total++
			}
		}
		if total != g.Len() {
			t.Fatalf("%d nodes in components, want %d", total, g.Len())
		}
		for a := range group {
			for b := range group {
				mutual := a == b || d.reachable(a, b) && d.reachable(b, a)
				if mutual != (group[a] == group[b]) {
					t.Fatalf("%d and %d: mutual is %v, components are %d and %d", a, b, mutual, group[a], group[b])
				}
				if group[a] > group[b] && d.reachable(a, b) {
					t.Fatalf("%d leads to %d, but its component comes later", a, b)
				}
			}
		}
	})
}

func TestLawACycleIsWhatPreventsAnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		g := d.graph()
		_, err := g.Order()
		cycles := g.Cycles()
		if (err != nil) != (len(cycles) > 0) {
			t.Fatalf("order says %v, cycles are %v", err, cycles)
		}
		for _, cycle := range cycles {
			for i, n := range cycle {
				next := cycle[(i+1)%len(cycle)]
				if !slices.Contains(d.edges, [2]int{n, next}) {
					t.Fatalf("%v has no edge from %d to %d", cycle, n, next)
				}
			}
			if !slices.Equal(slices.Compact(slices.Sorted(slices.Values(cycle))), slices.Sorted(slices.Values(cycle))) {
				t.Fatalf("%v visits a node twice", cycle)
			}
		}
	})
}

func TestLawClosuresAreReachability(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		g := d.graph()
		start := rapid.IntRange(0, 12).Draw(t, "start")
		after := map[int]int{}
		for _, r := range g.After(start) {
			after[r.Node] = r.Depth
			if !slices.ContainsFunc(g.Before(r.Node), func(b Reached[int]) bool {
				return b.Node == start && b.Depth == r.Depth
			}) {
				t.Fatalf("%d is after %d at %d, but not the other way round", r.Node, start, r.Depth)
			}
		}
		for n := range 13 {
			_, got := after[n]
			if want := n != start && d.reachable(start, n); got != want {
				t.Fatalf("%d after %d: got %v, want %v", n, start, got, want)
			}
		}
	})
}
