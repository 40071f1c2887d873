package query

import (
	"slices"
	"strconv"

	"github.com/redraft/redraft/model"
)

// numbers are the types of numbers in the order in which a server casts one to another by itself (PostgreSQL's pg_cast, implicit
// casts; r_Numeric_computations201).
var numbers = []model.TypeName{model.Smallint, model.Integer, model.Bigint, model.Numeric, model.Real, model.DoublePrecision}

// times are those of days and moments in that order.
var times = []model.TypeName{model.Date, model.Timestamp, model.TimestampTZ}

// identifiers are those of the catalogs' numbers.
var identifiers = []model.TypeName{model.Smallint, model.Integer, model.Bigint, model.OID}

func isNumeric(t model.TypeName) bool { return slices.Contains(numbers, t) }

func isText(t model.TypeName) bool {
	return t == model.Varchar || t == model.Char || t == model.NameType
}

// widens reports whether a server casts the one type to the other by itself.
func widens(from, to model.TypeName) bool {
	for _, order := range [][]model.TypeName{numbers, times, identifiers} {
		if at := slices.Index(order, from); at >= 0 && slices.Index(order, to) > at {
			return true
		}
	}
	return isText(from) && isText(to)
}

// wider returns the type to which two types of numbers are brought; empty when one of them is not known or no number.
func wider(a, b model.TypeName) model.TypeName {
	if !isNumeric(a) || !isNumeric(b) {
		return ""
	}
	if slices.Index(numbers, a) < slices.Index(numbers, b) {
		a, b = b, a
	}
	if a == model.Real && b != model.Real { // there are no operators between the two, and double precision is preferred
		return model.DoublePrecision
	}
	return a
}

// typeOf returns the type of an expression as far as it is the same on every server; empty when it is not known.
func (c *casts) typeOf(n *node) model.TypeName {
	switch {
	case n.is("ColumnRef"):
		return c.columnType(n.get("fields").names())
	case n.is("TypeCast"):
		return readType(n.get("typeName")).resolved.Name
	case n.is("A_Const"):
		return constantType(n)
	case n.is("FuncCall"):
		return c.callType(n)
	case n.is("SubLink") && n.str("subLinkType") == "EXPR_SUBLINK":
		return c.typeOf(n.get("subselect").get("targetList").item(0).get("val"))
	case n.is("CoalesceExpr"):
		var all model.TypeName
		for arg := n.get("args").items(); arg != nil; arg = arg.next {
			t := c.typeOf(arg)
			if all != "" {
				t = wider(all, t)
			}
			if all = t; all == "" {
				return ""
			}
		}
		return all
	case n.is("A_Expr") && n.str("kind") == "AEXPR_NULLIF":
		return c.typeOf(n.get("lexpr"))
	case n.is("A_Expr") && slices.Contains([]string{"+", "-", "*", "/"}, n.get("name").last().text()) && n.get("lexpr") != nil:
		if as := n.str(computedAs); as != "" {
			return model.TypeName(as)
		}
		return wider(c.typeOf(n.get("lexpr")), c.typeOf(n.get("rexpr")))
	}
	return ""
}

func constantType(n *node) model.TypeName {
	number := n.get("fval").str("fval")
	switch _, err := strconv.ParseInt(number, 10, 32); {
	case n.get("ival") != nil, number != "" && err == nil:
		return model.Integer
	case number != "":
		if _, err := strconv.ParseInt(number, 10, 64); err == nil {
			return model.Bigint
		}
		return model.Numeric
	}
	return ""
}

// callType knows COUNT (r_COUNT) and SUM (r_SUM), which both give the same here and there, and what gives its argument's type.
func (c *casts) callType(n *node) model.TypeName {
	names, arg := n.get("funcname"), n.get("args").item(0)
	if names.len() > 1 && names.first.text() != "pg_catalog" {
		return ""
	}
	switch names.last().text() {
	case "count":
		return model.Bigint
	case "sum":
		switch t := c.typeOf(arg); t {
		case model.Smallint, model.Integer:
			return model.Bigint
		case model.Bigint, model.Numeric:
			return model.Numeric
		case model.DoublePrecision:
			return t
		}
	case "min", "max":
		return c.typeOf(arg)
	}
	return ""
}

// columnType returns the type of a column that was bound.
func (c *casts) columnType(parts []string) model.TypeName {
	if len(parts) != 2 {
		return ""
	}
	e, name := c.entries[parts[0]], parts[1]
	switch {
	case e == nil || e.renames:
		return ""
	case e.isRelation():
		return c.relationColumn(e.relation, name)
	}
	for _, of := range e.columns {
		switch {
		case !of.star && of.name == name && of.source == "":
			return "" // an expression, in which a server may have written a cast or left one out
		case !of.star && of.name == name:
			return of.typeFrom(c.catalog.Columns).Name
		case of.star && !of.untyped && len(of.from) == 1 && !slices.Contains(of.without, name):
			if t := c.relationColumn(of.from[0], name); t != "" {
				return t
			}
		}
	}
	return ""
}

func (c *casts) relationColumn(relation model.Name, name string) model.TypeName {
	columns, _ := c.catalog.Columns(relation)
	for _, column := range columns {
		if column.Name == name {
			return column.Type.Name
		}
	}
	return ""
}
