package interpret

import (
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// assumeSchemas makes the schemas that the project says are there, and those in which the files make something without any
// of them making the schema. Many histories begin in schemas that were made by hand or by Flyway (createSchemas), so that
// is a warning, once a schema.
func (in *interpreter) assumeSchemas(files []*ast.File) {
	for _, name := range append(in.options.Schemas, in.options.SearchPath...) {
		in.assume(name)
	}
	made := madeSchemas(files)
	for _, file := range files {
		in.file, in.path = file, in.options.SearchPath
		for _, s := range file.Statements {
			if set, ok := s.(*ast.Set); ok {
				in.set(set)
			}
			name, ok := makesIn(s)
			if !ok {
				continue
			}
			schema := in.newSchema(name)
			if made[schema] || in.hasSchema(schema) {
				continue
			}
			in.assume(schema)
			in.warnAssumed(schema, name.Span)
		}
	}
}

func (in *interpreter) assume(name string) {
	if id := model.SchemaID(name); !in.db.Schemas.Has(id) {
		in.db.Schemas.Put(&model.Schema{ID: id})
		in.assumed[id] = true
	}
}

func (in *interpreter) warnAssumed(schema string, at ast.Span) {
	var others []string
	for id := range in.db.Schemas.All() {
		if id.Name != schema {
			others = append(others, id.Name)
		}
	}
	hint := "list it under schemas: in redraft.yaml if it is made elsewhere, or add CREATE SCHEMA"
	if near := diag.Nearest(schema, others); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "? Otherwise " + hint
	}
	in.warn(at, "schema-assumed", "nothing here creates schema "+schema+"; it is taken to be there already", hint)
}

// madeSchemas returns the schemas that the files create, or rename another one to.
func madeSchemas(files []*ast.File) map[string]bool {
	made := make(map[string]bool)
	for _, file := range files {
		for _, s := range file.Statements {
			switch s := s.(type) {
			case *ast.CreateSchema:
				made[s.Name.Name] = true
			case *ast.AlterSchema:
				made[s.NewName.Name] = true
			case ast.Unplanned:
				for _, id := range s.Targets() {
					if id.Kind == model.KindExternalSchema {
						made[id.Name] = true
					}
				}
			}
		}
	}
	return made
}

// makesIn returns the name of what a statement creates in a schema.
func makesIn(s ast.Statement) (ast.Name, bool) {
	switch s := s.(type) {
	case *ast.CreateTable:
		return s.Name, !s.Temporary && !strings.HasPrefix(s.Name.Name, "#")
	case *ast.CreateTableAs:
		return s.Name, !s.Temporary && !strings.HasPrefix(s.Name.Name, "#")
	case *ast.SelectInto:
		return s.Name, !s.Temporary && !strings.HasPrefix(s.Name.Name, "#")
	case *ast.CreateView:
		return s.Name, !s.Temporary
	case *ast.CreateMaterializedView:
		return s.Name, true
	case *ast.CreateFunction:
		return s.Name, true
	case *ast.CreateProcedure:
		return s.Name, true
	}
	return ast.Name{}, false
}
