package dialect

import "github.com/redraft/redraft/parser/query"

// sourceKind is what an item of a FROM clause is.
type sourceKind uint8

const (
	fromRelation sourceKind = iota + 1
	fromQuery               // a derived table
	fromElements            // the elements of a SUPER array, or the attributes of an object (query-super)
	fromOther               // a function
)

// source is an item of a FROM clause: what a name in the statement may lead to.
type source struct {
	kind        sourceKind
	first, last int      // its tokens, without the alias
	end         int      // the token behind the alias
	schema      string   // a relation's, as far as it is written and no alias hides it
	relation    []string // a relation's name as written
	alias       string   // what it is called
	columns     []string // what the alias calls its columns
	position    string   // what AT calls the position or the attribute's name
	object      bool     // UNPIVOT stands before it
	pivot       *pivot   // PIVOT or UNPIVOT stands behind it
}

// scope is the sources of one SELECT, and the scope around it.
type scope struct {
	outer       *scope
	first, last int // its tokens
	sources     []source
}

// find returns the innermost source of that name.
func (s *scope) find(name string) *source {
	for ; s != nil; s = s.outer {
		for i := range s.sources {
			if s.sources[i].alias == name {
				return &s.sources[i]
			}
		}
	}
	return nil
}

// qualified reports whether schema.name is a relation of the FROM clauses.
func (s *scope) qualified(schema, name string) bool {
	for ; s != nil; s = s.outer {
		for i := range s.sources {
			if o := &s.sources[i]; o.schema == schema && o.alias == name {
				return true
			}
		}
	}
	return false
}

// findScopes reads the FROM clauses of every SELECT, and what an UPDATE, a DELETE or a MERGE names.
func (r *rewriter) findScopes(blocks []block) []*scope {
	top := &scope{last: len(r.pieces)}
	r.targets(top)
	scopes := []*scope{top}
	for i := len(blocks) - 1; i >= 0; i-- { // outer ones first
		b := blocks[i]
		s := &scope{first: b.sel, last: b.end, outer: scopes[len(scopes)-1]}
		for s.outer != top && s.outer.last < s.last {
			s.outer = s.outer.outer
		}
		if b.from < b.end {
			r.readSources(s, b.from+1, r.fromEnd(b))
		}
		scopes = append(scopes, s)
	}
	return scopes
}

// targets reads the relations of a statement that is no SELECT.
func (r *rewriter) targets(s *scope) {
	starts, writes := wordSet(`from using`), false
	for i := 0; i < len(r.pieces); i++ {
		switch word := r.word(i); {
		case r.symbol(i) == "(":
			i = r.closing(i)
		case word == "select" || word == "with":
			return
		case word == "update" && i <= 1, word == "delete" && i <= 1, word == "merge" && r.word(i+1) == "into":
			writes = true
			if word != "delete" || r.word(i+1) != "from" {
				r.readSources(s, i+1, r.targetEnd(i+1))
			}
		case writes && starts[word]:
			r.readSources(s, i+1, r.targetEnd(i+1))
		}
	}
}

func (r *rewriter) targetEnd(i int) int {
	ends := wordSet(`set from using where on when`)
	for ; i < len(r.pieces) && !ends[r.word(i)]; i++ {
		if r.symbol(i) == "(" {
			i = r.closing(i)
		}
	}
	return min(i, len(r.pieces))
}

// readSources adds the items between first and last-1 to a scope.
func (r *rewriter) readSources(s *scope, first, last int) {
	expect := true
	for i := first; i < last; i++ {
		switch word := r.word(i); {
		case r.symbol(i) == "," || word == "join":
			expect = true
		case (word == "pivot" || word == "unpivot") && !expect && len(s.sources) > 0:
			i = r.readPivot(&s.sources[len(s.sources)-1], i, last) - 1
		case r.symbol(i) == "(" && !expect:
			i = r.closing(i)
		case !expect || word == "only" || word == "lateral" || word == "into":
		case r.symbol(i) == "(" && !r.isQuery(i): // a join in parentheses
			end := r.closing(i)
			r.readSources(s, i+1, end)
			i, expect = end, false
		case r.symbol(i) == "(" || r.name(i) != "":
			o := r.readSource(s, i, last)
			s.sources = append(s.sources, o)
			i, expect = o.end-1, false
		}
	}
}

// readSource reads the item that begins at i.
func (r *rewriter) readSource(s *scope, i, limit int) source {
	o := source{first: i, kind: fromQuery}
	if r.symbol(i) == "(" {
		o.last = r.closing(i) + 1
		r.readAlias(&o, limit)
		return o
	}
	if r.word(i) == "unpivot" && (r.name(i+1) != "" || r.symbol(i+1) == "(") {
		o.object, i = true, i+1
	}
	p := r.path(i)
	o.last = p.end
	owner := s.find(r.name(i))
	switch {
	case o.object && r.symbol(i) == "(":
		o.kind, o.last = fromElements, r.closing(i)+1
	case r.symbol(p.end) == "(":
		o.kind, o.last = fromOther, r.closing(p.end)+1
	case o.object, owner != nil && owner.owns(r, p):
		o.kind = fromElements
	default:
		o.kind = fromRelation
		for _, step := range p.steps {
			o.relation = append(o.relation, r.name(step.at))
		}
		if n := len(o.relation); n > 1 {
			o.schema = o.relation[n-2]
		}
	}
	if n := len(p.steps); n > 0 {
		o.alias = r.name(p.steps[n-1].at)
	}
	r.readAlias(&o, limit)
	return o
}

// owns reports whether a path in FROM that begins with the name of an earlier item leads into that item. A prefix that also is
// the item's schema remains a schema, as in FROM sales.sales, sales.returns; which of the two Redshift prefers is not documented.
func (o *source) owns(r *rewriter, p path) bool {
	if o.kind == fromElements {
		return true
	}
	return len(p.steps) > 1 && (len(p.steps) > 2 || o.schema != r.name(p.steps[0].at))
}

// readAlias reads what an item is called and sets its end.
func (r *rewriter) readAlias(o *source, limit int) {
	i := o.last
	if r.word(i) == "as" {
		i++
	}
	named := r.word(i-1) == "as" && i > o.last
	if i < limit && (r.kind(i) == query.Quoted || r.kind(i) == query.Word && (named || !notOperand[r.word(i)])) {
		o.alias, o.schema = r.name(i), ""
		i++
		if r.symbol(i) == "(" {
			o.columns = r.names(i)
			i = r.closing(i) + 1
		}
	}
	if o.kind == fromElements && r.word(i) == "at" && r.name(i+1) != "" {
		o.position = r.name(i + 1)
		i += 2
	}
	o.end = i
}

// names reads the names between the parentheses at open, if there are any.
func (r *rewriter) names(open int) []string {
	if r.symbol(open) != "(" {
		return nil
	}
	var list []string
	for _, at := range r.arguments(open) {
		if at < r.closing(open) {
			list = append(list, r.name(at))
		}
	}
	return list
}
