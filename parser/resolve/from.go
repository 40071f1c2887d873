package resolve

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/query"
)

// from resolves an item of a FROM clause, puts what it names into the scope and returns the columns that it shows.
func (r *resolver) from(f *query.From, s *scope, ctes *cte) table {
	switch f.Kind {
	case query.FromTable:
		return r.named(f, s, ctes)
	case query.FromQuery:
		outer := s.outer
		if f.Lateral {
			outer = s
		}
		var t table
		r.as(InOutput, func() { t = r.selection(f.Query, outer, ctes) })
		return r.item(f, s, &source{alias: f.Alias, table: t})
	case query.FromJoin:
		return r.join(f, s, ctes)
	case query.FromPivot, query.FromUnpivot:
		return r.pivot(f, s, ctes)
	case query.FromUnnest, query.FromUnpack:
		r.value(f.Call, s, ctes)
		return r.element(f, s)
	}
	if f.Call != nil {
		r.value(f.Call, s, ctes)
	}
	return r.item(f, s, &source{alias: f.Alias, table: table{open: true}})
}

// item adds a source under its alias and the alias's list of columns.
func (r *resolver) item(f *query.From, s *scope, item *source) table {
	item.table = r.relabel(item.table, f.Columns, f.Place)
	r.add(s, item, f.Place)
	return item.table
}

// element adds the element of an array, or a value of an object, and the name behind AT (query-super).
func (r *resolver) element(f *query.From, s *scope) table {
	super := model.DataType{Name: model.Super}
	item := &source{alias: f.Alias, element: true}
	if item.alias == "" && len(f.Path) > 0 {
		item.alias = f.Path[len(f.Path)-1].Text
	}
	r.add(s, item, f.Place)
	shown := table{columns: []Column{{Name: item.alias, Type: super}}}
	if f.At != "" {
		at := Column{Name: f.At, Type: model.DataType{Name: model.Bigint}}
		if f.Kind == query.FromUnpack {
			at.Type = model.DataType{Name: model.Varchar}
		}
		shown.columns = append(shown.columns, at)
	}
	return shown
}

// named resolves a name in FROM: a common table expression, an array of a SUPER value, or a relation.
func (r *resolver) named(f *query.From, s *scope, ctes *cte) table {
	path := texts(f.Path)
	last := path[len(path)-1]
	item := &source{alias: f.Alias, renamed: f.Alias != last}
	if len(path) == 1 {
		if c := ctes.find(last); c != nil {
			item.table = c.table
			return r.item(f, s, item)
		}
		if owner := s.find(last); owner != nil && owner.element {
			return r.element(f, s)
		}
	} else if r.isArray(path, s) {
		r.value(&query.Expr{Kind: query.Column, Place: f.Place, Path: f.Path}, s, ctes)
		return r.element(f, s)
	}
	relation := r.relation(f)
	item.relation, item.schema, item.written = relation.Name, relation.Name.Schema, len(path) > 1
	if len(path) > 2 {
		item.database = path[len(path)-3]
	}
	item.table = bound(relation)
	if f.Columns == nil && item.relation.Name == "" {
		item.relation = model.Name{}
	}
	return r.item(f, s, item)
}

// relation looks a name up and reports one that does not exist.
func (r *resolver) relation(f *query.From) Relation {
	path := texts(f.Path)
	if f.Kind != query.FromTable || slices.ContainsFunc(path, isPlaceholder) { // a parameter stands for it
		return Relation{Open: true}
	}
	relation := r.catalog.Relation(path)
	if relation.Gone {
		severity, name := diag.Error, relation.Name.String()
		if relation.Open {
			severity = diag.Warning
		}
		r.find(severity, f.Place, MissingRelation, "relation "+name+" does not exist", didYouMean(r.catalog.Near(path)))
		return Relation{Open: true}
	}
	if r.quiet == 0 && relation.Name.Name != "" {
		r.result.Reads = append(r.result.Reads, Use{Ref: Ref{Relation: relation.Name}, Place: f.Place, Role: r.role})
	}
	return relation
}

// bound returns a relation's columns as references to it.
func bound(relation Relation) table {
	if relation.Name.Name == "" {
		return table{relation.Columns, relation.Open}
	}
	columns := make([]Column, len(relation.Columns))
	for i, c := range relation.Columns {
		c.From = []Ref{{relation.Name, c.Name}}
		columns[i] = c
	}
	return table{columns, relation.Open}
}

// isArray reports whether a qualified name in FROM is a path into a SUPER value of an item before it: FROM customer c,
// c.orders o (query-super). A prefix that is also the schema of that item stays a schema, as in FROM sales.sales,
// sales.returns, and so does one whose item has no such column while a table of that name exists.
func (r *resolver) isArray(path []string, s *scope) bool {
	owner := s.find(path[0])
	if owner == nil || owner.written && owner.schema == path[0] {
		return false
	}
	if len(path) > 2 || owner.element || owner.open || len(owner.find(path[1])) > 0 {
		return true
	}
	return r.catalog.Relation(path).Gone
}

// join resolves a join. The columns of USING, and those that both sides of a NATURAL join have, are shown once and first.
func (r *resolver) join(f *query.From, s *scope, ctes *cte) table {
	left := r.from(f.Left, s, ctes)
	right := r.from(f.Right, s, ctes)
	both := table{columns: slices.Concat(left.columns, right.columns), open: left.open || right.open}
	shared := f.Using
	if f.Natural && !both.open {
		for _, c := range left.columns {
			if len(right.find(c.Name)) > 0 {
				shared = append(shared, query.Name{Text: c.Name, Place: f.Right.Place})
			}
		}
	}
	if len(shared) > 0 {
		r.as(InJoin, func() { both = r.merge(shared, left, right) })
	} else if f.Natural {
		both.columns = distinct(both.columns)
	}
	if f.On != nil {
		// A condition sees what is joined so far and not only its own two sides; what comes later is not in scope yet.
		inner := *s
		inner.visible = table{slices.Concat(s.visible.columns, both.columns), s.visible.open || both.open}
		r.as(InJoin, func() { r.value(f.On, &inner, ctes) })
	}
	return both
}

// merge makes one column of two.
func (r *resolver) merge(shared []query.Name, left, right table) table {
	var columns []Column
	merged := make(map[string]bool)
	for _, name := range shared {
		c := Column{Name: name.Text}
		for _, side := range []table{left, right} {
			found := side.find(name.Text)
			switch {
			case len(found) > 0:
				c.From = append(c.From, found[0].From...)
				c.Type = common(c.Type, found[0].Type, len(c.From) == len(found[0].From))
			case !side.vague():
				r.fail(name.Place, MissingColumn, "column "+name.Text+" of USING is not on both sides of the join",
					nearest(name.Text, side.names()))
			}
		}
		r.use(name.Place, c.From...)
		columns = append(columns, c)
		merged[name.Text] = true
	}
	for _, side := range []table{left, right} {
		for _, c := range side.columns {
			if !merged[c.Name] {
				columns = append(columns, c)
			}
		}
	}
	return table{columns, left.open || right.open}
}

// distinct keeps the first column of each name: of a NATURAL join over tables that are not known it cannot be told which
// columns it shares.
func distinct(columns []Column) []Column {
	seen := make(map[string]bool)
	return slices.DeleteFunc(slices.Clone(columns), func(c Column) bool {
		again := seen[c.Name]
		seen[c.Name] = true
		return again
	})
}

func texts(path []query.Name) []string {
	list := make([]string, len(path))
	for i, part := range path {
		list[i] = part.Text
	}
	return list
}
