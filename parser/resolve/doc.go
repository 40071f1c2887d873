// Package resolve finds out what the names in a query mean, given the columns of the relations that exist: which column of
// which relation each reference is, what the output columns are called and of which type, and what is wrong.
//
// It speaks up on three levels. What is proved wrong is an error: no such table, column or function, a column that two
// tables have, sides of a set operation or lists of an INSERT of different widths. What is likely wrong is a warning. What
// cannot be known, such as the columns of a system table, stays unknown and is no finding, and so does everything that
// depends on it.
//
// The package reads the trees of parser/query and never text, opens nothing, and changes nothing that it is given.
package resolve

import (
	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/query"
)

// Column is a column of a relation or of a result. A type is unknown when it is zero; a character type whose length, or a
// numeric whose precision, is not known has a Length of 0.
type Column struct {
	Name string
	Type model.DataType
	// From are the columns of relations that carry the values, sorted; nil for a relation's own columns.
	From []Ref
	// untyped says that it is a text or NULL that was written without a type, which takes that of what it meets.
	untyped bool
	// certain says that the type follows from a table's column, a cast or count alone, and from no rule of promotion.
	certain bool
}

// Certain reports whether the type is exact and follows from a table's column, a cast or count alone, so that two queries
// with the same certain columns provably have the same output.
func (c Column) Certain() bool { return c.certain && c.Exact() }

// Exact reports whether the type is known with its length, and not that of a text that was written without a type.
func (c Column) Exact() bool {
	switch c.Type.Name {
	case "":
		return false
	case model.Char, model.Varchar, model.Varbyte, model.Numeric:
		return c.Type.Length > 0 && !c.untyped
	}
	return !c.untyped
}

// Ref names a column of a relation; an empty Column means the relation as a whole.
type Ref struct {
	Relation model.Name
	Column   string
}

// Relation is what is known of a table or view.
type Relation struct {
	Name    model.Name
	Columns []Column
	Open    bool // there may be more columns than those
	Gone    bool // it does not exist, or, when it is open too, most likely does not; Name is what was looked for
}

// Function is what is known of a user-defined function.
type Function struct {
	Args    []model.DataType
	Returns model.DataType
}

// Catalog answers what exists. Its methods must give the same answer each time while a statement is resolved.
type Catalog interface {
	// Relation returns what a name of one to three parts means: a table or view, the search path applied.
	Relation(path []string) Relation
	// Functions returns the user-defined functions of a name, and whether that is all that can have the name.
	Functions(schema, name string) (list []Function, closed bool)
	// Near returns what a name of a relation or a function, which does not exist, may have meant, the likeliest first.
	Near(path []string) []string
}

// Role is the part of a statement in which a reference stands.
type Role uint8

// The roles.
const (
	InOutput Role = iota + 1
	InFilter      // WHERE, HAVING, QUALIFY, CONNECT BY
	InJoin        // ON and USING
	InGrouping
	InOrder
	InTarget // a column that is written
)

// String returns the role in one word, as it is shown to people.
func (r Role) String() string {
	return [...]string{"", "output", "filter", "join", "grouping", "order", "target"}[r]
}

// Use is a reference to a column of a relation.
type Use struct {
	Ref
	query.Place
	Role Role
	Star bool // it stands for all columns that there are
}

// Finding is something that is wrong, or likely so.
type Finding struct {
	query.Place
	Severity diag.Severity
	Code     diag.Code
	Message  string // a sentence without a full stop
	Hint     string
}

// Result is what was found out about a statement.
type Result struct {
	Columns []Column // of the query's output
	Open    bool     // there may be more output columns than those
	Uses    []Use    // in the order of the text, nearly
	// Reads are the relations that are read, once for each place.
	Reads    []Use
	Findings []Finding
}

// The codes of findings.
const (
	MissingRelation  diag.Code = "missing-relation"
	MissingColumn    diag.Code = "missing-column"
	MissingTable     diag.Code = "missing-from-item"
	MissingFunction  diag.Code = "missing-function"
	AmbiguousColumn  diag.Code = "ambiguous-column"
	DuplicateAlias   diag.Code = "duplicate-alias"
	DuplicateColumn  diag.Code = "duplicate-target-column"
	SetWidth         diag.Code = "set-operation-width"
	InsertWidth      diag.Code = "insert-width"
	ColumnList       diag.Code = "column-list-width"
	SubqueryWidth    diag.Code = "subquery-width"
	ArgumentCount    diag.Code = "argument-count"
	MismatchingTypes diag.Code = "mismatching-types"
)
