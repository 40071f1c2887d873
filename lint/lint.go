// Package lint finds what Redshift accepts and a team will regret: definitions that cost speed or safety, and
// changesets that lose rows or objects in silence.
//
// It owns the rules, one a file, each with its evidence and a section in docs/lint.md, and the comments that silence
// them. What Redshift itself refuses is for the parser and the interpreter to report. The package reads statements and
// models, and never SQL text; it opens no file and prints nothing.
package lint

import (
	"iter"

	"github.com/redraft/redraft/deps"
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
	"github.com/redraft/redraft/parser/query"
)

// Input is what the rules look at.
type Input struct {
	// Scripts are the absolute scripts; Database is what they declare.
	Scripts  []*ast.File
	Database *model.Database
	// Changesets are those that can still be changed: Flyway checks the text of applied ones, comments included, so
	// that there a finding could be neither mended nor silenced.
	Changesets []*ast.File
	// Graph is the dependencies of the database; nil makes Run build it.
	Graph *deps.Graph
	// Places tells where objects were written; nil when that is not known.
	Places Places
	// Analyzer reads the queries of views; without one the rules about their text find nothing. Sharing the
	// interpreter's saves reading them again.
	Analyzer *query.Analyzer
}

// Places tells where objects and columns were written; it answers the zero position when it does not know.
type Places interface {
	Object(model.ID) diag.Position
	Column(table model.ID, column string) diag.Position
}

// Rule is one thing to look for.
type Rule struct {
	Code diag.Code
	// Title says in a few words what is found.
	Title string
	// Why says what it costs, with the page of the manual that says so.
	Why      string
	Severity diag.Severity
	// Check finds the places; nil for the rules about the comments that silence others.
	Check func(*Input) []Finding
}

// Finding is one place where a rule does not hold: an object, one of its columns, or a span of a file.
type Finding struct {
	Object  model.ID
	Column  string
	File    *ast.File
	Span    ast.Span
	Summary string
	Hint    string
}

// Options are the settings of a project.
type Options struct {
	// Severity overrides the severity of rules by code; 0 turns a rule off.
	Severity map[diag.Code]diag.Severity
}

func (o Options) severity(r Rule) diag.Severity {
	if s, ok := o.Severity[r.Code]; ok {
		return s
	}
	return r.Severity
}

// Find returns the rule of that code.
func Find(code diag.Code) (Rule, bool) {
	for _, r := range All {
		if r.Code == code {
			return r, true
		}
	}
	return Rule{}, false
}

// Run returns the findings of all rules that are not off, without those that a comment silences.
func Run(in Input, options Options) diag.List {
	if in.Database == nil {
		in.Database = &model.Database{}
	}
	if in.Graph == nil {
		in.Graph = deps.Build(in.Database)
	}
	p := newPlacer(&in)
	var list diag.List
	for _, rule := range All {
		severity := options.severity(rule)
		if rule.Check == nil || severity == 0 {
			continue
		}
		for _, f := range rule.Check(&in) {
			list = append(list, p.diagnose(f, severity, rule.Code))
		}
	}
	list, complaints := silence(list, &in, options)
	return append(list, complaints...).Sort()
}

// statements yields the statements of one type with their files, those inside of CREATE SCHEMA included.
func statements[S ast.Statement](files []*ast.File) iter.Seq2[*ast.File, S] {
	return func(yield func(*ast.File, S) bool) {
		for _, file := range files {
			for _, statement := range file.Statements {
				if s, ok := statement.(S); ok && !yield(file, s) {
					return
				}
				schema, ok := statement.(*ast.CreateSchema)
				if !ok {
					continue
				}
				for _, element := range schema.Elements {
					if s, ok := element.(S); ok && !yield(file, s) {
						return
					}
				}
			}
		}
	}
}
