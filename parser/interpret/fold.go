package interpret

import (
	"runtime"
	"sync"

	"github.com/redraft/redraft/diff"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// interpreter is one fold: the model so far and the session in which statements run.
type interpreter struct {
	db        *model.Database
	options   Options
	declaring bool
	exact     bool // names of keys must be what the model knows
	origins   *Origins
	renames   diff.Renames
	findings  diag.List
	bonds     bonds

	// The session; Flyway puts the search path back after each script, and a temporary table dies with it.
	file      *ast.File
	current   ast.Statement
	path      []string
	temporary map[string]bool
	// declared holds the relations that any of the files makes, for looking up unqualified names before they exist.
	declared map[model.Name]bool
	// references are the foreign keys that resolve looks at when everything is declared.
	references []pendingReference
	// keys maps the names of primary and unique keys to their tables; nil until somebody asks.
	keys      map[model.Name]model.ID
	overloads overloads // nil until somebody asks
	// assumed are the schemas that were taken to be there; CREATE SCHEMA may still say so.
	assumed map[model.ID]bool
	// searches counts the names that were looked for among all others.
	searches int
	// reading are the views whose columns are being looked up.
	reading map[model.ID]bool
}

func newInterpreter(db *model.Database, options Options) *interpreter {
	if len(options.SearchPath) == 0 {
		options.SearchPath = []string{"public"}
	}
	return &interpreter{
		db: db, options: options, origins: newOrigins(), bonds: newBonds(), path: options.SearchPath,
		declared: make(map[model.Name]bool), assumed: make(map[model.ID]bool),
		reading: make(map[model.ID]bool),
		renames: diff.Renames{
			Objects: make(map[model.ID]model.ID),
			Columns: make(map[model.ID]map[string]string),
		},
	}
}

// fold takes the chosen statements of the files in order.
func (in *interpreter) fold(files []*ast.File, chosen func(ast.Statement) bool) {
	for _, file := range files {
		in.file, in.path, in.temporary = file, in.options.SearchPath, make(map[string]bool)
		for _, s := range file.Statements {
			set, isSet := s.(*ast.Set)
			if isSet {
				in.set(set)
			}
			if !isSet && chosen(s) {
				in.statement(s)
			}
		}
	}
}

// statement hands a statement to the family that knows it. A family returns false for what is not its own.
func (in *interpreter) statement(s ast.Statement) {
	in.current = s
	families := []func(ast.Statement) bool{in.schemaStatement, in.tableStatement, in.viewStatement, in.routineStatement,
		in.privilegeStatement, in.otherStatement}
	for _, family := range families {
		if family(s) {
			return
		}
	}
}

// prepare learns the names that the files make and reads their queries, in parallel, before the fold asks for them one
// after another.
func (in *interpreter) prepare(files []*ast.File) {
	var queries []ast.Query
	var paths [][]string
	for _, file := range files {
		in.file, in.path = file, in.options.SearchPath
		for _, s := range file.Statements {
			switch s := s.(type) {
			case *ast.Set:
				in.set(s)
			case *ast.CreateTable:
				in.declare(s.Name)
			case *ast.CreateTableAs:
				in.declare(s.Name)
			case *ast.CreateView:
				in.declare(s.Name)
				queries, paths = append(queries, s.Query), append(paths, in.path)
			case *ast.CreateMaterializedView:
				in.declare(s.Name)
				queries, paths = append(queries, s.Query), append(paths, in.path)
			}
		}
	}
	if in.options.Analyzer == nil {
		return
	}
	parallel(len(queries), func(i int) {
		qualify := func(name string) string { return in.schemaOf(paths[i], name) }
		// An error is met again, and reported, when the fold comes to the statement.
		_, _ = in.options.Analyzer.Query(queries[i].Text, qualify)
	})
}

func (in *interpreter) declare(name ast.Name) {
	in.declared[model.Name{Schema: in.newSchema(name), Name: name.Name}] = true
}

// parallel runs work(0) … work(n-1) on all processors and waits.
func parallel(n int, work func(i int)) {
	var wait sync.WaitGroup
	workers := min(n, runtime.GOMAXPROCS(0))
	for w := range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := w; i < n; i += workers {
				work(i)
			}
		}()
	}
	wait.Wait()
}

// fail reports an error at a place of the present file.
func (in *interpreter) fail(at ast.Span, code diag.Code, summary, hint string) {
	in.report(diag.Error, at, code, summary, hint)
}

func (in *interpreter) warn(at ast.Span, code diag.Code, summary, hint string) {
	in.report(diag.Warning, at, code, summary, hint)
}

func (in *interpreter) report(severity diag.Severity, at ast.Span, code diag.Code, summary, hint string) {
	in.findings = append(in.findings, in.file.Source.Diagnose(severity, code, at.Start, at.End, summary, hint))
}

// put stores an object and ties what it is bound to.
func (in *interpreter) put(object model.Object) {
	in.bonds.untie(object.Identity())
	in.db.Put(object)
	in.tie(object)
	if table, ok := object.(*model.Table); ok && in.keys != nil {
		in.noteKeys(table)
	}
	if id := object.Identity(); id.Kind.IsRoutine() && in.overloads != nil {
		in.overloads.add(id)
	}
}

// remove takes an object out, with its grants and bonds.
func (in *interpreter) remove(id model.ID) {
	in.bonds.untie(id)
	in.db.Delete(id)
	if id.Kind.IsRoutine() && in.overloads != nil {
		in.overloads.remove(id)
	}
}
