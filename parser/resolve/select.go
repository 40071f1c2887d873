package resolve

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

// selection resolves a query and returns its output.
func (r *resolver) selection(q *query.Selection, outer *scope, ctes *cte) table {
	ctes = r.with(q.With, q.Recursive, outer, ctes)
	switch {
	case q.Operation != "":
		return r.operation(q, outer, ctes)
	case q.Rows != nil:
		return r.rows(q, outer, ctes)
	}
	s := &scope{outer: outer, level: q.ConnectBy != nil}
	for _, f := range q.From {
		var shown table
		r.as(InJoin, func() { shown = r.from(f, s, ctes) })
		s.visible.columns = slices.Concat(s.visible.columns, shown.columns)
		s.visible.open = s.visible.open || shown.open
	}
	out := r.selectList(q, s, ctes)
	r.as(InFilter, func() {
		for _, e := range []*query.Expr{q.Where, q.StartWith, q.ConnectBy, q.Having, q.Qualify} {
			r.optional(e, s, ctes)
		}
	})
	r.as(InGrouping, func() { r.positions(q.GroupBy, out, s, ctes) })
	for _, e := range q.Windows {
		r.value(e, s, ctes)
	}
	r.orderBy(q, out, s, ctes)
	return out
}

// selectList resolves what is selected. A later item may use the alias of an earlier one, but a column of that name wins
// (r_SELECT_list).
func (r *resolver) selectList(q *query.Selection, s *scope, ctes *cte) table {
	var out table
	role := r.role
	if role == 0 || role == InTarget {
		role = InOutput
	}
	r.as(role, func() {
		for _, item := range q.Items {
			if item.Kind == query.Star {
				all := r.star(item.Expr, s)
				out.columns, out.open = append(out.columns, all.columns...), out.open || all.open
				continue
			}
			v := r.value(item.Expr, s, ctes)
			c := Column{item.Label, v.typ, sorted(slices.Clone(v.from)), v.literal, v.certain}
			if item.Label == "" {
				c.Name = unnamed
			}
			out.columns = append(out.columns, c)
			if item.Alias != "" {
				s.aliases = append(s.aliases, c)
			}
		}
	})
	r.exclude(q.Exclude, &out)
	return out
}

// unnamed is the name of a column of which nobody knows what the engine calls it; no text can hold it.
const unnamed = ""

// exclude takes columns out of all that is selected (r_EXCLUDE_list).
func (r *resolver) exclude(names []query.Name, out *table) {
	for _, name := range names {
		found := len(out.find(name.Text)) > 0
		if !found && !out.vague() {
			r.fail(name.Place, MissingColumn, "column "+name.Text+" is not selected, so that it cannot be excluded",
				nearest(name.Text, out.names()))
		}
		out.columns = slices.DeleteFunc(out.columns, func(c Column) bool { return c.Name == name.Text })
	}
}

// star returns the columns that * or t.* stands for.
func (r *resolver) star(e *query.Expr, s *scope) table {
	all := s.visible
	if len(e.Path) > 0 {
		item := r.starItem(e, s)
		if item == nil {
			return table{open: true}
		}
		all = item.table
		if item.element {
			all = table{open: true}
		}
	} else {
		for _, item := range s.sources {
			if len(item.columns) == 0 && item.open {
				r.useAll(e.Place, Ref{Relation: item.relation})
			}
		}
	}
	for _, c := range all.columns {
		r.useAll(e.Place, c.From...)
	}
	return table{slices.Clone(all.columns), all.open}
}

// starItem finds the item of t.* or schema.t.*.
func (r *resolver) starItem(e *query.Expr, s *scope) *source {
	path := texts(e.Path)
	var item *source
	switch len(path) {
	case 1:
		item = s.find(path[0])
	case 2:
		item = s.findQualified("", path[0], path[1])
	case 3:
		item = s.findQualified(path[0], path[1], path[2])
	}
	if item == nil && !r.variables[path[0]] && !s.open() && len(path) == 1 {
		r.fail(e.Path[0].Place, MissingTable, "no table of this FROM clause is called "+path[0], nearest(path[0], s.items()))
	}
	return item
}

// orderBy resolves ORDER BY, in which a name means an output column before it means another (r_ORDER_BY_clause).
func (r *resolver) orderBy(q *query.Selection, out table, s *scope, ctes *cte) {
	r.as(InOrder, func() {
		inner := *s
		inner.aliases = slices.Concat(s.aliases, out.columns)
		var rest []*query.Expr
		for _, e := range q.OrderBy {
			if e.Kind == query.Column && len(e.Path) == 1 && len(out.find(e.Path[0].Text)) > 0 {
				for _, c := range out.find(e.Path[0].Text) {
					r.use(e.Path[0].Place, c.From...)
				}
				continue
			}
			rest = append(rest, e)
		}
		r.positions(rest, out, &inner, ctes)
		for _, e := range q.Limits {
			r.value(e, &scope{outer: s.outer}, ctes)
		}
	})
}

