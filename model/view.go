package model

import "slices"

// Query is the text of a query with what parser/query found in it.
type Query struct {
	// Text is what a person wrote, without the closing semicolon.
	Text string
	// Canonical is the form in which two spellings of one query are equal; it alone counts for equality.
	Canonical string
	// Shape is equal for two queries only when their output columns are provably the same, given the same tables; empty
	// when that cannot be told.
	Shape string
	// Relations and Functions are what the query reads and calls, sorted and without repetition; common table
	// expressions and the engine's own functions may appear among Functions but never among Relations.
	Relations []Name
	Functions []Name
}

// View is a regular or a late-binding view.
type View struct {
	ID ID
	Common
	Columns        []string // the explicit column list; nil when the query names them
	Query          Query
	NoBinding      bool // WITH NO SCHEMA BINDING
	ColumnComments []ColumnComment
}

// Identity returns the view's ID.
func (v *View) Identity() ID { return v.ID }

// Clone returns a copy that may be changed.
func (v *View) Clone() *View {
	c := *v
	c.Columns = slices.Clone(v.Columns)
	c.ColumnComments = slices.Clone(v.ColumnComments)
	return &c
}

// ColumnComment is a comment on one column of a view.
type ColumnComment struct {
	Column, Comment string
}

// MaterializedView is a view whose rows are stored.
type MaterializedView struct {
	ID ID
	Common
	Query          Query
	Distribution   Distribution
	SortKey        SortKey
	AutoRefresh    bool
	NoBackup       bool
	ColumnComments []ColumnComment
}

// Identity returns the materialized view's ID.
func (v *MaterializedView) Identity() ID { return v.ID }

// Clone returns a copy that may be changed.
func (v *MaterializedView) Clone() *MaterializedView {
	c := *v
	c.SortKey.Columns = slices.Clone(v.SortKey.Columns)
	c.ColumnComments = slices.Clone(v.ColumnComments)
	return &c
}
