package query

import (
	"slices"

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
	}
	for f := n.first; f != nil; f = f.next {
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
	case arg.is("A_Const") && text != nil && name == "interval":
		if spelled, ok := interval(text.str("sval"), typeName.get("typmods")); ok {
			replaceNode(n, textNode(spelled))
		}
	case arg.is("A_Const") && text != nil && isNumeric(to) && bare:
		// A server writes numbers below zero in quotes: '-1'::integer.
		number := &node{kind: "A_Const", first: &node{key: "fval", first: &node{key: "fval", value: text.str("sval")}}}
		replaceNode(n, number)
	case arg.is("A_Const") && (from == "" || widens(from, to)):
		replaceNode(n, arg)
	case arg.is("A_ArrayExpr"), bare && isText(to), bare && from != "" && from == to:
		replaceNode(n, arg)
	case bare && c.loose && (from == "" || widens(from, to)):
		replaceNode(n, arg)
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
