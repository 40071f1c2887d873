package project

import (
	"errors"
	"io/fs"
	"os"

	"github.com/redraft/redraft/etl"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/ast"
)

// CheckETL resolves the statements of the ETL scripts against a model. It returns how many scripts there are; a project
// without the folder has none.
func (p *Project) CheckETL(db *model.Database) (int, diag.List) {
	files, findings := p.ETLScripts()
	c := etl.NewChecker(db, p.analyzer, p.Config.DefaultSchema, files)
	return len(files), append(findings, eachFile(files, c.Script)...).Sort()
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

// CheckQueries resolves the queries of views and the bodies of routines in absolute scripts against their model.
func (p *Project) CheckQueries(m *Model) diag.List {
	c := etl.NewChecker(m.Database, p.analyzer, p.Config.DefaultSchema, nil)
	return eachFile(m.Files, c.Declared).Sort()
}

// KeepTrees tells the reader of queries that all of them will be resolved. It must be called before a source is loaded.
func (p *Project) KeepTrees() { p.analyzer.KeepTrees = true }

// eachFile checks files in parallel.
func eachFile(files []*ast.File, check func(*ast.File) diag.List) (findings diag.List) {
	found := make([]diag.List, len(files))
	inParallel(len(files), func(i int) { found[i] = check(files[i]) })
	for _, list := range found {
		findings = append(findings, list...)
	}
	return findings
}
