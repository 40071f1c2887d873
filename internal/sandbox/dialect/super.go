package dialect

import (
	"slices"
	"sort"

	"github.com/redraft/redraft/parser/query"
)

// path is a name with what follows it after dots and in brackets.
type path struct {
	steps []step
	end   int // the token behind it
}

// step is a part of a path: a name, or what stands in brackets.
type step struct {
	at      int // its first token: the name or the bracket
	bracket bool
}

// path reads the path that begins at i.
func (r *rewriter) path(i int) path {
	if r.name(i) == "" {
		return path{end: i}
	}
	p := path{steps: []step{{at: i}}, end: i + 1}
	for {
		switch {
		case r.symbol(p.end) == "." && r.name(p.end+1) != "":
			p.steps = append(p.steps, step{at: p.end + 1})
			p.end += 2
		case r.symbol(p.end) == "[" && r.closing(p.end) < len(r.pieces):
			p.steps = append(p.steps, step{at: p.end, bracket: true})
			p.end = r.closing(p.end) + 1
		default:
			return p
		}
	}
}

// dotted reports whether a name follows the first steps.
func (p path) dotted(first int) bool {
	return first <= len(p.steps) && slices.ContainsFunc(p.steps[first:], func(t step) bool { return !t.bracket })
}

// super rewrites what is said of SUPER values: paths into them become subscripts, and their elements and attributes tables
// (query-super).
func (r *rewriter) super(blocks []block) {
	r.scopes = r.findScopes(blocks)
	r.elementsEnd = make(map[int]int)
	r.attributes, r.labels = make(map[int]string), make(map[int]string)
	relations := make(map[int]int)
	for _, s := range r.scopes {
		for _, o := range s.sources {
			if o.kind == fromRelation {
				relations[o.first] = o.last
			}
		}
	}
	for i := 0; i < len(r.pieces); i++ {
		if end, ok := relations[i]; ok {
			i = end - 1
		} else if r.kind(i) == query.String && r.word(i+2) == "super" && (r.symbol(i+1) == "::" || r.word(i+1) == "as") {
			r.pieces[i].text = "to_jsonb(" + r.pieces[i].text + "::text)" // a string and no JSON (super-overview)
		} else if r.name(i) != "" && r.symbol(i-1) != "." && r.word(i-1) != "as" {
			i = r.navigate(i) - 1
		}
	}
	for _, s := range r.scopes {
		for _, o := range s.sources {
			if o.kind == fromElements {
				r.elements(o)
			}
		}
	}
	for _, b := range blocks {
		r.label(b)
	}
}

// scopeAt returns the innermost scope around a token.
func (r *rewriter) scopeAt(i int) *scope {
	n := sort.Search(len(r.scopes), func(n int) bool { return r.scopes[n].first > i })
	s := r.scopes[n-1] // the first one is around everything
	for s.outer != nil && s.last <= i {
		s = s.outer
	}
	return s
}

// navigate rewrites the path at i, if it leads into a SUPER value, and returns the token behind it.
func (r *rewriter) navigate(i int) int {
	p := r.path(i)
	if r.symbol(p.end) == "(" {
		return p.end // a function
	}
	s := r.scopeAt(i)
	if owner := s.find(r.name(i)); owner != nil && owner.kind == fromElements {
		if len(p.steps) == 1 && r.endsOperand(i-1) && r.symbol(i-1) != "*" && r.word(i-1) != "unpivot" {
			return p.end // an alias
		}
		r.pieces[i].text = quoteName(owner.alias) + "." + quoteName(owner.alias)
		if len(p.steps) == 1 {
			r.compared(i, p.end)
		}
	}
	if !p.dotted(1) { // PostgreSQL has the brackets too
		return p.end
	}
	from := r.valueEnd(s, p)
	if !p.dotted(from) {
		return p.end
	}
	inside := p.steps[from:]
	for _, t := range inside {
		if t.bracket {
			continue
		}
		r.pieces[t.at-1].text = ""
		r.pieces[t.at].text = "[" + quoteText(r.name(t.at)) + "]"
	}
	r.pieces[p.end-1].after += "::super"
	if last := p.steps[len(p.steps)-1]; !last.bracket {
		r.attributes[p.end-1] = r.name(last.at)
	}
	r.compared(i, p.end)
	return p.end
}

