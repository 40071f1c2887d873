package project

import (
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/redraft/redraft/etl"
	"github.com/redraft/redraft/lineage"
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

// ETLReferences returns the places of the ETL scripts that name columns and relations of a model, by place.
func (p *Project) ETLReferences(db *model.Database) (list []etl.Reference) {
	files, _ := p.ETLScripts() // what is wrong in them is the business of check
	c := etl.NewChecker(db, p.analyzer, p.Config.DefaultSchema, files)
	found := make([][]etl.Reference, len(files))
	inParallel(len(files), func(i int) { found[i] = c.References(files[i]) })
	for _, of := range found {
		list = append(list, of...)
	}
	slices.SortStableFunc(list, func(a, b etl.Reference) int { return a.Pos.Compare(b.Pos) })
	return slices.Compact(list)
}

// Lineage returns the columns of a model and what they are made of.
func (p *Project) Lineage(db *model.Database) *lineage.Graph {
	return lineage.Build(db, p.analyzer, []string{p.Config.DefaultSchema})
}

// eachFile checks files in parallel.
func eachFile(files []*ast.File, check func(*ast.File) diag.List) (findings diag.List) {
	found := make([]diag.List, len(files))
	inParallel(len(files), func(i int) { found[i] = check(files[i]) })
	for _, list := range found {
		findings = append(findings, list...)
	}
	return findings
}
