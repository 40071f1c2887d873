package resolve

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

// pivot resolves PIVOT and UNPIVOT (r_FROM_clause-pivot-unpivot-examples). The item that is turned can no longer be named.
func (r *resolver) pivot(f *query.From, s *scope, ctes *cte) table {
	inner := &scope{outer: s}
	shown := r.from(f.Left, inner, ctes)
	inner.visible = shown
	inner.outer = s.outer
	out := table{open: true}
	switch {
	case f.Pivot == nil || f.Pivot.On == nil: // which the grammar does not make
	case f.Kind == query.FromPivot:
		out = r.pivoted(f.Pivot, shown, inner, ctes)
	default:
		out = r.unpivoted(f.Pivot, shown, inner)
	}
	return r.item(f, s, &source{alias: f.Alias, renamed: true, table: out})
}

// pivoted keeps the columns that neither an aggregate nor FOR uses, and adds one for each value and aggregate.
func (r *resolver) pivoted(p *query.Pivot, shown table, s *scope, ctes *cte) table {
	used := make(map[string]bool)
	out := table{open: shown.open}
	types := make([]value, len(p.Aggregates))
	for i, a := range p.Aggregates {
		types[i] = r.value(a.Expr, s, ctes)
		columnsOf(a.Expr, used)
	}
	r.value(p.On, s, ctes)
	columnsOf(p.On, used)
	for _, c := range shown.columns {
		if !used[c.Name] {
			r.use(p.On.Place, c.From...)
			out.columns = append(out.columns, c)
		}
	}
	for _, v := range p.Values {
		label := strings.ToLower(v.Alias)
		if label == "" {
			label = strings.ToLower(v.Text)
		}
		if label == "" && v.Kind == query.Null {
			label = "null"
		}
		for i, a := range p.Aggregates {
			c := Column{Name: label, Type: types[i].typ, From: types[i].from}
			if a.Alias != "" {
				c.Name += "_" + a.Alias
			}
			out.open = out.open || label == ""
			out.columns = append(out.columns, c)
		}
	}
	return out
}

// columnsOf notes the columns that an expression names.
func columnsOf(e *query.Expr, used map[string]bool) {
	if e.Kind == query.Column && len(e.Path) > 0 {
		used[e.Path[len(e.Path)-1].Text] = true
	}
	for _, arg := range slices.Concat(e.Args, e.Also) {
		columnsOf(arg, used)
	}
}

// unpivoted makes rows of columns: one column for their names and one for their values.
func (r *resolver) unpivoted(p *query.Pivot, shown table, s *scope) table {
	turned := make(map[string]bool)
	var of []value
	for _, v := range p.Values {
		if v.Kind == query.Column {
			of = append(of, r.column(v.Expr, s))
			turned[v.Path[len(v.Path)-1].Text] = true
		}
	}
	out := table{open: shown.open}
	for _, c := range shown.columns {
		if !turned[c.Name] {
			r.use(p.On.Place, c.From...)
			out.columns = append(out.columns, c)
		}
	}
	var from []Ref
	for _, v := range of {
		from = append(from, v.from...)
	}
	name, values := labelOf(p.On), ""
	if len(p.Aggregates) > 0 {
		values = labelOf(p.Aggregates[0].Expr)
	}
	out.columns = append(out.columns, Column{Name: name, Type: named(model.Varchar)},
		Column{Name: values, Type: commonOf(of), From: from})
	return out
}

func labelOf(e *query.Expr) string {
	if e == nil || e.Kind != query.Column || len(e.Path) == 0 {
		return ""
	}
	return e.Path[len(e.Path)-1].Text
}
