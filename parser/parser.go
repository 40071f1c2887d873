package parser

import (
	"strings"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// parser reads one file. Its cursor never leaves the statement at hand: the token at end belongs to no statement.
type parser struct {
	opts   Options
	src    *diag.Source
	folded string // src.Text with ASCII letters in lower case: one copy, so that no token needs one
	tokens []token
	table  *node // the statements, by leading words
	out    *ast.File

	first  int  // the statement's first token
	pos    int  // the cursor
	end    int  // the token that ends the statement
	stop   int  // the semicolon behind it; another statement may begin before that when this one failed
	failed bool // the statement has an error that keeps it from being read
	resume int  // where to go on in a failed statement, 0 when its end is the place

	userNames []int // the quoted names that keep their case, in order

	tried   []string // what was looked for at triedAt, for messages
	triedAt int

	findings diag.List
	errors   int
	template bool // a template mark was reported
	stray    bool // a character that is no SQL was met, the last at strayAt
	strayAt  int
}

// newParser returns a parser of a text that is cut into tokens already.
func newParser(src *diag.Source, opts Options) *parser { return newParserIn(src, opts, nil) }

// newParserIn is newParser with room for the tokens.
func newParserIn(src *diag.Source, opts Options, spare []token) *parser {
	p := &parser{opts: opts, src: src, folded: foldASCII(src.Text), tokens: spare, table: statements}
	p.out = &ast.File{Source: src}
	p.end, p.stop = -1, -1
	p.cut()
	return p
}

// cut fills tokens.
func (p *parser) cut() {
	l := lexer{text: p.src.Text, report: p.reportToken}
	if room := len(l.text)/5 + 8; cap(p.tokens) < room {
		p.tokens = make([]token, 0, room)
	}
	for {
		t := l.next()
		if t.kind == tokComment {
			p.keepDirective(t)
			continue
		}
		p.tokens = append(p.tokens, t)
		if t.kind == tokEnd {
			return
		}
	}
}

// reportToken is how the lexer reports. A file full of template marks is one mistake, and so is a line full of
// characters that are no SQL.
func (p *parser) reportToken(start, end int, code diag.Code, summary, hint string) {
	switch code {
	case codeTemplateMark:
		if p.template {
			return
		}
		p.template = true
	case codeSyntax:
		sameLine := p.stray && strings.IndexByte(p.src.Text[p.strayAt:start], '\n') < 0
		p.stray, p.strayAt = true, start
		if sameLine {
			return
		}
	}
	p.errorAt(ast.Span{Start: start, End: end}, code, summary, hint)
}

// foldASCII returns text with A to Z in lower case, and text itself when there is nothing to fold. Redshift folds ASCII
// letters only (r_names).
func foldASCII(text string) string {
	first := strings.IndexFunc(text, func(r rune) bool { return r >= 'A' && r <= 'Z' })
	if first < 0 {
		return text
	}
	b := []byte(text)
	for i := first; i < len(b); i++ {
		if b[i] >= 'A' && b[i] <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

// tok returns the token at the cursor.
func (p *parser) tok() token { return p.tokens[p.pos] }

// word returns the folded text of a token when it is an unquoted word or a symbol, and "" otherwise: no literal and no
// quoted name is ever taken for a keyword.
func (p *parser) word(i int) string {
	t := p.tokens[i]
	if i >= p.end || t.kind != tokWord && t.kind != tokSymbol {
		return ""
	}
	return p.folded[t.start:t.end]
}

// at reports whether these words or symbols stand at the cursor.
func (p *parser) at(words ...string) bool {
	for i, w := range words {
		if p.pos+i >= p.end || p.word(p.pos+i) != w {
			return false
		}
	}
	return true
}

// atAny reports whether any of these words stands at the cursor.
func (p *parser) atAny(words ...string) bool {
	for _, w := range words {
		if p.at(w) {
			return true
		}
	}
	return false
}

// accept moves past these words if all of them stand at the cursor.
func (p *parser) accept(words ...string) bool {
	if !p.at(words...) {
		p.note(words[0])
		return false
	}
	p.pos += len(words)
	return true
}

// acceptOne moves past whichever of these words stands at the cursor and returns it; "" when none does.
func (p *parser) acceptOne(words ...string) string {
	for _, w := range words {
		if p.accept(w) {
			return w
		}
	}
	return ""
}

// expect moves past these words, and fails at the first that is not there.
func (p *parser) expect(words ...string) {
	for _, w := range words {
		if !p.accept(w) {
			p.unexpected()
			return
		}
	}
}

// expectOne moves past whichever of these words stands at the cursor, and fails when none does.
func (p *parser) expectOne(words ...string) string {
	w := p.acceptOne(words...)
	if w == "" {
		p.unexpected()
	}
	return w
}

// note remembers what was looked for at the cursor.
func (p *parser) note(what string) {
	if p.triedAt != p.pos {
		p.triedAt = p.pos
		p.tried = p.tried[:0]
	}
	p.tried = append(p.tried, what)
}

// atEnd reports whether the statement is read to its end, as it is after a failure.
func (p *parser) atEnd() bool { return p.pos >= p.end }

// spanFrom returns the place from a token to the one before the cursor.
func (p *parser) spanFrom(first int) ast.Span {
	last := max(first, min(p.pos, p.end)-1)
	return ast.Span{Start: int(p.tokens[first].start), End: int(p.tokens[last].end)}
}

// ahead returns the place of the next n tokens.
func (p *parser) ahead(n int) ast.Span {
	last := max(min(p.pos+n, p.end)-1, p.pos)
	return ast.Span{Start: int(p.tok().start), End: int(p.tokens[last].end)}
}

// base returns the base of the statement at hand.
func (p *parser) base() ast.Base {
	last := max(p.first, p.end-1)
	return ast.Base{Span: ast.Span{Start: int(p.tokens[p.first].start), End: int(p.tokens[last].end)}}
}

// list reads item, item, …
func (p *parser) list(item func()) {
	for item(); p.accept(","); {
		item()
	}
}

// parens reads ( item, item, … ).
func (p *parser) parens(item func()) {
	p.expect("(")
	p.list(item)
	p.expect(")")
}

// group moves past a balanced (…) and returns its place, parentheses included.
func (p *parser) group() ast.Span {
	first := p.pos
	p.expect("(")
	for depth := 1; depth > 0; p.pos++ {
		switch {
		case p.failed:
			return ast.Span{}
		case p.atEnd():
			p.unclosed(first)
			return ast.Span{}
		case p.at("("):
			depth++
		case p.at(")"):
			depth--
		}
	}
	return p.spanFrom(first)
}

// rest moves to the end of the statement and returns the place of what it passed.
func (p *parser) rest() ast.Span {
	first := p.pos
	p.pos = p.end
	return p.spanFrom(first)
}
