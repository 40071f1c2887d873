package dialect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/parser/query"
)

// pivot is PIVOT or UNPIVOT behind an item of FROM (r_FROM_clause-pivot-unpivot-examples).
type pivot struct {
	of         source // what it turns
	at, end    int    // PIVOT or UNPIVOT, and the token behind its parenthesis
	unpivot    bool
	nulls      bool      // INCLUDE NULLS
	aggregates []labeled // of UNPIVOT, the name of the values' column
	column     labeled   // behind FOR
	values     []labeled // behind IN
}

// labeled is an expression and the name that AS gives it.
type labeled struct {
	first, last int
	alias       string
}

// readPivot reads the PIVOT or UNPIVOT at i, makes it the source's and returns the token behind its alias.
func (r *rewriter) readPivot(o *source, i, limit int) int {
	p := &pivot{of: *o, at: i, unpivot: r.word(i) == "unpivot"}
	open := i + 1
	if p.unpivot && r.word(i+2) == "nulls" {
		p.nulls, open = r.word(i+1) == "include", i+3
	}
	if r.symbol(open) != "(" {
		return i + 1
	}
	p.end = r.closing(open) + 1
	at, in := open+1, 0
	for j := at; j < p.end; j++ {
		switch {
		case r.symbol(j) == "(":
			j = r.closing(j)
		case r.word(j) == "for":
			p.aggregates, at = r.labeledItems(at, j), j+1
		case r.word(j) == "in" && r.symbol(j+1) == "(":
			p.column, in = labeled{first: at, last: j}, j+1
		}
	}
	if in > 0 {
		p.values = r.labeledItems(in+1, r.closing(in))
	}
	*o = source{kind: fromQuery, first: o.first, last: p.end, pivot: p}
	r.readAlias(o, limit)
	if r.pivots == nil {
		r.pivots = make(map[int]*pivot)
	}
	r.pivots[i] = p
	return o.end
}

// labeledItems reads a list of expressions with names.
func (r *rewriter) labeledItems(first, last int) []labeled {
	var items []labeled
	for start := first; start < last; {
		end := r.itemEnd(start, last)
		item := labeled{first: start, last: end}
		if item.alias, item.last = r.itemAlias(start, end); item.alias == "" && r.word(end-2) == "as" && r.kind(end-1) == query.String {
			item.alias, item.last = strings.Trim(r.source[r.pieces[end-1].start:r.pieces[end-1].end], "'"), end-2
		}
		items = append(items, item)
		start = end + 1
	}
	return items
}

// valueLabel returns the name of a value's column: AS, or the value in small letters.
func (r *rewriter) valueLabel(v labeled) string {
	switch {
	case v.alias != "":
		return strings.ToLower(v.alias)
	case v.last == v.first+1 && r.kind(v.first) == query.String:
		return strings.ToLower(strings.ReplaceAll(strings.Trim(r.source[r.pieces[v.first].start:r.pieces[v.first].end], "'"), "''", "'"))
	}
	return strings.ToLower(strings.TrimSpace(r.source[r.pieces[v.first].start:r.pieces[v.last-1].end]))
}

