package query

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// entry is one item of a FROM clause.
type entry struct {
	alias    string     // what columns are qualified with
	named    bool       // the alias was written
	relation model.Name // what is read; zero for anything but a table or view
	schema   string     // the schema as it was written
	columns  []column   // what a derived table or common table expression gives
	known    bool       // whether columns are all there is
	renames  bool       // the alias has a list of column names
	array    bool       // an array or an object of a SUPER value
	owner    *entry     // whose column an array is
	index    int        // among the entries of its scope
	at       *node
}

// isRelation reports whether the entry is a table or a view.
func (e *entry) isRelation() bool { return e.relation.Name != "" }

// scope is what names mean inside one SELECT.
type scope struct {
	outer   *scope
	entries []*entry
	byAlias map[string]*entry // the first of an alias, once there are many entries
	indexed int               // how many entries byAlias covers
	using   []string          // columns that USING makes one of two
	natural bool              // NATURAL does so for columns that only the tables know
	pivoted bool              // PIVOT or UNPIVOT makes columns of its own
	hidden  bool              // a join has an alias, behind which the names of what it joins are gone
	outputs bool              // names mean output columns, as in ORDER BY behind UNION
}

// merged reports whether * is more than the columns of the entries one after another.
func (s *scope) merged() bool { return s.using != nil || s.natural || s.pivoted || s.hidden }

// reads reports whether the scope's FROM clause reads a relation.
func (s *scope) reads(relation model.Name) bool {
	return slices.ContainsFunc(s.entries, func(e *entry) bool { return e.relation == relation })
}

// find returns the entry that a qualifier means, in this scope or outside of it.
func (s *scope) find(alias string) *entry {
	for ; s != nil; s = s.outer {
		if e := s.own(alias); e != nil {
			return e
		}
	}
	return nil
}

// manyEntries is the number of entries from which an index is quicker than a look at each.
const manyEntries = 16

// own returns the entry that a qualifier means in this scope.
func (s *scope) own(alias string) *entry {
	if len(s.entries) < manyEntries {
		for _, e := range s.entries {
			if e.alias == alias {
				return e
			}
		}
		return nil
	}
	if s.byAlias == nil {
		s.byAlias = make(map[string]*entry)
	}
	for ; s.indexed < len(s.entries); s.indexed++ {
		if e := s.entries[s.indexed]; s.byAlias[e.alias] == nil {
			s.byAlias[e.alias] = e
		}
	}
	return s.byAlias[alias]
}

// cte is what a common table expression gives.
type cte struct {
	columns []column
	known   bool
}

// commonTables are the common table expressions of a WITH clause that are in scope. It grows while they are resolved.
type commonTables struct {
	outer *commonTables
	named map[string]cte
}

func (c *commonTables) find(name string) (cte, bool) {
	for ; c != nil; c = c.outer {
		if found, ok := c.named[name]; ok {
			return found, true
		}
	}
	return cte{}, false
}

// use is a reference to a column; selected is a SELECT. Both are noted for renames only.
type (
	use struct {
		ref   *node
		scope *scope
		seen  int  // how many entries of the scope stand before it
		inner bool // a field or an element is taken out of it, as in (ref).field
	}
	selected struct {
		at    *node
		scope *scope
	}
)

// resolver finds out what the names in a tree mean.
type resolver struct {
	ask       func(name string) (schema string) // the schema of an unqualified relation
	relations []model.Name
	functions []model.Name
	note      bool // keep entries, uses, selects and the names of common table expressions
	entries   []*entry
	uses      []use
	selects   []selected
	ctes      []string
}

