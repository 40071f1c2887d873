package graph

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// parse reads "a>b b>c d": an edge a word, or a lone node.
func parse(text string) *Graph[string] {
	g := New(strings.Compare)
	for word := range strings.FieldsSeq(text) {
		before, after, isEdge := strings.Cut(word, ">")
		if isEdge {
			g.AddEdge(before, after)
		} else {
			g.AddNode(before)
		}
	}
	return g
}

func TestOrder(t *testing.T) {
	cases := []struct{ name, graph, want string }{
		{"an empty graph has an empty order", "", "[]"},
		{"nodes without edges come in their own order", "c a b", "[a b c]"},
		{"an edge wins over the order of the nodes", "b>a", "[b a]"},
		{"the smallest ready node goes first", "d>a c b", "[b c d a]"},
		{"repeated edges count once", "b>a b>a b>a", "[b a]"},
		{"a diamond", "z>m z>b m>a b>a", "[z b m a]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			order, err := parse(c.graph).Order()
			if got := fmt.Sprint(order); err != nil || got != c.want {
				t.Errorf("got %s, %v; want %s", got, err, c.want)
			}
		})
	}
}

func TestCyclesAreShownInFull(t *testing.T) {
	cases := []struct{ name, graph, want string }{
		{"a node that needs itself", "a>a", "no order is possible: a → a"},
		{"two nodes", "b>a a>b", "no order is possible: a → b → a"},
		{"the shortest way round is drawn", "a>b b>c c>d d>a c>a", "no order is possible: a → b → c → a"},
		{"every knot is drawn, what hangs on it is not", "b>a a>b b>x x>y y>z z>y",
			"no order is possible: a → b → a; y → z → y"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			order, err := parse(c.graph).Order()
			var cycle *CycleError[string]
			if !errors.As(err, &cycle) || err.Error() != c.want {
				t.Errorf("got %v, %v; want %s", order, err, c.want)
			}
		})
	}
}

func TestComponents(t *testing.T) {
	cases := []struct{ name, graph, want string }{
		{"without cycles they are the order", "c>a b", "[[b] [c] [a]]"},
		{"a cycle is one component, sorted", "c>b b>c b>a", "[[b c] [a]]"},
		{"two cycles that an edge joins stay apart", "a>b b>a b>c c>d d>c", "[[a b] [c d]]"},
		{"cycles that share a node are one", "a>b b>a b>c c>b", "[[a b c]]"},
		{"the smallest node decides between components", "z>a a>z b", "[[a z] [b]]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := fmt.Sprint(parse(c.graph).Components()); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestClosures(t *testing.T) {
	g := parse("a>b b>c c>d a>d d>e e>c x>y")
	cases := []struct {
		name string
		got  []Reached[string]
		want string
	}{
		{"after, with the shortest distance", g.After("a"), "[{b 1} {d 1} {c 2} {e 2}]"},
		{"before", g.Before("d"), "[{a 1} {c 1} {b 2} {e 2}]"},
		{"a cycle does not lead back to the start", g.After("c"), "[{d 1} {e 2}]"},
		{"from several nodes", g.After("b", "x"), "[{c 1} {y 1} {d 2} {e 3}]"},
		{"from an unknown node", g.After("?"), "[]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := fmt.Sprint(c.got); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestADeepChainOverflowsNothing(t *testing.T) {
	const depth = 100_000
	g := New(cmp.Compare[int])
	for i := range depth {
		g.AddEdge(i+1, i)
	}
	order, err := g.Order()
	if err != nil || order[0] != depth || order[depth] != 0 {
		t.Errorf("the order of a chain is wrong: %v", err)
	}
	if n := len(g.Components()); n != depth+1 {
		t.Errorf("%d components, want %d", n, depth+1)
	}
	if reached := g.Before(0); len(reached) != depth || reached[depth-1].Depth != depth {
		t.Errorf("%d nodes reached, want %d", len(reached), depth)
	}
	g.AddEdge(0, depth)
	if cycles := g.Cycles(); len(cycles) != 1 || len(cycles[0]) != depth+1 {
		t.Errorf("the closed chain is not one cycle")
	}
	if groups := g.Components(); len(groups) != 1 || !slices.IsSorted(groups[0]) {
		t.Errorf("the closed chain is not one sorted component")
	}
}
