package query

import (
	"strconv"
	"strings"

	"github.com/redraft/redraft/model"
)

func (b *builder) expr(n *node) *Expr {
	if n == nil {
		return b.make(Expr{Kind: Other})
	}
	if build, ok := builders[n.kind]; ok {
		e := build(b, n)
		b.extend(e)
		return e
	}
	e := b.make(Expr{Kind: Other, Place: b.at(n), Args: b.children(n)})
	if logical[n.kind] {
		e.Kind = Logic
	}
	b.extend(e)
	return e
}

// extend makes an expression reach from its first part to its last.
func (b *builder) extend(e *Expr) {
	for _, arg := range e.Args {
		if arg.End > arg.Start {
			e.Start, e.End = min(e.Start, arg.Start), max(e.End, arg.End)
		}
	}
}

// logical are the nodes whose value is a truth.
var logical = map[string]bool{"BoolExpr": true, "NullTest": true, "BooleanTest": true}

// builders read the nodes that are expressions. It is filled by init, for the readers call expr in turn.
var builders map[string]func(*builder, *node) *Expr

func init() {
	builders = map[string]func(*builder, *node) *Expr{
		"ColumnRef": (*builder).columnRef, "A_Const": (*builder).constant, "A_Expr": (*builder).operator,
		"FuncCall": (*builder).call, "TypeCast": (*builder).cast, "CaseExpr": (*builder).caseExpr,
		"CoalesceExpr": (*builder).coalesce, "MinMaxExpr": (*builder).minMax, "SubLink": (*builder).subLink,
		"A_Indirection": (*builder).navigation, "SQLValueFunction": (*builder).valueFunction,
		"ParamRef": (*builder).parameter, "SortBy": (*builder).sortBy, "ResTarget": (*builder).resTarget,
		"SelectStmt": (*builder).nested, "A_ArrayExpr": (*builder).arrayExpr, "NamedArgExpr": (*builder).inner,
		"CollateClause": (*builder).inner, "RowExpr": (*builder).row,
	}
}

// children reads all expressions below a node of a kind that has no reader of its own.
func (b *builder) children(n *node) []*Expr {
	var all []*Expr
	for f := n.items(); f != nil; f = f.next {
		_, known := builders[f.kind]
		switch {
		case f.kind == "TypeName", f.kind == "String", f.kind == "Alias":
		case known, logical[f.kind]:
			all = append(all, b.expr(f))
		default:
			all = append(all, b.children(f)...)
		}
	}
	return all
}

func (b *builder) columnRef(n *node) *Expr {
	fields := n.get("fields")
	e := b.make(Expr{Kind: Column, Place: b.at(n), Path: b.path(fields, n)})
	if last := len(e.Path); last > 0 {
		e.End = e.Path[last-1].End
	}
	switch last := fields.last(); {
	case last.is("A_Star"):
		e.Kind = Star
	case isMarker(last.text()): // DAY in dateadd(day, …), SYSDATE, a parameter
		word := strings.TrimPrefix(last.text(), string(rune(markerSign)))
		e.Kind, e.Text, e.Path = Part, b.keep(word), nil
		switch word {
		case "?":
			e.Kind = Parameter
		case "SYSDATE":
			e.Kind, e.Type = Call, model.DataType{Name: model.Timestamp}
		case "CURRENT_USER_ID":
			e.Kind, e.Type = Call, model.DataType{Name: model.Integer}
		}
	}
	return e
}

func (b *builder) constant(n *node) *Expr {
	e := b.make(Expr{Kind: Constant, Place: b.at(n)})
	switch f := n.first; {
	case n.get("isnull") != nil:
		e.Kind = Null
	case f == nil:
	case f.key == "sval":
		e.Text, e.Type = b.keep(f.str("sval")), model.DataType{Name: model.Varchar}
	case f.key == "ival":
		e.Text, e.Type = "0", model.DataType{Name: model.Integer}
		if f.first != nil {
			e.Text = b.keep(f.first.value)
		}
	case f.key == "fval" && f.first != nil:
		e.Text = b.keep(f.first.value)
		e.Type = numberType(e.Text)
	case f.key == "boolval":
		e.Type = model.DataType{Name: model.Boolean}
	}
	return e
}

// numberType returns the type of a number that is no integer of four bytes (r_Numeric_types201): what has an exponent is
// numeric too, as in PostgreSQL, but of a precision that nobody writes.
func numberType(text string) model.DataType {
	whole, fraction, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if !point {
		if _, err := strconv.ParseInt(text, 10, 64); err == nil {
			return model.DataType{Name: model.Bigint}
		}
	}
	t := model.DataType{Name: model.Numeric}
	if !strings.ContainsAny(text, "eE") && len(whole)+len(fraction) <= 38 {
		t.Length, t.Scale = max(1, len(strings.TrimLeft(whole, "0"))+len(fraction)), len(fraction)
	}
	return t
}

