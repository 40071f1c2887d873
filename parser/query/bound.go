package query

import (
	"slices"
	"strconv"

	"github.com/redraft/redraft/model"
)

// Bound is a query as a server sees it that has bound its names: the form in which what somebody wrote and what the server
// made of it (pg_get_viewdef) are equal.
type Bound struct {
	// Form is equal for queries that do the same. Types of constants and casts to text count for nothing.
	Form string
	// Loose is Form without the casts that a server may have written down because it makes them by itself, where the types that
	// are known do not tell.
	Loose string
}

// Catalog is what the names in a query mean to the server that binds it.
type Catalog struct {
	// Columns answers the columns of a relation in order, or false. A type may be zero.
	Columns func(model.Name) ([]model.Column, bool)
	// Function answers the schema of a function that is called without one, empty for one of the engine's own; nil when no
	// function has another schema.
	Function func(name string) (schema string)
}

// names answers the names of a relation's columns in order, or false.
func (c Catalog) names(relation model.Name) ([]string, bool) {
	columns, ok := c.Columns(relation)
	names := make([]string, len(columns))
	for i, column := range columns {
		names[i] = column.Name
	}
	return names, ok
}

// Bind returns the bound form of a query. names are the output columns' names when a column list gives them. It returns false
// when the text does not tell what its names mean.
func (a *Analyzer) Bind(q model.Query, names []string, catalog Catalog) (bound Bound, ok bool) {
	var err error
	defer func() { ok = ok && err == nil }()
	w := a.workspace()
	defer a.release(w, &err)
	root, err := w.parseQuery(q.Text)
	if err != nil {
		return Bound{}, false
	}
	schemas, unclear := make(map[string]string, len(q.Relations)), false
	for _, relation := range q.Relations {
		schemas[relation.Name] = relation.Schema
	}
	v := resolver{note: true}
	v.ask = func(name string) string {
		unclear = unclear || alike(q.Relations, name)
		return schemas[name]
	}
	v.query(root, nil, nil)
	dateParts(root)
	unescape(root)
	if catalog.Function != nil {
		qualifyCalls(root, catalog.Function)
	}
	b := binder{resolver: &v, catalog: catalog, columns: catalog.names, aliases: make(map[*entry]string),
		outputs: make(map[*scope]*scopeOutputs), sorts: make(map[*node]bool)}
	if unclear || !b.bind() || names != nil && !b.rename(root, names) {
		return Bound{}, false
	}
	c := b.casts()
	c.query(root, false)
	bound.Form = w.print.canonical(root)
	c.loose = true
	c.query(root, false)
	bound.Loose = w.print.canonical(root)
	return bound, true
}

// alike reports whether two schemas have a relation of that name, so that the name alone does not tell which.
func alike(relations []model.Name, name string) bool {
	count := 0
	for _, relation := range relations {
		if relation.Name == name {
			count++
		}
	}
	return count > 1
}

// binder writes into a tree what its names mean.
type binder struct {
	*resolver
	catalog Catalog
	columns func(model.Name) ([]string, bool)
	aliases map[*entry]string
	outputs map[*scope]*scopeOutputs
	sorts   map[*node]bool // names in ORDER BY that are outputs' names, whatever columns there are
	failed  bool
}

// bind qualifies columns, writes stars out, names the outputs, and numbers the items of FROM: a server gives them other
// aliases where two are alike.
func (b *binder) bind() bool {
	for i, e := range b.entries {
		b.aliases[e] = "f" + strconv.Itoa(i+1)
	}
	for _, s := range b.selects {
		b.outputs[s.scope] = b.targets(s)
		b.sortNames(s)
	}
	for _, u := range b.uses {
		b.column(u)
	}
	for _, s := range b.selects {
		b.sorting(s, b.outputs[s.scope])
	}
	for _, s := range b.selects {
		nameless(s.at.get("rarg"))
	}
	for e, alias := range b.aliases {
		setAlias(e.at, alias)
	}
	return !b.failed
}

// scopeOutputs are the output columns of a SELECT by name, as they were written.
type scopeOutputs struct {
	names []string
	vals  []*node
	given []string // names that were written and are no column's own
}

// expression returns what an output name stands for.
func (o *scopeOutputs) expression(name string) *node {
	if at := slices.Index(o.names, name); at >= 0 {
		return o.vals[at]
	}
	return nil
}

