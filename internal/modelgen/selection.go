package modelgen

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/plan/ddl"
)

// selection is a query as the generator knows it: which columns of which relations it reads. A selection in a world is
// never changed; edits put another in its place.
type selection struct {
	sources []source
	items   []item
	filter  reference // WHERE … IS NOT NULL; zero for none
	grouped bool      // the last item counts rows
}

// source is a relation that a query reads. The first is in FROM; the others are joined, by columns or, where on is
// zero, each row with each.
type source struct {
	alias    string
	relation model.ID
	on       [2]reference
}

// reference is a column of a source.
type reference struct{ alias, column string }

func (r reference) isZero() bool { return r == reference{} }

func (r reference) text() string { return r.alias + "." + ddl.Quote(r.column) }

// item is one output column: a function's call when call is set, a constant when constant is, otherwise the column.
type item struct {
	name     string
	column   reference
	call     model.ID
	args     []argument
	constant string
	dataType model.DataType
}

// argument is a column, or NULL of a type.
type argument struct {
	column reference
	null   model.DataType
}

func (a argument) text() string {
	if a.column.isZero() {
		return "CAST(NULL AS " + a.null.String() + ")"
	}
	return a.column.text()
}

func (i item) expr() string {
	if i.constant != "" {
		return i.constant
	}
	if i.call.IsZero() {
		return i.column.text()
	}
	texts := make([]string, len(i.args))
	for n, a := range i.args {
		texts[n] = a.text()
	}
	return ddl.QualifiedName(i.call) + "(" + strings.Join(texts, ", ") + ")"
}

func (i item) text() string {
	if i.call.IsZero() && i.constant == "" && i.name == i.column.column {
		return i.expr()
	}
	return i.expr() + " AS " + ddl.Quote(i.name)
}

// head is the query without its filter: it alone decides about the output columns.
func (s selection) head() string {
	items := make([]string, len(s.items))
	for i, it := range s.items {
		items[i] = it.text()
	}
	var b strings.Builder
	b.WriteString("SELECT\n    " + strings.Join(items, ",\n    "))
	for i, src := range s.sources {
		switch {
		case i == 0:
			b.WriteString("\nFROM ")
		case src.on[0].isZero():
			b.WriteString("\nCROSS JOIN ")
		default:
			b.WriteString("\nJOIN ")
		}
		b.WriteString(ddl.QualifiedName(src.relation) + " AS " + src.alias)
		if !src.on[0].isZero() {
			b.WriteString(" ON " + src.on[0].text() + " = " + src.on[1].text())
		}
	}
	return b.String()
}

func (s selection) text() string {
	text := s.head()
	if !s.filter.isZero() {
		text += "\nWHERE " + s.filter.text() + " IS NOT NULL"
	}
	if s.grouped && len(s.items) > 1 {
		var exprs []string
		for _, it := range s.items[:len(s.items)-1] {
			exprs = append(exprs, it.expr())
		}
		text += "\nGROUP BY " + strings.Join(exprs, ", ")
	}
	return text
}

// query returns the model's form of the selection.
func (w *World) query(s selection) (model.Query, error) {
	if w.options.Analyze != nil {
		return w.options.Analyze(s.text())
	}
	q := model.Query{Text: s.text(), Canonical: s.text(), Shape: s.head()}
	for _, src := range s.sources {
		q.Relations = append(q.Relations, model.Name{Schema: src.relation.Schema, Name: src.relation.Name})
	}
	for _, it := range s.items {
		if !it.call.IsZero() {
			q.Functions = append(q.Functions, model.Name{Schema: it.call.Schema, Name: it.call.Name})
		}
	}
	slices.SortFunc(q.Relations, model.Name.Compare)
	slices.SortFunc(q.Functions, model.Name.Compare)
	q.Relations, q.Functions = slices.Compact(q.Relations), slices.Compact(q.Functions)
	return q, nil
}

// mustQuery fails the test when a query of the generator cannot be read: that is a defect of one of the two.
func (m *maker) mustQuery(s selection) model.Query {
	q, err := m.query(s)
	if err != nil {
		m.t.Fatalf("the generator's query is not understood: %v\n%s", err, s.text())
	}
	return q
}

// selection draws a query over one or two of the relations; functions may be called or not.
func (m *maker) selection(relations []model.ID, functions bool) selection {
	s := selection{sources: []source{{alias: "a", relation: pick(m, "from", relations)}}}
	if m.once(3, "joins another") {
		s.sources = append(s.sources, m.joined(s.sources[0], pick(m, "join", relations)))
	}
	s.grouped = m.once(5, "counts")
	refs := m.references(s.sources)
	if s.grouped {
		refs = slices.DeleteFunc(refs, func(r typedReference) bool { return !isKey(r.dataType) })
	}
	for _, r := range some(m, "items", 4, refs) {
		s.items = append(s.items, item{name: m.itemName(s.items, r.column), column: r.reference, dataType: r.dataType})
	}
	if functions && !s.grouped {
		s.items = m.call(s.items, refs)
	}
	if s.grouped || len(s.items) == 0 {
		count := item{constant: "COUNT(*)", dataType: model.DataType{Name: model.Bigint}}
		count.name = m.itemName(s.items, "n")
		s.items, s.grouped = append(s.items, count), true
	}
	if m.once(3, "filters") {
		s.filter = pick(m, "filter", m.references(s.sources)).reference
	}
	return s
}

// joined returns a source joined by the first pair of columns of one type.
func (m *maker) joined(first source, relation model.ID) source {
	second := source{alias: "b", relation: relation}
	for _, l := range m.outputs(first.relation) {
		for _, r := range m.outputs(relation) {
			if l.dataType.Name == r.dataType.Name && isKey(l.dataType) {
				second.on = [2]reference{{first.alias, l.name}, {second.alias, r.name}}
				return second
			}
		}
	}
	return second
}

type typedReference struct {
	reference
	dataType model.DataType
}

func (w *World) references(sources []source) []typedReference {
	var refs []typedReference
	for _, src := range sources {
		for _, o := range w.outputs(src.relation) {
			refs = append(refs, typedReference{reference{src.alias, o.name}, o.dataType})
		}
	}
	return refs
}

// itemName is the wanted name or, when it is taken or in some other cases, another.
func (m *maker) itemName(items []item, wanted string) string {
	taken := func(name string) bool {
		return slices.ContainsFunc(items, func(i item) bool { return i.name == name })
	}
	if !taken(wanted) && !m.once(4, "renames an item") {
		return wanted
	}
	return m.name("item", taken)
}

// call adds the call of a function, with columns of the right types for arguments where there are any.
func (m *maker) call(items []item, refs []typedReference) []item {
	ids := m.DB.Functions.IDs()
	if len(ids) == 0 || !m.once(2, "calls a function") {
		return items
	}
	f, _ := m.DB.Functions.Get(pick(m, "function", ids))
	call := item{name: m.itemName(items, "result"), call: f.ID, dataType: f.Returns}
	for _, a := range f.Args {
		arg := argument{null: a.Type}
		if at := slices.IndexFunc(refs, func(r typedReference) bool { return r.dataType.Name == a.Type.Name }); at >= 0 {
			arg = argument{column: refs[at].reference}
		}
		call.args = append(call.args, arg)
	}
	return append(items, call)
}
