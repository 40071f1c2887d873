// Package dialect turns one statement in Redshift's dialect into one that PostgreSQL takes and that means the same.
//
// It reads tokens, never characters, and edits the text where the two dialects part: what PostgreSQL understands stays
// as it was written, line for line, so that the positions of errors still make sense. What cannot be said to PostgreSQL
// is an error in Redshift's words; nothing is changed into something that only looks alike.
//
// The package does not know which objects exist, connects to nothing, and leaves DDL alone but for the queries in it.
package dialect

import (
	"github.com/redraft/redraft/parser/query"
)

// Options is what Rewrite cannot see in the statement.
type Options struct {
	// Inline returns the query of a late-binding view in Redshift's dialect; schema is empty when the name is not
	// qualified. Nil means that there are none.
	Inline func(schema, name string) (text string, ok bool)
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
	r, err := read(statement, o)
	if err != nil {
		return "", err
	}
	r.nesting = nesting
	if err := r.rewrite(); err != nil {
		return "", err
	}
	return r.render(0, len(r.pieces)) + r.tail(), nil
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
