package modelgen

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/redraft/redraft/model"
)

var viewEdits = []edit{
	{"add a view", (*maker).addView},
	{"drop a view", func(m *maker) bool { return m.dropOne(m.DB.Views.IDs()) }},
	viewEdit("change a view's query", func(m *maker, v *model.View) bool {
		relations := m.readable(v.ID, m.relations(model.KindView, v.NoBinding))
		if len(relations) == 0 {
			return false
		}
		m.setQuery(v, m.selection(relations, true))
		m.nameColumns(v)
		return true
	}),
	viewEdit("change a view's filter", func(m *maker, v *model.View) bool {
		s := m.queries[v.ID]
		s.filter = reference{}
		if m.once(2, "another filter") {
			s.filter = pick(m, "filter", m.references(s.sources)).reference
		}
		m.setQuery(v, s)
		return true
	}),
	viewEdit("change a view's column names", func(m *maker, v *model.View) bool {
		m.nameColumns(v)
		return true
	}),
	viewEdit("change how a view binds", func(m *maker, v *model.View) bool {
		if !v.NoBinding && m.isRead(v.ID) || v.NoBinding && m.readsLate(v.ID) {
			return false
		}
		v.NoBinding, v.ColumnComments = !v.NoBinding, nil
		return true
	}),
	viewEdit("change a view's comment or owner", func(m *maker, v *model.View) bool { return m.changeCommon(&v.Common) }),
	viewEdit("change the comments of a view's columns", func(m *maker, v *model.View) bool {
		v.ColumnComments = nil
		if !v.NoBinding {
			v.ColumnComments = m.columnComments(m.outputsOf(v))
		}
		return true
	}),
	{"add a materialized view", (*maker).addMaterializedView},
	{"drop a materialized view", func(m *maker) bool { return m.dropOne(m.DB.MaterializedViews.IDs()) }},
	materializedEdit("change a materialized view's query", func(m *maker, v *model.MaterializedView) bool {
		relations := m.readable(v.ID, m.relations(model.KindMaterializedView, false))
		if len(relations) == 0 {
			return false
		}
		m.queries[v.ID] = m.selection(relations, false)
		v.Query = m.mustQuery(m.queries[v.ID])
		return true
	}),
	materializedEdit("change a materialized view's distribution", func(m *maker, v *model.MaterializedView) bool {
		v.Distribution = m.distribution(materializedStyles, m.outputs(v.ID))
		return true
	}),
	materializedEdit("change a materialized view's sort key", func(m *maker, v *model.MaterializedView) bool {
		v.SortKey = m.sortKey(materializedSorts, m.outputs(v.ID))
		return true
	}),
	materializedEdit("change a materialized view's refresh", func(m *maker, v *model.MaterializedView) bool {
		v.AutoRefresh = !v.AutoRefresh
		return true
	}),
	materializedEdit("change a materialized view's backup", func(_ *maker, v *model.MaterializedView) bool {
		v.NoBackup = !v.NoBackup
		return true
	}),
	materializedEdit("change a materialized view's comment or owner", func(m *maker, v *model.MaterializedView) bool {
		return m.changeCommon(&v.Common)
	}),
}

func viewEdit(name string, apply func(*maker, *model.View) bool) edit {
	return edit{name, func(m *maker) bool {
		return change(m, &m.DB.Views, func(v *model.View) bool { return apply(m, v) })
	}}
}

func materializedEdit(name string, apply func(*maker, *model.MaterializedView) bool) edit {
	return edit{name, func(m *maker) bool {
		return change(m, &m.DB.MaterializedViews, func(v *model.MaterializedView) bool { return apply(m, v) })
	}}
}

// readable leaves out what reads the view itself.
func (w *World) readable(id model.ID, relations []model.ID) []model.ID {
	return slices.DeleteFunc(slices.Clone(relations), func(r model.ID) bool { return w.reaches(r, id) })
}

