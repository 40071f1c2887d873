package dialect

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/parser/query"
)

// selectRules rewrites the clauses of one SELECT that PostgreSQL does not have.
func (r *rewriter) selectRules(b block) error {
	if err := r.refusals(b); err != nil {
		return err
	}
	if err := r.groupByAll(b); err != nil {
		return err
	}
	r.trailingComma(b)
	r.lateralAliases(b)
	r.selectInto(b)
	if err := r.outerJoins(b); err != nil {
		return err
	}
	if b.qualify < b.end {
		if err := r.qualify(b); err != nil {
			return err
		}
	}
	return r.top(b)
}

// trailingComma removes a comma that ends the select list (r_SELECT_list).
func (r *rewriter) trailingComma(b block) {
	if b.from < b.end && r.symbol(b.from-1) == "," {
		r.remove(b.from-1, b.from)
	}
}

// selectInto makes CREATE TABLE … AS of SELECT … INTO (r_SELECT_INTO), which PostgreSQL takes in more places. A name with #
// is a temporary table.
func (r *rewriter) selectInto(b block) {
	if b.into == b.end || b.depth > 0 || r.options.Procedure || r.word(0) == "insert" {
		return
	}
	name := b.into + 1
	kind := "TABLE "
	for w := r.word(name); w == "temp" || w == "temporary" || w == "table"; w = r.word(name) {
		if w != "table" {
			kind = "TEMP TABLE "
		}
		name++
	}
	if r.kind(name) == query.Word && r.source[r.pieces[name].start] == '#' {
		kind = "TEMP TABLE "
	}
	target := strings.TrimSpace(r.render(name, b.from))
	r.remove(b.into, b.from)
	r.pieces[0].before = "CREATE " + kind + target + " AS " + r.pieces[0].before
}

// lateralAliases puts the expressions of select list items in the place of their names, in the items behind and in the
// clauses that PostgreSQL reads before the list, for names that are no columns (Options.Missing).
func (r *rewriter) lateralAliases(b block) {
	last := min(b.into, b.from)
	first := b.list
	for w := r.word(first); w == "all" || w == "distinct"; w = r.word(first) {
		first++
	}
	for start := first; start < last; {
		end := r.itemEnd(start, last)
		if alias, expression := r.itemAlias(start, end); alias != "" {
			text := "(" + strings.TrimSpace(r.render(start, expression)) + ")"
			r.replaceName(alias, text, end, last)
			r.replaceName(alias, text, b.where, min(b.order, b.limit, b.end))
		}
		start = end + 1
	}
}

// replaceName puts text in the place of a name that stands alone, if the name is known to be no column.
func (r *rewriter) replaceName(name, text string, first, last int) {
	for i := first; i < last; i++ {
		if r.name(i) != name || r.symbol(i-1) == "." || r.symbol(i+1) == "." || r.symbol(i+1) == "(" || r.word(i-1) == "as" {
			continue
		}
		if r.endsOperand(i-1) && r.symbol(i-1) != "*" {
			continue // an alias without AS
		}
		if r.lateral = true; slices.Contains(r.aliases, name) {
			r.pieces[i].text = text
		}
	}
}

// itemEnd returns the token behind the select list item that begins at start.
func (r *rewriter) itemEnd(start, last int) int {
	end := start
	for ; end < last && r.symbol(end) != ","; end++ {
		if s := r.symbol(end); s == "(" || s == "[" {
			end = r.closing(end)
		}
	}
	return min(end, last)
}

// itemAlias returns what a select list item is called by its alias, and where its expression ends; an item without one
// ends where the list goes on.
func (r *rewriter) itemAlias(first, last int) (alias string, expression int) {
	switch {
	case r.word(last-2) == "as" && last-2 > first:
		return r.name(last - 1), last - 2
	case last-1 > first && r.name(last-1) != "" && r.endsOperand(last-2) && r.symbol(last-2) != "." && r.word(last-1) != "end":
		return r.name(last - 1), last - 1
	}
	return "", last
}

// top turns TOP n into a LIMIT (r_SELECT_list).
func (r *rewriter) top(b block) error {
	at := b.list
	for w := r.word(at); w == "all" || w == "distinct"; w = r.word(at) {
		at++
	}
	if r.word(at) != "top" {
		return nil
	}
	number, after := at+1, at+2
	if r.symbol(number) == "(" {
		number, after = at+2, r.closing(at+1)+1
	}
	if r.kind(number) != query.Number && r.kind(number) != query.Param {
		return nil
	}
	if b.limit < b.end {
		return r.fail(at, codeSyntax, "TOP and LIMIT cannot stand in one query", "")
	}
	limit := " LIMIT " + r.pieces[number].text
	r.remove(at, after)
	if r.besideSetOperator(b) {
		r.pieces[b.sel].before = "(" + r.pieces[b.sel].before
		limit += ")"
	}
	r.atEnd(b, limit)
	return nil
}

func (r *rewriter) besideSetOperator(b block) bool {
	before := b.sel - 1
	if w := r.word(before); w == "all" || w == "distinct" {
		before--
	}
	return b.end < len(r.pieces) && r.isSetOperator(b.end) || r.isSetOperator(before)
}

// atEnd writes text at the end of a SELECT.
func (r *rewriter) atEnd(b block, text string) {
	r.pieces[b.end-1].after += text
}
