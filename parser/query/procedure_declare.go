package query

// declare reads a declaration: a cursor's query, the relation that a type is taken from, a default.
func (b *reader) declare(first, last int) {
	w := b.w
	b.variable(first)
	for i := first + 1; i < last; i++ {
		switch w.word(i) {
		case "cursor":
			if query := max(b.within(i, last, "for"), i) + 1; query < last {
				b.sql(query, last)
			}
			return
		case "default":
			b.expression(i+1, last)
			return
		case "rowtype", "type":
			b.typeOf(first+1, i)
		}
		if sign := w.symbol(i); sign == ":=" || sign == "=" {
			b.expression(i+1, last)
			return
		}
	}
}

// typeOf reads relation%ROWTYPE and relation.column%TYPE; what has no schema may also be a variable.
func (b *reader) typeOf(first, last int) {
	w := b.w
	if w.symbol(last-1) != "%" {
		return
	}
	if w.word(first) == "constant" {
		first++
	}
	end, _, _ := w.path(first)
	if w.word(last) == "type" {
		end -= 2
	}
	if end <= first {
		return
	}
	if name := b.complete(w.nameOf(first, end)); name.Schema != "" {
		b.relations = append(b.relations, name)
	}
}
