package query

import (
	"slices"
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
)

// maxColumns is the number of output columns from which a query is refused by the engine (PostgreSQL's
// MaxTupleAttributeNumber, which is as old as 8.0), so that it need not be told what they are; derived tables that join
// derived tables twice would have any number of them.
const maxColumns = 1664

// maxSources is the number of relations from which it is not told any more which of them has a column.
const maxSources = 100

// column is an output column as far as the text alone tells. What it takes from tables is left open until somebody
// knows their columns.
type column struct {
	name    string
	typ     model.DataType
	from    []model.Name // the relations one of which has the column source
	source  string
	star    bool     // all columns of from[0]
	without []string // names that EXCLUDE takes from a star
	untyped bool     // a star whose types are not those of the relation's columns
}

// outputs returns the columns of a SELECT that is no set operation.
func (v *resolver) outputs(n *node, s *scope) ([]column, bool) {
	if rows := n.get("valuesLists"); rows != nil {
		return valuesColumns(rows), true
	}
	var columns []column
	for t := n.get("targetList").items(); t != nil; t = t.next {
		if len(columns) > maxColumns {
			return nil, false
		}
		val := t.get("val")
		if name := callName(val); name == markExclude {
			columns = exclude(columns, val)
			continue
		}
		if val.is("ColumnRef") && val.get("fields").last().is("A_Star") {
			all, known := star(val, s)
			if !known {
				return nil, false
			}
			columns = append(columns, all...)
			continue
		}
		name := t.str("name")
		if name == "" {
			name = naturalName(val, nil)
		}
		if isMarker(name) || isFields(val) {
			return nil, false
		}
		columns = append(columns, s.column(name, val))
	}
	return columns, true
}

// isFields reports whether an expression stands for all fields of a value: (v).*.
func isFields(n *node) bool { return n.is("A_Indirection") && n.get("indirection").last().is("A_Star") }

// callName returns the last part of the name of a function that a node calls.
func callName(n *node) string {
	if !n.is("FuncCall") {
		return ""
	}
	return n.get("funcname").last().text()
}

// valuesColumns names the columns of VALUES as PostgreSQL does.
func valuesColumns(rows *node) []column {
	first := rows.item(0)
	if list := first.get("items"); list != nil {
		first = list
	}
	columns := make([]column, first.len())
	for i := range columns {
		columns[i].name = "column" + strconv.Itoa(i+1)
	}
	return columns
}

func exclude(columns []column, call *node) []column {
	var without []string
	for arg := call.get("args").items(); arg != nil; arg = arg.next {
		without = append(without, arg.get("fields").last().text())
	}
	left := func(c column) bool { return !c.star && slices.Contains(without, c.name) }
	columns = slices.DeleteFunc(slices.Clone(columns), left)
	for i := range columns {
		if columns[i].star {
			columns[i].without = append(slices.Clone(columns[i].without), without...)
		}
	}
	return columns
}

// star returns the columns that * or t.* stands for.
func star(ref *node, s *scope) ([]column, bool) {
	fields := ref.get("fields")
	if fields.len() == 1 {
		if s.merged() || len(s.entries) == 0 {
			return nil, false
		}
		var columns []column
		for _, e := range s.entries {
			all, known := e.all()
			if !known || len(columns) > maxColumns {
				return nil, false
			}
			columns = append(columns, all...)
		}
		return columns, len(columns) <= maxColumns
	}
	if e := s.find(fields.item(fields.len() - 2).text()); e != nil {
		return e.all()
	}
	return nil, false
}

func (e *entry) all() ([]column, bool) {
	switch {
	case e.isRelation() && !e.renames:
		return []column{{star: true, from: []model.Name{e.relation}}}, true
	case e.isRelation():
		return nil, false
	}
	return e.columns, e.known
}

// relabel gives columns the names of an alias list.
func relabel(columns []column, known bool, names []string) ([]column, bool) {
	if !known || len(names) > len(columns) || slices.ContainsFunc(columns, func(c column) bool { return c.star }) {
		return nil, false
	}
	columns = slices.Clone(columns)
	for i, name := range names {
		columns[i].name = name
	}
	return columns, true
}

// unite returns the columns of a set operation: the names of the left side, and a type only where both sides agree.
// Behind a star it is not known which columns of the two sides meet.
func unite(left, right []column) []column {
	left = slices.Clone(left)
	met := true
	for i := range left {
		c := &left[i]
		c.untyped = c.star
		met = met && i < len(right) && !c.star && !right[i].star
		if !met || c.source != "" || right[i].source != "" || c.typ != right[i].typ {
			c.typ = model.DataType{}
		}
		if c.source = ""; !c.star {
			c.from = nil
		}
	}
	return left
}

