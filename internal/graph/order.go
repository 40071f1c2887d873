package graph

import (
	"fmt"
	"strings"
)

// CycleError says that no order exists. Cycles holds one shortest cycle of every strongly connected component, each
// from its smallest node on.
type CycleError[N comparable] struct{ Cycles [][]N }

// Error draws the cycles: "a → b → a".
func (e *CycleError[N]) Error() string {
	drawn := make([]string, len(e.Cycles))
	for i, cycle := range e.Cycles {
		var b strings.Builder
		for _, n := range cycle {
			fmt.Fprintf(&b, "%v → ", n)
		}
		fmt.Fprintf(&b, "%v", cycle[0])
		drawn[i] = b.String()
	}
	return "no order is possible: " + strings.Join(drawn, "; ")
}

// Order returns all nodes so that every edge is respected, the smallest node first wherever there is a choice. The
// error is a *CycleError.
func (g *Graph[N]) Order() ([]N, error) {
	r := g.rank()
	order := sequence(r.after, r.before)
	if len(order) < len(r.nodes) {
		return nil, &CycleError[N]{g.Cycles()}
	}
	return r.pick(order), nil
}

// sequence is Kahn's algorithm with a heap; nodes on cycles and behind them are missing from the result.
func sequence(after, before adjacency) []int32 {
	n := int32(len(after.start) - 1)
	waits := make([]int32, n)
	var ready heap
	for node := range n {
		waits[node] = int32(len(before.of(node)))
		if waits[node] == 0 {
			ready = append(ready, node) // ascending, and so a heap
		}
	}
	order := make([]int32, 0, n)
	for len(ready) > 0 {
		node := ready.pop()
		order = append(order, node)
		for _, next := range after.of(node) {
			if waits[next]--; waits[next] == 0 {
				ready.push(next)
			}
		}
	}
	return order
}

// heap is a binary heap, the smallest number on top. It is written out because container/heap boxes every number.
type heap []int32

func (h *heap) push(x int32) {
	*h = append(*h, x)
	s, i := *h, len(*h)-1
	for i > 0 {
		parent := (i - 1) / 2
		if s[parent] <= x {
			break
		}
		s[i], i = s[parent], parent
	}
	s[i] = x
}

func (h *heap) pop() int32 {
	s := *h
	top, last := s[0], s[len(s)-1]
	s = s[:len(s)-1]
	*h = s
	if len(s) == 0 {
		return top
	}
	i := 0
	for {
		child := 2*i + 1
		if child >= len(s) {
			break
		}
		if child+1 < len(s) && s[child+1] < s[child] {
			child++
		}
		if s[child] >= last {
			break
		}
		s[i], i = s[child], child
	}
	s[i] = last
	return top
}
