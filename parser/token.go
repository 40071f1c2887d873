package parser

import "github.com/redraft/redraft/parser/ast"

// tokenKind is the sort of a token.
type tokenKind uint8

const (
	tokEnd       tokenKind = iota // the end of the text
	tokSemicolon                  // ;
	tokWord                       // an unquoted name or keyword, #temporary names and ${placeholders} included
	tokQuoted                     // "name"
	tokString                     // '…' and E'…'
	tokDollar                     // $tag$…$tag$
	tokNumber                     // 1, 1.5, 1e9
	tokParam                      // $1 and ?
	tokSymbol                     // an operator or punctuation mark
	tokComment                    // -- … and /* … */; never handed to the grammar
	tokMeta                       // \… at the beginning of a line, a command of psql
	tokBad                        // something that the lexer has reported
)

// token is a piece of the text. Offsets are bytes; texts of 2 GB and more are refused before they are cut.
type token struct {
	kind       tokenKind
	start, end int32
}

func (t token) span() ast.Span { return ast.Span{Start: int(t.start), End: int(t.end)} }

// endsStatement reports whether a statement stops before the token.
func (t token) endsStatement() bool {
	return t.kind == tokEnd || t.kind == tokSemicolon || t.kind == tokMeta
}
