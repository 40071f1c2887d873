package query

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// answer is what can be told about a column's existence.
type answer int

const (
	no answer = iota
	maybe
	yes
)

// has tells whether an item of FROM has a column of that name.
func (e *entry) has(name string, columns func(model.Name) ([]string, bool)) answer {
	switch {
	case e.array:
		return truth(e.alias == name || slices.Contains(e.at.get("alias").get("colnames").names(), name))
	case e.isRelation():
		all, ok := columns(e.relation)
		if !ok || e.renames {
			return maybe
		}
		return truth(slices.Contains(all, name))
	case !e.known:
		return maybe
	}
	for _, c := range e.columns {
		if !c.star && c.name == name {
			return yes
		}
		if !c.star {
			continue
		}
		if all, ok := columns(c.from[0]); !ok {
			return maybe
		} else if slices.Contains(all, name) && !slices.Contains(c.without, name) {
			return yes
		}
	}
	return no
}

func truth(holds bool) answer {
	if holds {
		return yes
	}
	return no
}

// star writes out a star over the relation, for the view holds the columns of the day it was made. It returns false
// where their names are not known.
func (r *columnRename) star(u use, isTarget bool) bool {
	fields := u.ref.get("fields")
	entries := u.scope.entries
	if fields.len() > 1 {
		e := u.scope.find(fields.item(fields.len() - 2).text())
		if e == nil {
			return false
		}
		entries = []*entry{e}
	}
	if !slices.ContainsFunc(entries, func(e *entry) bool { return e.relation == r.relation }) {
		return true
	}
	if !isTarget || fields.len() == 1 && u.scope.merged() {
		return false
	}
	var list []string
	for _, e := range entries {
		prefix := ""
		if len(u.scope.entries) > 1 || fields.len() > 1 {
			prefix = written(e.alias) + "."
		}
		names, ok := r.namesOf(e)
		if !ok || prefix != "" && (e.alias == "" || u.scope.find(e.alias) != e) || len(slices.Compact(slices.Sorted(slices.Values(names)))) < len(names) {
			return false // no name, or one name for two columns, tells a column from the others
		}
		for _, name := range names {
			list = append(list, prefix+r.written(e, name))
		}
	}
	at := r.placeOf(u.ref)
	r.edits = append(r.edits, edit{at, at + 2*fields.len() - 1, strings.Join(list, ", ")})
	r.writes += len(list)
	return len(list) > 0 && r.writes <= maxColumns
}

// written returns a column of an item of FROM as it must be selected now to go under its old name.
func (r *columnRename) written(e *entry, name string) string {
	if e.relation == r.relation && (name == r.from || name == r.to) {
		return written(r.to) + " AS " + written(r.from)
	}
	return written(name)
}

// namesOf returns the names of all columns of an item of FROM.
func (r *columnRename) namesOf(e *entry) (names []string, ok bool) {
	if e.isRelation() && !e.renames {
		return r.columns(e.relation)
	}
	if !e.known || e.renames {
		return nil, false
	}
	for _, c := range e.columns {
		if !c.star {
			names = append(names, c.name)
			continue
		}
		all, ok := r.columns(c.from[0])
		if !ok {
			return nil, false
		}
		for _, name := range all {
			if c.from[0] == r.relation && name == r.to {
				name = r.from // the star inside is written out too
			}
			if !slices.Contains(c.without, name) {
				names = append(names, name)
			}
		}
	}
	return names, true
}
