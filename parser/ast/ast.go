// Package ast holds the statements of Redshift SQL as the parser understood them: one struct a statement, with the
// places it came from.
//
// It owns shapes only. Names in it are folded, types are resolved, and nothing in it knows whether an object exists.
package ast

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
)

// Span is where a node stands: byte offsets into the source's Text, the end exclusive.
type Span struct{ Start, End int }

// Bounds returns the span itself, so that every node that embeds Span knows its place.
func (s Span) Bounds() Span { return s }

// Statement is one SQL statement. Every statement embeds Span, which covers it without its semicolon.
type Statement interface {
	Bounds() Span
	statement()
}

// Base is embedded by every statement.
type Base struct{ Span }

func (Base) statement() {}

// File is a parsed file: its statements in order and the directives in its comments.
type File struct {
	Source     *diag.Source
	Statements []Statement
	Directives []Directive
}

// Text returns the source text that a span covers.
func (f *File) Text(s Span) string { return f.Source.Text[s.Start:s.End] }

// Directive is a comment "-- redraft: verb arguments" that speaks to redraft.
type Directive struct {
	Span
	Verb string // for example "renamed from" or "ignore"
	Args string // the rest of the line, trimmed
	Line int    // line of the original file, from 1
}

// Ident is one folded identifier.
type Ident struct {
	Span
	Name string
}

// IsZero reports whether there is no identifier.
func (i Ident) IsZero() bool { return i.Name == "" }

// Name is a possibly qualified name, each part folded and empty when not written.
type Name struct {
	Span
	Database string
	Schema   string
	Name     string
}

// Type is a data type as resolved from its spelling. Data is zero when Text is not a type of Redshift itself, as in
// external tables.
type Type struct {
	Span
	Data model.DataType
	Text string // normalised tokens
}

// Expr is a scalar expression. Canonical is its normalised tokens: keywords and names folded, blanks single, redundant
// outer parentheses and a cast to the column's own type taken away.
type Expr struct {
	Span
	Text      string
	Canonical string
	Functions []model.Name // what it calls, as written and folded
}

// Query is the text of a query, to be understood by parser/query.
type Query struct {
	Span
	Text string
}

// Argument is an argument of a routine in its definition or in its signature.
type Argument struct {
	Name Ident
	Mode model.ArgMode
	Type Type
}
