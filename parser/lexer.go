package parser

import (
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// lexer cuts text into tokens. Redshift's rules differ from those of today's PostgreSQL: a backslash escapes inside
// every '…' literal, as in the PostgreSQL 8.0 it descends from (c_redshift-and-postgres-sql), and names may begin
// with # (r_names).
type lexer struct {
	text   string
	pos    int
	report func(start, end int, code diag.Code, summary, hint string)
}

// Character classes; one look-up a byte keeps the lexer out of profiles.
const (
	isSpace = 1 << iota
	isLetter
	isDigit
	isOperator
	isPunct
)

var classOf = classes()

func classes() (c [256]uint8) {
	set := func(chars string, class uint8) {
		for i := 0; i < len(chars); i++ {
			c[chars[i]] |= class
		}
	}
	set(" \t\r\n\f\v\x00", isSpace) // a NUL has been reported when the text was prepared
	set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", isLetter)
	set("0123456789", isDigit)
	set("+-*/<>=~!@#%^&|`", isOperator)
	set("()[]{},.:", isPunct)
	for b := 0x80; b < 0x100; b++ {
		c[b] |= isLetter
	}
	return c
}

// next returns the next token, comments included; at the end of the text it returns tokEnd for ever.
func (l *lexer) next() token {
	for l.pos < len(l.text) && (classOf[l.text[l.pos]]&isSpace != 0 || strings.HasPrefix(l.text[l.pos:], byteOrderMark)) {
		l.pos++
		if l.text[l.pos-1] == byteOrderMark[0] {
			l.pos += len(byteOrderMark) - 1
		}
	}
	start := l.pos
	if start >= len(l.text) {
		return token{tokEnd, int32(start), int32(start)}
	}
	kind := l.scan(l.text[start])
	return token{kind, int32(start), int32(l.pos)}
}

// scan moves past one token that begins with c.
func (l *lexer) scan(c byte) tokenKind {
	class := classOf[c]
	switch {
	case c >= 0x80 && l.foreign() != "":
		return l.scanForeign()
	case class&isLetter != 0:
		return l.scanWord()
	case class&isDigit != 0, c == '.' && classOf[l.peek(1)]&isDigit != 0:
		return l.scanNumber()
	case c == '\'':
		return l.scanString(0)
	case c == '"':
		return l.scanQuoted()
	case c == ';':
		l.pos++
		return tokSemicolon
	case c == '$':
		return l.scanDollar()
	case c == '-' && l.peek(1) == '-':
		return l.scanLineComment()
	case c == '/' && l.peek(1) == '*':
		return l.scanBlockComment()
	case c == '#' && classOf[l.peek(1)]&isLetter != 0:
		return l.scanWord()
	case c == '{' && strings.IndexByte("{%#", l.peek(1)) >= 0:
		return l.scanTemplateMark()
	case class&isPunct != 0:
		return l.scanPunct(c)
	case class&isOperator != 0:
		return l.scanOperator()
	case c == '?':
		l.pos++
		return tokParam
	case c == '\\':
		return l.scanBackslash()
	}
	l.pos++
	l.report(l.pos-1, l.pos, codeSyntax, "a character that no SQL statement contains", "remove it")
	return tokBad
}

// peek returns the byte n places on, or a space at the end of the text.
func (l *lexer) peek(n int) byte {
	if l.pos+n < len(l.text) {
		return l.text[l.pos+n]
	}
	return ' '
}

// scanWord reads a name. A string that follows e, b, x or n at once belongs to it: E'…'.
func (l *lexer) scanWord() tokenKind {
	start := l.pos
	l.pos++
	for l.pos < len(l.text) {
		c := l.text[l.pos]
		if classOf[c]&(isLetter|isDigit) != 0 && (c < 0x80 || l.foreign() == "") {
			l.pos++
			continue
		}
		if c == '\'' && l.pos == start+1 && strings.IndexByte("eEbBxXnN", l.text[start]) >= 0 {
			return l.scanString(1)
		}
		if c != '$' {
			break
		}
		l.pos = max(l.pos+1, l.placeholderEnd(l.pos))
	}
	return tokWord
}

// placeholderEnd returns the offset after the ${…} that begins at an offset, or 0 when there is none. Placeholders stay
// in the text when their replacement is off or their value unknown, and are then read as parts of names.
func (l *lexer) placeholderEnd(at int) int {
	if at+1 >= len(l.text) || l.text[at+1] != '{' {
		return 0
	}
	for i := at + 2; i < len(l.text); i++ {
		switch c := l.text[i]; {
		case c == '}':
			return i + 1
		case c == '$', c == '{', c == ';', c == '\'', classOf[c]&isSpace != 0:
			return 0
		}
	}
	return 0
}

func (l *lexer) scanNumber() tokenKind {
	l.skip(isDigit)
	if l.peek(0) == '.' && l.peek(1) != '.' {
		l.pos++
		l.skip(isDigit)
	}
	if l.peek(0)|0x20 != 'e' {
		return tokNumber
	}
	digits := 1
	if l.peek(1) == '+' || l.peek(1) == '-' {
		digits = 2
	}
	if classOf[l.peek(digits)]&isDigit != 0 {
		l.pos += digits
		l.skip(isDigit)
	}
	return tokNumber
}

func (l *lexer) skip(class uint8) {
	for l.pos < len(l.text) && classOf[l.text[l.pos]]&class != 0 {
		l.pos++
	}
}

// scanTemplateMark reads {{ … }}, {% … %} or {# … #}, which SQL does not have.
func (l *lexer) scanTemplateMark() tokenKind {
	open := l.pos
	mark := l.peek(1)
	closing := "}}"
	if mark != '{' {
		closing = string(mark) + "}"
	}
	if n := strings.Index(l.text[l.pos+2:], closing); n >= 0 {
		l.pos += n + 4
	} else {
		l.pos = len(l.text)
	}
	l.report(open, open+2, codeTemplateMark, "template marks are not SQL",
		"render the template first; redraft reads plain SQL with ${placeholders}")
	return tokBad
}

func (l *lexer) scanPunct(c byte) tokenKind {
	l.pos++
	if c == ':' && (l.peek(0) == ':' || l.peek(0) == '=') {
		l.pos++
	}
	return tokSymbol
}

// scanOperator reads the longest operator, with PostgreSQL's rule that + and - end one only if it also holds a
// character that standard operators lack, so that =-1 is two tokens.
func (l *lexer) scanOperator() tokenKind {
	start, special := l.pos, false
	for l.pos < len(l.text) {
		c := l.text[l.pos]
		comment := c == '-' && l.peek(1) == '-' || c == '/' && l.peek(1) == '*'
		if classOf[c]&isOperator == 0 || comment && l.pos > start {
			break
		}
		special = special || strings.IndexByte("~!@#%^&|`", c) >= 0
		l.pos++
	}
	for l.pos > start+1 && !special && strings.IndexByte("+-", l.text[l.pos-1]) >= 0 {
		l.pos--
	}
	return tokSymbol
}

// scanBackslash reads a command of psql to the end of its line; a backslash elsewhere is a mistake.
func (l *lexer) scanBackslash() tokenKind {
	before := strings.TrimRight(l.text[:l.pos], " \t")
	if before != "" && !strings.HasSuffix(before, "\n") {
		l.pos++
		l.report(l.pos-1, l.pos, codeSyntax, "a backslash outside a string", "remove it")
		return tokBad
	}
	open := l.pos
	l.scanLineComment()
	command, _, _ := strings.Cut(strings.TrimRight(l.text[open:l.pos], "\r"), " ")
	l.report(open, open+len(command), codePsqlMeta, command+" is a command of psql, not SQL",
		"remove the line; placeholders are set in redraft.yaml or with -p name=value")
	return tokMeta
}
