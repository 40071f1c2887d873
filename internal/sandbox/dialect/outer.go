package dialect

import (
	"strings"

	"github.com/redraft/redraft/parser/query"
)

// outerJoins turns Oracle's (+) into LEFT JOIN (r_WHERE_oracle_outer): a condition with the mark at a column of a table
// becomes the condition of that table's join.
func (r *rewriter) outerJoins(b block) error {
	stop := min(b.group, b.having, b.qualify, b.order, b.limit, b.end)
	if !r.hasMark(b.where, stop) {
		return nil
	}
	items, err := r.plainItems(b)
	if err != nil {
		return err
	}
	var rest []string
	for first := b.where + 1; first < stop; {
		last := r.conjunctEnd(first, stop)
		if last < stop && r.word(last) == "or" {
			return r.fail(last, codeNotSupported, "OR beside (+) cannot be run by the sandbox", "write LEFT OUTER JOIN … ON")
		}
		table, err := r.takeMarks(first, last)
		if err != nil {
			return err
		}
		condition := strings.TrimSpace(r.render(first, last))
		if table == "" {
			rest = append(rest, condition)
		} else if err := items.join(r, first, table, condition); err != nil {
			return err
		}
		first = last + 1
	}
	if err := items.check(r, b); err != nil {
		return err
	}
	r.remove(b.from+1, stop)
	r.pieces[b.from].after = " " + items.text()
	if len(rest) > 0 {
		r.pieces[b.from].after += " WHERE " + strings.Join(rest, " AND ")
	}
	if stop < len(r.pieces) {
		r.pieces[b.from].after += " "
	}
	return nil
}

func (r *rewriter) isMark(i int) bool {
	return r.symbol(i) == "(" && r.symbol(i+1) == "+" && r.symbol(i+2) == ")"
}

func (r *rewriter) hasMark(first, last int) bool {
	for i := first; i < last; i++ {
		if r.isMark(i) && r.endsOperand(i-1) {
			return true
		}
	}
	return false
}

// conjunctEnd returns where a condition between ANDs ends; the AND of BETWEEN belongs to it.
func (r *rewriter) conjunctEnd(first, last int) int {
	between := false
	for i := first; i < last; i++ {
		switch {
		case r.symbol(i) == "(":
			i = r.closing(i)
		case r.word(i) == "between":
			between = true
		case r.word(i) == "and" && between:
			between = false
		case r.word(i) == "and", r.word(i) == "or":
			return i
		}
	}
	return last
}

// takeMarks removes the marks from a condition and returns the table that they name, and "" without marks.
func (r *rewriter) takeMarks(first, last int) (table string, err error) {
	for i := first; i < last; i++ {
		if !r.isMark(i) {
			continue
		}
		if r.symbol(i-2) != "." {
			return "", r.fail(i, codeNotSupported, "(+) at a column that names no table cannot be run by the sandbox", "qualify the column")
		}
		name := r.name(i - 3)
		if table != "" && name != table {
			return "", r.fail(i, codeSyntax, "a condition joins one table with (+)", "write LEFT OUTER JOIN … ON")
		}
		table = name
		r.remove(i, i+3)
	}
	return table, nil
}

// fromItem is one relation of a FROM clause without joins.
type fromItem struct {
	name, text string
	on         []string
}

type fromItems []fromItem

// plainItems reads a FROM clause of relations between commas.
func (r *rewriter) plainItems(b block) (fromItems, error) {
	var items fromItems
	for first := b.from + 1; first < b.where; {
		last := r.itemEnd(first, b.where)
		name := ""
		for i := first; i < last; i++ {
			if r.word(i) == "join" || r.kind(i) == 0 {
				return nil, r.fail(i, codeSyntax, "(+) and JOIN cannot stand in one query", "")
			}
			if r.symbol(i) == "(" {
				i = r.closing(i)
			} else if n := r.name(i); n != "" && r.kind(i) != query.Symbol {
				name = n
			}
		}
		items = append(items, fromItem{name: name, text: strings.TrimSpace(r.render(first, last))})
		first = last + 1
	}
	return items, nil
}

// join adds a condition to a table's join.
func (items fromItems) join(r *rewriter, at int, table, condition string) error {
	for i := range items {
		if items[i].name == table {
			items[i].on = append(items[i].on, condition)
			return nil
		}
	}
	return r.fail(at, codeSyntax, "(+) names "+table+", which is not in FROM", "")
}

// text writes the clause: what is kept whole first, then what is joined to it.
func (items fromItems) text() string {
	var whole, joined []string
	for _, item := range items {
		if len(item.on) == 0 {
			whole = append(whole, item.text)
		} else {
			joined = append(joined, " LEFT JOIN "+item.text+" ON "+strings.Join(item.on, " AND "))
		}
	}
	return strings.Join(whole, " CROSS JOIN ") + strings.Join(joined, "")
}

// check refuses what would change the order of the columns of * or begin with a join.
func (items fromItems) check(r *rewriter, b block) error {
	moved, whole := false, 0
	for i := len(items) - 1; i >= 0; i-- {
		if len(items[i].on) == 0 {
			whole++
		} else if whole > 0 {
			moved = true
		}
	}
	if whole == 0 {
		return r.fail(b.from, codeSyntax, "every table is joined with (+) to another", "write LEFT OUTER JOIN … ON")
	}
	star := r.symbol(b.list) == "*" || r.symbol(b.from-1) == "*" && r.symbol(b.from-2) == ","
	if moved && star {
		return r.fail(b.from, codeNotSupported, "* and (+) at a table before others cannot be run by the sandbox", "name the columns")
	}
	return nil
}