// targets writes the stars of a SELECT out and gives every output its name.
func (b *binder) targets(s selected) *scopeOutputs {
	o := &scopeOutputs{}
	list := s.at.get("targetList")
	var tail *node
	put := func(t *node, name string) {
		if isMarker(name) {
			b.failed = true
		}
		setField(t, "name", name)
		o.names, o.vals = append(o.names, name), append(o.vals, t.get("val"))
		t.next = nil
		if tail == nil {
			list.first = t
		} else {
			tail.next = t
		}
		tail = t
	}
	for t := list.items(); t != nil; {
		next := t.next
		val := t.get("val")
		switch {
		case val.is("ColumnRef") && val.get("fields").last().is("A_Star"):
			for _, ref := range b.star(val, s.scope) {
				put(&node{kind: "ResTarget", first: withKey(ref, "val")}, ref.get("fields").last().text())
			}
		case callName(val) == markExclude || isFields(val):
			b.failed = true
		default:
			name, natural := t.str("name"), naturalName(val, nil)
			if name == "" {
				name = natural
			} else if name != natural || !val.is("ColumnRef") {
				o.given = append(o.given, name)
			}
			put(t, name)
		}
		t = next
	}
	return o
}

// star returns references to the columns that a star stands for.
func (b *binder) star(ref *node, s *scope) []*node {
	fields := ref.get("fields")
	entries := s.entries
	if fields.len() > 1 {
		e := s.find(fields.item(fields.len() - 2).text())
		if e == nil {
			b.failed = true
			return nil
		}
		entries = []*entry{e}
	} else if s.merged() {
		b.failed = true // USING moves columns to the front
		return nil
	}
	var refs []*node
	for _, e := range entries {
		names, ok := b.namesOf(e)
		b.failed = b.failed || !ok
		for _, name := range names {
			refs = append(refs, columnRef(b.aliases[e], name))
		}
	}
	return refs
}

// namesOf returns the columns of an item of FROM.
func (b *binder) namesOf(e *entry) ([]string, bool) {
	r := columnRename{columns: b.columns}
	return r.namesOf(e)
}

// column qualifies a reference with the item of FROM that it is to. A name that is no column's is left alone: it may be an
// output column's, which ORDER BY and, on Redshift, other outputs may name.
func (b *binder) column(u use) {
	fields := u.ref.get("fields")
	if fields == nil || fields.last().is("A_Star") || b.sorts[u.ref] {
		return // a date part, or written out, or the star of count(t.*)
	}
	parts := fields.names()
	if len(parts) == 1 {
		if isMarker(parts[0]) {
			return // SYSDATE
		}
		if e := b.owner(u.scope, parts[0]); e != nil {
			setFields(u.ref, b.aliases[e], parts[0])
		}
		return
	}
	for at := len(parts) - 2; at >= 0; at-- {
		e := u.scope.find(parts[at])
		if e != nil && (at == 0 || at == 1 && (e.relation.Schema == parts[0])) {
			setFields(u.ref, append([]string{b.aliases[e]}, parts[at+1:]...)...)
			return
		}
	}
	b.failed = true
}

// owner returns the item of FROM that has the column, the innermost first; the left one where USING made two columns one. Where
// the columns of one item alone are not known, as those of the engine's own tables are not, it has what nobody else has.
func (b *binder) owner(s *scope, name string) *entry {
	for at := s; at != nil; at = at.outer {
		var found, perhaps *entry
		for _, e := range at.entries {
			switch e.has(name, b.columns) {
			case maybe:
				b.failed = b.failed || perhaps != nil
				perhaps = e
			case yes:
				if found == nil {
					found = e
				} else if !slices.Contains(at.using, name) && !at.natural {
					b.failed = true
				}
			}
		}
		if found != nil {
			return found
		}
		if perhaps != nil {
			b.failed = b.failed || b.elsewhere(at, name)
			return perhaps
		}
	}
	return nil
}

// elsewhere reports whether a name may mean something else than a column of the scope's own items: an output, or a column of
// the query around it.
func (b *binder) elsewhere(s *scope, name string) bool {
	if o := b.outputs[s]; o != nil && slices.Contains(o.given, name) || s.pivoted || s.hidden {
		return true
	}
	for s = s.outer; s != nil; s = s.outer {
		if slices.ContainsFunc(s.entries, func(e *entry) bool { return e.has(name, b.columns) != no }) {
			return true
		}
	}
	return false
}

// replaceOutputs puts the expression of an output in the place of a name that is no column's (r_SELECT_list, lateral column
// aliases). Outputs name those before them only, in which that was done already: a name inside of its own expression, or of
// one that comes before it, is a column that is not known.
func replaceOutputs(n *node, before *scopeOutputs) {
	if n == nil || n.is("SelectStmt") {
		return
	}
	if n.is("ColumnRef") && n.get("fields").len() == 1 && n.get("fields").item(0).is("String") {
		if val := before.expression(n.get("fields").item(0).text()); val != nil {
			replaceNode(n, val)
		}
		return
	}
	for f := n.first; f != nil; f = f.next {
		replaceOutputs(f, before)
	}
}

// rename gives the outputs of the whole query the names of a column list.
func (b *binder) rename(root *node, names []string) bool {
	for root.get("larg") != nil {
		root = root.get("larg")
	}
	t := root.get("targetList").items()
	for _, name := range names {
		if t == nil {
			return false
		}
		setField(t, "name", name)
		t = t.next
	}
	return true
}
