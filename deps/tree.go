package deps

import "github.com/redraft/redraft/model"

// Direction is the way in which a tree grows.
type Direction uint8

// The directions.
const (
	Down Direction = iota // to what the object needs
	Up                    // to what needs the object
)

// Node is an object in a tree of dependencies. Its children are in ID order.
type Node struct {
	ID model.ID `json:"object"`
	// Edges tie the object to the node above it; none at the root.
	Edges []Edge `json:"edges,omitempty"`
	// Repeated is true when the children are left out because an earlier node of the tree shows them.
	Repeated bool `json:"repeated,omitempty"`
	// Cycle is true when the object is one of those above it.
	Cycle bool `json:"cycle,omitempty"`
	// Cut is true when the children are left out because they lie too deep.
	Cut      bool    `json:"cut,omitempty"`
	Children []*Node `json:"children,omitempty"`
}

// Tree returns what an object needs, or what needs it, as a tree of at most that many levels below the root; 0 is no
// limit. Every object shows its children once, so that the tree is no larger than the graph.
func Tree(g *Graph, id model.ID, direction Direction, depth int) *Node {
	grower := &grower{g: g, arcs: g.needs, depth: depth, shown: make(map[int32]bool), above: make(map[int32]bool)}
	if direction == Up {
		grower.arcs = g.neededBy
		grower.up = true
	}
	root := &Node{ID: id}
	if n, ok := g.number[id]; ok {
		grower.grow(root, n, 0)
	}
	return root
}

type grower struct {
	g     *Graph
	arcs  arcList
	up    bool
	depth int
	shown map[int32]bool // its children are in the tree
	above map[int32]bool // on the way from the root
}

func (t *grower) grow(node *Node, n int32, level int) {
	arcs := t.arcs.of(n)
	switch {
	case len(arcs) == 0:
		return
	case t.above[n]:
		node.Cycle = true
		return
	case t.shown[n]:
		node.Repeated = true
		return
	case t.depth > 0 && level == t.depth:
		node.Cut = true
		return
	}
	t.shown[n], t.above[n] = true, true
	defer delete(t.above, n)
	for len(arcs) > 0 {
		end := t.far(arcs[0])
		child := &Node{ID: t.g.ids[end]}
		for len(arcs) > 0 && t.far(arcs[0]) == end {
			child.Edges = append(child.Edges, t.g.edge(arcs[0]))
			arcs = arcs[1:]
		}
		node.Children = append(node.Children, child)
		t.grow(child, end, level+1)
	}
}

// far returns the end of an arc that lies away from the root.
func (t *grower) far(a arc) int32 {
	if t.up {
		return a.from
	}
	return a.to
}
