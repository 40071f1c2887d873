package query

import (
	"slices"
	"strings"
)

// withKey returns the node as the field of that name.
func withKey(n *node, key string) *node {
	n.key = key
	return n
}

func stringNode(text string) *node { return &node{kind: "String", value: text} }

// columnRef returns a reference to a column.
func columnRef(parts ...string) *node {
	n := &node{kind: "ColumnRef"}
	setFields(n, parts...)
	return n
}

// setFields gives a reference other parts.
func setFields(ref *node, parts ...string) {
	list := &node{key: "fields", list: true}
	for _, part := range slices.Backward(parts) {
		s := stringNode(part)
		s.next, list.first = list.first, s
	}
	list.next, ref.first = nil, list
}

// setField sets a text field of a node.
func setField(n *node, key, value string) {
	if f := n.get(key); f != nil {
		f.value = value
		return
	}
	n.first = &node{key: key, value: value, next: n.first}
}

// setAlias names an item of FROM. The list of column names that an alias may have stays. The alias becomes the first field,
// whether it was written or not.
func setAlias(n *node, name string) {
	alias := removeField(n, "alias")
	if alias == nil {
		alias = &node{key: "alias", kind: "Alias"}
	}
	alias.next, n.first = n.first, alias
	setField(alias, "aliasname", name)
}

// removeField takes a field out of a node and returns it; nil when the node has none of that name.
func removeField(n *node, key string) *node {
	for at := &n.first; *at != nil; at = &(*at).next {
		if f := *at; f.key == key {
			*at, f.next = f.next, nil
			return f
		}
	}
	return nil
}

// replaceNode puts one node's content in the place of another, which keeps its key and what comes after it.
func replaceNode(n, by *node) {
	key, next := n.key, n.next
	*n = *by
	n.key, n.next = key, next
}

func simplifyOperator(n *node) {
	kind, operator := n.get("kind"), n.get("name").item(0).text()
	left, right := n.get("lexpr"), n.get("rexpr")
	if right.is("TypeCast") && right.get("arg").is("A_ArrayExpr") {
		right = right.get("arg") // a server casts the whole array
	}
	if items := right.get("items"); items != nil && right.is("List") {
		right = items
	}
	switch {
	case kind == nil:
	case kind.value == "AEXPR_LIKE" || kind.value == "AEXPR_ILIKE":
		kind.value = "AEXPR_OP"
	case kind.value == "AEXPR_IN":
		unroll(n, left, right, operator, operator == "=")
	case kind.value == "AEXPR_OP_ANY" && right.is("A_ArrayExpr"):
		unroll(n, left, right.get("elements"), operator, true)
	case kind.value == "AEXPR_OP_ALL" && right.is("A_ArrayExpr"):
		unroll(n, left, right.get("elements"), operator, false)
	case kind.value == "AEXPR_BETWEEN" && right.len() == 2:
		replaceNode(n, boolExpr("AND_EXPR", comparison(">=", left, right.item(0)), comparison("<=", left, right.item(1))))
	case kind.value == "AEXPR_NOT_BETWEEN" && right.len() == 2:
		replaceNode(n, boolExpr("OR_EXPR", comparison("<", left, right.item(0)), comparison(">", left, right.item(1))))
	}
}

// unroll writes a list of values as comparisons with each: a server of Redshift's age does so.
func unroll(n, left, list *node, operator string, either bool) {
	if list == nil || !list.list || list.first == nil {
		return
	}
	var all []*node
	for item := list.first; item != nil; item = item.next {
		all = append(all, comparison(operator, left, item))
	}
	switch {
	case len(all) == 1:
		replaceNode(n, all[0])
	case either:
		replaceNode(n, boolExpr("OR_EXPR", all...))
	default:
		replaceNode(n, boolExpr("AND_EXPR", all...))
	}
}

// copyOf returns a node that can stand in another place; what is below it is shared.
func copyOf(n *node, key string) *node {
	c := *n
	c.key, c.next = key, nil
	return &c
}

func comparison(operator string, left, right *node) *node {
	name := &node{key: "name", list: true, first: stringNode(operator)}
	kind := &node{key: "kind", value: "AEXPR_OP", next: name}
	l, r := copyOf(left, "lexpr"), copyOf(right, "rexpr")
	name.next, l.next = l, r
	return &node{kind: "A_Expr", first: kind}
}

