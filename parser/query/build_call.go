package query

// call reads a function call; markers that PostgreSQL's grammar sees as calls become what they stand for.
func (b *builder) call(n *node) *Expr {
	args := n.get("args")
	switch name := callName(n); {
	case name == markConvert && args.len() == 2:
		return b.make(Expr{Kind: Cast, Place: b.at(n), Type: typed(args.item(0).get("typeName")), Args: []*Expr{b.expr(args.item(1))}})
	case isMarker(name):
		return b.make(Expr{Kind: Other, Place: b.at(n), Args: b.exprs(args)}) // PRIOR, ALL
	}
	e := b.make(Expr{Kind: Call, Place: b.at(n), Args: b.exprs(args), All: n.flag("agg_star")})
	e.Path = b.callPath(n)
	for _, key := range []string{"agg_order", "agg_filter", "over"} {
		if f := n.get(key); f != nil {
			e.Also = append(e.Also, b.around(f)...)
		}
	}
	e.Over = n.get("over") != nil
	if name := e.Path; len(name) > 0 {
		e.End = max(e.End, name[len(name)-1].End)
	}
	return e
}

// around reads what stands around a call's arguments.
func (b *builder) around(f *node) []*Expr {
	if _, known := builders[f.kind]; known || logical[f.kind] {
		return []*Expr{b.expr(f)}
	}
	return b.children(f)
}

// callPath returns the name of a function. What PostgreSQL's grammar makes of words, as in EXTRACT(year FROM d), has only
// its last part in the text; so has what stands behind APPROXIMATE.
func (b *builder) callPath(n *node) []Name {
	list := n.get("funcname")
	if n.str("funcformat") == "COERCE_SQL_SYNTAX" {
		return []Name{{b.keep(list.last().text()), b.at(n)}}
	}
	path := b.path(list, n)
	if len(path) > 1 && isMarker(path[0].Text) {
		return []Name{{path[len(path)-1].Text, b.token(b.placeOf(n) + 1)}}
	}
	return path
}
