package ui

import (
	"fmt"
	"io"
	"strings"

	"github.com/redraft/redraft/plan/ddl"
)

// WriteSQL writes the plan as a script that can be run: each transaction between BEGIN and COMMIT.
func (p Plan) WriteSQL(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "-- %s → %s: %s\n", visible(p.FromSource), visible(p.ToSource), p.Summary())
	for _, r := range p.Refusals {
		fmt.Fprintf(&b, "-- refused: %s: %s: %s\n", objectTitle(r.Object), visible(r.Change), visible(r.Reason))
	}
	if len(p.Groups) > 0 {
		b.WriteString("\n")
		p.writeSQL(&b, Style{}, asIs)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeSQL writes the statements by groups, each step under a comment. What comes from a name is made visible in
// comments, so that no line end in it can end the comment.
func (p Plan) writeSQL(b *strings.Builder, s Style, show func(string) string) {
	for i, g := range p.Groups {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(s.paint(cyan, "-- "+p.heading(i)) + "\n")
		if g.Transactional {
			b.WriteString("BEGIN;\n")
		}
		for _, n := range g.Steps {
			step := p.step(n)
			b.WriteString("\n" + s.paint(faint, fmt.Sprintf("-- step %d: %s", n, visible(step.Title))) + "\n")
			b.WriteString(show(ddl.Script(step.Statements)))
		}
		if g.Transactional {
			b.WriteString("\nCOMMIT;\n")
		}
	}
}

func asIs(text string) string { return text }
