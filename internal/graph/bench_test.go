package graph

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
)

// layered returns edges of a graph without cycles: every node has five edges to nodes a little further on.
func layered(nodes int) [][2]int {
	var edges [][2]int
	for n := range nodes {
		for k := range 5 {
			if to := n + 1 + (n*31+k*17)%1000; to < nodes {
				edges = append(edges, [2]int{n, to})
			}
		}
	}
	return edges
}

func benchmarkInts(b *testing.B, query func(g *Graph[int])) {
	for _, nodes := range []int{10_000, 50_000, 200_000} {
		edges := layered(nodes)
		b.Run(fmt.Sprintf("nodes=%d/edges=%d", nodes, len(edges)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g := New(cmp.Compare[int])
				for _, e := range edges {
					g.AddEdge(e[0], e[1])
				}
				query(g)
			}
		})
	}
}

func BenchmarkBuildAndOrder(b *testing.B) {
	benchmarkInts(b, func(g *Graph[int]) {
		if _, err := g.Order(); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkBuildAndComponents(b *testing.B) {
	benchmarkInts(b, func(g *Graph[int]) { g.Components() })
}

func BenchmarkBuildAndOrderStrings(b *testing.B) {
	const nodes = 200_000
	names := make([]string, nodes)
	for i := range names {
		names[i] = fmt.Sprintf("schema_%d.table_%d", i%50, i)
	}
	edges := layered(nodes)
	b.ReportAllocs()
	for b.Loop() {
		g := New(strings.Compare)
		for _, e := range edges {
			g.AddEdge(names[e[0]], names[e[1]])
		}
		if _, err := g.Order(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAfterInALargeGraph(b *testing.B) {
	const nodes = 200_000
	g := New(cmp.Compare[int])
	for _, e := range layered(nodes) {
		g.AddEdge(e[0], e[1])
	}
	g.After(0)
	b.ReportAllocs()
	for b.Loop() {
		g.After(nodes - 2000)
	}
}
