package parser

import (
	"sort"
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

// file reads all statements.
func (p *parser) file() {
	for p.begin() {
		if statement := p.read(); statement != nil {
			p.out.Statements = append(p.out.Statements, statement)
		}
	}
}

// read reads the statement at hand to its end, and returns nil when that failed.
func (p *parser) read() ast.Statement {
	if p.failed {
		return nil
	}
	statement := p.statement()
	if !p.failed && !p.atEnd() {
		p.unexpected(`";"`)
	}
	if p.failed {
		return nil
	}
	if p.end < p.stop {
		p.errorAt(p.tokens[p.end].span(), codeSyntax, "unexpected "+p.describe(p.tokens[p.end]), afterStatement)
	}
	return statement
}

// afterStatement is what to do where a statement begins before the one ahead of it has ended.
const afterStatement = "end the statement before it with ;"

// begin moves to the next statement and reports whether there is one. After a failure that left a place to resume, it
// begins there, and until the semicolon each line that begins like a statement is taken for one: no token is looked at
// more than a few times, however many semicolons were forgotten.
func (p *parser) begin() bool {
	p.triedAt = -1
	switch {
	case p.end < p.stop:
		p.beginAt(p.end)
	case p.failed && p.resume > 0:
		p.beginAt(p.resume)
	default:
		return p.beginNext()
	}
	return true
}

// beginAt begins a statement inside one that failed.
func (p *parser) beginAt(first int) {
	p.first, p.pos, p.resume, p.failed = first, first, 0, false
	p.end = p.stop
	if next := p.nextStatement(int(p.tokens[first].end)); next > 0 {
		p.end = next
	}
}

// beginNext begins the statement behind the next semicolon. When the lexer has found something bad in it, the statement
// has failed: what follows from that would only repeat it.
func (p *parser) beginNext() bool {
	first := p.stop + 1
	for first < len(p.tokens) && p.tokens[first].endsStatement() {
		first++
	}
	if first >= len(p.tokens) {
		return false
	}
	p.first, p.pos, p.resume, p.failed = first, first, 0, false
	bad := -1
	for p.end = first; !p.tokens[p.end].endsStatement(); p.end++ {
		if p.tokens[p.end].kind == tokBad {
			bad = p.end
		}
	}
	if p.stop = p.end; bad >= 0 {
		p.failed, p.pos, p.resume = true, p.end, p.nextStatement(int(p.tokens[bad].end))
	}
	return true
}

// nextStatement returns the first token at or after an offset that begins a statement on a line of its own within the
// statement at hand, and 0 when there is none.
func (p *parser) nextStatement(offset int) int {
	rest := p.tokens[p.first+1 : max(p.end, p.first+1)]
	i := p.first + 1 + sort.Search(len(rest), func(i int) bool { return int(rest[i].start) >= offset })
	for ; i < p.end; i++ {
		if p.startsStatement(i) {
			return i
		}
	}
	return 0
}

// statementWords are the words that begin a statement, with those that may follow when it stands on a line of its own;
// together they are never found in the middle of another statement at the beginning of a line.
var statementWords = map[string]string{
	"create": " table view schema or temp temporary local external materialized function procedure user group role library " +
		"database ",
	"alter":  " table schema default materialized user group procedure function database datashare ",
	"drop":   " table view schema materialized function procedure user group role library database ",
	"insert": " into ", "delete": " from ", "comment": " on ", "truncate": " table ",
	"grant":  " select insert update delete all usage execute create references role ",
	"revoke": " select insert update delete all usage execute create references role grant ",
}

// startsStatement reports whether a token begins a line and, with the next one, a statement.
func (p *parser) startsStatement(i int) bool {
	if i <= p.first || i+1 >= p.end || p.tokens[i].kind != tokWord || p.tokens[i+1].kind != tokWord {
		return false
	}
	second, ok := statementWords[p.word(i)]
	if !ok || !strings.Contains(second, " "+p.word(i+1)+" ") {
		return false
	}
	return strings.Contains(p.src.Text[p.tokens[i-1].end:p.tokens[i].start], "\n")
}

// query reads a query: its text from the cursor to the end of the statement, comments kept. A line that begins another
// statement inside it means that a semicolon was forgotten.
func (p *parser) query() ast.Query {
	first := p.pos
	if p.atEnd() {
		p.unexpected("a query")
		return ast.Query{}
	}
	var open []int // the parentheses that are open
	for ; !p.atEnd(); p.pos++ {
		switch p.word(p.pos) {
		case "(":
			open = append(open, p.pos)
		case ")":
			if len(open) == 0 {
				p.fail(p.tok().span(), codeSyntax, `unexpected ")"`, "no parenthesis is open here")
				return ast.Query{}
			}
			open = open[:len(open)-1]
		}
		if p.pos > first && p.startsStatement(p.pos) {
			p.fail(p.tok().span(), codeSyntax, "a new statement begins inside a query",
				"end the statement before it with ;")
			return ast.Query{}
		}
	}
	if len(open) > 0 {
		p.unclosed(open[len(open)-1])
		return ast.Query{}
	}
	span := p.spanFrom(first)
	return ast.Query{Span: span, Text: p.src.Text[span.Start:span.End]}
}

// unclosed fails at a parenthesis that nothing closes.
func (p *parser) unclosed(i int) {
	p.fail(p.tokens[i].span(), codeUnterminated, "this parenthesis is never closed", "close it with )")
}
