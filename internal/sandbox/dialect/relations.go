package dialect

import (
	"fmt"

	"github.com/redraft/redraft/internal/sandbox/catalog"
	"github.com/redraft/redraft/parser/query"
)

// relations redirects the names of relations: catalogs that PostgreSQL has with other columns, late-binding views, and
// temporary names that begin with #.
func (r *rewriter) relations(blocks []block) error {
	r.qualifiedCatalogs()
	for _, b := range blocks {
		if b.from < b.end {
			if err := r.fromItems(b.from+1, r.fromEnd(b)); err != nil {
				return err
			}
		}
	}
	for i := range r.pieces {
		if r.kind(i) == query.Word && r.source[r.pieces[i].start] == '#' {
			r.pieces[i].text = quoteName(r.word(i))
		}
	}
	return nil
}

// fromEnd returns where the FROM clause of a block ends.
func (r *rewriter) fromEnd(b block) int {
	return min(b.where, b.group, b.having, b.qualify, b.order, b.limit, b.end)
}

// cte is a common table expression.
type cte struct {
	columns []string // what the list behind its name calls its columns
	body    int      // the parenthesis before its query
}

// findCommon collects the common table expressions; they hide relations of the same name.
func (r *rewriter) findCommon() {
	r.common = make(map[string]cte)
	for i := range r.pieces {
		before := r.word(i-1) == "with" || r.word(i-1) == "recursive" || r.symbol(i-1) == ","
		if !before || r.name(i) == "" {
			continue
		}
		as := i + 1
		if r.symbol(as) == "(" {
			as = r.closing(as) + 1
		}
		if r.word(as) == "as" && r.symbol(as+1) == "(" {
			r.common[r.name(i)] = cte{columns: r.names(i + 1), body: as + 1}
		}
	}
}

// qualifiedCatalogs redirects pg_catalog.pg_class, wherever it stands.
func (r *rewriter) qualifiedCatalogs() {
	for i := range r.pieces {
		if r.name(i) == "pg_catalog" && r.symbol(i+1) == "." && catalog.Shadowed(r.name(i+2)) && r.symbol(i+3) != "(" {
			r.pieces[i].text = catalog.Schema
		}
	}
}

// fromItems looks at the relations between first and last-1: those after FROM, JOIN and commas.
func (r *rewriter) fromItems(first, last int) error {
	expect := true
	for i := first; i < last; i++ {
		switch {
		case r.symbol(i) == "(":
			end := r.closing(i)
			switch {
			case !expect:
			case r.isQuery(i):
				if !r.hasAlias(end + 1) {
					r.pieces[end].after = fmt.Sprintf(" AS redraft_derived%d", i) // PostgreSQL before 16 asks for a name
				}
			default:
				if err := r.fromItems(i+1, end); err != nil { // a join in parentheses
					return err
				}
				if len(r.dotted(i+1))*2 == end-i { // or one relation
					r.pieces[i].text, r.pieces[end].text = " ", " "
				}
			}
			i, expect = end, false
		case r.symbol(i) == "," || r.word(i) == "join":
			expect = true
		case expect && r.elementsEnd[i] > 0: // a SUPER value
			i, expect = r.elementsEnd[i]-1, false
		case expect && r.word(i) == "only", expect && r.word(i) == "lateral":
		case expect && r.name(i) != "":
			end, err := r.relation(i)
			if err != nil {
				return err
			}
			i, expect = end-1, false
		}
	}
	return nil
}

// isQuery reports whether the parenthesis at open holds a query and not a join.
func (r *rewriter) isQuery(open int) bool {
	switch inner := open + 1; {
	case r.word(inner) == "select", r.word(inner) == "with", r.word(inner) == "values":
		return true
	case r.symbol(inner) == "(":
		return r.isQuery(inner) && (r.closing(inner)+1 == r.closing(open) || r.isSetOperator(r.closing(inner)+1) || r.word(r.closing(inner)+1) == "order")
	}
	return false
}

// relation redirects the relation whose name begins at i and returns the token behind the name.
func (r *rewriter) relation(i int) (int, error) {
	last := i
	for r.symbol(last+1) == "." && r.name(last+2) != "" {
		last += 2
	}
	if r.symbol(last+1) == "(" {
		return last + 1, nil // a function
	}
	schema, name := "", r.name(last)
	if last > i {
		schema = r.name(last - 2)
	} else if r.common[name].body > 0 {
		return last + 1, nil
	}
	if schema == "" && catalog.Shadowed(name) {
		r.pieces[i].before = catalog.Schema + "."
		return last + 1, nil
	}
	return last + 1, r.inline(i, last, schema, name)
}

// inline puts a late-binding view's query in the place of its name.
func (r *rewriter) inline(first, last int, schema, name string) error {
	if r.options.Inline == nil {
		return nil
	}
	text, ok := r.options.Inline(schema, name)
	if !ok {
		return nil
	}
	if r.nesting >= maxNesting {
		return r.fail(first, codeNotSupported, "infinite recursion detected in view "+name, "")
	}
	text, err := rewriteNested(text, r.options, r.nesting+1)
	if err != nil {
		return &Error{Offset: r.pieces[first].start, Code: codeSyntax, Message: "view " + name + ": " + err.Error()}
	}
	r.remove(first, last+1)
	alias := ""
	if !r.hasAlias(last + 1) {
		alias = " AS " + quoteName(name)
	}
	r.pieces[first].before = r.gap(first) + "(" + text + ")" + alias
	return nil
}

// hasAlias reports whether a relation's alias begins at i.
func (r *rewriter) hasAlias(i int) bool {
	return r.word(i) == "as" || r.kind(i) == query.Quoted || r.kind(i) == query.Word && !notOperand[r.word(i)]
}
