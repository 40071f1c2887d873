package lineage_test

import (
	"slices"
	"testing"

	"github.com/redraft/redraft/lineage"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/interpret"
	"github.com/redraft/redraft/parser/query"
)

const tables = `CREATE SCHEMA core;
CREATE TABLE core.a (id integer, x integer, day date);
CREATE VIEW core.v (key, twice) AS SELECT id, x * 2 FROM core.a WHERE day > '2020-01-01';
CREATE VIEW core.w AS WITH c AS (SELECT twice + key AS total FROM core.v) SELECT total, 1 AS one FROM c ORDER BY one;
CREATE VIEW core.r1 AS SELECT id FROM core.r2;
CREATE VIEW core.r2 AS SELECT id FROM core.r1;`

func build(t *testing.T) *lineage.Graph {
	t.Helper()
	file, findings := parser.Parse("tables.sql", []byte(tables), parser.Options{})
	analyzer := query.NewAnalyzer()
	result, _ := interpret.Declare([]*ast.File{file}, interpret.Options{Analyzer: analyzer})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return lineage.Build(result.Database, analyzer, []string{"public"})
}

func column(relation, name string) lineage.Column {
	return lineage.Column{Relation: model.Name{Schema: "core", Name: relation}, Name: name}
}

// lines writes a tree, a column a line, deeper ones behind more blanks.
func lines(n *lineage.Node, indent string) (list []string) {
	for _, child := range n.Children {
		list = append(list, indent+child.Column.String())
		list = append(list, lines(child, indent+" ")...)
	}
	return list
}

func TestAColumnIsFollowedThroughViewsBothWays(t *testing.T) {
	g := build(t)
	for _, c := range []struct {
		column    lineage.Column
		direction lineage.Direction
		want      []string
	}{
		{column("a", "x"), lineage.Up, []string{"core.v.twice", " core.w.total"}},
		{column("a", "day"), lineage.Up, []string{"core.v"}}, // it filters, and carries no column
		{column("w", "total"), lineage.Down, []string{"core.v.key", " core.a.id", "core.v.twice", " core.a.x"}},
		{column("w", "one"), lineage.Down, nil},
	} {
		if got := lines(g.Tree(c.column, c.direction, 0), ""); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, not %q", c.column, got, c.want)
		}
	}
}

func TestATreeEndsWhereItIsToldToAndInARing(t *testing.T) {
	g := build(t)
	tree := g.Tree(column("a", "x"), lineage.Up, 1)
	if len(tree.Children) != 1 || !tree.Children[0].Cut || tree.Children[0].Children != nil {
		t.Errorf("the tree is not cut behind its first level: %+v", tree.Children)
	}
	if reached := g.Tree(column("r1", "id"), lineage.Up, 0).Reached(); !reached[column("r2", "id")] {
		t.Errorf("views that read each other are not reached: %v", reached)
	}
}
