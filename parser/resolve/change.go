package resolve

import (
	"fmt"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

// change resolves INSERT, UPDATE, DELETE and MERGE.
func (r *resolver) change(s *query.Statement) {
	ctes := r.with(s.With, s.Recursive, nil, nil)
	if s.Verb == query.Insert {
		r.insert(s, ctes)
		return
	}
	inner := &scope{}
	var target table
	r.as(InTarget, func() { target = r.named(s.Target, inner, nil) })
	inner.visible = target
	r.as(InFilter, func() {
		for _, f := range s.From {
			shown := r.from(f, inner, ctes)
			inner.visible.columns = append(inner.visible.columns[:len(inner.visible.columns):len(inner.visible.columns)],
				shown.columns...)
			inner.visible.open = inner.visible.open || shown.open
		}
	})
	r.assign(s.Set, target, inner, ctes)
	r.as(InFilter, func() { r.optional(s.Where, inner, ctes) })
	for _, b := range s.Branches {
		r.as(InFilter, func() { r.optional(b.Condition, inner, ctes) })
		r.assign(b.Set, target, inner, ctes)
		if b.Insert {
			r.targets(b.Columns, target)
			r.as(InOutput, func() {
				for _, e := range b.Values {
					r.value(e, inner, ctes)
				}
			})
			r.width(s.Target, b.Columns, target, table{columns: make([]Column, len(b.Values))}, valuesPlace(b.Values, s.Place))
		}
	}
}

// assign resolves SET column = value.
func (r *resolver) assign(set []query.Assignment, target table, s *scope, ctes *cte) {
	names := make([]query.Name, len(set))
	for i, a := range set {
		names[i] = a.Column
	}
	r.targets(names, target)
	r.as(InOutput, func() {
		for _, a := range set {
			r.value(a.Value, s, ctes)
		}
	})
}

// targets resolves the columns that are written.
func (r *resolver) targets(names []query.Name, target table) {
	seen := make(map[string]bool, len(names))
	r.as(InTarget, func() {
		for _, name := range names {
			found := target.find(name.Text)
			switch {
			case len(found) > 0:
				r.use(name.Place, found[0].From...)
			case !target.vague() && !isPlaceholder(name.Text):
				r.fail(name.Place, MissingColumn, "column "+name.Text+" does not exist in the table that is written",
					nearest(name.Text, target.names()))
			}
			if seen[name.Text] {
				r.fail(name.Place, DuplicateColumn, "column "+name.Text+" is written twice", "take one of the two away")
			}
			seen[name.Text] = true
		}
	})
}

func (r *resolver) insert(s *query.Statement, ctes *cte) {
	var target table
	r.as(InTarget, func() { target = bound(r.relation(s.Target)) })
	r.targets(s.Columns, target)
	if s.Query == nil {
		return // DEFAULT VALUES
	}
	if rows := s.Query.Rows; rows != nil {
		r.values(s, target, ctes)
		return
	}
	out := r.selection(s.Query, nil, ctes)
	r.result.Columns, r.result.Open = out.columns, out.open
	r.width(s.Target, s.Columns, target, out, s.Query.Place)
}

// values resolves INSERT … VALUES row by row.
func (r *resolver) values(s *query.Statement, target table, ctes *cte) {
	ctes = r.with(s.Query.With, s.Query.Recursive, nil, ctes)
	for _, row := range s.Query.Rows {
		for _, e := range row {
			r.value(e, &scope{}, ctes)
		}
		r.width(s.Target, s.Columns, target, table{columns: make([]Column, len(row))}, valuesPlace(row, s.Query.Place))
	}
}

func valuesPlace(row []*query.Expr, otherwise query.Place) query.Place {
	if len(row) == 0 {
		return otherwise
	}
	return query.Place{Start: row[0].Start, End: row[len(row)-1].End}
}

// width compares what is inserted with the columns that take it. Without a list of columns the last ones may go without a
// value (r_INSERT_30).
func (r *resolver) width(into *query.From, columns []query.Name, target, out table, at query.Place) {
	if out.open {
		return
	}
	given := len(out.columns)
	name := model.Name{Name: into.Path[len(into.Path)-1].Text}.String()
	switch {
	case columns != nil && given != len(columns):
		r.fail(at, InsertWidth, fmt.Sprintf("%s for the %s that are listed of %s", plural(given, "value"),
			plural(len(columns), "column"), name), "list as many columns as there are values")
	case columns == nil && !target.open && given > len(target.columns):
		r.fail(at, InsertWidth, fmt.Sprintf("%s for the %s of %s", plural(given, "value"),
			plural(len(target.columns), "column"), name), "give no more values than there are columns")
	}
}