// column returns the output column for an expression.
func (s *scope) column(name string, val *node) column {
	c := column{name: name}
	switch {
	case val.is("ColumnRef"):
		s.reference(&c, val.get("fields"))
	case val.is("TypeCast"):
		c.typ = castType(val.get("typeName"))
	case callName(val) == markConvert:
		c.typ = castType(val.get("args").item(0).get("typeName"))
	case callName(val) == "count":
		c.typ = model.DataType{Name: model.Bigint}
	case val.is("A_Const") && val.get("ival") != nil:
		c.typ = model.DataType{Name: model.Integer}
	case val.is("A_Const") && val.get("boolval") != nil:
		c.typ = model.DataType{Name: model.Boolean}
	}
	return c
}

// reference says where a column comes from: a derived table's column as it is, a table's by the names of the tables
// that may have it.
func (s *scope) reference(c *column, fields *node) {
	if fields.last().is("A_Star") || isMarker(fields.last().text()) {
		return
	}
	name := fields.last().text()
	if n := fields.len(); n > 1 {
		if e := s.find(fields.item(n - 2).text()); e != nil {
			e.reference(c, name)
		}
		return
	}
	if len(s.entries) > maxSources {
		return
	}
	for _, e := range s.entries {
		if s.merged() || e.renames {
			return
		}
		e.reference(c, name)
	}
}

func (e *entry) reference(c *column, name string) {
	if e.isRelation() && !e.renames {
		c.from, c.source = append(c.from, e.relation), name
		return
	}
	for _, inner := range e.columns {
		if inner.name == name && !inner.star {
			inner.name = c.name
			*c = inner
		}
		if inner.star {
			c.from, c.source = append(c.from, inner.from...), name
		}
	}
}

// naturalName returns the name of an output column without an alias, by the rules of PostgreSQL's parser, which
// Redshift has inherited; it is a marker where they may differ (docs/evidence.md). When renamed is given it answers
// the name of a column reference.
func naturalName(n *node, renamed func(ref *node) string) string {
	name, _ := figureName(n, renamed)
	if name == "" {
		return "?column?"
	}
	return name
}

// figureName also returns how good the name is: 2 for a column's or a function's, 1 for a type's, 0 for none.
func figureName(n *node, renamed func(ref *node) string) (name string, strength int) {
	if n == nil {
		return "", 0
	}
	switch n.kind {
	case "ColumnRef":
		if renamed != nil && renamed(n) != "" {
			return renamed(n), 2
		}
		return n.get("fields").last().text(), 2
	case "A_Indirection":
		if name := n.get("indirection").last().text(); name != "" {
			return name, 2
		}
		return figureName(n.get("arg"), renamed)
	case "FuncCall":
		switch name := callName(n); {
		case name == markConvert:
			return castName(n.get("args").item(1), n.get("args").item(0), renamed)
		case name == "extract" && n.get("funcname").len() > 1:
			return "date_part", 2 // as before PostgreSQL 14
		default:
			return name, 2
		}
	case "TypeCast":
		return castName(n.get("arg"), n, renamed)
	case "CaseExpr":
		if name, strength = figureName(n.get("defresult"), renamed); strength > 1 {
			return name, strength
		}
		return "case", 1
	case "SubLink":
		return markUnknown, 2 // PostgreSQL began to name these long after 8.0
	}
	if name, ok := namedNodes[n.kind]; ok {
		return name, 2
	}
	return minMaxName(n)
}

var namedNodes = map[string]string{"A_ArrayExpr": "array", "RowExpr": "row", "CoalesceExpr": "coalesce"}

func minMaxName(n *node) (string, int) {
	switch {
	case n.is("A_Expr") && n.str("kind") == "AEXPR_NULLIF":
		return "nullif", 2
	case n.is("MinMaxExpr") && n.str("op") == "IS_LEAST":
		return "least", 2
	case n.is("MinMaxExpr"):
		return "greatest", 2
	case n.is("SQLValueFunction") && strings.HasSuffix(n.str("op"), "_USER"):
		return strings.ToLower(strings.TrimPrefix(n.str("op"), "SVFOP_")), 2
	case n.is("SQLValueFunction"):
		return markUnknown, 2 // PostgreSQL 8.0 names CURRENT_DATE by the cast that it makes of it
	}
	return "", 0
}

// castName names a cast by its argument, or else by its type.
func castName(arg, cast *node, renamed func(ref *node) string) (string, int) {
	if name, strength := figureName(arg, renamed); strength > 1 {
		return name, strength
	}
	return cast.get("typeName").get("names").last().text(), 1
}
