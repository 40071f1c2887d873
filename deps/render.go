package deps

import (
	"fmt"
	"strings"

	"github.com/redraft/redraft/model"
)

// DOT draws objects and edges in the language of Graphviz, arrows leading from the dependant to what it needs. Edges
// that the engine does not record are dashed.
func DOT(ids []model.ID, edges []Edge) string {
	var b strings.Builder
	b.WriteString("digraph dependencies {\n\trankdir=LR;\n\tnode [shape=box];\n")
	for _, id := range ids {
		fmt.Fprintf(&b, "\t%s;\n", dotQuote(id.String()))
	}
	for _, e := range edges {
		style := ""
		if !e.Bound {
			style = ", style=dashed"
		}
		fmt.Fprintf(&b, "\t%s -> %s [label=%s%s];\n",
			dotQuote(e.From.String()), dotQuote(e.To.String()), dotQuote(e.Reason.String()), style)
	}
	b.WriteString("}\n")
	return b.String()
}

// dotQuote writes a quoted ID of the DOT language; a backslash in it would begin an escape.
func dotQuote(text string) string { return `"` + dotEscapes.Replace(text) + `"` }

var dotEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", "")

// Mermaid draws objects and edges as a Mermaid flowchart, as DOT does.
func Mermaid(ids []model.ID, edges []Edge) string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	name := make(map[model.ID]string, len(ids))
	for i, id := range ids {
		name[id] = fmt.Sprintf("n%d", i)
		fmt.Fprintf(&b, "    %s[%s]\n", name[id], mermaidQuote(id.String()))
	}
	for _, e := range edges {
		from, to := name[e.From], name[e.To]
		if from == "" || to == "" {
			continue
		}
		arrow := "-->"
		if !e.Bound {
			arrow = "-.->"
		}
		fmt.Fprintf(&b, "    %s %s|%s| %s\n", from, arrow, mermaidQuote(e.Reason.String()), to)
	}
	return b.String()
}

// mermaidQuote writes a quoted label; inside it Mermaid knows entities that begin with # and reads the rest as
// Markdown or HTML.
func mermaidQuote(text string) string { return `"` + mermaidEscapes.Replace(text) + `"` }

var mermaidEscapes = strings.NewReplacer(
	"#", "#35;", `"`, "#quot;", "&", "#amp;", "<", "#lt;", ">", "#gt;", "`", "#96;", `\`, "#92;", "\n", " ", "\r", " ")
