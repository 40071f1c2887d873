package parser

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model/diag"
	"github.com/redraft/redraft/parser/ast"
)

// maxErrors bounds the errors of one file: past it, more of them help nobody.
const maxErrors = 200

// errorAt reports that Redshift would refuse what stands at a place, and goes on.
func (p *parser) errorAt(at ast.Span, code diag.Code, summary, hint string) {
	p.errors++
	if p.errors == maxErrors {
		code, summary, hint = codeTooManyErrors, "too many errors, the rest of them are not shown", ""
	}
	if p.errors <= maxErrors {
		p.report(diag.Error, at, code, summary, hint)
	}
}

// warnAt reports what is likely wrong.
func (p *parser) warnAt(at ast.Span, code diag.Code, summary, hint string) {
	if len(p.findings) < 2*maxErrors {
		p.report(diag.Warning, at, code, summary, hint)
	}
}

func (p *parser) report(severity diag.Severity, at ast.Span, code diag.Code, summary, hint string) {
	p.findings = append(p.findings, p.src.Diagnose(severity, code, at.Start, at.End, summary, hint))
}

// fail reports that the statement cannot be read and moves to its end. Only the first failure of a statement counts,
// for the others follow from it.
func (p *parser) fail(at ast.Span, code diag.Code, summary, hint string) {
	if p.failed {
		return
	}
	p.failed = true
	p.errorAt(at, code, summary, hint)
	p.resume = p.nextStatement(at.Start)
	p.pos = p.end
}

// notInRedshift fails on a construct of other databases that Redshift lacks; the hint says what to do instead.
func (p *parser) notInRedshift(at ast.Span, summary, hint string) {
	p.fail(at, codeNotInRedshift, summary, hint)
}

// unexpected fails at the cursor; expected says what should stand there, besides the words that were tried.
func (p *parser) unexpected(expected ...string) {
	if p.failed {
		return
	}
	if p.errors >= maxErrors { // nobody will read it
		p.fail(ast.Span{Start: int(p.tokens[p.pos].start)}, codeSyntax, "", "")
		return
	}
	options := slices.Clone(expected)
	if p.triedAt == p.pos {
		for _, w := range p.tried {
			if !unsaid[w] {
				options = append(options, display(w))
			}
		}
	}
	slices.Sort(options)
	options = slices.Compact(options)
	at, found := p.here()
	hint := p.hintFor(found, options)
	if hint == "" && len(expected) > 0 {
		hint = p.hintFor(found, expected)
	}
	if p.startsStatement(p.pos) {
		hint = afterStatement
	}
	p.fail(at, codeSyntax, "unexpected "+found, hint)
}

// unsaid are symbols and words that may stand almost anywhere; to list them helps nobody.
var unsaid = map[string]bool{".": true, ":": true, "::": true, "[": true, "at": true, "if": true, "only": true}

// here returns the place and the description of what stands at the cursor. At the end of a statement it is the end of
// the last token, so that the caret stands where something is missing.
func (p *parser) here() (ast.Span, string) {
	if !p.atEnd() {
		t := p.tok()
		return t.span(), p.describe(t)
	}
	last := p.tokens[max(p.end-1, 0)]
	return ast.Span{Start: int(last.end), End: int(last.end)}, "end of the statement"
}

// describe names a token as messages do, shortened.
func (p *parser) describe(t token) string {
	text := p.src.Text[t.start:t.end]
	if line, _, cut := strings.Cut(text, "\n"); cut || len(text) > 40 {
		text = strings.ToValidUTF8(line[:min(len(line), 40)], "") + "…"
	}
	switch t.kind {
	case tokWord, tokQuoted, tokNumber, tokString, tokDollar:
		return text
	}
	return `"` + text + `"`
}

// display shows keywords in upper case and symbols in quotes.
func display(word string) string {
	if word != "" && classOf[word[0]]&isLetter != 0 {
		return strings.ToUpper(word)
	}
	return `"` + word + `"`
}

// maxOptions is how many alternatives a hint lists; a longer list says nothing.
const maxOptions = 10

func (p *parser) hintFor(found string, options []string) string {
	if guess := closest(strings.ToUpper(found), options); guess != "" {
		return "did you mean " + guess + "?"
	}
	if len(options) == 0 || len(options) > maxOptions {
		return ""
	}
	return "expected " + joinOr(options)
}

// joinOr writes a list as people do: a, b or c.
func joinOr(options []string) string {
	if len(options) == 1 {
		return options[0]
	}
	last := len(options) - 1
	return strings.Join(options[:last], ", ") + " or " + options[last]
}

// closest returns the option that a word misspells, or "". Both are in upper case.
func closest(word string, options []string) string {
	best, bestDistance := "", 3
	for _, o := range options {
		if len(word) < 4 || len(o) < 3 || len(word) > 40 {
			continue
		}
		if d := distance(word, o); d < bestDistance && d > 0 && 2*d < len(o) {
			best, bestDistance = o, d
		}
	}
	return best
}

// distance counts the letters to insert, drop, change or swap with their neighbour to get from a to b.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
