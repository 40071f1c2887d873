package query

// selectStmt writes a SELECT. What the rewriting hid in other clauses goes back to its place: TOP n is LIMIT n.
func (p *printer) selectStmt(n *node) {
	p.str("{select")
	top, rest := splitTop(n)
	for f := n.items(); f != nil; f = f.next {
		switch {
		case p.shape && !shapes(f.key), f.value != "" && isUnsaid(f):
		case f.key == "distinctClause" && top != nil:
			if rest != nil {
				p.str(" distinctClause=[{}]")
			}
		default:
			p.field(f)
		}
	}
	if top != nil && !p.shape {
		key := " limitCount="
		if n.get("limitCount") != nil {
			key = " top="
		}
		p.str(key)
		p.node(top)
	}
	p.b = append(p.b, '}')
}

// shapes reports whether a clause has a say in the names, types and order of output columns: the tables that are read,
// what is selected from them, and how selects are united.
func shapes(key string) bool {
	switch key {
	case "withClause", "targetList", "fromClause", "valuesLists", "op", "all", "larg", "rarg":
		return true
	}
	return false
}

// splitTop returns the number of TOP n and, when the select is DISTINCT too, the marker for that.
func splitTop(n *node) (number, distinct *node) {
	list := n.get("distinctClause")
	if callName(list.item(0)) != markTop {
		return nil, nil
	}
	return list.item(0).get("args").item(0), list.item(1)
}
