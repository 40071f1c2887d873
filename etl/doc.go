// Package etl checks the SQL that works on a data model against that model: the scripts of the ETL folder, statement by
// statement, and the queries and bodies that the absolute scripts themselves hold.
//
// It owns what a script is: a session with a search path and temporary tables, in which each statement sees what those
// before it have made. What names mean inside a statement is the business of parser/resolve. It opens no files, runs
// nothing and changes no model.
package etl

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// The codes of findings that are not those of parser/resolve.
const (
	MissingObject diag.Code = "etl-missing-object"
	NotUnderstood diag.Code = "etl-not-understood"
)

// Checker checks scripts against one model. It is safe for concurrent use.
type Checker struct {
	db       *model.Database
	catalog  *resolve.Model
	analyzer *query.Analyzer
	schema   string
	made     map[model.Name]bool // what the scripts make themselves
	foreign  map[string]bool     // schemas whose objects no model holds
	routines map[model.Name]bool
	names    []string // for hints
}

// NewChecker prepares the check of scripts against a database; schema is that of names without one. The scripts together
// say what they make for each other: in which order they run is not known.
func NewChecker(db *model.Database, analyzer *query.Analyzer, schema string, scripts []*ast.File) *Checker {
	c := &Checker{
		db: db, analyzer: analyzer, schema: schema, catalog: resolve.NewModel(db, analyzer, []string{schema}),
		made: make(map[model.Name]bool), foreign: make(map[string]bool), routines: make(map[model.Name]bool),
	}
	for object := range db.Objects() {
		id := object.Identity()
		switch {
		case id.Kind == model.KindExternalSchema || id.Kind == model.KindDatabase:
			c.foreign[id.Name] = true
		case id.Kind.IsRoutine():
			c.routines[model.Name{Schema: id.Schema, Name: id.Name}] = true
		case id.Kind.IsRelation():
			c.names = append(c.names, id.QualifiedName())
		}
	}
	for _, file := range scripts {
		for _, s := range file.Statements {
			if name, ok := makes(s); ok && !isTemporary(s) {
				c.made[c.qualified(name)] = true
			}
		}
	}
	return c
}

func (c *Checker) qualified(n ast.Name) model.Name {
	schema := n.Schema
	if schema == "" {
		schema = c.schema
	}
	return model.Name{Schema: schema, Name: n.Name}
}

// makes returns the table or view that a statement makes.
func makes(s ast.Statement) (ast.Name, bool) {
	switch s := s.(type) {
	case *ast.CreateTable:
		return s.Name, true
	case *ast.CreateTableAs:
		return s.Name, true
	case *ast.SelectInto:
		return s.Name, true
	case *ast.CreateView:
		return s.Name, true
	case *ast.CreateMaterializedView:
		return s.Name, true
	case *ast.AlterTable:
		for _, action := range s.Actions {
			if rename, ok := action.(*ast.RenameTo); ok {
				return ast.Name{Schema: s.Name.Schema, Name: rename.NewName.Name}, true
			}
		}
	}
	return ast.Name{}, false
}

func isTemporary(s ast.Statement) bool {
	switch s := s.(type) {
	case *ast.CreateTable:
		return s.Temporary
	case *ast.CreateTableAs:
		return s.Temporary
	case *ast.SelectInto:
		return s.Temporary
	case *ast.CreateView:
		return s.Temporary
	}
	return false
}

// elsewhere reports whether no model would hold the name.
func (c *Checker) elsewhere(name model.Name) bool {
	return name.IsSystem() || name.Schema == temporary || strings.HasPrefix(name.Name, "#") || c.foreign[name.Schema]
}
