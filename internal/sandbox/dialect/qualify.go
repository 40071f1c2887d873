package dialect

import (
	"fmt"
	"strings"
)

// qualify makes the SELECT a derived table that also holds the condition, and the condition a WHERE around it
// (r_QUALIFY_clause). The condition may name columns of the select list.
func (r *rewriter) qualify(b block) error {
	list := b.list
	distinct := r.word(list) == "distinct"
	if distinct {
		return r.fail(b.qualify, codeNotSupported, "DISTINCT and QUALIFY in one query cannot be run by the sandbox",
			"put the query with QUALIFY into a derived table")
	}
	columns, err := r.columns(b, list, min(b.into, b.from))
	if err != nil {
		return err
	}
	stop := min(b.order, b.limit, b.end)
	condition := r.withAliases(b.qualify+1, stop, columns)
	r.remove(b.qualify, stop)
	outer := make([]string, len(columns))
	for i, c := range columns {
		outer[i] = c.outer
		if c.inner != "" {
			r.pieces[c.first].before = ""
			r.remove(c.first, c.last)
			r.pieces[c.first].before = " " + c.inner
		}
	}
	r.pieces[min(b.into, b.from)-1].after += ", (" + condition + ") AS redraft_qualified"
	r.pieces[b.sel].before += "SELECT " + strings.Join(outer, ", ") + " FROM ("
	end := ") AS redraft_qualify WHERE redraft_qualified"
	if b.limit < b.end {
		r.pieces[b.limit].before = end + " " + r.pieces[b.limit].before
	} else {
		r.atEnd(b, end)
	}
	return nil
}

// column is an item of a select list.
type column struct {
	first, last int    // its tokens
	alias       string // what its value is called
	outer       string // how the query around it reads the item
	inner       string // what the item becomes, when it must be another; a star becomes rows
	expression  int    // where the expression ends and AS begins
}

// columns reads a select list whose items must have names.
func (r *rewriter) columns(b block, first, last int) ([]column, error) {
	var found []column
	for start := first; start < last; {
		end := r.itemEnd(start, last)
		more, err := r.column(b, start, end, len(found))
		if err != nil {
			return nil, err
		}
		found = append(found, more)
		start = end + 1
	}
	return found, nil
}

func (r *rewriter) column(b block, first, last, number int) (column, error) {
	c := column{first: first, last: last, expression: last}
	if r.symbol(last-1) == "*" && (last == first+1 || r.symbol(last-2) == ".") {
		names := r.fromNames(b)
		if last > first+1 {
			names = []string{r.name(last - 3)}
		}
		var inner, outer []string
		for i, name := range names {
			row := fmt.Sprintf("redraft_row%d_%d", number, i)
			inner = append(inner, quoteName(name)+" AS "+row)
			outer = append(outer, "(redraft_qualify."+row+").*")
		}
		if len(names) == 0 {
			return c, r.fail(first, codeNotSupported, "* and QUALIFY in one query need names for all relations", "give derived tables an alias")
		}
		c.inner, c.outer = strings.Join(inner, ", "), strings.Join(outer, ", ")
		return c, nil
	}
	c.alias, c.expression = r.itemAlias(first, last)
	switch {
	case r.labels[last-1] != "":
		c.alias, c.expression = r.labels[last-1], last
	case c.alias != "":
	case r.name(last-1) != "" && (last == first+1 || r.symbol(last-2) == "."):
		c.alias = r.name(last - 1)
	default:
		c.alias = fmt.Sprintf("redraft_column%d", number)
		r.pieces[last-1].after += " AS " + c.alias
		c.outer = quoteName(c.alias) + " AS " + quoteName(r.callName(first, last))
		return c, nil
	}
	c.outer = quoteName(c.alias)
	return c, nil
}

// callName returns what the server calls the value of an expression without an alias: the function's name, if it is a call.
func (r *rewriter) callName(first, last int) string {
	if name := r.name(first); name != "" && r.symbol(first+1) == "(" {
		if end := r.closing(first+1) + 1; end == last || r.word(end) == "over" && r.closing(end+1)+1 == last {
			return name
		}
	}
	return "?column?"
}

// fromNames returns the names by which a SELECT's relations are known.
func (r *rewriter) fromNames(b block) []string {
	var names []string
	last := r.fromEnd(b)
	for i := b.from + 1; i < last; {
		name := ""
		for ; i < last && r.symbol(i) != "," && r.word(i) != "join"; i++ {
			switch word := r.word(i); {
			case r.symbol(i) == "(":
				i = r.closing(i)
			case word == "on" || word == "using":
				for i++; i < last && r.symbol(i) != "," && !joinWords[r.word(i)]; i++ {
					if r.symbol(i) == "(" {
						i = r.closing(i)
					}
				}
				i--
			case joinWords[word] || word == "as":
			default:
				if n := r.name(i); n != "" {
					name = n
				}
			}
		}
		i++
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

var joinWords = wordSet(`join inner left right full cross natural outer`)

// withAliases returns the text of a condition with the names of select list items replaced by their expressions.
func (r *rewriter) withAliases(first, last int, columns []column) string {
	byName := make(map[string]column)
	for _, c := range columns {
		if c.alias != "" && c.expression < c.last {
			byName[c.alias] = c
		}
	}
	for i := first; i < last; i++ {
		c, ok := byName[r.name(i)]
		if ok && r.symbol(i-1) != "." && r.symbol(i+1) != "." && r.symbol(i+1) != "(" {
			r.pieces[i].text = "(" + strings.TrimSpace(r.render(c.first, c.expression)) + ")"
		}
	}
	return strings.TrimSpace(r.render(first, last))
}
