package query

import (
	"slices"

	"github.com/redraft/redraft/model"
)

// RenameColumn returns a query after a column of a relation that it is bound to was renamed. Its output columns keep
// their names: SELECT old becomes SELECT new AS old, and a star over the relation is written out. known is false, and
// the query unchanged, where the text does not tell whose a column is or has no place for the new name, as in USING
// (old). columns answers the names of a relation's columns in order, before or after the rename, or false.
func (a *Analyzer) RenameColumn(q model.Query, relation model.Name, from, to string,
	columns func(relation model.Name) ([]string, bool)) (out model.Query, known bool, err error) {
	if !slices.Contains(q.Relations, relation) {
		return q, true, nil
	}
	w := a.workspace()
	defer a.release(w, &err)
	s, err := w.open(q)
	if err != nil {
		return q, false, err
	}
	r := columnRename{source: s, relation: relation, from: from, to: to, columns: columns, renamed: make(map[*node]bool),
		owners: make(map[*scope]owner)}
	if !r.run() {
		return q, false, nil
	}
	if len(s.edits) == 0 {
		return q, true, nil
	}
	// Where what was written cannot be read, or reads other tables, the text has no place for the new name.
	out, err = a.Query(s.edited(), s.schemas(nil))
	if err != nil || !slices.Equal(out.Relations, q.Relations) {
		return q, false, nil
	}
	return out, true, nil
}

// columnRename is one rename in one query.
type columnRename struct {
	*source
	relation model.Name
	from, to string
	columns  func(model.Name) ([]string, bool)
	renamed  map[*node]bool // references whose last part changes
	owners   map[*scope]owner
	writes   int // columns that stars became
}

// run collects the edits; it returns false where the text does not tell them.
func (r *columnRename) run() bool {
	for _, e := range r.found.entries {
		if e.relation == r.relation && e.renames || !r.array(e) {
			return false
		}
	}
	sorts := make(map[*node]sortName)
	targets := make(map[*node]bool)
	for _, s := range r.found.selects {
		if !r.hasPlace(s) {
			return false
		}
		s.sortNames(sorts)
		for t := s.at.get("targetList").items(); t != nil; t = t.next {
			targets[t.get("val")] = t.str("name") == "" // an alias behind a star would be the last column's
		}
	}
	for _, u := range r.found.uses {
		isStar := u.ref.get("fields").last().is("A_Star")
		switch {
		case isStar && !r.star(u, targets[u.ref]), !isStar && !r.reference(u, sorts[u.ref]), r.takesFromRow(u):
			return false
		}
	}
	for _, s := range r.found.selects {
		r.keepNames(s)
	}
	return true
}

// hasPlace reports whether the FROM clause of a SELECT lets one column of the relation have another name.
func (r *columnRename) hasPlace(s selected) bool {
	if !s.scope.reads(r.relation) {
		return true
	}
	if s.scope.natural || s.scope.pivoted || s.scope.hidden || slices.Contains(s.scope.using, r.from) {
		return false
	}
	without := s.at.get("targetList").last().get("val")
	for arg := without.get("args").items(); callName(without) == markExclude && arg != nil; arg = arg.next {
		if arg.get("fields").last().text() == r.from {
			return false
		}
	}
	return true
}

// sortName says of a bare name in ORDER BY whether it means an output column, and what the output columns are called.
type sortName struct {
	isOutput bool
	outputs  map[string]bool
}

// sortNames notes the bare names in ORDER BY: a name that is an output column's means that one.
func (s selected) sortNames(notes map[*node]sortName) {
	if s.at.get("sortClause") == nil {
		return
	}
	outputs := make(map[string]bool)
	for t := s.at.get("targetList").items(); t != nil; t = t.next {
		name := t.str("name")
		if name == "" {
			name = naturalName(t.get("val"), nil)
		}
		outputs[name] = true
	}
	for by := s.at.get("sortClause").items(); by != nil; by = by.next {
		if ref := by.get("node"); ref.is("ColumnRef") && ref.get("fields").len() == 1 {
			notes[ref] = sortName{outputs[ref.get("fields").item(0).text()], outputs}
		}
	}
}

