package query

import (
	"slices"
	"strconv"
)

// sortNames notes the names in ORDER BY that are outputs' names: those come before columns of the same name (r_ORDER_BY_clause;
// in GROUP BY columns come first, as in PostgreSQL's findTargetlistEntrySQL92).
func (b *binder) sortNames(s selected) {
	for by := s.at.get("sortClause").items(); by != nil; by = by.next {
		if n := by.get("node"); n.is("ColumnRef") && n.get("fields").len() == 1 &&
			slices.Contains(b.outputs[s.scope].names, n.get("fields").item(0).text()) {
			b.sorts[n] = true
		}
	}
}

// sorting writes what ORDER BY and GROUP BY name: an output column by its name or number is its expression, and a number
// behind a set operation. Outputs that name outputs before them come first.
func (b *binder) sorting(s selected, o *scopeOutputs) {
	at := 0
	for f := s.at.get("targetList").items(); f != nil; f = f.next {
		replaceOutputs(f.get("val"), &scopeOutputs{names: o.names[:min(at, len(o.names))], vals: o.vals})
		at++
	}
	setOperation := s.scope.outputs
	if setOperation {
		o = leftmost(s.at)
	}
	for by := s.at.get("sortClause").items(); by != nil; by = by.next {
		b.sortItem(by.get("node"), o, setOperation)
	}
	for by := s.at.get("groupClause").items(); by != nil; by = by.next {
		b.sortItem(by, o, false)
	}
}

// nameless takes the names of the outputs behind a set operation away: the first SELECT alone names them (r_UNION), and a server
// writes its names everywhere.
func nameless(n *node) {
	if n == nil {
		return
	}
	nameless(n.get("larg"))
	nameless(n.get("rarg"))
	for t := n.get("targetList").items(); t != nil; t = t.next {
		removeField(t, "name")
	}
}

func leftmost(n *node) *scopeOutputs {
	for n.get("larg") != nil {
		n = n.get("larg")
	}
	o := &scopeOutputs{}
	for t := n.get("targetList").items(); t != nil; t = t.next {
		o.names, o.vals = append(o.names, t.str("name")), append(o.vals, t.get("val"))
	}
	return o
}

func (b *binder) sortItem(n *node, o *scopeOutputs, numbers bool) {
	at := -1
	switch {
	case n.is("A_Const") && n.get("ival") != nil:
		number, err := strconv.Atoi(n.get("ival").first.text())
		if err == nil {
			at = number - 1
		}
	case n.is("ColumnRef") && n.get("fields").len() == 1:
		at = slices.Index(o.names, n.get("fields").item(0).text())
	}
	if at < 0 || at >= len(o.vals) {
		return
	}
	if numbers {
		replaceNode(n, &node{kind: "A_Const", first: &node{key: "ival", first: &node{key: "ival", value: strconv.Itoa(at + 1)}}})
		return
	}
	replaceNode(n, o.vals[at])
}
