package ui

import (
	"io"
	"strings"

	"github.com/redraft/redraft/lineage"
	"github.com/redraft/redraft/model/diag"
)

// Columns is the dependencies of one column; a nil tree was not asked for.
type Columns struct {
	Column lineage.Column
	MadeOf *lineage.Node
	UsedBy *lineage.Node
	// Scripts are the places of the ETL scripts that name the column or one that is made of it.
	Scripts []ScriptUse
}

// ScriptUse is a place in a script that names a column.
type ScriptUse struct {
	Pos    diag.Position  `json:"place"`
	Column lineage.Column `json:"column"`
	Role   string         `json:"role"`
}

// WriteText draws the trees and lists the places.
func (c Columns) WriteText(w io.Writer, s Style) error {
	var b strings.Builder
	b.WriteString(s.paint(bold, "column "+visible(c.Column.String())) + "\n")
	for _, part := range []struct {
		title string
		root  *lineage.Node
	}{{"is made of", c.MadeOf}, {"is used by", c.UsedBy}} {
		if part.root == nil {
			continue
		}
		s.section(&b, part.title)
		if len(part.root.Children) == 0 {
			b.WriteString("  nothing\n")
		}
		s.columnBranches(&b, "  ", part.root.Children)
	}
	if len(c.Scripts) > 0 {
		s.section(&b, "in scripts")
		for _, u := range c.Scripts {
			b.WriteString("  " + visible(u.Pos.String()) + "  " + visible(u.Column.String()) + s.paint(faint, "  ("+u.Role+")") + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Style) columnBranches(b *strings.Builder, indent string, nodes []*lineage.Node) {
	for i, n := range nodes {
		branch, below := "├── ", "│   "
		if i == len(nodes)-1 {
			branch, below = "└── ", "    "
		}
		remark := strings.Join(n.Roles, ", ")
		switch {
		case n.Repeated:
			remark += "; see above"
		case n.Cut:
			remark += "; and more below"
		}
		b.WriteString(indent + s.paint(faint, branch) + visible(n.Column.String()) + s.paint(faint, "  ("+remark+")") + "\n")
		s.columnBranches(b, indent+s.paint(faint, below), n.Children)
	}
}

// WriteJSON writes a document of kind "column-dependencies".
func (c Columns) WriteJSON(w io.Writer) error {
	return WriteJSON(w, struct {
		Header
		Column  lineage.Column `json:"column"`
		MadeOf  *lineage.Node  `json:"made_of,omitempty"`
		UsedBy  *lineage.Node  `json:"used_by,omitempty"`
		Scripts []ScriptUse    `json:"scripts,omitempty"`
	}{NewHeader("column-dependencies"), c.Column, c.MadeOf, c.UsedBy, c.Scripts})
}
