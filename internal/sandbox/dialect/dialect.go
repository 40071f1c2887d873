// Package dialect turns one statement in Redshift's dialect into one that PostgreSQL takes and that means the same.
//
// It reads tokens, never characters, and edits the text where the two dialects part: what PostgreSQL understands stays
// as it was written, line for line, so that the positions of errors still make sense. What cannot be said to PostgreSQL
// is an error in Redshift's words; nothing is changed into something that only looks alike.
//
// The package does not know which objects exist, connects to nothing, and leaves DDL alone but for the queries in it.
package dialect

import (
	"slices"

	"github.com/redraft/redraft/parser/query"
)

// Options is what Rewrite cannot see in the statement.
type Options struct {
	// Inline returns the query of a late-binding view in Redshift's dialect; schema is empty when the name is not
	// qualified. Nil means that there are none.
	Inline func(schema, name string) (text string, ok bool)

	// LateColumns is called before a statement is written that asks for the columns of late-binding views, so that they can
	// be found out. Nil does nothing.
	LateColumns func()

	// Procedure says that the statement stands in the body of a procedure, where SELECT … INTO gives values to variables
	// (c_PLpgSQL-statements) and makes no table.
	Procedure bool

	// Columns returns the names of a relation's columns, in order; schema is empty when the name is not qualified. It is asked
	// only where a statement means what it says by the columns there are: PIVOT, and names before a dot that are those of no
	// relation. Nil means that nobody knows.
	Columns func(schema, name string) (columns []string, ok bool)

	// CaseSensitive is enable_case_sensitive_identifier: quoted names keep their capitals (r_enable_case_sensitive_identifier).
	CaseSensitive bool

	// Missing returns the name of a column that a statement in PostgreSQL's dialect asks for and that does not exist; ok is
	// false when there is none. It is asked only where a select list has an item of such a name, for the name then stands for
	// the item's expression (r_SELECT_list: lateral column aliases), but a column of that name would win. Nil means that
	// nobody knows, and select lists stay as they are. The function pg_redshift.missing_column answers it.
	Missing func(statement string) (column string, ok bool)
}

// Error says where and why a statement cannot be rewritten.
type Error struct {
	Offset  int    // in bytes of the statement
	Code    string // SQLSTATE
	Message string
	Hint    string
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// SQLSTATEs (PostgreSQL's appendix of error codes).
const (
	codeSyntax       = "42601"
	codeNotSupported = "0A000"
)

// Rewrite returns the statement in PostgreSQL's dialect. The error is an *Error.
func Rewrite(statement string, o Options) (string, error) {
	return rewriteNested(statement, o, 0)
}

// maxNesting bounds late-binding views that read each other.
const maxNesting = 50

func rewriteNested(statement string, o Options, nesting int) (string, error) {
	var aliases []string
	for {
		r, err := read(statement, o)
		if err != nil {
			return "", err
		}
		r.nesting, r.aliases = nesting, aliases
		if err := r.rewrite(); err != nil {
			return "", err
		}
		text := r.render(0, len(r.pieces)) + r.tail()
		if !r.lateral || o.Missing == nil {
			return text, nil
		}
		name, ok := o.Missing(r.probe())
		if !ok || slices.Contains(aliases, name) {
			return text, nil
		}
		aliases = append(aliases, name)
	}
}

// probe returns the part of the statement that reads tables, without EXPLAIN or CREATE TABLE … AS before it.
func (r *rewriter) probe() string {
	for i := range r.pieces {
		switch r.word(i) {
		case "select", "with", "insert", "update", "delete":
			return r.render(i, len(r.pieces))
		}
	}
	return ""
}

// read cuts the statement into pieces.
func read(statement string, o Options) (*rewriter, error) {
	tokens, err := query.Tokens(statement)
	if err != nil {
		return nil, lexical(err)
	}
	r := &rewriter{source: statement, folded: query.Fold(statement), options: o}
	r.pieces = make([]piece, len(tokens))
	for i, t := range tokens {
		r.pieces[i] = piece{kind: t.Kind, start: t.Start, end: t.End, text: statement[t.Start:t.End]}
	}
	return r, nil
}
