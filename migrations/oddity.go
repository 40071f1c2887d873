package migrations

import "github.com/redraft/redraft/model/diag"

// oddity is a place where Flyway reads a text differently from Redshift.
type oddity struct {
	kind       oddityKind
	start, end int
}

type oddityKind uint8

const (
	oddLeadingParenthesis oddityKind = iota
	oddParentheses
	oddComment
	oddBackslash
	oddDollar
	oddQuote
)

// oddities says for each kind what Flyway does and what to write instead.
var oddities = [...]struct {
	code          diag.Code
	summary, hint string
}{
	oddLeadingParenthesis: {codeLeadingParenthesis,
		"Flyway drops a parenthesis at the beginning of a statement and sends broken SQL",
		"begin the statement with a word, or put a comment or a blank line in front of it"},
	oddParentheses: {codeUnbalanced, "parentheses do not pair up, and Flyway takes the rest of the file for one statement",
		"balance the parentheses"},
	oddComment: {codeUnclosedComment,
		"the comment is never closed, and Flyway runs nothing of what follows, without a word",
		"close it with */"},
	oddBackslash: {codeBackslashQuote,
		"Flyway ends the literal at this quote, for it does not see the backslash before it",
		"write the quote twice instead, or begin the literal with a capital E"},
	oddDollar: {codeDollar, "Flyway takes this dollar sign for the beginning of a quoted text and never finds its end",
		"quote it, or set the statement in $$ … $$"},
	oddQuote: {codeUnclosedQuote,
		"the quote is never closed, and Flyway takes the rest of the file for one statement", "close it"},
}

func (c *cutter) note(kind oddityKind, start, end int) {
	c.oddities = append(c.oddities, oddity{kind, start, end})
}

// watch looks at a token for what Flyway misreads. The depth is the one before the token.
func (c *cutter) watch(t token, depth int) {
	text := c.text[t.start:t.end]
	switch {
	case t.kind == tokenSpace && depth == 0 && t.depth != 0:
		c.unbalanced = t.start
	case t.kind == tokenComment && t.open:
		c.note(oddComment, t.start, t.start+2)
	case t.kind == tokenString && t.open && text[0] == '$':
		c.note(oddDollar, t.start, t.start+1)
	case t.kind == tokenString && text[0] == '\'':
		c.watchBackslash(t)
	case t.open:
		c.note(oddQuote, t.start, t.start+1)
	}
}

// watchBackslash notes a quote inside or at the end of a plain literal that Redshift, but not Flyway, takes for
// escaped: it stands behind an odd number of backslashes. Redshift is taken to have kept the backslash of
// PostgreSQL 8.0 in plain literals; see docs/evidence.md.
func (c *cutter) watchBackslash(t token) {
	backslashes := 0
	for i := t.start + 1; i < t.end; i++ {
		switch {
		case c.text[i] == '\\':
			backslashes++
			continue
		case c.text[i] == '\'' && backslashes%2 == 1:
			c.note(oddBackslash, i, i+1)
			return
		}
		backslashes = 0
	}
	if t.open {
		c.note(oddQuote, t.start, t.start+1)
	}
}