// array renames in FROM t, t.old AS o.
func (r *columnRename) array(e *entry) bool {
	if e.owner == nil || e.owner.relation != r.relation {
		return true
	}
	column, last := e.at.str("relname"), true
	if database := e.at.str("catalogname"); database != "" {
		if database == e.owner.schema && column == r.from {
			return false // alias.column.field or schema.table.column
		}
		column, last = e.at.str("schemaname"), false
	}
	if column != r.from {
		return true
	}
	at := r.placeOf(e.at) + 2
	if !r.change(at, written(r.to)) {
		return false
	}
	if last && !e.named {
		behind := at + 1
		for first := at - 3; r.symbol(first) == "(" && r.symbol(behind) == ")"; first-- {
			behind++ // an alias stands behind the parentheses
		}
		r.edits = append(r.edits, edit{behind, behind, " AS " + written(r.from)})
	}
	return true
}

// change edits a token that must be the old name.
func (r *columnRename) change(at int, text string) bool {
	if at >= len(r.tokens) || r.name(at) != r.from {
		return false
	}
	r.edits = append(r.edits, edit{at, at + 1, text})
	return true
}

// takesFromRow reports whether the reference may be to a whole row of the relation, out of which a column is taken: (t).old.
func (r *columnRename) takesFromRow(u use) bool {
	if !u.inner {
		return false
	}
	e := u.scope.find(u.ref.get("fields").last().text())
	return e != nil && e.relation == r.relation
}

// reference edits a reference to the column. It returns false when the text does not tell whether it is one.
func (r *columnRename) reference(u use, sort sortName) bool {
	fields := u.ref.get("fields")
	at := slices.Index(fields.names(), r.from)
	if at < 0 || sort.isOutput {
		return true
	}
	if at == 0 && (fields.len() == 1 || u.scope.find(r.from) == nil) {
		return r.bare(u, fields.len() == 1, sort.outputs[r.to])
	}
	if at == 0 { // the name is an alias; what it qualifies may be the column
		if at = slices.Index(fields.names()[1:], r.from) + 1; at == 0 {
			return true
		}
	}
	e := u.scope.find(fields.item(at - 1).text())
	isField := at > 2 || e == nil || at == 2 && e.relation.Schema != fields.item(0).text()
	if isField || e.relation != r.relation {
		return true // a field inside a SUPER value, or another's column
	}
	r.renamed[u.ref] = at == fields.len()-1
	return r.change(r.placeOf(u.ref)+2*at, written(r.to))
}

// bare edits a reference without a qualifier. It gets one where the new name alone would mean something else.
func (r *columnRename) bare(u use, last, qualify bool) bool {
	o, ok := r.owners[u.scope]
	if !ok {
		o = r.ownerIn(u.scope)
		r.owners[u.scope] = o
	}
	if o.entry == nil || !o.certain {
		return o.certain
	}
	text := written(r.to)
	if qualify || o.rivals {
		if u.scope.find(o.entry.alias) != o.entry {
			return false
		}
		text = written(o.entry.alias) + "." + text
	}
	r.renamed[u.ref] = last
	return r.change(r.placeOf(u.ref), text)
}

// owner is the item of FROM whose column the bare old name is in a scope; it is none when the name is none of the
// relation's.
type owner struct {
	entry   *entry
	certain bool
	rivals  bool // the new name may be a column of another item
}

func (r *columnRename) ownerIn(s *scope) owner {
	doubt := false
	for inner := s; s != nil; s = s.outer {
		var o owner
		others := no
		for _, e := range s.entries {
			switch {
			case e.relation == r.relation && o.entry != nil:
				return owner{} // the relation twice: the name would be ambiguous
			case e.relation == r.relation:
				o.entry = e
			default:
				others = max(others, e.has(r.from, r.columns))
			}
		}
		switch {
		case o.entry != nil:
			o.certain = others == no && !doubt
			o.rivals = r.hasRivals(o.entry, inner, s)
			return o
		case others == yes:
			return owner{certain: !doubt}
		}
		doubt = doubt || others == maybe
	}
	return owner{certain: true}
}

// hasRivals reports whether an item of FROM other than the owner may have a column of the new name, in the scopes from
// the inner one to the owner's.
func (r *columnRename) hasRivals(owner *entry, inner, outer *scope) bool {
	for s := inner; ; s = s.outer {
		for _, e := range s.entries {
			if e != owner && e.has(r.to, r.columns) != no {
				return true
			}
		}
		if s == outer {
			return false
		}
	}
}
