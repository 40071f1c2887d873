package project

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
)

const codeETLMissing diag.Code = "etl-missing-object"

// CheckETL reads the ETL scripts and looks for the tables and views that they name in a model. It returns how many
// scripts there are; a project without the folder has none.
func (p *Project) CheckETL(db *model.Database) (int, diag.List) {
	files, findings := p.ETLScripts()
	c := newETLCheck(p, db, files)
	found := make([]diag.List, len(files))
	inParallel(len(files), func(i int) { found[i] = c.file(files[i]) })
	for _, list := range found {
		findings = append(findings, list...)
	}
	return len(files), findings.Sort()
}

// ETLScripts parses the ETL scripts; a project without the folder has none.
func (p *Project) ETLScripts() ([]*ast.File, diag.List) {
	folder := p.folder("", p.Config.ETL)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	inputs, findings := tree{fs: os.DirFS(folder), name: p.name(folder)}.scripts()
	files, more := parser.ParseFiles(inputs, p.ParserOptions())
	return files, append(findings, more...)
}

// etlCheck holds what names in ETL scripts may mean.
type etlCheck struct {
	db       *model.Database
	schema   string // of names without one
	analyzer *query.Analyzer
	foreign  map[string]bool     // schemas whose objects no model holds
	made     map[model.Name]bool // what the scripts make themselves
	routines map[model.Name]bool
	names    []string // for hints
}

func newETLCheck(p *Project, db *model.Database, files []*ast.File) *etlCheck {
	c := &etlCheck{
		db: db, schema: p.Config.DefaultSchema, analyzer: p.analyzer,
		foreign: make(map[string]bool), made: make(map[model.Name]bool), routines: make(map[model.Name]bool),
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
	for _, file := range files {
		for _, s := range file.Statements {
			if name, ok := makes(s); ok {
				c.made[c.qualified(name)] = true
			}
		}
	}
	return c
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

func (c *etlCheck) qualified(n ast.Name) model.Name {
	schema := n.Schema
	if schema == "" {
		schema = c.schema
	}
	return model.Name{Schema: schema, Name: n.Name}
}

// temporary is the schema of a script's temporary tables while it is looked at.
const temporary = "#"

// file looks at the statements of a script in order; temporary tables and the search path live to its end.
func (c *etlCheck) file(file *ast.File) diag.List {
	var findings diag.List
	script := &etlScript{etlCheck: c, path: []string{c.schema}, scratch: make(map[string]bool)}
	for _, s := range file.Statements {
		script.enter(s)
		if !uses(s) {
			continue
		}
		span := s.Bounds()
		use, err := c.analyzer.Script(file.Text(span), script.qualify)
		var syntax *query.SyntaxError
		if errors.As(err, &syntax) {
			at := span.Start + syntax.Offset
			findings = append(findings, file.Source.Diagnose(diag.Warning, "etl-not-understood", at, at+syntax.Length,
				"redraft cannot read this statement: "+syntax.Message, syntax.Hint))
			continue
		}
		for _, name := range c.unknown(use) {
			findings = append(findings, c.missing(file, span, name))
		}
	}
	return findings
}

// etlScript is what holds while a script is looked at.
type etlScript struct {
	*etlCheck
	path    []string        // the search path
	scratch map[string]bool // temporary tables
}

// enter takes note of what a statement changes for those behind it.
func (e *etlScript) enter(s ast.Statement) {
	if name, ok := makes(s); ok && isTemporary(s) {
		e.scratch[name.Name] = true
	}
	set, ok := s.(*ast.Set)
	if !ok || set.Name != "search_path" {
		return
	}
	e.path = nil
	for _, schema := range set.Values {
		if !strings.Contains(schema, "$user") {
			e.path = append(e.path, schema)
		}
	}
	if len(e.path) == 0 {
		e.path = []string{e.schema}
	}
}

// qualify finds the schema of a name as the search path does; a name that is nowhere belongs to the first.
func (e *etlScript) qualify(name string) string {
	switch {
	case e.scratch[name]:
		return temporary
	case model.Name{Name: name}.IsSystem():
		return "pg_catalog" // always first on the search path (r_search_path)
	}
	for _, schema := range e.path {
		full := model.Name{Schema: schema, Name: name}
		if _, known := e.db.Relation(full); known || e.made[full] {
			return schema
		}
	}
	return e.path[0]
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

// unknown returns the names that neither the model nor a script makes. A function without a schema may be one of the
// engine's own.
func (c *etlCheck) unknown(use query.Use) []model.Name {
	var names []model.Name
	for _, name := range slices.Concat(use.Reads, use.Writes) {
		_, known := c.db.Relation(name)
		if !known && !c.made[name] && !c.elsewhere(name) {
			names = append(names, name)
		}
	}
	for _, name := range slices.Concat(use.Functions, use.Procedures) {
		if name.Schema != "" && !c.routines[name] && !c.elsewhere(name) {
			names = append(names, name)
		}
	}
	return names
}

// elsewhere reports whether no model would hold the name.
func (c *etlCheck) elsewhere(name model.Name) bool {
	return name.IsSystem() || name.Schema == temporary || strings.HasPrefix(name.Name, "#") || c.foreign[name.Schema]
}

// missing is the finding for a name, at the first place in the statement that is spelt like it.
func (c *etlCheck) missing(file *ast.File, span ast.Span, name model.Name) diag.Diagnostic {
	start, end := span.Start, span.End
	text := strings.ToLower(file.Text(span))
	for _, spelling := range []string{name.String(), name.Name} {
		if at := strings.Index(text, strings.ToLower(spelling)); at >= 0 {
			start, end = span.Start+at, span.Start+at+len(spelling)
			break
		}
	}
	hint := "the absolute scripts hold no object of that name"
	if near := diag.Nearest(name.String(), c.names); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return file.Source.Diagnose(diag.Error, codeETLMissing, start, end, name.String()+" does not exist", hint)
}
