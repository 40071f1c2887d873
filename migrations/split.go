package migrations

import "strings"

// Statement is one statement of a script as Flyway would send it.
type Statement struct {
	// Text is without the semicolon and without white space at its ends; comments in front belong to it.
	Text string
	// Start and End are byte offsets in the text that was cut.
	Start, End int
	// First is the offset of the first token that is not a comment.
	First int
	// Transactional is whether Flyway would run it in a transaction, going by the text alone.
	Transactional bool
	// Ended is true when a semicolon ends the statement, and false when the end of the file does.
	Ended bool
}

// Split cuts a text into statements as Flyway does, which is not always as Redshift would. Placeholders must have been
// replaced before, for Flyway takes a dollar sign for the beginning of a quoted text.
func Split(text string) []Statement {
	statements, _ := cut(text)
	return statements
}

// cut also returns the places where Flyway and Redshift read different things.
func cut(text string) ([]Statement, []oddity) {
	c := cutter{scanner: scanner{text: text}}
	var statements []Statement
	for {
		s, ok := c.statement()
		if !ok {
			break
		}
		statements = append(statements, s)
	}
	if c.depth != 0 {
		c.note(oddParentheses, c.unbalanced, c.unbalanced+1)
	}
	return statements, c.oddities
}

// cutter cuts one text.
type cutter struct {
	scanner
	oddities   []oddity
	unbalanced int // where the depth last left zero
}

// statement returns the next statement (Parser.getNextStatement). Flyway restarts its recording at every blank and
// every parenthesis before the statement's first token, which is how a leading parenthesis gets lost.
func (c *cutter) statement() (Statement, bool) {
	s := Statement{Start: c.pos, First: -1}
	var view keywords
	tokens := 0
	for {
		depth := c.depth
		t := c.next()
		c.watch(t, depth)
		switch {
		case t.kind == tokenSpace && tokens == 0:
			if c.text[t.start] == '(' || c.text[t.start] == ')' {
				c.note(oddLeadingParenthesis, t.start, t.end)
			}
			s.Start, s.End = t.end, t.end
			continue
		case t.kind == tokenSpace:
			s.End = t.end
			continue
		case t.kind == tokenSemicolon && s.First < 0:
			s.Start, s.End, tokens, view = t.end, t.end, 0, keywords{}
			continue
		case t.kind == tokenEnd && s.First < 0:
			return s, false
		case t.kind == tokenEnd, t.kind == tokenSemicolon && t.depth == 0:
			s.Ended = t.kind == tokenSemicolon
			s.Transactional = !view.nonTransactional
			c.trim(&s)
			return s, s.Ended || s.Text != ""
		}
		tokens++
		s.End = t.end
		if s.First < 0 && t.kind != tokenComment && t.kind != tokenBlankLines {
			s.First = t.start
		}
		if t.depth == 0 {
			view.add(t.kind, c.text[t.start:t.end])
		}
	}
}

// trim fits the statement's ends to its text, as String.trim does: what is not above a blank goes.
func (c *cutter) trim(s *Statement) {
	text := c.text[s.Start:s.End]
	left := strings.TrimLeftFunc(text, atMostBlank)
	s.Text = strings.TrimRightFunc(left, atMostBlank)
	s.Start += len(text) - len(left)
	s.End = s.Start + len(s.Text)
	s.First = min(max(s.First, s.Start), s.End) // a control character is a token to Flyway, and trimmed
}

func atMostBlank(r rune) bool { return r <= ' ' }
