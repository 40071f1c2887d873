package introspect

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
)

func (l *live) takeMaterialized(r row) {
	on := r.text(2)
	l.autoRefresh[model.Name{Schema: r.text(0), Name: r.text(1)}] = on == "1" || on == "t" || on == "true"
}

// buildView makes a view of its text, which tells the sorts apart: a query, or the statement of a late-binding or
// materialized view. The name in such a statement may be one that the view had before it was renamed.
func (l *live) buildView(r *relationRow) {
	common := model.Common{Owner: l.owner(r.owner)}
	word, _, _ := strings.Cut(strings.TrimSpace(r.text), " ")
	if !strings.EqualFold(strings.TrimSpace(word), "create") {
		common.Untold = model.UntoldText
		l.db.Put(&model.View{ID: r.id, Common: common, Query: l.viewQuery(r, strings.TrimRight(r.text, "; \n"))})
		return
	}
	file, findings := parser.Parse("", []byte(r.text), parser.Options{CaseSensitive: l.options.CaseSensitive})
	if !findings.HasErrors() && len(file.Statements) == 1 {
		switch s := file.Statements[0].(type) {
		case *ast.CreateView:
			view := &model.View{ID: r.id, Common: common, NoBinding: s.NoBinding, Query: l.sentQuery(r, s.Query.Text)}
			for _, c := range s.Columns {
				view.Columns = append(view.Columns, c.Name)
			}
			l.db.Put(view)
			return
		case *ast.CreateMaterializedView:
			l.db.Put(l.materialized(r, common, s))
			return
		}
	}
	l.note("view-not-understood", "the statement of "+r.id.String()+" is not understood", "it is compared as text; please report it")
	l.db.Put(&model.View{ID: r.id, Common: common, Query: model.Query{Text: r.text, Canonical: r.text}})
}

func (l *live) materialized(r *relationRow, common model.Common, s *ast.CreateMaterializedView) *model.MaterializedView {
	r.id.Kind = model.KindMaterializedView
	view := &model.MaterializedView{
		ID: r.id, Common: common, Query: l.sentQuery(r, s.Query.Text), Distribution: s.Layout.Distribution,
		SortKey: s.Layout.SortKey, AutoRefresh: s.AutoRefresh, NoBackup: s.NoBackup,
	}
	l.layOutStorage(view, r)
	on, told := l.autoRefresh[model.Name{Schema: r.id.Schema, Name: r.id.Name}]
	if told {
		view.AutoRefresh = on
	} else {
		view.Untold |= model.UntoldAutoRefresh
	}
	return view
}

// layOutStorage reads the present layout off the table that holds the rows: an ALTER leaves the statement as it was. Columns
// of that table may have names of their own; then the statement's keys stand.
func (l *live) layOutStorage(view *model.MaterializedView, r *relationRow) {
	storage, ok := l.storage[model.Name{Schema: r.id.Schema, Name: r.id.Name}]
	if !ok {
		return
	}
	has := func(name string) bool {
		return slices.ContainsFunc(r.columns, func(c columnRow) bool { return c.name == name })
	}
	info, told := l.tableInfo[storage.oid]
	if d := distribution(storage, info); d.Style != model.DistKey || has(d.Key) {
		view.Distribution = d
	}
	key, untold := l.sortKey(storage, info, told)
	if !slices.ContainsFunc(key.Columns, func(name string) bool { return !has(name) }) {
		view.SortKey, view.Untold = key, view.Untold|untold
	}
}

// engineSchema is where the engine's own relations are.
const engineSchema = "pg_catalog"

// viewQuery reads the query of a view as the server writes it. With the search path emptied only the engine's own relations
// have no schema.
func (l *live) viewQuery(r *relationRow, text string) model.Query {
	return l.readQuery(r, text, func(string) string { return engineSchema })
}

// sentQuery reads the query of a statement that the catalog keeps as it was sent: a name without a schema is found as the
// session found it, which is taken to have had the default search path (r_search_path).
func (l *live) sentQuery(r *relationRow, text string) model.Query {
	return l.readQuery(r, text, func(name string) string {
		for _, other := range l.relations {
			if other.id.Schema == defaultSchema && other.id.Name == name {
				return defaultSchema
			}
		}
		return engineSchema
	})
}

// defaultSchema is where the default search path leads.
const defaultSchema = "public"

func (l *live) readQuery(r *relationRow, text string, schemaOf func(string) string) model.Query {
	read, err := l.options.Analyzer.Query(text, schemaOf)
	if err != nil {
		l.note("query-not-understood", "the query of "+r.id.String()+" is not understood: "+err.Error(),
			"it is compared as text, and its dependencies are not known")
		return model.Query{Text: text, Canonical: text}
	}
	return read
}
