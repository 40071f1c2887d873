package query

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// casts takes out of a bound tree what is only spelling, and the casts that a server makes by itself. A server makes casts
// inside of operators, calls and conditions, and to unite the columns of a set operation, but none of an output.
type casts struct {
	catalog Catalog
	entries map[string]*entry // by the aliases that binding gave them
	loose   bool
}

func (b *binder) casts() *casts {
	c := &casts{catalog: b.catalog, entries: make(map[string]*entry)}
	for e, alias := range b.aliases {
		c.entries[alias] = e
	}
	return c
}

// query simplifies a SELECT; united says that it is one side of a set operation.
func (c *casts) query(n *node, united bool) {
	for f := n.items(); f != nil; f = f.next {
		switch f.key {
		case "larg", "rarg":
			c.query(f, true)
		case "targetList":
			for t := f.first; t != nil; t = t.next {
				c.output(t.get("val"), united)
			}
		default:
			c.node(f)
		}
	}
}

// output simplifies the expression of an output column.
func (c *casts) output(n *node, united bool) {
	if !n.is("TypeCast") || n.get("arg").is("A_ArrayExpr") {
		c.node(n)
		return
	}
	arg, to := n.get("arg"), readType(n.get("typeName"))
	from := c.typeOf(arg)
	bare := n.get("typeName").get("typmods") == nil
	c.node(arg)
	switch {
	case arg.get("sval") != nil && (isText(to.resolved.Name) || to.resolved.IsZero() || isNumeric(to.resolved.Name)):
		c.cast(n) // a text by itself, an interval, or a number below zero in a server's spelling
	case arg.is("A_Const") && arg.get("isnull") == nil && from == "":
		return
	case bare && from != "" && from == to.resolved.Name, bare && isText(from) && isText(to.resolved.Name):
		replaceNode(n, arg)
	case bare && c.loose && (from == "" || united && widens(from, to.resolved.Name)):
		replaceNode(n, arg)
	}
}

// node simplifies everything below a node, and the node.
func (c *casts) node(n *node) {
	if n == nil {
		return
	}
	if n.is("SelectStmt") {
		c.query(n, false)
		return
	}
	if n.is("A_Expr") {
		simplifyOperator(n)
	}
	if n.is("A_Expr") {
		c.balance(n)
		c.moments(n.get("lexpr"), n.get("rexpr"))
		c.moments(n.get("rexpr"), n.get("lexpr"))
		if slices.Contains(comparing, n.get("name").last().text()) {
			c.constant(n.get("lexpr"))
			c.constant(n.get("rexpr"))
		}
	}
	if n.is("CaseExpr") || n.is("CoalesceExpr") {
		c.branches(valuesOf(n))
	}
	for f := n.first; f != nil; f = f.next {
		if f.key == "args" && slices.Contains(ofAnyType, callName(n)) {
			for arg := f.first; arg != nil; arg = arg.next {
				c.output(arg, false)
			}
			continue
		}
		if f.key == "args" && n.is("FuncCall") {
			for arg := f.first; arg != nil; arg = arg.next {
				c.constant(arg)
			}
		}
		c.node(f)
	}
	switch n.kind {
	case "A_Expr":
		c.forget(n)
	case "TypeCast":
		c.cast(n)
	case "FuncCall":
		simplifyCall(n)
	case "CaseExpr":
		if n.get("defresult").get("isnull") != nil {
			removeField(n, "defresult") // ELSE NULL is what no ELSE says (r_CASE_function)
		}
	case "ColumnRef":
		if fields := n.get("fields"); fields.len() == 1 && fields.item(0).text() == markSysdate {
			replaceNode(n, &node{kind: "FuncCall", first: &node{key: "funcname", list: true, first: stringNode("sysdate")}})
		}
	}
}

// cast takes a cast out that stands in an expression and is spelling or may be the server's.
func (c *casts) cast(n *node) {
	arg, typeName := n.get("arg"), n.get("typeName")
	name, bare := typeName.get("names").last().text(), typeName.get("typmods") == nil
	to, from := readType(typeName).resolved.Name, c.typeOf(arg)
	text := arg.get("sval")
	switch {
	case n.get(kept) != nil:
	case arg.is("A_Const") && text != nil && name == "interval":
		if spelled, ok := interval(text.str("sval"), typeName.get("typmods")); ok {
			replaceNode(n, textNode(spelled))
		}
	case arg.is("A_Const") && text != nil && isNumeric(to) && bare:
		// A server writes numbers below zero in quotes: '-1'::integer.
		number := numberNode(text.str("sval"))
		if of := constantType(number); of == to || c.loose && widens(of, to) {
			replaceNode(n, number)
		} else {
			replaceNode(arg, number)
		}
	case arg.is("A_Const") && from == "":
		replaceNode(n, arg)
	case arg.is("A_ArrayExpr"), bare && isText(to) && (from == "" || isText(from)), bare && from != "" && from == to:
		replaceNode(n, arg)
	case bare && c.loose && (from == "" || isText(to) || widens(from, to)):
		replaceNode(n, arg)
	}
}

// comparing are the operators whose answer is the same for a number in a wider type.
var comparing = []string{"=", "<>", "<", ">", "<=", ">="}

