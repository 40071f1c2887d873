package modelgen

import (
	"slices"

	"github.com/redraft/redraft/model"
)

// mend puts right what an edit broke elsewhere: foreign keys without their parent's key, views that read what is gone,
// privileges on columns that are gone.
func (m *maker) mend() {
	for _, id := range slices.Clone(m.DB.Tables.IDs()) {
		table, _ := m.DB.Tables.Get(id)
		table = table.Clone()
		m.mendTable(table)
		m.DB.Put(table)
	}
	done := make(map[model.ID]bool)
	for _, id := range slices.Concat(m.DB.MaterializedViews.IDs(), m.DB.Views.IDs()) {
		m.mendAfterNeeds(id, done)
	}
	m.mendGrants()
}

// mendTable takes away what refers to columns that are gone or that cannot be keys any more.
func (m *maker) mendTable(t *model.Table) {
	columns := keyColumns(columnOutputs(t))
	gone := func(name string) bool { return !slices.Contains(columns, name) }
	if t.Distribution.Style == model.DistKey && gone(t.Distribution.Key) {
		t.Distribution = model.Distribution{}
	}
	if slices.ContainsFunc(t.SortKey.Columns, gone) {
		t.SortKey = model.SortKey{}
	}
	t.Constraints = slices.DeleteFunc(t.Constraints, func(c model.Constraint) bool {
		return slices.ContainsFunc(c.Columns, gone) || c.Kind == model.ForeignKey && !m.fits(t, c)
	})
	if key := t.PrimaryKey(); key != nil {
		for _, name := range key.Columns {
			t.Column(name).NotNull = true
		}
	}
	settle(t)
}

// fits reports whether a foreign key's parent has the key, over columns of the same types.
func (w *World) fits(child *model.Table, c model.Constraint) bool {
	parent, ok := w.DB.Tables.Get(c.RefTable)
	if c.RefTable == child.ID {
		parent, ok = child, true
	}
	if !ok || !slices.ContainsFunc(parent.Constraints, func(k model.Constraint) bool {
		return k.Kind != model.ForeignKey && sameSet(k.Columns, c.RefColumns)
	}) {
		return false
	}
	for i, name := range c.Columns {
		ref := parent.Column(c.RefColumns[i])
		if ref == nil || ref.Type != child.Column(name).Type {
			return false
		}
	}
	return true
}

// mendAfterNeeds mends a view when all that it reads is mended.
func (m *maker) mendAfterNeeds(id model.ID, done map[model.ID]bool) {
	if done[id] {
		return
	}
	done[id] = true
	for _, needed := range m.needs(id) {
		if _, isView := m.queries[needed]; isView {
			m.mendAfterNeeds(needed, done)
		}
	}
	s, kept, ok := m.mendSelection(m.queries[id])
	if !ok {
		m.remove(id)
		return
	}
	m.queries[id] = s
	if view, ok := m.DB.Views.Get(id); ok {
		m.mendView(view.Clone(), kept)
		return
	}
	view, _ := m.DB.MaterializedViews.Get(id)
	m.mendMaterializedView(view.Clone())
}

func (m *maker) mendView(v *model.View, kept []int) {
	if len(v.Columns) > 0 {
		names := v.Columns
		v.Columns = nil
		for _, at := range kept {
			v.Columns = append(v.Columns, names[at])
		}
	}
	v.Query = m.mustQuery(m.queries[v.ID])
	v.ColumnComments = mendComments(v.ColumnComments, m.outputsOf(v))
	m.DB.Put(v)
}

func (m *maker) mendMaterializedView(v *model.MaterializedView) {
	s := m.queries[v.ID]
	v.Query = m.mustQuery(s)
	columns := m.outputs(v.ID)
	gone := func(name string) bool { return !slices.Contains(keyColumns(columns), name) }
	if v.Distribution.Style == model.DistKey && gone(v.Distribution.Key) {
		v.Distribution = model.Distribution{}
	}
	if slices.ContainsFunc(v.SortKey.Columns, gone) {
		v.SortKey = model.SortKey{}
	}
	v.AutoRefresh = v.AutoRefresh && s.readsTablesOnly()
	v.ColumnComments = mendComments(v.ColumnComments, columns)
	m.DB.Put(v)
}

func mendComments(list []model.ColumnComment, columns []output) []model.ColumnComment {
	return slices.DeleteFunc(slices.Clone(list), func(c model.ColumnComment) bool {
		return !slices.ContainsFunc(columns, func(o output) bool { return o.name == c.Column })
	})
}

// mendSelection drops what a query can no longer read and returns which of its items are left. It fails when nothing
// is.
func (w *World) mendSelection(s selection) (mended selection, kept []int, ok bool) {
	if !w.DB.Has(s.sources[0].relation) {
		return s, nil, false
	}
	s.sources = slices.DeleteFunc(slices.Clone(s.sources), func(src source) bool { return !w.DB.Has(src.relation) })
	types := make(map[reference]model.DataType)
	for _, r := range w.references(s.sources) {
		types[r.reference] = r.dataType
	}
	s = s.mapped(func(r reference) reference {
		if _, ok := types[r]; !ok {
			return reference{}
		}
		return r
	})
	for i := range s.sources {
		if on := &s.sources[i].on; types[on[0]].Name != types[on[1]].Name || !isKey(types[on[0]]) {
			*on = [2]reference{}
		}
	}
	items := s.items
	s.items = nil
	for i, it := range items {
		if w.mendItem(&it, types, s.grouped) {
			s.items, kept = append(s.items, it), append(kept, i)
		}
	}
	return s, kept, len(s.items) > 0
}

// mendItem gives an item the type that it has now and reports whether it can stay.
func (w *World) mendItem(it *item, types map[reference]model.DataType, grouped bool) bool {
	if it.constant != "" {
		return true
	}
	if it.call.IsZero() {
		it.dataType = types[it.column]
		return !it.column.isZero() && (!grouped || isKey(it.dataType))
	}
	f, ok := w.DB.Functions.Get(it.call)
	if !ok {
		return false
	}
	it.dataType = f.Returns
	for i, a := range f.Args {
		if it.args[i].null = a.Type; types[it.args[i].column].Name != a.Type.Name {
			it.args[i].column = reference{}
		}
	}
	return true
}

// mendGrants takes away privileges on columns that are gone, and those of an owner, who has them all anyway.
func (m *maker) mendGrants() {
	for _, id := range slices.Collect(m.DB.Grants.Objects()) {
		columns := m.grantColumns(id)
		owner := ""
		if object, ok := m.DB.Object(id); ok {
			owner = object.Attributes().Owner
		}
		for _, g := range slices.Clone(m.DB.Grants.On(id)) {
			gone := g.Column != "" && !slices.ContainsFunc(columns, func(o output) bool { return o.name == g.Column })
			if gone || owner != "" && g.To == (model.Grantee{Kind: model.ToUser, Name: owner}) {
				m.DB.Grants.Remove(g)
			}
		}
	}
}