// positions resolves expressions among which a plain number is the position of an output column.
func (r *resolver) positions(list []*query.Expr, out table, s *scope, ctes *cte) {
	for _, e := range list {
		if e.Kind != query.Constant || e.Type.Name != model.Integer {
			r.value(e, s, ctes)
			continue
		}
		at, err := strconv.Atoi(e.Text)
		switch {
		case err == nil && at >= 1 && at <= len(out.columns):
			if !out.open {
				r.use(e.Place, out.columns[at-1].From...)
			}
		case !out.open:
			r.fail(e.Place, MissingColumn, fmt.Sprintf("there is no output column %s: the query has %s", e.Text,
				plural(len(out.columns), "column")), "name the column instead")
		}
	}
}

// operation resolves UNION, INTERSECT and EXCEPT: the names are those of the left side.
func (r *resolver) operation(q *query.Selection, outer *scope, ctes *cte) table {
	left := r.selection(q.Left, outer, ctes)
	right := r.selection(q.Right, outer, ctes)
	if len(left.columns) != len(right.columns) && !left.open && !right.open {
		r.fail(q.Right.Place, SetWidth, fmt.Sprintf("the sides of this %s have %s and %d", upper(q.Operation),
			plural(len(left.columns), "column"), len(right.columns)), "select as many columns on both sides")
	}
	out := table{columns: slices.Clone(left.columns), open: left.open || right.open}
	for i := range out.columns {
		c := &out.columns[i]
		if i >= len(right.columns) || out.open {
			c.Type = model.DataType{}
			continue
		}
		other := right.columns[i]
		r.matching(q.Right.Place, q.Operation, c, other)
		c.certain = c.certain && other.certain && c.Type == other.Type
		c.Type = met(*c, other)
		c.untyped = c.untyped && other.untyped
		c.From = sorted(slices.Concat(c.From, other.From))
	}
	r.as(InOrder, func() {
		r.positions(q.OrderBy, out, &scope{outer: outer, aliases: out.columns, only: true,
			visible: table{open: out.vague()}}, ctes)
	})
	return out
}

// met returns the type that two columns have in common; what was written without a type takes that of the other.
func met(a, b Column) model.DataType {
	switch {
	case a.untyped && familyOf(b.Type) != text:
		return b.Type
	case b.untyped && familyOf(a.Type) != text:
		return a.Type
	case a.untyped && a.Type.IsZero():
		return b.Type
	case b.untyped && b.Type.IsZero():
		return a.Type
	}
	return common(a.Type, b.Type, false)
}

// matching warns of columns that a set operation cannot bring together.
func (r *resolver) matching(at query.Place, operation string, left *Column, right Column) {
	a, b := familyOf(left.Type), familyOf(right.Type)
	if a == 0 || b == 0 || a == b || a == text || b == text {
		return // a text may be a literal, which takes the other type
	}
	if a == moment && b == moment {
		return
	}
	r.warn(at, MismatchingTypes, fmt.Sprintf("the sides of this %s have column %s as %s and %s", upper(operation), left.Name,
		left.Type.Name, right.Type.Name), "cast one of the sides")
}

// rows resolves VALUES.
func (r *resolver) rows(q *query.Selection, outer *scope, ctes *cte) table {
	var out table
	s := &scope{outer: outer}
	for n, row := range q.Rows {
		if n > 0 && len(row) != len(out.columns) {
			at := q.Place
			if len(row) > 0 {
				at = row[0].Place
			}
			r.fail(at, SetWidth, fmt.Sprintf("row %d of VALUES has %s, the first has %d", n+1, plural(len(row), "value"),
				len(out.columns)), "give each row as many values")
		}
		for i, e := range row {
			v := r.value(e, s, ctes)
			switch {
			case n == 0:
				out.columns = append(out.columns, Column{Name: "column" + strconv.Itoa(i+1), Type: v.typ, From: v.from, untyped: v.literal})
			case i < len(out.columns):
				out.columns[i].Type = met(out.columns[i], Column{Type: v.typ, untyped: v.literal})
			}
		}
	}
	return out
}

// with resolves common table expressions; each sees those before it and, when it is recursive, itself (r_WITH_clause).
func (r *resolver) with(list []query.CTE, recursive bool, outer *scope, ctes *cte) *cte {
	for i := range list {
		c := &list[i]
		if c.Query == nil {
			ctes = &cte{c.Text, table{open: true}, ctes}
			continue
		}
		inner := ctes
		if recursive || c.Query.Operation != "" && ctes.find(c.Text) == nil && r.catalog.Relation([]string{c.Text}).Gone {
			inner = &cte{c.Text, r.firstOf(c, outer, ctes), ctes}
		}
		var out table
		r.as(InOutput, func() { out = r.selection(c.Query, outer, inner) })
		ctes = &cte{c.Text, r.relabel(out, c.Columns, c.Place), ctes}
	}
	return ctes
}

// firstOf returns the columns of a recursive expression as its first side tells them.
func (r *resolver) firstOf(c *query.CTE, outer *scope, ctes *cte) table {
	first := c.Query
	for first.Left != nil {
		first = first.Left
	}
	r.quiet++
	out := r.relabel(r.selection(first, outer, &cte{c.Text, table{open: true}, ctes}), c.Columns, c.Place)
	r.quiet--
	return out
}