// query resolves a SELECT and returns its output columns; known is false when they cannot be told.
func (v *resolver) query(n *node, outer *scope, ctes *commonTables) (columns []column, known bool) {
	if with := n.get("withClause"); with != nil {
		ctes = v.with(with, outer, ctes)
	}
	s := &scope{outer: outer}
	if op := n.str("op"); op != "" && op != "SETOP_NONE" {
		columns, known = v.query(n.get("larg"), outer, ctes)
		right, _ := v.query(n.get("rarg"), outer, ctes)
		columns = unite(columns, right)
		s.outputs = true
	}
	for item := n.get("fromClause").items(); item != nil; item = item.next {
		v.from(item, s, ctes)
	}
	if v.note {
		v.selects = append(v.selects, selected{n, s})
	}
	for f := n.items(); f != nil; f = f.next {
		switch f.key {
		case "withClause", "fromClause", "larg", "rarg":
		default:
			v.walk(f, s, ctes)
		}
	}
	if s.outputs {
		return columns, known
	}
	return v.outputs(n, s)
}

// with resolves common table expressions. Each sees those before it, and with RECURSIVE also itself and those after it
// (r_WITH_clause).
func (v *resolver) with(n *node, outer *scope, ctes *commonTables) *commonTables {
	ctes = &commonTables{outer: ctes, named: make(map[string]cte)}
	if n.flag("recursive") {
		for c := n.get("ctes").items(); c != nil; c = c.next {
			ctes.named[c.str("ctename")] = cte{}
		}
	}
	for c := n.get("ctes").items(); c != nil; c = c.next {
		columns, known := v.statement(c.get("ctequery"), outer, ctes)
		if names := c.get("aliascolnames").names(); names != nil {
			columns, known = relabel(columns, known, names)
		}
		ctes.named[c.str("ctename")] = cte{columns, known}
		if v.note {
			v.ctes = append(v.ctes, c.str("ctename"))
		}
	}
	return ctes
}

// statement resolves what may stand inside WITH.
func (v *resolver) statement(n *node, outer *scope, ctes *commonTables) ([]column, bool) {
	if n.is("SelectStmt") {
		return v.query(n, outer, ctes)
	}
	v.walk(n, outer, ctes)
	return nil, false
}

// walk resolves everything below a node.
func (v *resolver) walk(n *node, s *scope, ctes *commonTables) {
	switch n.kind {
	case "SelectStmt":
		v.query(n, s, ctes)
		return
	case "ColumnRef":
		v.use(n, s, false)
		return
	case "A_Indirection":
		if arg := n.get("arg"); arg.is("ColumnRef") {
			v.use(arg, s, true)
			v.walk(n.get("indirection"), s, ctes)
			return
		}
	case "TypeName":
		return
	case "FuncCall":
		if callName(n) == markExclude {
			return // names of output columns
		}
		v.function(n)
	}
	for f := n.first; f != nil; f = f.next {
		v.walk(f, s, ctes)
	}
}

// use notes a reference to a column. What means an output column is none.
func (v *resolver) use(ref *node, s *scope, inner bool) {
	if v.note && !s.outputs {
		v.uses = append(v.uses, use{ref, s, len(s.entries), inner})
	}
}

// function notes what a call names; what PostgreSQL's grammar makes of words, as in EXTRACT(year FROM d), names
// nothing.
func (v *resolver) function(n *node) {
	if n.str("funcformat") == "COERCE_SQL_SYNTAX" {
		return
	}
	var name model.Name
	for part := n.get("funcname").items(); part != nil; part = part.next {
		if text := part.text(); !isMarker(text) {
			name = model.Name{Schema: name.Name, Name: text}
		}
	}
	if name.Name != "" {
		v.functions = append(v.functions, name)
	}
}

// items returns the first item of a list or the first field of an object.
func (n *node) items() *node {
	if n == nil {
		return nil
	}
	return n.first
}

// sortNames returns names sorted and without repetition.
func sortNames(names []model.Name) []model.Name {
	if len(names) == 0 {
		return nil
	}
	slices.SortFunc(names, model.Name.Compare)
	return cloneNames(slices.Compact(names))
}

// cloneNames copies names and lets go of the texts that they are parts of.
func cloneNames(names []model.Name) []model.Name {
	names = slices.Clone(names)
	for i, n := range names {
		names[i] = model.Name{Schema: strings.Clone(n.Schema), Name: strings.Clone(n.Name)}
	}
	return names
}
