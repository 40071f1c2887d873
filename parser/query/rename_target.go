package query

// keepNames gives the output columns of a SELECT their old names where a renamed reference has changed them.
func (r *columnRename) keepNames(s selected) {
	renamed := func(ref *node) string {
		if r.renamed[ref] {
			return r.to
		}
		return ""
	}
	for t := s.at.get("targetList").items(); t != nil; t = t.next {
		val := t.get("val")
		if t.str("name") != "" || isFields(val) || val.is("ColumnRef") && val.get("fields").last().is("A_Star") {
			continue
		}
		before := naturalName(val, nil)
		if naturalName(val, renamed) != before {
			end := r.endOfTarget(r.placeOf(t))
			r.edits = append(r.edits, edit{end, end, " AS " + written(before)})
		}
	}
}

// endOfTarget returns the token behind the item of a select list that begins at a token.
func (r *rewriter) endOfTarget(i int) int {
	depth := 0
	for start := i; i < len(r.tokens); i++ {
		switch symbol := r.symbol(i); {
		case symbol == "(" || symbol == "[" || r.opensCase(i):
			depth++
		case depth == 0 && (symbol == "," || symbol == ")" || symbol == ";"):
			return i
		case symbol == ")" || symbol == "]" || r.word(i) == "end" && r.symbol(i-1) != ".":
			depth--
		case depth == 0 && i > start && r.endsList(i):
			return i
		}
	}
	return i
}

// opensCase reports whether a word is the CASE of an expression; the word is reserved.
func (r *rewriter) opensCase(i int) bool { return r.word(i) == "case" && r.symbol(i-1) != "." }

// endsList reports whether a word ends a select list. Where an operand must follow it is a column's name, as in
// WHEN qualify THEN.
func (r *rewriter) endsList(i int) bool {
	if r.i = i; r.symbol(i-1) == "." || !r.afterOperand() {
		return false
	}
	switch word := r.word(i); word {
	case "from":
		return r.keyword(i-1) != "distinct"
	case "group", "order", "connect":
		return r.word(i+1) == "by"
	case "start":
		return r.word(i+1) == "with"
	case "where", "into", "exclude":
		return true
	default:
		return clauseEnds[word]
	}
}
