package query

import (
	"cmp"
	"errors"
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
	names names
}

// names are the names that a text holds, for a rename to know which of them it must not disturb.
type names struct {
	taken     map[string]bool  // what items of FROM and common table expressions are called: names and aliases
	mentioned map[string]bool  // parts of references that are not qualified by the whole name of a relation
	qualified map[*entry][]use // references that are
	prefixes  map[string]bool  // what stands first in dotted names in FROM: schemas, databases, and tables before an array
}

// open parses a query's text again with all that its names mean. What unqualified names mean follows from the relations
// that were found; where two of them differ in their schema alone, from the canonical form.
func (w *workspace) open(q model.Query) (*source, error) {
	root, err := w.parseQuery(q.Text)
	if err != nil {
		return nil, err
	}
	for attempt := 0; ; attempt++ {
		ask, last := schemaIn(q.Relations, attempt)
		s := &source{workspace: w, found: resolver{ask: ask, note: true}}
		s.found.query(root, nil, nil)
		if last && attempt == 0 || w.print.canonical(root) == q.Canonical {
			return s, nil
		}
		if last || attempt == maxAttempts {
			return nil, w.failure(0, "which schemas the names of this query mean cannot be told any more", "write them out")
		}
	}
}

// maxAttempts bounds the combinations of schemas that are tried.
const maxAttempts = 100

// schemaIn answers with the schemas that the names of a query were found to have. Where there are several for one name
// the attempt, counted from 0, chooses; last is true when there are no more to choose.
func schemaIn(relations []model.Name, attempt int) (ask func(name string) string, last bool) {
	schemas := make(map[string][]string)
	var names []string
	for _, r := range relations {
		if schemas[r.Name] == nil {
			names = append(names, r.Name)
		}
		schemas[r.Name] = append(schemas[r.Name], r.Schema)
	}
	chosen := make(map[string]string)
	combinations := 1
	for _, name := range names {
		list := schemas[name]
		chosen[name] = list[attempt/combinations%len(list)]
		if combinations <= maxAttempts {
			combinations *= len(list)
		}
	}
	return func(name string) string { return chosen[name] }, attempt+1 >= combinations
}

// schemas answers with the schemas that unqualified names have after the rename.
func (s *source) schemas(renames map[model.Name]model.Name) func(name string) string {
	schemas := make(map[string]string)
	for _, e := range s.found.entries {
		if !e.isRelation() || e.schema != "" {
			continue
		}
		name := e.relation
		if to, ok := renames[name]; ok {
			name = to
		}
		schemas[name.Name] = name.Schema
	}
	return func(name string) string { return schemas[name] }
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
		text := e.text
		if from > 0 && isLetterOrDigit(s.text[from-1]) && (isLetterOrDigit(text[0]) || text[0] == '#') {
			text = " " + text // SELECT*FROM has no blanks to separate what the star becomes
		}
		if to < len(s.text) && isLetterOrDigit(s.text[to]) && isLetterOrDigit(text[len(text)-1]) {
			text += " "
		}
		b.WriteString(text)
		done = to
	}
	b.WriteString(s.text[done:s.end()])
	return b.String()
}

func isLetterOrDigit(c byte) bool { return classOf[c]&(isLetter|isDigit) != 0 || c == '"' }

// ErrNoPlace says that no edit of a query's text says what the query reads after a rename: the new name would mean
// something else there, as FROM d, d.a does when d is what a table is called now.
var ErrNoPlace = errors.New("the text has no place for the new name; give the tables in FROM aliases")

// Rename returns a query after tables or views that it is bound to were renamed: the same query with the new names.
// Where the old name served as a qualifier it lives on as an alias, so that nothing else changes. The error is ErrNoPlace
// when that cannot be said.
func (a *Analyzer) Rename(q model.Query, renames map[model.Name]model.Name) (renamed model.Query, err error) {
	w := a.workspace()
	defer a.release(w, &err)
	s, err := w.open(q)
	if err != nil {
		return model.Query{}, err
	}
	s.readNames()
	for _, e := range s.found.entries {
		if to, ok := renames[e.relation]; ok && e.isRelation() {
			s.renameEntry(e, to)
		}
	}
	if len(s.edits) == 0 {
		return q, nil
	}
	renamed, err = a.Query(s.edited(), s.schemas(renames))
	if err != nil || !slices.Equal(renamed.Relations, renamedNames(q.Relations, renames)) {
		return model.Query{}, ErrNoPlace
	}
	return renamed, nil
}

