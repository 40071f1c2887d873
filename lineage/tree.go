package lineage

// Direction is the way in which a tree grows.
type Direction uint8

// The directions.
const (
	Down Direction = iota // to what a column is made of
	Up                    // to what it is used for
)

// Node is a column in a tree.
type Node struct {
	Column Column   `json:"column"`
	Roles  []string `json:"roles,omitempty"` // how it is tied to the column above; none at the root
	// Repeated is true when the children are left out because an earlier node of the tree shows them.
	Repeated bool    `json:"repeated,omitempty"`
	Cut      bool    `json:"cut,omitempty"` // the children lie too deep
	Children []*Node `json:"children,omitempty"`
}

// Tree returns what a column is made of, or used for, as a tree of at most that many levels below the root; 0 is no limit.
// Every column shows its children once.
func (g *Graph) Tree(c Column, direction Direction, depth int) *Node {
	root := &Node{Column: c}
	g.grow(root, direction, depth, 0, make(map[Column]bool))
	return root
}

func (g *Graph) grow(n *Node, direction Direction, depth, level int, shown map[Column]bool) {
	edges := g.usedBy[n.Column]
	if direction == Down {
		edges = g.madeOf[n.Column]
	}
	switch {
	case len(edges) == 0:
		return
	case shown[n.Column]:
		n.Repeated = true
		return
	case depth > 0 && level == depth:
		n.Cut = true
		return
	}
	shown[n.Column] = true
	for _, e := range edges {
		child := &Node{Column: e.From, Roles: e.Roles}
		if direction == Down {
			child.Column = e.To
		}
		n.Children = append(n.Children, child)
		g.grow(child, direction, depth, level+1, shown)
	}
}

// Reached returns the columns of a tree, each once, the root included.
func (n *Node) Reached() map[Column]bool {
	found := make(map[Column]bool)
	n.reach(found)
	return found
}

func (n *Node) reach(found map[Column]bool) {
	found[n.Column] = true
	for _, child := range n.Children {
		child.reach(found)
	}
}