// valueEnd returns how many steps of a path name a column; those behind lead into its value.
func (r *rewriter) valueEnd(s *scope, p path) int {
	name := func(i int) string {
		if i < len(p.steps) && !p.steps[i].bracket {
			return r.name(p.steps[i].at)
		}
		return ""
	}
	owner := s.find(name(0))
	switch {
	case len(p.steps) > 2 && name(1) != "" && s.qualified(name(0), name(1)):
		return 3
	case owner != nil && owner.kind == fromElements:
		return 1
	case owner != nil && name(1) != "":
		return 2
	case len(p.steps) > 1 && r.hasColumn(s, name(0)):
		return 1
	}
	return len(p.steps)
}

// compared makes SUPER values of the texts and numbers that a SUPER value is compared with, for PostgreSQL would read a text
// as JSON. A JSON null is null (query-super).
func (r *rewriter) compared(first, last int) {
	if r.word(last) == "is" && (r.word(last+1) == "null" || r.word(last+1) == "not" && r.word(last+2) == "null") {
		r.pieces[first].before += "NULLIF("
		r.pieces[last-1].after += ", 'null')"
		return
	}
	if comparisons[r.symbol(last)] {
		r.superLiteral(last + 1)
	}
	if comparisons[r.symbol(first-1)] {
		r.superLiteral(first - 2)
	}
	in := last
	if r.word(in) == "not" {
		in++
	}
	if r.word(in) == "in" && r.symbol(in+1) == "(" {
		for _, at := range r.arguments(in + 1) {
			r.superLiteral(at)
		}
	}
}

var comparisons = wordSet(`= <> != < <= > >=`)

// superLiteral makes a SUPER value of a text or a number that stands alone.
func (r *rewriter) superLiteral(i int) {
	k := r.kind(i)
	if k != query.String && k != query.Number || r.symbol(i+1) == "::" || r.symbol(i-1) == "-" {
		return
	}
	to := "::numeric)"
	if k == query.String {
		to = "::text)"
	}
	r.pieces[i].text = "to_jsonb(" + r.pieces[i].text + to
}

// elements makes a table of a SUPER value: the elements of an array with their positions from 0, or the attributes of an
// object with their names (query-super).
func (r *rewriter) elements(o source) {
	function, first := "super_elements", o.first
	if o.object {
		function = "super_values"
		r.pieces[first].text = ""
	}
	columns := quoteName(o.alias)
	if o.position != "" {
		columns += ", " + quoteName(o.position)
		function += "_at"
	}
	r.pieces[first].before = "LATERAL pg_redshift." + function + "(" + r.pieces[first].before
	r.remove(o.last, o.end)
	r.pieces[o.last-1].after += ") AS " + quoteName(o.alias) + "(" + columns + ")"
	r.elementsEnd[o.first] = o.end
}

// label gives the items of a select list that are paths the names that Redshift gives them: the last attribute's.
func (r *rewriter) label(b block) {
	first, last := b.list, min(b.into, b.from)
	for w := r.word(first); w == "all" || w == "distinct"; w = r.word(first) {
		first++
	}
	if r.word(first) == "top" && r.kind(first+1) == query.Number {
		first += 2
	}
	for start := first; start < last; {
		end := r.itemEnd(start, last)
		stop := r.path(start).end
		if name := r.attributes[stop-1]; name != "" && r.castEnd(stop) == end {
			r.labels[end-1] = name
			r.pieces[end-1].after += " AS " + quoteName(name)
		}
		start = end + 1
	}
}

// castEnd returns the token behind the casts that begin at i.
func (r *rewriter) castEnd(i int) int {
	for r.symbol(i) == "::" {
		if w := r.word(i + 1); w == "double" || r.word(i+2) == "varying" {
			i++
		}
		if i += 2; r.symbol(i) == "(" {
			i = r.closing(i) + 1
		}
	}
	return i
}
