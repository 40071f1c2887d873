package dialect

import (
	"strings"

	"github.com/redraft/redraft/parser/query"
)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// leadsOperand are the words after which an operand begins; after any other word an operand has ended.
var leadsOperand = wordSet(`
	select all distinct and or not in like ilike similar to between is from where on by having qualify as using
	when then else case join into values limit offset union except minus intersect with escape any some top
	update delete insert table interval exists cross inner left right full natural outer lateral cast set
	if return returning`)

// notOperand are the words that follow an operand and begin none.
var notOperand = wordSet(`
	as on using where group having order limit offset union except minus intersect join inner left right full
	cross natural pivot unpivot at start connect qualify fetch and or then else end when is in like ilike between`)

// endsOperand reports whether an operand can end at token i.
func (r *rewriter) endsOperand(i int) bool {
	switch r.kind(i) {
	case 0:
		return false
	case query.Word:
		return !leadsOperand[r.word(i)] || r.symbol(i-1) == "."
	case query.Symbol:
		s := r.symbol(i)
		return s == ")" || s == "]" || s == "*"
	}
	return true
}

// startsOperand reports whether an operand can begin at token i.
func (r *rewriter) startsOperand(i int) bool {
	switch r.kind(i) {
	case 0:
		return false
	case query.Word:
		return !notOperand[r.word(i)]
	case query.Symbol:
		s := r.symbol(i)
		return s == "(" || s == "-" || s == "+"
	}
	return true
}
