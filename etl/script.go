package etl

import (
	"errors"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
	"github.com/redraft/redraft/parser/resolve"
)

// temporary is the schema of a script's temporary tables while it is looked at.
const temporary = "#"

// script is what holds while a script is looked at.
type script struct {
	*Checker
	file     *ast.File
	session  *resolve.Session
	path     []string        // the search path
	scratch  map[string]bool // temporary tables
	findings diag.List
	absolute bool // it is an absolute script, which is no ETL
	// visit is told of each statement that was resolved and where in the file it begins; nil when nobody listens.
	visit func(start int, tree *query.Statement, result resolve.Result)
}

func (c *Checker) begin(file *ast.File) *script {
	s := &script{
		Checker: c, file: file, path: []string{c.schema}, scratch: make(map[string]bool),
		session: resolve.NewSession(c.catalog, []string{c.schema}),
	}
	for name := range c.made {
		if _, known := c.db.Relation(name); !known {
			s.session.Make(name, nil, true)
		}
	}
	return s
}

// Script checks the statements of an ETL script in order; temporary tables and the search path live to its end.
func (c *Checker) Script(file *ast.File) diag.List {
	s := c.begin(file)
	s.run()
	return s.findings.Sort()
}

func (s *script) run() {
	for _, statement := range s.file.Statements {
		s.set(statement)
		if uses(statement) {
			s.check(statement)
		} else {
			s.define(statement)
		}
	}
}

// uses reports whether a statement reads, writes or calls what a model holds.
func uses(s ast.Statement) bool {
	switch s.(type) {
	case *ast.Insert, *ast.Update, *ast.Delete, *ast.Merge, *ast.Select, *ast.SelectInto, *ast.CreateTableAs,
		*ast.Copy, *ast.Unload, *ast.Truncate, *ast.Call, *ast.Refresh, *ast.Lock:
		return true
	}
	return false
}

// set takes note of SET search_path.
func (s *script) set(statement ast.Statement) {
	set, ok := statement.(*ast.Set)
	if !ok || set.Name != "search_path" {
		return
	}
	s.path = nil
	for _, schema := range set.Values {
		if !strings.Contains(schema, "$user") {
			s.path = append(s.path, schema)
		}
	}
	if len(s.path) == 0 {
		s.path = []string{s.schema}
	}
	s.session.SetPath(s.path)
}

// check resolves a statement, and enters the table that it makes.
func (s *script) check(statement ast.Statement) {
	span := statement.Bounds()
	if name, ok := makes(statement); ok && isTemporary(statement) {
		s.scratch[name.Name] = true
	}
	use, err := s.analyzer.Script(s.file.Text(span), s.qualify)
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		at := span.Start + syntax.Offset
		s.findings = append(s.findings, s.file.Source.Diagnose(diag.Warning, NotUnderstood, at, at+syntax.Length,
			"redraft cannot read this statement: "+syntax.Message, syntax.Hint))
		s.define(statement)
		return
	}
	for _, tree := range use.Trees {
		result := resolve.Statement(tree, s.session, nil)
		s.report(span.Start, result.Findings)
		if s.visit != nil {
			s.visit(span.Start, tree, result)
		}
		s.create(statement, tree, result)
	}
	for _, name := range s.unknown(use, len(use.Trees) > 0 && !isCall(statement)) {
		s.findings = append(s.findings, s.missing(span, name))
	}
}

func isCall(s ast.Statement) bool { _, ok := s.(*ast.Call); return ok }

// report turns what was found in a statement that begins at an offset into findings.
func (s *script) report(start int, found []resolve.Finding) {
	for _, f := range found {
		code := f.Code
		if code == resolve.MissingRelation && !s.absolute {
			code = MissingObject
		}
		s.findings = append(s.findings, s.file.Source.Diagnose(f.Severity, code, start+int(f.Start), start+int(f.End), f.Message, f.Hint))
	}
}

// create enters the table of CREATE TABLE AS and SELECT INTO.
func (s *script) create(statement ast.Statement, tree *query.Statement, result resolve.Result) {
	name, ok := makes(statement)
	if !ok || tree.Verb != query.Create {
		return
	}
	if isTemporary(statement) {
		s.session.MakeTemporary(name.Name, result.Columns, result.Open)
		return
	}
	s.session.Make(model.Name{Schema: name.Schema, Name: name.Name}, result.Columns, result.Open)
}

// qualify finds the schema of a name as the search path does; a name that is nowhere belongs to the first.
func (s *script) qualify(name string) string {
	switch {
	case s.scratch[name]:
		return temporary
	case model.Name{Name: name}.IsSystem():
		return "pg_catalog" // always first on the search path (r_search_path)
	}
	for _, schema := range s.path {
		full := model.Name{Schema: schema, Name: name}
		if _, known := s.db.Relation(full); known || s.made[full] {
			return schema
		}
	}
	return s.path[0]
}

// unknown returns the names of a statement that neither the model nor a script makes. What is in trees is resolved there. A
// function without a schema may be one of the engine's own.
func (s *script) unknown(use query.Use, resolved bool) []model.Name {
	var names []model.Name
	if !resolved {
		for _, name := range slices.Concat(use.Reads, use.Writes) {
			_, known := s.db.Relation(name)
			if !known && !s.made[name] && !s.elsewhere(name) {
				names = append(names, name)
			}
		}
	}
	for _, name := range use.Procedures {
		if name.Schema != "" && !s.routines[name] && !s.elsewhere(name) {
			names = append(names, name)
		}
	}
	return names
}

// missing is the finding for a name, at the first place in the statement that is spelt like it.
func (s *script) missing(span ast.Span, name model.Name) diag.Diagnostic {
	start, end := span.Start, span.End
	text := strings.ToLower(s.file.Text(span))
	for _, spelling := range []string{name.String(), name.Name} {
		if at := strings.Index(text, strings.ToLower(spelling)); at >= 0 {
			start, end = span.Start+at, span.Start+at+len(spelling)
			break
		}
	}
	hint := "the absolute scripts hold no object of that name"
	if near := diag.Nearest(name.String(), s.names); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return s.file.Source.Diagnose(diag.Error, MissingObject, start, end, name.String()+" does not exist", hint)
}
