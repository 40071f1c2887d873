package graph

import "slices"

// adjacency lists the neighbours of each node, ascending and each once, in one slice: those of n are
// list[start[n]:start[n+1]].
type adjacency struct{ start, list []int32 }

func (a adjacency) of(n int32) []int32 { return a.list[a.start[n]:a.start[n+1]] }

// adjacencies returns the neighbours after and before each of n nodes. Turning the lists round twice sorts them
// without a comparison, because each turn visits the nodes in ascending order.
func adjacencies(n int, edges []edge) (after, before adjacency) {
	unsorted := adjacency{make([]int32, n+1), make([]int32, len(edges))}
	for _, e := range edges {
		unsorted.start[e.after+1]++
	}
	unsorted.sum()
	next := slices.Clone(unsorted.start)
	for _, e := range edges {
		unsorted.list[next[e.after]] = e.before
		next[e.after]++
	}
	after = unsorted.reverse().compact()
	return after, after.reverse()
}

// sum turns counts, kept one place to the right, into starts.
func (a adjacency) sum() {
	for i := 1; i < len(a.start); i++ {
		a.start[i] += a.start[i-1]
	}
}

func (a adjacency) reverse() adjacency {
	r := adjacency{make([]int32, len(a.start)), make([]int32, len(a.list))}
	for _, to := range a.list {
		r.start[to+1]++
	}
	r.sum()
	next := slices.Clone(r.start)
	for from := range int32(len(a.start) - 1) {
		for _, to := range a.of(from) {
			r.list[next[to]] = from
			next[to]++
		}
	}
	return r
}

// compact removes repetitions from sorted lists, in place.
func (a adjacency) compact() adjacency {
	kept, begin := int32(0), int32(0)
	for n := range len(a.start) - 1 {
		end := a.start[n+1]
		first := kept
		for _, to := range a.list[begin:end] {
			if kept == first || a.list[kept-1] != to {
				a.list[kept] = to
				kept++
			}
		}
		begin, a.start[n+1] = end, kept
	}
	a.list = a.list[:kept]
	return a
}
