package query

func (b *builder) fromList(list *node) []*From {
	var all []*From
	for item := list.items(); item != nil; item = item.next {
		all = append(all, b.from(item))
	}
	return all
}

func (b *builder) from(n *node) *From {
	switch n.kind {
	case "RangeVar":
		return b.table(n)
	case "JoinExpr":
		return b.join(n)
	case "RangeSubselect":
		f := b.aliased(n, FromQuery)
		f.Query, f.Lateral = b.selection(n.get("subquery")), n.flag("lateral")
		f.Place = f.Query.Place
		return f
	case "RangeFunction":
		return b.function(n)
	}
	f := b.aliased(n, FromUnknown)
	f.Call = b.make(Expr{Kind: Other, Args: b.children(n)})
	return f
}

// aliased begins an item with its alias.
func (b *builder) aliased(n *node, kind FromKind) *From {
	f := &From{Kind: kind}
	alias := n.get("alias")
	if alias == nil {
		return f
	}
	f.Alias = b.keep(alias.str("aliasname"))
	if names := alias.get("colnames"); names.item(0).text() == markAt {
		f.At = b.keep(names.item(1).text())
	} else {
		f.Columns = b.labels(names)
	}
	return f
}

func (b *builder) table(n *node) *From {
	if n == nil {
		return nil
	}
	f := b.aliased(n, FromTable)
	tok := b.placeOf(n)
	f.Place = b.token(tok)
	for _, key := range []string{"catalogname", "schemaname", "relname"} {
		if part := n.str(key); part != "" {
			f.Path = append(f.Path, Name{b.keep(part), b.token(tok)})
			f.End = b.token(tok).End
			tok += 2
		}
	}
	if name := n.str("relname"); isMarker(name) { // a parameter in place of a table
		f.Kind = FromUnknown
	} else if f.Alias == "" {
		f.Alias = b.keep(name)
	}
	return f
}

func (b *builder) join(n *node) *From {
	right := n.get("rarg")
	if isPivot(right) {
		return b.pivot(n, right)
	}
	f := b.aliased(n, FromJoin)
	f.Left, f.Right = b.from(n.get("larg")), b.from(right)
	f.Place = Place{f.Left.Start, f.Right.End}
	f.Natural, f.On = n.flag("isNatural"), b.optional(n.get("quals"))
	f.Using = b.using(n.get("usingClause"), right)
	return f
}

// using finds the places of the columns of USING behind what is joined, for the tree has none.
func (b *builder) using(list, right *node) []Name {
	names := b.labels(list)
	if names == nil {
		return nil
	}
	at := b.tokenAt(int(lastPlace(right)))
	for at < len(b.tokens) && (b.word(at) != "using" || b.symbol(at+1) != "(") {
		at++
	}
	for i := range names {
		names[i].Place = b.token(at + 2 + 2*i)
	}
	return names
}

// lastPlace returns the offset of the last thing below a node.
func lastPlace(n *node) int32 {
	last := n.place
	for f := n.first; f != nil; f = f.next {
		last = max(last, lastPlace(f))
	}
	return last
}

// function reads a function in FROM, which may be a marker for an array or an object of a SUPER value.
func (b *builder) function(n *node) *From {
	f := b.aliased(n, FromFunction)
	call := n.get("functions").item(0).get("items").item(0)
	if call == nil {
		f.Kind = FromUnknown
		return f
	}
	switch callName(call) {
	case markUnnest:
		f.Kind, f.Call = FromUnnest, b.expr(call.get("args").item(0))
	case markUnpivot:
		f.Kind, f.Call = FromUnpack, b.expr(call.get("args").item(0))
	default:
		f.Call = b.expr(call)
		if f.Alias == "" && len(f.Call.Path) > 0 {
			f.Alias = f.Call.Path[len(f.Call.Path)-1].Text
		}
	}
	if f.Call != nil {
		f.Place = f.Call.Place
	}
	return f
}

const markUnnest = "\x01UNNEST"

// pivot reads PIVOT and UNPIVOT: the last item of the marker's select list holds what stood behind FOR.
func (b *builder) pivot(join, n *node) *From {
	f := b.aliased(n, FromPivot)
	f.Left = b.from(join.get("larg"))
	f.Place = f.Left.Place
	list := n.get("subquery").get("targetList")
	last := list.last()
	if name := last.str("name"); len(name) >= len(markUnpivot) && name[:len(markUnpivot)] == markUnpivot {
		f.Kind = FromUnpivot
	}
	f.Pivot = new(Pivot)
	for t := list.items(); t != nil && t != last; t = t.next {
		f.Pivot.Aggregates = append(f.Pivot.Aggregates, b.item(t))
	}
	args := last.get("val").get("args")
	f.Pivot.On = b.optional(args.item(0))
	if values := args.item(1).get("subselect"); values != nil {
		for t := values.get("targetList").items(); t != nil; t = t.next {
			f.Pivot.Values = append(f.Pivot.Values, b.item(t))
		}
	}
	return f
}
