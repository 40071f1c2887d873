// Package interpret folds statements onto a model, with Redshift's rules: what it refuses, what it fills in, what
// cascades.
//
// Declare reads absolute scripts, which may come in any order; Replay reads a history, whose order counts; Apply goes on
// from a model that exists. The package owns Redshift's DDL semantics, each rule with its evidence. It reads no files, runs
// nothing and plans nothing.
package interpret

import (
	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
)

// Options are the settings of a project that change what a statement means.
type Options struct {
	// SearchPath holds the schemas in which unqualified names are looked up; the first is where they are created. Empty
	// means public (the default is "$user", public; r_search_path).
	SearchPath []string
	// Schemas exist before the first statement.
	Schemas []string
	// Analyzer reads queries. It is shared, so that each distinct text is read once.
	Analyzer *query.Analyzer
}

// Result is a model with what was learned on the way to it.
type Result struct {
	Database *model.Database
	Origins  *Origins
	Renames  diff.Renames
}

// Declare returns the model that absolute scripts describe. Their order does not count: objects are made first, then
// altered, then commented and granted on. Two definitions of one object are an error that names both places.
func Declare(files []*ast.File, options Options) (Result, diag.List) {
	in := newInterpreter(newDatabase(), options)
	in.declaring = true
	in.assumeSchemas(files)
	in.prepare(files)
	for phase := phaseSchemas; phase <= phaseGrants; phase++ {
		in.fold(files, func(s ast.Statement) bool { return phaseOf(s) == phase })
	}
	in.resolve()
	return Result{in.db, in.origins, in.renames}, in.findings.Sort()
}

// Replay returns the model that a history arrives at, statement by statement. A statement that Redshift would refuse is an
// error at its place that says what the model held instead; the fold goes on behind it.
func Replay(files []*ast.File, options Options) (Result, diag.List) {
	in := newInterpreter(newDatabase(), options)
	in.assumeSchemas(files)
	in.prepare(files)
	in.fold(files, func(ast.Statement) bool { return true })
	return Result{in.db, in.origins, in.renames}, in.findings.Sort()
}

// Apply returns a copy of the model with the statements of the file folded onto it.
func Apply(db *model.Database, file *ast.File, options Options) (*model.Database, diag.List) {
	in := newInterpreter(db.Clone(), options)
	in.exact = true
	in.tieAll()
	in.prepare([]*ast.File{file})
	in.fold([]*ast.File{file}, func(ast.Statement) bool { return true })
	return in.db, in.findings.Sort()
}

// newDatabase returns what an empty Redshift database holds: the schema public, in which everybody may create
// (r_GRANT, "CREATE … ON SCHEMA"; r_Schemas_and_tables).
func newDatabase() *model.Database {
	db := &model.Database{}
	public := model.SchemaID("public")
	db.Schemas.Put(&model.Schema{ID: public})
	for _, privilege := range []model.Privilege{"CREATE", "USAGE"} {
		db.Grants.Add(model.Grant{On: public, Privilege: privilege, To: model.Public})
	}
	return db
}

// The phases in which Declare takes statements.
const (
	phaseSchemas = iota
	phaseCreate
	phaseCopies // what copies its columns from other tables
	phaseAlter
	phaseComments
	phaseGrants
)

func phaseOf(s ast.Statement) int {
	switch s := s.(type) {
	case *ast.CreateSchema:
		return phaseSchemas
	case *ast.CreateTable:
		for _, e := range s.Elements {
			if _, copies := e.(*ast.LikeTable); copies {
				return phaseCopies
			}
		}
		return phaseCreate
	case *ast.CreateTableAs, *ast.SelectInto:
		return phaseCopies
	case *ast.AlterTable, *ast.AlterMaterializedView, *ast.AlterSchema, *ast.AlterRoutine:
		return phaseAlter
	case *ast.Comment:
		return phaseComments
	case *ast.Grant, *ast.AlterDefaultPrivileges:
		return phaseGrants
	case ast.Unplanned:
		if s.Effect() == ast.EffectCreate {
			return phaseCreate
		}
		return phaseAlter
	}
	return phaseCreate
}
