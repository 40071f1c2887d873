package dialect

import (
	"errors"
	"strings"

	"github.com/redraft/redraft/parser/query"
)

// piece is a token and what the rewriting has made of it.
type piece struct {
	kind          query.TokenKind
	start, end    int // in the source
	before, after string
	text          string
	gone          bool // nothing of it is written, the blanks before it included
}

// rewriter holds a statement while it is edited.
type rewriter struct {
	source, folded string
	pieces         []piece
	options        Options
	nesting        int
	common         map[string]cte // common table expressions by name
	found          []block        // every SELECT, inner ones before those around them
	scopes         []*scope       // outer ones before those within them
	elementsEnd    map[int]int    // by the first token of a SUPER value in FROM, the token behind its alias
	attributes     map[int]string // by the last token of a path into a SUPER value, the last attribute's name
	labels         map[int]string // by the last token of a select list item without an alias, the name that it has got
	pivots         map[int]*pivot // by the token PIVOT or UNPIVOT
	aliases        []string       // names that are no columns of any relation, and may be lateral aliases
	lateral        bool           // a select list has an item whose name is used in it again
}

// render returns the text of the pieces from first to last-1, blanks and comments between them included.
func (r *rewriter) render(first, last int) string {
	var b strings.Builder
	for i := first; i < last; i++ {
		p := &r.pieces[i]
		if !p.gone {
			b.WriteString(r.gap(i))
		}
		b.WriteString(p.before)
		if !p.gone {
			b.WriteString(p.text)
		}
		b.WriteString(p.after)
	}
	return b.String()
}

// gap returns what stands in the source before a piece.
func (r *rewriter) gap(i int) string {
	from := 0
	if i > 0 {
		from = r.pieces[i-1].end
	}
	// Redshift's lexer ends a number where a word begins, as in "THEN 1WHEN"; PostgreSQL 15 wants a blank there.
	if i > 0 && from == r.pieces[i].start && r.pieces[i-1].kind == query.Number && r.pieces[i].kind == query.Word {
		return " "
	}
	return r.source[from:r.pieces[i].start]
}

// tail returns what stands behind the last piece.
func (r *rewriter) tail() string {
	if n := len(r.pieces); n > 0 {
		return r.source[r.pieces[n-1].end:]
	}
	return r.source
}

// remove leaves the pieces from first to last-1 out.
func (r *rewriter) remove(first, last int) {
	for i := first; i < last; i++ {
		r.pieces[i].gone = true
		r.pieces[i].before, r.pieces[i].after = "", ""
	}
}

// word returns the folded text of an unquoted word of the source and "" for any other token.
func (r *rewriter) word(i int) string {
	if i < 0 || i >= len(r.pieces) || r.pieces[i].kind != query.Word {
		return ""
	}
	return r.folded[r.pieces[i].start:r.pieces[i].end]
}

// symbol returns the text of a symbol of the source and "" for any other token.
func (r *rewriter) symbol(i int) string {
	if i < 0 || i >= len(r.pieces) || r.pieces[i].kind != query.Symbol {
		return ""
	}
	return r.source[r.pieces[i].start:r.pieces[i].end]
}

func (r *rewriter) kind(i int) query.TokenKind {
	if i < 0 || i >= len(r.pieces) {
		return 0
	}
	return r.pieces[i].kind
}

// name returns the name that a token is and "" where it is none. Quoted names are folded too, unless names keep their
// case (r_names).
func (r *rewriter) name(i int) string {
	switch r.kind(i) {
	case query.Word:
		return r.word(i)
	case query.Quoted:
		text := r.folded
		if r.options.CaseSensitive {
			text = r.source
		}
		text = text[r.pieces[i].start+1 : r.pieces[i].end-1]
		return strings.ReplaceAll(text, `""`, `"`)
	}
	return ""
}

// closing returns the index of the token that closes the parenthesis at open, or the number of tokens.
func (r *rewriter) closing(open int) int {
	depth := 0
	for i := open; i < len(r.pieces); i++ {
		switch r.symbol(i) {
		case "(", "[":
			depth++
		case ")", "]":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(r.pieces)
}

// arguments returns where each argument between the parentheses at open begins and, last, where they end.
func (r *rewriter) arguments(open int) []int {
	end := r.closing(open)
	starts := []int{open + 1}
	for i := open + 1; i < end; i++ {
		switch r.symbol(i) {
		case "(", "[":
			i = r.closing(i)
		case ",":
			starts = append(starts, i+1)
		}
	}
	if end == open+1 {
		return []int{end}
	}
	return append(starts, end+1)
}

func quoteName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// fail returns an error at a token.
func (r *rewriter) fail(at int, code, message, hint string) *Error {
	offset := len(r.source)
	if at < len(r.pieces) {
		offset = r.pieces[at].start
	}
	return &Error{Offset: offset, Code: code, Message: message, Hint: hint}
}

func lexical(err error) *Error {
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		return &Error{Offset: syntax.Offset, Code: codeSyntax, Message: syntax.Message, Hint: syntax.Hint}
	}
	return &Error{Code: codeSyntax, Message: err.Error()}
}
