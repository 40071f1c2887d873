package deps

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the queries answer into the cases")

// Each case is a model and the questions asked of it: a section is a question, its text the answer.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			checkCase(t, file, archive)
		})
	}
}

func checkCase(t *testing.T, file string, archive *txtar.Archive) {
	if len(archive.Files) < 2 || archive.Files[0].Name != "model" {
		t.Fatal("a case begins with its model and asks at least one question")
	}
	db := parseModel(t, string(archive.Files[0].Data))
	g := Build(db)
	for i := range archive.Files[1:] {
		section := &archive.Files[i+1]
		got := answer(t, db, g, section.Name)
		if *update {
			section.Data = []byte(got)
		} else if want := string(section.Data); got != want {
			t.Errorf("%s\ngot:\n%swant:\n%s", section.Name, got, want)
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func answer(t *testing.T, db *model.Database, g *Graph, question string) string {
	word, rest, _ := strings.Cut(question, " ")
	var b strings.Builder
	switch word {
	case "edges":
		showEdges(&b, g.Between(g.ids))
	case "missing":
		for _, m := range g.Missing {
			fmt.Fprintf(&b, "%s %s %s\n", m.By, m.Reason, m.Name)
		}
	case "order":
		for _, id := range g.CreateOrder(g.ids) {
			fmt.Fprintln(&b, id)
		}
	case "cycles":
		for _, cycle := range g.Cycles() {
			fmt.Fprintln(&b, cycle)
		}
	case "needs":
		showEdges(&b, g.Needs(objectID(t, rest)))
	case "needed-by":
		showEdges(&b, g.NeededBy(objectID(t, rest)))
	case "members":
		showEdges(&b, g.Members(objectID(t, rest)))
	case "all-needs":
		showReached(&b, g.AllNeeds(objectID(t, rest)))
	case "all-needed-by":
		showReached(&b, g.AllNeededBy(objectID(t, rest)))
	case "up", "down":
		showTree(&b, t, g, word, rest)
	case "recreate":
		showRecreation(&b, Recreate(db, g, objectID(t, rest)))
	case "dot":
		b.WriteString(DOT(g.ids, g.Between(g.ids)))
	case "mermaid":
		b.WriteString(Mermaid(g.ids, g.Between(g.ids)))
	default:
		t.Fatalf("no such question: %s", question)
	}
	return b.String()
}

func objectID(t *testing.T, text string) model.ID {
	t.Helper()
	id, err := model.ParseID(text)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func showEdges(b *strings.Builder, edges []Edge) {
	for _, e := range edges {
		bound := ""
		if !e.Bound {
			bound = " (not bound)"
		}
		fmt.Fprintf(b, "%s %s %s%s\n", e.From, e.Reason, e.To, bound)
	}
}

func showReached(b *strings.Builder, reached []Reached) {
	for _, r := range reached {
		fmt.Fprintf(b, "%d %s\n", r.Depth, r.ID)
	}
}

// showTree answers "up 2 table core.a"; 0 is no limit.
func showTree(b *strings.Builder, t *testing.T, g *Graph, direction, rest string) {
	var depth int
	number, name, _ := strings.Cut(rest, " ")
	if _, err := fmt.Sscan(number, &depth); err != nil {
		t.Fatal(err)
	}
	way := Down
	if direction == "up" {
		way = Up
	}
	showNode(b, Tree(g, objectID(t, name), way, depth), "")
}

func showNode(b *strings.Builder, n *Node, indent string) {
	b.WriteString(indent + n.ID.String())
	for _, e := range n.Edges {
		b.WriteString(", " + e.Reason.String())
	}
	for _, mark := range []struct {
		on   bool
		text string
	}{{n.Repeated, " (seen above)"}, {n.Cycle, " (cycle)"}, {n.Cut, " …"}} {
		if mark.on {
			b.WriteString(mark.text)
		}
	}
	b.WriteByte('\n')
	for _, child := range n.Children {
		showNode(b, child, indent+"  ")
	}
}

func showRecreation(b *strings.Builder, r Recreation) {
	show := func(verb string, items []Item) {
		for _, item := range items {
			what := item.ID.String()
			if item.Constraint != nil {
				what = "key " + item.Constraint.Name + " of " + what
			}
			if !item.Bound {
				what += " (not bound)"
			}
			fmt.Fprintf(b, "%s %s\n", verb, what)
		}
	}
	show("drop", r.Drops)
	show("create", r.Creates)
	for _, e := range r.Untouched {
		fmt.Fprintf(b, "untouched: %s %s %s\n", e.From, e.Reason, e.To)
	}
}
