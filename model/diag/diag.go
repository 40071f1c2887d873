// Package diag is how redraft talks to people about what they wrote: findings with a severity, a stable code, a place, a
// line of source with a caret, and a way out.
//
// It owns sources (text with line numbers), positions and lists of findings. It never prints and never decides what is
// wrong; the rooms that know do. It imports the standard library only.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says how much a finding matters.
type Severity uint8

// The severities. Any Error makes a run fail; a Warning is likely wrong; an Info is worth knowing.
const (
	Info Severity = iota + 1
	Warning
	Error
)

// String returns the severity in lower-case English.
func (s Severity) String() string { return [...]string{"", "info", "warning", "error"}[s] }

// Code is the stable name of a sort of finding, in kebab case; it is what people silence and what SARIF calls the rule.
type Code string

// Position is a place in a file. Line and Column count from 1, the column in characters. The zero value means "nowhere
// in particular".
type Position struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// IsZero reports whether the position names no place.
func (p Position) IsZero() bool { return p == Position{} }

// String returns file:line:col, as much of it as is known.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Compare orders positions by file, line and column.
func (p Position) Compare(o Position) int {
	return cmp.Or(strings.Compare(p.File, o.File), cmp.Compare(p.Line, o.Line), cmp.Compare(p.Column, o.Column))
}

// Related is a second place that helps to understand a finding.
type Related struct {
	Pos     Position
	Message string
}

// Diagnostic is one finding.
type Diagnostic struct {
	Severity Severity
	Code     Code
	Pos      Position
	// Summary is one sentence without a full stop: what is wrong, in the words of the field.
	Summary string
	// Hint is what a person can do about it; empty when there is nothing to say.
	Hint string
	// Snippet is the source line; the caret stands under Pos.Column and is Width characters wide.
	Snippet string
	Width   int
	Related []Related
}

// Error returns "file:line:col: severity: summary [code]", so that a Diagnostic can be an error.
func (d Diagnostic) Error() string {
	where := d.Pos.String()
	if where != "" {
		where += ": "
	}
	return fmt.Sprintf("%s%s: %s [%s]", where, d.Severity, d.Summary, d.Code)
}

// Compare orders findings by place, then severity (worst first), code and summary.
func (d Diagnostic) Compare(o Diagnostic) int {
	return cmp.Or(
		d.Pos.Compare(o.Pos),
		cmp.Compare(o.Severity, d.Severity),
		strings.Compare(string(d.Code), string(o.Code)),
		strings.Compare(d.Summary, o.Summary),
	)
}

// List is the findings of a run. A nil list means that all is well.
type List []Diagnostic

// Sort orders the list by place and takes repetitions out.
func (l List) Sort() List {
	slices.SortStableFunc(l, Diagnostic.Compare)
	return slices.CompactFunc(l, func(a, b Diagnostic) bool { return a.Compare(b) == 0 })
}

// HasErrors reports whether the list holds an Error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Count returns how many findings have that severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Err returns the list as an error when it holds an Error, and nil otherwise.
func (l List) Err() error {
	if l.HasErrors() {
		return l
	}
	return nil
}

// Error returns all findings, one a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}