func boolExpr(op string, args ...*node) *node {
	list := &node{key: "args", list: true}
	for _, a := range slices.Backward(args) {
		a.next, list.first = list.first, a
	}
	return &node{kind: "BoolExpr", first: &node{key: "boolop", value: op, next: list}}
}

// datePart are the functions whose first argument is a date part, with quotes or without (r_Dateparts_for_datetime_functions).
var datePart = []string{"dateadd", "datediff", "date_add", "date_diff", "date_part", "datepart", "pgdate_part"}

// sameParts are date parts by their other names (r_Dateparts_for_datetime_functions).
var sameParts = map[string]string{
	"millenniums": "millennium", "mil": "millennium", "mils": "millennium", "centuries": "century", "c": "century",
	"cent": "century", "cents": "century", "decades": "decade", "decs": "decade", "y": "year", "years": "year", "yr": "year",
	"yrs": "year", "quarters": "quarter", "qtr": "quarter", "qtrs": "quarter", "months": "month", "mon": "month", "mons": "month",
	"weeks": "week", "w": "week", "days": "day", "d": "day", "hours": "hour", "h": "hour", "hr": "hour", "hrs": "hour",
	"minutes": "minute", "m": "minute", "min": "minute", "mins": "minute", "seconds": "second", "s": "second", "sec": "second",
	"secs": "second", "milliseconds": "millisecond", "ms": "millisecond", "msec": "millisecond", "msecs": "millisecond",
	"msecond": "millisecond", "mseconds": "millisecond", "millisec": "millisecond", "millisecs": "millisecond",
	"microseconds": "microsecond", "microsec": "microsecond", "microsecs": "microsecond", "microsecond": "microsecond",
	"usec": "microsecond", "usecs": "microsecond",
}

// sameCalls are names of one function.
var sameCalls = map[string]string{
	"extract": "date_part", "pgdate_part": "date_part", "datepart": "date_part", "len": "length",
	"dateadd": "date_add", "datediff": "date_diff", // r_DATEADD_function, r_DATEDIFF_function
}

// simplifyCall writes a call in one way: without the schema of the engine's functions, with date parts as texts, NVL as
// COALESCE (r_NVL_function).
func simplifyCall(n *node) {
	names := n.get("funcname")
	if names.len() == 2 && names.item(0).text() == "pg_catalog" {
		names.first = names.first.next
	}
	if names.len() != 1 {
		return
	}
	if isMarker(names.first.value) {
		return
	}
	names.first.value = strings.ToLower(names.first.value)
	if same, ok := sameCalls[names.first.value]; ok {
		names.first.value = same
	}
	for f := n.first; f != nil; f = f.next {
		if f.key == "funcformat" {
			f.value = "COERCE_EXPLICIT_CALL"
		}
	}
	if names.first.value == "nvl" {
		if args := n.get("args"); args != nil {
			replaceNode(n, &node{kind: "CoalesceExpr", first: copyOf(args, "args")})
		}
	}
}

// qualifyCalls gives calls of functions that are not the engine's own their schema.
func qualifyCalls(n *node, schemaOf func(name string) string) {
	if names := n.get("funcname"); n.is("FuncCall") && names.len() == 1 && !isMarker(names.first.text()) {
		if schema := schemaOf(names.first.text()); schema != "" {
			qualifier := stringNode(schema)
			qualifier.next, names.first = names.first, qualifier
		}
	}
	for f := n.items(); f != nil; f = f.next {
		qualifyCalls(f, schemaOf)
	}
}

// dateParts writes date parts as texts, before a column of the same name is looked for.
func dateParts(n *node) {
	if first := n.get("args").item(0); first != nil && slices.Contains(datePart, strings.ToLower(callName(n))) {
		datePartText(first)
	}
	for f := n.items(); f != nil; f = f.next {
		dateParts(f)
	}
}

// datePartText writes a date part as a text in lower case.
func datePartText(n *node) {
	var text string
	switch {
	case n.is("ColumnRef") && n.get("fields").len() == 1:
		text = n.get("fields").item(0).text()
	case n.is("A_Const") && n.get("sval") != nil:
		text = n.get("sval").str("sval")
	default:
		return
	}
	if isMarker(text) {
		text = text[1:] // the rewriting marks a bare part
	}
	text = strings.ToLower(text)
	if part, ok := sameParts[text]; ok {
		text = part
	}
	replaceNode(n, textNode(text))
}

// textNode returns a constant.
func textNode(text string) *node {
	return &node{kind: "A_Const", first: &node{key: "sval", first: &node{key: "sval", value: text}}}
}