// isRead reports whether another view reads this one.
func (w *World) isRead(id model.ID) bool {
	for reader := range w.queries {
		if reader != id && slices.Contains(w.needs(reader), id) {
			return true
		}
	}
	return false
}

// readsLate reports whether the view reads a late-binding one.
func (w *World) readsLate(id model.ID) bool {
	return slices.ContainsFunc(w.needs(id), func(r model.ID) bool {
		v, ok := w.DB.Views.Get(r)
		return ok && v.NoBinding
	})
}

func functionEdit(name string, apply func(*maker, *model.Function) bool) edit {
	return edit{name, func(m *maker) bool {
		return change(m, &m.DB.Functions, func(f *model.Function) bool { return apply(m, f) })
	}}
}

func procedureEdit(name string, apply func(*maker, *model.Procedure) bool) edit {
	return edit{name, func(m *maker) bool {
		return change(m, &m.DB.Procedures, func(p *model.Procedure) bool { return apply(m, p) })
	}}
}

var routineEdits = []edit{
	{"add a function", (*maker).addFunction},
	{"drop a function", func(m *maker) bool { return m.dropOne(m.DB.Functions.IDs()) }},
	functionEdit("change a function's body", func(m *maker, f *model.Function) bool {
		if f.External != nil {
			f.External = m.external()
			return true
		}
		f.Body = m.functionBody(f)
		return true
	}),
	functionEdit("change a function's result", func(m *maker, f *model.Function) bool {
		types := allTypes
		if f.Language == "plpythonu" {
			types = pythonTypes
		}
		f.Returns = m.sized(pick(m, "returns", types))
		if f.External == nil {
			f.Body = m.functionBody(f)
		}
		return true
	}),
	functionEdit("change a function's volatility", func(m *maker, f *model.Function) bool {
		return f.External == nil && different(m, "volatility", volatilities, &f.Volatility)
	}),
	functionEdit("change a function's comment or owner", func(m *maker, f *model.Function) bool {
		return m.changeCommon(&f.Common)
	}),
	{"add a procedure", (*maker).addProcedure},
	{"drop a procedure", func(m *maker) bool { return m.dropOne(m.DB.Procedures.IDs()) }},
	procedureEdit("change a procedure's body", func(m *maker, p *model.Procedure) bool {
		p.Body = m.procedureBody()
		return true
	}),
	procedureEdit("change a procedure's rights", func(m *maker, p *model.Procedure) bool {
		m.procedureRights(p)
		return true
	}),
	procedureEdit("change a procedure's argument names", func(m *maker, p *model.Procedure) bool {
		args := slices.Clone(p.Args)
		p.Args = nil
		for _, a := range args {
			a.Name = m.argumentName(p.Args)
			p.Args = append(p.Args, a)
		}
		return len(args) > 0
	}),
	procedureEdit("change a procedure's comment or owner", func(m *maker, p *model.Procedure) bool {
		return m.changeCommon(&p.Common)
	}),
}

var grantEdits = []edit{
	{"grant a privilege", (*maker).addGrant},
	{"revoke a privilege", func(m *maker) bool {
		g, ok := m.heldGrant()
		if ok {
			m.DB.Grants.Remove(g)
		}
		return ok
	}},
	{"change a grant option", func(m *maker) bool {
		g, ok := m.heldGrant()
		if !ok || g.To.Kind != model.ToUser || g.Column != "" {
			return false
		}
		if g.Option {
			m.DB.Grants.RemoveOption(g)
			return true
		}
		g.Option = true
		m.DB.Grants.Add(g)
		return true
	}},
}

// heldGrant draws one of the grants.
func (m *maker) heldGrant() (model.Grant, bool) {
	ids := slices.Collect(m.DB.Grants.Objects())
	if len(ids) == 0 {
		return model.Grant{}, false
	}
	list := m.DB.Grants.On(pick(m, "privileges on", ids))
	return list[rapid.IntRange(0, len(list)-1).Draw(m.t, "which grant")], true
}
