package interpret

import (
	"errors"
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
)

func (in *interpreter) viewStatement(s ast.Statement) bool {
	switch s := s.(type) {
	case *ast.CreateView:
		in.createView(s)
	case *ast.CreateMaterializedView:
		in.createMaterialized(s)
	case *ast.AlterMaterializedView:
		in.alterMaterializedView(s)
	default:
		return false
	}
	return true
}

func (in *interpreter) createView(s *ast.CreateView) {
	if s.Temporary {
		in.temporary[s.Name.Name] = true
		return
	}
	id := model.ID{Kind: model.KindView, Schema: in.newSchema(s.Name), Name: s.Name.Name}
	if !in.needSchema(id.Schema, s.Name.Span) {
		return
	}
	view := &model.View{ID: id, Columns: identNames(s.Columns), NoBinding: s.NoBinding}
	if present, exists := in.db.Relation(model.Name{Schema: id.Schema, Name: id.Name}); exists {
		old, isView := in.db.Views.Get(present)
		if in.declaring || !s.OrReplace || !isView {
			in.taken(present, s.Name.Span)
			return
		}
		// Owner and privileges outlive CREATE OR REPLACE (r_CREATE_VIEW); comments hang on the same OID.
		view.Common, view.ColumnComments = old.Common, old.ColumnComments
	}
	view.Query = in.query(s.Query)
	in.checkReads(view.Query, s)
	in.renamedTable(id, s.RenamedFrom)
	in.made(id, s.Name.Span)
	in.put(view)
}

func identNames(ids []ast.Ident) []string {
	if len(ids) == 0 {
		return nil
	}
	return names(ids)
}

// query reads a query. One that cannot be read stays as text: it is compared as it is written and its dependencies are not
// known, which is said.
func (in *interpreter) query(q ast.Query) model.Query {
	qualify, asked := in.qualify(), false
	read, err := in.options.Analyzer.Query(q.Text, func(name string) string {
		asked = true
		return qualify(name)
	})
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		at := ast.Span{Start: q.Start + syntax.Offset, End: q.Start + syntax.Offset + max(1, syntax.Length)}
		in.warn(at, "query-not-understood", "this query is not understood: "+syntax.Message,
			"its dependencies are not known; "+syntax.Hint)
	}
	if err != nil {
		return model.Query{Text: q.Text, Canonical: q.Text}
	}
	if asked && !slices.Equal(in.path, in.options.SearchPath) {
		return in.qualified(read, q.Span)
	}
	return read
}

// qualified writes the schemas out that a SET search_path gave to the names of a query: the text must mean the same where
// the path is another one.
func (in *interpreter) qualified(read model.Query, at ast.Span) model.Query {
	same := make(map[model.Name]model.Name)
	for _, name := range read.Relations {
		same[name] = name
	}
	renamed, err := in.options.Analyzer.Rename(read, same)
	if err != nil {
		in.warn(at, "view-text-unknown", "the schemas of the search path cannot be written into this query: "+err.Error(),
			"write the schemas out before the names")
		return read
	}
	return renamed
}

// checkReads checks the relations of a view's query. A regular view binds to what exists; a late-binding one needs a schema
// before every name (r_CREATE_VIEW). Absolute scripts are checked when all of them are read.
func (in *interpreter) checkReads(q model.Query, s *ast.CreateView) {
	if in.declaring || s.NoBinding {
		return
	}
	for _, name := range in.unbindable(q) {
		in.fail(s.Query.Span, "external-needs-late-binding",
			name.String()+" is external, and a regular view cannot be bound to it", unbindableHint)
	}
	in.mustExist(q, s.Query.Span)
}

const unbindableHint = "end the view with WITH NO SCHEMA BINDING"

// unbindable returns what a query reads from external schemas: a regular view cannot be bound to that (r_CREATE_VIEW).
func (in *interpreter) unbindable(q model.Query) []model.Name {
	return slices.DeleteFunc(slices.Clone(q.Relations), func(name model.Name) bool { return !in.isExternalSchema(name.Schema) })
}

func (in *interpreter) mustExist(q model.Query, at ast.Span) {
	for _, name := range q.Relations {
		if in.canRead(name) {
			continue
		}
		in.fail(at, "missing-relation", "relation "+name.String()+" does not exist", in.nearestRelation(name))
	}
}

// canRead reports whether the name may exist as far as the model can tell: the engine's own relations, temporary tables
// and what lies in external schemas are beyond it.
func (in *interpreter) canRead(name model.Name) bool {
	if _, exists := in.db.Relation(name); exists {
		return true
	}
	return name.IsSystem() || in.isExternalSchema(name.Schema) || in.temporary[name.Name]
}

func (in *interpreter) createMaterialized(s *ast.CreateMaterializedView) {
	id := model.ID{Kind: model.KindMaterializedView, Schema: in.newSchema(s.Name), Name: s.Name.Name}
	if !in.needSchema(id.Schema, s.Name.Span) {
		return
	}
	if present, exists := in.db.Relation(model.Name{Schema: id.Schema, Name: id.Name}); exists {
		if !s.IfNotExists || in.declaring {
			in.taken(present, s.Name.Span)
		}
		return
	}
	view := &model.MaterializedView{
		ID: id, Distribution: s.Layout.Distribution, SortKey: s.Layout.SortKey, AutoRefresh: s.AutoRefresh,
		NoBackup: s.NoBackup, Query: in.query(s.Query),
	}
	if !in.declaring {
		in.mustExist(view.Query, s.Query.Span)
	}
	in.made(id, s.Name.Span)
	in.put(view)
}

func (in *interpreter) alterMaterializedView(s *ast.AlterMaterializedView) {
	id, ok := in.relation(s.Name)
	if !ok {
		return
	}
	if id.Kind != model.KindMaterializedView {
		in.fail(s.Name.Span, "wrong-kind", id.String()+" is not a materialized view", "")
		return
	}
	for _, action := range s.Actions {
		if !in.alterRelation(id, action) {
			return
		}
	}
}

func (in *interpreter) alterMaterialized(id model.ID, action ast.AlterAction) bool {
	view, _ := in.db.MaterializedViews.Get(id)
	view = view.Clone()
	switch a := action.(type) {
	case *ast.AlterAutoRefresh:
		view.AutoRefresh = a.On
	case *ast.AlterDistribution:
		view.Distribution = a.Distribution
	case *ast.AlterSortKey:
		view.SortKey = model.SortKey{Style: a.SortKey.Style, Columns: names(a.Columns)}
	default:
		in.fail(action.Bounds(), "wrong-kind", "a materialized view does not take this action", "drop it and create it anew")
		return false
	}
	in.put(view)
	return true
}
