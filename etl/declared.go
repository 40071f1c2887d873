package etl

import (
	"slices"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// Declared checks the queries of views and the bodies of routines in an absolute script. That the relations exist which a
// view reads is not its business: whoever made the model has said so already.
func (c *Checker) Declared(file *ast.File) diag.List {
	s := c.begin(file)
	s.absolute = true
	for _, statement := range file.Statements {
		s.set(statement)
		switch t := statement.(type) {
		case *ast.CreateView:
			s.viewQuery(t.Query, t.Columns)
		case *ast.CreateMaterializedView:
			s.viewQuery(t.Query, nil)
		case *ast.CreateProcedure:
			s.procedure(t)
		case *ast.CreateFunction:
			s.function(t)
		}
	}
	return s.findings.Sort()
}

// viewQuery checks the query of a view but for the existence of what it reads.
func (s *script) viewQuery(q ast.Query, labels []ast.Ident) {
	before := len(s.findings)
	s.queryOf(q, labels)
	found := slices.DeleteFunc(slices.Clone(s.findings[before:]), func(d diag.Diagnostic) bool { return d.Code == resolve.MissingRelation })
	s.findings = append(s.findings[:before], found...)
}

// procedure checks the statements of a body. The engine looks at them when they run; what a body puts together as text, or
// what the caller has made before, is not known.
func (s *script) procedure(p *ast.CreateProcedure) {
	if p.BodySpan.End-p.BodySpan.Start != len(p.Body) {
		return // written with escapes, so that places in it are not those of the file
	}
	use, err := s.analyzer.Procedure(p.Body, s.qualify)
	if err != nil {
		return
	}
	variables := map[string]bool{"found": true, "sqlerrm": true, "sqlstate": true}
	for _, name := range use.Variables {
		variables[name] = true
	}
	for _, arg := range p.Args {
		variables[arg.Name.Name] = arg.Name.Name != ""
	}
	session := s.bodySession(use)
	for _, tree := range use.Trees {
		result := resolve.Statement(tree, session, variables)
		s.report(p.BodySpan.Start, doubted(result.Findings, use))
		if madeOnce(tree, use) {
			session.MakeTemporary(targetOf(tree).Name, result.Columns, result.Open)
		}
	}
}

// bodySession is a session in which everything exists that a body makes at any time: which branch runs is not known.
func (s *script) bodySession(use query.Use) *resolve.Session {
	session := resolve.NewSession(s.catalog, s.path)
	for name := range s.made {
		if _, known := s.db.Relation(name); !known {
			session.Make(name, nil, true)
		}
	}
	for _, name := range use.Defines {
		session.Make(name, nil, true)
	}
	for _, name := range use.Temporary {
		session.MakeTemporary(name, nil, true)
	}
	for _, tree := range use.Trees {
		if tree.Verb == query.Create && !tree.Temporary {
			session.Make(targetOf(tree), nil, true)
		}
	}
	return session
}

// madeOnce reports whether a statement is the only one of a body that makes its temporary table.
func madeOnce(tree *query.Statement, use query.Use) bool {
	if tree.Verb != query.Create || !tree.Temporary {
		return false
	}
	makers := 0
	for _, other := range use.Trees {
		if other.Verb == query.Create && targetOf(other) == targetOf(tree) {
			makers++
		}
	}
	return makers == 1
}

func targetOf(tree *query.Statement) model.Name {
	name := model.Name{Name: tree.Target.Path[len(tree.Target.Path)-1].Text}
	if n := len(tree.Target.Path); n > 1 {
		name.Schema = tree.Target.Path[n-2].Text
	}
	return name
}

// doubted makes warnings of missing relations when the body may make them with statements that it puts together.
func doubted(found []resolve.Finding, use query.Use) []resolve.Finding {
	found = slices.Clone(found)
	for i := range found {
		if found[i].Code == resolve.MissingRelation && (use.Dynamic || use.Opaque) {
			found[i].Severity = diag.Warning
		}
	}
	return found
}

// function checks the body of a SQL function: one SELECT over its arguments (r_CREATE_FUNCTION).
func (s *script) function(f *ast.CreateFunction) {
	if f.Language != "sql" || f.BodySpan.End-f.BodySpan.Start != len(f.Body) {
		return
	}
	tree, err := s.analyzer.Tree(f.Body)
	if err != nil {
		return
	}
	s.report(f.BodySpan.Start, resolve.Statement(tree, s.session, nil).Findings)
}
