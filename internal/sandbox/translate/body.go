package translate

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/internal/sandbox/dialect"
	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser"
	"github.com/redraft/redraft/parser/query"
)

// body returns a procedure's body as PostgreSQL's PL/pgSQL takes it. The language is the same; the statements in it are
// Redshift's, and are translated one by one. What cannot be read stays as it is: nothing of a body is checked before it
// runs (r_CREATE_PROCEDURE). Statements that are put together at run time stay Redshift's too, and fail where they must.
func (t *translator) body(text string) string {
	tokens, err := query.Tokens(text)
	if err != nil {
		return text
	}
	b := bodyReader{translator: t, text: text, tokens: tokens}
	first, depth := 0, 0
	for i, token := range tokens {
		switch text[token.Start:token.End] {
		case "(":
			depth++
		case ")":
			depth--
		case ";":
			if depth == 0 {
				b.fragment(first, i)
				first = i + 1
			}
		}
	}
	b.fragment(first, len(tokens))
	b.out.WriteString(text[b.written:])
	return b.out.String()
}

// bodyReader writes a body anew.
type bodyReader struct {
	*translator
	text    string
	tokens  []query.Token
	out     strings.Builder
	written int // bytes of text that are written
}

func (b *bodyReader) word(i int) string {
	if i >= len(b.tokens) {
		return ""
	}
	return query.Fold(b.text[b.tokens[i].Start:b.tokens[i].End])
}

// fragment writes the tokens from first to the semicolon at end: control structure, and behind it perhaps a statement.
func (b *bodyReader) fragment(first, end int) {
	at := first
	for next := b.behindControl(at, end); next > at; next = b.behindControl(at, end) {
		at = next
	}
	b.piece(first, at, b.rewritten)
	if slices.Contains(statementWords, b.word(at)) && at < end {
		b.piece(at, end, b.translated)
		return
	}
	b.piece(at, end, b.rewritten)
}

// statementWords begin the statements in a body that are not passed on with their queries rewritten only.
var statementWords = []string{
	"create", "alter", "drop", "truncate", "grant", "revoke", "comment", "analyze", "vacuum", "copy", "unload", "refresh", "lock",
}

// behindControl returns the token behind one piece of control structure, or at itself when there is none.
func (b *bodyReader) behindControl(at, end int) int {
	switch b.word(at) {
	case "begin", "else", "loop", "declare", "exception":
		return at + 1
	case "if", "elsif", "elseif", "when":
		return b.behind("then", at, end)
	case "while", "for":
		return b.behind("loop", at, end)
	}
	return at
}

// behind returns the token behind the next such word that is not a CASE expression's.
func (b *bodyReader) behind(word string, at, end int) int {
	cases := 0
	for i := at + 1; i < end; i++ {
		switch w := b.word(i); {
		case w == "case":
			cases++
		case w == "end" && cases > 0:
			cases--
		case w == word && cases == 0:
			return i + 1
		}
	}
	return at
}

// piece writes tokens from first up to end as change makes them, and what stands before them as it is.
func (b *bodyReader) piece(first, end int, change func(string) string) {
	if first >= end {
		return
	}
	start, stop := b.tokens[first].Start, b.tokens[end-1].End
	b.out.WriteString(b.text[b.written:start])
	b.out.WriteString(change(b.text[start:stop]))
	b.written = stop
}

func (b *bodyReader) rewritten(text string) string {
	options := b.dialect(b.inline)
	options.Procedure = true
	out, err := dialect.Rewrite(text, options)
	if err != nil {
		return text
	}
	return out
}

// translated writes a statement as its steps, so that the variables of the procedure are still seen in its queries.
func (b *bodyReader) translated(text string) string {
	file, findings := parser.ParseText(diag.NewSource("", text), parser.Options{CaseSensitive: b.CaseSensitive, KeepPlaceholders: true})
	if findings.HasErrors() || len(file.Statements) != 1 {
		return b.rewritten(text)
	}
	inner := &translator{Session: b.Session, file: file, analyzer: b.analyzer, made: b.made}
	inner.Block = true // a body is never alone
	command := inner.command(file.Statements[0])
	if len(command.Steps) == 0 {
		return command.SQL
	}
	steps := make([]string, len(command.Steps))
	for i, step := range command.Steps {
		steps[i] = step
		if query, found := strings.CutPrefix(step, "SELECT "); found {
			steps[i] = "PERFORM " + query
		}
	}
	return strings.Join(steps, "; ")
}
