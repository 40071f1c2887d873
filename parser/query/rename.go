package query

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// edit replaces the tokens from first to last-1 by text; when there are none it puts the text behind token first-1.
type edit struct {
	first, last int
	text        string
}

// source is a query that was parsed to be changed.
type source struct {
	*workspace
	found resolver
	edits []edit
}

// open parses a query's text again with all that its names mean.
func (w *workspace) open(q model.Query) (*source, error) {
	root, err := w.parseQuery(q.Text)
	if err != nil {
		return nil, err
	}
	s := &source{workspace: w, found: resolver{ask: schemaIn(q.Relations), note: true}}
	s.found.query(root, nil, nil)
	return s, nil
}

// schemaIn answers with the schemas that the names of a query were found to have.
func schemaIn(relations []model.Name) func(string) string {
	return func(name string) string {
		for _, r := range relations {
			if r.Name == name {
				return r.Schema
			}
		}
		return ""
	}
}

// edited returns the text with its edits made.
func (s *source) edited() string {
	slices.SortStableFunc(s.edits, func(a, b edit) int { return cmp.Or(a.first-b.first, a.last-b.last) })
	var b strings.Builder
	done := 0
	for _, e := range s.edits {
		from, to := int(s.tokens[e.last-1].end), int(s.tokens[e.last-1].end)
		if e.first < e.last {
			from = int(s.tokens[e.first].start)
		}
		b.WriteString(s.text[done:from])
		b.WriteString(e.text)
		done = to
	}
	b.WriteString(s.text[done:s.end()])
	return b.String()
}

// Rename returns a query after tables or views that it is bound to were renamed: the same query with the new names. Where
// the old name served as a qualifier it lives on as an alias, so that nothing else changes.
func (a *Analyzer) Rename(q model.Query, renames map[model.Name]model.Name) (model.Query, error) {
	w := a.workspace()
	defer a.workspaces.Put(w)
	s, err := w.open(q)
	if err != nil {
		return model.Query{}, err
	}
	for _, e := range s.found.entries {
		if to, ok := renames[e.relation]; ok && e.isRelation() {
			s.renameEntry(e, to)
		}
	}
	if len(s.edits) == 0 {
		return q, nil
	}
	relations := slices.Clone(q.Relations)
	for i, r := range relations {
		if to, ok := renames[r]; ok {
			relations[i] = to
		}
	}
	return a.Query(s.edited(), schemaIn(relations))
}

// renameEntry writes the new name of a relation in FROM, with the schema where there was one or where the bare name would
// mean something else.
func (s *source) renameEntry(e *entry, to model.Name) {
	first := s.placeOf(e.at)
	last, _, _ := s.path(first)
	name := string(appendName(nil, to.Name))
	if to.Schema != "" && (e.schema != "" || to.Schema != e.relation.Schema || s.isTaken(to.Name)) {
		name = string(appendName(nil, to.Schema)) + "." + name
	}
	if !e.named && s.needsAlias(e, to.Name) {
		name += " AS " + string(appendName(nil, e.alias))
	}
	s.edits = append(s.edits, edit{first, last, name})
	for _, u := range s.found.uses {
		s.shorten(u, e)
	}
}

// isTaken reports whether a bare name would mean something else in the text: a common table expression, another item of
// FROM.
func (s *source) isTaken(name string) bool {
	return slices.ContainsFunc(s.found.entries, func(e *entry) bool { return e.alias == name || e.at.str("relname") == name })
}

// needsAlias reports whether a relation must keep its old name as an alias, because columns are qualified with it or
// because the new name is another's already.
func (s *source) needsAlias(e *entry, name string) bool {
	if s.isTaken(name) {
		return true
	}
	return slices.ContainsFunc(s.found.uses, func(u use) bool {
		return slices.Contains(u.ref.get("fields").names(), e.alias)
	}) || slices.ContainsFunc(s.found.entries, func(o *entry) bool { return o.array && o.at.str("schemaname") == e.alias })
}

// shorten takes the schema off a reference schema.table.column to a relation that now has an alias.
func (s *source) shorten(u use, e *entry) {
	fields := u.ref.get("fields")
	if e.named || fields.len() < 3 || fields.item(0).text() != e.relation.Schema || fields.item(1).text() != e.alias ||
		u.scope.find(e.alias) != e {
		return
	}
	first := s.placeOf(u.ref)
	s.edits = append(s.edits, edit{first, first + 3, string(appendName(nil, e.alias))})
}
