package resolve

import (
	"fmt"
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

func (r *resolver) optional(e *query.Expr, s *scope, ctes *cte) {
	if e != nil {
		r.value(e, s, ctes)
	}
}

// value resolves an expression and returns what is known of its value.
func (r *resolver) value(e *query.Expr, s *scope, ctes *cte) value {
	switch e.Kind {
	case query.Column:
		return r.column(e, s)
	case query.Star:
		r.star(e, s) // count(t.*)
		return value{}
	}
	var args []value
	for _, arg := range e.Args {
		args = append(args, r.value(arg, s, ctes))
	}
	var v value
	for _, arg := range args {
		v.from = append(v.from, arg.from...)
	}
	for _, also := range e.Also {
		v.from = append(v.from, r.value(also, s, ctes).from...)
	}
	v.typ = r.typeOf(e, args)
	v.certain = isCertain(e)
	v.literal = e.Kind == query.Null || e.Kind == query.Constant && e.Type.Name == model.Varchar
	if e.Query != nil {
		v = r.subquery(e, v, s, ctes)
	}
	return v
}

// isCertain reports whether the expression's type follows from itself alone: a cast to a type with its length, or COUNT, which
// is BIGINT (r_COUNT).
func isCertain(e *query.Expr) bool {
	switch e.Kind {
	case query.Cast:
		return Column{Type: e.Type}.Exact()
	case query.Call:
		return len(e.Path) == 1 && e.Path[0].Text == "count"
	}
	return false
}

// typeOf returns the type of an expression whose arguments are known.
func (r *resolver) typeOf(e *query.Expr, args []value) model.DataType {
	switch e.Kind {
	case query.Constant:
		return literalType(e)
	case query.Cast:
		return castType(e, args)
	case query.Logic:
		return model.DataType{Name: model.Boolean}
	case query.Navigation: // into a SUPER value, or of an array that only the catalogs have
		if len(args) > 0 && args[0].typ.Name == model.Super {
			return args[0].typ
		}
	case query.Case:
		return commonOf(args)
	case query.Operator:
		return operatorType(e.Text, args)
	case query.Call:
		return r.call(e, args)
	}
	return model.DataType{}
}

// subquery resolves a query inside an expression.
func (r *resolver) subquery(e *query.Expr, v value, s *scope, ctes *cte) value {
	out := r.selection(e.Query, s, ctes)
	if e.Kind != query.Scalar {
		for _, c := range out.columns {
			v.from = append(v.from, c.From...)
		}
		if e.Kind == query.Logic && len(e.Args) > 0 {
			r.comparable(e, out)
		}
		return v
	}
	if len(out.columns) > 1 && !out.open {
		r.fail(e.Query.Place, SubqueryWidth, "this subquery has "+plural(len(out.columns), "column")+" and stands for one value",
			"select one column")
	}
	if len(out.columns) == 1 {
		v.typ = out.columns[0].Type
		v.from = slices.Concat(v.from, out.columns[0].From)
	}
	return v
}

// comparable reports a subquery behind IN, ANY or ALL that has not as many columns as what it is compared with.
func (r *resolver) comparable(e *query.Expr, out table) {
	width := 1
	if e.Args[0].Kind == query.List {
		width = len(e.Args[0].Args)
	}
	if len(out.columns) != width && !out.open {
		r.fail(e.Query.Place, SubqueryWidth, fmt.Sprintf("this subquery has %s and is compared with %d",
			plural(len(out.columns), "column"), width), "select as many columns as stand on the other side")
	}
}
