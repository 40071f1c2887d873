package ui

import (
	"fmt"
	"io"
	"strings"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// Deps is the dependencies of one object; a nil tree was not asked for.
type Deps struct {
	Object   model.ID
	Needs    *deps.Node
	NeededBy *deps.Node
	// Members stand in the object, when it is a schema.
	Members []deps.Edge
}

// WriteText draws the trees.
func (d Deps) WriteText(w io.Writer, s Style) error {
	var b strings.Builder
	b.WriteString(s.paint(bold, objectTitle(d.Object)) + "\n")
	if len(d.Members) > 0 {
		s.section(&b, "holds")
		for _, e := range d.Members {
			b.WriteString("  " + objectTitle(e.From) + "\n")
		}
	}
	for _, part := range []struct {
		title string
		root  *deps.Node
	}{{"needs", d.Needs}, {"is needed by", d.NeededBy}} {
		if part.root == nil {
			continue
		}
		s.section(&b, part.title)
		if len(part.root.Children) == 0 {
			b.WriteString("  nothing\n")
		}
		s.branches(&b, "  ", part.root.Children)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Style) branches(b *strings.Builder, indent string, nodes []*deps.Node) {
	for i, n := range nodes {
		branch, below := "├── ", "│   "
		if i == len(nodes)-1 {
			branch, below = "└── ", "    "
		}
		b.WriteString(indent + s.paint(faint, branch) + objectTitle(n.ID) + s.paint(faint, "  ("+nodeRemark(n)+")") + "\n")
		s.branches(b, indent+s.paint(faint, below), n.Children)
	}
}

// nodeRemark says how an object is tied to the one above it, and why its branch may end there.
func nodeRemark(n *deps.Node) string {
	var words []string
	bound := false
	for _, e := range n.Edges {
		if len(words) == 0 || words[len(words)-1] != e.Reason.String() {
			words = append(words, e.Reason.String())
		}
		bound = bound || e.Bound
	}
	text := strings.Join(words, ", ")
	if !bound {
		text += "; not tracked by Redshift"
	}
	switch {
	case n.Cycle:
		text += "; a cycle"
	case n.Repeated:
		text += "; see above"
	case n.Cut:
		text += "; and more below"
	}
	return text
}

// WriteJSON writes a document of kind "dependencies".
func (d Deps) WriteJSON(w io.Writer) error {
	return WriteJSON(w, struct {
		Header
		Object   model.ID    `json:"object"`
		Members  []deps.Edge `json:"members,omitempty"`
		Needs    *deps.Node  `json:"needs,omitempty"`
		NeededBy *deps.Node  `json:"needed_by,omitempty"`
	}{NewHeader("dependencies"), d.Object, d.Members, d.Needs, d.NeededBy})
}

// Recreation is what goes and comes back when an object is recreated, with the statements that do it, and which of it
// to show.
type Recreation struct {
	Object                                model.ID
	Drops, Creates                        []Recreated
	Untouched                             []deps.Edge
	ShowDrops, ShowCreates, ShowUntouched bool
}

// Recreated is one thing that goes or comes back.
type Recreated struct {
	deps.Item
	Statements []string
}

// WriteText writes the statements as a script whose comments say what each is about.
func (r Recreation) WriteText(w io.Writer, s Style) error {
	var b strings.Builder
	remark := func(text string) { b.WriteString(s.paint(faint, "-- "+text) + "\n") }
	remark("to recreate " + objectTitle(r.Object))
	if r.ShowDrops && r.Object.Kind == model.KindTable {
		remark("its rows go with it; redraft plan rebuilds a table with its rows")
	}
	if r.ShowDrops {
		writeRecreated(&b, remark, "drop ", r.Drops)
	}
	if r.ShowCreates {
		writeRecreated(&b, remark, "create ", r.Creates)
	}
	if r.ShowUntouched && len(r.Untouched) > 0 {
		b.WriteString("\n")
		for _, e := range r.Untouched {
			remark("stays: " + objectTitle(e.From) + " " + e.Reason.String() + " " + visible(e.To.QualifiedName()))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeRecreated(b *strings.Builder, remark func(string), verb string, items []Recreated) {
	for i, item := range items {
		b.WriteString("\n")
		remark(fmt.Sprintf("%d. %s%s", i+1, verb, recreatedTitle(item.Item)))
		b.WriteString(ddl.Script(item.Statements))
	}
}

func recreatedTitle(item deps.Item) string {
	text := objectTitle(item.ID)
	if item.Constraint != nil {
		text = strings.TrimSpace("foreign key "+visible(item.Constraint.Name)) + " of " + text
	}
	if !item.Bound {
		text += " (not tracked by Redshift)"
	}
	return text
}

// WriteJSON writes a document of kind "recreation".
func (r Recreation) WriteJSON(w io.Writer) error {
	document := struct {
		Header
		Object    model.ID        `json:"object"`
		Drops     []recreatedItem `json:"drops,omitempty"`
		Creates   []recreatedItem `json:"creates,omitempty"`
		Untouched []deps.Edge     `json:"untouched,omitempty"`
	}{Header: NewHeader("recreation"), Object: r.Object}
	if r.ShowDrops {
		document.Drops = recreatedItems(r.Drops)
	}
	if r.ShowCreates {
		document.Creates = recreatedItems(r.Creates)
	}
	if r.ShowUntouched {
		document.Untouched = r.Untouched
	}
	return WriteJSON(w, document)
}

type recreatedItem struct {
	Object     model.ID `json:"object"`
	ForeignKey string   `json:"foreign_key,omitempty"`
	Columns    []string `json:"columns,omitempty"`
	Bound      bool     `json:"bound"`
	Statements []string `json:"statements"`
}

func recreatedItems(items []Recreated) []recreatedItem {
	list := make([]recreatedItem, len(items))
	for i, item := range items {
		list[i] = recreatedItem{Object: item.ID, Bound: item.Bound, Statements: item.Statements}
		if c := item.Constraint; c != nil {
			list[i].ForeignKey, list[i].Columns = c.Name, c.Columns
		}
	}
	return list
}