func (b *builder) operator(n *node) *Expr {
	e := b.make(Expr{Kind: Operator, Place: b.at(n), Text: b.keep(n.get("name").last().text())})
	for _, side := range []string{"lexpr", "rexpr"} {
		if s := n.get(side); s != nil {
			e.Args = append(e.Args, b.side(s)...)
		}
	}
	switch n.str("kind") {
	case "AEXPR_OP":
	case "AEXPR_NULLIF":
		e.Kind, e.Path = Call, []Name{{"nullif", e.Place}}
	default:
		e.Kind = Logic
	}
	return e
}

// side reads one side of an operator; that of IN and BETWEEN is a list.
func (b *builder) side(n *node) []*Expr {
	switch {
	case n.is("List"):
		return b.exprs(n.get("items"))
	case n.list:
		return b.exprs(n)
	}
	return []*Expr{b.expr(n)}
}

func (b *builder) cast(n *node) *Expr {
	arg := n.get("arg")
	if names := n.get("typeName").get("names"); isMarker(names.last().text()) {
		return b.expr(arg) // the (+) of an outer join
	}
	return b.make(Expr{Kind: Cast, Place: b.at(n), Type: typed(n.get("typeName")), Args: []*Expr{b.expr(arg)}})
}

func (b *builder) caseExpr(n *node) *Expr {
	e := b.make(Expr{Kind: Case, Place: b.at(n)})
	if arg := n.get("arg"); arg != nil {
		e.Also = append(e.Also, b.expr(arg))
	}
	for when := n.get("args").items(); when != nil; when = when.next {
		e.Also = append(e.Also, b.expr(when.get("expr")))
		e.Args = append(e.Args, b.expr(when.get("result")))
	}
	if other := n.get("defresult"); other != nil {
		e.Args = append(e.Args, b.expr(other))
	}
	return e
}

func (b *builder) coalesce(n *node) *Expr { return b.named("coalesce", n) }

func (b *builder) minMax(n *node) *Expr {
	return b.named(strings.ToLower(strings.TrimPrefix(n.str("op"), "IS_")), n)
}

// named reads what the grammar has a node for and people know as a function.
func (b *builder) named(name string, n *node) *Expr {
	e := b.make(Expr{Kind: Call, Place: b.at(n), Args: b.exprs(n.get("args"))})
	e.Path = []Name{{name, e.Place}}
	return e
}

func (b *builder) subLink(n *node) *Expr {
	e := b.make(Expr{Kind: Logic, Place: b.at(n), Query: b.selection(n.get("subselect"))})
	switch n.str("subLinkType") {
	case "EXPR_SUBLINK":
		e.Kind = Scalar
	case "ARRAY_SUBLINK":
		e.Kind = Other
	}
	if test := n.get("testexpr"); test != nil {
		e.Args = b.side(test)
	}
	return e
}

// navigation reads a path with brackets into a SUPER value (query-super).
func (b *builder) navigation(n *node) *Expr {
	e := b.make(Expr{Kind: Navigation, Args: []*Expr{b.expr(n.get("arg"))}})
	e.Place = e.Args[0].Place
	for part := n.get("indirection").items(); part != nil; part = part.next {
		for f := part.items(); f != nil; f = f.next {
			e.Also = append(e.Also, b.expr(f))
		}
	}
	return e
}

var valueFunctions = map[string]model.TypeName{
	"date": model.Date, "time": model.TimeTZ, "localtime": model.Time, "timestamp": model.TimestampTZ,
	"localtimestamp": model.Timestamp,
}

func (b *builder) valueFunction(n *node) *Expr {
	e := b.make(Expr{Kind: Call, Place: b.at(n)})
	name := strings.ToLower(strings.TrimPrefix(n.str("op"), "SVFOP_"))
	e.Type.Name = valueFunctions[strings.TrimSuffix(strings.TrimPrefix(name, "current_"), "_n")]
	return e
}

func (b *builder) parameter(n *node) *Expr { return b.make(Expr{Kind: Parameter, Place: b.at(n)}) }
func (b *builder) sortBy(n *node) *Expr    { return b.expr(n.get("node")) }
func (b *builder) resTarget(n *node) *Expr { return b.expr(n.get("val")) }
func (b *builder) inner(n *node) *Expr     { return b.expr(n.get("arg")) }

func (b *builder) nested(n *node) *Expr {
	return b.make(Expr{Kind: Scalar, Place: b.at(n), Query: b.selection(n)})
}

func (b *builder) row(n *node) *Expr {
	return b.make(Expr{Kind: List, Place: b.at(n), Args: b.exprs(n.get("args"))})
}

func (b *builder) arrayExpr(n *node) *Expr {
	return b.make(Expr{Kind: Other, Place: b.at(n), Args: b.exprs(n.get("elements"))})
}
