package modelgen

import (
	"slices"

	"github.com/redraft/redraft/model"
)

// relations returns the relations that a view of that sort may read: a late-binding view reads everything, a regular
// one no late-binding views, and a materialized view tables and materialized views only
// (materialized-view-create-sql-command).
func (w *World) relations(kind model.Kind, late bool) []model.ID {
	ids := slices.Concat(w.DB.Tables.IDs(), w.DB.MaterializedViews.IDs())
	if kind == model.KindMaterializedView {
		return ids
	}
	for id, v := range w.DB.Views.All() {
		if late || !v.NoBinding {
			ids = append(ids, id)
		}
	}
	return ids
}

func (m *maker) addView() bool {
	schema := m.schema()
	v := &model.View{NoBinding: m.once(3, "binds late")}
	v.ID = model.ID{Kind: model.KindView, Schema: schema, Name: m.relationName(schema, "view")}
	relations := m.relations(model.KindView, v.NoBinding)
	if len(relations) == 0 {
		return false
	}
	v.Common = m.common("view")
	m.setQuery(v, m.selection(relations, true))
	m.nameColumns(v)
	if !v.NoBinding { // column comments on late-binding views are not known to work; see docs/evidence.md
		v.ColumnComments = m.columnComments(m.outputsOf(v))
	}
	m.DB.Put(v)
	return true
}

// setQuery gives a view a query and lets the world know it.
func (m *maker) setQuery(v *model.View, s selection) {
	m.queries[v.ID] = s
	v.Query = m.mustQuery(s)
}

// nameColumns gives a view a list of column names now and then.
func (m *maker) nameColumns(v *model.View) {
	v.Columns = nil
	if !m.once(4, "names its columns") {
		return
	}
	taken := func(name string) bool { return slices.Contains(v.Columns, name) }
	for range m.queries[v.ID].items {
		v.Columns = append(v.Columns, m.name("view column", taken))
	}
}

// outputsOf returns the columns of a view that is not in the database yet.
func (w *World) outputsOf(v *model.View) []output {
	var list []output
	for i, it := range w.queries[v.ID].items {
		o := output{it.name, it.dataType}
		if len(v.Columns) > 0 {
			o.name = v.Columns[i]
		}
		list = append(list, o)
	}
	return list
}

func (m *maker) columnComments(columns []output) []model.ColumnComment {
	var list []model.ColumnComment
	for _, c := range columns {
		if text := m.comment("column comment"); text != "" {
			list = append(list, model.ColumnComment{Column: c.name, Comment: text})
		}
	}
	return list
}

func (m *maker) addMaterializedView() bool {
	relations := m.relations(model.KindMaterializedView, false)
	if len(relations) == 0 {
		return false
	}
	schema := m.schema()
	v := &model.MaterializedView{
		ID:     model.ID{Kind: model.KindMaterializedView, Schema: schema, Name: m.relationName(schema, "materialized view")},
		Common: m.common("materialized view"), NoBackup: m.once(6, "no backup"),
	}
	s := m.selection(relations, false)
	m.queries[v.ID] = s
	v.Query = m.mustQuery(s)
	columns := m.outputs(v.ID)
	v.Distribution = m.distribution(materializedStyles, columns)
	v.SortKey = m.sortKey(materializedSorts, columns)
	v.AutoRefresh = m.once(3, "refreshes by itself") && s.readsTablesOnly()
	v.ColumnComments = m.columnComments(columns)
	m.DB.Put(v)
	return true
}

// readsTablesOnly is what AUTO REFRESH asks for (materialized-view-create-sql-command).
func (s selection) readsTablesOnly() bool {
	return !slices.ContainsFunc(s.sources, func(src source) bool { return src.relation.Kind != model.KindTable })
}