// constant takes the cast to a wider type off a number that is compared or handed to a function. Elsewhere it counts, for
// beside something of no known type it may be what makes a quotient one of floats.
func (c *casts) constant(n *node) {
	if !n.is("TypeCast") || n.get("typeName").get("typmods") != nil {
		return
	}
	arg, to := n.get("arg"), readType(n.get("typeName")).resolved.Name
	if text := arg.get("sval"); arg.is("A_Const") && text != nil {
		if number := numberNode(text.str("sval")); widens(constantType(number), to) {
			replaceNode(n, number)
		}
		return
	}
	if (arg.is("A_Const") || arg.is("TypeCast") && arg.get("arg").is("A_Const")) && widens(c.typeOf(arg), to) {
		replaceNode(n, arg)
	}
}

// numberNode returns a number.
func numberNode(text string) *node {
	return &node{kind: "A_Const", first: &node{key: "fval", first: &node{key: "fval", value: text}}}
}

// branches takes the casts off the constants among the values of which one is taken, where another value is of that type.
func (c *casts) branches(values []*node) {
	for _, constant := range values {
		if !constant.is("TypeCast") || !constant.get("arg").is("A_Const") {
			continue
		}
		to := readType(constant.get("typeName")).resolved.Name
		if slices.ContainsFunc(values, func(v *node) bool { return v != constant && c.typeOf(v) == to }) {
			c.constant(constant)
		}
	}
}

// valuesOf returns the values of which COALESCE and CASE take one.
func valuesOf(n *node) (values []*node) {
	for arg := n.get("args").items(); arg != nil; arg = arg.next {
		if n.is("CaseExpr") {
			values = append(values, arg.get("result"))
		} else {
			values = append(values, arg)
		}
	}
	if last := n.get("defresult"); last != nil {
		values = append(values, last)
	}
	return values
}

// ofAnyType are functions that take arguments as they are, so that the server casts nothing for them but texts to texts.
var ofAnyType = []string{"min", "max", "count"}

// kept is the field of a cast that makes a constant another than what it is compared with.
const kept = "kept"

// moments tells for a constant that is compared with a day or a moment whether its cast is the one that the server makes by
// itself, and writes midnight in one way.
func (c *casts) moments(constant, with *node) {
	value, to := constant, model.TypeName("")
	if constant.is("TypeCast") {
		value, to = constant.get("arg"), readType(constant.get("typeName")).resolved.Name
	}
	text := value.get("sval").get("sval")
	if !value.is("A_Const") || text == nil {
		return
	}
	switch other := c.typeOf(with); {
	case !slices.Contains(times, other):
	case slices.Contains(times, to) && to != other && constant.get(kept) == nil:
		constant.get("typeName").next = &node{key: kept, value: "true", next: constant.get("typeName").next}
	case other == model.Timestamp:
		text.value = strings.TrimSuffix(text.value, " 00:00:00")
	}
}

// computedAs is the field of an operator that holds the type in which it computes.
const computedAs = "computedAs"

// mixing are the operators that bring two numbers to one type first.
var mixing = []string{"+", "-", "*", "/", "%", "=", "<>", "<", ">", "<=", ">="}

// balance writes the type in which an operator computes next to it, instead of casts of its operands: of a / b::float a server
// makes a::float / b::float. Where an operand's own type is not known, the loose form says nothing of it.
func (c *casts) balance(n *node) {
	left, right := n.get("lexpr"), n.get("rexpr")
	kind := n.str("kind")
	if left != nil && right != nil && n.get("name").last().text() == "||" {
		textOperand(left)
		textOperand(right)
	}
	if left == nil || right == nil || kind != "AEXPR_OP" && kind != "AEXPR_NULLIF" ||
		!slices.Contains(mixing, n.get("name").last().text()) {
		return
	}
	as := wider(c.typeOf(left), c.typeOf(right))
	if as == "" || n.get(computedAs) != nil {
		return
	}
	c.strip(left, as)
	c.strip(right, as)
	n.first = &node{key: computedAs, value: string(as), next: n.first}
}

// textOperand takes the cast to a text off an operand of ||, which makes texts of what it joins (r_concat_op).
func textOperand(n *node) {
	for n.is("TypeCast") && n.get("typeName").get("typmods") == nil && isText(readType(n.get("typeName")).resolved.Name) {
		replaceNode(n, n.get("arg"))
	}
}

// forget takes the type in which an operator computes away from the loose form when the operands, of which casts are gone, do
// not tell it.
func (c *casts) forget(n *node) {
	if c.loose && n.get(computedAs) != nil && wider(c.typeOf(n.get("lexpr")), c.typeOf(n.get("rexpr"))) == "" {
		removeField(n, computedAs)
	}
}

// strip takes the cast to the type in which an operator computes off an operand.
func (c *casts) strip(operand *node, as model.TypeName) {
	for operand.is("TypeCast") && operand.get("typeName").get("typmods") == nil && readType(operand.get("typeName")).resolved.Name == as {
		arg := operand.get("arg")
		if from := c.typeOf(arg); arg.get("sval") != nil || from != "" && from != as && !widens(from, as) {
			return
		}
		replaceNode(operand, arg)
	}
}
