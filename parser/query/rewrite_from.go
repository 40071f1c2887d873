package query

// fromRule rewrites what Redshift has in its FROM clause beyond PostgreSQL.
func (r *rewriter) fromRule(word string) bool {
	top := r.top()
	switch word {
	case "join":
		if top.clause == inFrom {
			r.copy()
			r.fromItem()
			return true
		}
	case "pivot", "unpivot":
		return top.clause == inFrom && r.afterOperand() && r.pivot(word)
	case "for":
		if top.call == "pivot" || top.call == "unpivot" {
			return r.pivotFor(top)
		}
	case "in":
		if top.call == "pivot for" && r.symbol(r.i+1) == "(" {
			r.synth(", (SELECT")
			r.i++
			r.push(frame{clause: inSelectList, list: r.i + 1})
			r.i++
			return true
		}
	case "at":
		return r.at()
	}
	return false
}

// fromItem rewrites what begins at the token at hand, right behind FROM, JOIN or a comma: an array or an object of a
// SUPER value (query-super). A path without brackets passes for a name with a schema and is told apart later.
func (r *rewriter) fromItem() {
	if r.top().clause != inFrom {
		return
	}
	if r.word(r.i) == "unpivot" && (r.isName(r.i+1) || r.symbol(r.i+1) == "(") {
		r.i++
		if r.symbol(r.i) == "(" {
			r.synth(quotedMarker("UNPIVOT"))
			return
		}
		end, _, _ := r.path(r.i)
		r.wrap("UNPIVOT", end)
		return
	}
	r.itemAt = r.i
	open := r.i
	for r.symbol(open) == "(" {
		open++
	}
	end, parts, indexed := r.path(open)
	switch {
	case open > r.i && parts > 0 && r.closes(end, open-r.i):
		parentheses := open - r.i // FROM (t) is FROM t; PostgreSQL wants a join between the parentheses
		for r.i = open; r.i < end; {
			r.copy()
		}
		r.i += parentheses
	case open == r.i && (indexed || parts > 3):
		r.wrap("UNNEST", end)
	}
}

// join rewrites the parenthesis at hand that holds a join.
func (r *rewriter) join() {
	r.push(frame{clause: inFrom})
	r.copy()
	r.fromItem()
}

// holdsQuery reports whether a query begins behind the parenthesis at open.
func (r *rewriter) holdsQuery(open int) bool {
	for r.symbol(open) == "(" {
		open++
	}
	word := r.word(open)
	return word == "select" || word == "with" || word == "values"
}

// closes reports whether n closing parentheses stand at a token, and no path goes on behind them.
func (r *rewriter) closes(i, n int) bool {
	for ; n > 0 && r.symbol(i) == ")"; n-- {
		i++
	}
	return n == 0 && r.symbol(i) != "." && r.symbol(i) != "["
}

// wrap writes the tokens up to end as the arguments of a marker.
func (r *rewriter) wrap(mark string, end int) {
	r.synth(quotedMarker(mark) + "(")
	for r.i < end {
		r.step()
	}
	r.synth(")")
}

// path returns where the names, dots and brackets that begin at a token end, how many names they hold, and whether
// there are brackets.
func (r *rewriter) path(i int) (end, parts int, indexed bool) {
	for r.isName(i) {
		parts++
		for i++; r.symbol(i) == "["; i++ {
			indexed = true
			i = r.matching(i)
		}
		if r.symbol(i) != "." || r.kind(i+1) != tokWord && r.kind(i+1) != tokQuoted {
			break
		}
		i++
		if leadsOperand[r.word(i)] {
			parts++
			i++
			break
		}
	}
	return min(i, len(r.tokens)), parts, indexed
}

// at rewrites the name for an array's position or an object's key (query-super). The word is not reserved: before one
// that is, as in FROM t at GROUP BY, it is an alias.
func (r *rewriter) at() bool {
	next := r.word(r.i + 1)
	if r.top().clause != inFrom || !r.afterOperand() || !r.isName(r.i+1) || reservedWords[next] || next == "time" {
		return false
	}
	r.replace(1, "("+quotedMarker("AT")+",")
	r.copy()
	r.synth(")")
	return true
}

// pivot rewrites t PIVOT ( … and t UNPIVOT [INCLUDE|EXCLUDE NULLS] ( … (r_FROM_clause-pivot-unpivot-examples).
func (r *rewriter) pivot(word string) bool {
	open := r.i + 1
	if word == "unpivot" && r.word(open+1) == "nulls" && (r.word(open) == "include" || r.word(open) == "exclude") {
		open += 2
	}
	if r.symbol(open) != "(" {
		return false
	}
	r.synth("CROSS JOIN LATERAL (SELECT")
	r.i = open
	r.push(frame{clause: inSelectList, call: word, list: open + 1})
	r.i++
	return true
}

// pivotFor rewrites the FOR of a pivot. EXCLUDE NULLS is what UNPIVOT does unasked.
func (r *rewriter) pivotFor(top *frame) bool {
	mark := "PIVOT"
	if top.call == "unpivot" {
		mark = "UNPIVOT"
		if r.word(top.open-2) == "include" {
			mark = "UNPIVOT INCLUDE NULLS"
		}
	}
	top.call = "pivot for"
	top.owed = ") AS " + quotedMarker(mark)
	return r.replace(1, ", "+quotedMarker("FOR")+"(")
}
