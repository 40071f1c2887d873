package etl

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// define enters what a statement makes or changes that holds no query of its own to check, for those behind it.
func (s *script) define(statement ast.Statement) {
	switch t := statement.(type) {
	case *ast.CreateTable:
		columns, open := s.elements(t)
		s.enter(t.Name, t.Temporary, columns, open)
	case *ast.CreateView:
		columns, open := s.queryOf(t.Query, t.Columns)
		s.enter(t.Name, t.Temporary, columns, open)
	case *ast.CreateMaterializedView:
		columns, open := s.queryOf(t.Query, nil)
		s.enter(t.Name, false, columns, open)
	case *ast.CreateProcedure:
		s.procedure(t)
	case *ast.DropRelation:
		for _, name := range t.Names {
			if name.Schema == "" {
				delete(s.scratch, name.Name)
				s.session.DropTemporary(name.Name)
			}
		}
	case *ast.AlterTable: // its columns are no longer what they were
		for _, name := range altered(t) {
			if s.scratch[name.Name] {
				s.session.MakeTemporary(name.Name, nil, true)
			} else {
				s.session.Make(s.found(name), nil, true)
			}
		}
	default:
		if name, ok := makes(statement); ok {
			s.enter(name, isTemporary(statement), nil, true)
		}
	}
}

// altered returns the tables whose columns a statement changes, or that it makes by renaming.
func altered(t *ast.AlterTable) []ast.Name {
	names := []ast.Name{t.Name}
	if name, ok := makes(t); ok {
		names = append(names, name)
	}
	return names
}

func (s *script) found(name ast.Name) model.Name {
	if name.Schema == "" {
		return model.Name{Schema: s.qualify(name.Name), Name: name.Name}
	}
	return model.Name{Schema: name.Schema, Name: name.Name}
}

func (s *script) enter(name ast.Name, isTemporary bool, columns []resolve.Column, open bool) {
	if isTemporary {
		s.scratch[name.Name] = true
		s.session.MakeTemporary(name.Name, columns, open)
		return
	}
	s.session.Make(model.Name{Schema: name.Schema, Name: name.Name}, columns, open)
}

// elements returns the columns of CREATE TABLE. IF NOT EXISTS may leave a table of other columns in place.
func (s *script) elements(t *ast.CreateTable) (columns []resolve.Column, open bool) {
	open = t.IfNotExists
	for _, element := range t.Elements {
		switch e := element.(type) {
		case *ast.ColumnDef:
			columns = append(columns, resolve.Column{Name: e.Name.Name, Type: e.Type.Data})
		case *ast.LikeTable:
			like := s.session.Relation(partsOf(e.Table))
			columns, open = append(columns, like.Columns...), open || like.Open || like.Gone
		}
	}
	return columns, open
}

func partsOf(name ast.Name) []string {
	var parts []string
	for _, part := range []string{name.Database, name.Schema, name.Name} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// queryOf resolves a query and returns its output under the names of a column list.
func (s *script) queryOf(q ast.Query, labels []ast.Ident) ([]resolve.Column, bool) {
	tree, err := s.analyzer.Tree(q.Text)
	if err != nil {
		return nil, true
	}
	labelled := *tree
	labelled.Columns = nil
	for _, label := range labels {
		labelled.Columns = append(labelled.Columns, query.Name{Text: label.Name})
	}
	result := resolve.Statement(&labelled, s.session, nil)
	s.report(q.Start, result.Findings)
	return result.Columns, result.Open
}