func renamedNames(relations []model.Name, renames map[model.Name]model.Name) []model.Name {
	relations = slices.Clone(relations)
	for i, r := range relations {
		if to, ok := renames[r]; ok {
			relations[i] = to
		}
	}
	return sortNames(relations)
}

// renameEntry writes the new name of a relation in FROM, with the schema where there was one or where the bare name
// would mean something else.
func (s *source) renameEntry(e *entry, to model.Name) {
	first, last := s.spanOf(e.at)
	name, database := written(to.Name), e.at.str("catalogname")
	if to.Schema != "" && (e.schema != "" || to.Schema != e.relation.Schema || s.names.taken[to.Name]) {
		name = written(to.Schema) + "." + name
	}
	if database != "" {
		name = written(database) + "." + name
	}
	// The old name lives on where columns or arrays are qualified with it, and where the new name is another's already.
	n := s.names
	aliased := !e.named && (n.taken[to.Name] || n.mentioned[e.alias] || n.prefixes[to.Name] || n.prefixes[e.alias])
	if aliased {
		name += " AS " + written(e.alias)
	}
	s.edits = append(s.edits, edit{first, last, name})
	for _, u := range n.qualified[e] {
		s.requalify(u, e, to, aliased)
	}
}

// spanOf returns the tokens of a relation's name with the parentheses around it, from first to last-1.
func (r *rewriter) spanOf(relation *node) (first, last int) {
	first = r.placeOf(relation)
	last = first + 1
	for _, part := range []string{"schemaname", "catalogname"} {
		if relation.get(part) != nil {
			last += 2
		}
	}
	for r.symbol(first-1) == "(" && r.symbol(last) == ")" {
		first, last = first-1, last+1
	}
	return first, last
}

// readNames fills in what names the text holds.
func (s *source) readNames() {
	n := names{make(map[string]bool), make(map[string]bool), make(map[*entry][]use), make(map[string]bool)}
	for _, e := range s.found.entries {
		n.taken[e.alias], n.taken[e.at.str("relname")] = true, true
		n.prefixes[cmp.Or(e.at.str("catalogname"), e.at.str("schemaname"))] = true
	}
	for _, name := range s.found.ctes {
		n.taken[name] = true
	}
	for _, u := range s.found.uses {
		if e, _ := u.whole(); e != nil {
			n.qualified[e] = append(n.qualified[e], u)
			continue
		}
		for _, name := range u.ref.get("fields").names() {
			n.mentioned[name] = true
		}
	}
	s.names = n
}

// whole returns the relation by the whole name of which, database.schema.table or schema.table, a reference is
// qualified, and how many parts the name has.
func (u use) whole() (relation *entry, parts int) {
	fields := u.ref.get("fields").names()
	for parts := 2; parts <= 3 && parts < len(fields); parts++ {
		e := u.scope.find(fields[parts-1])
		if e == nil || e.named || e.relation.Schema != fields[parts-2] || e == u.scope.own(e.alias) && e.index >= u.seen {
			continue
		}
		if parts == 2 || e.at.str("catalogname") == fields[0] {
			return e, parts
		}
	}
	return nil, 0
}

// requalify writes the alias or the new name in place of the whole name of a relation before a column.
func (s *source) requalify(u use, e *entry, to model.Name, aliased bool) {
	_, parts := u.whole()
	name := written(e.alias)
	if !aliased {
		name = written(cmp.Or(to.Schema, e.relation.Schema)) + "." + written(to.Name)
		if parts == 3 {
			name = written(e.at.str("catalogname")) + "." + name
		}
	}
	first := s.placeOf(u.ref)
	s.edits = append(s.edits, edit{first, first + 2*parts - 1, name})
}
