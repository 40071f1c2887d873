package query

import (
	"strings"

	"github.com/redraft/redraft/model"
)

// command adds what a statement uses that pg_query would not read, as far as its first words tell.
func (w *workspace) command(u *usage, first, last int) error {
	at := first + 1
	switch w.word(first) {
	case "call":
		return w.call(u, at, last)
	case "unload":
		return w.unload(u, at, last)
	case "create", "drop", "alter":
		return w.definition(u, first, last)
	case "truncate", "copy", "refresh":
		for w.word(at) == "table" || w.word(at) == "materialized" || w.word(at) == "view" {
			at++
		}
		w.targets(at, last, func(n model.Name) { u.use.Writes = append(u.use.Writes, u.complete(n)) })
	case "lock":
		if w.word(at) == "table" {
			at++
		}
		w.targets(at, last, func(n model.Name) { u.relations = append(u.relations, u.complete(n)) })
	}
	return nil
}

// definition adds the tables and views that CREATE, DROP and ALTER name, and what the query of a view reads.
func (w *workspace) definition(u *usage, first, last int) error {
	at, temporary, object := first+1, false, false
	for ; at < last && definitionWords[w.word(at)]; at++ {
		word := w.word(at)
		temporary = temporary || word == "temp" || word == "temporary"
		object = object || word == "table" || word == "view"
	}
	if !object {
		return nil
	}
	w.targets(at, last, func(n model.Name) {
		if temporary && w.word(first) == "create" {
			u.use.Temporary = append(u.use.Temporary, n.Name)
			return
		}
		u.use.Writes = append(u.use.Writes, u.complete(n))
		if w.word(first) != "drop" {
			u.use.Defines = append(u.use.Defines, u.complete(n))
		}
	})
	for i := at; i < last; i++ {
		next := w.word(i + 1)
		switch word := w.word(i); {
		case word == "append" && next == "from": // the rows leave the other table (r_ALTER_TABLE_APPEND)
			w.targets(i+2, last, func(n model.Name) { u.use.Writes = append(u.use.Writes, u.complete(n)) })
			return nil
		case w.word(first) == "create" && word == "like":
			w.targets(i+1, last, func(n model.Name) { u.relations = append(u.relations, u.complete(n)) })
		case w.word(first) == "create" && word == "as" && (next == "select" || next == "with" || w.symbol(i+1) == "("):
			return w.sql(u, i+1, w.beforeBinding(last))
		}
	}
	return nil
}

var definitionWords = wordSet(`table view materialized if not exists or replace temp temporary local`)

// beforeBinding returns where a view's query ends: before WITH NO SCHEMA BINDING.
func (r *rewriter) beforeBinding(last int) int {
	if r.word(last-1) == "binding" && r.word(last-3) == "no" {
		return last - 4
	}
	return last
}

// targets hands on the names of a list that begins at a token.
func (r *rewriter) targets(at, last int, found func(model.Name)) {
	for at < last {
		end, _, _ := r.path(at)
		if end == at {
			return
		}
		found(r.nameOf(at, end))
		if at = end; r.symbol(at) != "," {
			return
		}
		at++
	}
}

// nameOf returns the last two parts of a path of names.
func (r *rewriter) nameOf(first, end int) (name model.Name) {
	for ; first < end; first++ {
		if r.kind(first) != tokSymbol {
			name = model.Name{Schema: name.Name, Name: strings.Clone(r.name(first))}
		}
	}
	return name
}

// call adds the procedure of CALL name(arguments) and what the arguments use.
func (w *workspace) call(u *usage, at, last int) error {
	end, _, _ := w.path(at)
	if end == at {
		return nil
	}
	u.use.Procedures = append(u.use.Procedures, w.nameOf(at, end))
	if w.symbol(end) != "(" || end+2 >= last {
		return nil
	}
	return w.expression(u, end, last)
}

// expression adds what the expression from token first to last-1 uses.
func (w *workspace) expression(u *usage, first, last int) error {
	w.reset()
	w.i = first
	w.synth("SELECT")
	w.top().clause, w.top().list = inSelectList, first
	w.run(first, last)
	w.endClause()
	root, err := w.tree()
	if err != nil {
		return err
	}
	u.root(root)
	if s := w.builder().statement(root, first, last); s != nil {
		s.Verb = Evaluate
		u.keep(s)
	}
	return nil
}

// unload adds what the query of UNLOAD ('query') reads.
func (w *workspace) unload(u *usage, at, last int) error {
	if w.symbol(at) != "(" || at+1 >= last {
		return nil
	}
	return w.literal(u, at+1)
}

// literal adds what the statement inside a string uses.
func (w *workspace) literal(u *usage, at int) error {
	text, ok := w.stringValue(at)
	if !ok {
		return nil
	}
	inner := workspace{rewriter: rewriter{caseSensitive: w.caseSensitive}, within: w.insideString(at)}
	err := error(nil)
	if failed := inner.read(text); failed != nil {
		err = failed
	} else if inner.trim(); len(inner.tokens) > 0 {
		err = inner.statement(u, 0, len(inner.tokens))
	}
	if err != nil {
		return w.failure(at, "the statement inside this string: "+err.Error(), "")
	}
	return nil
}

// insideString returns where the bytes of a string token's value lie in the text.
func (w *workspace) insideString(i int) func(int32) int32 {
	text, base := w.text[w.tokens[i].start:w.tokens[i].end], w.tokens[i].start
	var offsets []int32
	if w.kind(i) == tokDollar {
		base += int32(strings.IndexByte(text[1:], '$') + 2)
	} else {
		for at := strings.IndexByte(text, '\'') + 1; at < len(text)-1; at++ {
			if (text[at] == '\'' || text[at] == '\\') && at+2 < len(text) {
				at++
			}
			offsets = append(offsets, base+int32(at))
		}
	}
	outside := w.within
	return func(offset int32) int32 {
		switch {
		case offsets == nil:
			offset += base
		case int(offset) < len(offsets):
			offset = offsets[offset]
		default:
			offset = offsets[len(offsets)-1] + 1
		}
		if outside != nil {
			return outside(offset)
		}
		return offset
	}
}

// stringValue returns what a string token stands for. Of the escapes only those for quotes and backslashes and the line
// end are resolved; a statement inside a string has no use for others.
func (r *rewriter) stringValue(i int) (string, bool) {
	if r.kind(i) != tokString && r.kind(i) != tokDollar {
		return "", false
	}
	text := r.text[r.tokens[i].start:r.tokens[i].end]
	if r.kind(i) == tokDollar {
		tag := strings.IndexByte(text[1:], '$') + 2
		return text[tag : len(text)-tag], true
	}
	text = text[strings.IndexByte(text, '\'')+1 : len(text)-1]
	if strings.IndexByte(text, '\'') < 0 && strings.IndexByte(text, '\\') < 0 {
		return text, true
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if (text[i] == '\'' || text[i] == '\\') && i+1 < len(text) {
			if i++; text[i-1] == '\\' && strings.IndexByte("nrt", text[i]) >= 0 {
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String(), true
}