// kept returns the columns that PIVOT or UNPIVOT leaves as they are: those that it does not name.
func (r *rewriter) kept(p *pivot) ([]string, bool) {
	columns, ok := r.columnsOf(&p.of)
	used := make(map[string]bool)
	parts := p.values
	if !p.unpivot {
		parts = append(slices.Clone(p.aggregates), p.column)
	}
	for _, part := range parts {
		for i := part.first; i < part.last; i++ {
			if r.symbol(i+1) != "(" && r.symbol(i+1) != "." {
				used[r.name(i)] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(columns), func(name string) bool { return used[name] }), ok
}

// pivotColumns returns the columns of what PIVOT or UNPIVOT makes.
func (r *rewriter) pivotColumns(p *pivot) ([]string, bool) {
	columns, ok := r.kept(p)
	if p.unpivot {
		return append(columns, r.name(p.column.first), r.name(p.aggregates[0].first)), ok
	}
	for _, v := range p.values {
		for _, a := range p.aggregates {
			columns = append(columns, r.pivotName(v, a))
		}
	}
	return columns, ok
}

// pivotName returns the name of the column of one value and one aggregate.
func (r *rewriter) pivotName(v, a labeled) string {
	if a.alias == "" {
		return r.valueLabel(v)
	}
	return r.valueLabel(v) + "_" + a.alias
}

// writePivot makes a derived table of an item and its PIVOT or UNPIVOT. What stands in the parenthesis is done by then.
func (r *rewriter) writePivot(p *pivot) error {
	if len(p.aggregates) == 0 || p.column.first >= p.column.last || len(p.values) == 0 {
		return r.fail(p.at, codeSyntax, fmt.Sprintf("syntax error at or near %q", r.word(p.at)), "")
	}
	kept, ok := r.kept(p)
	if !ok {
		return r.fail(p.at, codeNotSupported, "the columns that "+strings.ToUpper(r.word(p.at))+" turns are not known to the sandbox",
			"name them in a derived table")
	}
	for i, name := range kept {
		kept[i] = quoteName(name)
	}
	turn := r.pivotText
	if p.unpivot {
		turn = r.unpivotText
	}
	list, rest, err := turn(p, kept)
	if err != nil {
		return err
	}
	if !r.hasAlias(p.end) {
		rest += fmt.Sprintf(" AS redraft_pivot%d", p.at)
	}
	r.remove(p.at, p.end)
	r.pieces[p.of.first].before = "(SELECT " + list + " FROM " + r.pieces[p.of.first].before
	r.pieces[p.at-1].after += rest
	return nil
}

// pivotText groups by the columns that are kept and computes each aggregate for each value.
func (r *rewriter) pivotText(p *pivot, kept []string) (list, rest string, err error) {
	column := r.text(p.column)
	items := slices.Clone(kept)
	for _, v := range p.values {
		condition := column + " = " + r.text(v)
		if r.word(v.first) == "null" {
			condition = column + " IS NULL"
		}
		for _, a := range p.aggregates {
			if r.symbol(a.last-1) != ")" {
				return "", "", r.fail(a.first, codeSyntax, "PIVOT takes aggregate functions", "")
			}
			items = append(items, r.text(a)+" FILTER (WHERE "+condition+") AS "+quoteName(r.pivotName(v, a)))
		}
	}
	if len(kept) > 0 {
		rest = " GROUP BY " + strings.Join(kept, ", ")
	}
	return strings.Join(items, ", "), rest + ")", nil
}

// unpivotText makes a row of each column; rows of null are left out, unless they are to be included.
func (r *rewriter) unpivotText(p *pivot, kept []string) (list, rest string, err error) {
	name, value := r.name(p.column.first), r.name(p.aggregates[0].first)
	if name == "" || value == "" || len(p.aggregates) > 1 {
		return "", "", r.fail(p.at, codeSyntax, "UNPIVOT takes one name for the values and one for the columns", "")
	}
	var rows []string
	for _, v := range p.values {
		rows = append(rows, "(CAST("+quoteText(r.valueLabel(v))+" AS varchar), "+r.text(v)+")")
	}
	items := append(slices.Clone(kept), "redraft_unpivot."+quoteName(name), "redraft_unpivot."+quoteName(value))
	rest = " CROSS JOIN LATERAL (VALUES " + strings.Join(rows, ", ") + ") AS redraft_unpivot(" + quoteName(name) + ", " + quoteName(value) + ")"
	if !p.nulls {
		rest += " WHERE redraft_unpivot." + quoteName(value) + " IS NOT NULL"
	}
	return strings.Join(items, ", "), rest + ")", nil
}

// text returns an expression as it has been rewritten.
func (r *rewriter) text(e labeled) string { return strings.TrimSpace(r.render(e.first, e.last)) }
