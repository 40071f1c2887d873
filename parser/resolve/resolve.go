package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/query"
)

// Statement resolves a statement. Names that variables holds mean a procedure's variables before they mean columns.
func Statement(s *query.Statement, catalog Catalog, variables map[string]bool) Result {
	r := &resolver{catalog: catalog, variables: variables}
	switch s.Verb {
	case query.Select, query.Create, query.Evaluate:
		out := r.selection(s.Query, nil, nil)
		out = r.relabel(out, s.Columns, s.Place)
		r.result.Columns, r.result.Open = out.columns, out.open
	default:
		r.change(s)
	}
	for i := range r.result.Columns {
		r.result.Columns[i].From = sorted(r.result.Columns[i].From)
	}
	return r.result
}

// resolver holds what is found while a statement is walked.
type resolver struct {
	catalog   Catalog
	variables map[string]bool
	result    Result
	role      Role
	quiet     int // above zero nothing is noted, for what is walked is walked again
}

func (r *resolver) fail(at query.Place, code diag.Code, message, hint string) {
	r.find(diag.Error, at, code, message, hint)
}

func (r *resolver) warn(at query.Place, code diag.Code, message, hint string) {
	r.find(diag.Warning, at, code, message, hint)
}

func (r *resolver) find(severity diag.Severity, at query.Place, code diag.Code, message, hint string) {
	if r.quiet == 0 {
		r.result.Findings = append(r.result.Findings, Finding{at, severity, code, message, hint})
	}
}

// use notes a reference to columns of relations.
func (r *resolver) use(at query.Place, refs ...Ref) {
	if r.quiet > 0 {
		return
	}
	for _, ref := range refs {
		r.result.Uses = append(r.result.Uses, Use{Ref: ref, Place: at, Role: r.role})
	}
}

// useAll notes that a star stands for columns of relations.
func (r *resolver) useAll(at query.Place, refs ...Ref) {
	before := len(r.result.Uses)
	r.use(at, refs...)
	for i := range r.result.Uses[before:] {
		r.result.Uses[before+i].Star = true
	}
}

// as walks something in a role.
func (r *resolver) as(role Role, walk func()) {
	outer := r.role
	r.role = role
	walk()
	r.role = outer
}

// table is a list of columns with what is not known about it: a relation, a query's output, a join.
type table struct {
	columns []Column
	open    bool
}

// vague reports whether a name that is not among the columns may be one: there are more, or one whose name nobody knows.
func (t table) vague() bool {
	return t.open || slices.ContainsFunc(t.columns, func(c Column) bool { return c.Name == unnamed })
}

// find returns the columns of a name.
func (t table) find(name string) (found []Column) {
	for _, c := range t.columns {
		if c.Name == name {
			found = append(found, c)
		}
	}
	return found
}

// names returns the names of the columns.
func (t table) names() []string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.Name
	}
	return names
}

// relabel gives columns the names of a list, which may be shorter than the columns but not longer.
func (r *resolver) relabel(t table, names []query.Name, at query.Place) table {
	if len(names) == 0 {
		return t
	}
	if len(names) > len(t.columns) && !t.open {
		r.fail(at, ColumnList, plural(len(names), "column name")+" for "+plural(len(t.columns), "column"),
			"name no more columns than the query gives")
	}
	columns := slices.Clone(t.columns)
	if t.open { // where the columns that are not known stand is not known either
		columns = make([]Column, len(names))
	}
	for i := range min(len(names), len(columns)) {
		columns[i].Name = names[i].Text
	}
	return table{columns, t.open}
}

func sorted(refs []Ref) []Ref {
	slices.SortFunc(refs, func(a, b Ref) int { return cmp.Or(a.Relation.Compare(b.Relation), strings.Compare(a.Column, b.Column)) })
	return slices.Compact(refs)
}

// nearest makes a hint of the names that are spelt most like one.
func nearest(name string, names []string) string {
	return didYouMean(diag.Nearest(name, names))
}

func didYouMean(near []string) string {
	if len(near) == 0 {
		return ""
	}
	return "did you mean " + strings.Join(near, " or ") + "?"
}

// isPlaceholder reports whether a name holds a placeholder without a value, so that nobody knows what it is.
func isPlaceholder(name string) bool { return strings.Contains(name, "${") }

// value is what is known of an expression.
type value struct {
	typ  model.DataType
	from []Ref
	// literal says that the expression is a string or NULL without a type of its own, which takes that of its surroundings.
	literal bool
	certain bool // see Column
}
