package graph

// Components returns the strongly connected components: nodes that can reach each other share one. They come in an
// order that respects every edge between them, the one with the smallest node first wherever there is a choice, and
// each is sorted. In a graph without cycles they are Order, one node each.
func (g *Graph[N]) Components() [][]N {
	r := g.rank()
	number, count := components(r.after)
	members := make([][]int32, count)
	var edges []edge
	for node, c := range number {
		members[c] = append(members[c], int32(node))
		for _, next := range r.after.of(int32(node)) {
			if number[next] != c {
				edges = append(edges, edge{c, number[next]})
			}
		}
	}
	groups := make([][]N, 0, count)
	for _, c := range sequence(adjacencies(count, edges)) {
		groups = append(groups, r.pick(members[c]))
	}
	return groups
}

// components is Tarjan's algorithm with a stack of its own. It returns the component of each node; components are
// numbered by their smallest node, ascending.
func components(after adjacency) (number []int32, count int) {
	n := int32(len(after.start) - 1)
	t := tarjan{after: after, seen: make([]int32, n), low: make([]int32, n), root: make([]int32, n)}
	for node := range n {
		if t.seen[node] == 0 {
			t.visit(node)
		}
	}
	number = make([]int32, n)
	named := make([]int32, n) // the component's number plus one, by its root
	for node := range n {
		root := t.root[node] - 1
		if named[root] == 0 {
			count++
			named[root] = int32(count)
		}
		number[node] = named[root] - 1
	}
	return number, count
}

type tarjan struct {
	after adjacency
	clock int32
	seen  []int32 // when the node was met, from 1
	low   []int32 // the earliest open node that it reaches
	root  []int32 // the root of its component plus one; 0 while the component is open
	open  []int32
	path  []frame
}

type frame struct {
	node int32
	next int // how many of its neighbours were looked at
}

func (t *tarjan) visit(node int32) {
	t.enter(node)
	for len(t.path) > 0 {
		top := &t.path[len(t.path)-1]
		neighbours := t.after.of(top.node)
		if top.next == len(neighbours) {
			t.leave(top.node)
			continue
		}
		to := neighbours[top.next]
		top.next++
		if t.seen[to] == 0 {
			t.enter(to)
		} else if t.root[to] == 0 {
			t.low[top.node] = min(t.low[top.node], t.seen[to])
		}
	}
}

func (t *tarjan) enter(node int32) {
	t.clock++
	t.seen[node], t.low[node] = t.clock, t.clock
	t.open = append(t.open, node)
	t.path = append(t.path, frame{node: node})
}

// leave closes the component when the node is its root, and hands what it reaches to its parent.
func (t *tarjan) leave(node int32) {
	t.path = t.path[:len(t.path)-1]
	if len(t.path) > 0 {
		parent := t.path[len(t.path)-1].node
		t.low[parent] = min(t.low[parent], t.low[node])
	}
	if t.low[node] != t.seen[node] {
		return
	}
	for {
		last := t.open[len(t.open)-1]
		t.open = t.open[:len(t.open)-1]
		t.root[last] = node + 1
		if last == node {
			return
		}
	}
}

// Cycles returns one cycle of every component that has one: a shortest one through its smallest node, from that node
// on. A node with an edge to itself is a cycle of one.
func (g *Graph[N]) Cycles() [][]N {
	r := g.rank()
	number, count := components(r.after)
	begun := make([]bool, count)
	came := make([]int32, len(r.nodes)) // from which node, plus one
	var cycles [][]N
	for node := range int32(len(r.nodes)) {
		if begun[number[node]] {
			continue
		}
		begun[number[node]] = true
		if cycle := r.after.shortestCycle(node, number, came); cycle != nil {
			cycles = append(cycles, r.pick(cycle))
		}
	}
	return cycles
}

// shortestCycle searches breadth first from a node back to itself, within its component.
func (a adjacency) shortestCycle(start int32, component, came []int32) []int32 {
	queue := []int32{start}
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		for _, next := range a.of(node) {
			if next == start {
				return wayTo(node, start, came)
			}
			if component[next] == component[start] && came[next] == 0 {
				came[next] = node + 1
				queue = append(queue, next)
			}
		}
	}
	return nil
}

func wayTo(node, start int32, came []int32) []int32 {
	length := 1
	for n := node; n != start; n = came[n] - 1 {
		length++
	}
	way := make([]int32, length)
	for ; node != start; node = came[node] - 1 {
		length--
		way[length] = node
	}
	way[0] = start
	return way
}
