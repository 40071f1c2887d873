// Package lineage knows which column is made of which, and what else reads a column: the dependencies of a data model column
// by column.
//
// It owns the graph of columns and how it is walked. What names in a query mean it learns from parser/resolve; it reads no
// text itself, changes no model and prints nothing.
package lineage

import (
	"cmp"
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// Column is a column of a relation, or the relation as a whole when Name is empty: what a query only filters by reaches all
// of its rows and none of its columns.
type Column struct {
	Relation model.Name
	Name     string
}

// String returns schema.relation.column.
func (c Column) String() string {
	if c.Name == "" {
		return c.Relation.String()
	}
	return c.Relation.String() + "." + model.Name{Name: c.Name}.String()
}

// MarshalText writes the column as String does.
func (c Column) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Compare orders columns by relation and name.
func (c Column) Compare(o Column) int {
	return cmp.Or(c.Relation.Compare(o.Relation), cmp.Compare(c.Name, o.Name))
}

// Edge says that a column, or a whole view, is made with the help of another column.
type Edge struct {
	From  Column   `json:"from"` // what is made
	To    Column   `json:"to"`   // what it is made of
	Roles []string `json:"roles"`
}

// Graph is the columns of one model and what they are made of. It does not change and is safe for concurrent use.
type Graph struct {
	columns map[model.Name][]string
	open    map[model.Name]bool
	madeOf  map[Column][]Edge
	usedBy  map[Column][]Edge
}

// Build resolves the queries of all views. path is the search path of names without a schema.
func Build(db *model.Database, analyzer *query.Analyzer, path []string) *Graph {
	g := &Graph{
		columns: make(map[model.Name][]string), open: make(map[model.Name]bool),
		madeOf: make(map[Column][]Edge), usedBy: make(map[Column][]Edge),
	}
	b := builder{g, resolve.NewSession(resolve.NewModel(db, analyzer, path), path), analyzer}
	for object := range db.Objects() {
		if id := object.Identity(); id.Kind.IsRelation() {
			b.relation(model.Name{Schema: id.Schema, Name: id.Name})
		}
	}
	for id, v := range db.Views.All() {
		b.view(model.Name{Schema: id.Schema, Name: id.Name}, v.Query.Text)
	}
	for id, v := range db.MaterializedViews.All() {
		b.view(model.Name{Schema: id.Schema, Name: id.Name}, v.Query.Text)
	}
	g.sort()
	return g
}

// Columns returns the names of a relation's columns, and whether there may be more.
func (g *Graph) Columns(relation model.Name) (names []string, open bool) {
	return g.columns[relation], g.open[relation]
}

// MadeOf returns what a column is made of directly, in the order of the columns.
func (g *Graph) MadeOf(c Column) []Edge { return g.madeOf[c] }

// UsedBy returns what a column is used for directly, in the order of what is made.
func (g *Graph) UsedBy(c Column) []Edge { return g.usedBy[c] }

type builder struct {
	*Graph
	session  *resolve.Session
	analyzer *query.Analyzer
}

func (b *builder) relation(name model.Name) {
	relation := b.session.Relation([]string{name.Schema, name.Name})
	for _, c := range relation.Columns {
		b.columns[name] = append(b.columns[name], c.Name)
	}
	b.open[name] = relation.Open
}

// view notes what the columns of a view are made of, under the names that the view gives them, and what it reads besides.
func (b *builder) view(name model.Name, text string) {
	tree, err := b.analyzer.Tree(text)
	if err != nil {
		return
	}
	result := resolve.Statement(tree, b.session, nil)
	roles := make(map[ends][]string)
	carried := make(map[resolve.Ref]bool)
	for i, c := range result.Columns {
		label := c.Name
		if labels := b.columns[name]; i < len(labels) {
			label = labels[i]
		}
		for _, ref := range c.From {
			key := ends{Column{name, label}, Column{ref.Relation, ref.Column}}
			roles[key] = append(roles[key], resolve.InOutput.String())
			carried[ref] = true
		}
	}
	for _, use := range result.Uses {
		if use.Role == resolve.InOutput && carried[use.Ref] {
			continue
		}
		key := ends{Column{Relation: name}, Column{use.Relation, use.Column}}
		roles[key] = append(roles[key], use.Role.String())
	}
	for key, list := range roles {
		slices.Sort(list)
		edge := Edge{key.from, key.to, slices.Compact(list)}
		b.madeOf[edge.From] = append(b.madeOf[edge.From], edge)
		b.usedBy[edge.To] = append(b.usedBy[edge.To], edge)
	}
}

// ends are the two columns of an edge.
type ends struct{ from, to Column }

func (g *Graph) sort() {
	for _, list := range g.madeOf {
		slices.SortFunc(list, func(a, b Edge) int { return a.To.Compare(b.To) })
	}
	for _, list := range g.usedBy {
		slices.SortFunc(list, func(a, b Edge) int { return a.From.Compare(b.From) })
	}
}
