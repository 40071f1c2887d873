package resolve

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/query"
)

// Model is a data model as a catalog of relations and functions. It does not change once it is made and is safe for
// concurrent use.
type Model struct {
	relations map[model.Name]Relation
	functions map[model.Name][]Function
	byName    map[string][]Function
	schemas   map[string]bool // those of which the model holds all objects
	foreign   map[string]bool // external schemas and databases
	names     []model.Name    // of relations and routines, for hints
}

// NewModel finds out the columns of all relations of a database. The queries of views are read through the analyzer, each
// text once. path is the search path for names that a view's query holds without a schema.
func NewModel(db *model.Database, analyzer *query.Analyzer, path []string) *Model {
	m := &Model{
		relations: make(map[model.Name]Relation), functions: make(map[model.Name][]Function),
		byName: make(map[string][]Function), schemas: make(map[string]bool), foreign: make(map[string]bool),
	}
	for _, schema := range db.Schemas.All() {
		m.schemas[schema.ID.Name] = true
	}
	for object := range db.Objects() {
		m.enter(object.Identity())
	}
	for _, f := range db.Functions.All() {
		own := FunctionOf(f)
		name := model.Name{Schema: f.ID.Schema, Name: f.ID.Name}
		m.functions[name] = append(m.functions[name], own)
		m.byName[name.Name] = append(m.byName[name.Name], own)
	}
	for _, t := range db.Tables.All() {
		m.relations[model.Name{Schema: t.ID.Schema, Name: t.ID.Name}] = TableRelation(t)
	}
	for id, external := range db.Unplanned.All() {
		if len(external.Columns) > 0 {
			m.relations[model.Name{Schema: id.Schema, Name: id.Name}] = externalRelation(external)
		}
	}
	v := views{Model: m, db: db, analyzer: analyzer, path: path, entered: make(map[model.Name]bool)}
	for id := range db.Views.All() {
		v.view(model.Name{Schema: id.Schema, Name: id.Name})
	}
	for id := range db.MaterializedViews.All() {
		v.view(model.Name{Schema: id.Schema, Name: id.Name})
	}
	return m
}

// FunctionOf returns what counts of a function.
func FunctionOf(f *model.Function) Function {
	own := Function{Returns: f.Returns}
	for _, arg := range f.Args {
		own.Args = append(own.Args, arg.Type)
	}
	return own
}

// enter notes an object's name.
func (m *Model) enter(id model.ID) {
	switch {
	case id.Kind == model.KindExternalSchema || id.Kind == model.KindDatabase:
		m.foreign[id.Name] = true
	case id.Kind.IsRelation():
		name := model.Name{Schema: id.Schema, Name: id.Name}
		m.relations[name] = Relation{Name: name, Open: true}
		m.names = append(m.names, name)
	case id.Kind.IsRoutine():
		m.names = append(m.names, model.Name{Schema: id.Schema, Name: id.Name})
	}
}

// TableRelation returns the columns of a table. One without any was made by a query that could not be understood.
func TableRelation(t *model.Table) Relation {
	relation := Relation{Name: model.Name{Schema: t.ID.Schema, Name: t.ID.Name}, Columns: make([]Column, len(t.Columns))}
	relation.Open = len(t.Columns) == 0
	for i, c := range t.Columns {
		relation.Columns[i] = Column{Name: c.Name, Type: c.Type, certain: true}
	}
	return relation
}

// externalRelation returns the columns of an external table; pseudo-columns and what a crawler adds come on top.
func externalRelation(u *model.Unplanned) Relation {
	relation := Relation{Name: model.Name{Schema: u.ID.Schema, Name: u.ID.Name}, Open: true}
	for _, c := range u.Columns {
		relation.Columns = append(relation.Columns, Column{Name: c.Name, Type: c.Type})
	}
	return relation
}

// views finds out the columns of views, those below a view first.
type views struct {
	*Model
	db       *model.Database
	analyzer *query.Analyzer
	path     []string
	entered  map[model.Name]bool
}

// view finds out the columns of a view; one that a ring of views leads back to stays open.
func (v *views) view(name model.Name) {
	if v.entered[name] {
		return
	}
	v.entered[name] = true
	var q model.Query
	var labels []query.Name
	if view, ok := v.db.Views.Get(model.ID{Kind: model.KindView, Schema: name.Schema, Name: name.Name}); ok {
		q = view.Query
		for _, c := range view.Columns {
			labels = append(labels, query.Name{Text: c})
		}
	} else if view, ok := v.db.MaterializedViews.Get(model.ID{Kind: model.KindMaterializedView, Schema: name.Schema, Name: name.Name}); ok {
		q = view.Query
	} else {
		return
	}
	tree, err := v.analyzer.Tree(q.Text)
	if err != nil {
		return
	}
	for _, below := range q.Relations {
		v.view(below)
	}
	tree = &query.Statement{Verb: query.Select, Query: tree.Query, Columns: labels}
	result := Statement(tree, NewSession(v.Model, v.path), nil)
	v.relations[name] = Relation{Name: name, Columns: plain(result.Columns), Open: result.Open}
}

// plain returns columns without what they come from.
func plain(columns []Column) []Column {
	columns = slices.Clone(columns)
	for i := range columns {
		columns[i].From = nil
	}
	return columns
}
