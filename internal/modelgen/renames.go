package modelgen

import (
	"maps"
	"slices"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/model"
)

// history remembers what objects and columns were called before the first edit.
type history struct {
	objects map[model.ID]model.ID
	columns map[model.ID]map[string]string // by the table's present ID
}

func newHistory() *history {
	return &history{objects: make(map[model.ID]model.ID), columns: make(map[model.ID]map[string]string)}
}

func (h *history) rename(from, to model.ID) {
	first, ok := h.objects[from]
	if !ok {
		first = from
	}
	columns := h.columns[from]
	h.forget(from)
	h.objects[to] = first
	if columns != nil {
		h.columns[to] = columns
	}
}

func (h *history) renameColumn(table model.ID, from, to string) {
	if h.columns[table] == nil {
		h.columns[table] = make(map[string]string)
	}
	first, ok := h.columns[table][from]
	if !ok {
		first = from
	}
	delete(h.columns[table], from)
	h.columns[table][to] = first
}

func (h *history) forget(id model.ID) {
	delete(h.objects, id)
	delete(h.columns, id)
}

func (h *history) forgetColumn(table model.ID, column string) { delete(h.columns[table], column) }

// export returns the renames that a person could declare: the old name existed before and is gone, the new one is new.
func (h *history) export(before, after *World) (map[model.ID]model.ID, map[model.ID]map[string]string) {
	objects := make(map[model.ID]model.ID)
	for to, from := range h.objects {
		if before.DB.Has(from) && !after.DB.Has(from) && after.DB.Has(to) && !before.DB.Has(to) {
			objects[to] = from
		}
	}
	columns := make(map[model.ID]map[string]string)
	for id, list := range h.columns {
		was := id
		if from, ok := objects[id]; ok {
			was = from
		}
		old, had := before.DB.Tables.Get(was)
		now, has := after.DB.Tables.Get(id)
		if !had || !has {
			continue
		}
		kept := maps.Clone(list)
		maps.DeleteFunc(kept, func(to, from string) bool {
			return old.Column(from) == nil || now.Column(from) != nil || now.Column(to) == nil || old.Column(to) != nil
		})
		if len(kept) > 0 {
			columns[id] = kept
		}
	}
	return objects, columns
}

var renameEdits = []edit{
	{"rename a table or view", (*maker).renameRelation},
	{"rename a column", (*maker).renameColumn},
}

// renameRelation gives a table or view another name; queries and foreign keys follow, as in scripts that a person
// renamed. Materialized views cannot be renamed.
func (m *maker) renameRelation() bool {
	ids := slices.Concat(m.DB.Tables.IDs(), m.DB.Views.IDs())
	if len(ids) == 0 {
		return false
	}
	from := pick(m, "renamed", ids)
	to := from
	to.Name = m.relationName(from.Schema, "new name")
	if table, ok := m.DB.Tables.Get(from); ok {
		table = table.Clone()
		table.ID = to
		followTable(table, from, to)
		m.DB.Put(table)
	} else {
		view, _ := m.DB.Views.Get(from)
		view = view.Clone()
		view.ID = to
		m.DB.Put(view)
		m.queries[to] = m.queries[from]
	}
	m.DB.Grants.Move(from, to)
	m.was.rename(from, to)
	m.DB.Delete(from)
	delete(m.queries, from)
	m.follow(from, to)
	return true
}

// follow makes foreign keys and queries name the relation as it is called now.
func (m *maker) follow(from, to model.ID) {
	for _, id := range slices.Clone(m.DB.Tables.IDs()) {
		table, _ := m.DB.Tables.Get(id)
		table = table.Clone()
		if followTable(table, from, to) {
			m.DB.Put(table)
		}
	}
	for id, s := range m.queries {
		s.sources = slices.Clone(s.sources)
		for i := range s.sources {
			if s.sources[i].relation == from {
				s.sources[i].relation = to
			}
		}
		m.queries[id] = s
	}
}

func followTable(t *model.Table, from, to model.ID) bool {
	changed := false
	for i := range t.Constraints {
		if t.Constraints[i].RefTable == from {
			t.Constraints[i].RefTable, changed = to, true
		}
	}
	return changed
}

// renameColumn gives a table's column another name. Views go on under their own output names.
func (m *maker) renameColumn() bool {
	if m.DB.Tables.Len() == 0 {
		return false
	}
	table, _ := m.DB.Tables.Get(pick(m, "table", m.DB.Tables.IDs()))
	table = table.Clone()
	from := table.Columns[rapid.IntRange(0, len(table.Columns)-1).Draw(m.t, "renamed column")].Name
	to := m.columnName(table.Columns)
	table.RenameColumn(from, to)
	m.DB.Put(table)
	m.was.renameColumn(table.ID, from, to)
	m.followColumn(table.ID, from, to)
	for _, g := range slices.Clone(m.DB.Grants.On(table.ID)) {
		if g.Column == from {
			m.DB.Grants.Remove(g)
			g.Column = to
			m.DB.Grants.Add(g)
		}
	}
	return true
}

func (m *maker) followColumn(table model.ID, from, to string) {
	for _, id := range slices.Clone(m.DB.Tables.IDs()) {
		child, _ := m.DB.Tables.Get(id)
		child = child.Clone()
		for i := range child.Constraints {
			if child.Constraints[i].RefTable == table {
				model.ReplaceName(child.Constraints[i].RefColumns, from, to)
			}
		}
		m.DB.Put(child)
	}
	for id, s := range m.queries {
		m.queries[id] = s.renamed(table, from, to)
	}
}

// renamed returns the selection with a column of a relation called otherwise.
func (s selection) renamed(relation model.ID, from, to string) selection {
	rename := func(r reference) reference {
		for _, src := range s.sources {
			if src.alias == r.alias && src.relation == relation && r.column == from {
				r.column = to
			}
		}
		return r
	}
	return s.mapped(rename)
}

// mapped returns the selection with every reference replaced.
func (s selection) mapped(replace func(reference) reference) selection {
	s.sources, s.items = slices.Clone(s.sources), slices.Clone(s.items)
	for i := range s.sources {
		s.sources[i].on = [2]reference{replace(s.sources[i].on[0]), replace(s.sources[i].on[1])}
	}
	for i := range s.items {
		it := &s.items[i]
		it.column = replace(it.column)
		it.args = slices.Clone(it.args)
		for n := range it.args {
			it.args[n].column = replace(it.args[n].column)
		}
	}
	s.filter = replace(s.filter)
	return s
}
